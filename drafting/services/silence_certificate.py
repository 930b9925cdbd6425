"""The Chair's one certificate of a run, and what it does to the text. Source: practice.md sections 5 and 6."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import consensus, silence
from drafting.domain.errors import NotFound, WrongState
from drafting.domain.silence_subjects import PARTICIPATION_AFTER
from drafting.persistence.queries import drafts
from drafting.persistence.records import SilenceAnswer
from drafting.services import (
    adoption,
    neighbours,
    outbox,
    participation,
    record,
    silence_answers,
    silence_clock,
    silence_runs,
    silence_state,
    texts,
)
from drafting.services import consensus as positions
from drafting.services.scope import DraftScope
from drafting.services.silence_state import Standing

EVENTS: dict[str, consensus.Event] = {"agreed": "close", "agreed ad referendum": "close ad referendum"}


@dataclass(frozen=True)
class Way:
    """What lies before a certificate. outcome: what it would say; obstacles: what stands in the way of one that adopts;
    text: what stands in the way in the text itself; unruled: States without a delivered notice and a ruling on it;
    notes: paper notes whose hour the Chair must judge; marks: as they are at this moment."""

    outcome: silence.Outcome
    obstacles: tuple[silence.Obstacle, ...]
    text: tuple[consensus.Obstacle, ...]
    unruled: tuple[int, ...]
    notes: tuple[SilenceAnswer, ...]
    marks: dict[int, silence.Mark]


def way(session: Session, scope: DraftScope, it: Standing, now: datetime) -> Way:
    """For the Chair's page and for the certificate alike."""
    run, given, notes = it.run, it.given(), it.notes_to_rule()
    outcome = silence.outcome(run, given)
    unruled = _unruled(session, it)
    agreed = [key for key in run.paragraphs if key not in silence.objected(run, given)]
    text = () if outcome == "not adopted" else _in_the_text(session, scope, it, agreed)
    return Way(
        outcome=outcome,
        obstacles=silence.in_the_way_of_certifying(run, now, given, unruled, {note.party_id for note in notes}),
        text=text,
        unruled=tuple(unruled),
        notes=tuple(notes),
        marks=dict(silence.marks(run, given, it.not_reached())),
    )


def _unruled(session: Session, it: Standing) -> list[int]:
    undelivered = outbox.undelivered(session, it.row.id)
    answered = {answer.party_id for answer in it.answers}
    return [
        state.party_id
        for state in it.eligible
        if state.party_id in undelivered and state.reached is None and state.party_id not in answered
    ]


def _in_the_text(
    session: Session, scope: DraftScope, it: Standing, agreed: Collection[int]
) -> tuple[consensus.Obstacle, ...]:
    return silence_runs.obstacles(
        session, scope, it.row.subject, it.row.meaning, list(agreed), scrutiny_blocks=it.row.scrutiny_blocks
    )


def rule_on_notices(
    session: Session, scope: DraftScope, number: int, party: int, *, reached: bool, token: str, now: datetime
) -> None:
    """The Chair rules whether a State knew of the run although no notice was delivered. Raises NotAllowed, NotFound."""
    scope.require("certify run")
    if record.already_done(session, scope, token):
        return
    it = silence_state.load(session, scope, number)
    state = next((state for state in it.eligible if state.party_id == party), None)
    if state is None:
        raise NotFound
    if it.row.state not in silence.ACTIVE:
        raise WrongState(it.row.state, "rule on notice")
    state.reached = reached
    payload = {"run": number, "party": party, "reached": reached}
    record.append(session, scope, "notice ruled", capacity="chair", now=now, token=token, payload=payload)


def rule_on_note(
    session: Session, scope: DraftScope, number: int, seq: int, *, in_time: bool, token: str, now: datetime
) -> None:
    """The Chair rules whether a paper note that was entered late had been received in time; an objection then breaks.

    seq: number of the answer's entry. Raises NotAllowed, NotFound, WrongState when nothing awaits a ruling there.
    """
    scope.require("certify run")
    if record.already_done(session, scope, token):
        return
    it = silence_state.load(session, scope, number)
    answer = next((answer for answer in it.answers if answer.seq == seq), None)
    if answer is None:
        raise NotFound
    if answer not in it.notes_to_rule():
        raise WrongState(it.row.state, "rule on note")
    answer.in_time = in_time
    payload = {"run": number, "answer": seq, "in_time": in_time}
    record.append(session, scope, "note ruled", capacity="chair", now=now, token=token, payload=payload)
    if silence.breaks(it.run, silence_state.counted(it.run, answer)):
        silence_answers.break_silence(session, scope, it, now)


