"""The agenda of a meeting: when each item is planned, how items are numbered and moved, and what does not fit.

Source: practice.md section 7: an agenda with times, breaks, an adoption slot and an election of the Chair; the capacity
of a slot is checked against its list of speakers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from drafting.domain import order

# "agenda" adopts the agenda itself, "adoption" a document; "election" is that of the Chair.
KINDS = (
    *("opening", "agenda", "statements", "item", "working groups"),
    *("break", "adoption", "election", "closing", "other"),
)
UNNUMBERED = frozenset({"break"})
ROLES = ("opener", "moderator", "speaker", "rapporteur", "closer")
# Where a place would need more digits, its neighbours are given new ones too; the column holds 200.
LONGEST_PLACE = 150


@dataclass(frozen=True)
class Sitting:
    """starts, ends: aware."""

    id: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Item:
    """fixed: aware, None where the item follows the one before; label: as typed, "" for a number of the tool's.

    draft: the text that it takes up; papers: how many documents it has; seconds: the limits of the statements listed
    under it, together.
    """

    id: int
    kind: str
    minutes: int = 0
    fixed: datetime | None = None
    label: str = ""
    draft: int | None = None
    papers: int = 0
    seconds: int = 0


@dataclass(frozen=True)
class Slot:
    """When an item is planned; starts, ends: aware UTC."""

    item: Item
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Caution:
    """What does not fit; a warning, never a refusal. item, sitting, draft: ids of what it is about.

    kind: "overlap" (begins before the item before it ends), "gap" (nothing is planned before it), "early" (before its
    sitting begins), "overrun" (the sitting ends before it does), "short" (its statements need more minutes), "outside"
    (in no sitting), "no paper" (an adoption of nothing), "no adoption" (of an open draft), "no election" (the Chair's
    term ends on `day`, before the next meeting), "sittings overlap", "other day" (than those of the meeting).
    minutes: by how much.
    """

    kind: str
    item: int | None = None
    sitting: int | None = None
    draft: int | None = None
    minutes: int = 0
    day: date | None = None


def schedule(items: Sequence[Item], sitting: Sitting) -> tuple[Slot, ...]:
    """The planned hours of the items of a sitting, in their order: a fixed hour stands, others follow the one before.

    Minutes are elapsed ones, so that a change of the clocks inside a sitting neither lengthens nor shortens an item.
    """
    at = sitting.starts.astimezone(UTC)
    slots = []
    for it in items:
        starts = at if it.fixed is None else it.fixed.astimezone(UTC)
        at = starts + timedelta(minutes=it.minutes)
        slots.append(Slot(it, starts, at))
    return tuple(slots)


def numbers(items: Iterable[Item]) -> dict[int, str]:
    """Item -> its label as printed, "" for a break: 1, 2, 3 … through all sittings, where no label was typed.

    A typed number counts on from there; any other typed label ("2 bis") leaves the others their numbers.
    """
    found, count = {}, 0
    for it in items:
        plain = it.label.rstrip(".)")
        if it.label:
            count = int(plain) if plain.isdecimal() else count
        elif it.kind not in UNNUMBERED:
            count += 1
        found[it.id] = it.label or ("" if it.kind in UNNUMBERED else str(count))
    return found


def cautions(items: Sequence[Item], sitting: Sitting) -> tuple[Caution, ...]:
    """What does not fit in one sitting, in the order of its items."""
    slots = schedule(items, sitting)
    found: list[Caution] = []
    before = sitting.starts
    for it in slots:
        found += _joint(it, before, sitting)
        before = it.ends
    over = [it for it in slots if it.ends > sitting.ends]
    if over:
        # Told once, at the first item that does not fit, for the whole of what is too much.
        last = max(it.ends for it in over)
        found.append(Caution("overrun", over[0].item.id, sitting.id, minutes=_minutes(last - sitting.ends)))
    return tuple(found)


def _joint(it: Slot, before: datetime, sitting: Sitting) -> list[Caution]:
    """How a slot joins the one before, or the beginning of the sitting; and whether it is long enough."""
    found = []
    if it.starts < sitting.starts:
        found.append(Caution("early", it.item.id, sitting.id, minutes=_minutes(sitting.starts - it.starts)))
    elif it.starts < before:
        found.append(Caution("overlap", it.item.id, sitting.id, minutes=_minutes(before - it.starts)))
    elif it.starts > before:
        found.append(Caution("gap", it.item.id, sitting.id, minutes=_minutes(it.starts - before)))
    return [*found, *of_item(it.item)]


def of_item(it: Item) -> tuple[Caution, ...]:
    """What an item lacks by itself, wherever it stands."""
    found = []
    if it.kind == "statements" and it.seconds > it.minutes * 60:
        found.append(Caution("short", it.id, minutes=-(-(it.seconds - it.minutes * 60) // 60)))
    if it.kind == "adoption" and it.draft is None and not it.papers:
        found.append(Caution("no paper", it.id))
    return tuple(found)


def of_meeting(items: Sequence[Item], open_drafts: Sequence[int]) -> tuple[Caution, ...]:
    """Open drafts that no adoption slot takes up; nothing is said of an agenda that has not been begun."""
    taken = {it.draft for it in items if it.kind == "adoption"}
    return tuple(Caution("no adoption", draft=it) for it in open_drafts if it not in taken) if items else ()


def of_election(items: Sequence[Item], term_ends: date | None, next_meeting: date | None) -> tuple[Caution, ...]:
    """No election, though nobody is Chair when the next meeting begins. term_ends: the first day without a Chair."""
    if not items or term_ends is None or next_meeting is None or next_meeting < term_ends:
        return ()
    return () if any(it.kind == "election" for it in items) else (Caution("no election", day=term_ends),)


def of_sittings(
    sittings: Sequence[Sitting], days: Sequence[tuple[int, date]], first: date, last: date
) -> list[Caution]:
    """sittings: by their beginning; days: (sitting, its day where the meeting is); first, last: days of the meeting."""
    found = [Caution("other day", sitting=it) for it, day in days if not first <= day <= last]
    ended = None
    for it in sittings:
        if ended is not None and it.starts < ended:
            found.append(Caution("sittings overlap", sitting=it.id, minutes=_minutes(ended - it.starts)))
        ended = it.ends if ended is None else max(ended, it.ends)
    return found


def _minutes(length: timedelta) -> int:
    """Whole minutes, a begun one counted."""
    return -(-int(length.total_seconds()) // 60)


@dataclass(frozen=True)
class Seat:
    """Where an item is to stand. before: the item that it precedes, None for the end of the sitting."""

    sitting: int | None
    before: int | None


def step(columns: Sequence[tuple[int | None, Sequence[int]]], item: int, *, up: bool) -> Seat | None:
    """One step up or down, over the edge of a sitting into its neighbour; None where there is nowhere to go.

    columns: (sitting, its items) in order; the items in no sitting, under None, come last and take up nothing.
    """
    index, (sitting, items) = next((n, it) for n, it in enumerate(columns) if item in it[1])
    at = items.index(item)
    if up and at:
        return Seat(sitting, items[at - 1])
    if up:
        return Seat(columns[index - 1][0], None) if index else None
    if at + 1 < len(items):
        return Seat(sitting, items[at + 2] if at + 2 < len(items) else None)
    below = columns[index + 1] if index + 1 < len(columns) else (None, ())
    return None if below[0] is None else Seat(below[0], next(iter(below[1]), None))


def place(others: Sequence[tuple[int, str]], before: int | None) -> str:
    """A place before that item, or at the end.

    others: (item, its place) of the sitting, in order, without the one that is put there.

    Raises ValueError when the item is not among them.
    """
    if before is None:
        return behind(others[-1][1]) if others else order.place(0)
    index = [item for item, _ in others].index(before)
    return order.between(others[index - 1][1] if index else "", others[index][1])


def behind(last: str) -> str:
    """A place after the last one, no longer than it need be."""
    head = int(last[:5].ljust(5, "0")) + 1
    return f"{head:05d}" if head < 10**5 else order.between(last, "")
