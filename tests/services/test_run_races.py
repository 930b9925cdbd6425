"""Two acts on a run at the same instant: one winner, whoever is faster, and the loser is told.

Threads of one process and processes of their own, on both databases; the instant of receipt decides, not the lock.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations
from threading import Barrier
from typing import Any

import pytest

from drafting.persistence.records import Draft
from tests import acts, player, run_rules, silence
from tests.factories import World, world
from tests.player import Player, players
from tests.rulings import appoint, entries
from tests.silence import ENDS, SECOND

pytestmark = pytest.mark.usefixtures("one_person_office")

HOUR = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
Order = dict[str, Any]


@pytest.fixture
def made(database) -> World:
    return world(database)


@pytest.fixture(scope="module")
def company():
    """Three people in processes of their own."""
    with players(3) as ready:
        yield ready


def one_after_the_other(it: World, _company: list[Player], orders: list[Order]) -> list[Any]:
    return [player.carry_out(it, plain(order)) for order in orders]


def in_threads(it: World, _company: list[Player], orders: list[Order]) -> list[Any]:
    gate = Barrier(len(orders))

    def run(order: Order) -> Any:
        gate.wait()
        return player.carry_out(it, plain(order))

    with ThreadPoolExecutor(len(orders)) as pool:
        return list(pool.map(run, orders))


def in_processes(it: World, company: list[Player], orders: list[Order]) -> list[Any]:
    at_work = list(zip(company, orders, strict=False))
    for who, order in at_work:
        who.order(it, **order)
    return [who.told() for who, _ in at_work]


def plain(order: Order) -> Order:
    """As it would come through the pipe."""
    return {key: it.isoformat() if hasattr(it, "isoformat") else it for key, it in order.items()}


WAYS = pytest.mark.parametrize("meet", [one_after_the_other, in_threads, in_processes])
BOTH_ORDERS = pytest.mark.parametrize("turn", [1, -1])


@WAYS
@BOTH_ORDERS
@pytest.mark.parametrize("at", [ENDS - SECOND, ENDS - INSTANT, ENDS, ENDS + INSTANT])
def test_the_instant_of_receipt_decides_between_an_objection_and_the_deadline(made, company, meet, turn, at):
    number = silence.start(made, "1.")
    orders = [
        {"act": "record", "now": max(at, ENDS)},
        {"act": "answer", "who": "head.bel", "number": number, "at": at},
    ]
    meet(made, company, orders[::turn])
    # Whoever came too early for the deadline looks again.
    silence.clock_strikes(made, max(at, ENDS))
    is_late, told = at >= ENDS, {occasion for occasion, _ in silence.told(made, number)}
    assert silence.state(made, number) == ("expired" if is_late else "broken")
    assert entries(made, "silence answered")[0].payload["late"] is is_late
    assert len(silence.answers(made, number)) == 1
    assert ("broken" in told) is not is_late
    assert "expired" in told or not is_late
    run_rules.examine(made)


@WAYS
def test_two_chairs_issue_one_certificate(made, company, meet):
    appoint(made, "rapporteur", "chair")
    number = silence.start(made, "1.")
    silence.delivered(made, number)
    silence.clock_strikes(made, ENDS)
    with made.database.reading() as session:
        seen = session.get_one(Draft, made.draft).seq
    facts = {"act": "certify", "number": number, "seq": seen, "now": ENDS + HOUR}
    orders = [{**facts, "who": who, "form": acts.token()} for who in ("chair", "rapporteur")]
    assert sorted(meet(made, company, orders)) == ["certify in state moved on", "done"]
    assert len(entries(made, "silence certified")) == 1
    run_rules.examine(made)


@WAYS
def test_one_chair_who_clicks_twice_issues_one_certificate_and_is_not_refused(made, company, meet):
    number = silence.start(made, "1.")
    silence.delivered(made, number)
    silence.clock_strikes(made, ENDS)
    with made.database.reading() as session:
        seen = session.get_one(Draft, made.draft).seq
    facts = {"number": number, "seq": seen, "now": silence.SETTLED, "form": acts.token()}
    order = {"act": "certify", "who": "chair", **facts}
    assert meet(made, company, [order, order]) == ["done", "done"]
    assert len(entries(made, "silence certified")) == 1


@WAYS
def test_two_heads_who_object_at_once_break_silence_once_and_both_are_heard(made, company, meet):
    number = silence.start(made, "1.")
    facts = {"act": "answer", "number": number, "at": ENDS - HOUR}
    heads = ("head.arv", "head.bel", "coordinator.zab")
    orders = [{**facts, "who": who, "form": f"objection-{who}"} for who in heads]
    assert meet(made, company, orders) == ["done"] * 3
    assert len(entries(made, "silence broken")) == 1
    assert [occasion for occasion, _ in silence.told(made, number)].count("broken") == 5
    silence.certify(made, number, now=ENDS - SECOND)
    assert set(silence.marks(made, number).values()) == {"objected"}
    run_rules.examine(made)


@WAYS
def test_one_objection_sent_twice_at_once_is_one(made, company, meet):
    number = silence.start(made, "1.")
    order = {"act": "answer", "who": "head.bel", "number": number, "at": ENDS - HOUR, "form": "one-objection"}
    assert meet(made, company, [order, order]) == ["done", "done"]
    assert len(silence.answers(made, number)) == 1


@WAYS
@BOTH_ORDERS
@pytest.mark.parametrize("now", [ENDS - INSTANT, ENDS])
def test_no_deadline_moves_once_it_has_passed(made, company, meet, turn, now):
    number = silence.start(made, "1.")
    orders = [
        {"act": "record", "now": ENDS},
        {"act": "extend", "number": number, "ends": ENDS + 24 * HOUR, "now": now},
    ]
    told = meet(made, company, orders[::turn])
    is_moved = "done" in told
    silence.clock_strikes(made, ENDS)
    assert not (is_moved and now == ENDS)
    assert (silence.state(made, number), silence.run(made, number).ends_at) == (
        ("running", ENDS + 24 * HOUR) if is_moved else ("expired", ENDS)
    )
    assert is_moved or "extend in state expired" in told
    # Never both: what was extended did not end, and what had ended was not extended.
    assert len(entries(made, "silence extended")) + len(entries(made, "silence expired")) == 1
    run_rules.examine(made)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_marks_do_not_depend_on_who_got_the_lock_first(made, order):
    number = silence.start(made, "1.")
    said = [("head.arv", ENDS - 2 * HOUR), ("head.bel", ENDS - INSTANT), ("coordinator.zab", ENDS)]
    orders = [{"act": "answer", "who": said[it][0], "number": number, "at": said[it][1]} for it in order]
    one_after_the_other(made, [], orders)
    silence.certify(made, number, now=ENDS)
    assert silence.marks(made, number) == {"ARV": "objected", "BEL": "objected", "ZAB": "late"}
