import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.diff import changes
from drafting.domain.instructions import Instruction, instructions

BASE = "The participating States should protect refugees and should act."
SIGNS = ["shall", "should", "и", "й", "难", "لاجئ", "5", " ", " ", " ", ", ", "-", ".", "\u00a0"]
prose = st.lists(st.sampled_from(SIGNS), max_size=25).map("".join)


@pytest.mark.parametrize(
    ("proposed", "expected"),
    [
        (BASE.replace("protect", "assist"), [("replace", "protect", "assist", "")]),
        (
            BASE.replace("refugees", "refugees and stateless persons"),
            [("insert", "", "and stateless persons", "refugees")],
        ),
        (BASE.replace("participating ", ""), [("delete", "participating", "", "")]),
        (BASE.replace("should act", "shall act"), [("replace", "should", "shall", "and")]),
        (BASE.replace("should protect", "shall protect"), [("replace", "should", "shall", "States")]),
        ("Therefore, " + BASE, [("insert", "", "Therefore,", "")]),
        (BASE.replace("act", "act now"), [("insert", "", "now", "act")]),
        (BASE.replace("refugees", "refugees,"), [("insert", "", ",", "refugees")]),
        (BASE.replace("The p", "The\u00a0p"), [("replace", " ", "\u00a0", "The")]),
        (
            BASE.replace("protect", "assist").replace("act.", "act now."),
            [("replace", "protect", "assist", ""), ("insert", "", "now", "act")],
        ),
        ("We decide otherwise.", [("replace all", BASE, "We decide otherwise.", "")]),
        ("", [("delete", BASE, "", "")]),
        (BASE, []),
    ],
)
def test_a_note_says_what_to_do(proposed, expected):
    assert instructions(BASE, proposed) == tuple(Instruction(*fields) for fields in expected)


@pytest.mark.parametrize(
    ("base", "proposed", "expected"),
    [
        ("", "New text.", ("insert", "", "New text.", "")),
        ("a b a c d e", "a b a x c d e", ("insert", "", "x", "b a")),
        ("a a a a a a a a a a", "a a a a a a a a a a a", ("insert", "", "a", "a")),
        ("Он, и она, и они", "Он, и она, и мы, и они", ("insert", "", ", и мы", "она")),
        ("5 a. 5 b", "5 a. 5. b", ("insert", "", ".", "a. 5")),
        ("i i i i i i i b", "i i i i i i i c b", ("insert", "", "c", "i i i i i")),
    ],
)
def test_the_words_before_an_insertion_are_as_many_as_it_takes_to_find_it(base, proposed, expected):
    assert instructions(base, proposed)[0] == Instruction(*expected)


@pytest.mark.parametrize(
    ("base", "proposed", "expected"),
    [
        (
            "States [shall][should] meet.",
            "States shall meet.",
            [("lift", "shall", "", ""), ("delete", "[should]", "", "")],
        ),
        ("States shall meet [soon].", "States shall meet soon.", [("lift", "soon", "", "")]),
        ("States shall meet soon.", "States shall meet [soon].", [("bracket", "", "soon", "")]),
        ("All [of [the] States] meet here.", "All of [the] States meet here.", [("lift", "of [the] States", "", "")]),
        (
            "To meet [in spring][each year at the seat], as agreed.",
            "To meet in spring and in autumn, as agreed.",
            [("lift", "in spring", "", ""), ("replace", "[each year at the seat]", "and in autumn", "")],
        ),
        (
            "Better data [on displacement][movements linked to a changing climate];",
            "Better data on displacement and the adverse effects of climate change;",
            [
                ("lift", "on displacement", "", ""),
                (
                    "replace",
                    "[movements linked to a changing climate]",
                    "and the adverse effects of climate change",
                    "",
                ),
            ],
        ),
        ("We *warmly* thank", "We *gladly thank*", [("replace", "*warmly* thank", "*gladly thank*", "")]),
        ("States meet[^1] [soon].", "States meet [soon].", [("delete", "[^1]", "", "")]),
        ("States meet [soon].", "States meet.", [("delete", "[soon]", "", "")]),
    ],
)
def test_brackets_that_come_or_go_are_named_by_the_words_inside(base, proposed, expected):
    assert instructions(base, proposed) == tuple(Instruction(*fields) for fields in expected)


@given(prose, prose)
def test_every_change_has_an_instruction_and_only_these(base, proposed):
    found = instructions(base, proposed)
    assert bool(found) == (base != proposed)
    if [one.action for one in found] != ["replace all"]:
        assert len(found) == max((change.number for change in changes(base, proposed)), default=0)
        assert all(one.old in base and one.new in proposed and one.after in base for one in found)
        assert all(bool(one.old) == (one.action != "insert") for one in found)
        assert all(bool(one.new) == (one.action != "delete") for one in found)
