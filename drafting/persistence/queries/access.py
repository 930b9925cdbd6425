"""What a reader is admitted to, as a condition of SQL: what is not the reader's never leaves the database."""

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.orm import InstrumentedAttribute

from drafting.domain.readership import Grant, Readership
from drafting.persistence.records import Document, Meeting, Process

Number = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def of_process(who: Readership) -> ColumnElement[bool]:
    """That the Process is the reader's to know of."""
    own = [it for it in who.grants if it.meeting is None and not it.every_meeting]
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
        at = or_(_of_its_meetings(it, Document.process_id, Document.meeting_id), _own(it))
        of_the_seat = and_(Document.access == "delegation", Document.party_id.in_(it.seats))
        conditions.append(and_(at, or_(Document.access.in_(it.classes), of_the_seat)))
    return or_(*conditions)


def _of_its_meetings(it: Grant, process: Number, meeting: Number) -> ColumnElement[bool]:
    if it.every_meeting:
        return and_(process == it.process, meeting.is_not(None))
    return and_(process == it.process, meeting == it.meeting) if it.meeting is not None else false()


def _own(it: Grant) -> ColumnElement[bool]:
    """A paper of the Process itself."""
    if it.meeting is not None or it.every_meeting:
        return false()
    return and_(Document.process_id == it.process, Document.meeting_id.is_(None))
