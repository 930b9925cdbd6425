"""What a party is in a Process over time, and which names it bore on a day.

Source: practice.md section 1: membership changes over time, names change over time, and a document keeps those of its
own date. Days are whole: a spell begins with its first day and ends before the first day on which it holds no more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal, get_args

from drafting.domain.errors import BadText

Status = Literal["participating", "observer", "invited", "former"]
STATUSES: tuple[Status, ...] = get_args(Status)
# How a list of parties is divided, in the order of lists of participants.
GROUPS = ("participating", "observer", "intergovernmental", "other", "united nations", "civil society")


@dataclass(frozen=True, slots=True)
class Spell:
    """What a party was for some time. since: None for the beginning; until: the first day after, None while it lasts;
    basis_en, basis_ru: what it rests on, in both languages."""

    status: str
    since: date | None
    until: date | None = None
    basis_en: str = ""
    basis_ru: str = ""

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Names:
    """Short and long names as lists and documents print them."""

    name_en: str
    name_ru: str
    long_en: str
    long_ru: str


@dataclass(frozen=True, slots=True)
class Former:
    """The names before a change. since: None for the beginning; until: the first day of other names."""

    names: Names
    since: date | None
    until: date


def spell_on(spells: Iterable[Spell], day: date) -> Spell | None:
    return next((it for it in spells if it.holds(day)), None)


def status_on(spells: Iterable[Spell], day: date) -> str:
    """What a party was on a day: "" before it came, "former" in a gap behind a spell."""
    known = tuple(spells)
    found = spell_on(known, day)
    if found:
        return found.status
    return "former" if any(it.until is not None and it.until <= day for it in known) else ""


def names_on(names: Names, former: Iterable[Former], day: date) -> Names:
    """The names of a day; `names` are those of today."""
    found = (it.names for it in former if day < it.until and (it.since is None or it.since <= day))
    return next(found, names)


def possible(category: str) -> tuple[Status, ...]:
    """What a party of a category may be: only States participate, and civil society comes when it is invited."""
    if category == "state":
        return ("participating", "observer", "former")
    return ("invited", "former") if category == "civil society" else ("observer", "former")


def group_of(status: str, category: str) -> str:
    """The part of a list that a party stands in on a day, by what it was on that day. Raises ValueError."""
    group = (status if status == "participating" else "observer") if category == "state" else category
    return GROUPS[GROUPS.index(group)]


def faults(spells: Sequence[Spell], category: str, today: date) -> Iterator[BadText]:
    """What is wrong with a history, each fault once.

    Codes: "membership-status" for what the category cannot be, "membership-empty" for a spell that ends before it
    begins, "membership-overlap" for two at once or out of order, "membership-ahead" for a day to come,
    "membership-open" for a spell without an end before another, "membership-missing" for no spell at all.
    """
    if not spells:
        yield BadText("membership-missing")
    if any(it.status not in possible(category) for it in spells) or (spells and spells[0].status == "former"):
        yield BadText("membership-status")
    if any(it.since and it.until and it.until <= it.since for it in spells):
        yield BadText("membership-empty")
    if any(day > today for it in spells for day in (it.since, it.until) if day):
        yield BadText("membership-ahead")
    if any(before.until is None or after.since is None for before, after in pairwise(spells)):
        yield BadText("membership-open")
    elif any(before.until > after.since for before, after in pairwise(spells) if before.until and after.since):
        yield BadText("membership-overlap")


def changed(spells: Sequence[Spell], status: str, day: date, basis_en: str, basis_ru: str) -> tuple[Spell, ...]:
    """The history with another status from a day on.

    A change on the very day on which the newest spell began takes its place. Raises BadText: "membership-same" where
    the party is that already, "membership-before" for a day before the newest spell, with that day as `since`.
    """
    made = Spell(status, day, None, basis_en, basis_ru)
    *before, newest = spells
    if newest.until is None and newest.status == status:
        raise BadText("membership-same")
    first = newest.until or newest.since
    if first is not None and day < first:
        raise BadText("membership-before", since=first)
    if newest.until is not None:
        return (*spells, made)
    kept = [*before] if newest.since == day else [*before, replace(newest, until=day)]
    if kept and kept[-1].status == status and kept[-1].until == day:
        # Back to what it was before a spell that did not last a day: that one was a mistake.
        return (*kept[:-1], replace(kept[-1], until=None))
    return (*kept, made)


def corrected(spells: Sequence[Spell], at: int, since: date | None, basis_en: str, basis_ru: str) -> tuple[Spell, ...]:
    """The history with another first day and basis of one spell; the spell before it ends with it where they adjoin."""
    made = list(spells)
    before = made[at - 1] if at else None
    if before is not None and before.until == made[at].since:
        made[at - 1] = replace(before, until=since)
    made[at] = replace(made[at], since=since, basis_en=basis_en, basis_ru=basis_ru)
    return tuple(made)
