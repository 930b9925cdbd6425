"""The rules of consensus: a table of every transition, properties of closing and adoption, and a life in any order.

Source of the rules: practice.md section 5.
"""

import dataclasses
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from drafting.documents.tree import KINDS
from drafting.domain import consensus
from drafting.domain.consensus import Held, Obstacle, ParagraphState, Standing
from drafting.domain.errors import WrongState

STATES = get_args(ParagraphState)
EVENTS = get_args(consensus.Event)
# Each state, and where each event leads from it; what is not here is refused.
TABLE: dict[str, dict[str, str]] = {
    "open": {
        "close": "agreed",
        "close ad referendum": "agreed ad referendum",
        "defer": "deferred",
        "delete": "deleted",
        "new wording": "open",
        "new bracketed wording": "bracketed",
    },
    "bracketed": {
        "close": "agreed",
        "close ad referendum": "agreed ad referendum",
        "defer": "deferred",
        "delete": "deleted",
        "new wording": "open",
        "new bracketed wording": "bracketed",
    },
    "agreed ad referendum": {
        "close": "agreed",
        "reopen": "open",
        "delete": "deleted",
        "new wording": "open",
        "new bracketed wording": "bracketed",
    },
    "agreed": {
        "reopen": "open",
        "delete": "deleted",
        "new wording": "open",
        "new bracketed wording": "bracketed",
    },
    "deferred": {
        "close": "agreed",
        "close ad referendum": "agreed ad referendum",
        "reopen": "open",
        "delete": "deleted",
        "new wording": "open",
        "new bracketed wording": "bracketed",
    },
    "deleted": {"reopen": "open"},
}
HELD = st.builds(
    Held,
    party=st.integers(1, 4),
    kind=st.sampled_from(consensus.POSITIONS),
    statement=st.text(max_size=5),
    wording=st.sampled_from(["now", "before"]),
)
STANDING = st.builds(
    Standing,
    paragraph=st.integers(1, 9),
    kind=st.sampled_from(KINDS),
    state=st.sampled_from(STATES),
    wording=st.just("now"),
    brackets=st.lists(st.sampled_from(["[a]", "[b]"]), max_size=2),
    placeholders=st.lists(st.just("[date]"), max_size=1),
    proposals=st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["1", "2"])), max_size=2),
    positions=st.lists(HELD, max_size=4, unique_by=lambda held: held.party),
)


def on(state: str = "open", **facts: object) -> Standing:
    return dataclasses.replace(Standing(5, "operative", state, "now"), **facts)


def held(kind: str, *, party: int = 1, wording: str = "now") -> Held:
    return Held(party, kind, "words", wording)


def obstacles(it: Standing, *, scrutiny_blocks: bool = False) -> list[tuple[str, int | None, str]]:
    found = consensus.in_the_way_of_closing(it, scrutiny_blocks=scrutiny_blocks)
    return [(obstacle.kind, obstacle.party, obstacle.words) for obstacle in found]


# Transitions


@pytest.mark.parametrize(("state", "event"), [*product(STATES, EVENTS)])
def test_each_event_leads_where_the_table_says_or_is_refused(state: str, event: consensus.Event):
    expected = TABLE[state].get(event)
    if expected is not None:
        assert consensus.step(state, event) == expected
        return
    with pytest.raises(WrongState) as caught:
        consensus.step(state, event)
    assert (caught.value.state, caught.value.event, caught.value.obstacles) == (state, event, ())


