import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafting.domain.brackets import lift, read, strike
from drafting.domain.merge import Carried, Collision, carry, chosen, combined, compile_text, compiled, merge

WORDS = ["shall", "should", "и", "й", "难", "民", "لاجئ", "5", "10\u00a0000", "refugees", "Part"]
SIGNS = [" ", " ", " ", ", ", "-", ".", "\u00a0", "\u00ad"]
PLAIN = WORDS + SIGNS
BRACKETED = [*PLAIN, "[", "]", "[a]", "[b[c]] ", "*d*", "*"]
prose = st.lists(st.sampled_from(PLAIN), max_size=20).map("".join)
CODES = ["AUS", "KAZ", "TJK", "UZB"]


@st.composite
def negotiations(draw, parts=PLAIN):
    """A base and proposals that each change a few of its words."""
    units = draw(st.lists(st.sampled_from(parts), max_size=20))
    proposals = []
    for code in draw(st.lists(st.sampled_from(CODES), max_size=4)):
        changed = list(units)
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(changed)))
            changed[at : at + draw(st.integers(0, 2))] = draw(st.lists(st.sampled_from(parts), max_size=3))
        proposals.append((code, "".join(changed)))
    return "".join(units), proposals


def is_coded(text, bracket):
    return bool(re.match(r"\[[A-Z/]+: ", text[bracket.start :]))


def taken_apart(text):
    """Strike every outermost bracket with a code and lift the others, from the end."""
    outermost = [bracket for bracket in read(text).brackets if bracket.depth == 1 and bracket.kind != "note"]
    for bracket in reversed(outermost):
        text = (strike if is_coded(text, bracket) else lift)(text, bracket.start)
    return text


@given(prose, prose)
def test_on_its_own_base_a_proposal_is_itself(base, proposal):
    carried = carry(base, base, proposal)
    assert carried.text == proposal
    assert carried.outcome == ("already there" if proposal == base else "applies")


@given(prose, prose)
def test_a_proposal_without_a_change_leaves_the_current_text(base, current):
    assert carry(base, current, base) == Carried("already there", current, ())


@given(prose, prose)
def test_what_the_current_text_already_says_is_there(base, proposal):
    assert carry(base, proposal, proposal) == Carried("already there", proposal, ())


def test_a_proposal_is_already_there_beside_other_changes():
    assert carry("a b c", "x b y", "x b c") == Carried("already there", "x b y", ())


def test_a_word_kept_between_a_deletion_and_an_insertion_is_nobodys_change():
    carried = carry("by the States act", "by States of origin act", "by all the States act")
    assert carried == Carried("applies", "by all States of origin act", ())
    assert carry("by the States act", "by States of origin act", "by States act").outcome == "already there"


@given(negotiations())
def test_carrying_twice_changes_nothing_more(negotiation):
    base, proposals = negotiation
    current, *others = [text for _, text in proposals] or [base]
    for proposal in others:
        first, swapped = carry(base, current, proposal), carry(base, proposal, current)
        assert (first.outcome == "collides") == (swapped.outcome == "collides")
        assert (first.text is None) == (first.outcome == "collides") == bool(first.collisions)


@given(prose, prose, prose)
def test_changes_in_different_sentences_never_collide(one, two, three):
    base, current, proposal = (
        f"First {a} kept by all of us. {b} Second kept, too. {c} End"
        for a, b, c in ((one, "", "old"), (two, "", "old"), (one, "", three))
    )
    carried = carry(base, current, proposal)
    assert carried.outcome == "already there" or carried.text == current.replace(" old End", f" {three} End")


@pytest.mark.parametrize(
    ("base", "current", "proposal", "expected"),
    [
        ("States should act.", "States should act now.", "States shall act.", "States shall act now."),
        ("the big cat", "the small cat", "the big dog", "the small dog"),
        ("a b c d", "a c d", "a b d", "a d"),
        ("a b", "a x b", "a y b", "a x y b"),
        ("a b", "a x b c", "a x b d", "a x b c d"),
        ("a b c", "a c", "a b x c", "a x c"),
        ("должны", "должны и", "не должны", "не должны и"),
    ],
)
def test_changes_of_different_words_are_combined(base, current, proposal, expected):
    assert carry(base, current, proposal) == Carried("applies", expected, ())


@pytest.mark.parametrize(
    ("base", "current", "proposal", "collisions"),
    [
        ("States should act.", "States shall act.", "States must act.", [Collision("should", "shall", "must")]),
        ("a b c", "a c", "a x c", [Collision(" b", "", " x")]),
        ("one two three", "one four", "one two x three", [Collision("two three", "four", "two x three")]),
    ],
)
def test_changes_of_the_same_words_collide_with_the_exact_words(base, current, proposal, collisions):
    assert carry(base, current, proposal) == Carried("collides", None, tuple(collisions))


