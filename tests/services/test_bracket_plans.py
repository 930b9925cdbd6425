"""Words in several paragraphs: all that would become of each is shown, and then done at once or not at all."""

from typing import Any

import pytest

from drafting.documents.tree import Block
from drafting.domain.errors import BadText, NotAllowed, StaleEdit, Unlisted, WrongState
from drafting.services import bracket_actions, bracket_board, losses, verification
from drafting.services.bracket_actions import Shown, proposed
from drafting.services.bracket_plans import Deed, Plan
from tests import acts
from tests.factories import NOW, World, world
from tests.rulings import entries, found, in_order

LONG = (
    Block("operative", "The States: [to begin;", "1."),
    Block("operative", "To go on[^n];", "2."),
    Block("operative", "To [still] go on;", "3."),
    Block("operative", "To end[^n];] and to rest.", "4."),
    Block("operative", "[To be or not.]", "5."),
    Block("note", "A note.", "n"),
)
SET = (
    Block("operative", "Option 1: To meet yearly;", "1."),
    Block("operative", "And in Almaty, as five other States asked; or", "2."),
    Block("operative", "Option 2: To meet [monthly].", "3."),
    Block("operative", "To publish the dates.", "4."),
    Block("operative", "To close.", "5."),
    Block("heading", "Follow-up"),
    Block("operative", "Option 1", "6."),
    Block("operative", "To follow.", "7."),
    Block("operative", "Option 2", "8."),
    Block("operative", "No text", "9."),
    Block("operative", "To end.", "10."),
)


@pytest.fixture
def long(database) -> World:
    return world(database, LONG)


@pytest.fixture
def choice(database) -> World:
    return world(database, SET)


def offer(it: World, label: str, deed: Deed) -> bracket_actions.Offer:
    return acts.look(it, "chair", lambda s, scope: bracket_actions.offer(s, scope, it.paragraphs[label], deed))


def plan(it: World, label: str, deed: Deed) -> Plan:
    made = offer(it, label, deed).plan
    assert made is not None
    return made


def told(made: Plan) -> list[tuple[str, str | None]]:
    return [(it.line.label, it.text) for it in made.parts]


def settle(it: World, label: str, deed: Deed, made: Plan | None = None, *, who: str = "chair", **fields: Any) -> None:
    """Take a plan as the page showed it, or without a page."""
    others = {one.line.id: one.line.number for one in made.parts} if made else {}
    shown = Shown(fields.pop("revision", 1), fields.pop("seen", made.seal if made else None), others=others)
    facts = {"form": "plain", "shown": shown, "token": acts.token(), "now": NOW, **fields}
    acts.act(it, who, lambda s, scope: bracket_actions.settle(s, scope, it.paragraphs[label], deed, **facts))


def verified(it: World) -> None:
    with it.database.reading() as session:
        assert verification.verify(session, it.draft).findings == ()


LIFT, STRIKE = Deed("lift", 12), Deed("strike", 12)


def test_a_lift_over_paragraphs_is_shown_at_both_ends_and_frees_what_stood_between(long):
    made = plan(long, "1.", LIFT)
    assert told(made) == [("1.", "The States: to begin;"), ("4.", "To end[^n]; and to rest.")]
    settle(long, "1.", LIFT, made)
    assert [found(long, f"{at}.")[0] for at in range(1, 5)] == ["open", "open", "bracketed", "open"]
    assert [one.payload["ruling"] for one in entries(long, "wording changed")] == ["lift", "lift"]
    acts.close(long, "1.", "2.", "4.")
    verified(long)


def test_a_strike_over_paragraphs_tells_what_is_reworded_and_what_goes_with_the_notes_that_die(long):
    made = plan(long, "1.", STRIKE)
    assert told(made) == [("1.", "The States: "), ("2.", None), ("3.", None), ("4.", " and to rest.")]
    assert [[(line.kind, line.words) for line in it.lines] for it in made.parts] == [
        [("deletion", "[to begin;")],
        [("deletion", "To go on[^n];")],
        [("deletion", "To [still] go on;")],
        [("deletion", "To end[^n];]"), ("last mark", "[^n]")],
    ]
    assert (made.ends, made.until) == ((), None)


