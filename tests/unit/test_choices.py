"""A choice among brackets side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.attribution import words_from
from drafting.domain.brackets import read
from drafting.domain.choices import choose
from drafting.domain.errors import BadText
from drafting.domain.merge import compile_text


def group_of(text, number=1):
    return [bracket.start for bracket in read(text).brackets if bracket.group == number]


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("we [shall][should][other] act", 0, "we shall act"),
        ("we [shall][should][other] act", 2, "we other act"),
        ("we [shall][should][other] act", None, "we  act"),
        ("a [A]/[B] b", 1, "a B b"),
        ("a [A] or [B] b", 0, "a A b"),
        ("a [A] или [B] b", None, "a  b"),
        ("a [old][KAZ: new ]b", 1, "a new b"),
        ("a [US propose: include] [US oppose: also mean] b", 0, "a include b"),
        ("a [[x] y[^1]][z][^2] b", 0, "a [x] y[^1][^2] b"),
        ("a [[x] y[^1]][z][^2] b", 1, "a z[^2] b"),
        ("a [p]/[q] (KAZ, UZB) b", 0, "a p b"),
        ("a 【p】［q］ b", 1, "a q b"),
    ],
)
def test_the_words_of_one_stay_and_the_others_go(text, chosen, expected):
    members = group_of(text)
    assert choose(text, members, None if chosen is None else members[chosen]) == expected


def test_members_come_in_any_order_and_may_be_one():
    assert choose("[a][b]", [3, 0], 3) == "b"
    assert choose("x [KAZ: a] y", [2], 2) == "x a y"
    assert choose("x [a] y", [2], None) == "x  y"


def test_codes_after_each_bracket_go_with_it_when_they_are_known():
    names = {"Kazakhstan": "KAZ", "Uzbekistan": "UZB"}
    assert choose("we [shall] (KAZ) / [should] (UZB) act", [3, 19], 19, names) == "we should act"


@pytest.mark.parametrize(
    ("text", "members", "chosen", "code"),
    [
        ("[a][b]", [], None, "no-bracket"),
        ("[a][b]", [0, 4], 0, "no-bracket"),
        ("[a][b", [0, 3], 0, "unclosed"),
        ("[a][b]", [0], 3, "not-a-member"),
        ("[a] and [b]", [0, 8], 0, "not-a-group"),
        ("[a] ordinary [b]", [0, 13], 0, "not-a-group"),
        ("[a][b][c]", [0, 6], 0, "not-a-group"),
        ("[[a] b]", [0, 1], 0, "not-a-group"),
        ("[[a][b]^c]", [1, 4], None, "joins-note"),
    ],
)
def test_a_choice_that_would_lose_words_is_refused(text, members, chosen, code):
    with pytest.raises(BadText) as refused:
        choose(text, members, chosen)
    assert refused.value.code == code


pieces = st.sampled_from(["[", "]", "[", "]", "[a]", "[KAZ: й]", "/", " or ", " ", "难", "[^1]", "\\[", "［", "(", "^"])


@given(st.lists(pieces, max_size=20).map("".join), st.data())
def test_a_choice_touches_nothing_outside_its_group(text, data):
    found = read(text).brackets
    for number in {bracket.group for bracket in found} - {None}:
        members = [bracket for bracket in found if bracket.group == number]
        chosen = data.draw(st.none() | st.sampled_from(members))
        try:
            left = choose(text, [it.start for it in members], chosen and chosen.start)
        except BadText:
            assert members[-1].end is None or "^" in text
            continue
        kept = text[words_from(text, chosen.start, chosen.end) : chosen.end - 1] if chosen else ""
        assert left == text[: members[0].start] + kept + text[members[-1].end :]


@given(st.lists(st.sampled_from(["one", "two", "three", "шесть", "难"]), min_size=1, max_size=4), st.data())
def test_choosing_a_delegation_of_a_compiled_text_gives_its_words(words, data):
    """One word is replaced by each of two delegations: whoever is chosen, the result is exactly their text."""
    at = data.draw(st.integers(0, len(words) - 1))
    base = " ".join(words)
    theirs = {code: " ".join([*words[:at], new, *words[at + 1 :]]) for code, new in (("KAZ", "X1"), ("UZB", "Y2"))}
    compiled = compile_text(base, list(theirs.items()))
    members = group_of(compiled)
    wordings = {choose(compiled, members, member) for member in members}
    assert wordings == {base, *theirs.values()}
