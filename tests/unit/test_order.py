"""Orders: of States by English name, and of paragraphs by place; and participation before anybody says otherwise."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import order, participation


def test_states_stand_in_english_alphabetical_order_whatever_their_signs():
    names = ["Türkiye", "zanzibar", "Åland", "Turkmenistan", "Belarus", "albania", "Côte d’Ivoire"]
    assert sorted(names, key=order.english_key) == [
        "Åland",
        "albania",
        "Belarus",
        "Côte d’Ivoire",
        "Türkiye",
        "Turkmenistan",
        "zanzibar",
    ]


@given(st.text())
def test_composed_and_decomposed_names_stand_at_the_same_place(name: str):
    composed, decomposed = (normalize(form, name) for form in ("NFC", "NFD"))
    assert order.english_key(composed) == order.english_key(decomposed)


def test_places_of_an_imported_document_sort_as_text():
    places = [order.place(index) for index in range(1200)]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", "5"),
        ("00001", "00002", "000015"),
        ("00009", "00010", "000095"),
        ("", "00001", "000005"),
        ("00003", "", "50001"),
        ("000015", "00002", "000017"),
    ],
)
def test_there_is_a_place_between_any_two(before: str, after: str, expected: str):
    assert order.between(before, after) == expected


@given(st.lists(st.integers(0, 1000), max_size=60))
def test_wherever_paragraphs_are_inserted_they_stay_in_the_order_in_which_they_were_put(choices: list[int]):
    places = [order.place(index) for index in range(3)]
    for choice in choices:
        at = choice % (len(places) + 1)
        before = places[at - 1] if at else ""
        after = places[at] if at < len(places) else ""
        places.insert(at, order.between(before, after))
    assert places == sorted(set(places))
    assert all(place.isdigit() for place in places)


@pytest.mark.parametrize("where", ["always first", "always last"])
def test_a_hundred_insertions_between_the_same_two_fit_the_column(where: str):
    low, high = order.place(4), order.place(5)
    for _ in range(100):
        middle = order.between(low, high)
        low, high = (low, middle) if where == "always first" else (middle, high)
    assert len(middle) < 200


@pytest.mark.parametrize(
    ("status", "expected"), [("participating", "adopting"), ("observer", "observer"), ("invited", "observer")]
)
def test_participation_begins_with_adopting_for_participating_states_only(status: str, expected: str):
    assert participation.initial(status) == expected
    assert expected in participation.STATUSES
