"""Documents of a Process and its meetings, their language versions, who opened them, and what was published.

Source: practice.md sections 2 and 7.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Document(Base):
    """A paper of a meeting, or of the Process where meeting_id is empty. kind: see `domain/papers.py`.

    item_id: the item of the agenda it belongs to; number: of the symbol, inside the meeting; language: the original's;
    access: `domain/access.py`; party_id: the delegation that brought it, or whose own it is.
    """

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int | None]
    symbol: Mapped[str] = mapped_column(String(120), default="")
    title_en: Mapped[str] = mapped_column(String(300))
    title_ru: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(8))
    access: Mapped[str] = mapped_column(String(20))
    withdrawn_at: Mapped[datetime | None]


class DocumentVersion(Base):
    """What a document says in one language. number: counts the versions in that language from 1, the highest stands.

    state: original, translated or translating; draft_id: the draft that it is edited as, else a file.
    """

    __tablename__ = "document_version"
    __table_args__ = (UniqueConstraint("document_id", "language", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"), index=True)
    filename: Mapped[str] = mapped_column(String(255), default="")
    media_type: Mapped[str] = mapped_column(String(120), default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    at: Mapped[datetime]


class DocumentOpening(Base):
    """A person opened a document for the first time. No thing of the record: a capital's reading is its own."""

    __tablename__ = "document_opening"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    at: Mapped[datetime]


class Publication(Base):
    """An adopted text as the archive keeps it: never changed, never deleted (the database refuses both).

    slug: its address inside the Process; version: 1 as adopted, more for each reissue; hash: the adopted hash of the
    draft; blocks: [{"kind", "label", "level", "text"}]; access is the document's.
    """

    __tablename__ = "publication"
    __table_args__ = (
        UniqueConstraint("process_id", "slug", "language", "version"),
        Index("ix_publication_hash", "hash"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    slug: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(8))
    version: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(500))
    adopted_on: Mapped[date]
    published_at: Mapped[datetime]
    hash: Mapped[str] = mapped_column(String(64))
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text, default="")
