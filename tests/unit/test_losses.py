from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.diff import changes
from drafting.domain.losses import Loss, asked_of, losses

BASE = "The participating States should protect refugees and should act without delay."
WORDS = ["shall", "should", "and", "рёвъ", "й", "refugees", "难", "لاجئ", "5", "[", "]", "[", "]", "*"]
SIGNS = [" ", " ", " ", ", ", "; ", "\u00a0", ".", "\u00ad", "[^1]", "[sic]", "\n"]
PHRASES = ["in accordance with national law", " participating States", ", where appropriate,"]
prose = st.lists(st.sampled_from(WORDS + SIGNS + PHRASES), max_size=20).map("".join)


def listed(old, new, asked=()):
    return [(it.kind, it.words, it.asked_by) for it in losses(old, new, asked)]


def signs(texts):
    """What can be missed: every sign but an ordinary space."""
    return Counter("".join(texts).replace(" ", ""))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (BASE, []),
        (BASE.replace(" without delay", ""), [("deletion", " without delay")]),
        (BASE.replace("protect", "assist"), [("deletion", "protect"), ("addition", "assist")]),
        (BASE.replace("act", "act now"), [("addition", " now")]),
        ("", [("deletion", BASE)]),
        (f"[{BASE}]", [("brackets added", BASE)]),
        (BASE.replace("protect refugees", "[protect] refugees"), [("brackets added", "protect")]),
        (BASE.replace("should protect", "[should][shall] protect"),
         [("brackets added", "should"), ("addition", "[shall]")]),
        (BASE.replace("refugees", "*refugees*"), [("addition", "*"), ("addition", "*")]),
        (BASE.replace("The p", "The\u00a0p"), [("deletion", " "), ("addition", "\u00a0")]),
        (BASE.replace("delay", "delay[^1]"), [("addition", "[^1]")]),
        (BASE.replace("refugees and", "refugees\nand"), [("deletion", " "), ("addition", "\n")]),
    ],
)  # fmt: skip
def test_a_new_wording_is_told_by_what_goes_and_what_comes(new, expected):
    assert [it[:2] for it in listed(BASE, new)] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("States [shall][should] meet.", "States shall meet.",
         [("brackets lifted", "shall"), ("deletion", "[should]")]),
        ("May [also] [ , and soon] act", "May also , and soon act",
         [("brackets lifted", "also"), ("brackets lifted", ", and soon")]),
        ("Meet [ ] soon", "Meet soon", [("deletion", " [ ]")]),
        ("Meet [in May", "Meet in May", [("deletion", "[")]),
        ("[Meet]", "[Meet][Talk]", [("addition", "[Talk]")]),
        ("【Meet】 soon", "Meet soon", [("brackets lifted", "Meet")]),
    ],
)  # fmt: skip
def test_brackets_that_go_while_their_words_stay_are_lifted(old, new, expected):
    assert [it[:2] for it in listed(old, new)] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # A clause with its commas, which the other place has too.
        ("We meet, in due course, and then we talk at length.", "We meet and then we talk at length, in due course,.",
         [("move", ", in due course,")]),
        ("Act now. Protect all refugees from harm.", "Protect all refugees from harm. Act now.",
         [("move", "Act now.")]),
        # The words moved; the comma that stood before them went and none came.
        ("We meet, in due course and then we talk.", "We meet and then we talk in due course.",
         [("deletion", ", "), ("move", "in due course")]),
        # One word is no move unless it is a long one.
        ("Act a b c d e f", "a b c d e f Act", [("deletion", "Act "), ("addition", " Act")]),
        ("Транспортировка a b c d e", "a b c d e Транспортировка", [("move", "Транспортировка")]),
        # Four words or more are found within a longer run, on either side; fewer are not.
        ("one two three four x y z u v w", "x y z u v w five one two three four six",
         [("move", "one two three four"), ("addition", " five "), ("addition", " six")]),
        ("five one two three four six x y z u v w r s", "x y z u v w r s one two three four",
         [("deletion", "five "), ("move", "one two three four"), ("deletion", " six ")]),
        ("one two x y z u v w", "x y z u v w five one two six",
         [("deletion", "one two "), ("addition", " five one two six")]),
        ("one two three four five x y z u v w r s t", "x y z u v w r s t and four five six seven eight",
         [("deletion", "one two three four five "), ("addition", " and four five six seven eight")]),
    ],
)  # fmt: skip
def test_words_that_stand_identically_elsewhere_moved(old, new, expected):
    assert [it[:2] for it in listed(old, new)] == expected


