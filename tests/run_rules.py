"""What holds of no-objection runs after whatever happened: the invariants of practice.md section 6.

They are read from the tables and from the record, not from what the services answer.
"""

from collections import Counter
from itertools import combinations
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.domain import silence
from drafting.domain.silence_subjects import overlap
from drafting.persistence.queries import drafts
from drafting.persistence.queries import record as record_queries
from drafting.persistence.queries import silence as queries
from drafting.persistence.records import (
    Draft,
    Entry,
    NoteVerbale,
    Notice,
    SilenceAnswer,
    SilenceContact,
    SilenceEligible,
    SilenceParagraph,
    SilenceRun,
)
from drafting.services import silence_state, verification
from drafting.services.silence_state import Standing
from tests.factories import World

TABLES = (Draft, Notice, NoteVerbale, SilenceAnswer, SilenceContact, SilenceEligible, SilenceParagraph, SilenceRun)
# What of a run nobody can change once it is announced.
FROZEN = ("subject", "party_id", "meaning", "severable", "names", "zone", "city", "revision", "wording", "notice_en")
# Entries that people are told of; a reminder goes only to those who may answer.
TOLD = {
    "silence announced": "start",
    "silence reminded": "reminder",
    "silence broken": "broken",
    "silence restored": "restored",
    "silence suspended": "suspended",
    "silence resumed": "resumed",
    "silence extended": "extended",
    "outage declared": "extended",
    "silence expired": "expired",
    "silence certified": "certified",
    "silence ended": "ended",
}
CERTIFIED = ("adopted", "not adopted")

Snapshot = dict[str, list[Any]]


def snapshot(session: Session) -> Snapshot:
    """Every row that a run has to do with; the draft's with the hash of its newest entry."""
    session.expire_all()
    return {it.__tablename__: sorted(map(tuple, session.execute(select(it.__table__)))) for it in TABLES}


def examine(it: World) -> dict[int, Standing]:
    """The runs by number, after every rule was found kept."""
    with it.database.reading() as session:
        assert verification.verify(session, it.draft).findings == ()
        runs = silence_state.of(session, queries.runs(session, it.draft))
        told = [entry for entry in record_queries.entries(session, it.draft) if "run" in entry.payload]
        _one_decides_a_thing(runs)
        for run in runs:
            mine = [entry for entry in told if entry.payload["run"] == run.row.number]
            _each_happens_once(run, mine)
            _objections_break(run)
            _marks_come_with_the_certificate(run, mine)
            _the_text_is_frozen(session, it, run)
            _everybody_is_told_once(session, run, mine)
        return {run.row.number: run for run in runs}


def _one_decides_a_thing(runs: list[Standing]) -> None:
    active = [run.subject for run in runs if run.row.state in silence.ACTIVE]
    assert not [pair for pair in combinations(active, 2) if overlap(*pair)]


def _each_happens_once(run: Standing, mine: list[Entry]) -> None:
    kinds = [entry.kind for entry in mine]
    counted = Counter(kinds)
    assert counted["silence announced"] == (run.row.state != "draft")
    assert max(counted["silence opened"], counted["silence certified"], counted["silence ended"]) <= 1
    ends, expired = None, False
    for entry in mine:
        # The deadline moves only later.
        assert ends is None or entry.payload.get("ends", ends) >= ends
        ends = entry.payload.get("ends", ends)
        if entry.kind == "silence expired":
            assert not expired
            assert entry.at.isoformat() >= ends
        expired = entry.kind == "silence expired" or (
            # Only what gives time back, or silence, lets a period end again.
            expired and entry.kind not in ("outage declared", "silence restored")
        )
        if entry.kind == "silence certified" and entry.payload["outcome"] != "not adopted":
            assert entry.at.isoformat() >= ends
    assert ends is None or ends == run.row.ends_at.isoformat()


def _objections_break(run: Standing) -> None:
    """No run goes on, ends or is adopted over an objection that stands against the whole of it."""
    breaking = [given for given in silence.standing(run.run, run.given()) if silence.breaks(run.run, given)]
    if breaking:
        assert run.row.state in ("broken", "not adopted", "withdrawn", "void", "superseded")


def _marks_come_with_the_certificate(run: Standing, mine: list[Entry]) -> None:
    given = {state.party_id: state.mark for state in run.eligible}
    if run.row.state not in CERTIFIED:
        assert set(given.values()) <= {None}
        return
    certified = next(entry.seq for entry in mine if entry.kind == "silence certified")
    said = [it for answer, it in zip(run.answers, run.given(), strict=True) if answer.seq < certified]
    assert given == silence.marks(run.run, said, run.not_reached())
    if run.row.state == "adopted" and not run.row.severable:
        assert "objected" not in given.values()


def _the_text_is_frozen(session: Session, it: World, run: Standing) -> None:
    """While States are asked, the words they are asked about stand."""
    if run.row.state not in silence.ACTIVE:
        return
    now = {
        row.paragraph.id: row.paragraph.wording
        for row in drafts.texts(session, it.draft, "en")
        if row.paragraph.state != "deleted"
    }
    asked = {part.paragraph_id: part.wording for part in run.paragraphs}
    assert asked.items() <= now.items()
    assert run.row.subject != "draft" or asked == now


def _everybody_is_told_once(session: Session, run: Standing, mine: list[Entry]) -> None:
    contacts = queries.contacts(session, run.row.id)
    all_, binding = ({who.person_id for who in contacts if who.binds or not only} for only in (False, True))
    rows = session.execute(select(Notice.seq, Notice.occasion, Notice.person_id).where(Notice.run_id == run.row.id))
    expected = [
        (entry.seq, occasion, person)
        for entry in mine
        if (occasion := TOLD.get(entry.kind))
        for person in (binding if occasion == "reminder" else all_)
    ]
    assert sorted(map(tuple, rows)) == sorted(expected)


def frozen(run: Standing) -> tuple[Any, ...]:
    """What the announcement fixed."""
    facts = [getattr(run.row, name) for name in FROZEN]
    parts = [(part.paragraph_id, part.revision_id, part.wording) for part in run.paragraphs]
    return (*facts, parts, sorted(state.party_id for state in run.eligible))
