"""What people say about a bracket: of which type it is, whether it is a dispute at all, who holds it.

Source: practice.md section 3: a person says which brackets are alternatives and which are independent doubts; the
software only suggests. A ruling goes along with its bracket through new wordings, and lapses with it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from drafting.domain.anchors import Span, follow

Ruling = Literal[
    "alternatives",
    "independent",
    "not yet said",
    "not a dispute",
    "dispute",
    "held",
    "not held",
    "brackets run on",
    "brackets end here",
    "participation",
    "not participation",
    "participation not said",
]
RULINGS: tuple[Ruling, ...] = get_args(Ruling)
# Each ruling takes the place of the others of its line.
_ASPECTS: tuple[frozenset[str], ...] = (
    frozenset({"alternatives", "independent", "not yet said"}),
    frozenset({"not a dispute", "dispute"}),
    frozenset({"held", "not held"}),
    frozenset({"brackets run on", "brackets end here"}),
    frozenset({"participation", "not participation", "participation not said"}),
)
_TAKES_BACK = frozenset({"not yet said", "dispute", "brackets end here", "participation not said"})
# Rulings on a heading, which have no bracket to lapse with.
OF_HEADINGS = _ASPECTS[3]
OF_HOLDERS = _ASPECTS[2]
# Whether a bracket says that a State's participation is not formalised yet.
OF_PARTICIPATION = _ASPECTS[4]
# Where a ruling on a heading stands.
WHOLE: Span = (0, 0)


@dataclass(frozen=True, slots=True, order=True)
class Ruled:
    """A ruling in force. start, stop: the bracket's place in the text as it stands, as `anchors.spans` has it, WHOLE on
    a heading; party: the State it is about, 0 for none; seq: number of the entry that made it."""

    start: int
    stop: int
    ruling: str
    party: int
    seq: int

    @property
    def anchor(self) -> Span:
        return self.start, self.stop


def ruled(
    before: Iterable[Ruled], ruling: str, places: Iterable[Span], *, parties: Collection[int] = (), seq: int
) -> tuple[Ruled, ...]:
    """The rulings in force on a paragraph after a new one, in order.

    places: of all members where it is about a group; parties: with the rulings about States. Raises KeyError for a
    ruling that does not exist.
    """
    aspect = next((it for it in _ASPECTS if ruling in it), None)
    if aspect is None:
        raise KeyError(ruling)
    made = {Ruled(start, stop, ruling, party, seq) for start, stop in places for party in (parties or (0,))}
    replaced = {(it.anchor, it.party) for it in made}
    kept = {it for it in before if it.ruling not in aspect or (it.anchor, it.party) not in replaced}
    return tuple(sorted(kept if ruling in _TAKES_BACK else kept | made))


def carried(before: Collection[Ruled], old: str, new: str) -> tuple[Ruled, ...]:
    """The rulings in force after a paragraph got a new wording: each at its bracket's new place, without those whose
    bracket went."""
    staying = [it for it in before if it.anchor == WHOLE]
    moving = [it for it in before if it.anchor != WHOLE]
    places = follow(old, new, [it.anchor for it in moving]) if moving else ()
    moved = [replace(it, start=at[0], stop=at[1]) for it, at in zip(moving, places, strict=True) if at]
    return tuple(sorted([*staying, *moved]))


def excused(rulings: Iterable[Ruled]) -> frozenset[Span]:
    """The brackets that a person ruled no dispute, or a State's participation, which is none."""
    return frozenset(it.anchor for it in rulings if it.ruling in ("not a dispute", "participation"))


def refused(rulings: Iterable[Ruled]) -> frozenset[Span]:
    """The brackets round a name of a State that a person ruled to be about words, not about its participation."""
    return frozenset(it.anchor for it in rulings if it.ruling == "not participation")


def confirmed(rulings: Iterable[Ruled]) -> tuple[tuple[Span, int], ...]:
    """(bracket, State) of those that a person ruled to be about its participation."""
    return tuple((it.anchor, it.party) for it in rulings if it.ruling == "participation")


def settled(rulings: Iterable[Ruled]) -> tuple[int, ...]:
    """Where they open, in order."""
    return tuple(sorted(start for start, _ in excused(rulings)))


def runs_on(rulings: Iterable[Ruled]) -> bool:
    """Whether brackets run across this heading."""
    return any(it.ruling == "brackets run on" for it in rulings)
