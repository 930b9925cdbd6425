"""The weight of verbs, the numbers under a theme, whom an audience means, and what reports make of a recommendation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import labels
from drafting.domain.recommendations import (
    ASKED,
    AUDIENCES,
    OVER,
    SETTLED,
    STATES,
    STRENGTHS,
    addresses,
    differ,
    label,
    silent,
    suggested,
    together,
)

parties = st.lists(st.integers(1, 6), unique=True, max_size=6)
reports = st.dictionaries(st.integers(1, 6), st.sampled_from(STATES), max_size=6)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("States could consider a common register.", "could consider"),
        ("Donors may wish to fund the training.", "could consider"),
        ("Participating States are invited to share statistics.", "are invited"),
        ("International organizations are kindly encouraged to help.", "are invited"),
        ("The Chair should report every year.", "should"),
        ("States are strongly urged to accede to the Convention.", "are strongly urged"),
        ("States are urged to act.", "are strongly urged"),
        ("States are strongly encouraged to accede.", "are strongly urged"),
        ("The group took note of the study.", "noted"),
        ("The group welcomed the study.", "welcomed"),
        ("The group recommended that States should meet.", "recommended"),
        ("The group agreed to meet.", "agreed"),
        ("The group decided to meet.", "decided"),
        ("A register of practice.", ""),
        ("", ""),
    ],
)
def test_the_english_verb_that_comes_first_is_suggested(text, strength):
    assert suggested(text, "en") == strength


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Государства могли бы рассмотреть создание общего реестра.", "could consider"),
        ("Государствам-участникам предлагается обмениваться статистикой.", "are invited"),
        ("Международные организации приглашаются оказать содействие.", "are invited"),
        ("Председателю следует представлять доклад ежегодно.", "should"),
        ("Государства настоятельно призываются присоединиться к Конвенции.", "are strongly urged"),
        ("Группа приняла к сведению исследование.", "noted"),
        ("Группа приветствовала исследование.", "welcomed"),
        ("Группа рекомендовала, что следует встречаться.", "recommended"),
        ("Рекомендуется ежегодный обмен.", "recommended"),
        ("Участники согласились встречаться.", "agreed"),
        ("Участники решили встречаться.", "decided"),
        ("Реестр передового опыта.", ""),
    ],
)
def test_the_russian_verb_that_comes_first_is_suggested(text, strength):
    assert suggested(text, "ru") == strength


def test_two_languages_of_different_weight_are_told():
    assert differ("States should meet.", "Государствам предлагается встречаться.") == ("should", "are invited")
    assert differ("States should meet.", "Государствам следует встречаться.") is None
    assert differ("States should meet.", "Реестр.") is None


@given(st.text())
def test_a_suggestion_is_a_known_strength_or_none(text):
    assert suggested(text, "en") in ("", *STRENGTHS)
    assert suggested(text, "ru") in ("", *STRENGTHS)


def test_strengths_are_ordered_and_each_stands_once():
    assert len(set(STRENGTHS)) == len(ASKED) + len(SETTLED)
    assert ASKED.index("could consider") < ASKED.index("are invited") < ASKED.index("should")
    assert SETTLED == ("noted", "welcomed", "recommended", "agreed", "decided")


@given(st.integers(1, 399))
def test_every_number_has_a_roman_label_that_reads_back(number):
    found = labels.sequence([label(number - 1), label(number)] if number > 1 else [label(number), label(2)])
    assert found[-1 if number > 1 else 0].number == number


@pytest.mark.parametrize(("number", "printed"), [(1, "i."), (4, "iv."), (9, "ix."), (12, "xii.")])
def test_recommendations_are_numbered_in_small_roman_numerals(number, printed):
    assert label(number) == printed


@pytest.mark.parametrize(
    ("audience", "kind", "category", "status", "meant"),
    [
        ("participating", "state", "state", "participating", True),
        ("participating", "state", "state", "observer", False),
        ("participating", "organization", "other", "participating", False),
        ("all states", "state", "state", "observer", True),
        ("all states", "state", "state", "former", False),
        ("organizations", "organization", "united nations", "observer", True),
        ("organizations", "organization", "civil society", "invited", False),
        ("organizations", "state", "state", "observer", False),
        ("civil society", "organization", "civil society", "invited", True),
        ("civil society", "organization", "other", "observer", False),
        ("chair", "state", "state", "participating", False),
        ("office", "state", "state", "participating", False),
        ("donors", "organization", "other", "observer", False),
    ],
)
def test_whom_an_audience_means(audience, kind, category, status, meant):
    assert audience in AUDIENCES
    assert addresses(audience, kind=kind, category=category, status=status) is meant


@pytest.mark.parametrize(
    ("expected", "said", "state"),
    [
        ((), {}, "open"),
        ((1, 2), {}, "open"),
        ((1, 2), {1: "open"}, "open"),
        ((1, 2), {1: "done"}, "under way"),
        ((1, 2), {1: "done", 2: "dropped"}, "done"),
        ((1, 2), {1: "dropped", 2: "dropped"}, "dropped"),
        ((1,), {1: "under way"}, "under way"),
        ((), {3: "done"}, "done"),
    ],
)
def test_what_the_reports_of_the_addressees_make_of_a_recommendation(expected, said, state):
    assert together(expected, said) == state


@given(parties, reports)
def test_it_is_over_only_when_no_addressee_is_silent(expected, said):
    state = together(expected, said)
    assert state in STATES
    if expected and state in OVER:
        assert silent(expected, said) == ()


@given(parties, reports)
def test_the_silent_are_the_addressees_without_a_report_in_order(expected, said):
    assert list(silent(expected, said)) == [it for it in expected if it not in said]
