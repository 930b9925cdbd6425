"""Changes between two texts, word by word, exact on both sides.

Source: design.md "The text". `alignment` says which tokens both texts have in common, `placing` where a reader
expects the changes between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from drafting.domain.alignment import Base, Hunk
from drafting.domain.placing import placed, untorn
from drafting.domain.words import pieces

__all__ = ["Base", "Change", "Hunk", "Op", "changes", "hunks", "new_text", "old_text", "phrases"]

Op = Literal["equal", "delete", "insert"]


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text. number: 1, 2, … in reading order; a deletion and what replaces it share it; 0 when equal."""

    op: Op
    text: str
    number: int = 0


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return how `old` became `new`, in reading order, a deletion before what replaces it.

    Never inside a word or a number. An unchanged space alone between two changes that together delete and insert is
    marked with them, so that replaced words read as one phrase; nothing else unchanged is ever marked.
    """
    olds, news = pieces(old), pieces(new)
    found = phrases(olds, hunks(olds, news))
    return tuple(change for change in _changes(olds, news, found) if change.text)


def old_text(found: Sequence[Change]) -> str:
    """Return the text before the changes."""
    return "".join(change.text for change in found if change.op != "insert")


def new_text(found: Sequence[Change]) -> str:
    """Return the text after the changes."""
    return "".join(change.text for change in found if change.op != "delete")


def hunks(olds: Sequence[str] | Base, news: Sequence[str]) -> list[Hunk]:
    """Return the differing stretches of two lists of tokens, in order, each where a reader expects it.

    olds: a `Base` where many texts are compared with one.
    """
    base = olds if isinstance(olds, Base) else Base(olds)
    return placed(base.tokens, news, untorn(base.tokens, news, base.differing(news)))


def phrases(olds: Sequence[str], found: Sequence[Hunk]) -> list[Hunk]:
    """Join hunks that only a space parts, where together they both delete and insert."""
    joined: list[Hunk] = []
    for hunk in found:
        last = joined[-1] if joined else None
        if last and olds[last.end : hunk.start] == [" "]:
            both = Hunk(last.start, hunk.end, last.new_start, hunk.new_end)
            if both.end - both.start > 1 and both.new_end - both.new_start > 1:
                joined[-1] = both
                continue
        joined.append(hunk)
    return joined


def _changes(olds: Sequence[str], news: Sequence[str], found: Sequence[Hunk]) -> Iterator[Change]:
    at = 0
    for number, hunk in enumerate(found, start=1):
        yield Change("equal", "".join(olds[at : hunk.start]))
        yield Change("delete", "".join(olds[hunk.start : hunk.end]), number)
        yield Change("insert", "".join(news[hunk.new_start : hunk.new_end]), number)
        at = hunk.end
    yield Change("equal", "".join(olds[at:]))
