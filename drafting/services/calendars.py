"""Calendar feeds: a secret address for each person, and the deadlines that this person may see.

The secret is random, shown once and stored only as its SHA-256; a new one ends the old one.
"""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import permissions
from drafting.domain.errors import NotFound
from drafting.persistence.queries import calendars as queries
from drafting.persistence.queries import home
from drafting.persistence.records import CalendarAddress, Draft, Meeting, Person, Process, SilenceRun
from drafting.services.scope import DraftScope, actor_in

# What changes how a deadline stands in a calendar. Answers do not: nobody is to count them from outside.
CHANGES = (
    "silence announced",
    "silence opened",
    "silence extended",
    "outage declared",
    "silence suspended",
    "silence resumed",
    "silence broken",
    "silence restored",
    "silence expired",
    "silence certified",
    "silence ended",
)


@dataclass(frozen=True)
class Scheduled:
    """A run as a calendar shows it. changes: how many; changed_at: when the newest was made."""

    run: SilenceRun
    draft: Draft
    meeting: Meeting
    process: Process
    changes: int
    changed_at: datetime


def new_address(session: Session, person_id: int, now: datetime) -> str:
    """Make the person a new address, whose secret is returned this once; the one before it ends."""
    secret = secrets.token_urlsafe(32)
    kept = queries.address_of(session, person_id, lock=True)
    if kept is None:
        session.add(CalendarAddress(person_id=person_id, secret_hash=_digest(secret), made_at=now))
    else:
        kept.secret_hash, kept.made_at = _digest(secret), now
    return secret


def end_address(session: Session, person_id: int) -> None:
    queries.forget_address(session, person_id)


def address_since(session: Session, person_id: int) -> datetime | None:
    """Since when the person has an address, None without one."""
    kept = queries.address_of(session, person_id)
    return kept.made_at if kept else None


def whose(session: Session, secret: str) -> Person:
    """Raises NotFound when no address has this secret, or has it any more."""
    person = queries.whose(session, _digest(secret))
    if person is None:
        raise NotFound
    return person


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def of_person(session: Session, person_id: int, now: datetime) -> list[Scheduled]:
    """Every run that the person may see, the soonest first; one that is being prepared is the Chair's and Office's."""
    seats = home.seats(session, person_id, now)
    meetings = home.meetings(
        session, {it.meeting for it in seats if it.meeting}, {it.process for it in seats if it.meeting is None}
    )
    actors = {meeting.id: actor_in(session, person_id, process.id, meeting.id, now) for meeting, process in meetings}
    places = {meeting.id: (meeting, process) for meeting, process in meetings}
    drafts = {
        it.id: it
        for it in home.drafts(session, list(places))
        if permissions.may(actors[it.meeting_id], "see draft", permissions.Subject(phase=it.phase))
    }
    runs = [
        it
        for it in queries.runs(session, list(drafts))
        if it.state != "draft" or actors[drafts[it.draft_id].meeting_id].holds("chair", "support")
    ]
    return _scheduled(session, [(it, drafts[it.draft_id], *places[drafts[it.draft_id].meeting_id]) for it in runs])


def of_run(session: Session, scope: DraftScope, run: SilenceRun) -> Scheduled:
    """One run, as `silence_state.find` gave it to this person."""
    return _scheduled(session, [(run, scope.draft, scope.meeting, scope.process)])[0]


def _scheduled(session: Session, placed: Sequence[tuple[SilenceRun, Draft, Meeting, Process]]) -> list[Scheduled]:
    made = _changes(session, {run.draft_id for run, *_ in placed})
    return [
        Scheduled(*place, changes=len(found), changed_at=max([place[0].prepared_at, *found]))
        for place in placed
        for found in [made[place[0].draft_id, place[0].number]]
    ]


def _changes(session: Session, draft_ids: Iterable[int]) -> dict[tuple[int, int], list[datetime]]:
    """(draft id, number of the run) -> when it changed."""
    found: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    for it in queries.changes(session, list(draft_ids), CHANGES):
        found[it.draft, it.payload["run"]].append(it.at)
    return found
