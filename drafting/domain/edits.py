"""What several texts made of one base, edit by edit: the ground on which merging stands.

Positions are indexes of tokens of the base (`words.pieces`). Source: design.md "The text": a collision is two edits
that touch the same words of the same base, never mere neighbourhood.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from drafting.domain.diff import Base, hunks
from drafting.domain.pairing import PAIRED, pairs


class Edit(NamedTuple):
    """Tokens `start:end` of the base become `new`. by: whose edit it is."""

    start: int
    end: int
    new: tuple[str, ...]
    by: int


class Link(NamedTuple):
    """The two signs of a pair, one of which an edit touches: the edit each stands in, or its position in the base."""

    first: Edit | int
    last: Edit | int


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the base where edits touch the same words; of no words where there are insertions only."""

    start: int
    end: int
    edits: tuple[Edit, ...]

    def wordings(self, bases: Sequence[str]) -> dict[str, list[int]]:
        """Each wording of the stretch with those who made it, in the order of their numbers."""
        mine: dict[int, list[Edit]] = {}
        for edit in self.edits:
            mine.setdefault(edit.by, []).append(edit)
        held: dict[str, list[int]] = {}
        for by in sorted(mine):
            held.setdefault(applied(bases, mine[by], self.start, self.end), []).append(by)
        return held


def edits(base: Base, news: Sequence[str], by: int) -> list[Edit]:
    """Return what turns the base into another text, in order."""
    return [
        Edit(start, end, tuple(news[new_start:new_end]), by) for start, end, new_start, new_end in hunks(base, news)
    ]


def applied(bases: Sequence[str], made: Iterable[Edit], start: int, end: int) -> str:
    """Return tokens `start:end` of the base with edits in order that do not overlap."""
    out: list[str] = []
    for one in made:
        out += bases[start : one.start]
        out += one.new
        start = one.end
    return "".join([*out, *bases[start:end]])


def in_order(one: Edit) -> tuple[int, int, int]:
    return one.start, one.end, one.by


def places(made: Iterable[Edit]) -> list[Place]:
    """Gather edits that overlap; an insertion overlaps only what has words on both its sides."""
    groups: list[list[Edit]] = []
    start = end = -1
    for one in sorted(made, key=in_order):
        is_same_point = start == end == one.start == one.end
        if one.start < end or is_same_point:
            groups[-1].append(one)
        else:
            groups.append([one])
            start = end = one.start
        end = max(end, one.end)
    return [Place(group[0].start, max(one.end for one in group), tuple(group)) for group in groups]


class Links(dict[Edit, list[Link]]):
    """Links by the edits at their ends.

    held: the pairs of the base; crossed: tokens of the base that stay in some text, but as another pair.
    """

    def __init__(self, bases: Sequence[str]) -> None:
        super().__init__()
        self._bases = bases
        self.held = pairs(bases)
        self.crossed: list[tuple[int, int]] = []

    def gather(self, news: Sequence[str], made: Sequence[Edit]) -> None:
        """Add the pairs of which one text changes a sign. made: the edits of that text, in order."""
        bases = self._bases
        if all(PAIRED.isdisjoint(bases[one.start : one.end]) and PAIRED.isdisjoint(one.new) for one in made):
            return
        for side, held in ((_Side(made, of_base=True), self.held), (_Side(made, of_base=False), pairs(news))):
            for first, last in held:
                self._add(side.at(first), side.at(last))

    def _add(self, first: Edit | int, last: Edit | int) -> None:
        if isinstance(first, int) and isinstance(last, int):
            self.crossed.append((first, last))
        elif first != last:
            for end in (first, last):
                if isinstance(end, Edit):
                    self.setdefault(end, []).append(Link(first, last))


class _Side:
    """Where the tokens of one side stand: in an edit, or at a position of the base."""

    def __init__(self, made: Sequence[Edit], *, of_base: bool) -> None:
        self._made = made
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._shifts = [0]
        shift = 0
        for one in made:
            length = one.end - one.start if of_base else len(one.new)
            self._starts.append(one.start + shift)
            self._ends.append(one.start + shift + length)
            shift += length - (one.end - one.start)
            self._shifts.append(shift)

    def at(self, token: int) -> Edit | int:
        index = bisect_right(self._starts, token) - 1
        if index >= 0 and token < self._ends[index]:
            return self._made[index]
        return token - self._shifts[index + 1]


def gathered(bases: Sequence[str], texts: Sequence[Sequence[str]]) -> tuple[list[Place], Links]:
    """Return the places that some text changes, with edits by the index of their text.

    texts: as tokens. Where different hands move the two signs of one pair, all between them is one place.
    """
    made: list[Edit] = []
    base, links = Base(bases), Links(bases)
    for by, news in enumerate(texts):
        mine = edits(base, news, by)
        links.gather(news, mine)
        made += mine
    found = places(made)
    while parted := _parted(found, links):
        found = widened(found, bases, links, parted.__contains__)
    return phrases(found, bases, lambda _: True), links