@pytest.mark.parametrize("state", STATES)
def test_what_may_be_ruled_is_what_the_table_says(state: str):
    assert consensus.rulings_on("operative", state) == set(TABLE[state])
    assert consensus.rulings_on("title", state) == set(TABLE[state]) - {"close", "close ad referendum", "defer"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("event", ["close", "close ad referendum", "defer"])
def test_only_what_states_negotiate_is_closed_or_deferred(kind: str, event: consensus.Event):
    if kind in ("recital", "operative", "point", "text", "note"):
        assert consensus.rule(kind, "open", event) == TABLE["open"][event]
        return
    with pytest.raises(WrongState):
        consensus.rule(kind, "open", event)


def test_every_state_has_its_place_in_the_order_of_states():
    assert set(consensus.STATES) == set(STATES) == set(TABLE)
    assert set(get_args(consensus.PositionKind)) == set(consensus.POSITIONS) > consensus.NEEDS_STATEMENT


# Closing


@pytest.mark.parametrize(
    ("kind", "blocks", "blocks_under_scrutiny"),
    [
        ("agrees", False, False),
        ("agrees ad referendum", False, False),
        ("no objection", False, False),
        ("scrutiny reservation", False, True),
        ("reservation", False, False),
        ("objects", True, True),
        ("disassociates", False, False),
    ],
)
def test_which_positions_block(kind: str, *, blocks: bool, blocks_under_scrutiny: bool):
    it = on(positions=[held(kind)])
    name = {"objects": "objection", "scrutiny reservation": "scrutiny"}.get(kind, "")
    assert obstacles(it) == [(name, 1, "words")] * blocks
    assert obstacles(it, scrutiny_blocks=True) == [(name, 1, "words")] * blocks_under_scrutiny


def test_every_obstacle_is_named_the_gravest_first():
    it = on(
        brackets=["[a]", "[b]"],
        placeholders=["[date]"],
        proposals=[(3, "7")],
        positions=[held("scrutiny reservation", party=2), held("objects"), held("agrees", party=4)],
    )
    assert obstacles(it, scrutiny_blocks=True) == [
        ("objection", 1, "words"),
        ("scrutiny", 2, "words"),
        ("bracket", None, "[a]"),
        ("bracket", None, "[b]"),
        ("proposal", 3, "7"),
    ]


def closed(it: Standing, **how: bool) -> tuple[str, tuple[Any, ...]]:
    """The state after closing, or "" and what the refusal lists."""
    try:
        return consensus.close(it, **how), ()
    except WrongState as error:
        return "", error.obstacles


@given(it=STANDING, ad_referendum=st.booleans(), scrutiny=st.booleans())
def test_closing_either_agrees_or_says_all_that_is_in_the_way(it: Standing, *, ad_referendum: bool, scrutiny: bool):
    found = consensus.in_the_way_of_closing(it, scrutiny_blocks=scrutiny)
    state, told = closed(it, ad_referendum=ad_referendum, scrutiny_blocks=scrutiny)
    event = "close ad referendum" if ad_referendum else "close"
    assert told == found
    if found or event not in consensus.rulings_on(it.kind, it.state):
        assert state == ""
    else:
        assert state == ("agreed ad referendum" if ad_referendum else "agreed")


@given(it=STANDING, ad_referendum=st.booleans())
def test_a_valid_objection_always_blocks(it: Standing, *, ad_referendum: bool):
    objecting = dataclasses.replace(it, positions=[*it.positions, Held(9, "objects", "No.", it.wording)])
    with pytest.raises(WrongState) as caught:
        consensus.close(objecting, ad_referendum=ad_referendum, scrutiny_blocks=False)
    assert Obstacle("objection", it.paragraph, 9, "No.") in caught.value.obstacles


@given(it=STANDING, scrutiny=st.booleans())
def test_a_position_on_an_earlier_wording_never_blocks_but_is_asked_again(it: Standing, *, scrutiny: bool):
    older = dataclasses.replace(it, positions=[dataclasses.replace(held, wording="before") for held in it.positions])
    without = dataclasses.replace(it, positions=[])
    assert obstacles(older, scrutiny_blocks=scrutiny) == obstacles(without, scrutiny_blocks=scrutiny)
    assert consensus.to_ask_again(older, range(1, 5)) == tuple(sorted(held.party for held in it.positions))


def test_only_participating_states_that_spoke_on_another_wording_are_asked_again_in_their_order():
    it = on(
        positions=[held("agrees", wording="before"), held("objects", party=2), held("agrees", party=3, wording="x")]
    )
    assert consensus.to_ask_again(it, (3, 2, 1)) == (3, 1)
    assert consensus.to_ask_again(it, (2, 3)) == (3,)


# Adoption of the whole


def blocked(*paragraphs: Standing, phase: str = "negotiation", scrutiny_blocks: bool = False) -> list[str]:
    return [it.kind for it in consensus.in_the_way_of_adoption(phase, paragraphs, scrutiny_blocks=scrutiny_blocks)]


def test_the_whole_is_adopted_when_every_paragraph_is_agreed():
    assert blocked(on("agreed"), on("agreed", kind="note"), on("open", kind="title")) == []


@pytest.mark.parametrize("phase", ["preparing", "adopted"])
def test_only_a_draft_under_negotiation_is_adopted(phase: str):
    found = consensus.in_the_way_of_adoption(phase, [on("agreed")], scrutiny_blocks=False)
    assert found == (Obstacle("phase", words=phase),)


@pytest.mark.parametrize("state", ["open", "bracketed", "deferred"])
def test_one_paragraph_that_is_not_agreed_stops_the_whole(state: str):
    assert blocked(on("agreed"), on(state)) == ["not agreed"]


def test_what_is_agreed_only_ad_referendum_stops_the_whole():
    assert blocked(on("agreed ad referendum")) == ["ad referendum"]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        *(({f"{kind}s": ["[a]"]}, kind) for kind in ("bracket", "placeholder", "mark")),
        ({"proposals": [(1, "1")]}, "proposal"),
        ({"positions": [held("objects")]}, "objection"),
    ],
)
@pytest.mark.parametrize("block", ["operative", "title"])
def test_a_formal_line_needs_no_ruling_but_nothing_may_be_open_on_it(block: str, facts: dict[str, object], kind: str):
    assert blocked(on("agreed", kind=block, **facts)) == [kind]