def test_a_strike_over_paragraphs_is_done_at_once_each_change_told_apart(long):
    settle(long, "1.", STRIKE, plan(long, "1.", STRIKE), token="pressed-twice")
    settle(long, "1.", STRIKE, token="pressed-twice")
    assert [found(long, f"{at}.")[0] for at in range(1, 5)] == ["open", "deleted", "deleted", "open"]
    assert [found(long, label)[2] for label in ("1.", "4.")] == ["The States: ", " and to rest."]
    rows = entries(long, "wording changed", "paragraph ruled")
    kinds = [(row.kind, row.payload.get("deed", row.payload["ruling"]), row.payload["state"]) for row in rows]
    assert kinds == [
        ("wording changed", "strike", "open"),
        ("paragraph ruled", "strike", "deleted"),
        ("paragraph ruled", "strike", "deleted"),
        ("wording changed", "strike", "open"),
    ]
    assert rows[1].payload["losses"] == [{"kind": "deletion", "words": "To go on[^n];", "asked": []}]
    assert {row.payload["opened"] for row in rows} == {long.paragraphs["1."]}
    verified(long)


def test_a_strike_of_all_of_a_paragraph_deletes_it_and_says_so_beforehand(long):
    made = offer(long, "5.", Deed("strike", 0))
    assert made.plan is not None
    assert (made.wordings, told(made.plan), proposed(made)) == ((), [("5.", None)], ("delete", ""))
    settle(long, "5.", Deed("strike", 0), made.plan)
    assert found(long, "5.") == ("deleted", 1, "[To be or not.]")
    acts.reopen(long, "5.")
    assert found(long, "5.")[0] == "bracketed"
    verified(long)


def test_no_proposal_is_made_on_several_paragraphs(long):
    with pytest.raises(BadText, match="over-paragraphs"):
        proposed(offer(long, "1.", STRIKE))


def test_what_moved_on_or_was_not_shown_changes_nothing(long):
    made = plan(long, "1.", STRIKE)
    with pytest.raises(Unlisted) as unseen:
        settle(long, "1.", STRIKE, seen=losses.seal("not shown"))
    assert len(unseen.value.args) == 1
    acts.reword(long, "3.", "To [still] go on well;")
    with pytest.raises(StaleEdit) as refused:
        settle(long, "1.", STRIKE, made)
    assert (refused.value.base, refused.value.current) == ("To [still] go on;", "To [still] go on well;")
    acts.reword(long, "1.", "All States: [to begin;")
    with pytest.raises(StaleEdit) as refused:
        settle(long, "1.", STRIKE, made)
    assert refused.value.yours == ""
    assert [found(long, f"{at}.")[1] for at in range(1, 5)] == [2, 1, 2, 1]


def test_a_paragraph_added_or_agreed_meanwhile_was_not_shown(long):
    made = plan(long, "1.", STRIKE)
    acts.accept(long, acts.propose(long, "head.arv", "2.", "To add;", kind="insert after"))
    with pytest.raises(Unlisted):
        settle(long, "1.", STRIKE, made)


def test_only_the_chair_does_it(long):
    for who in ("office", "head.arv", "observer"):
        with pytest.raises(NotAllowed):
            settle(long, "1.", STRIKE, who=who)


def test_what_is_agreed_beside_it_is_not_put_in_dispute(database):
    it = world(
        database,
        (
            Block("operative", "[[To begin;", "1."),
            Block("operative", "To go on;]", "2."),
            Block("operative", "To end; To rest]", "3."),
        ),
    )
    settle(it, "1.", Deed("lift", 1))
    # The outer bracket still reaches from the first to the last.
    assert in_order(it) == [("1.", "[To begin;"), ("2.", "To go on;"), ("3.", "To end; To rest]")]
    assert {found(it, f"{at}.")[0] for at in (1, 2, 3)} == {"bracketed"}
    assert all(not row.payload["states"] for row in entries(it, "wording changed"))
    verified(it)


CHOICES = [
    # chosen, until, what is left of paragraphs 1 to 5, where the last option ends
    (0, None, ["To meet yearly;", "And in Almaty, as five other States asked", None, "…", "…"], "3."),
    (1, None, [None, None, "To meet [monthly].", "…", "…"], "3."),
    (1, "4.", [None, None, "To meet [monthly].", "To publish the dates.", "…"], "4."),
    (0, "4.", ["To meet yearly;", "And in Almaty, as five other States asked", None, None, "…"], "4."),
    (None, "4.", [None, None, None, None, "…"], "4."),
]


