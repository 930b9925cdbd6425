"""Whom the name of an author speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.author_names import listed, speaks_of

PARTIES = {"Kazakhstan": 1, "KAZ": 1, "Tajikistan": 2, "Iran, Islamic Republic of": 3, "Iran": 4}


@given(st.lists(st.sampled_from(sorted(PARTIES)), max_size=5))
def test_any_list_of_parties_is_read_as_it_was_written(names: list[str]):
    assert listed(", ".join(names), PARTIES) == (tuple(PARTIES[it] for it in names) if len(names) > 1 else ())


@pytest.mark.parametrize(
    "author", ["", ", ", "Kazakhstan", "Kazakhstan and Tajikistan", "Kazakhstan, Aida", "KAZ,Iran"]
)
def test_anything_else_is_no_list(author: str):
    assert listed(author, PARTIES) == ()


@pytest.mark.parametrize(
    ("author", "said"),
    [
        ("Delegation of kazakhstan", True),
        ("KAZ 2", True),
        ("Tajikistan, Kazakhstan", True),
        ("Kazakhstan, Tajikistan", True),
        ("Kaz Bekov", False),
        ("Kazakhstanov", False),
    ],
)
def test_a_party_is_found_in_a_name_by_whole_words(author: str, *, said: bool):
    assert speaks_of(author, "KAZ", ("Kazakhstan", "Казахстан")) == said
