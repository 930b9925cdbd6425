"""Who chairs a Process, who passed, and what the Chair instructed.

Source: practice.md section 1, and the rules of procedure on the Chair's term.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class ChairTerm(Base):
    """A State's term in the chair. ends_on: the first day without it; meeting_id: the meeting that elected it;
    person_id, appointment_id: the account of the representative and the role that it was given."""

    __tablename__ = "chair_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    elected_on: Mapped[date | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    basis: Mapped[str] = mapped_column(Text, default="")
    representative_en: Mapped[str] = mapped_column(String(120), default="")
    representative_ru: Mapped[str] = mapped_column(String(120), default="")
    position_en: Mapped[str] = mapped_column(String(200), default="")
    position_ru: Mapped[str] = mapped_column(String(200), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))


class ChairPass(Base):
    """A State passed when its turn came. after_id: the term that it would have followed."""

    __tablename__ = "chair_pass"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    after_id: Mapped[int | None] = mapped_column(ForeignKey("chair_term.id"))
    on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")


class Instruction(Base):
    """What the Chair told the Support Office to do. on: when it was given; recorded_by: who wrote it down; done_at:
    when the Office said that it is done."""

    __tablename__ = "instruction"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    given_by: Mapped[str] = mapped_column(String(200))
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
