"""People, appointments, sign-ins."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Session

from drafting.persistence.records import Admission, Appointment, FailedSignIn, Invitation, Party, Person, SignIn


def person_by_email(session: Session, email: str) -> Person | None:
    return session.scalar(select(Person).where(Person.email == email))


# What every request asks is put into words once, because that costs as much as the answer.
_SIGNED_IN = (
    select(SignIn, Person)
    .join(Person, Person.id == SignIn.person_id)
    .where(SignIn.secret_hash == bindparam("secret_hash"), SignIn.ended_at.is_(None))
)


def admission_of(meeting_id: ColumnElement[int | None]) -> ColumnElement[bool]:
    """Joins what was decided on the admission of an appointment's party to a meeting."""
    return and_(
        Admission.meeting_id == meeting_id, Admission.party_id == Appointment.party_id, Admission.state == "decided"
    )


def admitted() -> ColumnElement[bool]:
    """An observer sits unless it is excluded, civil society only where it is invited, as the rules have it."""
    return or_(
        Admission.act == "invite",
        and_(Admission.id.is_(None), or_(Party.status.is_(None), Party.status != "invited")),
    )


_APPOINTMENTS = (
    select(Appointment.role, Appointment.party_id, Party.status)
    .outerjoin(Party, Party.id == Appointment.party_id)
    .outerjoin(Admission, admission_of(bindparam("meeting_id")))
    .where(
        Appointment.person_id == bindparam("person_id"),
        Appointment.process_id == bindparam("process_id"),
        or_(Appointment.meeting_id.is_(None), Appointment.meeting_id == bindparam("meeting_id")),
        # The Chair's representative is named before the term begins.
        Appointment.since <= bindparam("now"),
        or_(Appointment.until.is_(None), Appointment.until > bindparam("now")),
        admitted(),
        # Nobody acts for a party that has left.
        or_(Party.status.is_(None), Party.status != "former"),
    )
    .order_by(Appointment.id)
)


def signed_in(session: Session, secret_hash: str) -> tuple[SignIn, Person] | None:
    row = session.execute(_SIGNED_IN, {"secret_hash": secret_hash}).one_or_none()
    return None if row is None else (row[0], row[1])


def end_sign_ins(session: Session, person_id: int, now: datetime) -> None:
    session.execute(update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None)).values(ended_at=now))


def invitation(session: Session, secret_hash: str, *, lock: bool = False) -> tuple[Invitation, Person] | None:
    """lock: take the invitation's row, so that two clicks cannot both use it."""
    query = (
        select(Invitation, Person)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.secret_hash == secret_hash)
    )
    if lock:
        query = query.with_for_update(of=Invitation)
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1])


def end_invitations(session: Session, person_id: int, now: datetime) -> None:
    session.execute(
        update(Invitation).where(Invitation.person_id == person_id, Invitation.used_at.is_(None)).values(used_at=now)
    )


def failures(session: Session, subject: str, since: datetime) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(FailedSignIn)
            .where(FailedSignIn.subject == subject, FailedSignIn.at > since)
        )
        or 0
    )


def take_back_failures(session: Session, ids: Collection[int]) -> None:
    session.execute(delete(FailedSignIn).where(FailedSignIn.id.in_(ids)))


def forget_failures(session: Session, before: datetime) -> None:
    """Nobody's failed attempts are kept longer than they count."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.at <= before))


def appointments_for(
    session: Session, person_id: int, process_id: int, meeting_id: int | None, now: datetime
) -> list[Row[str, int | None, str | None]]:
    """(role, party id, party status) of a person's running appointments that count in this meeting, none of a party
    that is not admitted to it."""
    where = {"person_id": person_id, "process_id": process_id, "meeting_id": meeting_id, "now": now}
    return list(session.execute(_APPOINTMENTS, where))


def has_role(session: Session, person_id: int, process_id: int, now: datetime) -> bool:
    """Whether the person has any role in the Process, in the whole of it or in one of its meetings."""
    held = (
        select(Appointment.id)
        .outerjoin(Party, Party.id == Appointment.party_id)
        .where(
            Appointment.person_id == person_id,
            Appointment.process_id == process_id,
            Appointment.since <= now,
            or_(Appointment.until.is_(None), Appointment.until > now),
            or_(Party.status.is_(None), Party.status != "former"),
        )
    )
    return session.scalar(held.limit(1)) is not None


def people_of_meeting(
    session: Session, process_id: int, meeting_id: int, now: datetime
) -> list[Row[Appointment, Person, Party | None]]:
    return list(
        session.execute(
            select(Appointment, Person, Party)
            .join(Person, Person.id == Appointment.person_id)
            .outerjoin(Party, Party.id == Appointment.party_id)
            .where(
                Appointment.process_id == process_id,
                or_(Appointment.meeting_id.is_(None), Appointment.meeting_id == meeting_id),
                or_(Appointment.until.is_(None), Appointment.until > now),
            )
            .order_by(Person.name_en, Appointment.id)
        )
    )


def names(session: Session, person_ids: set[int]) -> dict[int, Person]:
    return {it.id: it for it in session.scalars(select(Person).where(Person.id.in_(person_ids)))}
