"""The gavel: sittings, the way through the agenda, the words of rulings."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import sitting
from drafting.domain.errors import BadFields, WrongState
from drafting.domain.sitting import Item

NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)
LANGUAGES = ("en", "ru")


@pytest.mark.parametrize(
    ("opened", "closed", "state"), [(None, None, "planned"), (NOON, None, "open"), (NOON, NOON, "closed")]
)
def test_the_gavel_says_how_a_sitting_stands(opened, closed, state):
    assert sitting.state_of(opened, closed) == state


@pytest.mark.parametrize("state", ["planned", "open", "closed"])
@pytest.mark.parametrize("event", ["open sitting", "close sitting"])
def test_a_sitting_is_opened_closed_and_resumed_and_nothing_else(state, event):
    allowed = {
        ("planned", "open sitting"): "open",
        ("closed", "open sitting"): "open",
        ("open", "close sitting"): "closed",
    }
    if (state, event) in allowed:
        assert sitting.step(state, event) == allowed[state, event]
    else:
        with pytest.raises(WrongState):
            sitting.step(state, event)


ITEMS = [Item(1, "closed"), Item(2, "open"), Item(3, "closed"), Item(4, "planned"), Item(5, "planned")]


@pytest.mark.parametrize(
    ("items", "current", "expected"),
    [
        (ITEMS, 2, 4),
        (ITEMS, 4, 5),
        (ITEMS, 5, None),
        (ITEMS, None, 2),
        (ITEMS, 99, 2),
        (ITEMS[:1], None, None),
        ([], None, None),
    ],
)
def test_the_next_item_is_the_next_that_is_not_closed(items, current, expected):
    assert sitting.next_item(items, current) == expected


@pytest.mark.parametrize(
    ("current", "expected"), [(None, (None, 7)), (7, (None, 8)), (8, (7, 9)), (9, (8, None)), (99, (None, 7))]
)
def test_a_paragraph_has_neighbours(current, expected):
    assert sitting.neighbours([7, 8, 9], current) == expected


def test_a_draft_without_paragraphs_has_no_neighbours():
    assert sitting.neighbours([], None) == (None, None)


@given(st.sampled_from(sitting.RULINGS), st.text(max_size=40).filter(str.strip), st.sampled_from(LANGUAGES))
def test_the_words_of_a_ruling_are_kept_as_they_were_said(kind, text, language):
    assert sitting.ruling_words(kind, text, language, LANGUAGES) == text.strip()


@pytest.mark.parametrize("kind", sitting.RULINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ruling_without_words_takes_its_formula_or_asks_for_them(kind, language):
    formula = sitting.FORMULAS.get(kind, {}).get(language)
    if formula:
        assert sitting.ruling_words(kind, "  ", language, LANGUAGES) == formula
    else:
        with pytest.raises(BadFields) as error:
            sitting.ruling_words(kind, "  ", language, LANGUAGES)
        assert {name: it.code for name, it in error.value.problems.items()} == {"words": "words-missing"}


def test_everything_wrong_with_a_ruling_is_told_at_once():
    with pytest.raises(BadFields) as error:
        sitting.ruling_words("verdict", "x" * 4001, "fr", LANGUAGES)
    assert {name: it.code for name, it in error.value.problems.items()} == {
        "ruling": "unknown-ruling-kind",
        "language": "unknown-language",
        "words": "too-long-words",
    }
