"""Sittings, the rulings in them, and the draft that is before the meeting."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.records import ChairRuling, Draft, Floor, Meeting, Process, Sitting


def sittings(session: Session, meeting_id: int) -> list[Sitting]:
    query = select(Sitting).where(Sitting.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(Sitting.number)))


def sitting(session: Session, meeting_id: int, sitting_id: int) -> Sitting | None:
    return session.scalar(select(Sitting).where(Sitting.meeting_id == meeting_id, Sitting.id == sitting_id))


def open_sitting(session: Session, meeting_id: int) -> Sitting | None:
    query = select(Sitting).where(
        Sitting.meeting_id == meeting_id, Sitting.opened_at.is_not(None), Sitting.closed_at.is_(None)
    )
    return session.scalars(query.order_by(Sitting.number)).first()


def rulings(session: Session, meeting_id: int, sitting_id: int | None) -> list[ChairRuling]:
    """Those of a sitting, in order."""
    query = select(ChairRuling).where(
        ChairRuling.meeting_id == meeting_id, ChairRuling.sitting_id.is_not_distinct_from(sitting_id)
    )
    return list(session.scalars(query.order_by(ChairRuling.id)))


def draft(session: Session, meeting_id: int, draft_id: int) -> Draft | None:
    return session.scalar(select(Draft).where(Draft.meeting_id == meeting_id, Draft.id == draft_id))


def marks(session: Session, meeting_id: int) -> tuple[int, int, int | None, int | None] | None:
    """(newest entry of the meeting's record, of the Process's, the draft before the meeting, its newest entry).

    The live part of a page depends on nothing else but the reader.
    """
    row = session.execute(
        select(Meeting.seq, Process.seq, Draft.id, Draft.seq)
        .join(Process, Process.id == Meeting.process_id)
        .outerjoin(Floor, Floor.meeting_id == Meeting.id)
        .outerjoin(Draft, Draft.id == Floor.draft_id)
        .where(Meeting.id == meeting_id)
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2], row[3])
