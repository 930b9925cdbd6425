"""Delegations: who comes to a meeting for whom, and who was in the room.

Source: practice.md sections 1 and 7.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Delegate(Base):
    """A person in a delegation. place: the order inside the delegation, from 1; badge: see `domain/participants.py`.

    state: invited (a link was sent, the person has not answered), named (by the head or by the person), confirmed (by
    the Office) or withdrawn; person_id, appointment_id: the account and the role, where the delegate has one; title:
    the honorific (H.E., Ms; Е. П., г-жа).
    """

    __tablename__ = "delegate"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    place: Mapped[int]
    is_head: Mapped[bool] = mapped_column(default=False)
    title_en: Mapped[str] = mapped_column(String(40), default="")
    title_ru: Mapped[str] = mapped_column(String(40), default="")
    name_en: Mapped[str] = mapped_column(String(120))
    name_ru: Mapped[str] = mapped_column(String(120))
    position_en: Mapped[str] = mapped_column(String(200), default="")
    position_ru: Mapped[str] = mapped_column(String(200), default="")
    badge: Mapped[str] = mapped_column(String(20), default="delegate")
    email: Mapped[str] = mapped_column(String(254), default="")
    state: Mapped[str] = mapped_column(String(20), default="named")
    confirmed_at: Mapped[datetime | None]


class Attendance(Base):
    """A delegate was in the room in a sitting, as the Office noted."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("sitting_id", "delegate_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegate.id"))
    at: Mapped[datetime]
