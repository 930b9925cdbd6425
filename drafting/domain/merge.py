"""Carry a proposal to a newer text, combine proposals on one base, and compile what collides into bracketed text.

Three-way over tokens; a collision is two changes that touch the same words of the same base, never mere
neighbourhood. Source: design.md "The text", practice.md section 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from drafting.domain import bracketing
from drafting.domain.edits import Links, Place, gathered, tied, widened
from drafting.domain.words import pieces


@dataclass(frozen=True, slots=True)
class Collision:
    """Words of the base, and what the current text and the proposal made of them; each may be ""."""

    base: str
    current: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Carried:
    """text: the current text with the proposal's changes; None when it collides. collisions: in reading order."""

    outcome: Literal["applies", "already there", "collides"]
    text: str | None
    collisions: tuple[Collision, ...]


def carry(base: str, current: str, proposal: str) -> Carried:
    """Return the proposal, made on `base`, on top of `current`, which was also made from `base`.

    Equal changes on both sides are one. Two insertions at one point do not collide: both are kept, that of the
    current text first. On its own base a proposal is itself.
    """
    if proposal in (base, current):
        return Carried("already there", current, ())
    both = merge(base, (("current", current), ("proposal", proposal)))
    if not any(_is_of_proposal_alone(it) for stretch in both.stretches for it in stretch.wordings):
        return Carried("already there", current, ())
    text = combined(both)
    if text is not None:
        return Carried("applies", text, ())
    return Carried("collides", None, tuple(_collision(it) for it in both.stretches if it.kind == "collision"))


def _is_of_proposal_alone(wording: "Wording") -> bool:
    return wording.by == ("proposal",)


