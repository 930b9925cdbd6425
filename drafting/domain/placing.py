"""Where a reader expects a change: among the places that give the same texts, the most readable one."""

from collections.abc import Iterator, Sequence
from itertools import islice, product

from drafting.domain.alignment import Hunk
from drafting.domain.pairing import PAIRED, Pairs, pairs

# How far a deletion or insertion is moved, in tokens, to stand where a reader expects it.
_REACH = 64
# Signs that may stand before words set in brackets anew, such as further brackets; brackets round one place; ways to
# be tried. And how many such words are looked for in one text.
_FEW, _SETS = 6, 24
_SENTENCE_ENDS = frozenset(".;:!?…。；：！？؟؛")
_SEPARATORS = frozenset(" ,;،，、")
_PAIRED = {"]": "[", ")": "(", "}": "{", "】": "【", "］": "［", "»": "«", "”": "“"}
_OPENERS = frozenset(_PAIRED.values())


def placed(olds: Sequence[str], news: Sequence[str], found: Sequence[Hunk]) -> list[Hunk]:
    """Move each pure deletion or insertion among the places that give the same texts to the most readable one."""
    placed: list[Hunk] = []
    for index, hunk in enumerate(found):
        # One unchanged token at least stays on either side, or hunks would run together.
        floor = placed[-1].end + 1 if placed else 0
        roof = found[index + 1].start - 1 if index + 1 < len(found) else len(olds)
        places = _places(olds, news, hunk, floor, roof)
        placed.append(max(places, key=lambda place: _readable(olds, news, place)) if places[1:] else hunk)
    return placed


def untorn(olds: Sequence[str], news: Sequence[str], found: list[Hunk]) -> list[Hunk]:
    """Part a stretch that came or went where that leaves brackets whole.

    `[a]` that became `[[a]][KAZ: b][UZB: a]` kept its words at the head of it, not at the end: only so do the signs
    of each pair come together. As many tokens are marked as before.
    """
    if all(PAIRED.isdisjoint(olds[a:b]) and PAIRED.isdisjoint(news[c:d]) for a, b, c, d in found):
        return found
    old_pairs, new_pairs = pairs(olds), pairs(news)
    if old_pairs:
        found = _parted(olds, news, found, (old_pairs, new_pairs))
    if new_pairs:
        mirrored = _parted(news, olds, [_mirrored(it) for it in found], (new_pairs, old_pairs))
        found = [_mirrored(it) for it in mirrored]
    return found


def _mirrored(it: Hunk) -> Hunk:
    return Hunk(it.new_start, it.new_end, it.start, it.end)


def _parted(olds: Sequence[str], news: Sequence[str], found: list[Hunk], sides: tuple[Pairs, Pairs]) -> list[Hunk]:
    # Each look weighs all pairs of the texts, so it ends with the few that a real text may need.
    for _ in range(_SETS):
        better = _with_fewer_torn(olds, news, found, sides)
        if better is None:
            break
        found = better
    return found


def _with_fewer_torn(
    olds: Sequence[str], news: Sequence[str], found: list[Hunk], sides: tuple[Pairs, Pairs]
) -> list[Hunk] | None:
    most = _torn(found, *sides)
    for parted in islice(_partings(olds, news, found, sides[0]), _FEW if most else 0):
        better = placed(olds, news, parted)
        if _torn(better, *sides) < most:
            return better
    return None


def _partings(olds: Sequence[str], news: Sequence[str], found: list[Hunk], held: Pairs) -> Iterator[list[Hunk]]:
    """The ways to find the words after an insertion, up to the end of a bracket round it, near its beginning."""
    for index, (start, end, new_start, new_end) in enumerate(found):
        if start != end:
            continue
        roof = found[index + 1].start if index + 1 < len(found) else len(olds)
        ends = [last + 1 for first, last in held if first < start <= last < roof]
        for after, at in product(sorted(ends)[:_FEW], range(new_start + 1, min(new_start + _FEW, new_end))):
            last = at + after - start
            if news[at:last] == olds[start:after]:
                there = Hunk(start, start, new_start, at), Hunk(after, after, last, new_end + after - start)
                yield [*found[:index], *there, *found[index + 1 :]]


def _torn(found: Sequence[Hunk], old_pairs: Pairs, new_pairs: Pairs) -> int:
    """How many pairs of signs have one sign that changed and one that stayed."""
    gone = {at for it in found for at in range(it.start, it.end)}
    come = {at for it in found for at in range(it.new_start, it.new_end)}
    return sum((first in gone) != (last in gone) for first, last in old_pairs) + sum(
        (first in come) != (last in come) for first, last in new_pairs
    )


def _places(olds: Sequence[str], news: Sequence[str], hunk: Hunk, floor: int, roof: int) -> list[Hunk]:
    """Every place of a hunk within the unchanged tokens around it, leftmost first."""
    if hunk.end > hunk.start and hunk.new_end > hunk.new_start:
        return [hunk]
    tokens, first, last = (
        (olds, hunk.start, hunk.end) if hunk.end > hunk.start else (news, hunk.new_start, hunk.new_end)
    )
    left = right = 0
    most = min(_REACH, hunk.start - floor)
    while left < most and tokens[first - left - 1] == tokens[last - left - 1]:
        left += 1
    most = min(_REACH, roof - hunk.end)
    while right < most and tokens[first + right] == tokens[last + right]:
        right += 1
    return [Hunk(*(at + step for at in hunk)) for step in range(-left, right + 1)]


def _readable(olds: Sequence[str], news: Sequence[str], place: Hunk) -> tuple[int, bool, bool]:
    """Whole brackets and quotations first, then whole sentences, then words with the space before them."""
    run = olds[place.start : place.end] or news[place.new_start : place.new_end]
    sentences = _last_sign(olds, place.start) in _SENTENCE_ENDS and _last_sign(run, len(run)) in _SENTENCE_ENDS
    phrase = run[0] in _SEPARATORS and run[-1] not in _SEPARATORS
    return -_unpaired(run), sentences, phrase


def _last_sign(tokens: Sequence[str], end: int) -> str:
    """The last token before `end` that is not a space; a text begins as if after a sentence."""
    while end and tokens[end - 1].isspace():
        end -= 1
    return tokens[end - 1] if end else "."


def _unpaired(run: Sequence[str]) -> int:
    """How many signs of a run have their partner outside of it."""
    opened: list[str] = []
    alone = run.count("*") % 2 + run.count("**") % 2
    for token in run:
        if token in _OPENERS:
            opened.append(token)
        elif token in _PAIRED:
            if opened and opened[-1] == _PAIRED[token]:
                opened.pop()
            else:
                alone += 1
    return alone + len(opened)
