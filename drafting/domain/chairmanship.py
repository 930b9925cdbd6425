"""The Chair's rotation: whose turn it is, and terms that follow one another.

Source: rules of procedure of a consultative process: the chairmanship is open to all participating States on a
voluntary basis, in English alphabetical order after the first Chair is elected; practice.md section 1.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from drafting.domain.order import english_key

# Why somebody is next, or nobody: no Chair was elected yet; in the order; all passed; no State participates.
Reason = Literal["first", "turn", "everybody passed", "nobody"]


@dataclass(frozen=True)
class State:
    """A participating State. name: that it is sorted by, in English."""

    id: int
    name: str


@dataclass(frozen=True)
class Turn:
    """A State in the order, and whether it has passed since the last election."""

    state: int
    passed: bool


@dataclass(frozen=True)
class Rotation:
    """turns: every participating State from the one that follows the last Chair; next: None where nobody is."""

    turns: tuple[Turn, ...]
    next: int | None
    reason: Reason


@dataclass(frozen=True)
class Term:
    """ends: the first day without it; a term given up before it began ends on the day of its start."""

    state: int
    starts: date
    ends: date


@dataclass(frozen=True)
class Gap:
    """Days on which nobody chairs. until: the first day with a Chair again, None while there is none."""

    since: date
    until: date | None


def rotation(states: Collection[State], last: str | None, passed: Collection[int]) -> Rotation:
    """Whose turn it is.

    states: that participate today; last: the name of the State that chairs or was elected last, None before the first
    election: it need not participate any more, its place in the alphabet is what counts; passed: who passed since.
    """
    ordered = sorted(states, key=lambda it: (english_key(it.name), it.id))
    if last is None:
        return Rotation(tuple(Turn(it.id, it.id in passed) for it in ordered), None, "first" if ordered else "nobody")
    after = [it for it in ordered if english_key(it.name) > english_key(last)]
    turns = tuple(Turn(it.id, it.id in passed) for it in (*after, *ordered[: len(ordered) - len(after)]))
    following = next((it.state for it in turns if not it.passed), None)
    if following is not None:
        return Rotation(turns, following, "turn")
    return Rotation(turns, None, "everybody passed" if turns else "nobody")


def overlapping(terms: Sequence[Term], new: Term) -> Term | None:
    """The first term that shares a day with the new one."""
    return next((it for it in in_order(terms) if it.starts < new.ends and new.starts < it.ends), None)


def serving(terms: Sequence[Term], today: date) -> Term | None:
    return next((it for it in terms if it.starts <= today < it.ends), None)


def gaps(terms: Sequence[Term], today: date) -> tuple[Gap, ...]:
    """Every stretch without a Chair between the first term and today, and those between terms to come."""
    served = [it for it in in_order(terms) if it.starts < it.ends]
    return tuple(_gaps(served, today))


def _gaps(served: Sequence[Term], today: date) -> Iterator[Gap]:
    for before, after in pairwise(served):
        if before.ends < after.starts:
            yield Gap(before.ends, after.starts)
    if served and served[-1].ends <= today:
        yield Gap(served[-1].ends, None)


def gap_before(terms: Sequence[Term], new: Term) -> Gap | None:
    """The stretch without a Chair that the new term would leave before itself, if any."""
    ends = [it.ends for it in terms if it.ends <= new.starts and it.starts < it.ends]
    return Gap(max(ends), new.starts) if ends and max(ends) < new.starts else None


def in_order(terms: Sequence[Term]) -> list[Term]:
    return sorted(terms, key=lambda it: (it.starts, it.ends))


def last_day(ends: date) -> date:
    """The last day of a term, from the first day without it."""
    return ends - timedelta(days=1)
