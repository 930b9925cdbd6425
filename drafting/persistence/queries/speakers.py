"""Speeches of a meeting, who attends it, and for whom they speak."""

from collections.abc import Collection

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Admission, AgendaItem, Delegate, Floor, Meeting, Party, Speech


def attending(session: Session, meeting: Meeting) -> list[Party]:
    """Participating States, observers unless the States decided otherwise, and civil society that was admitted."""
    decided = (Admission.meeting_id == meeting.id) & (Admission.state == "decided")
    query = (
        select(Party)
        .outerjoin(Admission, (Admission.party_id == Party.id) & decided)
        .where(
            Party.process_id == meeting.process_id,
            or_(
                Party.status == "participating",
                (Party.status == "observer") & (func.coalesce(Admission.act, "") != "exclude"),
                (Party.status == "invited") & (Admission.act == "invite"),
            ),
        )
    )
    return list(session.scalars(query))


def parties(session: Session, ids: Collection[int]) -> dict[int, Party]:
    return {it.id: it for it in session.scalars(select(Party).where(Party.id.in_(ids)))}


def speech(session: Session, meeting_id: int, speech_id: int) -> Speech | None:
    return session.scalar(select(Speech).where(Speech.meeting_id == meeting_id, Speech.id == speech_id))


def of_item(session: Session, meeting_id: int, item_id: int | None) -> list[Speech]:
    """Everything asked for on an item, or on the general list, withdrawn requests included, in the planned order."""
    query = select(Speech).where(Speech.meeting_id == meeting_id, Speech.item_id.is_not_distinct_from(item_id))
    return list(session.scalars(query.order_by(Speech.place, Speech.id)))


def item(session: Session, meeting_id: int, item_id: int) -> AgendaItem | None:
    return session.scalar(select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.id == item_id))


def items(session: Session, meeting_id: int) -> list[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(AgendaItem.place, AgendaItem.id)))


def counts(session: Session, meeting_id: int) -> dict[int | None, int]:
    """item id, None for the general list -> how many speeches stand on its list."""
    standing = func.sum(case((Speech.state == "withdrawn", 0), else_=1))
    rows = session.execute(
        select(Speech.item_id, standing).where(Speech.meeting_id == meeting_id).group_by(Speech.item_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def delegates(session: Session, meeting_id: int, parties: Collection[int]) -> list[Delegate]:
    """Those of these parties who are or were named, in the order inside each delegation."""
    query = select(Delegate).where(Delegate.meeting_id == meeting_id, Delegate.party_id.in_(parties))
    return list(session.scalars(query.order_by(Delegate.party_id, Delegate.place, Delegate.id)))


def floor(session: Session, meeting_id: int) -> Floor | None:
    return session.get(Floor, meeting_id)
