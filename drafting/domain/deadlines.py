"""When a no-objection period ends: an instant, set by a day, an hour and a named zone.

Source: practice.md section 6. Elapsed time is counted between instants, so a summer-time change on the way neither
lengthens nor shortens a period.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from drafting.domain.errors import BadText

# A day of another year is a slip of the pen, and near the ends of the calendar no zone can show it.
YEARS = range(1900, 3000)


@dataclass(frozen=True, slots=True)
class Deadline:
    """at: aware UTC, the first instant that is too late; zone: IANA name; is_end_of_day: a date alone set it."""

    at: datetime
    zone: str
    is_end_of_day: bool = False


def deadline(day: date, hour: time | None, zone: str) -> Deadline:
    """The end of a period. hour: wall time in the zone; None for the end of the day there.

    Raises BadText: "bad-date" for a year out of YEARS; "unknown-zone";
    "hour-missing" and "hour-twice" when the clocks of the zone skip or repeat it.
    """
    place = _zone(zone)
    if day.year not in YEARS:
        raise BadText("bad-date")
    if hour is None:
        # Where midnight itself is skipped, the day ends when the clocks jump: that is what fold 0 means there.
        return Deadline(_instant(datetime.combine(day + timedelta(days=1), time()), place), zone, is_end_of_day=True)
    wall = datetime.combine(day, hour.replace(tzinfo=None))
    instant = _instant(wall, place)
    if instant.astimezone(place).replace(tzinfo=None) != wall:
        raise BadText("hour-missing", day=day, hour=hour, zone=zone)
    if instant != _instant(wall, place, fold=1):
        raise BadText("hour-twice", day=day, hour=hour, zone=zone)
    return Deadline(instant, zone)


def last_day(it: Deadline) -> date:
    """The day in the zone on which the period ends; of a date alone that very date."""
    shown = it.at - timedelta(microseconds=1) if it.is_end_of_day else it.at
    return shown.astimezone(_zone(it.zone)).date()


def require_length(opened: datetime, ends: Deadline, hours: int) -> None:
    """hours: the Process's minimum, elapsed hours. Raises BadText("period-too-short") naming the earliest end."""
    earliest = opened + timedelta(hours=hours)
    if ends.at < earliest:
        raise BadText("period-too-short", hours=hours, earliest=earliest, zone=ends.zone)


def is_day_off(day: date, week_end: Collection[int], holidays: Collection[date] = ()) -> bool:
    """Whether nobody may be at the desk: worth a warning, never a refusal. week_end: as `date.weekday()` counts."""
    return day.weekday() in week_end or day in holidays


def reminders(opened: datetime, ends: datetime, hours_before: Sequence[int]) -> tuple[datetime, ...]:
    """When to remind those who have not answered, the earliest first; not before the notice of the start itself."""
    moments = {ends - timedelta(hours=hours) for hours in hours_before}
    return tuple(sorted(moment for moment in moments if moment > opened))


def _instant(wall: datetime, place: ZoneInfo, fold: int = 0) -> datetime:
    return wall.replace(tzinfo=place, fold=fold).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as err:
        raise BadText("unknown-zone", zone=name) from err
