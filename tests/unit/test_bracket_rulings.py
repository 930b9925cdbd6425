"""What is said about a bracket holds until something else is said or the bracket goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.anchors import spans
from drafting.domain.bracket_rulings import (
    RULINGS,
    WHOLE,
    Ruled,
    carried,
    confirmed,
    excused,
    refused,
    ruled,
    runs_on,
    settled,
)

FIRST, SECOND = (3, 8), (8, 16)


def said(*rulings: tuple[str, tuple[int, int]], party: int = 0) -> tuple[Ruled, ...]:
    standing: tuple[Ruled, ...] = ()
    for seq, (ruling, place) in enumerate(rulings, start=1):
        standing = ruled(standing, ruling, [place], parties=(party,) if party else (), seq=seq)
    return standing


@pytest.mark.parametrize(
    ("rulings", "left"),
    [
        (["alternatives", "independent"], ["independent"]),
        (["alternatives", "not yet said"], []),
        (["not a dispute", "dispute"], []),
        (["dispute"], []),
        (["alternatives", "not a dispute"], ["alternatives", "not a dispute"]),
        (["brackets run on", "brackets end here"], []),
        (["held", "not held"], ["not held"]),
        (["participation", "not participation"], ["not participation"]),
        (["not participation", "participation not said"], []),
    ],
)
def test_a_ruling_takes_the_place_of_the_one_it_answers(rulings: list[str], left: list[str]):
    assert sorted(it.ruling for it in said(*((it, FIRST) for it in rulings))) == left


def test_a_ruling_on_one_bracket_leaves_the_others():
    assert said(("alternatives", FIRST), ("independent", SECOND)) == (
        Ruled(3, 8, "alternatives", 0, 1),
        Ruled(8, 16, "independent", 0, 2),
    )


def test_a_ruling_on_a_group_stands_at_each_member():
    assert [it.anchor for it in ruled((), "alternatives", [FIRST, SECOND], seq=4)] == [FIRST, SECOND]


def test_each_state_holds_for_itself():
    both = ruled((), "held", [FIRST], parties=(5, 6), seq=1)
    assert [(it.ruling, it.party) for it in ruled(both, "not held", [FIRST], parties=(5,), seq=2)] == [
        ("held", 6),
        ("not held", 5),
    ]


def test_a_ruling_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        ruled((), "maybe", [FIRST], seq=1)


def test_rulings_go_along_with_their_brackets_and_lapse_with_them():
    before = said(("alternatives", FIRST), ("alternatives", SECOND), ("brackets run on", WHOLE))
    after = carried(before, "We [may][should] go.", "All of us [should] go.")
    assert [(it.anchor, it.ruling) for it in after] == [(WHOLE, "brackets run on"), ((10, 18), "alternatives")]


def test_what_is_excused_and_what_runs_on():
    it = said(("not a dispute", FIRST), ("brackets run on", WHOLE), ("alternatives", SECOND))
    assert (excused(it), settled(it), runs_on(it), runs_on(())) == ({FIRST}, (FIRST[0],), True, False)


def test_a_bracket_of_participation_is_no_dispute_and_one_of_words_is_refused():
    it = said(("participation", FIRST), ("not participation", SECOND), party=5)
    assert (excused(it), refused(it), confirmed(it)) == ({FIRST}, {SECOND}, ((FIRST, 5),))


@given(st.lists(st.sampled_from(RULINGS), max_size=8))
def test_at_one_bracket_stands_at_most_one_ruling_of_each_line(rulings: list[str]):
    standing = said(*((it, FIRST) for it in rulings))
    lines = [frozenset({it.ruling}) for it in standing]
    assert len(standing) <= 5
    for pair in ({"alternatives", "independent"}, {"held", "not held"}, {"participation", "not participation"}):
        assert sum(bool(it & pair) for it in lines) <= 1


@given(st.text(alphabet="[]ab ", max_size=20), st.text(alphabet="[]ab ", max_size=20))
def test_what_is_carried_stands_at_brackets_of_the_new_text(old: str, new: str):
    before = ruled((), "independent", spans(old), seq=1)
    assert {it.anchor for it in carried(before, old, new)} <= set(spans(new))