def phrases(found: Sequence[Place], bases: Sequence[str], may_join: Callable[[Place], bool]) -> list[Place]:
    """Join replacements by the same hands that only a space parts, so that they read as one phrase."""
    read: list[Place] = []
    for place in found:
        last = read[-1] if read else None
        if (
            last
            and bases[last.end : place.start] == [" "]
            and may_join(last)
            and may_join(place)
            and _is_phrase(last, place)
        ):
            read[-1] = joined((last, place), last.start, place.end)
        else:
            read.append(place)
    return read


def _is_phrase(one: Place, other: Place) -> bool:
    if {it.by for it in one.edits} != {it.by for it in other.edits}:
        return False
    return all(it.start < it.end and it.new for place in (one, other) for it in place.edits)


def tied(found: Sequence[Place], links: Links) -> list[int]:
    """Return for each place the index of the first that it shares a pair of signs with, its own when with none."""
    firsts = list(range(len(found)))
    if not links:
        return firsts
    at: dict[Edit | int, int] = {one: index for index, place in enumerate(found) for one in place.edits}
    at |= {token: index for index, place in enumerate(found) for token in range(place.start, place.end)}
    together = [link for linked in links.values() for link in linked] + links.held + links.crossed
    for first, last in together:
        for end in (first, last):
            if end not in at:
                at[end] = len(firsts)
                firsts.append(len(firsts))
        low, high = sorted((_root(firsts, at[first]), _root(firsts, at[last])))
        firsts[high] = low
    return [_root(firsts, index) for index in range(len(found))]


def _root(firsts: list[int], index: int) -> int:
    """Follow each index to the one before it that it is tied to; the way gets shorter each time."""
    while firsts[index] != index:
        firsts[index] = firsts[firsts[index]]
        index = firsts[index]
    return index


def _parted(found: Sequence[Place], links: Links) -> set[Place]:
    """The places where one hand would take a sign of a pair and another hand its partner."""
    groups: dict[int, list[Place]] = {}
    for first, place in zip(tied(found, links), found, strict=True):
        groups.setdefault(first, []).append(place)
    return {place for group in groups.values() if len(group) > 1 and not _is_one_hand(group) for place in group}


def _is_one_hand(group: Sequence[Place]) -> bool:
    hands = {frozenset(one.by for one in place.edits) for place in group}
    return len(hands) == 1 and all(len({one[:3] for one in place.edits}) == 1 for place in group)


def widened(
    found: Sequence[Place],
    bases: Sequence[str],
    links: Links,
    needs: Callable[[Place], bool],
    *,
    to_see: bool = False,
) -> list[Place]:
    """Widen the places that need it until none of them parts a pair of signs; with `to_see`, until each has words.

    A place that came of widening needs it, too.
    """
    done: list[Place] = []
    ahead = list(reversed(found))
    wide: set[Place] = set()
    while ahead:
        place = ahead.pop()
        is_due = place in wide or needs(place)
        wanted = _stretch(place, links) if is_due else None
        if wanted is None and is_due and to_see:
            wanted = _grown(place, bases)
        if wanted is None:
            done.append(place)
            continue
        parts = [place]
        while done and _is_part(done[-1], *wanted):
            parts.append(done.pop())
        while ahead and _is_part(ahead[-1], *wanted):
            parts.append(ahead.pop())
        ahead.append(joined(parts, *wanted))
        wide.add(ahead[-1])
    return done


def _stretch(place: Place, links: Links) -> tuple[int, int] | None:
    """Return what the place should cover so that it parts no pair, None when it parts none."""
    start, end = place.start, place.end
    mine = set(place.edits)
    lacking = [
        other
        for one in place.edits
        for link in links.get(one, ())
        for other in link
        if other not in mine and not (isinstance(other, int) and start <= other < end)
    ]
    for other in lacking:
        first, last = (other, other + 1) if isinstance(other, int) else (other.start, other.end)
        start, end = min(start, first), max(end, last)
    for first, last in (*links.held, *links.crossed):
        if (start <= first < end) != (start <= last < end):
            start, end = min(start, first), max(end, last + 1)
    return (start, end) if lacking or (start, end) != (place.start, place.end) else None


def _grown(place: Place, bases: Sequence[str]) -> tuple[int, int] | None:
    """Return the place and as many tokens on either side as show something, at most all; None when it does itself."""
    words = [bases[place.start : place.end]] if place.start < place.end else [it.new for it in place.edits]
    if not any(_is_invisible(run) for run in words):
        return None
    start, end = max(place.start - 1, 0), min(place.end + 1, len(bases))
    while (start > 0 or end < len(bases)) and _is_invisible((*bases[start : start + 1], *bases[end - 1 : end])):
        start, end = max(start - 1, 0), min(end + 1, len(bases))
    return None if (start, end) == (place.start, place.end) else (start, end)


def _is_part(place: Place, start: int, end: int) -> bool:
    if place.start == place.end:
        return start <= place.start <= end
    return place.end > start and place.start < end


def joined(parts: Sequence[Place], start: int, end: int) -> Place:
    made = tuple(sorted((one for part in parts for one in part.edits), key=in_order))
    return Place(min(start, *(it.start for it in made)), max(end, *(it.end for it in made)), made)


def _is_invisible(run: Sequence[str]) -> bool:
    return all(sign.isspace() or not sign.isprintable() for token in run for sign in token)
