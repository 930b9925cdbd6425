"""Addresses of calendar feeds, and the runs with what changed them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from drafting.persistence.records import CalendarAddress, Entry, Person, SilenceRun


def address_of(session: Session, person_id: int, *, lock: bool = False) -> CalendarAddress | None:
    query = select(CalendarAddress).where(CalendarAddress.person_id == person_id)
    return session.scalar(query.with_for_update() if lock else query)


def forget_address(session: Session, person_id: int) -> None:
    session.execute(delete(CalendarAddress).where(CalendarAddress.person_id == person_id))


def whose(session: Session, secret_hash: str) -> Person | None:
    return session.scalar(
        select(Person)
        .join(CalendarAddress, CalendarAddress.person_id == Person.id)
        .where(CalendarAddress.secret_hash == secret_hash)
    )


def runs(session: Session, draft_ids: Collection[int]) -> list[SilenceRun]:
    """Of several drafts, the soonest deadline first."""
    query = select(SilenceRun).where(SilenceRun.draft_id.in_(draft_ids))
    return list(session.scalars(query.order_by(SilenceRun.ends_at, SilenceRun.id)))


class Change(NamedTuple):
    """An entry that a calendar shows: of which draft, when, and what it says."""

    draft: int
    at: datetime
    payload: dict[str, Any]


def changes(session: Session, draft_ids: Collection[int], kinds: Collection[str]) -> list[Change]:
    query = select(Entry.draft_id, Entry.at, Entry.payload).where(Entry.draft_id.in_(draft_ids), Entry.kind.in_(kinds))
    return [Change(*row) for row in session.execute(query.order_by(Entry.draft_id, Entry.seq))]