def test_what_is_deleted_stops_nothing_but_a_proposal_on_it_must_be_ruled_upon():
    gone = on("deleted", brackets=["[a]"], placeholders=["[date]"], marks=["this"], positions=[held("objects")])
    assert blocked(on("agreed"), gone) == []
    proposed = dataclasses.replace(gone, proposals=[(2, "7")])
    assert consensus.in_the_way_of_adoption("negotiation", [proposed], scrutiny_blocks=True) == (
        Obstacle("proposal", 5, 2, "7"),
    )


def test_a_note_that_goes_with_the_adoption_needs_no_agreement_but_what_states_say_of_it_is_heard():
    note = on("bracketed", kind="note", brackets=["[a]"], placeholders=["[date]"], marks=["this"])

    def stops(it: Standing, *, scrutiny_blocks: bool = False) -> list[str]:
        blocks = {"scrutiny_blocks": scrutiny_blocks}
        return [it.kind for it in consensus.in_the_way_of_adoption("negotiation", [it], dying={5}, **blocks)]

    assert stops(note) == []
    said = dataclasses.replace(note, positions=[held("objects"), held("scrutiny reservation", party=2)])
    assert stops(said) == ["objection"]
    assert stops(said, scrutiny_blocks=True) == ["objection", "scrutiny"]
    assert stops(dataclasses.replace(note, proposals=[(2, "7")])) == ["proposal"]
    assert stops(dataclasses.replace(on("deleted", kind="note"), proposals=[(2, "7")])) == ["proposal"]


@given(paragraphs=st.lists(STANDING, max_size=4), scrutiny=st.booleans())
def test_whatever_stops_the_closing_of_a_paragraph_stops_the_whole(paragraphs: list[Standing], *, scrutiny: bool):
    found = consensus.in_the_way_of_adoption("negotiation", paragraphs, scrutiny_blocks=scrutiny)
    for it in paragraphs:
        if it.state != "deleted":
            assert set(consensus.in_the_way_of_closing(it, scrutiny_blocks=scrutiny)) <= set(found)
    if not found:
        assert all(it.state in ("agreed", "deleted") for it in paragraphs if consensus.needs_ruling(it.kind))


# Progress


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(STATES))))
def test_the_bar_counts_each_negotiated_paragraph_once(states: list[tuple[str, str]]):
    tally = consensus.progress(states)
    assert list(tally) == ["agreed", "agreed ad referendum", "bracketed", "open"]
    assert sum(tally.values()) == sum(kind in consensus.RULED_KINDS and state != "deleted" for kind, state in states)
    assert tally["open"] == sum(
        kind in consensus.RULED_KINDS and state in ("open", "deferred") for kind, state in states
    )


