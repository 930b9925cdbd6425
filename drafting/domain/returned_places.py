"""Beside which paragraph of the draft a new one of a copy shall stand.

A new paragraph takes the kind of the one it is put beside, and after a paragraph means after its points too. Beside
an agreed paragraph nothing can be proposed, so an open neighbour is taken where there is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from drafting.domain.consensus import CLOSED
from drafting.domain.returned import Standing

Side = Literal["insert after", "insert before"]
# Beside these a new paragraph is plain text without a label.
_FORMAL = {"symbol", "title", "date", "place", "heading", "enacting"}


@dataclass(frozen=True, slots=True)
class Beside:
    """side, at: after or before which paragraph of the draft, by its index."""

    side: Side
    at: int


def places(body: Sequence[Standing], owner: Mapping[int, int], kinds: Sequence[str]) -> dict[int, Beside]:
    """New index → its place, for those that are no paragraph of the draft; none where the draft has no paragraph.

    owner: new index → the paragraph of the draft that it is; kinds: of each new one by its style, "" unknown. New ones
    between the same two paragraphs keep their order.
    """
    found: dict[int, Beside] = {}
    options: list[Beside] = []
    for j, kind in enumerate(kinds):
        if j in owner:
            options = []
            continue
        options = options or _options(body, owner, j)
        if options:
            # Of equally good ones the first: after what stands in front of it.
            best = min(options, key=lambda it: _unfit(body[it.at], kind))
            options = options[options.index(best) :]
            found[j] = best
    return found


def _options(body: Sequence[Standing], owner: Mapping[int, int], j: int) -> list[Beside]:
    """The places that mean the same here, the innermost first."""
    before = [owner[at] for at in range(j - 1, -1, -1) if at in owner and body[owner[at]].state != "deleted"]
    after = next((owner[at] for at in sorted(owner) if at > j and body[owner[at]].state != "deleted"), None)
    found = [*_after(body, before, after), *([Beside("insert before", after)] if after is not None else [])]
    if found or not body:
        return found
    # A copy that has nothing in common with the draft still loses no word.
    alive = [i for i, it in enumerate(body) if it.state != "deleted"]
    return [Beside("insert after", alive[-1] if alive else len(body) - 1)]


def _after(body: Sequence[Standing], before: Sequence[int], after: int | None) -> Iterator[Beside]:
    """After the paragraph in front, or after that whose point it is; not where points would come between."""
    for i in before:
        # What stands between in the draft, also where this copy deletes it, must be points that are passed anyway.
        between = (it for it in body[i + 1 : before[0] + 1] if it.state != "deleted")
        if i > before[0] or not all(is_point_of(it, body[i]) for it in between):
            return
        if after is None or not is_point_of(body[after], body[i]):
            yield Beside("insert after", i)


def is_point_of(point: Standing, of: Standing) -> bool:
    return point.kind == "point" and point.level > of.level


def _unfit(it: Standing, kind: str) -> tuple[bool, bool, bool]:
    return it.state in CLOSED, bool(kind) and it.kind != kind, it.kind in _FORMAL and kind not in _FORMAL
