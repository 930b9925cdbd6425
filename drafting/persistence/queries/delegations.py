"""Delegations of a meeting, their members and who was in the room."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from drafting.persistence.records import (
    Admission,
    Appointment,
    Attendance,
    Delegate,
    Party,
    Person,
    SignIn,
    Sitting,
)


def decided(session: Session, meeting_id: int) -> dict[int, str]:
    """Party -> "exclude" or "invite", as was decided for this meeting alone."""
    query = select(Admission.party_id, Admission.act).where(
        Admission.meeting_id == meeting_id, Admission.state == "decided"
    )
    return {row.party_id: row.act for row in session.execute(query)}


def delegates(session: Session, meeting_id: int) -> list[Delegate]:
    """Everybody ever named for the meeting, those who withdrew among them."""
    return list(session.scalars(select(Delegate).where(Delegate.meeting_id == meeting_id).order_by(Delegate.id)))


def of_party(session: Session, meeting_id: int, party_id: int) -> list[Delegate]:
    query = select(Delegate).where(Delegate.meeting_id == meeting_id, Delegate.party_id == party_id)
    return list(session.scalars(query.order_by(Delegate.place, Delegate.id)))


def of_person(session: Session, meeting_id: int, person_id: int) -> list[Delegate]:
    """The entries of a person in the delegations of a meeting, without those withdrawn."""
    query = select(Delegate).where(
        Delegate.meeting_id == meeting_id, Delegate.person_id == person_id, Delegate.state != "withdrawn"
    )
    return list(session.scalars(query.order_by(Delegate.id)))


def last_place(session: Session, meeting_id: int, party_id: int) -> int:
    query = select(func.max(Delegate.place)).where(Delegate.meeting_id == meeting_id, Delegate.party_id == party_id)
    return session.scalar(query) or 0


def party(session: Session, process_id: int, party_id: int) -> Party | None:
    return session.scalar(select(Party).where(Party.id == party_id, Party.process_id == process_id))


def appointments(session: Session, meeting_id: int, party_id: int, now: datetime) -> list[Appointment]:
    """The running roles that are held for a party in this very meeting."""
    query = select(Appointment).where(
        Appointment.meeting_id == meeting_id,
        Appointment.party_id == party_id,
        or_(Appointment.until.is_(None), Appointment.until > now),
    )
    return list(session.scalars(query.order_by(Appointment.id)))


def people(session: Session, ids: set[int]) -> dict[int, Person]:
    return {it.id: it for it in session.scalars(select(Person).where(Person.id.in_(ids)))}


def ever_signed_in(session: Session, ids: set[int]) -> set[int]:
    """Those of these people who have a password or have been here by a link."""
    known = select(Person.id).where(Person.id.in_(ids), Person.password_hash != "")
    here = select(SignIn.person_id).where(SignIn.person_id.in_(ids))
    return set(session.scalars(known)) | set(session.scalars(here))


def sitting(session: Session, meeting_id: int, sitting_id: int) -> Sitting | None:
    return session.scalar(select(Sitting).where(Sitting.id == sitting_id, Sitting.meeting_id == meeting_id))


def sittings(session: Session, meeting_id: int) -> list[Sitting]:
    return list(session.scalars(select(Sitting).where(Sitting.meeting_id == meeting_id).order_by(Sitting.number)))


def attendance(session: Session, sitting_id: int) -> list[Attendance]:
    return list(session.scalars(select(Attendance).where(Attendance.sitting_id == sitting_id)))


def present(session: Session, meeting_id: int) -> dict[int, int]:
    """Sitting -> how many delegates were in the room."""
    query = (
        select(Attendance.sitting_id, func.count())
        .where(Attendance.meeting_id == meeting_id)
        .group_by(Attendance.sitting_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
