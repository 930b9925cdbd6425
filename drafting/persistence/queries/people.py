"""People as those who run a meeting need them: found by address, with what they hold elsewhere."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Appointment, Person


def lock_person(session: Session, *, email: str | None = None, person_id: int | None = None) -> Person | None:
    """The person's row, taken so that two submissions cannot give one role twice."""
    wanted = Person.email == email if email is not None else Person.id == person_id
    return session.scalar(select(Person).where(wanted).with_for_update())


def running(session: Session, person_id: int, now: datetime) -> list[Appointment]:
    """Every appointment of a person that has not ended, in every Process."""
    return list(
        session.scalars(
            select(Appointment)
            .where(Appointment.person_id == person_id, or_(Appointment.until.is_(None), Appointment.until > now))
            .order_by(Appointment.id)
        )
    )


def appointment(session: Session, process_id: int, appointment_id: int) -> Appointment | None:
    return session.scalar(
        select(Appointment)
        .where(Appointment.id == appointment_id, Appointment.process_id == process_id)
        .with_for_update()
    )
