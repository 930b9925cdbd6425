"""What States say to a no-objection run: objections, withdrawals, remarks. All is stored, late answers as late."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from drafting.domain import silence
from drafting.domain.errors import BadText, NotAllowed, WrongState
from drafting.persistence.queries import silence as queries
from drafting.persistence.records import NoteVerbale, SilenceAnswer
from drafting.services import outbox, record, silence_clock, silence_state, texts
from drafting.services.scope import DraftScope
from drafting.services.silence_state import Standing

# These mean little without words; "no objection" and a withdrawal say all by themselves.
NEEDS_STATEMENT = frozenset({"objection", "amendment", "procedural", "more time", "explanation", "comment"})
# In these nobody is asked any more, and no answer could come late either.
GONE = frozenset({"draft", "withdrawn", "void", "superseded"})


def give(
    session: Session,
    scope: DraftScope,
    number: int,
    *,
    answer: str,
    paragraphs: Collection[int],
    statement: str,
    token: str,
    now: datetime,
    note: NoteVerbale | None = None,
) -> SilenceAnswer:
    """Store an answer, and let an objection received in time break the run.

    paragraphs: ids of those it names, none for the whole; note: the paper note that the Office registers, whose State
    answers; now: when the request arrived, which is the instant of receipt, whoever held the lock then. Sent twice, it
    is stored once. Raises NotAllowed, NotFound, WrongState, BadText: unknown-answer, answer-statement-missing,
    unknown-paragraph.
    """
    party = _speaks_for(scope, answer, note)
    it = silence_state.load(session, scope, number)
    if record.already_done(session, scope, token):
        return next(old for old in reversed(it.answers) if old.party_id == party)
    silence_clock.catch_up(session, scope.draft, it.row, now)
    # Whatever waited for its turn until the run was over came after the certificate, and cannot contradict it.
    now = max(now, it.row.ended_at or now)
    statement = texts.remark(statement)
    _check(it, party, answer, paragraphs, statement)
    received = (note.received_at if note else now).astimezone(UTC)
    row = SilenceAnswer(
        run_id=it.row.id,
        draft_id=scope.draft.id,
        seq=scope.draft.seq + 1,
        party_id=party,
        person_id=scope.actor.person,
        answer=answer,
        paragraphs=sorted(paragraphs),
        statement=statement,
        received_at=received,
        given_at=now,
        note_id=note.id if note else None,
        in_time=None,
    )
    given = silence_state.counted(it.run, row)
    record.append(
        session,
        scope,
        "silence answered",
        capacity="office" if note else "delegation",
        party=party,
        now=now,
        token=token,
        payload={
            "run": number,
            "answer": answer,
            "paragraphs": row.paragraphs,
            "statement": statement,
            "received": received.isoformat(),
            "late": silence.is_late(it.run, given.received),
            "note": note.number if note else None,
            "salt": record.salt(),
        },
    )
    session.add(row)
    if silence.breaks(it.run, given):
        break_silence(session, scope, it, now)
    return row


def _speaks_for(scope: DraftScope, answer: str, note: NoteVerbale | None) -> int:
    """The State or body whose answer it is. Raises NotAllowed."""
    if note is not None:
        scope.require("register note")
        return note.party_id
    action, party = "answer run", scope.actor.binds()
    if answer == "comment":
        action, party = "comment on run", scope.actor.delegation()
    if party is None:
        raise NotAllowed(action)
    scope.require(action)
    return party


def _check(it: Standing, party: int, answer: str, paragraphs: Collection[int], statement: str) -> None:
    if answer not in silence.ANSWERS:
        raise BadText("unknown-answer")
    if it.row.state in GONE:
        raise WrongState(it.row.state, "answer")
    if (party in it.run.eligible) == (answer == "comment"):
        # Who is asked answers, through those who bind it; everybody else comments.
        raise NotAllowed("comment on run" if answer == "comment" else "answer run")
    if answer in NEEDS_STATEMENT and not statement:
        raise BadText("answer-statement-missing")
    if not set(paragraphs) <= set(it.run.paragraphs):
        raise BadText("unknown-paragraph")
    standing = {given.party for given in silence.standing(it.run, it.given())}
    if answer == "withdrawal" and party not in standing:
        raise WrongState(it.row.state, "withdraw objection")


def break_silence(session: Session, scope: DraftScope, it: Standing, now: datetime) -> None:
    """Silence is broken: recorded once, and everybody is told. A run broken already, or over, stays as it is."""
    row = it.row
    if (row.state, "break") not in silence.TRANSITIONS:
        return
    payload: dict[str, object] = {"run": row.number}
    if row.state == "suspended" and row.suspended_at is not None:
        # Its clock stood still; whoever withdraws the objection finds the time that was left.
        row.ends_at, row.end_of_day = silence.resumed(it.run, row.suspended_at, now), False
        row.suspended_at = None
        payload["ends"] = row.ends_at.isoformat()
    silence_state.step(row, "break")
    # Who broke it stands in the entry of the answer, whose names may be kept back.
    clock = silence_clock.of(scope.draft, row)
    entry = record.append(session, clock, "silence broken", capacity="clock", now=now, payload=payload)
    outbox.queue(session, row, seq=entry.seq, occasion="broken", now=now)
    silence_state.schedule(row, now)


def of_run(session: Session, run_id: int) -> list[SilenceAnswer]:
    """In the order of their entries."""
    return queries.answers(session, [run_id])