@pytest.mark.parametrize(("chosen", "until", "left", "end"), CHOICES)
def test_a_choice_keeps_one_option_and_deletes_the_paragraphs_of_the_others(choice, chosen, until, left, end):
    deed = Deed("choose", 0, chosen, choice.paragraphs[until] if until else None)
    made = plan(choice, "1.", deed)
    named = dict(told(made))
    assert [named.get(f"{at}.", "…") for at in range(1, 6)] == left
    assert [it.label for it in made.ends] == ["3.", "4.", "5."]
    assert made.until == choice.paragraphs[end]
    settle(choice, "1.", deed, made)
    stands = [found(choice, f"{at}.") for at in range(1, 6)]
    assert [None if it[0] == "deleted" else it[2] for it in stands] == [
        SET[at].text if it == "…" else it for at, it in enumerate(left)
    ]
    verified(choice)


def test_what_stays_is_shown_too(choice):
    made = plan(choice, "1.", Deed("choose", 0, 1, choice.paragraphs["4."]))
    assert [it.is_changed for it in made.parts] == [True, True, True, False]


def test_the_entries_of_a_choice_tell_what_was_chosen_and_what_counts_states_in_it(choice):
    made = offer(choice, "1.", Deed("choose", 0, 0))
    assert made.plan is not None
    assert [it.is_changed for it in made.plan.parts] == [True, True, True]
    assert made.counted == ("five other States",)
    settle(choice, "1.", Deed("choose", 0, 0), made.plan)
    worded, _ = entries(choice, "wording changed")
    facts = {name: worded.payload[name] for name in ("ruling", "bracket", "chosen", "opened", "until")}
    first, last = choice.paragraphs["1."], choice.paragraphs["3."]
    assert facts == {"ruling": "choose", "bracket": 0, "chosen": 0, "opened": first, "until": last}


def test_a_label_that_stands_alone_heads_the_paragraph_below_and_no_text_chosen_deletes_all(choice):
    made = plan(choice, "6.", Deed("choose", 0, 0))
    assert told(made) == [("6.", None), ("7.", "To follow."), ("8.", None), ("9.", None)]
    assert told(plan(choice, "6.", Deed("choose", 0, 1))) == [(f"{at}.", None) for at in range(6, 10)]
    settle(choice, "6.", Deed("choose", 0, 1))
    assert [found(choice, f"{at}.")[0] for at in range(6, 11)] == ["deleted"] * 4 + ["open"]


def test_the_last_option_ends_where_it_can(choice):
    for end in ("2.", "7."):
        with pytest.raises(BadText, match="unknown-end"):
            offer(choice, "1.", Deed("choose", 0, 0, choice.paragraphs[end]))
    with pytest.raises(BadText, match="not-a-member"):
        offer(choice, "1.", Deed("choose", 0, 2))


def test_where_it_ends_is_part_of_what_was_shown(choice):
    made = plan(choice, "1.", Deed("choose", 0, 1))
    with pytest.raises(Unlisted):
        settle(choice, "1.", Deed("choose", 0, 1, choice.paragraphs["4."]), made)


def test_a_bracket_round_the_set_goes_with_the_choice(database):
    blocks = (
        Block("operative", "[Вариант 1: Встречаться ежегодно;", "1."),
        Block("operative", "Вариант 2: Текст отсутствует]", "2."),
    )
    it = world(database, blocks)
    settle(it, "1.", Deed("choose", 1, 0))
    assert found(it, "1.") == ("open", 2, "Встречаться ежегодно;")
    assert found(it, "2.")[0] == "deleted"
    verified(it)


def test_nothing_is_done_to_a_deleted_paragraph(choice):
    acts.accept(choice, acts.propose(choice, "head.arv", "1.", "", kind="delete"))
    with pytest.raises(WrongState):
        settle(choice, "1.", Deed("choose", 0, 0))
    with pytest.raises(BadText, match="no-bracket"):
        offer(choice, "1.", Deed("choose", 0, 0))


def test_the_board_shows_each_option_up_to_the_next(choice):
    board = acts.look(choice, "chair", bracket_board.board)
    rows = [(it.is_wide, [(one.label, one.words) for one in it.options]) for it in board.items if it.options]
    assert rows == [
        (
            True,
            [
                ("Option 1", "To meet yearly;\nAnd in Almaty, as five other States asked; or"),
                ("Option 2", "To meet [monthly]."),
            ],
        ),
        (True, [("Option 1", "To follow."), ("Option 2", "")]),
    ]