def test_a_deletion_is_asked_for_by_every_proposal_that_deletes_its_words():
    asked = [("1", BASE.replace(" without delay", "")), ("2", BASE.replace(" delay", "")), ("3", "")]
    assert listed(BASE, asked[0][1], asked) == [("deletion", " without delay", ("1", "3"))]
    assert listed(BASE, asked[0][1]) == [("deletion", " without delay", ())]


def test_two_proposals_that_meet_ask_for_their_own_words_each():
    asked = [("1", BASE.replace(" without delay", "")), ("2", BASE.replace(" and should act", ""))]
    assert listed(BASE, BASE.replace(" and should act without delay", ""), asked) == [
        ("deletion", " and should act ", ("2",)),
        ("deletion", "without delay", ("1",)),
    ]


def test_a_deletion_that_goes_further_than_a_proposal_shows_the_words_nobody_asked_for():
    asked = [("1", BASE.replace(" without delay", ""))]
    assert listed(BASE, BASE.replace(" and should act without delay", ""), asked) == [
        ("deletion", " and should act ", ()),
        ("deletion", "without delay", ("1",)),
    ]


def test_an_opening_sign_goes_with_the_word_after_it():
    old = "States shall meet now [soon] and talk."
    asked = [("1", old.replace(" now", "")), ("2", old.replace(" [soon]", ""))]
    assert listed(old, old.replace(" now [soon]", ""), asked) == [
        ("deletion", " now ", ("1",)),
        ("deletion", "[soon]", ("2",)),
    ]


def test_who_moves_words_does_not_ask_for_their_deletion():
    old, moved = "Act now. Protect all refugees from harm.", "Protect all refugees from harm. Act now."
    assert listed(old, "Protect all refugees from harm.", [("1", moved)]) == [("deletion", "Act now. ", ())]
    assert listed(old, moved, [("1", moved), ("2", "Protect all refugees from harm.")]) == [
        ("move", "Act now.", ("1",))
    ]


def test_an_addition_is_asked_for_at_its_own_place_only():
    here, there = BASE.replace("act", "now act"), BASE.replace("protect", "now protect")
    assert listed(BASE, here, [("1", here), ("2", there)]) == [("addition", " now", ("1",))]


def test_an_addition_made_up_of_two_proposals_names_both():
    one, two = BASE.replace("delay", "delay or cost"), BASE.replace("delay", "delay and in full")
    assert listed(BASE, BASE.replace("delay", "delay or cost and in full"), [("1", one), ("2", two)]) == [
        ("addition", " or cost ", ("1",)),
        ("addition", "and in full", ("2",)),
    ]


def test_an_addition_with_words_of_its_own_is_nobody_elses():
    one = BASE.replace("delay", "delay or cost")
    assert listed(BASE, BASE.replace("delay", "delay or any cost"), [("1", one)]) == [("addition", " or any cost", ())]


def test_the_same_brackets_are_asked_for_by_those_who_lift_or_put_them():
    held, free = "States [shall] meet [soon] and talk.", "States shall meet [soon] and talk."
    both = "States shall meet soon and talk."
    asked = [("1", free), ("2", both), ("3", "")]
    assert listed(held, both, asked) == [("brackets lifted", "shall", ("1", "2")), ("brackets lifted", "soon", ("2",))]
    put = [("1", held), ("2", "States shall meet [soon] and talk."), ("3", "States shall [meet] soon and talk.")]
    assert listed(both, free, put) == [("brackets added", "soon", ("1", "2"))]


def test_brackets_round_equal_words_elsewhere_are_other_brackets():
    text = "meet now and then meet"
    assert listed(text, "meet now and then [meet]", [("1", "[meet] now and then meet")]) == [
        ("brackets added", "meet", ()),
    ]


