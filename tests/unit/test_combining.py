"""Many proposals on one base: what combines, what is an order question, what collides, and what each choice gives."""

import itertools

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from drafting.domain.brackets import read
from drafting.domain.merge import (
    Stretch,
    Wording,
    chosen,
    combined,
    compiled,
    defaults,
    merge,
    resolved,
)

PARTS = ["shall", "should", "и", "й", "难", "民", "لاجئ", "10\u00a0000", "refugees", " ", " ", ", ", "-", ".", "\u00ad"]
BRACKETED = [*PARTS, "[", "]", "[a]", " [b [c]] ", "*d*", "*", "【e】"]


@st.composite
def proposed(draw, parts=PARTS, most=4):
    units = draw(st.lists(st.sampled_from(parts), max_size=20))
    texts = []
    for _ in range(draw(st.integers(0, most))):
        changed = list(units)
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(changed)))
            changed[at : at + draw(st.integers(0, 2))] = draw(st.lists(st.sampled_from(parts), max_size=3))
        texts.append("".join(changed))
    return "".join(units), [(f"S{by}", text) for by, text in enumerate(texts)]


def stretches(base, *texts):
    return merge(base, [(by, text) for by, text in zip("ABCD", texts, strict=False)]).stretches


@pytest.mark.parametrize(
    ("base", "texts", "expected"),
    [
        ("States should act.", ["States shall act.", "States should act now."], "States shall act now."),
        ("the big cat", ["the small cat", "the big dog", "a big cat"], "a small dog"),
        ("the big cat", ["the small cat", "the small cat"], "the small cat"),
        ("a b c d", ["a c d", "a b d"], "a d"),
        ("10 days", ["30 days", "10 working days"], "30 working days"),
        ("We [shall] act", ["We shall act", "We [shall] act now"], "We shall act now"),
        ("We [shall] act", ["We shall act", "We [must] act"], "We must act"),
        ("Отметив *рост*", ["Отметив рост", "Особо отметив *рост*"], "Особо отметив рост"),
        ("a", [], "a"),
        ("", ["new"], "new"),
    ],
)
def test_changes_of_different_words_combine(base, texts, expected):
    assert combined(merge(base, list(zip("ABCD", texts, strict=False)))) == expected


@pytest.mark.parametrize(
    ("base", "texts", "expected"),
    [
        (
            "States should act",
            ["States shall act", "States must act", "States shall act"],
            [Stretch(7, 13, "should", (Wording("shall", ("A", "C")), Wording("must", ("B",))), 1)],
        ),
        (
            "one two three",
            ["one four", "one two x three"],
            [Stretch(4, 13, "two three", (Wording("four", ("A",)), Wording("two x three", ("B",))), 1)],
        ),
        # One moves the closing bracket, the other lifts the pair: neither sign is for one of them alone.
        (
            "We [a b] c",
            ["We [a] b c", "We a b c"],
            [Stretch(3, 8, "[a b]", (Wording("[a] b", ("A",)), Wording("a b", ("B",))), 1)],
        ),
    ],
)
def test_different_wordings_for_the_same_words_collide(base, texts, expected):
    merged = merge(base, list(zip("ABCD", texts, strict=False)))
    assert list(merged.stretches) == expected
    assert [it.kind for it in merged.stretches] == ["collision"]
    assert combined(merged) is None


def test_neighbouring_words_that_the_same_hands_replace_are_one_change():
    merged = merge("We should act now", [("A", "We must do now"), ("B", "We must do now")])
    assert merged.stretches == (Stretch(3, 13, "should act", (Wording("must do", ("A", "B")),), 1),)
    other = merge("We should act now", [("A", "We must do now"), ("B", "We must act now")])
    assert [it.base for it in other.stretches] == ["should", "act"]


def test_insertions_at_one_point_are_an_order_question():
    merged = merge("a b", [("UZB", "a y b"), ("KAZ", "a x b")])
    assert merged.stretches == (Stretch(1, 1, "", (Wording(" x", ("KAZ",)), Wording(" y", ("UZB",))), 1),)
    assert merged.stretches[0].kind == "order"
    assert combined(merged) == compiled(merged) == "a x y b"
    assert resolved(merged, {1: (1, 0)}) == "a y x b"
    assert resolved(merged, {1: None}) == "a [KAZ: x ][UZB: y ]b"


