"""What a party was on a day: spells that do not overlap, gaps, changes and corrections; the names of a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.errors import BadText
from drafting.domain.membership import (
    GROUPS,
    STATUSES,
    Former,
    Names,
    Spell,
    changed,
    corrected,
    faults,
    group_of,
    names_on,
    possible,
    spell_on,
    status_on,
)

TODAY = date(2026, 6, 5)
JOINED, LEFT, BACK = date(2013, 6, 5), date(2020, 1, 1), date(2022, 3, 1)
HISTORY = (
    Spell("observer", None, JOINED),
    Spell("participating", JOINED, LEFT, "Decision 1", "Решение 1"),
    Spell("participating", BACK),
)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(1990, 1, 1), "observer"),
        (JOINED - timedelta(1), "observer"),
        (JOINED, "participating"),
        (LEFT - timedelta(1), "participating"),
        (LEFT, "former"),
        (BACK - timedelta(1), "former"),
        (BACK, "participating"),
        (TODAY, "participating"),
    ],
)
def test_a_party_is_what_it_was_on_that_day(day: date, status: str):
    assert status_on(HISTORY, day) == status


def test_before_it_came_a_party_is_nothing():
    assert status_on((Spell("observer", JOINED),), JOINED - timedelta(1)) == ""
    assert status_on((), TODAY) == ""
    assert spell_on(HISTORY, date(2021, 1, 1)) is None


def codes(*spells: Spell, category: str = "state") -> list[str]:
    return [it.code for it in faults(spells, category, TODAY)]


@pytest.mark.parametrize(
    ("spells", "category", "found"),
    [
        (HISTORY, "state", []),
        ((), "state", ["membership-missing"]),
        ((Spell("participating", None),), "intergovernmental", ["membership-status"]),
        ((Spell("participating", None),), "civil society", ["membership-status"]),
        ((Spell("invited", None),), "civil society", []),
        ((Spell("invited", None),), "state", ["membership-status"]),
        ((Spell("former", None),), "state", ["membership-status"]),
        ((Spell("guest", None),), "state", ["membership-status"]),
        ((Spell("observer", JOINED, JOINED),), "other", ["membership-empty"]),
        ((Spell("observer", TODAY + timedelta(1)),), "other", ["membership-ahead"]),
        ((Spell("observer", JOINED, TODAY + timedelta(1)),), "other", ["membership-ahead"]),
        ((Spell("observer", None), Spell("participating", JOINED)), "state", ["membership-open"]),
        ((Spell("observer", None, LEFT), Spell("participating", None)), "state", ["membership-open"]),
        ((Spell("observer", None, LEFT), Spell("participating", JOINED)), "state", ["membership-overlap"]),
    ],
)
def test_every_fault_of_a_history_is_told(spells: tuple[Spell, ...], category: str, found: list[str]):
    assert codes(*spells, category=category) == found


def test_a_change_ends_what_was():
    assert changed((Spell("observer", None),), "participating", JOINED, "D", "Р") == (
        Spell("observer", None, JOINED),
        Spell("participating", JOINED, None, "D", "Р"),
    )


def test_a_change_on_the_first_day_of_a_spell_takes_its_place():
    spells = (Spell("observer", None, JOINED), Spell("former", JOINED, None, "Mistake", "Ошибка"))
    assert changed(spells, "participating", JOINED, "D", "Р") == (
        Spell("observer", None, JOINED),
        Spell("participating", JOINED, None, "D", "Р"),
    )
    assert changed(spells, "observer", JOINED, "D", "Р") == (Spell("observer", None),)
    assert changed((Spell("observer", JOINED),), "participating", JOINED, "", "") == (Spell("participating", JOINED),)


def test_a_party_comes_back_after_a_gap():
    spells = (Spell("participating", None, LEFT),)
    assert changed(spells, "participating", BACK, "", "") == (*spells, Spell("participating", BACK))
    with pytest.raises(BadText, match="membership-before"):
        changed(spells, "participating", LEFT - timedelta(1), "", "")


@pytest.mark.parametrize(("status", "day", "code"), [("participating", TODAY, "same"), ("observer", JOINED, "before")])
def test_a_change_that_is_none_or_lies_before_the_last_is_refused(status: str, day: date, code: str):
    with pytest.raises(BadText, match=f"membership-{code}"):
        changed(HISTORY, status, day, "", "")


def test_a_correction_moves_the_end_of_the_spell_before_that_adjoins():
    moved = corrected(HISTORY, 1, date(2014, 1, 1), "Decision 2", "Решение 2")
    assert moved[0].until == moved[1].since == date(2014, 1, 1)
    assert (moved[1].basis_en, moved[1].basis_ru) == ("Decision 2", "Решение 2")
    apart = corrected(HISTORY, 2, date(2023, 1, 1), "", "")
    assert (apart[1], apart[2].since) == (HISTORY[1], date(2023, 1, 1))
    assert corrected(HISTORY, 0, date(2000, 1, 1), "", "")[0].since == date(2000, 1, 1)


days = st.dates(date(1991, 1, 1), TODAY)
acts = st.lists(st.tuples(st.sampled_from(possible("state")), days), max_size=8)


@given(acts, days)
def test_whatever_is_changed_there_is_one_status_on_each_day_and_the_newest_holds_today(
    made: list[tuple[str, date]], day: date
):
    spells: tuple[Spell, ...] = (Spell("observer", None),)
    for status, since in made:
        try:
            spells = changed(spells, status, since, "", "")
        except BadText:
            continue
        assert status_on(spells, TODAY) == status
        assert status_on(spells, since) == status
    assert codes(*spells) == []
    assert sum(it.holds(day) for it in spells) == 1


@given(days, days)
def test_a_change_alters_nothing_before_its_day(since: date, day: date):
    spells = changed((Spell("observer", None),), "participating", since, "", "")
    assert status_on(spells, day) == ("participating" if day >= since else "observer")


TURKEY = Names("Turkey", "Турция", "Republic of Turkey", "Турецкая Республика")
TURKIYE = Names("Türkiye", "Турция", "Republic of Türkiye", "Турецкая Республика")
RENAMED = date(2022, 6, 1)


@pytest.mark.parametrize(
    ("day", "name"), [(RENAMED - timedelta(1), "Turkey"), (RENAMED, "Türkiye"), (date(1992, 1, 1), "Türkiye")]
)
def test_a_party_bears_the_names_of_the_day(day: date, name: str):
    assert names_on(TURKIYE, (Former(TURKEY, date(2000, 1, 1), RENAMED),), day).name_en == name


@given(st.lists(days, min_size=1, max_size=5, unique=True).map(sorted), days)
def test_names_follow_each_other_without_a_gap(changes: list[date], day: date):
    starts = [None, *changes]
    former = [
        Former(Names(str(number), "", "", ""), since, until)
        for number, (since, until) in enumerate(zip(starts, changes, strict=False))
    ]
    expected = sum(it <= day for it in changes)
    assert names_on(Names(str(len(changes)), "", "", ""), former, day).name_en == str(expected)


@pytest.mark.parametrize("category", ["state", "intergovernmental", "other", "united nations", "civil society"])
def test_every_status_of_every_category_stands_in_a_part_of_the_list(category: str):
    assert {group_of(it, category) for it in possible(category)} <= set(GROUPS)
    assert set(possible(category)) <= set(STATUSES)


def test_states_are_told_apart_by_their_status_and_organizations_by_their_category():
    assert group_of("participating", "state") == "participating"
    assert group_of("observer", "state") == "observer"
    assert group_of("observer", "united nations") == "united nations"
    with pytest.raises(ValueError, match="not in tuple"):
        group_of("observer", "unknown")
