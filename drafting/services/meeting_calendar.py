"""The calendar of a Process: its meetings by year and month, and by when the next one of each body is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import access
from drafting.domain.periodicity import PERIODS, next_due
from drafting.persistence.queries import home, processes
from drafting.persistence.queries import meetings as queries
from drafting.persistence.records import Meeting, Process
from drafting.services import meetings, periodicity
from drafting.services.home import actor_of, opens


@dataclass(frozen=True)
class Item:
    """A meeting, or the day by which one is due. kind: of the meeting; opens: whether its page is the reader's, too."""

    on: date
    kind: str
    meeting: Meeting | None = None
    opens: bool = False


@dataclass(frozen=True)
class Year:
    year: int
    months: tuple[tuple[int, tuple[Item, ...]], ...]


@dataclass(frozen=True)
class Calendar:
    """coming: from today on, the soonest first; past: the newest first."""

    coming: tuple[Year, ...]
    past: tuple[Year, ...]


@dataclass(frozen=True)
class Gathering:
    """A meeting as a calendar program shows it. changes: how many; changed_at: when the newest was made."""

    meeting: Meeting
    process: Process
    changes: int
    changed_at: datetime
    opens: bool


def calendar(session: Session, process: Process, person_id: int, *, kind: str, now: datetime) -> Calendar:
    """What the person may know of. kind: one alone, "" for all. In two queries."""
    today = now.astimezone(ZoneInfo(process.zone)).date()
    found = processes.meetings(session, process.id)
    seats = home.seats(session, person_id, now)
    items = [
        Item(it.starts_on, it.kind, it, opens=opens(seats, person_id, it))
        for it in found
        if knows(seats, person_id, it) and kind in ("", it.kind)
    ]
    coming = [it for it in items if it.meeting is not None and it.meeting.ends_on >= today]
    past = [it for it in items if it not in coming]
    coming += [it for it in _due(process, found, today) if kind in ("", it.kind)]
    return Calendar(_years(coming), _years(past, newest_first=True))


def _due(process: Process, found: Sequence[Meeting], today: date) -> Iterable[Item]:
    """By when each body is to meet again, where nothing is planned by then."""
    for kind in PERIODS:
        held, planned = periodicity.days_of(found, kind, today)
        due = next_due(held, periodicity.months_of(process, kind))
        if due is not None and not any(it <= due for it in planned):
            yield Item(due, kind)


def _years(items: Iterable[Item], *, newest_first: bool = False) -> tuple[Year, ...]:
    ordered = sorted(items, key=lambda it: (it.on, it.meeting.id if it.meeting else 0), reverse=newest_first)
    months = [
        (year, month, tuple(group)) for (year, month), group in groupby(ordered, lambda it: (it.on.year, it.on.month))
    ]
    return tuple(Year(year, tuple(it[1:] for it in group)) for year, group in groupby(months, lambda it: it[0]))


def knows(seats: Sequence[home.Seat], person_id: int, meeting: Meeting) -> bool:
    """Whether the person may know of the meeting, by its class and by the person's roles in it and in the Process."""
    if opens(seats, person_id, meeting):
        return True
    here = [it for it in seats if it.process == meeting.process_id]
    actor = actor_of(person_id, here)
    directing = actor_of(person_id, [it for it in here if it.meeting is None]).holds("chair", "support")
    reader = access.Reader(True, bool(here), any(it.participating for it in actor.capacities), directing)  # noqa: FBT003
    return access.admits(meeting.access, reader)


def of_person(session: Session, person_id: int, now: datetime) -> list[Gathering]:
    """Every meeting that the person may know of, in every Process where the person has a role."""
    seats = home.seats(session, person_id, now)
    return _gatherings(session, seats, person_id, {it.process for it in seats})


def of_process(session: Session, process: Process, person_id: int, now: datetime) -> list[Gathering]:
    """Those of one Process."""
    return _gatherings(session, home.seats(session, person_id, now), person_id, {process.id})


def _gatherings(session: Session, seats: Sequence[home.Seat], person_id: int, process_ids: set[int]) -> list[Gathering]:
    placed = [it for it in home.meetings(session, (), process_ids) if knows(seats, person_id, it[0])]
    made = queries.changes(session, [meeting.id for meeting, _ in placed], meetings.CALENDAR)
    return [
        Gathering(
            meeting,
            process,
            made[meeting.id].changes if meeting.id in made else 0,
            # One whose record does not tell is as it was set up.
            made[meeting.id].at if meeting.id in made else _beginning(meeting),
            opens(seats, person_id, meeting),
        )
        for meeting, process in placed
    ]


def _beginning(meeting: Meeting) -> datetime:
    return datetime.combine(meeting.starts_on, time(), ZoneInfo(meeting.zone))
