"""Several proposals laid over the text they amend: what each would insert and delete, with its sponsors."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from drafting.domain.diff import changes


@dataclass(frozen=True)
class Segment:
    """A run of the marked text. by: sponsors in the order given, () for an equal run."""

    text: str
    op: Literal["equal", "delete", "insert"]
    by: tuple[str, ...] = ()


def overlay(base: str, proposals: Sequence[tuple[str, str]]) -> tuple[Segment, ...]:
    """The base with every (sponsor, text) marked in it.

    The equal and deleted runs together give the base exactly; a run that two would delete carries both, and equal
    insertions at one point are one insertion with several sponsors.
    """
    deleted: list[tuple[int, int, str]] = []
    inserted: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for sponsor, text in proposals:
        at = 0
        for change in changes(base, text):
            if change.op == "insert":
                inserted[at].setdefault(change.text, []).append(sponsor)
                continue
            if change.op == "delete":
                deleted.append((at, at + len(change.text), sponsor))
            at += len(change.text)
    return tuple(_segments(base, deleted, inserted))


def _segments(
    base: str, deleted: Sequence[tuple[int, int, str]], inserted: dict[int, dict[str, list[str]]]
) -> list[Segment]:
    begun: dict[int, set[int]] = defaultdict(set)
    over: dict[int, set[int]] = defaultdict(set)
    for index, (start, end, _) in enumerate(deleted):
        begun[start].add(index)
        over[end].add(index)
    places = sorted({0, len(base), *inserted, *begun, *over})
    found: list[Segment] = []
    going: set[int] = set()  # The deletions that reach over the place at hand.
    for start, end in zip(places, [*places[1:], places[-1]], strict=True):
        found += [Segment(text, "insert", tuple(by)) for text, by in inserted.get(start, {}).items()]
        going = (going | begun[start]) - over[start]
        if end > start:
            by = tuple(dict.fromkeys(deleted[index][2] for index in sorted(going)))
            found.append(Segment(base[start:end], "delete" if by else "equal", by))
    return found