def _collision(stretch: "Stretch") -> Collision:
    made = {by: it.text for it in stretch.wordings for by in it.by}
    return Collision(stretch.base, made["current"], made["proposal"])


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that some propose for a stretch, "" for a deletion. by: the sponsors, sorted."""

    text: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """`base.text[start:end]`, which proposals change; base: these words, "" for an insertion.

    change: 1, 2, … in reading order; stretches that stand or fall together, such as the two signs of a lifted
    bracket, share it. kind: "change" where all who touch the words want the same, "order" where several insert at one
    point and only the order is in question, "collision" where different wordings are wanted for the same words.
    """

    start: int
    end: int
    base: str
    wordings: tuple[Wording, ...]
    change: int

    @property
    def kind(self) -> Literal["change", "order", "collision"]:
        if len(self.wordings) == 1:
            return "change"
        return "collision" if self.base else "order"


@dataclass(frozen=True, slots=True)
class Merge:
    """A base with all that is proposed on it, stretch by stretch in reading order."""

    base: str
    stretches: tuple[Stretch, ...]
    _bases: Sequence[str] = field(repr=False, compare=False)
    _places: Sequence[Place] = field(repr=False, compare=False)
    _links: Links = field(repr=False, compare=False)
    _sponsors: Sequence[str] = field(repr=False, compare=False)


# What is taken of a change: its wordings by index, in the order in which they shall stand (several only where the
# order of insertions is in question); () keeps the base, None puts base and wordings side by side in brackets.
Pick = tuple[int, ...] | None


def merge(base: str, proposals: Sequence[tuple[str, str]]) -> Merge:
    """Lay proposals over the text they amend.

    proposals: (sponsor, whole text). The order in which they come does not change the result.
    """
    bases = pieces(base)
    sponsors = [by for by, _ in proposals]
    places, links = gathered(bases, [pieces(text) for _, text in proposals])
    offsets = [0, *accumulate(map(len, bases))]
    numbers: dict[int, int] = {}
    stretches = [
        Stretch(
            offsets[place.start],
            offsets[place.end],
            base[offsets[place.start] : offsets[place.end]],
            _wordings(place, bases, sponsors),
            numbers.setdefault(first, len(numbers) + 1),
        )
        for place, first in zip(places, tied(places, links), strict=True)
    ]
    return Merge(base, tuple(stretches), bases, places, links, sponsors)


def _wordings(place: Place, bases: Sequence[str], sponsors: Sequence[str]) -> tuple[Wording, ...]:
    held = place.wordings(bases)
    found = [Wording(text, tuple(sorted({sponsors[by] for by in holders}))) for text, holders in held.items()]
    return tuple(sorted(found, key=lambda it: (it.by, it.text)))


def defaults(merged: Merge) -> dict[int, Pick]:
    """What goes without asking: equal wishes are taken, insertions at one point all kept, collisions bracketed."""
    return {it.change: None if it.kind == "collision" else tuple(range(len(it.wordings))) for it in merged.stretches}


def combined(merged: Merge) -> str | None:
    """Return the base with every proposal in it, None where something collides. One proposal alone is its text."""
    picks = defaults(merged)
    return None if None in picks.values() else resolved(merged, picks)


def compiled(merged: Merge) -> str:
    """Return the rolling text: what is compatible merged, colliding wordings side by side in brackets.

    `[should][KAZ: shall][TJK/UZB: must]`: the base's words first, then each wording with its sponsors; after "KAZ: "
    a wording is exact, its spaces included.
    """
    return resolved(merged, defaults(merged))


def chosen(merged: Merge, sponsor: str) -> str | None:
    """Return the text with this sponsor's wording everywhere, which is exactly what it proposed.

    None when its own proposals collide with each other. A sponsor that proposed nothing gives the base.
    """
    picks: dict[int, Pick] = {it.change: () for it in merged.stretches}
    for it in merged.stretches:
        mine = tuple(index for index, wording in enumerate(it.wordings) if sponsor in wording.by)
        if len(mine) > 1 and it.kind == "collision":
            return None
        picks[it.change] = mine
    return resolved(merged, picks)


def resolved(merged: Merge, picks: Mapping[int, Pick], codes: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return the text that picks by number of change give; a change without a pick keeps the base.

    codes: what to print for a sponsor in brackets, its name when not given. A bracket widens over other changes
    where it would otherwise part a pair of signs; their wordings then stand in it, too. Raises IndexError for a pick
    of a wording that is not there.
    """
    taken: dict[Place, str] = {}
    bracketed: set[Place] = set()
    for place, it in zip(merged._places, merged.stretches, strict=True):  # noqa: SLF001 - it is this module's own
        pick = picks.get(it.change, ())
        if pick is None:
            bracketed.add(place)
        else:
            taken[place] = "".join(it.wordings[index].text for index in pick) if pick else it.base
    sponsors = [tuple((codes or {}).get(by, (by,))) for by in merged._sponsors]  # noqa: SLF001
    ground = bracketing.Ground(merged._bases, merged._links, sponsors)  # noqa: SLF001
    return bracketing.rendered(ground, merged._places, taken, bracketed)  # noqa: SLF001


def bracketed(merged: Merge, picks: Mapping[int, Pick]) -> frozenset[int]:
    """Return the numbers of the changes that picks put into brackets, also where a bracket widens over another one."""
    places, stretches = merged._places, merged.stretches  # noqa: SLF001 - it is this module's own
    asked = {place for place, it in zip(places, stretches, strict=True) if picks.get(it.change, ()) is None}
    wide = widened(places, merged._bases, merged._links, asked.__contains__, to_see=True)  # noqa: SLF001
    alone = set(wide) - asked
    return frozenset(it.change for place, it in zip(places, stretches, strict=True) if place not in alone)


def compile_text(base: str, proposals: Sequence[tuple[str, str]]) -> str:
    """Return the base with every change in brackets, also where nothing collides: nothing is agreed yet.

    `[old][KAZ: new]`; an insertion is `[KAZ: new]`, a deletion `[old]`. Striking every bracket with a code and
    lifting the others gives the base.
    """
    merged = merge(base, proposals)
    return resolved(merged, dict.fromkeys((it.change for it in merged.stretches), None))
