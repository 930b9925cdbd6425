"""The Chair's rotation and terms: cases from rules of procedure, and what holds for any register."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.chairmanship import (
    Gap,
    State,
    Term,
    gap_before,
    gaps,
    last_day,
    overlapping,
    rotation,
    serving,
)

NAMES = ("Åland", "Belmora", "Cindovia", "Türkenland", "Zabora")
STATES = tuple(State(number, name) for number, name in enumerate(NAMES, start=1))


def day(text: str) -> date:
    return date.fromisoformat(text)


def turns(last, passed=(), states=STATES):
    found = rotation(states, last, passed)
    return [it.state for it in found.turns], found.next, found.reason


@pytest.mark.parametrize(
    ("last", "passed", "order", "following", "reason"),
    [
        (None, (), [1, 2, 3, 4, 5], None, "first"),
        ("Belmora", (), [3, 4, 5, 1, 2], 3, "turn"),
        ("Zabora", (), [1, 2, 3, 4, 5], 1, "turn"),
        ("Cindovia", (4, 5), [4, 5, 1, 2, 3], 1, "turn"),
        ("Turkenland", (), [5, 1, 2, 3, 4], 5, "turn"),  # diacritics do not count
        ("Borgovia", (), [3, 4, 5, 1, 2], 3, "turn"),  # it left the Process; its place in the alphabet stays
        ("Cindovia", (1, 2, 4, 5), [4, 5, 1, 2, 3], 3, "turn"),  # all others passed: the same again, if it wishes
        ("Cindovia", (1, 2, 3, 4, 5), [4, 5, 1, 2, 3], None, "everybody passed"),
    ],
)
def test_whose_turn_it_is(last, passed, order, following, reason):
    assert turns(last, passed) == (order, following, reason)


def test_a_state_that_joined_stands_in_its_place_and_one_that_left_is_skipped():
    joined = (*STATES, State(9, "Danubia"))
    assert turns("Cindovia", (), joined)[1] == 9
    without = tuple(it for it in STATES if it.name != "Türkenland")
    assert turns("Cindovia", (4,), without) == ([5, 1, 2, 3], 5, "turn")


def test_where_no_state_participates_nobody_is_next():
    assert turns(None, (), ()) == ([], None, "nobody")
    assert turns("Belmora", (2,), ()) == ([], None, "nobody")


names = st.lists(st.text("abcdefgh", min_size=1, max_size=3), unique=True, min_size=1, max_size=8)


@given(names, st.data())
def test_every_state_stands_in_the_order_once_and_all_turns_make_the_whole_circle(found, data):
    states = [State(number, name) for number, name in enumerate(found)]
    start = data.draw(st.sampled_from(states))
    seen, last = [], start.name
    for _ in states:
        made = rotation(states, last, ())
        assert sorted(it.state for it in made.turns) == list(range(len(states)))
        assert made.turns[-1].state == next(it.id for it in states if it.name == last)
        seen.append(made.next)
        last = states[made.next].name
    assert sorted(seen) == list(range(len(states)))
    assert seen[-1] == start.id


@given(names, st.data())
def test_who_is_next_has_not_passed_and_nobody_before_it_has_kept_its_turn(found, data):
    states = [State(number, name) for number, name in enumerate(found)]
    passed = data.draw(st.sets(st.sampled_from(range(len(states)))))
    made = rotation(states, data.draw(st.sampled_from(found)), passed)
    if made.next is None:
        assert made.reason == "everybody passed"
        assert passed == set(range(len(states)))
    else:
        before = [it.state for it in made.turns][: [it.state for it in made.turns].index(made.next)]
        assert made.next not in passed
        assert set(before) <= passed


TERMS = (
    Term(1, day("2021-06-10"), day("2023-06-10")),
    Term(2, day("2023-06-10"), day("2025-06-10")),
)


@pytest.mark.parametrize(
    ("starts", "ends", "with_state"),
    [
        ("2025-06-10", "2027-06-10", None),
        ("2025-06-09", "2027-06-09", 2),
        ("2019-01-01", "2021-06-10", None),
        ("2019-01-01", "2021-06-11", 1),
        ("2023-06-09", "2023-06-11", 1),
        ("2010-01-01", "2040-01-01", 1),
    ],
)
def test_terms_that_share_a_day_overlap(starts, ends, with_state):
    found = overlapping(TERMS, Term(3, day(starts), day(ends)))
    assert (found.state if found else None) == with_state


def test_a_term_given_up_before_it_began_stands_in_nobodys_way():
    given_up = Term(3, day("2025-06-10"), day("2025-06-10"))
    assert overlapping((*TERMS, given_up), Term(4, day("2025-06-10"), day("2027-06-10"))) is None
    assert gaps((*TERMS, given_up), day("2025-06-09")) == ()
    assert gap_before((given_up,), Term(4, day("2025-07-01"), day("2027-07-01"))) is None


@pytest.mark.parametrize(
    ("today", "state"),
    [("2021-06-09", None), ("2021-06-10", 1), ("2023-06-09", 1), ("2023-06-10", 2), ("2026-01-01", None)],
)
def test_who_serves_on_a_day(today, state):
    found = serving(TERMS, day(today))
    assert (found.state if found else None) == state


def test_no_gap_goes_unnoticed():
    later = Term(3, day("2025-09-01"), day("2027-09-01"))
    between = Gap(day("2025-06-10"), day("2025-09-01"))
    assert gaps((), day("2030-01-01")) == ()
    assert gaps(TERMS, day("2025-06-09")) == ()
    assert gaps(TERMS, day("2025-06-10")) == (Gap(day("2025-06-10"), None),)
    assert gaps((later, *TERMS), day("2022-01-01")) == (between,)
    assert gaps((*TERMS, later), day("2027-09-01")) == (between, Gap(day("2027-09-01"), None))
    assert gap_before(TERMS, later) == between
    assert gap_before(TERMS, Term(3, day("2025-06-10"), day("2027-06-10"))) is None
    assert gap_before((), later) is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=6), st.integers(0, 400))
def test_each_day_since_the_first_term_is_served_or_stands_in_a_gap(pieces, ahead):
    start = day("2020-01-01")
    terms, at = [], start
    for pause, length in pieces:
        starts = at + timedelta(days=pause)
        at = starts + timedelta(days=length)
        terms.append(Term(len(terms), starts, at))
    today = at + timedelta(days=ahead)
    found = gaps(terms, today)
    first = terms[0].starts if terms else today
    for number in range((today - first).days + 1 if terms else 0):
        on = first + timedelta(days=number)
        vacant = any(it.since <= on and (it.until is None or on < it.until) for it in found)
        assert vacant == (serving(terms, on) is None)


def test_the_last_day_of_a_term_is_the_one_before_the_first_without_it():
    assert last_day(day("2024-03-01")) == day("2024-02-29")
