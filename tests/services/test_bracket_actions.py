"""Lifting, striking and choosing: shown first, with repairs as a wording of their own, then taken word for word."""

from typing import Any

import pytest

from drafting.documents.tree import Block
from drafting.domain.errors import BadText, NotAllowed, NotFound, StaleEdit, Unlisted, WrongState
from drafting.services import bracket_actions, losses
from drafting.services.bracket_actions import Offer, Shown, proposed
from drafting.services.bracket_plans import Deed
from tests import acts
from tests.factories import NOW, World, world
from tests.rulings import entries, found

BLOCKS = (
    Block("operative", "To thank A, B, [C] and [D], as five other States asked;", "1."),
    Block("operative", "States [shall][ARV: should] meet.", "2."),
    Block("operative", "Option 1: To meet yearly. Option 2: To meet monthly.", "3."),
    Block("operative", "[To begin;", "4."),
)
D = BLOCKS[0].text.index("[D]")


@pytest.fixture
def it(database) -> World:
    return world(database, BLOCKS)


def offer(it: World, label: str, deed: Deed) -> Offer:
    return acts.look(it, "chair", lambda s, scope: bracket_actions.offer(s, scope, it.paragraphs[label], deed))


def offered(it: World, label: str, deed: Deed) -> dict[str, str]:
    return {one.form: one.text for one in offer(it, label, deed).wordings}


def settle(it: World, label: str, deed: Deed, form: str = "plain", *, who: str = "chair", **fields: Any) -> None:
    shown = Shown(fields.pop("revision", 1), fields.pop("seen", None))
    facts = {"shown": shown, "token": acts.token(), "now": NOW, **fields}
    acts.act(it, who, lambda s, scope: bracket_actions.settle(s, scope, it.paragraphs[label], deed, form=form, **facts))


def test_a_strike_is_offered_as_it_comes_and_repaired_and_what_counts_states_is_named(it):
    made = offer(it, "1.", Deed("strike", D))
    assert [(one.form, one.text) for one in made.wordings] == [
        ("plain", "To thank A, B, [C] and , as five other States asked;"),
        ("repaired", "To thank A, B and [C], as five other States asked;"),
    ]
    assert made.counted == ("five other States",)
    assert proposed(made) == ("replace", made.wordings[1].text)
    assert [(line.kind, line.words) for line in made.wordings[0].lines] == [("deletion", "[D]")]


def test_lifting_leaves_the_words_and_repaired_leaves_out_whose_they_were(it):
    start = BLOCKS[1].text.index("[ARV")
    assert offered(it, "2.", Deed("lift", start)) == {
        "plain": "States [shall]ARV: should meet.",
        "repaired": "States [shall] should meet.",
    }
    assert offered(it, "2.", Deed("lift", 7)) == {
        "plain": "States shall[ARV: should] meet.",
        "repaired": "States shall [ARV: should] meet.",
    }


@pytest.mark.parametrize(
    ("label", "deed", "text"),
    [
        ("2.", Deed("choose", 7, 7), "States shall meet."),
        ("2.", Deed("choose", 7, 14), "States should meet."),
        ("2.", Deed("choose", 14, 7), "States shall meet."),
        ("3.", Deed("choose", 0, 1), "To meet monthly."),
    ],
)
def test_a_choice_keeps_one_wording_alone(it, label: str, deed: Deed, text: str):
    assert offered(it, label, deed) == {"plain": text}


@pytest.mark.parametrize(
    ("label", "deed", "code"),
    [
        ("1.", Deed("lift", 0), "no-bracket"),
        ("1.", Deed("choose", D, D), "no-group"),
        ("2.", Deed("choose", 7, 99), "not-a-member"),
        ("4.", Deed("strike", 0), "unclosed"),
        ("1.", Deed("burn", D), "unknown-act"),
    ],
)
def test_what_cannot_be_done_says_why(it, label: str, deed: Deed, code: str):
    with pytest.raises(BadText, match=code):
        offer(it, label, deed)


def test_what_was_shown_becomes_the_text_and_the_record_tells_what_was_done(it):
    made = offer(it, "1.", Deed("strike", D)).wordings[1]
    settle(it, "1.", Deed("strike", D), "repaired", seen=made.seal)
    assert found(it, "1.") == ("bracketed", 2, "To thank A, B and [C], as five other States asked;")
    (entry,) = entries(it, "wording changed")
    told = {name: entry.payload[name] for name in ("ruling", "bracket", "chosen", "form")}
    assert told == {"ruling": "strike", "bracket": D, "chosen": None, "form": "repaired"}
    assert entry.payload["losses"] == losses.told(made.lines)


def test_the_last_bracket_lifted_opens_the_paragraph(it):
    settle(it, "2.", Deed("choose", 7, 7))
    assert found(it, "2.") == ("open", 2, "States shall meet.")
    acts.close(it, "2.")


def test_only_the_chair_takes_a_wording(it):
    for who in ("office", "head.arv", "delegate.arv", "observer"):
        with pytest.raises(NotAllowed):
            settle(it, "2.", Deed("lift", 7), who=who)


def test_a_wording_whose_list_was_not_shown_is_not_taken(it):
    with pytest.raises(Unlisted):
        settle(it, "2.", Deed("lift", 7), seen=losses.seal("another text"))
    assert found(it, "2.")[1] == 1


def test_a_double_click_is_one_wording(it):
    for _ in range(2):
        settle(it, "2.", Deed("choose", 7, 7), token="pressed-twice")
    assert found(it, "2.")[1] == 2


def test_a_text_that_moved_on_is_shown_with_the_wording_that_was_to_be_taken(it):
    acts.reword(it, "2.", "All States [shall][ARV: should] meet.")
    with pytest.raises(StaleEdit) as refused:
        settle(it, "2.", Deed("choose", 7, 7))
    assert (refused.value.base, refused.value.current, refused.value.yours, refused.value.carried) == (
        "States [shall][ARV: should] meet.",
        "All States [shall][ARV: should] meet.",
        "States shall meet.",
        "All States shall meet.",
    )
    with pytest.raises(NotFound):
        settle(it, "2.", Deed("choose", 7, 7), revision=9)


def test_nothing_is_done_to_the_brackets_of_a_deleted_paragraph(it):
    acts.accept(it, acts.propose(it, "head.arv", "2.", "", kind="delete"))
    with pytest.raises(WrongState):
        settle(it, "2.", Deed("lift", 7))


def whereabouts(it: World, start: int, revision: int) -> int:
    return acts.look(
        it, "chair", lambda s, scope: bracket_actions.whereabouts(s, scope, it.paragraphs["2."], start, revision)
    )


def test_a_bracket_is_found_where_it_stands_now(it):
    acts.reword(it, "2.", "All States [shall][ARV: should] meet.")
    assert (whereabouts(it, 7, 1), whereabouts(it, 11, 2)) == (11, 11)
    assert whereabouts(it, 3, 1) == 3
    with pytest.raises(NotFound):
        whereabouts(it, 7, 5)


def test_a_bracket_that_went_is_told_with_both_texts(it):
    acts.reword(it, "2.", "States should meet.")
    with pytest.raises(StaleEdit) as refused:
        whereabouts(it, 7, 1)
    assert (refused.value.base, refused.value.current) == ("States [shall][ARV: should] meet.", "States should meet.")
