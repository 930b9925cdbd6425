"""Who belonged to a Process on a day, and under which name.

Source: practice.md section 1: names change over time, membership changes over time, a document keeps the membership of
its own date; order is always English alphabetical.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from drafting.domain.order import english_key


class Period(Protocol):
    """since: None for always; until: the first day without, None for none."""

    @property
    def since(self) -> date | None: ...

    @property
    def until(self) -> date | None: ...


@dataclass(frozen=True)
class Named:
    """A party as it is named: short and long names."""

    name_en: str
    name_ru: str
    long_en: str
    long_ru: str


@dataclass(frozen=True)
class Since:
    """What a party was for a time."""

    status: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Formerly:
    """The names that a party bore for a time."""

    named: Named
    since: date | None
    until: date | None


@dataclass(frozen=True)
class History:
    """A party through time. status: of today, which counts where nothing is said of the past; sort_key: where today's
    English name alone would not sort."""

    party: int
    kind: str
    status: str
    named: Named
    sort_key: str = ""
    memberships: Sequence[Since] = ()
    names: Sequence[Formerly] = ()


@dataclass(frozen=True)
class Member:
    """A party on a day. since: the day from which it has this status, None where it is not told."""

    party: int
    kind: str
    status: str
    named: Named
    since: date | None = None


def holds(it: Period, on: date) -> bool:
    return (it.since is None or it.since <= on) and (it.until is None or on < it.until)


def members(histories: Iterable[History], on: date) -> list[Member]:
    """The participating States and the observers of a day, in English alphabetical order of the names of that day.

    Participating before observing, and States before organizations.
    """
    found = [(key, member) for it in histories for key, member in _on(it, on)]
    found.sort(key=lambda row: (row[1].status != "participating", row[1].kind != "state", row[0], row[1].party))
    return [member for _, member in found]


def _on(it: History, on: date) -> Iterable[tuple[str, Member]]:
    stands = [row for row in it.memberships if holds(row, on)] if it.memberships else [Since(it.status, None, None)]
    for row in stands[-1:]:
        if row.status in ("participating", "observer"):
            bore = next((past.named for past in it.names if holds(past, on)), None)
            key = english_key(bore.name_en) if bore else english_key(it.sort_key or it.named.name_en)
            yield key, Member(it.party, it.kind, row.status, bore or it.named, row.since)
