"""Positions, states of a paragraph, and what stands in the way of closing and of adoption.

Source: practice.md section 5. Consensus is the absence of formal objection by a participating State at the
moment of decision. There is no quorum and no consensus minus one.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from drafting.domain.errors import WrongState

PositionKind = Literal[
    "agrees",
    "agrees ad referendum",
    "no objection",
    "scrutiny reservation",
    "reservation",
    "objects",
    "disassociates",
]
POSITIONS: tuple[PositionKind, ...] = (
    "agrees",
    "agrees ad referendum",
    "no objection",
    "scrutiny reservation",
    "reservation",
    "objects",
    "disassociates",
)
# Which positions mean little without words: an objection is to be read out, a reservation is printed.
NEEDS_STATEMENT = frozenset({"reservation", "objects", "disassociates"})

ParagraphState = Literal["open", "bracketed", "agreed ad referendum", "agreed", "deferred", "deleted"]
STATES: tuple[ParagraphState, ...] = (
    "agreed",
    "agreed ad referendum",
    "bracketed",
    "open",
    "deferred",
    "deleted",
)
# Blocks that States agree one by one; a title, a heading or a formal line stands or falls with the whole.
RULED_KINDS = frozenset({"recital", "operative", "point", "text", "note"})
CLOSED: frozenset[str] = frozenset({"agreed", "agreed ad referendum"})

Event = Literal["close", "close ad referendum", "reopen", "defer", "delete", "new wording", "new bracketed wording"]

TRANSITIONS: dict[tuple[str, Event], ParagraphState] = {
    ("open", "close"): "agreed",
    ("open", "close ad referendum"): "agreed ad referendum",
    ("bracketed", "close"): "agreed",
    ("bracketed", "close ad referendum"): "agreed ad referendum",
    ("deferred", "close"): "agreed",
    ("deferred", "close ad referendum"): "agreed ad referendum",
    ("agreed ad referendum", "close"): "agreed",
    ("agreed ad referendum", "reopen"): "open",
    ("agreed", "reopen"): "open",
    ("deferred", "reopen"): "open",
    ("deleted", "reopen"): "open",
    ("open", "defer"): "deferred",
    ("bracketed", "defer"): "deferred",
}
# A new wording reopens whatever stood: agreement was given on the wording before it.
for _state in ("open", "bracketed", "agreed ad referendum", "agreed", "deferred"):
    TRANSITIONS[_state, "new wording"] = "open"
    TRANSITIONS[_state, "new bracketed wording"] = "bracketed"
    TRANSITIONS[_state, "delete"] = "deleted"


def step(state: str, event: Event) -> ParagraphState:
    """The state after an event. Raises WrongState when the event does not fit."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise WrongState(state, event) from None


def following(state: str, *, disputed: bool) -> str:
    """The state after words that only follow a State's participation: what is agreed or deferred stays so.

    Raises WrongState where an agreed paragraph would be in dispute.
    """
    if state in CLOSED and disputed:
        raise WrongState(state, "dispute")
    if state not in ("open", "bracketed"):
        return state
    return "bracketed" if disputed else "open"


def rulings_on(kind: str, state: str) -> frozenset[Event]:
    """What may happen to a paragraph of this kind in this state.

    A title, a heading or a formal line is reworded or deleted, but neither closed nor deferred: it stands or falls
    with the whole.
    """
    events = frozenset(event for before, event in TRANSITIONS if before == state)
    return events if needs_ruling(kind) else events - {"close", "close ad referendum", "defer"}


def rule(kind: str, state: str, event: Event) -> ParagraphState:
    """The state after a ruling. Raises WrongState when it does not fit the state or the kind."""
    if event not in rulings_on(kind, state):
        raise WrongState(state, event)
    return step(state, event)


@dataclass(frozen=True)
class Held:
    """A position held by a State. wording: the hash it was given on."""

    party: int
    kind: str
    statement: str
    wording: str


@dataclass(frozen=True)
class Obstacle:
    """One thing that stands in the way.

    kind: objection, scrutiny, bracket, placeholder, mark, proposal, not agreed, ad referendum, run, phase;
    party: who holds it, if a State does; words: its own words; paragraph: where.
    """

    kind: str
    paragraph: int | None = None
    party: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Standing:
    """Everything about one paragraph that a ruling must look at.

    state, wording: as they are now; brackets, placeholders: their words; marks: the words before each mark that leads
    to no footnote; proposals: (party, number) still on the table; positions: the newest of each participating State.
    """

    paragraph: int
    kind: str
    state: str
    wording: str
    brackets: Sequence[str] = ()
    placeholders: Sequence[str] = ()
    marks: Sequence[str] = ()
    proposals: Sequence[tuple[int, str]] = ()
    positions: Sequence[Held] = ()


