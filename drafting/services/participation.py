"""Participation of States in an instrument: what is stated, since when and on what basis, and how it came to be.

Source: practice.md section 1: a fact of its own, apart from the text. What follows for the text stands in
`participation_changes.py`.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import participation as rules
from drafting.domain.errors import BadText, NotFound, WrongState
from drafting.domain.participation import Stated
from drafting.domain.silence_subjects import Subject
from drafting.persistence.queries import consensus as queries
from drafting.persistence.queries import record as record_queries
from drafting.persistence.records import Entry, Participation, Party
from drafting.services import note_reminders, record, texts, under_silence
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Row:
    """A party with what is stated of it, None while nothing is; history: the entries that said it, oldest first; row:
    where it stands, with the reminders of an awaited note."""

    party: Party
    stated: Stated | None
    history: tuple[Entry, ...] = ()
    row: Participation | None = None


def table(session: Session, scope: DraftScope) -> tuple[Row, ...]:
    """Every party, States in English alphabetical order, participating ones first; one that left only where something
    is stated of it."""
    held = {it.party_id: it for it in queries.participation(session, scope.draft.id)}
    told: dict[int, list[Entry]] = defaultdict(list)
    for entry in record_queries.of_kind(session, scope.draft.id, "participation stated"):
        told[entry.payload["party"]].append(entry)
    return tuple(
        Row(it, stated(row) if row else None, tuple(told[it.id]), row)
        for it, row in ((it, held.get(it.id)) for it in scope.parties.values())
        if row or it.status != "former"
    )


def stated(row: Participation) -> Stated:
    """The facts of a row of the table."""
    return Stated(row.status, row.note, row.since, row.basis, row.answer_by, row.zone, row.meaning)


def current(session: Session, scope: DraftScope, party_id: int) -> Stated | None:
    """What is stated of a party. Raises NotFound when it is none of the Process."""
    if party_id not in scope.parties:
        raise NotFound
    row = session.get(Participation, (scope.draft.id, party_id))
    return None if row is None else stated(row)


def state_participation(
    session: Session,
    scope: DraftScope,
    party_id: int,
    *,
    status: str,
    note: str,
    token: str,
    now: datetime,
    since: date | None = None,
    basis: str = "",
    answer_by: datetime | None = None,
    zone: str = "",
    meaning: str = "",
) -> None:
    """Record how a party participates, and change no text.

    since: today where nothing is said. Raises NotAllowed, NotFound, BadText and WrongState as `write`.
    """
    scope.require("state participation")
    if record.already_done(session, scope, token):
        return
    asked = Stated(status, note, since, basis, answer_by, zone, meaning)
    write(session, scope, party_id, checked(session, scope, party_id, asked, now=now), token=token, now=now)


def checked(session: Session, scope: DraftScope, party_id: int, asked: Stated, *, now: datetime) -> Stated:
    """What was asked for as it would be stored.

    Raises NotFound, BadText and WrongState as `participation.require_statable`; WrongState("under silence") while a
    no-objection run asks about this very participation; BadText("since-unfit") for a day to come.
    """
    before = current(session, scope, party_id)
    today = now.astimezone(ZoneInfo(scope.meeting.zone)).date()
    made = Stated(
        status=asked.status,
        note=texts.remark(asked.note),
        since=asked.since or today,
        basis=texts.remark(asked.basis),
        answer_by=asked.answer_by,
        zone=asked.zone,
        meaning=asked.meaning,
    )
    adopted = scope.draft.phase == "adopted"
    rules.require_statable(made, before, kind=scope.parties[party_id].kind, adopted=adopted)
    if asked.since is not None and asked.since > today:
        raise BadText("since-unfit")
    if any(under_silence.overlapping(session, scope, Subject("participation", party=party_id))):
        raise WrongState("under silence", "state participation")
    return made


def write(
    session: Session,
    scope: DraftScope,
    party_id: int,
    made: Stated,
    *,
    now: datetime,
    token: str | None = None,
    run: int | None = None,
) -> None:
    """Store what was checked, with its entry. run: number of the no-objection run whose certificate says it."""
    row = session.get(Participation, (scope.draft.id, party_id))
    if row is None:
        row = Participation(draft_id=scope.draft.id, party_id=party_id)
        session.add(row)
    row.status, row.note, row.since, row.basis = made.status, made.note, made.since, made.basis
    row.answer_by, row.zone, row.meaning = made.answer_by, made.zone, made.meaning
    note_reminders.expect(row, scope.process, scope.meeting, now)
    payload = {"party": party_id, **rules.told(made)} | ({} if run is None else {"run": run})
    capacity = "office" if run is None else "chair"
    record.append(session, scope, "participation stated", capacity=capacity, now=now, token=token, payload=payload)


def state_by_silence(
    session: Session, scope: DraftScope, party_id: int, status: str, *, run: int, now: datetime, basis: str = ""
) -> None:
    """What a State's silence means, with the Chair's certificate; the texts that follow are offered on its page.

    run: its number. The certificate has asked already whether this may be said.
    """
    # A note on what is pending is no longer true; the record keeps it.
    made = Stated(status, since=now.astimezone(ZoneInfo(scope.meeting.zone)).date(), basis=basis)
    write(session, scope, party_id, made, now=now, run=run)
