"""Where a bracket of an old text stands in the new one: what is said about a bracket goes along with it.

Source: design.md "The text": what people decide about a bracket is anchored to it and carried along by the diff.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from drafting.domain.bracket_signs import CLOSERS
from drafting.domain.brackets import Reading, read
from drafting.domain.diff import changes

Span = tuple[int, int]


def spans(text: str) -> tuple[Span, ...]:
    """The brackets of one text: (offset of the first sign, offset after the last); a lone sign covers itself alone."""
    return span_of_each(text, read(text))


def span_of_each(text: str, reading: Reading) -> tuple[Span, ...]:
    """The same of a text that was read alone: pairs and lone opening signs by position, then lone closing signs."""
    found = [(it.start, it.end or it.start + 1) for it in reading.brackets]
    ends = {end - 1 for _, end in found}
    lone = {it.at for it in reading.diagnostics if text[it.at] in CLOSERS} - ends
    return (*found, *((at, at + 1) for at in sorted(lone)))


def follow(old: str, new: str, anchored: Sequence[Span]) -> tuple[Span | None, ...]:
    """Where brackets of the old text stand in the new one.

    anchored: some of `spans(old)`. None when a sign of the bracket is no unchanged token of the diff, or when both are
    but belong to different brackets now.
    """
    if old == new:
        return tuple(anchored)
    kept = list(_kept(old, new))
    owners = _owners(new)

    def moved(at: int) -> Span | None:
        run = bisect_right(kept, at, key=lambda it: it[0]) - 1
        first, last, new_first = kept[run] if run >= 0 else (0, 0, 0)
        return owners.get(new_first + at - first) if first <= at < last else None

    places = [(moved(start), moved(stop - 1)) for start, stop in anchored]
    return tuple(first if first == last else None for first, last in places)


def _kept(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    """The unchanged runs: first and last offset in the old text, first offset in the new one."""
    before = after = 0
    for it in changes(old, new):
        if it.op == "equal":
            yield before, before + len(it.text), after
        before += len(it.text) if it.op != "insert" else 0
        after += len(it.text) if it.op != "delete" else 0


@lru_cache(maxsize=1024)
def _owners(text: str) -> dict[int, Span]:
    """Offset of each bracket sign -> the bracket that it belongs to."""
    return {at: (start, stop) for start, stop in spans(text) for at in (start, stop - 1)}
