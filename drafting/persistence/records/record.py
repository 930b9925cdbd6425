"""The append-only record of a draft. The database itself refuses UPDATE and DELETE."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Entry(Base):
    """One numbered, hash-chained entry; see `domain/record.py` for its meaning.

    token: the submission that made it, so that a double click finds its first answer.
    """

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("draft_id", "token"), Index("ix_entry_draft_kind", "draft_id", "kind"))

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    capacity: Mapped[str] = mapped_column(String(20))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    paragraph_id: Mapped[int | None] = mapped_column(ForeignKey("paragraph.id"), index=True)
    at: Mapped[datetime]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    token: Mapped[str | None] = mapped_column(String(80))
