"""What the Chair picks at the merge desk, and what a new wording has of each proposal."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.merge import bracketed, chosen, compile_text, defaults, merge, resolved
from drafting.domain.picks import Share, all_alike, as_proposed, changes, picked, shares, standings
from tests.unit.test_combining import BRACKETED, proposed

BASE = "States should act."
ACT = merge(BASE, [("1", "States shall act now."), ("2", "States must act."), ("3", "States should act now.")])
CODES = {"1": ("KAZ",), "2": ("UZB",), "3": ("TJK", "KGZ")}
SHOULD, NOW = changes(ACT)


def found(picks, text=None, merged=ACT, codes=CODES):
    text = resolved(merged, picks, codes) if text is None else text
    return shares(merged, standings(merged, picks, text, codes))


def test_changes_are_named_by_their_words_and_tell_what_may_be_picked():
    assert (SHOULD.number, SHOULD.kind, SHOULD.base, SHOULD.words(0)) == (1, "collision", "should", "shall")
    assert list(SHOULD.options().values()) == [(), (0,), (1,), None]
    assert (NOW.kind, list(NOW.options().values())) == ("change", [(), (0,), None])


def test_few_insertions_are_offered_in_every_order_and_many_as_they_come():
    three = changes(merge("a b", [(by, f"a {by} b") for by in "xyz"]))[0]
    orders = [pick for pick in three.options().values() if pick is not None and len(pick) == 3]
    assert sorted(orders) == sorted(itertools.permutations(range(3)))
    four = changes(merge("a b", [(by, f"a {by} b") for by in "wxyz"]))[0]
    assert [pick for pick in four.options().values() if pick and len(pick) > 1] == [(0, 1, 2, 3)]
    assert four.pick(four.option((3, 0, 2))) == (3, 0, 2)


def test_a_lifted_bracket_is_one_change_of_two_stretches():
    lifted = changes(merge("We [all] act", [("1", "We all act")]))[0]
    assert (lifted.base, lifted.words(0), len(lifted.stretches)) == ("[ … ]", " … ", 2)


def test_two_changes_of_the_same_words_in_the_same_place_have_keys_of_their_own():
    base = "a " * 30
    merged = merge(base, [("1", "b " + "a " * 20 + "b " + "a " * 6 + "b " + "a ")])
    keys = [it.key for it in changes(merged)]
    assert len(set(keys)) == len(keys) == 3
    assert any(key.endswith("-2") for key in keys)


def test_a_pick_that_fits_nothing_goes_by_default_and_is_counted():
    options = {SHOULD.key: "base", NOW.key: "gone", "unknown": "base"}
    assert picked(ACT, options) == ({1: (), 2: (0,)}, 2)
    assert picked(ACT, {SHOULD.key: SHOULD.option((0, 1))}) == (defaults(ACT), 1)
    assert picked(ACT, {SHOULD.key: "brackets"}) == (defaults(ACT), 0)


def test_the_same_insertion_is_not_picked_twice():
    order = changes(merge("a b", [("1", "a x b"), ("2", "a y b")]))[0]
    with pytest.raises(KeyError):
        order.pick(order.option((0, 0)))


def test_a_pick_fits_a_newer_text_that_changed_elsewhere():
    newer = merge(
        "All the States of the region today should act.", [("2", "All the States of the region today must act.")]
    )
    older = merge(
        "Some of the States of the region today should act.",
        [("2", "Some of the States of the region today must act.")],
    )
    assert changes(newer)[0].key == changes(older)[0].key
    assert picked(newer, {changes(older)[0].key: changes(older)[0].option((0,))}) == ({1: (0,)}, 0)


def test_a_sponsor_of_colliding_proposals_has_them_side_by_side():
    assert as_proposed(ACT, ["1", "2"]) == {1: None, 2: (0,)}


@pytest.mark.parametrize(
    ("picks", "expected"),
    [
        (
            {1: (0,), 2: (0,)},
            {"1": ("all", Share(taken=(1, 2))), "2": ("none", Share(left=(1,))), "3": ("all", Share(taken=(2,)))},
        ),
        (
            {1: None, 2: (0,)},
            {"1": ("part", Share((2,), (), (1,))), "2": ("none", Share(bracketed=(1,))), "3": ("all", Share((2,)))},
        ),
        (
            {1: (1,), 2: ()},
            {"1": ("none", Share(left=(1, 2))), "2": ("all", Share((1,))), "3": ("none", Share(left=(2,)))},
        ),
    ],
)
def test_each_proposal_is_told_what_of_it_is_taken(picks, expected):
    assert {by: (it.extent, it) for by, it in found(picks).items()} == expected


def test_words_changed_by_hand_elsewhere_leave_every_pick_as_it_was():
    assert found({1: (0,), 2: (0,)}, "All States shall act now.")["1"] == Share(taken=(1, 2))
    assert found({1: None, 2: ()}, "All States [should][KAZ: shall][UZB: must] act.")["2"] == Share(bracketed=(1,))


def test_a_pick_written_over_by_hand_is_told_so_and_one_undone_is_not_taken():
    assert found({1: (0,), 2: (0,)}, "States will act now.")["1"] == Share(taken=(2,), reworded=(1,))
    assert found({1: (0,), 2: (0,)}, "States shall act.")["1"] == Share(taken=(1,), left=(2,))
    assert found({1: None, 2: ()}, "States will act.")["2"] == Share(left=(1,))


def test_what_was_typed_in_by_hand_is_taken_too():
    assert found({1: (), 2: ()}, "States must act.")["2"] == Share(taken=(1,))
    assert found({1: None, 2: ()}, "States must act.")["2"] == Share(taken=(1,))
    order = merge("a b", [("1", "a x b"), ("2", "a y b")])
    assert found({1: (0,)}, "a x y b", order, {"1": ("A",), "2": ("B",)})["2"] == Share(taken=(1,))


def test_a_change_over_which_a_bracket_widens_stands_in_brackets_too():
    merged = merge("d b] ", [("1", "[x b] "), ("2", "d y] ")])
    assert bracketed(merged, {1: None, 2: (0,)}) == {1, 2}
    assert found({1: None, 2: (0,)}, merged=merged, codes={})["2"] == Share(bracketed=(2,))
    assert not bracketed(merged, all_alike(merged, ()))


@given(proposed(BRACKETED))
def test_everything_as_one_sponsor_proposes_is_its_text_and_all_of_it_is_taken(case):
    base, proposals = case
    merged = merge(base, proposals)
    for by, text in proposals:
        picks = as_proposed(merged, [by])
        assert resolved(merged, picks) == text == chosen(merged, by)
        if text != base:
            assert shares(merged, standings(merged, picks, text, {}))[by].extent == "all"


@given(proposed(BRACKETED), st.data())
def test_every_option_is_found_again_by_its_name(case, data):
    merged = merge(*case)
    options = {it.key: data.draw(st.sampled_from(sorted(it.options()))) for it in changes(merged)}
    picks, unfit = picked(merged, options)
    assert unfit == 0
    assert {it.key: it.option(picks[it.number]) for it in changes(merged)} == options


@given(proposed(BRACKETED))
def test_the_base_alone_and_everything_in_brackets_are_what_they_say(case):
    base, proposals = case
    merged = merge(base, proposals)
    assert resolved(merged, all_alike(merged, ())) == base
    assert resolved(merged, all_alike(merged, None)) == compile_text(base, proposals)
    assert bracketed(merged, all_alike(merged, None)) == {it.number for it in changes(merged)}


@given(proposed(BRACKETED), st.data())
def test_every_change_of_every_proposal_has_one_standing(case, data):
    merged = merge(*case)
    picks = {it.number: data.draw(st.sampled_from(list(it.options().values()))) for it in changes(merged)}
    text = data.draw(st.sampled_from([resolved(merged, picks), merged.base, "something else"]))
    for by, share in shares(merged, standings(merged, picks, text, {})).items():
        mine = [it.number for it in changes(merged) if any(by in wanted.by for wanted in it.wordings)]
        assert sorted([*share.taken, *share.reworded, *share.bracketed, *share.left]) == mine