@given(prose, prose)
def test_every_changed_sign_is_in_the_list_once(old, new):
    found, lines = changes(old, new), losses(old, new)
    went = signs(it.text for it in found if it.op == "delete")
    came = signs(it.text for it in found if it.op == "insert")
    told = {kind: [it.words for it in lines if it.kind == kind] for kind in {it.kind for it in lines}}
    for changed, plain, pairs in ((went, "deletion", "brackets lifted"), (came, "addition", "brackets added")):
        rest = changed - signs([*told.get(plain, []), *told.get("move", [])])
        assert signs([*told.get(plain, []), *told.get("move", [])]) <= changed
        assert rest.total() == 2 * len(told.get(pairs, []))
        assert set(rest) <= set("[]")


@given(prose, prose)
def test_only_an_unchanged_text_has_an_empty_list(old, new):
    assert (losses(old, new) == ()) == (old == new)
    assert all(it.words for it in losses(old, new))


@given(st.text(), st.text(), st.text())
def test_any_text_is_listed_and_numbered(old, new, other):
    lines = losses(old, new, [("1", other)])
    assert [it.number for it in lines] == list(range(1, len(lines) + 1))


@given(prose, prose, prose)
def test_whatever_a_proposal_says_itself_it_asked_for(old, new, other):
    for it in losses(old, new, [("other", other), ("own", new)]):
        assert "own" in it.asked_by, it


NUMBERED = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
kept = st.lists(st.booleans(), min_size=12, max_size=12)


@given(kept, kept, kept)
def test_exactly_the_words_that_no_proposal_deletes_are_in_a_deletion_nobody_asked_for(here, there, third):
    choices = (here, there, third)
    new, one, two = ([word for word, stays in zip(NUMBERED, choice, strict=True) if stays] for choice in choices)
    lines = losses(" ".join(NUMBERED), " ".join(new), [("1", " ".join(one)), ("2", " ".join(two))])
    unasked = {word for it in lines if it.kind == "deletion" and not it.asked_by for word in it.words.split()}
    assert unasked == (set(NUMBERED) - set(new)) & set(one) & set(two)


@given(prose, prose, prose)
def test_whoever_deletes_the_paragraph_asks_for_every_deletion(old, new, other):
    lines = losses(old, new, [("1", other), ("all", "")])
    assert all("all" in it.asked_by for it in lines if it.kind == "deletion")


def test_the_number_of_a_line_follows_the_reading():
    new = BASE.replace("The ", "").replace("protect", "assist").replace("delay", "[delay]")
    assert losses(BASE, new) == (
        Loss("deletion", "The ", 1, ()),
        Loss("deletion", "protect", 2, ()),
        Loss("addition", "assist", 3, ()),
        Loss("brackets added", "delay", 4, ()),
    )


@pytest.mark.parametrize(
    ("current", "proposal", "asked"),
    [
        # Carried whole.
        ("To welcome the long report;", "To note the report;", "To note the long report;"),
        # Its own base.
        ("To welcome the report;", "To note the report;", "To note the report;"),
        # One of its two changes collides, the other still asks for its word.
        ("To applaud the report;", "To note the report at once;", "To applaud the report at once;"),
        # Nothing of it is left to ask.
        ("To applaud the report;", "To note the report;", "To applaud the report;"),
        # A deletion of everything.
        ("To welcome the report;", "", ""),
    ],
)
def test_a_colliding_proposal_still_asks_for_what_does_not_collide(current, proposal, asked):
    assert asked_of("To welcome the report;", current, proposal) == asked


@given(prose, prose)
def test_on_its_own_base_a_proposal_asks_for_itself(base, proposal):
    assert asked_of(base, base, proposal) == proposal


@pytest.mark.parametrize(
    ("new", "asked", "said"),
    [
        ("To meet; to part[^b].", (), [("last mark", "[^a]", 2, ())]),
        ("To meet[^a]; to part.", (), []),
        ("To meet; to part[^b][^a].", (), []),
        ("", (("1", ""), ("2", "To meet[^a]."), ("3", "To go.")), [("last mark", "[^a]", 2, ("1", "3"))]),
    ],
)
def test_a_note_that_nothing_else_marks_is_told_behind_the_rest_when_its_mark_goes(new, asked, said):
    old = "To meet[^a]; to part[^b]."
    found = losses(old, new, asked, {"a"})
    assert [(it.kind, it.words, it.number, it.asked_by) for it in found if it.kind == "last mark"] == said
    assert [it for it in found if it.kind != "last mark"] == list(losses(old, new, asked))
