"""The speakers' list by the rule, the clock of a speech, the time of an item."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import speaking
from drafting.domain.permissions import Actor, Capacity
from drafting.domain.speaking import Candidate, Clock, Waiting

NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)
SORTS = st.text("abc", max_size=3)
CANDIDATES = st.lists(
    st.builds(Candidate, st.integers(1, 60), st.booleans(), SORTS), unique_by=lambda it: it.id, max_size=30
)
WAITING = st.lists(
    st.builds(Waiting, st.integers(1, 60), st.sampled_from(speaking.KINDS), st.booleans(), SORTS),
    unique_by=lambda it: it.id,
    max_size=15,
)
LATE = st.builds(Waiting, st.just(99), st.sampled_from(speaking.KINDS), st.booleans(), SORTS)


def names(order) -> str:
    return " ".join(it.sort for it in order)


def listed(*sorts: str, kind: str = "statement", participating: bool = True, first: int = 1) -> list[Waiting]:
    return [Waiting(first + at, kind, participating, it) for at, it in enumerate(sorts)]


def late(sort: str, kind: str = "statement") -> Waiting:
    return Waiting(9, kind, participating=True, sort=sort)


@pytest.mark.parametrize(
    ("kind", "participating", "seconds"),
    [
        ("statement", True, 420),
        ("statement", False, 180),
        ("floor", True, 180),
        ("floor", False, 180),
        ("reply", True, 180),
        ("reply", False, 180),
    ],
)
def test_limits_are_seven_minutes_three_and_three_for_a_reply(kind, participating, seconds):
    assert speaking.limit(kind, participating=participating, minutes_participating=7, minutes_others=3) == seconds


def test_a_reply_keeps_its_limit_whatever_the_process_gives_to_statements():
    assert speaking.limit("reply", participating=True, minutes_participating=10, minutes_others=5) == 180
    assert speaking.limit("statement", participating=True, minutes_participating=10, minutes_others=5) == 600


@given(CANDIDATES)
def test_the_order_by_the_rule_is_total_whatever_is_given(candidates):
    order = speaking.by_rule(candidates)
    assert sorted(order) == sorted(candidates)
    assert order == speaking.by_rule(reversed(candidates))
    groups = [it.participating for it in order]
    assert groups == sorted(groups, reverse=True)
    for group in (True, False):
        own = [it.sort for it in order if it.participating is group]
        assert own == sorted(own)


def test_participating_states_come_before_observers_each_group_in_alphabetical_order():
    given_order = [
        Candidate(1, participating=False, sort="agency"),
        Candidate(2, participating=True, sort="zabora"),
        Candidate(3, participating=True, sort="arvendal"),
        Candidate(4, participating=False, sort="abacus"),
    ]
    assert [it.id for it in speaking.by_rule(given_order)] == [3, 2, 4, 1]


@given(CANDIDATES)
def test_a_list_made_one_by_one_is_the_list_by_the_rule(candidates):
    order: list[Waiting] = []
    for it in speaking.by_rule(candidates):
        order = speaking.placed(order, Waiting(it.id, "statement", it.participating, it.sort))
    assert [it.id for it in order] == [it.id for it in speaking.by_rule(candidates)]


@given(WAITING, LATE, st.sampled_from([speaking.joined, speaking.placed]))
def test_nobody_else_moves_when_one_is_added(order, one, added):
    result = added(order, one)
    assert [it for it in result if it != one] == order
    assert result.count(one) == 1


@given(WAITING, LATE)
def test_a_late_request_stands_behind_everybody_of_its_group(order, one):
    after = speaking.joined(order, one)
    behind = after[after.index(one) + 1 :]
    assert all(it.group != one.group for it in behind)


@pytest.mark.parametrize(
    ("order", "one", "expected"),
    [
        (listed("arv", "zab"), late("bel"), "arv zab bel"),
        (
            [*listed("arv"), *listed("obs", participating=False, first=5)],
            late("bel"),
            "arv bel obs",
        ),
        (listed("obs", participating=False), late("bel"), "bel obs"),
        ([*listed("arv"), *listed("zab", kind="reply", first=5)], late("bel", "floor"), "arv bel zab"),
        ([*listed("arv"), *listed("zab", kind="floor", first=5)], late("bel", "reply"), "arv zab bel"),
        # The Chair called the observer first; the late State goes behind the States.
        (
            [*listed("obs", participating=False), *listed("arv", first=5)],
            late("bel"),
            "obs arv bel",
        ),
    ],
)
def test_a_late_request_goes_to_the_end_of_its_group(order, one, expected):
    assert names(speaking.joined(order, one)) == expected


@pytest.mark.parametrize(
    ("order", "missing", "expected"),
    [
        (listed("arv", "zab"), "bel", "arv bel zab"),
        (listed("bel", "zab"), "arv", "arv bel zab"),
        (listed("arv", "bel"), "zab", "arv bel zab"),
        (listed("arv", "arv"), "arv", "arv arv arv"),
        (listed(), "arv", "arv"),
        # Where the Chair moved somebody, the order is the Chair's.
        (listed("zab", "bel"), "arv", "zab bel arv"),
        ([*listed("obs", participating=False), *listed("bel", first=5)], "arv", "obs arv bel"),
    ],
)
def test_one_who_was_missing_takes_the_alphabetical_place_unless_the_chair_changed_the_order(order, missing, expected):
    assert names(speaking.placed(order, late(missing))) == expected


@given(st.lists(st.integers(1, 20), unique=True, min_size=1), st.data())
def test_a_move_changes_the_place_of_one_and_loses_nobody(order, data):
    one, to = data.draw(st.sampled_from(order)), data.draw(st.integers(-3, 25))
    after = speaking.moved(order, one, to)
    assert [it for it in after if it != one] == [it for it in order if it != one]
    assert after.index(one) == min(max(to, 0), len(order) - 1)


def test_who_is_not_on_the_list_cannot_be_moved():
    with pytest.raises(ValueError, match="7"):
        speaking.moved([1, 2], 7, 0)


@given(st.lists(st.integers(1, 40), unique=True), st.sets(st.integers(1, 60), max_size=20))
def test_those_who_wait_get_places_in_order_beside_those_who_have_spoken(order, taken):
    places = speaking.places(order, taken)
    assert list(places) == order
    assert list(places.values()) == sorted(set(places.values()) - taken)
    assert not set(places.values()) & taken
    assert all(it >= 1 for it in places.values())


def test_the_places_of_those_who_have_spoken_stay():
    assert speaking.places([7, 8, 9], {1, 3}) == {7: 2, 8: 4, 9: 5}


def test_the_actual_order_follows_the_clock_and_then_the_number():
    started = {5: NOON + timedelta(minutes=9), 3: NOON, 4: NOON}
    assert speaking.spoken_order(started) == {3: 1, 4: 2, 5: 3}
    assert speaking.spoken_order({}) == {}


# The clock

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["start", "pause", "resume", "stop", "look"]),
        st.timedeltas(timedelta(0), timedelta(minutes=10)),
    ),
    max_size=30,
)


@given(STEPS, st.timedeltas(timedelta(0), timedelta(seconds=1)))
def test_the_clock_loses_and_invents_no_second(steps, fraction):
    """Counted beside it: every whole second of the server that passes while the clock runs, and no other."""
    now = begun = NOON + fraction
    clock, counted, stood = Clock(), 0, 0
    for step, passed in steps:
        before, now = now, now + passed
        ticks = round((speaking.tick(now) - speaking.tick(before)).total_seconds())
        counted += ticks if clock.is_running else 0
        stood += 0 if clock.is_running else ticks
        if step in ("start", "resume"):
            clock = speaking.started(clock, now)
            assert clock.is_running
        elif step in ("pause", "stop"):
            clock = speaking.paused(clock, now)
            assert not clock.is_running
        assert speaking.elapsed(clock, now) == counted
        assert speaking.remaining(clock, 420, now) == 420 - counted
        assert speaking.over(clock, 420, now) == max(0, counted - 420)
    assert counted + stood == round((speaking.tick(now) - speaking.tick(begun)).total_seconds())


@given(st.timedeltas(timedelta(0), timedelta(hours=2)), st.timedeltas(timedelta(0), timedelta(seconds=1)))
def test_a_stretch_is_counted_within_a_second(passed, fraction):
    clock = speaking.started(Clock(), NOON + fraction)
    counted = speaking.elapsed(clock, NOON + fraction + passed)
    assert abs(counted - passed.total_seconds()) < 1


def test_starting_twice_is_starting_once_and_so_is_stopping():
    clock = speaking.started(Clock(), NOON)
    later = NOON + timedelta(seconds=10)
    assert speaking.started(clock, later) is clock
    stopped = speaking.paused(clock, later)
    assert stopped == Clock(10)
    assert speaking.paused(stopped, later + timedelta(seconds=5)) == stopped


def test_a_servers_clock_that_was_set_back_takes_no_time_away():
    clock = speaking.started(Clock(30), NOON)
    assert speaking.elapsed(clock, NOON - timedelta(seconds=5)) == 30
    assert speaking.paused(clock, NOON - timedelta(seconds=5)) == Clock(30)


# The time of an item


@pytest.mark.parametrize(
    ("limits", "minutes", "over"),
    [
        ((), 30, 0),
        ((420, 420, 180), 17, 0),
        ((420, 420, 180), 16, 60),
        ((420,), 10, 0),
        # An item without a length of its own has no end that could be passed.
        ((420, 420), 0, 0),
    ],
)
def test_the_list_is_held_against_the_time_of_the_item(limits, minutes, over):
    found = speaking.capacity(limits, minutes)
    assert (found.planned, found.over) == (sum(limits), over)


# Who may ask, and who may read


@pytest.mark.parametrize(
    ("kind", "own", "hindrance"),
    [
        ("speech", [], "unknown-request"),
        ("statement", [], ""),
        ("statement", [("statement", "listed")], "already-listed"),
        ("statement", [("statement", "given")], "already-listed"),
        ("statement", [("statement", "withdrawn")], ""),
        ("statement", [("floor", "asked")], ""),
        ("floor", [("floor", "asked")], "already-asked"),
        ("floor", [("floor", "given"), ("floor", "given"), ("floor", "given")], ""),
        ("floor", [("statement", "listed")], ""),
        ("reply", [("reply", "given")], ""),
        ("reply", [("reply", "asked")], "already-asked"),
        ("reply", [("reply", "given"), ("reply", "given")], "replies-used"),
        ("reply", [("reply", "given"), ("reply", "withdrawn")], ""),
    ],
)
def test_a_delegation_has_one_statement_one_open_request_and_two_replies(kind, own, hindrance):
    assert speaking.hindrance(kind, own) == hindrance


HEAD = Actor(1, (Capacity("head", 5, participating=True),))


@pytest.mark.parametrize(
    ("actor", "state", "may"),
    [
        (HEAD, "listed", True),
        (Actor(2, (Capacity("head", 6, participating=True),)), "listed", False),
        (Actor(2, (Capacity("head", 6, participating=True),)), "speaking", False),
        (Actor(2, (Capacity("head", 6, participating=True),)), "given", True),
        (Actor(2, (Capacity("head", 6, participating=True),)), "withdrawn", False),
        (Actor(3, (Capacity("observer", 7),)), "given", True),
        (Actor(4, (Capacity("rapporteur"),)), "asked", False),
        (Actor(4, (Capacity("administrator"),)), "asked", False),
        (Actor(4, (Capacity("support"),)), "asked", True),
        (Actor(4, (Capacity("chair"),)), "listed", True),
    ],
)
def test_the_text_of_a_statement_is_read_by_whom_it_is_for(actor, state, may):
    assert speaking.may_read(actor, 5, state) is may
