"""Carry a proposal to a newer text, and compile proposals into bracketed text.

Three-way over tokens; a collision is two changes that touch the same words of the same base, never mere
neighbourhood. Source: design.md "The text", practice.md section 4.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from drafting.domain.diff import Hunk, hunks, phrases
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


_Pairs = Sequence[tuple[int, int]]


class _Edit(NamedTuple):
    """Tokens `start:end` of the base become `new`. by: whose edit it is."""

    start: int
    end: int
    new: tuple[str, ...]
    by: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of the base where edits touch the same words; of no words where there are insertions only."""

    start: int
    end: int
    edits: Sequence[_Edit]

    def old(self, bases: Sequence[str]) -> str:
        return "".join(bases[self.start : self.end])

    def wording(self, bases: Sequence[str], by: int) -> str:
        """What one side makes of the stretch."""
        return _applied(bases, [edit for edit in self.edits if edit.by == by], self.start, self.end)


_CURRENT, _PROPOSAL = 0, 1


def carry(base: str, current: str, proposal: str) -> Carried:
    """Return the proposal, made on `base`, on top of `current`, which was also made from `base`.

    Equal changes on both sides are one. Two insertions at one point do not collide: both are kept, that of the
    current text first. On its own base a proposal is itself.
    """
    bases = pieces(base)
    theirs = _edits(bases, pieces(current), _CURRENT)
    there = {edit[:3] for edit in theirs}
    fresh = [edit for edit in _edits(bases, pieces(proposal), _PROPOSAL) if edit[:3] not in there]
    if not fresh:
        return Carried("already there", current, ())
    together = sorted([*theirs, *fresh], key=_in_order)
    collisions = tuple(
        Collision(place.old(bases), place.wording(bases, _CURRENT), place.wording(bases, _PROPOSAL))
        for place in _places(together)
        if place.start < place.end and len({edit.by for edit in place.edits}) > 1
    )
    if collisions:
        return Carried("collides", None, collisions)
    return Carried("applies", _applied(bases, together, 0, len(bases)), ())


def compile_text(base: str, proposals: Sequence[tuple[str, str]]) -> str:
    """Return the rolling text: each changed stretch in brackets, the base's words beside each proposed wording.

    proposals: (code of the sponsor, whole text). `[old][KAZ: new]`; an insertion is `[KAZ: new]`, a deletion
    `[old]`; wordings of one stretch stand side by side, equal ones share a bracket: `[old][KAZ: a][TJK/UZB: b]`.
    After "KAZ: " a wording is exact, its spaces included. Striking every bracket with a code and lifting the
    others gives the base. The order of the proposals does not matter.
    """
    bases = pieces(base)
    codes = [code for code, _ in proposals]
    out: list[str] = []
    at = 0
    for place in _contested(bases, [text for _, text in proposals]):
        out += bases[at : place.start]
        out.append(_bracketed(place, bases, codes))
        at = place.end
    return "".join([*out, *bases[at:]])


def _contested(bases: Sequence[str], texts: Sequence[str]) -> list[_Place]:
    """Return the places that some text changes, with edits by the index of their text."""
    edits: list[_Edit] = []
    base_pairs = _pairs(bases)
    for by, text in enumerate(texts):
        news = pieces(text)
        found = _whole(bases, news, phrases(bases, hunks(bases, news)), base_pairs)
        edits += [_edit(news, _after_space(bases, news, hunk), by) for hunk in found]
    return _places(sorted(edits, key=_in_order))


def _in_order(edit: _Edit) -> tuple[int, int, int]:
    return edit.start, edit.end, edit.by


def _edits(bases: Sequence[str], news: Sequence[str], by: int) -> list[_Edit]:
    return [_edit(news, hunk, by) for hunk in hunks(bases, news)]


def _edit(news: Sequence[str], hunk: Hunk, by: int) -> _Edit:
    return _Edit(hunk.start, hunk.end, tuple(news[hunk.new_start : hunk.new_end]), by)


def _applied(bases: Sequence[str], edits: Iterable[_Edit], start: int, end: int) -> str:
    """Return tokens `start:end` of the base with edits in order that do not overlap."""
    out: list[str] = []
    for edit in edits:
        out += bases[start : edit.start]
        out += edit.new
        start = edit.end
    return "".join([*out, *bases[start:end]])


def _places(edits: Iterable[_Edit]) -> list[_Place]:
    """Gather edits, given in order, that overlap; an insertion overlaps only what has words on both its sides."""
    groups: list[list[_Edit]] = []
    start = end = -1
    for edit in edits:
        is_same_point = start == end == edit.start == edit.end
        if edit.start < end or is_same_point:
            groups[-1].append(edit)
        else:
            groups.append([edit])
            start = end = edit.start
        end = max(end, edit.end)
    return [_Place(group[0].start, max(edit.end for edit in group), group) for group in groups]


