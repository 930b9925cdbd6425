"""Reminding States of the notes verbales that they promised: without a deadline, until the note or another word comes.

Source: practice.md section 1. A reminder is recorded once, by whoever comes first, as the deadlines of
`silence_clock.py` are: under the draft's lock, having looked again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import note_reminders as rules
from drafting.domain.errors import NotFound, WrongState
from drafting.domain.permissions import BINDING_ROLES, Actor
from drafting.persistence.queries import accounts, drafts
from drafting.persistence.queries import note_reminders as queries
from drafting.persistence.queries import record as record_queries
from drafting.persistence.records import Draft, Entry, Meeting, Participation, Party, Person, Process
from drafting.services import outbox, record
from drafting.services.outbox import Delivery
from drafting.services.scope import DraftScope


def expect(row: Participation, process: Process, meeting: Meeting, now: datetime) -> None:
    """What is stated from now on: a State that will answer by note verbale is awaited and reminded, no other is."""
    is_awaited = row.status == "note verbale"
    row.awaited_since = now if is_awaited else None
    row.remind_at = rules.next_reminder(now, process.note_reminder_days, meeting.zone) if is_awaited else None


def came(session: Session, draft_id: int, party_id: int) -> None:
    """A note verbale of this State about the draft is in the register: it is awaited no more."""
    row = session.get(Participation, (draft_id, party_id))
    if row is not None:
        row.awaited_since = row.remind_at = None


def next_due(session: Session) -> datetime | None:
    """When a State is to be reminded next; None when none is."""
    return queries.next_due(session)


def record_due(session: Session, now: datetime, limit: int) -> int:
    """Remind the States that are due on at most so many drafts, and answer how many; 0 when nothing is left to do.

    After a pause of the job each State is reminded once, however often it should have been.
    """
    held = {it.id: it for it in queries.lock_due(session, now, limit)}
    rows = queries.due(session, list(held), now) if held else []
    for row in rows:
        _strike(session, held[row.draft_id], row, now)
    return len(rows)


def _strike(session: Session, draft: Draft, row: Participation, now: datetime) -> None:
    located = drafts.locate(session, draft.id, lock=False)
    if located is None:  # pragma: no cover - participation refers to its draft
        raise LookupError(draft.id)
    _, meeting, process = located
    if draft.phase == "preparing" or process.note_reminder_days <= 0:
        # Delegations are not shown a text that is still prepared, and a setting may have changed.
        row.remind_at = rules.next_reminder(now, process.note_reminder_days, meeting.zone, row.remind_at)
        return
    stated = statement(session, draft.id, row.party_id)
    clock = record.Clock(draft, Actor(stated.person_id))
    _remind(session, clock, row, process, meeting, capacity="clock", token=None, now=now)


def statement(session: Session, draft_id: int, party_id: int, until: int | None = None) -> Entry:
    """The newest entry that states how a party participates. until: the number of the last entry that is read."""
    told = record_queries.of_kind(session, draft_id, "participation stated")
    return next(it for it in reversed(told) if it.payload["party"] == party_id and (until is None or it.seq <= until))


def remind(session: Session, scope: DraftScope, party_id: int, *, token: str, now: datetime) -> None:
    """Remind a State by hand; a double click reminds once, and the next reminder by the clock is counted from it.

    Raises NotAllowed; NotFound; WrongState("not awaited", …) when no note of it is awaited; WrongState("reminded", …)
    when it was reminded less than a day ago, by a person or by the clock.
    """
    scope.require("remind of note")
    if record.already_done(session, scope, token):
        return
    if party_id not in scope.parties:
        raise NotFound
    row = session.get(Participation, (scope.draft.id, party_id))
    if row is None or row.awaited_since is None:
        raise WrongState("not awaited", "remind of note")
    if rules.is_too_soon(row.reminded_at, now):
        raise WrongState("reminded", "remind of note")
    _remind(session, scope, row, scope.process, scope.meeting, capacity="run", token=token, now=now)


def _remind(
    session: Session,
    by: record.Recording,
    row: Participation,
    process: Process,
    meeting: Meeting,
    *,
    capacity: str,
    token: str | None,
    now: datetime,
) -> None:
    row.reminded, row.reminded_at = row.reminded + 1, now
    row.remind_at = rules.next_reminder(now, process.note_reminder_days, meeting.zone, row.remind_at)
    payload = {"party": row.party_id, "number": row.reminded}
    entry = record.append(session, by, "note awaited", capacity=capacity, now=now, token=token, payload=payload)
    key = f"note:{row.draft_id}:{row.party_id}:{row.reminded}"
    told = _recipients(session, process.id, meeting.id, row.party_id, now)
    outbox.queue_to(session, entry, told, occasion="note awaited", key=key, now=now)


def _recipients(
    session: Session, process_id: int, meeting_id: int, party_id: int, now: datetime
) -> list[tuple[int | None, Person]]:
    """(the State or None, person): those who answer for the State, then the Office for information; each once."""
    people = accounts.people_of_meeting(session, process_id, meeting_id, now)
    binding = {it.id: it for row, it, _ in people if row.role in BINDING_ROLES and row.party_id == party_id}
    office = {it.id: it for row, it, _ in people if row.role == "support" and it.id not in binding}
    return [*((party_id, it) for it in binding.values()), *((None, it) for it in office.values())]


@dataclass(frozen=True)
class Reminders:
    """awaited: the States of which a note is awaited, in English alphabetical order, with the row that says since when;
    deliveries: notices that this person may know of; states: by the number of an entry, whom it reminds."""

    awaited: tuple[tuple[Party, Participation], ...]
    deliveries: tuple[Delivery, ...]
    states: Mapping[int, Party]


def reminders(session: Session, scope: DraftScope) -> Reminders:
    """For everybody who sees the draft."""
    told = record_queries.of_kind(session, scope.draft.id, "note awaited")
    return Reminders(
        awaited=awaited(session, scope),
        deliveries=outbox.of_no_run_shown(session, scope, "note awaited"),
        states={it.seq: scope.parties[it.payload["party"]] for it in told},
    )


def awaited(session: Session, scope: DraftScope) -> tuple[tuple[Party, Participation], ...]:
    """The States of which a note verbale about the draft is awaited, in English alphabetical order."""
    rows: Sequence[Participation] = queries.awaited(session, [scope.draft.id])
    by_party = {it.party_id: it for it in rows}
    return tuple((it, by_party[it.id]) for it in scope.parties.values() if it.id in by_party)
