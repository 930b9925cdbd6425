"""Drafts, their paragraphs and the immutable revisions of each text."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Draft(Base):
    """phase: preparing, negotiation, adopted. revision: counts every change of the text.

    kind: "text", or what is decided by a decision of one paragraph: "invitation", "rules", "publication"; reissues: how
    often the adopted text was issued anew.

    seq, head_hash: number and hash of the newest entry of the record; this row is the draft's lock.
    """

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    title: Mapped[str] = mapped_column(String(500))
    symbol: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(20), default="text")
    phase: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column(default=0)
    seq: Mapped[int] = mapped_column(default=0)
    head_hash: Mapped[str] = mapped_column(String(64), default="")
    proposals_tabled: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    adopted_at: Mapped[datetime | None]
    adopted_hash: Mapped[str] = mapped_column(String(64), default="")
    reissues: Mapped[int] = mapped_column(default=0)


class Paragraph(Base):
    """One paragraph, note or formal line. place: a digit string that sorts; label: as printed.

    state: see `domain/consensus.py`; wording: the hash of its current texts in every language, to which
    positions refer.
    """

    __tablename__ = "paragraph"
    __table_args__ = (UniqueConstraint("draft_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    place: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(200), default="")
    level: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(30))
    wording: Mapped[str] = mapped_column(String(64))
    changed_seq: Mapped[int]


class Revision(Base):
    """An immutable text of a paragraph in one language; seq: the entry that made it."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("paragraph_id", "language", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"))
    language: Mapped[str] = mapped_column(String(8))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int]


class CurrentText(Base):
    """Which revision is a paragraph's text now, in each language."""

    __tablename__ = "current_text"

    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))


class Upload(Base):
    """A file read but not yet saved as a draft: what was recognised, corrected by a person, then deleted."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(32), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    recognition: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"))
