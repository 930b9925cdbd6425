"""Proposals and who sponsors them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Proposal(Base):
    """ref: its public name, random so that counting addresses tells nothing about private texts.

    number: given when it is tabled (1.. per draft), None while private; token: the submission that made it;
    copy_id: the returned copy that it was read from; received: how and when it came, where the Support Office tabled it
    for the delegation; new_notes: key -> text of the footnotes that come with its words;
    status: see `domain/proposals.py`; version: guards against two colleagues saving over each other.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        Index("ix_proposal_draft_id_paragraph_id", "draft_id", "paragraph_id"),
        UniqueConstraint("draft_id", "party_id", "token"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(32), unique=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
    copy_id: Mapped[int | None] = mapped_column(ForeignKey("returned_copy.id"), index=True)
    base_revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    received: Mapped[str] = mapped_column(Text, default="")
    new_notes: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    status: Mapped[str] = mapped_column(String(20))
    number: Mapped[int | None]
    token: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    tabled_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form


class CoSponsor(Base):
    __tablename__ = "co_sponsor"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    at: Mapped[datetime]