def certify(
    session: Session, scope: DraftScope, number: int, *, seq: int, statement: str, token: str, now: datetime
) -> None:
    """The one certificate: adopted, adopted in part, or not adopted; the text follows it in the same transaction.

    seq: number of the newest entry that the Chair's page showed. Raises NotAllowed; WrongState with everything that
    stands in the way, or "moved on".
    """
    scope.require("certify run")
    if record.already_done(session, scope, token):
        return
    it = silence_state.load(session, scope, number)
    if seq != scope.draft.seq:
        raise WrongState("moved on", "certify")
    silence_clock.catch_up(session, scope.draft, it.row, now)
    found = way(session, scope, it, now)
    if found.outcome == "not adopted":
        silence_state.step(it.row, "conclude")
    elif found.obstacles or found.text:
        raise WrongState(it.row.state, "certify", (*found.obstacles, *found.text))
    else:
        silence_state.step(it.row, "certify")
    _certified(session, scope, it, found, statement=texts.remark(statement), token=token, now=now)


def _certified(
    session: Session, scope: DraftScope, it: Standing, found: Way, *, statement: str, token: str, now: datetime
) -> None:
    row, run = it.row, it.run
    against = silence.objected(run, it.given())
    agreed = [] if found.outcome == "not adopted" else [key for key in run.paragraphs if key not in against]
    still_open = [key for key in run.paragraphs if key in against]
    row.ended_at, row.next_at = now, None
    for state in it.eligible:
        state.mark = found.marks[state.party_id]
    entry = record.append(
        session,
        scope,
        "silence certified",
        capacity="chair",
        now=now,
        token=token,
        payload={
            "run": row.number,
            "outcome": found.outcome,
            "marks": {str(party): mark for party, mark in found.marks.items()},
            "agreed": agreed,
            "open": still_open,
            "statement": statement,
            "salt": record.salt(),
        },
    )
    outbox.queue(session, row, seq=entry.seq, occasion="certified", now=now)
    _open_again(session, scope, it, still_open, now)
    if found.outcome != "not adopted":
        _agree(session, scope, it, agreed, statement, now)


def _agree(
    session: Session, scope: DraftScope, it: Standing, agreed: Collection[int], basis: str, now: datetime
) -> None:
    """basis: the Chair's words beside the certificate, on which a State's participation rests from now on."""
    row = it.row
    if row.party_id is not None:
        status = PARTICIPATION_AFTER[row.meaning]
        participation.state_by_silence(session, scope, row.party_id, status, run=row.number, basis=basis, now=now)
        return
    wanted = set(agreed)
    for current in drafts.texts(session, scope.draft.id, scope.draft.language):
        if current.paragraph.id in wanted:
            _close(session, scope, current, row.number, EVENTS.get(row.meaning, "close"), now)
    if row.meaning == "adoption":
        adoption.by_silence(session, scope, run=row.number, now=now)


def _close(
    session: Session, scope: DraftScope, current: drafts.Text, run: int, event: consensus.Event, now: datetime
) -> None:
    """A paragraph agreed already, or more firmly, stays as it is; a formal line stands or falls with the whole."""
    paragraph = current.paragraph
    if event not in consensus.rulings_on(paragraph.kind, paragraph.state):
        return
    because = {"wording": paragraph.wording, "revision": current.revision.number, "run": run}
    texts.rule(session, scope, paragraph, event, because=because, now=now)


def _open_again(session: Session, scope: DraftScope, it: Standing, paragraphs: Collection[int], now: datetime) -> None:
    """What was objected to is open, with the objection as the State's position, where its name may be told."""
    wanted = set(paragraphs)
    for current in drafts.texts(session, scope.draft.id, scope.draft.language):
        paragraph = current.paragraph
        if paragraph.id not in wanted:
            continue
        if paragraph.state in consensus.CLOSED:
            _reopen(session, scope, current, it.row.number, now)
        if it.row.names != "chair and office" and consensus.needs_ruling(paragraph.kind):
            _object(session, scope, it, current, now)


def _reopen(session: Session, scope: DraftScope, current: drafts.Text, run: int, now: datetime) -> None:
    seen = neighbours.outlook(session, scope, {current.paragraph.id: current.revision.text})
    state, because = seen.state_of(current.paragraph.id), {"reason": "", "run": run}
    texts.rule(session, scope, current.paragraph, "reopen", state=state, because=because, now=now, outlook=seen)


def _object(session: Session, scope: DraftScope, it: Standing, current: drafts.Text, now: datetime) -> None:
    """The newest objection of each State that stands against this paragraph becomes its position."""
    standing, newest = set(silence.standing(it.run, it.given())), {}
    for answer, given in zip(it.answers, it.given(), strict=True):
        if given in standing and (not given.paragraphs or current.paragraph.id in given.paragraphs):
            newest[given.party] = answer.statement
    for party, statement in newest.items():
        run = it.row.number
        positions.object_by_silence(session, scope, current, party, statement=statement, run=run, now=now)
