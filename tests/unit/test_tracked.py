"""Many proposals as one sequence of changes: what each hand, all hands and no hand make of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.domain import inline
from drafting.domain.merge import combined, merge
from drafting.domain.tracked import Part, accepted, alone, laid, rejected
from tests.texts import negotiated

MARKUP = ("*", "\\", "[^")
SHARED = ("[a]* b*", [("S0", "*[a] b*"), ("S1", "[a][^n] *b*")])


def same(text):
    """A text as it is read: two ways of writing the same words are one."""
    return inline.write(inline.pieces(text))


@given(negotiated())
@example(SHARED)
def test_rejecting_every_change_gives_the_base(negotiation):
    base, proposals = negotiation
    assert rejected(laid(base, [text for _, text in proposals])) == same(base)


@given(negotiated())
@example(SHARED)
def test_one_hands_changes_alone_are_exactly_its_proposal(negotiation):
    base, proposals = negotiation
    parts = laid(base, [text for _, text in proposals])
    for by, (_, text) in enumerate(proposals):
        assert alone(parts, by) == same(text)


@given(negotiated())
@example(SHARED)
def test_every_part_is_whole_by_itself_and_every_change_has_its_hands(negotiation):
    base, proposals = negotiation
    for part in laid(base, [text for _, text in proposals]):
        assert part.text == same(part.text) != ""
        assert (part.op == "equal") == (not part.by)
        assert part.by == tuple(sorted(set(part.by)))


@given(negotiated())
def test_what_is_compatible_is_taken_together_as_the_merge_desk_takes_it(negotiation):
    base, proposals = negotiation
    merged = combined(merge(base, [(f"{by:06}", text) for by, (_, text) in enumerate(proposals)]))
    plain = not any(sign in text for text in (base, *(it for _, it in proposals)) for sign in MARKUP)
    if merged is not None and plain:
        assert accepted(laid(base, [text for _, text in proposals])) == same(merged)


@pytest.mark.parametrize(
    ("base", "proposals", "expected"),
    [
        ("States should meet.", [], (Part("States should meet."),)),
        ("States should meet.", ["States should meet."], (Part("States should meet."),)),
        (
            "States should meet.",
            ["States shall meet.", "States must meet."],
            (
                Part("States "),
                Part("should", "delete", (0, 1)),
                Part("shall", "insert", (0,)),
                Part("must", "insert", (1,)),
                Part(" meet."),
            ),
        ),
        (
            "States should meet.",
            ["States shall meet.", "States should meet often.", "States shall meet."],
            (
                Part("States "),
                Part("should", "delete", (0, 2)),
                Part("shall", "insert", (0, 2)),
                Part(" meet"),
                Part(" often", "insert", (1,)),
                Part("."),
            ),
        ),
        (
            "States meet.",
            ["", "States meet often."],
            (Part("States meet.", "delete", (0, 1)), Part("States meet often.", "insert", (1,))),
        ),
        ("", ["New words."], (Part("New words.", "insert", (0,)),)),
    ],
)
def test_changes_stand_with_those_who_want_them(base, proposals, expected):
    assert laid(base, proposals) == expected


def test_words_set_in_another_style_go_in_the_old_one_and_come_in_the_new_one():
    assert laid("to act soon", ["to *act* soon"]) == (
        Part("to "),
        Part("act", "delete", (0,)),
        Part("*act*", "insert", (0,)),
        Part(" soon"),
    )
    # Who changes a word inside does not undo it, and his own word is in the style of his own text.
    assert laid("to act so soon", ["*to act so soon*", "to act very soon"]) == (
        Part("to act ", "delete", (0,)),
        Part("*to act *", "insert", (0,)),
        Part("so", "delete", (0, 1)),
        Part("very", "insert", (1,)),
        Part("*so*", "insert", (0,)),
        Part(" soon", "delete", (0,)),
        Part("* soon*", "insert", (0,)),
    )


def test_a_mark_of_a_note_goes_and_comes_as_one_sign():
    assert laid("act[^a][^a] soon", ["act[^a] soon[^b]"]) == (
        Part("act"),
        Part("[^a]", "delete", (0,)),
        Part("[^a] soon"),
        Part("[^b]", "insert", (0,)),
    )
    assert [it.text for it in laid("act[^a][^a]", ["act[^a][^a] *now*"])] == ["act[^a][^a]", " *now*"]


def test_a_change_that_nobody_can_see_is_none():
    assert laid("a * b", ["a \\* b"]) == (Part("a \\* b"),)


def test_words_that_one_hand_takes_away_and_puts_elsewhere_have_moved():
    base, moved = "In due time, States meet every year.", "States meet every year, In due time."
    assert [(it.text, it.op, it.move) for it in laid(base, [moved])] == [
        ("In due time", "delete", 1),
        (", ", "delete", 0),
        ("States meet every year", "equal", 0),
        (", ", "insert", 0),
        ("In due time", "insert", 1),
        (".", "equal", 0),
    ]
    parts = laid(base, [moved, "States meet every year."])
    assert [it.move for it in parts] == [0] * len(parts), "two hands took the words away, one put them elsewhere"


@given(st.sampled_from(["a b", "some long words"]), st.text(" ab.", max_size=8))
def test_moved_words_are_the_same_at_both_ends(words, rest):
    parts = laid(f"{words} {rest}| end", [f"{rest}| end {words}"])
    for number in {it.move for it in parts} - {0}:
        one, other = (it for it in parts if it.move == number)
        assert (one.text, {one.op, other.op}, one.by) == (other.text, {"insert", "delete"}, other.by)
