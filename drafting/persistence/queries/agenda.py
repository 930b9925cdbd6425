"""The agenda of a meeting with all that stands beside its items."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from drafting.persistence.records import (
    AgendaItem,
    AgendaSpeaker,
    Attendance,
    ChairRuling,
    ChairTerm,
    Delegate,
    Document,
    Draft,
    Floor,
    Meeting,
    Sitting,
    Speech,
)


def sittings(session: Session, meeting_id: int) -> list[Sitting]:
    """By their beginning."""
    query = select(Sitting).where(Sitting.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(Sitting.starts_at, Sitting.number)))


def items(session: Session, meeting_id: int) -> list[AgendaItem]:
    """By place; places count inside one sitting."""
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(AgendaItem.place, AgendaItem.id)))


def speakers(
    session: Session, meeting_id: int, item_id: int | None = None
) -> list[tuple[AgendaSpeaker, Delegate | None]]:
    """Of all items, or of one, each with the delegate where it is one, in order."""
    query = (
        select(AgendaSpeaker, Delegate)
        .outerjoin(Delegate, Delegate.id == AgendaSpeaker.delegate_id)
        .where(AgendaSpeaker.meeting_id == meeting_id)
        .order_by(AgendaSpeaker.item_id, AgendaSpeaker.place, AgendaSpeaker.id)
    )
    if item_id is not None:
        query = query.where(AgendaSpeaker.item_id == item_id)
    return [(row[0], row[1]) for row in session.execute(query)]


def delegates(session: Session, meeting_id: int) -> list[Delegate]:
    """Those who come, in the order of each delegation."""
    query = select(Delegate).where(Delegate.meeting_id == meeting_id, Delegate.state != "withdrawn")
    return list(session.scalars(query.order_by(Delegate.party_id, Delegate.place, Delegate.id)))


class Statements(NamedTuple):
    """listed: how many; seconds: their limits together."""

    listed: int
    seconds: int


def statements(session: Session, meeting_id: int) -> dict[int, Statements]:
    """Item -> the statements listed under it, without those withdrawn."""
    query = (
        select(Speech.item_id, func.count(), func.sum(Speech.seconds))
        .where(Speech.meeting_id == meeting_id, Speech.kind == "statement", Speech.state != "withdrawn")
        .group_by(Speech.item_id)
    )
    return {item: Statements(count, seconds) for item, count, seconds in session.execute(query) if item is not None}


def documents(session: Session, meeting_id: int) -> list[Document]:
    query = select(Document).where(Document.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(Document.number, Document.id)))


def drafts(session: Session, meeting_id: int) -> list[Draft]:
    return list(session.scalars(select(Draft).where(Draft.meeting_id == meeting_id).order_by(Draft.id)))


def is_item_in_use(session: Session, item_id: int) -> bool:
    """Whether statements, rulings or the floor refer to it."""
    uses = [exists().where(it.item_id == item_id) for it in (Speech, ChairRuling, Floor)]
    return bool(session.scalar(select(or_(*uses))))


def is_sitting_in_use(session: Session, sitting_id: int) -> bool:
    """Whether attendance, rulings or the floor refer to it."""
    uses = [exists().where(it.sitting_id == sitting_id) for it in (Attendance, ChairRuling, Floor)]
    return bool(session.scalar(select(or_(*uses))))


def last_term_ends(session: Session, process_id: int) -> date | None:
    """The first day on which no elected State is in the chair."""
    return session.scalar(select(func.max(ChairTerm.ends_on)).where(ChairTerm.process_id == process_id))


def next_meeting_on(session: Session, meeting: Meeting) -> date | None:
    query = select(func.min(Meeting.starts_on)).where(
        Meeting.process_id == meeting.process_id, Meeting.starts_on > meeting.ends_on, Meeting.state != "cancelled"
    )
    return session.scalar(query)


def documents_of_item(session: Session, item_id: int) -> Sequence[Document]:
    return list(session.scalars(select(Document).where(Document.item_id == item_id)))