def counts(held: Held, wording: str) -> bool:
    """Whether a position speaks about this wording.

    An objection or a scrutiny reservation given on an earlier wording is outdated like any other: the software
    says whom to ask again, it does not guess that they still object.
    """
    return held.wording == wording


def in_the_way_of_closing(it: Standing, *, scrutiny_blocks: bool) -> tuple[Obstacle, ...]:
    """The complete list of what stands in the way of agreeing a paragraph, ad referendum or not.

    Objection blocks; reservation and disassociation do not; scrutiny only if the Process says so. A tabled
    proposal that nobody has ruled on shows that its State does not agree yet. A placeholder blocks issue, not
    consensus, so it stands in the way of adoption only.
    """
    found = [
        Obstacle("objection", it.paragraph, held.party, held.statement)
        for held in it.positions
        if held.kind == "objects" and counts(held, it.wording)
    ]
    if scrutiny_blocks:
        found += [
            Obstacle("scrutiny", it.paragraph, held.party, held.statement)
            for held in it.positions
            if held.kind == "scrutiny reservation" and counts(held, it.wording)
        ]
    found += [Obstacle("bracket", it.paragraph, None, words) for words in it.brackets]
    return (*found, *_proposed(it))


def _proposed(it: Standing) -> list[Obstacle]:
    return [Obstacle("proposal", it.paragraph, party, words) for party, words in it.proposals]


def close(it: Standing, *, ad_referendum: bool, scrutiny_blocks: bool) -> ParagraphState:
    """The state after the Chair's "I see no objection; paragraph agreed".

    Raises WrongState with the complete list of obstacles, or without any when the state does not allow it.
    """
    event: Event = "close ad referendum" if ad_referendum else "close"
    obstacles = in_the_way_of_closing(it, scrutiny_blocks=scrutiny_blocks)
    if obstacles:
        raise WrongState(it.state, event, obstacles)
    return rule(it.kind, it.state, event)


def to_ask_again(it: Standing, participating: Iterable[int]) -> tuple[int, ...]:
    """The participating States that gave a position on an earlier wording and none on this one."""
    outdated = {held.party for held in it.positions if not counts(held, it.wording)}
    return tuple(party for party in participating if party in outdated)


def in_the_way_of_adoption(
    phase: str, paragraphs: Sequence[Standing], *, scrutiny_blocks: bool, dying: Collection[int] = ()
) -> tuple[Obstacle, ...]:
    """The complete list of what stands in the way of adopting the whole.

    Nothing is agreed until everything is agreed: every negotiated paragraph is agreed, and not only ad referendum;
    a title, heading or formal line needs no ruling of its own but may hold no bracket, placeholder, objection or
    open proposal; a mark leads to its footnote, or else what it stood for has vanished. A bracketed name of a State
    is no bracket here (practice.md section 5). Nothing on a deleted paragraph counts but a tabled proposal, which
    may be for a new one beside it: none vanishes unruled.

    dying: the notes that go with the adoption. Their words need no agreement any more, but what a State says about
    them is heard: an objection or a proposal may be about the very note.
    """
    found = [] if phase == "negotiation" else [Obstacle("phase", words=phase)]
    for it in paragraphs:
        if it.state == "deleted":
            found += _proposed(it)
            continue
        if it.paragraph in dying:
            found += in_the_way_of_closing(replace(it, brackets=()), scrutiny_blocks=scrutiny_blocks)
            continue
        found += in_the_way_of_closing(it, scrutiny_blocks=scrutiny_blocks)
        found += [Obstacle("placeholder", it.paragraph, None, words) for words in it.placeholders]
        found += [Obstacle("mark", it.paragraph, None, words) for words in it.marks]
        if it.state == "agreed ad referendum":
            found.append(Obstacle("ad referendum", it.paragraph))
        elif needs_ruling(it.kind) and it.state != "agreed":
            found.append(Obstacle("not agreed", it.paragraph))
    return tuple(found)


def awaiting_silence(runs: Iterable[int]) -> tuple[Obstacle, ...]:
    """What else stands in the way of adoption: States are being asked. runs: numbers of those that are not over."""
    return tuple(Obstacle("run", words=str(number)) for number in runs)


def needs_ruling(kind: str) -> bool:
    """Whether a block must be agreed by a ruling: all that States negotiate, but not the formal lines."""
    return kind in RULED_KINDS


def progress(states: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many negotiated paragraphs are in each state, for the bar; (kind, state) pairs in, deleted left out."""
    tally = {"agreed": 0, "agreed ad referendum": 0, "bracketed": 0, "open": 0}
    for kind, state in states:
        if needs_ruling(kind) and state != "deleted":
            tally["open" if state == "deferred" else state] += 1
    return tally
