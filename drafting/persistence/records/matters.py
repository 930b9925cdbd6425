"""The append-only records of a Process and of a meeting. The database itself refuses UPDATE and DELETE."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class MatterEntry:
    """One numbered, hash-chained entry; see `domain/matters.py` for its meaning. token: the submission that made it."""

    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    capacity: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    token: Mapped[str | None] = mapped_column(String(80))


class ProcessEntry(MatterEntry, Base):
    __tablename__ = "process_entry"
    __table_args__ = (UniqueConstraint("process_id", "token"),)

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))


class MeetingEntry(MatterEntry, Base):
    __tablename__ = "meeting_entry"
    __table_args__ = (UniqueConstraint("meeting_id", "token"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