def test_the_two_signs_of_a_lifted_bracket_are_one_change():
    merged = merge("We [all] shall [do] it", [("A", "We all shall [do] it"), ("B", "We [all] shall do it")])
    assert [it.change for it in merged.stretches] == [1, 1, 2, 2]
    assert resolved(merged, {1: (0,)}) == "We all shall [do] it"
    assert resolved(merged, {1: None, 2: (0,)}) == "We [[all]][A: all] shall do it"


def test_what_is_compatible_is_merged_and_what_collides_stands_in_brackets():
    merged = merge(
        "States should act.", [("KAZ", "States shall act now."), ("UZB", "All States must act."), ("TJK", "No.")]
    )
    assert compiled(
        merge("States should act.", [("KAZ", "States shall act now."), ("UZB", "All States must act.")])
    ) == ("All States [should][KAZ: shall][UZB: must] act now.")
    assert chosen(merged, "TJK") == "No."


def test_a_sponsor_with_two_proposals_has_both_unless_they_collide():
    both = merge("one two three", [("A", "1 two three"), ("A", "one two 3"), ("B", "one 2 three")])
    assert chosen(both, "A") == "1 two 3"
    assert chosen(merge("one", [("A", "1"), ("A", "I")]), "A") is None
    assert chosen(merge("a b", [("A", "a x b"), ("A", "a y b")]), "A") == "a x y b"


def test_codes_are_printed_in_brackets_in_place_of_names():
    merged = merge("should", [("7", "shall"), ("9", "must")])
    codes = {"7": ("KAZ", "UZB"), "9": ("TJK",)}
    assert resolved(merged, defaults(merged), codes) == "[should][KAZ/UZB: shall][TJK: must]"


@given(proposed())
def test_combining_one_proposal_gives_it(case):
    base, proposals = case
    for by, text in proposals:
        alone = merge(base, [(by, text)])
        assert combined(alone) == compiled(alone) == text


@given(proposed(BRACKETED), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(case, chance):
    base, proposals = case
    one, other = merge(base, proposals), merge(base, chance.sample(proposals, len(proposals)))
    assert one == other
    assert (combined(one), compiled(one)) == (combined(other), compiled(other))


@given(proposed(BRACKETED))
def test_the_stretches_stand_in_order_and_show_the_words_of_the_base(case):
    base, proposals = case
    merged = merge(base, proposals)
    assert all(base[it.start : it.end] == it.base for it in merged.stretches)
    assert all(one.end <= other.start for one, other in itertools.pairwise(merged.stretches))
    numbers = [it.change for it in merged.stretches]
    assert sorted(set(numbers)) == list(range(1, len(set(numbers)) + 1))


@given(proposed(BRACKETED))
def test_nothing_collides_exactly_when_all_combine(case):
    base, proposals = case
    merged = merge(base, proposals)
    assert (combined(merged) is None) == any(it.kind == "collision" for it in merged.stretches)


@given(proposed(BRACKETED))
def test_choosing_any_sponsor_gives_its_text_and_choosing_nobody_the_base(case):
    base, proposals = case
    merged = merge(base, proposals)
    assert resolved(merged, {}) == base
    for by, text in proposals:
        assert chosen(merged, by) == text


@example(("[a]", [("S0", " [b [c]] ")]))
@given(proposed(BRACKETED))
def test_balanced_proposals_give_balanced_texts_whatever_is_picked(case):
    base, proposals = case
    assume(not any(unbalanced(text) for text in (base, *(text for _, text in proposals))))
    merged = merge(base, proposals)
    assert not unbalanced(compiled(merged))
    numbers = sorted({it.change for it in merged.stretches})
    for number in numbers:
        others = {it: () for it in numbers if it != number}
        assert not unbalanced(resolved(merged, {**others, number: (0,)}))
        assert not unbalanced(resolved(merged, {**others, number: None}))
        assert not unbalanced(resolved(merged, {**defaults(merged), number: ()}))


def unbalanced(text):
    return any(fault.code != "ambiguous-number" for fault in read(text).diagnostics)
