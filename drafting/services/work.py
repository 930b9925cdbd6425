"""Long work: begun on a page, done beside the pages by whoever comes first, fetched when it is ready.

A job is waiting, running, done or failed. Whoever does it holds it for LEASE and longer with each step; one that was
not heard of in that time is dead or cut off, and another takes the job up from its beginning. What a job makes is
stored in the transaction that ends it, and only by the one who holds it: done twice, it has one result.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy.orm import Session

from drafting.domain.errors import BadText, NotFound
from drafting.persistence.queries import work as queries
from drafting.persistence.records import Work
from drafting.services.scope import DraftScope, draft_scope

Kind = Literal["pack", "copies"]
# What a person must be allowed to do on the draft to begin each kind, and to fetch what it made.
ACTIONS: Mapping[Kind, str] = {"pack": "make pack", "copies": "receive copies"}
LEASE = timedelta(minutes=1)
# After so long a job that is found abandoned is not begun once more: it may be what kills its workers.
PATIENCE = timedelta(minutes=15)
KEPT = timedelta(days=7)


class Lost(Exception):
    """The job is in other hands, or over: nothing of what was made may be stored."""


@dataclass(frozen=True)
class Held:
    """A job in hand. by: the name of this claim, which no other ever has; facts: what the job needs to know."""

    ref: str
    kind: Kind
    draft: int
    person: int
    facts: Mapping[str, Any]
    by: str


@dataclass(frozen=True)
class Task:
    """What a kind of work is given. step(done, of): tells how many steps are done, and keeps the job in hand; it opens
    a transaction of its own, so it is called outside any other. It raises Lost, which ends the work."""

    held: Held
    step: Callable[[int, int], None]


@dataclass(frozen=True)
class Result:
    """What a job made. A file for its owner, with its name and media type, or no file ("", ""); store: called in the
    transaction that ends the job, for what is to stand in tables: it may take the draft's lock."""

    filename: str = ""
    media_type: str = ""
    data: bytes | None = None
    store: Callable[[Session], None] | None = None


def start(
    session: Session, scope: DraftScope, kind: Kind, facts: Mapping[str, Any], *, token: str, now: datetime
) -> Work:
    """Begin a job, in the caller's transaction under the draft's lock; the same submission begins one.

    facts: of JSON. While a job of this person on this draft is open with equal facts, that one is answered.
    Raises NotAllowed.
    """
    scope.require(ACTIONS[kind])
    ref = hashlib.sha256(f"{scope.actor.person}:{scope.draft.id}:{kind}:{token}".encode()).hexdigest()[:32]
    found = queries.by_ref(session, ref) or _alike(session, scope, kind, facts)
    if found is not None:
        return found
    queries.empty(session, now - KEPT)
    made = Work(ref=ref, kind=kind, draft_id=scope.draft.id, person_id=scope.actor.person, facts=dict(facts))
    made.status, made.made_at = "waiting", now
    session.add(made)
    session.flush()  # Others refer to its row.
    return made


def _alike(session: Session, scope: DraftScope, kind: Kind, facts: Mapping[str, Any]) -> Work | None:
    waiting = queries.open_of(session, scope.draft.id, scope.actor.person, kind)
    return next((it for it in waiting if it.facts == facts), None)


def is_any_free(session: Session, now: datetime) -> bool:
    """Whether there is something to do. Asked before the turn to write is taken, for mostly there is nothing."""
    return queries.is_any_free(session, now)


def claim(session: Session, by: str, now: datetime) -> Held | None:
    """Take the job that has waited longest in hand; None when there is none. by: a name that no other claim ever has.

    One that was abandoned is begun again; after PATIENCE it has failed.
    """
    while row := queries.take_free(session, now):
        if row.status == "waiting" or now < row.made_at + PATIENCE:
            row.status, row.held_by, row.held_until = "running", by, now + LEASE
            row.done = 0
            return Held(row.ref, cast("Kind", row.kind), row.draft_id, row.person_id, row.facts, by)
        _end(row, "failed", now)
        row.problem = {"code": "work-abandoned", "details": {}}
        session.flush()  # The next look must not find it again.
    return None


def progress(session: Session, held: Held, done: int, of: int, now: datetime) -> None:
    """So many steps of so many are done; the job stays in hand. Raises Lost."""
    row = _in_hand(session, held)
    row.done, row.of, row.held_until = done, of, now + LEASE


def finish(session: Session, held: Held, result: Result, now: datetime) -> None:
    """Store what was made, all of it or nothing. Raises Lost, after which the transaction must be rolled back."""
    if result.store is not None:
        result.store(session)  # First, because a draft's lock is taken before a job's row.
    row = _in_hand(session, held)
    _end(row, "done", now)
    row.done = row.of
    row.filename, row.media_type, row.result = result.filename, result.media_type, result.data


def fail(session: Session, held: Held, problem: BadText, now: datetime) -> None:
    """The job cannot be done; problem: what its owner is told. Raises Lost."""
    row = _in_hand(session, held)
    _end(row, "failed", now)
    row.problem = {"code": problem.code, "details": dict(problem.details)}


def give_back(session: Session, held: Held) -> None:
    """Whoever held it is gone: the job may be taken up again at once. Nothing when it is in other hands, or over."""
    row = queries.held(session, held.ref, held.by)
    if row is not None:
        # Still running, as whoever takes it up must know, and held by nobody.
        row.held_by, row.held_until = "", None


def is_in_hand(session: Session, held: Held) -> bool:
    """Whether this claim still stands; its row is taken."""
    return queries.held(session, held.ref, held.by) is not None


def _in_hand(session: Session, held: Held) -> Work:
    row = queries.held(session, held.ref, held.by)
    if row is None:
        raise Lost
    return row


def _end(row: Work, status: str, now: datetime) -> None:
    row.status, row.ended_at, row.held_by, row.held_until = status, now, "", None


@dataclass(frozen=True)
class Fetched:
    """A job as its owner sees it, where it belongs. is_ready: there is a file; is_thrown_away: there was one."""

    scope: DraftScope
    work: Work
    is_ready: bool
    is_thrown_away: bool


def fetch(session: Session, person_id: int, ref: str, now: datetime) -> Fetched:
    """Raises NotFound for a job of another person, or on a draft that this person does not see any more."""
    row = queries.by_ref(session, ref)
    if row is None or row.person_id != person_id:
        raise NotFound
    return _fetched(draft_scope(session, person_id, row.draft_id, now), row, now)


def newest(session: Session, scope: DraftScope, kind: Kind, limit: int, now: datetime) -> tuple[Fetched, ...]:
    """The person's own jobs of this kind on the draft, newest first."""
    found = queries.newest_of(session, scope.draft.id, scope.actor.person, kind, limit)
    return tuple(_fetched(scope, it, now) for it in found)


def _fetched(scope: DraftScope, row: Work, now: datetime) -> Fetched:
    has_file = row.status == "done" and row.filename != ""
    is_old = row.ended_at is not None and row.ended_at <= now - KEPT
    return Fetched(scope, row, has_file and not is_old, has_file and is_old)


def file(session: Session, person_id: int, ref: str, now: datetime) -> Result:
    """What a job made, for its owner, who must still be allowed to make it. Raises NotFound, NotAllowed."""
    found = fetch(session, person_id, ref, now)
    found.scope.require(ACTIONS[cast("Kind", found.work.kind)])
    if not found.is_ready:
        raise NotFound
    return Result(found.work.filename, found.work.media_type, found.work.result)
