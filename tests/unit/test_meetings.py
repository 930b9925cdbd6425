"""Kinds, states, plans and titles of meetings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.access import ANYBODY, admits
from drafting.domain.errors import BadFields, WrongState
from drafting.domain.meeting_titles import english_ordinal, genitive, russian_ordinal, suggested
from drafting.domain.meetings import (
    ACCESS,
    BILINGUAL,
    KINDS,
    SLUGS,
    STATES,
    events,
    next_ordinal,
    read,
    slug,
    step,
)

TYPED = {
    "kind": "senior officials",
    "ordinal": "14",
    "starts_on": "2026-09-08",
    "ends_on": "2026-09-09",
    "zone": "Asia/Almaty",
    "access": "participants",
    "title_en": " Fourteenth Senior Officials’ Meeting ",
    "city_ru": "Алматы",
}
ZONES = {"Asia/Almaty", "UTC"}
# Every event in every state, and what follows; None where it is refused.
LIFE = {
    "planned": {"start": "under way", "close": "closed", "cancel": "cancelled"},
    "under way": {"start": None, "close": "closed", "cancel": "cancelled"},
    "closed": {"start": None, "close": None, "cancel": None},
    "cancelled": {"start": None, "close": None, "cancel": None},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("event", ["start", "close", "cancel"])
def test_what_may_follow_what(state, event):
    expected = LIFE[state][event]
    assert (event in events(state)) == (expected is not None)
    if expected is not None:
        assert step(state, event) == expected
    else:
        with pytest.raises(WrongState):
            step(state, event)


def test_a_plan_takes_what_is_given_in_one_language_for_both():
    plan = read(TYPED, ZONES)
    assert (plan.kind, plan.ordinal, plan.starts_on, plan.ends_on) == (
        "senior officials",
        14,
        date(2026, 9, 8),
        date(2026, 9, 9),
    )
    assert plan.words["title_en"] == plan.words["title_ru"] == "Fourteenth Senior Officials’ Meeting"
    assert plan.words["city_en"] == plan.words["city_ru"] == "Алматы"
    assert plan.words["venue_en"] == plan.words["venue_ru"] == ""
    assert read({**TYPED, "ordinal": " "}, ZONES).ordinal is None
    assert set(plan.words) == {f"{name}_{language}" for name in BILINGUAL for language in ("en", "ru")}


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"kind": "summit"}, {"kind": "unknown-meeting-kind"}),
        ({"access": "delegation"}, {"access": "unknown-access"}),
        ({"zone": "Asia/Nowhere"}, {"zone": "unknown-zone"}),
        ({"ordinal": "0"}, {"ordinal": "bad-ordinal"}),
        ({"ordinal": "1000"}, {"ordinal": "bad-ordinal"}),
        ({"ordinal": "second"}, {"ordinal": "bad-ordinal"}),
        ({"starts_on": ""}, {"starts_on": "bad-date"}),
        ({"ends_on": "2026-13-01"}, {"ends_on": "bad-date"}),
        ({"ends_on": "2026-09-07"}, {"ends_on": "ends-before-it-starts"}),
        ({"title_en": " ", "city_ru": ""}, {"title_en": "needed-here", "city_en": "needed-here"}),
        ({"venue_ru": "x" * 201, "theme_en": "x" * 301}, {"venue_ru": "field-too-long", "theme_en": "field-too-long"}),
    ],
)
def test_everything_that_is_wrong_is_told_beside_its_field(changes, problems):
    with pytest.raises(BadFields) as caught:
        read({**TYPED, **changes}, ZONES)
    assert {field: it.code for field, it in caught.value.problems.items()} == problems


def test_an_empty_form_is_told_everything_at_once():
    with pytest.raises(BadFields) as caught:
        read({}, ZONES)
    assert set(caught.value.problems) == {"kind", "access", "zone", "starts_on", "ends_on", "title_en", "city_en"}


def test_every_kind_has_an_address_and_every_class_of_access_can_be_asked():
    assert set(SLUGS) == set(KINDS)
    assert [it for it in ACCESS if admits(it, ANYBODY)] == ["public"]


@pytest.mark.parametrize(("used", "following"), [([], 1), ([None], 1), ([3, None, 1], 4)])
def test_the_next_ordinal_is_one_more_than_the_last(used, following):
    assert next_ordinal(used) == following


@given(st.sampled_from(KINDS), st.none() | st.integers(1, 999), st.integers(1990, 2099), st.integers(0, 4))
def test_no_two_meetings_share_an_address(kind, ordinal, year, more):
    taken: set[str] = set()
    for _ in range(more + 1):
        made = slug(kind, ordinal, year, taken)
        assert made not in taken
        assert str(year) in made
        assert len(made) <= 60
        taken.add(made)


@pytest.mark.parametrize(
    ("kind", "ordinal", "english", "russian"),
    [
        (
            "ministerial conference",
            2,
            "Second Ministerial Conference of the Almaty Process",
            "Вторая Министерская конференция Алматинского процесса",
        ),
        (
            "senior officials",
            3,
            "Third Senior Officials’ Meeting of the Almaty Process",
            "Третье Совещание старших должностных лиц Алматинского процесса",
        ),
        (
            "national coordinators",
            21,
            "21st Meeting of National Coordinators of the Almaty Process",
            "21-я встреча национальных координаторов Алматинского процесса",
        ),
        (
            "working group",
            None,
            "Meeting of the Working Group of the Almaty Process",
            "Совещание рабочей группы Алматинского процесса",
        ),
        ("seminar", 6, "Sixth Seminar of the Almaty Process", "Шестой семинар Алматинского процесса"),
        (
            "consultation",
            12,
            "Twelfth Consultations of the Almaty Process",
            "Двенадцатые консультации Алматинского процесса",
        ),
    ],
)
def test_the_usual_title(kind, ordinal, english, russian):
    assert suggested(kind, ordinal, "Almaty Process", "Алматинский процесс") == (english, russian)


@pytest.mark.parametrize(
    ("name", "genitive_"),
    [
        ("Алматинский Процесс", "Алматинского Процесса"),
        ("Вельмарский процесс по вопросам защиты", "Вельмарского процесса по вопросам защиты"),
        ("Бали", "процесса «Бали»"),
        ("Горный процесс", "Горного процесса"),
        ("Процесс «Шёлковый путь»", "Процесса «Шёлковый путь»"),
    ],
)
def test_the_name_of_a_process_behind_its_meeting(name, genitive_):
    assert genitive(name) == genitive_


@pytest.mark.parametrize(
    ("number", "words"), [(1, "First"), (20, "Twentieth"), (22, "22nd"), (23, "23rd"), (111, "111th"), (101, "101st")]
)
def test_english_ordinals(number, words):
    assert english_ordinal(number) == words


@pytest.mark.parametrize(
    ("number", "gender", "words"),
    [
        (1, "m", "Первый"),
        (2, "m", "Второй"),
        (3, "m", "Третий"),
        (3, "f", "Третья"),
        (3, "plural", "Третьи"),
        (25, "n", "25-е"),
    ],
)
def test_russian_ordinals_agree_with_their_noun(number, gender, words):
    assert russian_ordinal(number, gender) == words
