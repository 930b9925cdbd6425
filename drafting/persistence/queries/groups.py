"""Working groups, their recommendations, addressees and reports."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.records import Addressee, FollowUp, Meeting, Recommendation, WorkingGroup


def groups(session: Session, meetings: Collection[int]) -> list[WorkingGroup]:
    """In their order inside each meeting."""
    query = select(WorkingGroup).where(WorkingGroup.meeting_id.in_(meetings))
    return list(session.scalars(query.order_by(WorkingGroup.meeting_id, WorkingGroup.place)))


def recommendations(session: Session, meetings: Collection[int]) -> list[Recommendation]:
    """In their order inside each group."""
    query = select(Recommendation).where(Recommendation.meeting_id.in_(meetings))
    return list(session.scalars(query.order_by(Recommendation.group_id, Recommendation.number)))


def addressees(session: Session, meetings: Collection[int]) -> list[Addressee]:
    query = select(Addressee).where(Addressee.meeting_id.in_(meetings))
    return list(session.scalars(query.order_by(Addressee.id)))


def reports(session: Session, meetings: Collection[int]) -> list[FollowUp]:
    """In the order in which they were made."""
    query = select(FollowUp).where(FollowUp.meeting_id.in_(meetings))
    return list(session.scalars(query.order_by(FollowUp.id)))


def next_meeting(session: Session, process_id: int, kind: str, today: date) -> Meeting | None:
    """The first meeting of this kind that is planned and not over."""
    query = select(Meeting).where(
        Meeting.process_id == process_id,
        Meeting.kind == kind,
        Meeting.state.in_(("planned", "under way")),
        Meeting.ends_on >= today,
    )
    return session.scalars(query.order_by(Meeting.starts_on).limit(1)).first()