@pytest.mark.parametrize(
    ("base", "proposals", "expected"),
    [
        ("States should act", [("KAZ", "States shall act")], "States [should][KAZ: shall] act"),
        (
            "States should act",
            [("UZB", "States must act"), ("KAZ", "States shall act"), ("TJK", "States must act")],
            "States [should][KAZ: shall][TJK/UZB: must] act",
        ),
        ("refugees in need", [("KAZ", "refugees and others in need")], "refugees [KAZ: and others ]in need"),
        ("refugees.", [("KAZ", "refugees and others.")], "refugees[KAZ:  and others]."),
        ("A, B", [("KAZ", "A, X, B")], "A[KAZ: , X], B"),
        ("the big cat", [("KAZ", "the cat")], "the [big] cat"),
        ("the big cat", [("KAZ", "the cat"), ("UZB", "the old cat")], "the [big][KAZ: ][UZB: old] cat"),
        ("a b", [("KAZ", "a x b"), ("UZB", "a y b")], "a [KAZ: x ][UZB: y ]b"),
        ("a b", [("KAZ", "a b"), ("UZB", "a b")], "a b"),
        ("foo bar", [("KAZ", "baz qux")], "[foo bar][KAZ: baz qux]"),
        ("We [shall] act", [("KAZ", "We shall act")], "We [[shall]][KAZ: shall] act"),
        ("We shall act", [("KAZ", "We [shall] act")], "We [shall][KAZ: [shall]] act"),
        ("We shall not act", [("KAZ", "We [shall no] act")], "We [shall not][KAZ: [shall no]] act"),
        ("We shall act", [("KAZ", "We *shall* act")], "We [shall][KAZ: *shall*] act"),
        ("We [[a] b] c", [("KAZ", "We [[a] d] c")], "We [[a] [b][KAZ: d]] c"),
        ("Noting a b", [("KAZ", "Noting *a c*")], "Noting [a b][KAZ: *a c*]"),
        ("5 June", [("KAZ", "5\u00a0June")], "[5 June][KAZ: 5\u00a0June]"),
        ("co\u00adoperate", [("KAZ", "cooperate")], "[co\u00adoperate][KAZ: cooperate]"),
        ("z We [a b] c", [("KAZ", "We [a] b c")], "[z] We [[a b]][KAZ: [a] b] c"),
        ("z We a] b", [("KAZ", "We [a] b")], "[z] We [a]][KAZ: [a]] b"),
        ("z We [a b", [("KAZ", "We [a] b")], "[z] We [[a][KAZ: [a]] b"),
        ("", [("KAZ", "new")], "[KAZ: new]"),
        ("old", [("KAZ", "")], "[old]"),
        ("", [("KAZ", " ")], "[KAZ:  ]"),
        ("a", [], "a"),
        (" a b ", [("KAZ", " c ")], " [a b][KAZ: c] "),
    ],
)
def test_proposals_stand_in_brackets_with_their_sponsors(base, proposals, expected):
    assert compile_text(base, proposals) == expected


def test_who_wants_words_deleted_stands_beside_who_wants_them_changed():
    merged = merge("the big cat", [("KAZ", "the cat"), ("TJK", "the cat"), ("UZB", "the old cat")])
    assert compiled(merged) == "the [big][KAZ/TJK: ][UZB: old] cat"


def test_thousands_of_nested_brackets_are_merged():
    deep = "[" * 4_000 + "a" + "]" * 4_000
    merged = merge(deep, [("KAZ", f"x {deep}"), ("UZB", deep.replace("a", "b"))])
    assert combined(merged) == f"x {deep.replace('a', 'b')}"


def test_of_thousands_of_unseen_signs_a_changed_one_stands_in_a_bracket_with_something_to_see():
    before, after = (f"a{many}{sign}{many}b" for many in ["\u00ad" * 2_500] for sign in ("\u200b", "\u2060"))
    assert compile_text(before, [("KAZ", after)]) == f"[{before}][KAZ: {after}]"


@example((" ", [("AUS", ""), ("AUS", " shall ")]))
@given(negotiations())
def test_striking_what_has_a_code_and_lifting_the_rest_gives_the_base(negotiation):
    base, proposals = negotiation
    assert taken_apart(compile_text(base, proposals)) == base


@given(negotiations(BRACKETED), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(negotiation, chance):
    base, proposals = negotiation
    shuffled = chance.sample(proposals, len(proposals))
    assert compile_text(base, shuffled) == compile_text(base, proposals)


@given(negotiations(BRACKETED))
def test_choosing_one_text_everywhere_gives_exactly_it(negotiation):
    base, proposals = negotiation
    merged = merge(base, [(f"{code}{by}", text) for by, (code, text) in enumerate(proposals)])
    for by, (code, text) in enumerate(proposals):
        assert chosen(merged, f"{code}{by}") == text
    assert chosen(merged, "nobody") == base


@given(negotiations(BRACKETED))
def test_balanced_texts_compile_into_balanced_brackets(negotiation):
    base, proposals = negotiation
    if not any(read(text).diagnostics for text in (base, *(text for _, text in proposals))):
        codes = {fault.code for fault in read(compile_text(base, proposals)).diagnostics}
        assert codes <= {"ambiguous-number"}
