"""What the Chair picks at the merge desk, change by change, and what that leaves of each proposal.

A pick is named by words, not by numbers, so that it still fits after the text or the table moved on.
Source: practice.md section 4; `domain/merge.py` knows what a pick makes of the text.
"""

import hashlib
import itertools
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from drafting.domain.merge import Merge, Pick, Stretch, Wording, bracketed, carry, defaults, resolved

BASE, BRACKETS = "base", "brackets"
# So many insertions at one point are asked for in every order; of more, each is given its place.
MOST_ORDERS = 3
_CONTEXT = 24


@dataclass(frozen=True, slots=True)
class Change:
    """One change with all its stretches. key: names it by its words and those before it."""

    number: int
    key: str
    stretches: tuple[Stretch, ...]

    @property
    def kind(self) -> Literal["change", "order", "collision"]:
        return self.stretches[0].kind

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The wordings of its first stretch; where there are more stretches, each has one wording of the same hands."""
        return self.stretches[0].wordings

    def words(self, index: int) -> str:
        """What is proposed for it by the wording with this index, stretch by stretch."""
        return _ELLIPSIS.join(it.wordings[index].text for it in self.stretches)

    @property
    def base(self) -> str:
        return _ELLIPSIS.join(it.base for it in self.stretches)

    def option(self, pick: Pick) -> str:
        """The name of a pick: "base", "brackets", or the names of the wordings in their order."""
        if pick is None:
            return BRACKETS
        return ".".join(_digest(self.wordings[index].text) for index in pick) or BASE

    def options(self) -> dict[str, Pick]:
        """What may be picked, by name: the base, wordings, orders of few insertions, all in brackets."""
        indexes = range(len(self.wordings))
        picks: list[Pick] = [(), *((index,) for index in indexes), None]
        if self.kind == "order":
            orders = itertools.permutations(indexes) if len(indexes) <= MOST_ORDERS else [tuple(indexes)]
            picks[1:1] = orders
        return {self.option(pick): pick for pick in picks}

    def pick(self, option: str) -> Pick:
        """Raises KeyError for the name of nothing that may be picked here."""
        if option == BASE:
            return ()
        if option == BRACKETS:
            return None
        indexes = {_digest(it.text): index for index, it in enumerate(self.wordings)}
        names = option.split(".")
        if len(set(names)) < len(names) or (len(names) > 1 and self.kind != "order"):
            raise KeyError(option)
        return tuple(indexes[name] for name in names)


_ELLIPSIS = " … "


def _digest(*facts: str) -> str:
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:12]


def changes(merged: Merge) -> tuple[Change, ...]:
    """All changes, in the order of their numbers."""
    stretches: dict[int, list[Stretch]] = {}
    for it in merged.stretches:
        stretches.setdefault(it.change, []).append(it)
    found: list[Change] = []
    keys: dict[str, int] = {}
    for number, mine in sorted(stretches.items()):
        start = mine[0].start
        key = _digest(merged.base[max(start - _CONTEXT, 0) : start], *(it.base for it in mine))
        keys[key] = keys.get(key, 0) + 1
        found.append(Change(number, key if keys[key] == 1 else f"{key}-{keys[key]}", tuple(mine)))
    return tuple(found)


def picked(merged: Merge, options: Mapping[str, str]) -> tuple[dict[int, Pick], int]:
    """The picks by number of change, with how many options fit nothing any more.

    options: key of a change -> name of a pick. A change without one, or with one that does not fit, goes by default.
    """
    picks = defaults(merged)
    fitting = 0
    for it in changes(merged):
        if it.key in options:
            try:
                picks[it.number] = it.pick(options[it.key])
                fitting += 1
            except KeyError:
                continue
    return picks, len(options) - fitting


def all_alike(merged: Merge, pick: tuple[()] | None) -> dict[int, Pick]:
    """Every change as it stands in the base, or everything side by side in brackets."""
    return dict.fromkeys((it.change for it in merged.stretches), pick)


def as_proposed(merged: Merge, sponsors: Collection[str]) -> dict[int, Pick]:
    """Exactly what these sponsors propose, the base elsewhere; in brackets where they want different things."""
    picks: dict[int, Pick] = {}
    for it in merged.stretches:
        mine = tuple(index for index, wording in enumerate(it.wordings) if not set(sponsors).isdisjoint(wording.by))
        picks[it.change] = None if len(mine) > 1 and it.kind == "collision" else mine
    return picks


Standing = Literal["taken", "reworded", "bracketed", "left"]


@dataclass(frozen=True, slots=True)
class Share:
    """What a new wording has of one proposal: numbers of its changes.

    taken: as proposed; reworded: picked, then changed by the Chair's own hand; bracketed: side by side with others in
    brackets; left: not in it.
    """

    taken: tuple[int, ...] = ()
    reworded: tuple[int, ...] = ()
    bracketed: tuple[int, ...] = ()
    left: tuple[int, ...] = ()

    @property
    def extent(self) -> Literal["all", "part", "none"]:
        if not self.taken and not self.reworded:
            return "none"
        return "part" if self.reworded or self.bracketed or self.left else "all"


def standings(
    merged: Merge, picks: Mapping[int, Pick], text: str, codes: Mapping[str, Sequence[str]]
) -> dict[tuple[int, int], Standing]:
    """(number of a change, index of its wording) -> how it stands in the new wording.

    text: the new wording, with what was changed by hand in what the picks give. codes: as in `merge.resolved`.
    """
    made = resolved(merged, picks, codes)
    in_brackets = bracketed(merged, picks)
    found = {
        (it.number, index): _as_picked(picks[it.number], index, is_bracketed=it.number in in_brackets)
        for it in changes(merged)
        for index in range(len(it.wordings))
    }
    if text == made:
        return found
    written = _Written(merged, picks, codes, made, text)
    touched = {it.number: written.outcome(it.number, ()) if picks[it.number] != () else "" for it in changes(merged)}
    return {
        (it.number, index): written.standing(it, index, found[it.number, index], touched[it.number])
        for it in changes(merged)
        for index in range(len(it.wordings))
    }


def _as_picked(pick: Pick, index: int, *, is_bracketed: bool) -> Standing:
    if is_bracketed:
        return "bracketed"
    return "taken" if pick is not None and index in pick else "left"


@dataclass(frozen=True)
class _Written:
    """A text that was written by hand on what picks gave: what of them it keeps, undoes, or words otherwise."""

    merged: Merge
    picks: Mapping[int, Pick]
    codes: Mapping[str, Sequence[str]]
    made: str
    text: str

    def outcome(self, number: int, pick: Pick) -> str:
        """Whether another pick could still be made in it, is made in it, or was written over."""
        other = resolved(self.merged, {**self.picks, number: pick}, self.codes)
        return carry(self.made, self.text, other).outcome

    def standing(self, it: Change, index: int, before: Standing, touched: str) -> Standing:
        pick = self.picks[it.number]
        if before != "taken":
            added = (*pick, index) if pick and it.kind == "order" else (index,)
            if self.outcome(it.number, added) == "already there":
                return "taken"
        if touched == "already there":
            return "left"
        if touched == "collides":
            return "reworded" if before == "taken" else "left"
        return before


def shares(merged: Merge, found: Mapping[tuple[int, int], Standing]) -> dict[str, Share]:
    """Sponsor -> what the new wording has of its proposal. found: as `standings` gives it."""
    parts: dict[str, dict[Standing, list[int]]] = {}
    for it in changes(merged):
        for index, wording in enumerate(it.wordings):
            for by in wording.by:
                parts.setdefault(by, {}).setdefault(found[it.number, index], []).append(it.number)
    return {by: Share(**{how: tuple(numbers) for how, numbers in mine.items()}) for by, mine in parts.items()}
