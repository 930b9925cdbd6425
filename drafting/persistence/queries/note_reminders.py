"""States of which a note verbale is awaited, and when each is reminded."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Draft, Notice, Participation, Person


def next_due(session: Session) -> datetime | None:
    """When a State is to be reminded next, in the whole installation."""
    return session.scalar(select(func.min(Participation.remind_at)))


def lock_due(session: Session, now: datetime, limit: int) -> list[Draft]:
    """Take the locks of drafts with a reminder due, at most so many, leaving out those that somebody holds."""
    due = (
        select(Participation.draft_id)
        .where(Participation.remind_at <= now)
        .order_by(Participation.remind_at)
        .limit(limit)
    )
    query = select(Draft).where(Draft.id.in_(due)).order_by(Draft.id).with_for_update(skip_locked=True)
    return list(session.scalars(query))


def due(session: Session, draft_ids: Collection[int], now: datetime) -> list[Participation]:
    """Read after the locks were taken: of whom another process reminded meanwhile is due no more."""
    query = select(Participation).where(Participation.draft_id.in_(draft_ids), Participation.remind_at <= now)
    return list(session.scalars(query.order_by(Participation.draft_id, Participation.party_id)))


def awaited(session: Session, draft_ids: Collection[int]) -> list[Participation]:
    """Those of which a note verbale about one of these drafts is awaited."""
    query = select(Participation).where(Participation.draft_id.in_(draft_ids), Participation.awaited_since.is_not(None))
    return list(session.scalars(query.order_by(Participation.draft_id, Participation.awaited_since)))


def told(session: Session, draft_id: int, seq: int) -> list[Person]:
    """Those who answer for the State that this entry reminds, as notices went to them, by name."""
    query = (
        select(Person)
        .join(Notice, Notice.person_id == Person.id)
        .where(Notice.draft_id == draft_id, Notice.seq == seq, Notice.party_id.is_not(None))
    )
    return list(session.scalars(query.order_by(Person.name_en, Person.id)))
