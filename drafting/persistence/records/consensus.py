"""Positions on exact wordings, and participation in the instrument."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Position(Base):
    """The newest position of a State on a paragraph; earlier ones stand in the record.

    wording: the hash of the texts it was given on.
    """

    __tablename__ = "position"

    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    statement: Mapped[str] = mapped_column(Text, default="")
    wording: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    seq: Mapped[int]


class Participation(Base):
    """A State's or observer's participation in the instrument, a fact apart from the text.

    since: the day from which it holds, None for the beginning; basis: of the change, as a person said it; answer_by,
    zone: until when a State in brackets is awaited, and in which zone that was set; meaning: of its silence until then.

    awaited_since: since when a note verbale of the State is awaited, None where none is; remind_at: when the State is
    reminded of it next, None for never; reminded: how often it was, of this draft; reminded_at: the last time.
    """

    __tablename__ = "participation"

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    status: Mapped[str] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[date | None]
    basis: Mapped[str] = mapped_column(Text, default="")
    answer_by: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(60), default="")
    meaning: Mapped[str] = mapped_column(String(30), default="")
    awaited_since: Mapped[datetime | None]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    reminded: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None]
