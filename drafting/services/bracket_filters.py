"""Which brackets of the board a reader looks at, and how many there are of each sort."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from drafting.services.bracket_views import Board, BracketView, Item

Show = Literal["open", "single", "mine", "unknown", "placeholders", "settled"]
SHOWS: tuple[Show, ...] = get_args(Show)


@dataclass(frozen=True)
class BracketFilters:
    """show: open ones and what is to be filled in, those that one delegation holds alone, the own State's, those that
    nobody is known to hold, what is to be filled in, or what was ruled no dispute; holder: a code or ""."""

    show: Show = "open"
    holder: str = ""
    oldest_first: bool = False


def chosen(found: Board, filters: BracketFilters) -> list[Item]:
    """The rows to be shown, in the order of the text or the oldest first; a group comes whole."""
    own = found.scope.actor.delegation()
    rows = [item for item in found.items if _passes(item, filters, own)]
    # What is in no entry has no age: option sets without brackets come last.
    return sorted(rows, key=lambda it: (not it.members, it.since)) if filters.oldest_first else rows


def _passes(item: Item, filters: BracketFilters, own: int | None) -> bool:
    if not item.members:
        return filters.show == "open" and not filters.holder
    return any(
        _is(it, filters.show, own) and (not filters.holder or filters.holder in {one.code for one in it.holders})
        for it in item.members
    )


def _is(it: BracketView, show: Show, own: int | None) -> bool:
    if it.is_settled:
        return show == "settled"
    if show == "single":
        return len(it.holders) == 1
    if show == "mine":
        return own is not None and it.is_held_by(own)
    if show == "unknown":
        return it.kind == "dispute" and not it.holders
    return show == "open" or (show == "placeholders" and it.kind == "placeholder")


def counted(found: Board) -> Mapping[Show, int]:
    """How many brackets each sort has."""
    own = found.scope.actor.delegation()
    members = list(found.members())
    return {show: sum(_is(it, show, own) for it in members) for show in SHOWS}


def disputes(members: Iterable[BracketView]) -> int:
    """How many stand in the way of consensus."""
    return sum(it.kind == "dispute" and not it.is_settled for it in members)


def by_holder(found: Board) -> dict[str, int]:
    """Code -> how many open brackets it holds: parties in the order of States, then whoever else the text names."""
    counts = Counter(one.code for it in found.members() if not it.is_settled for one in it.holders)
    codes = [it.code for it in found.scope.parties.values()]
    return {code: counts[code] for code in [*codes, *sorted(counts.keys() - set(codes))] if counts[code]}
