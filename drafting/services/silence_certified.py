"""A certificate as its page and its file show it: from the entry that it is, not from what the tables say today."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain.silence_book import REPLAY
from drafting.persistence.queries import accounts
from drafting.persistence.queries import history as queries
from drafting.persistence.queries.outline import Line
from drafting.persistence.records import Entry, Party, Person, SilenceRun
from drafting.services import silence_state
from drafting.services.scope import DraftScope
from drafting.services.silence_page import seats_of


@dataclass(frozen=True)
class Certificate:
    """What was certified. marks: of each eligible State, in English alphabetical order, () where this viewer is told
    only how many bear each mark; counts: how many do; unreached: the Chair's rulings on undelivered notices; seq,
    hash: of the entry."""

    scope: DraftScope
    run: SilenceRun
    party: Party | None
    outcome: str
    marks: tuple[tuple[Party, str], ...]
    counts: Mapping[str, int]
    asked: tuple[Line, ...]
    agreed: tuple[Line, ...]
    open: tuple[Line, ...]
    unreached: tuple[tuple[Party, bool], ...]
    statement: str
    at: datetime
    chair: Person
    seq: int
    hash: str


def certificate(session: Session, scope: DraftScope, number: int) -> Certificate | None:
    """None while there is none. Raises NotFound as `silence_state.find`."""
    run = silence_state.find(session, scope, number)
    story = [it for it in queries.of_kinds(session, scope.draft.id, REPLAY) if it.payload["run"] == number]
    entry = next((it for it in story if it.kind == "silence certified"), None)
    if entry is None:
        return None
    facts, seats = entry.payload, seats_of(session, scope)
    announced = next(it for it in story if it.kind == "silence announced").payload
    marks = [(party, facts["marks"][str(key)]) for key, party in scope.parties.items() if str(key) in facts["marks"]]
    return Certificate(
        scope=scope,
        run=run,
        party=None if run.party_id is None else scope.parties[run.party_id],
        outcome=facts["outcome"],
        marks=tuple(marks) if silence_state.names_shown(scope, run) else (),
        counts=Counter(mark for _, mark in marks),
        asked=_named([it["id"] for it in announced["paragraphs"]], seats) if run.subject == "paragraphs" else (),
        agreed=_named(facts["agreed"], seats),
        open=_named(facts["open"], seats),
        unreached=_unreached(story, scope),
        statement=facts["statement"],
        at=entry.at,
        chair=accounts.names(session, {entry.person_id})[entry.person_id],
        seq=entry.seq,
        hash=entry.hash,
    )


def _named(ids: Any, seats: Mapping[int, Line]) -> tuple[Line, ...]:
    return tuple(seat for key, seat in seats.items() if key in ids)


def _unreached(story: list[Entry], scope: DraftScope) -> tuple[tuple[Party, bool], ...]:
    """The newest ruling on each State, in English alphabetical order."""
    rulings = {it.payload["party"]: it.payload["reached"] for it in story if it.kind == "notice ruled"}
    return tuple((party, rulings[key]) for key, party in scope.parties.items() if key in rulings)
