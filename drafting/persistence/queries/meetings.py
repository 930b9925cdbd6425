"""What the pages of meetings show besides the meeting itself."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drafting.persistence.records import (
    Admission,
    Delegate,
    Draft,
    Meeting,
    MeetingEntry,
    Party,
    Sitting,
)


def slugs(session: Session, process_id: int) -> set[str]:
    return set(session.scalars(select(Meeting.slug).where(Meeting.process_id == process_id)))


def admissions(session: Session, meeting_id: int) -> list[tuple[Admission, Party, Draft | None]]:
    """Each with its party and the decision that it rests on, if it rests on one."""
    query = (
        select(Admission, Party, Draft)
        .join(Party, Party.id == Admission.party_id)
        .outerjoin(Draft, Draft.id == Admission.draft_id)
        .where(Admission.meeting_id == meeting_id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def admission(session: Session, meeting_id: int, party_id: int) -> Admission | None:
    query = select(Admission).where(Admission.meeting_id == meeting_id, Admission.party_id == party_id)
    return session.scalar(query)


def parties(session: Session, process_id: int) -> list[Party]:
    """Every party of the Process, civil society among them."""
    return list(session.scalars(select(Party).where(Party.process_id == process_id)))


def decisions(session: Session, meeting_id: int, kinds: Collection[str]) -> list[Draft]:
    """The adopted decisions of the meeting."""
    query = select(Draft).where(Draft.meeting_id == meeting_id, Draft.kind.in_(kinds), Draft.phase == "adopted")
    return list(session.scalars(query.order_by(Draft.id)))


def sittings(session: Session, meeting_id: int) -> list[Sitting]:
    return list(session.scalars(select(Sitting).where(Sitting.meeting_id == meeting_id).order_by(Sitting.number)))


class Counted(NamedTuple):
    delegations: int
    people: int


def delegations(session: Session, meeting_id: int) -> Counted:
    """How many parties have named somebody, and whom they have named, without those withdrawn."""
    row = session.execute(
        select(func.count(Delegate.party_id.distinct()), func.count(Delegate.id)).where(
            Delegate.meeting_id == meeting_id, Delegate.state != "withdrawn"
        )
    ).one()
    return Counted(row[0], row[1])


class Change(NamedTuple):
    """changes: how many entries of these kinds; at: when the newest was made."""

    changes: int
    at: datetime


def changes(session: Session, meeting_ids: Collection[int], kinds: Collection[str]) -> dict[int, Change]:
    rows = session.execute(
        select(MeetingEntry.meeting_id, func.count(), func.max(MeetingEntry.at))
        .where(MeetingEntry.meeting_id.in_(meeting_ids), MeetingEntry.kind.in_(kinds))
        .group_by(MeetingEntry.meeting_id)
    )
    return {row[0]: Change(row[1], row[2]) for row in rows}
