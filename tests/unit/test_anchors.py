"""A bracket is found again in a new wording as long as both its signs are there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.anchors import follow, spans

TEXTS = st.text(alphabet="[]】[(\\^ aб1.,", max_size=40)
# Neither of them has a letter or sign of the others, so that the diff has one reading only.
OUTSIDE = st.text(alphabet="xyz .", max_size=12)
# Without a sign in common with the other: as many spaces as a bracket has signs might be kept in its stead.
OTHER_OUTSIDE = st.text(alphabet="klm,", max_size=12)
BRACKETED = st.sampled_from(("[shall]", "[a [б] в]", "[5] [6]", "【одно】", "[]", "[нет / да]"))


def words(text: str, found: tuple[tuple[int, int] | None, ...]) -> list[str | None]:
    return [text[slice(*it)] if it else None for it in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no bracket", []),
        ("[a [b]] c", ["[a [b]]", "[b]"]),
        ("[a", ["["]),
        ("a]", ["]"]),
        ("[a】 b] [c", ["[a】", "[", "]"]),
        (r"\[a\] and [b](http://x.org)", ["[b]"]),
    ],
)
def test_brackets_are_pairs_and_lone_signs(text: str, found: list[str]):
    assert words(text, spans(text)) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("States [shall] meet.", "All States [shall] meet often.", ["[shall]"]),
        ("States [shall] meet.", "States [may] meet.", ["[may]"]),
        ("States [shall] meet.", "States shall meet.", [None]),
        ("States [shall][should] meet.", "States [should] meet.", [None, "[should]"]),
        ("States [[now] meet].", "States [meet].", ["[meet]", None]),
        ("States [[now] meet].", "States [now] meet.", [None, "[now]"]),
        ("[a] and [b]", "[a and b]", [None, None]),
        ("[To begin;", "[To begin with;", ["["]),
        ("[To begin;", "[To begin;]", ["[To begin;]"]),
        ("to end];", "[to end];", ["[to end]"]),
        ("to end];", "to end;", [None]),
        ("[a b]", "[a [b]", [None]),
    ],
)
def test_a_bracket_goes_along_as_long_as_it_is_the_same_bracket(old: str, new: str, found: list[str | None]):
    assert words(new, follow(old, new, spans(old))) == found


@given(TEXTS)
def test_nothing_moves_where_nothing_changes(text: str):
    assert follow(text, text, spans(text)) == spans(text)


@given(TEXTS, TEXTS)
def test_wherever_a_bracket_is_found_there_is_one(old: str, new: str):
    pairs = [it for it in spans(old) if it[1] - it[0] > 1]
    found = follow(old, new, spans(old))
    assert {it for it in found if it} <= set(spans(new))
    # Two lone signs may become one pair; two pairs stay two.
    kept = [it for it in follow(old, new, pairs) if it]
    assert len(kept) == len(set(kept))


@given(OUTSIDE, OUTSIDE, OTHER_OUTSIDE, OTHER_OUTSIDE, BRACKETED)
def test_what_changes_outside_a_bracket_moves_it_and_no_more(
    before: str, after: str, new_before: str, new_after: str, bracketed: str
):
    old, new = before + bracketed + after, new_before + bracketed + new_after
    shift = len(new_before) - len(before)
    assert follow(old, new, spans(old)) == tuple((start + shift, stop + shift) for start, stop in spans(old))