# A life in any order


class LifeOfAParagraph(RuleBasedStateMachine):
    """One paragraph, three States and a Chair; the rules are asked at every step, the machine keeps its own books."""

    def __init__(self) -> None:
        super().__init__()
        self.it = on("open", wording="0")
        self.wordings = 0
        self.objecting: set[int] = set()

    def change(self, **facts: object) -> None:
        self.it = dataclasses.replace(self.it, **facts)

    @rule(party=st.integers(1, 3), kind=st.sampled_from(consensus.POSITIONS))
    def speak(self, party: int, kind: str) -> None:
        others = [it for it in self.it.positions if it.party != party]
        self.change(positions=[*others, Held(party, kind, "words", self.it.wording)])
        self.objecting -= {party}
        if kind == "objects":
            self.objecting |= {party}

    @rule(brackets=st.sampled_from([(), ("[a]",), ("[a]", "[b]")]))
    def reword(self, brackets: tuple[str, ...]) -> None:
        before = self.it.state
        event: consensus.Event = "new bracketed wording" if brackets else "new wording"
        if before == "deleted":
            with pytest.raises(WrongState):
                consensus.step(before, event)
            return
        self.wordings += 1
        self.objecting.clear()
        self.change(state=consensus.step(before, event), wording=str(self.wordings), brackets=brackets)
        assert self.it.state == ("bracketed" if brackets else "open")
        assert set(consensus.to_ask_again(self.it, (1, 2, 3))) == {held.party for held in self.it.positions}

    @rule(party=st.integers(1, 3))
    def table(self, party: int) -> None:
        if self.it.state not in (*consensus.CLOSED, "deleted"):
            self.change(proposals=[*self.it.proposals, (party, str(len(self.it.proposals) + 1))])

    @precondition(lambda self: self.it.proposals)
    @rule()
    def settle(self) -> None:
        self.change(proposals=self.it.proposals[1:])

    @rule(ad_referendum=st.booleans())
    def close(self, *, ad_referendum: bool) -> None:
        is_open = bool(self.objecting or self.it.brackets or self.it.proposals)
        state, told = closed(self.it, ad_referendum=ad_referendum, scrutiny_blocks=False)
        assert {it.party for it in told if it.kind == "objection"} == self.objecting
        if state:
            assert not is_open
            self.change(state=state)
        else:
            assert is_open or self.it.state in ("agreed", "agreed ad referendum", "deleted")

    @rule(event=st.sampled_from(["defer", "delete", "reopen"]))
    def rule_otherwise(self, event: consensus.Event) -> None:
        try:
            self.change(state=consensus.rule(self.it.kind, self.it.state, event))
        except WrongState:
            assert event not in TABLE[self.it.state]

    @invariant()
    def agreement_was_given_on_the_words_as_they_stand(self) -> None:
        if self.it.state in consensus.CLOSED:
            assert not self.it.brackets
            assert not self.it.proposals

    @invariant()
    def nothing_is_adopted_against_an_objection(self) -> None:
        found = consensus.in_the_way_of_adoption("negotiation", [self.it], scrutiny_blocks=False)
        if self.it.state != "deleted":
            assert {it.party for it in found if it.kind == "objection"} == self.objecting
        assert found or self.it.state in ("agreed", "deleted")


TestLifeOfAParagraph = LifeOfAParagraph.TestCase


@pytest.mark.parametrize(
    ("state", "disputed", "after"),
    [
        ("open", True, "bracketed"),
        ("bracketed", False, "open"),
        ("bracketed", True, "bracketed"),
        ("deferred", True, "deferred"),
        ("agreed", False, "agreed"),
        ("agreed ad referendum", False, "agreed ad referendum"),
    ],
)
def test_words_that_only_follow_a_participation_leave_what_is_agreed(state: str, disputed: bool, after: str):  # noqa: FBT001
    assert consensus.following(state, disputed=disputed) == after


@pytest.mark.parametrize("state", sorted(consensus.CLOSED))
def test_what_is_agreed_is_not_put_in_dispute_by_words_that_follow(state: str):
    with pytest.raises(WrongState):
        consensus.following(state, disputed=True)