def _bracketed(place: _Place, bases: Sequence[str], codes: Sequence[str]) -> str:
    """The base's words and the wordings, each in a bracket; the space that all of them share stays outside."""
    sponsors: dict[str, set[str]] = {}
    for by in {edit.by for edit in place.edits}:
        sponsors.setdefault(place.wording(bases, by), set()).add(codes[by])
    wordings = sorted((sorted(held), text) for text, held in sponsors.items() if text)
    old = place.old(bases)
    lead, trail = _shared_space([old, *(text for _, text in wordings)])
    brackets = [f"[{old[lead : len(old) - trail]}]"] if old else []
    brackets += [f"[{'/'.join(held)}: {text[lead : len(text) - trail]}]" for held, text in wordings]
    return old[:lead] + "".join(brackets) + old[len(old) - trail :]


def _shared_space(texts: Sequence[str]) -> tuple[int, int]:
    """Whether all texts begin, and end, with a space outside of which a word is left."""
    lead = all(text[0] == " " and text.strip() for text in texts if text)
    trail = all(text[-1] == " " and text.strip() for text in texts if text)
    return (int(lead), int(trail)) if texts[0] else (0, 0)


def _after_space(bases: Sequence[str], news: Sequence[str], hunk: Hunk) -> Hunk:
    """Take an inserted " and others" as "and others " where that is the same: "refugees [KAZ: and others ]in"."""
    if hunk.start == hunk.end < len(bases) and bases[hunk.start] == news[hunk.new_start] == " ":
        return Hunk(*(at + 1 for at in hunk))
    return hunk


def _whole(bases: Sequence[str], news: Sequence[str], found: list[Hunk], base_pairs: _Pairs) -> list[Hunk]:
    """Widen hunks until none parts a pair of brackets or of marks of emphasis, and each has something to see."""
    new_pairs = _pairs(news)
    while torn := _torn(bases, news, found, base_pairs, new_pairs):
        found = _covering(found, *torn)
    return found


_PAIRED = frozenset({"[", "]", "*", "**"})


def _pairs(tokens: Sequence[str]) -> _Pairs:
    pairs: list[tuple[int, int]] = []
    brackets: list[int] = []
    emphasis: dict[str, int] = {}
    for at, sign in enumerate(tokens):
        if sign not in _PAIRED:
            continue
        if sign == "[":
            brackets.append(at)
        elif sign == "]":
            if brackets:
                pairs.append((brackets.pop(), at))
        elif sign in emphasis:
            pairs.append((emphasis.pop(sign), at))
        else:
            emphasis[sign] = at
    return pairs


def _torn(
    bases: Sequence[str], news: Sequence[str], found: Sequence[Hunk], old_pairs: _Pairs, new_pairs: _Pairs
) -> tuple[int, int] | None:
    """Return the stretch of the base that some hunk should cover and does not."""
    for hunk in found:
        start, end = hunk.start, hunk.end
        for first, last in old_pairs:
            if (start <= first < end) != (start <= last < end):
                return min(first, start), max(last + 1, end)
        for first, last in new_pairs:
            has_first, has_last = (hunk.new_start <= at < hunk.new_end for at in (first, last))
            if has_first != has_last:
                other = _in_base(found, last if has_first else first)
                return min(other[0], start), max(other[1], end)
        grown = max(start - 1, 0), min(end + 1, len(bases))
        if _is_invisible(bases[start:end] or news[hunk.new_start : hunk.new_end]) and grown != (start, end):
            return grown
    return None


def _in_base(found: Sequence[Hunk], at: int) -> tuple[int, int]:
    """Return the stretch of the base that a token of the new text stands in."""
    shift = 0
    for hunk in found:
        if at < hunk.new_start:
            break
        if at < hunk.new_end:
            return hunk.start, hunk.end
        shift = hunk.end - hunk.new_end
    return at + shift, at + shift + 1


def _covering(found: Sequence[Hunk], start: int, end: int) -> list[Hunk]:
    """Join the hunks within or beside a stretch of the base into one that covers it."""
    touched = [hunk for hunk in found if hunk.end >= start and hunk.start <= end]
    first, last = touched[0], touched[-1]
    start, end = min(start, first.start), max(end, last.end)
    joined = Hunk(start, end, first.new_start - (first.start - start), last.new_end + (end - last.end))
    at = found.index(first)
    return [*found[:at], joined, *found[at + len(touched) :]]


def _is_invisible(run: Sequence[str]) -> bool:
    return all(sign.isspace() or not sign.isprintable() for token in run for sign in token)
