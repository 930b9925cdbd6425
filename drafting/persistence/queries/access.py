"""What a reader is admitted to, as a condition of SQL: what is not the reader's never leaves the database."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from drafting.domain.readership import Grant, Readership
from drafting.persistence.records import Admission, Appointment, Document, Meeting, Party, Process


class Held(NamedTuple):
    """A running appointment. status: of the party, None where there is none."""

    process: int
    meeting: int | None
    role: str
    party: int | None
    status: str | None


class Decided(NamedTuple):
    """What was decided on a party's coming to a meeting. act: as in `admission`."""

    process: int
    meeting: int
    party: int
    act: str


Number = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def of_process(who: Readership) -> ColumnElement[bool]:
    """That the Process is the reader's to know of."""
    own = [it for it in who.grants if _is_of_the_process(it)]
    return or_(
        Process.access.in_(who.classes), *(and_(Process.id == it.process, Process.access.in_(it.classes)) for it in own)
    )


def of_meeting(who: Readership) -> ColumnElement[bool]:
    """That the meeting is; its Process is asked apart."""
    grants = [(_of_its_meetings(it, Meeting.process_id, Meeting.id), it) for it in who.grants]
    return or_(Meeting.access.in_(who.classes), *(and_(where, Meeting.access.in_(it.classes)) for where, it in grants))


def of_document(who: Readership) -> ColumnElement[bool]:
    """That the document is, by its class and by whose own it is; its Process and meeting are asked apart."""
    conditions: list[ColumnElement[bool]] = [Document.access.in_(who.classes)]
    for it in who.grants:
        at = or_(_of_its_meetings(it, Document.process_id, Document.meeting_id), _of_the_process_itself(it))
        of_the_seat = and_(Document.access == "delegation", Document.party_id.in_(it.seats))
        conditions.append(and_(at, or_(Document.access.in_(it.classes), of_the_seat)))
    return or_(*conditions)


def _is_of_the_process(it: Grant) -> bool:
    return it.meeting is None and it.besides is None


def _of_its_meetings(it: Grant, process: Number, meeting: Number) -> ColumnElement[bool]:
    if it.besides is not None:
        return and_(process == it.process, meeting.is_not(None), meeting.not_in(it.besides))
    return false() if it.meeting is None else and_(process == it.process, meeting == it.meeting)


def _of_the_process_itself(it: Grant) -> ColumnElement[bool]:
    if not _is_of_the_process(it):
        return false()
    return and_(Document.process_id == it.process, Document.meeting_id.is_(None))


def held(session: Session, person_id: int, now: datetime) -> list[Held]:
    """A person's running appointments, everywhere; nobody acts for a party that has left."""
    query = (
        select(Appointment.process_id, Appointment.meeting_id, Appointment.role, Appointment.party_id, Party.status)
        .outerjoin(Party, Party.id == Appointment.party_id)
        .where(
            Appointment.person_id == person_id,
            Appointment.since <= now,
            or_(Appointment.until.is_(None), Appointment.until > now),
            or_(Party.status.is_(None), Party.status != "former"),
        )
        .order_by(Appointment.id)
    )
    return [Held(*row) for row in session.execute(query)]


def decided(session: Session, parties: set[int]) -> list[Decided]:
    """What was decided on the coming of these parties, in every meeting."""
    query = (
        select(Meeting.process_id, Meeting.id, Admission.party_id, Admission.act)
        .join(Meeting, Meeting.id == Admission.meeting_id)
        .where(Admission.party_id.in_(parties), Admission.state == "decided")
    )
    return [Decided(*row) for row in session.execute(query)]
