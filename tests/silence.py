"""No-objection runs in the small conference of `tests/factories.py`: each act in a transaction of its own."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.queries import silence as queries
from drafting.persistence.records import Notice, SilenceAnswer, SilenceRun
from drafting.services import (
    notes_verbales,
    silence_answers,
    silence_certificate,
    silence_changes,
    silence_clock,
    silence_runs,
    silence_state,
)
from drafting.services.scope import DraftScope, meeting_scope
from tests.acts import act, look, token
from tests.factories import NOW, World

# The period of the runs that tests prepare: a little more than the Process's 72 hours, in Almaty (UTC+5).
ENDS = datetime(2026, 6, 9, 13, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SETTLED = ENDS + timedelta(minutes=1)


def plan(it: World, *labels: str, **changes: Any) -> silence_runs.Plan:
    """On these paragraphs, or on the whole draft when none is named."""
    facts: dict[str, Any] = {
        "subject": "paragraphs" if labels else "draft",
        "paragraphs": tuple(it.paragraphs[label] for label in labels),
        "party": None,
        "meaning": "agreed",
        "severable": False,
        "names": "all",
        "day": ENDS.date(),
        "hour": time(18),
        "zone": "Asia/Almaty",
        "city": "Almaty",
        "notice_en": "Silence means consent.",
        "notice_ru": "Молчание означает согласие.",
    }
    return silence_runs.Plan(**{**facts, **changes})


def prepare(it: World, *labels: str, who: str = "chair", now: datetime = NOW, **changes: Any) -> int:
    """The number of a run that waits to be announced."""
    wanted, form = plan(it, *labels, **changes), token()
    return act(it, who, lambda session, scope: silence_runs.prepare(session, scope, wanted, token=form, now=now).number)


def announce(it: World, number: int, *, who: str = "chair", now: datetime = NOW, form: str = "") -> None:
    def do(session: Session, scope: DraftScope) -> None:
        version = silence_state.find(session, scope, number).version
        facts: dict[str, Any] = {"seq": scope.draft.seq, "version": version, "token": form or token(), "now": now}
        silence_runs.announce(session, scope, number, **facts)

    act(it, who, do, now)


def start(it: World, *labels: str, now: datetime = NOW, **changes: Any) -> int:
    """The number of a run that has been announced."""
    number = prepare(it, *labels, now=now, **changes)
    announce(it, number, now=now)
    return number


def answer(
    it: World,
    who: str,
    number: int,
    said: str,
    *,
    at: datetime = NOW,
    labels: Sequence[str] = (),
    statement: str = "We cannot accept it.",
    form: str = "",
) -> None:
    paragraphs = [it.paragraphs[label] for label in labels]
    facts: dict[str, Any] = {"answer": said, "paragraphs": paragraphs, "statement": statement, "now": at}
    act(
        it,
        who,
        lambda session, scope: silence_answers.give(session, scope, number, token=form or token(), **facts),
        at,
    )


def clock_strikes(it: World, now: datetime, limit: int = 50) -> int:
    """What the job does once; answers on how many runs it recorded something."""
    with it.database.writing() as session:
        return silence_clock.record_due(session, now, limit)


def certify(it: World, number: int, *, now: datetime = SETTLED, statement: str = "", who: str = "chair") -> None:
    act(
        it,
        who,
        lambda session, scope: silence_certificate.certify(
            session, scope, number, seq=scope.draft.seq, statement=statement, token=token(), now=now
        ),
        now,
    )


def delivered(it: World, number: int, at: datetime = NOW) -> None:
    """Every notice of the run has been sent."""
    with it.database.writing() as session:
        for row in session.scalars(select(Notice).where(Notice.run_id == run(it, number).id)):
            row.state, row.sent_at, row.next_try_at = "sent", at, None


def change(it: World, do: Any, number: int, *, who: str = "chair", now: datetime = NOW, **facts: Any) -> None:
    """One of `silence_changes` or `silence_certificate`."""
    facts = {"token": token(), "now": now, **facts}
    act(it, who, lambda session, scope: do(session, scope, number, **facts), now)


def extend(
    it: World, number: int, ends: datetime, *, now: datetime = NOW, reason: str = "More time was asked."
) -> None:
    local = ends + timedelta(hours=5)
    change(it, silence_changes.extend, number, day=local.date(), hour=local.time(), reason=reason, now=now)


def outage(
    it: World,
    began: datetime,
    ended: datetime,
    *,
    now: datetime,
    form: str = "",
    who: str = "office",
    reason: str = "The power failed.",
) -> list[int]:
    """Declared for the whole meeting; answers the drafts whose runs it cut."""
    with it.database.writing() as session:
        scope = meeting_scope(session, it.people[who], it.meeting, now)
        facts: dict[str, Any] = {"reason": reason, "token": form or token(), "now": now}
        return silence_changes.declare_outage(session, scope, began=began, ended=ended, **facts)


def note(
    it: World,
    number: int,
    code: str,
    said: str,
    *,
    received: datetime,
    now: datetime,
    labels: Sequence[str] = (),
    who: str = "office",
    form: str = "",
) -> None:
    """The Office registers a paper note that answers the run."""
    paper = notes_verbales.Paper(
        party=it.parties[code],
        reference="No. 17/2026",
        dated=date(2026, 6, 4),
        received_at=received,
        zone="Asia/Almaty",
        about="The Embassy has the honour to object.",
        draft=it.draft,
        run=number,
        answer=said,
        paragraphs=tuple(it.paragraphs[label] for label in labels),
    )
    with it.database.writing() as session:
        scope = meeting_scope(session, it.people[who], it.meeting, now)
        notes_verbales.register(session, scope, paper, token=form or token(), now=now)


def run(it: World, number: int) -> SilenceRun:
    return look(it, "chair", lambda session, scope: silence_state.find(session, scope, number))


def state(it: World, number: int) -> str:
    return run(it, number).state


def marks(it: World, number: int) -> dict[str, str | None]:
    """Code of the State -> its mark."""
    codes = {party: code for code, party in it.parties.items()}
    with it.database.reading() as session:
        return {codes[row.party_id]: row.mark for row in queries.eligible(session, [run(it, number).id])}


def answers(it: World, number: int) -> list[SilenceAnswer]:
    with it.database.reading() as session:
        return queries.answers(session, [run(it, number).id])


def told(it: World, number: int) -> list[tuple[str, str]]:
    """(occasion, e-mail) of every notice, in the order of the entries."""
    with it.database.reading() as session:
        query = select(Notice.occasion, Notice.email).where(Notice.run_id == run(it, number).id)
        return [(row.occasion, row.email) for row in session.execute(query.order_by(Notice.seq, Notice.email))]
