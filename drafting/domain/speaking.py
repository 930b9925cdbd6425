"""The speakers' list by the rule, the clock of a speech, and what fits into the time of an item.

Source: practice.md section 7: participating States' heads 7 minutes in English alphabetical order, others 3 minutes;
planned and actual order and time are both kept; capacity check of a slot against the list. The right of reply: rules of
procedure of the UN General Assembly and its decision 34/401, after the list, limited in length and in number.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from drafting.domain import permissions

KINDS = ("statement", "floor", "reply")
# Those who have still to speak; a withdrawn one stands on no list.
WAITING = frozenset({"asked", "listed"})
SPOKEN = frozenset({"speaking", "given"})
REPLY_SECONDS = 180
MOST_REPLIES = 2
LONGEST_SECONDS = 60 * 60
LONGEST_TEXT = 60_000


class Candidate(NamedTuple):
    """Who may stand on the list. id: whatever names it; sort: `order.english_key` of the short name."""

    id: int
    participating: bool
    sort: str


class Waiting(NamedTuple):
    """One on the list who has still to speak, as the order needs it. id: of the speech."""

    id: int
    kind: str
    participating: bool
    sort: str

    @property
    def group(self) -> int:
        """Participating States' statements, those of the others, requests for the floor, replies after the list."""
        return {"floor": 2, "reply": 3}.get(self.kind, 0 if self.participating else 1)


def limit(kind: str, *, participating: bool, minutes_participating: int, minutes_others: int) -> int:
    """Seconds that a speech may last by the rule. minutes_participating, minutes_others: settings of the Process."""
    if kind == "reply":
        return REPLY_SECONDS
    return 60 * (minutes_participating if participating and kind == "statement" else minutes_others)


def by_rule(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Participating States first, then the others, each in English alphabetical order; total, whatever is given."""
    return sorted(candidates, key=lambda it: (not it.participating, it.sort, it.id))


def joined(order: Sequence[Waiting], late: Waiting) -> list[Waiting]:
    """The list with a late request at the end of its group; nobody else moves."""
    own = [at for at, it in enumerate(order) if it.group == late.group]
    earlier = [at for at, it in enumerate(order) if it.group < late.group]
    return _with(order, max(own or earlier, default=-1) + 1, late)


def placed(order: Sequence[Waiting], missing: Waiting) -> list[Waiting]:
    """The list with one who was missing when it was made: at the alphabetical place in the group, or at its end where
    the Chair changed the order there."""
    own = [at for at, it in enumerate(order) if it.group == missing.group]
    names = [order[at].sort for at in own]
    if not own or names != sorted(names):
        return joined(order, missing)
    smaller = [at for at in own if order[at].sort <= missing.sort]
    return _with(order, smaller[-1] + 1 if smaller else own[0], missing)


def _with(order: Sequence[Waiting], at: int, new: Waiting) -> list[Waiting]:
    return [*order[:at], new, *order[at:]]


def moved(order: Sequence[int], one: int, to: int) -> list[int]:
    """The order with `one` at the index `to`, or at the end that is nearest. Raises ValueError when it is not there."""
    rest = [it for it in order if it != one]
    if len(rest) == len(order):
        raise ValueError(one)
    at = min(max(to, 0), len(rest))
    return [*rest[:at], one, *rest[at:]]


def places(order: Sequence[int], taken: Collection[int]) -> dict[int, int]:
    """id -> place from 1 for those who wait, in order. taken: the places of those who have spoken, which stay."""
    free = (it for it in range(1, len(order) + len(taken) + 1) if it not in taken)
    return dict(zip(order, free, strict=False))


def spoken_order(started: Mapping[int, datetime]) -> dict[int, int]:
    """id -> the actual order from 1. started: id -> when the floor was given first."""
    return {it: at for at, it in enumerate(sorted(started, key=lambda it: (started[it], it)), 1)}


# The clock


@dataclass(frozen=True)
class Clock:
    """A clock that counts the server's whole seconds. spoken: those counted before it was last set going;
    running_since: None while it stands."""

    spoken: int = 0
    running_since: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.running_since is not None


def tick(now: datetime) -> datetime:
    """The newest whole second. Counting from tick to tick, a clock stopped and set going again loses no second and
    counts none twice, however often."""
    return now.replace(microsecond=0)


def elapsed(clock: Clock, now: datetime) -> int:
    """Seconds spoken so far; a server's clock that was set back counts nothing."""
    if clock.running_since is None:
        return clock.spoken
    return clock.spoken + max(0, round((tick(now) - clock.running_since).total_seconds()))


def remaining(clock: Clock, seconds: int, now: datetime) -> int:
    """Seconds left of the limit, negative beyond it."""
    return seconds - elapsed(clock, now)


def over(clock: Clock, seconds: int, now: datetime) -> int:
    """Seconds beyond the limit, 0 within it."""
    return max(0, -remaining(clock, seconds, now))


def started(clock: Clock, now: datetime) -> Clock:
    """Set going, for the first time or again; one that runs runs on."""
    return clock if clock.is_running else replace(clock, running_since=tick(now))


def paused(clock: Clock, now: datetime) -> Clock:
    """Standing, for a while or for good; one that stands stands on."""
    return Clock(elapsed(clock, now))


# The time of an item


@dataclass(frozen=True)
class Capacity:
    """Seconds planned for the list against those of the item. slot: 0 where the item has no length of its own."""

    planned: int
    slot: int

    @property
    def over(self) -> int:
        """Seconds by which the list is longer than the item; 0 where it fits."""
        return max(0, self.planned - self.slot) if self.slot else 0


def capacity(limits: Iterable[int], minutes: int) -> Capacity:
    """limits: seconds of everybody on the list, spoken or not; minutes: of the item."""
    return Capacity(sum(limits), 60 * minutes)


# Who may ask, and who may read


def hindrance(kind: str, own: Sequence[tuple[str, str]]) -> str:
    """Why a party cannot ask for this on an item, "" where it can: unknown-request, already-listed, already-asked or
    replies-used. own: (kind, state) of what the party has on the item."""
    standing = [state for it, state in own if it == kind and state != "withdrawn"]
    if kind not in KINDS:
        return "unknown-request"
    if kind == "statement" and standing:
        return "already-listed"
    if any(it in WAITING for it in standing):
        return "already-asked"
    return "replies-used" if kind == "reply" and len(standing) >= MOST_REPLIES else ""


def may_read(actor: permissions.Actor, party: int, state: str) -> bool:
    """Whether a person may read the text of a statement: the delegation's own and those who direct the meeting, and
    everybody in it once it was delivered."""
    return state == "given" or party in actor.seats() or actor.holds("chair", "support")
