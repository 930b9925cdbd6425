"""Recorders of deadlines in processes of their own, killed after every statement, several at once.

Each run is recorded exactly once (practice.md section 6, design.md "Concurrency and time").
"""

from collections import Counter
from datetime import datetime, time, timedelta
from itertools import count

import pytest

from drafting.persistence.database import Database
from drafting.persistence.queries import record as record_queries
from drafting.services import drafts
from tests import run_rules, silence
from tests.acts import token
from tests.factories import NOW, TEXT, World, import_text, name_paragraphs, world
from tests.player import players
from tests.silence import ENDS, SECOND

LABELS = ("(i)", "1.", "2.", "(a)", "(b)")
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def company():
    """Three recorders in processes of their own."""
    with players(3) as ready:
        yield ready


def rooms(database: Database, drafts_there: int) -> list[World]:
    """The conference once for each of its drafts."""
    first = world(database)
    return [first, *(another(first) for _ in range(drafts_there - 1))]


def another(first: World) -> World:
    with first.database.writing() as session:
        draft = import_text(session, first.people["office"], first.meeting, TEXT)
        facts = {"draft": draft.id, "paragraphs": name_paragraphs(session, draft.id)}
    it = World(**{**vars(first), **facts})
    with it.database.writing() as session:
        drafts.open_draft(session, it.scope(session, "office"), token=token(), now=NOW)
    return it


def begin(it: World, *, minutes: int = 0) -> None:
    """Five runs, each about a paragraph, the first to end so many minutes after the hour and each a minute later."""
    for index, label in enumerate(LABELS):
        silence.start(it, label, hour=time(18, (minutes + index) if minutes else 0))


def kinds(it: World) -> Counter[str]:
    with it.database.reading() as session:
        return Counter(entry.kind for entry in record_queries.entries(session, it.draft))


def all_recorded(made: list[World]) -> None:
    for it in made:
        assert {run.row.state for run in run_rules.examine(it).values()} == {"expired"}
        assert kinds(it)["silence expired"] == len(LABELS)


def test_a_recorder_killed_after_any_statement_leaves_every_run_to_be_recorded_once(database, company):
    made = rooms(database, 4)
    for index, it in enumerate(made):
        begin(it, minutes=1 + 5 * index)
    silence.clock_strikes(made[0], ENDS - SECOND)
    victim, *_ = company
    for step in count(1):
        # One more run is due each time, and what the dead left.
        now = ENDS + step * MINUTE
        victim.order(made[0], "record", now=now, step=step)
        if (survived := victim.told()) != "died":
            break
        # Whoever comes next does what the dead left undone, and nothing of what they did.
        silence.clock_strikes(made[0], now)
        assert silence.clock_strikes(made[0], now) == 0
        for it in made:
            run_rules.examine(it)
    assert survived == 1
    assert 8 < step < 20
    silence.clock_strikes(made[0], ENDS + 20 * MINUTE)
    all_recorded(made)


@pytest.mark.parametrize("limit", [1, 3])
def test_recorders_that_die_all_the_time_and_one_that_lives_record_each_run_once(database, company, limit):
    made = rooms(database, 4)
    for it in made:
        begin(it)
    mortal, living, _ = company
    living.order(made[0], "record all", now=ENDS, limit=limit)
    for step in (3, 5, 7, 9, 11, 12, 13, 14):
        mortal.order(made[0], "record", now=ENDS, limit=limit, step=step)
        mortal.told()
    living.told()
    all_recorded(made)


def test_three_recorders_at_once_share_the_work_and_wait_for_nobody(database, company):
    made = rooms(database, 4)
    for it in made:
        begin(it)
    for recorder in company:
        recorder.order(made[0], "record all", now=ENDS, limit=2)
    assert sum(recorder.told() for recorder in company) == len(LABELS) * len(made)
    all_recorded(made)


def test_recorders_and_everybody_else_at_once_block_nobody_for_good(database, company):
    """Answers, an outage over all drafts and three recorders."""
    made = rooms(database, 4)
    for it in made:
        begin(it)
    for recorder in company:
        recorder.order(made[0], "record all", now=ENDS, limit=2)
    for it in made:
        silence.answer(it, "head.bel", 1, "objection", at=ENDS - SECOND)
    outage = (datetime.fromisoformat("2026-06-09T11:00Z"), datetime.fromisoformat("2026-06-09T11:30Z"))
    silence.outage(made[0], *outage, now=ENDS)
    for recorder in company:
        recorder.told()
    for it in made:
        found = run_rules.examine(it)
        assert Counter(run.row.state for run in found.values()) == {"broken": 1, "running": 4}
        assert {run.row.ends_at for run in found.values()} == {ENDS + 30 * MINUTE}
