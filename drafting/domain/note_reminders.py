"""When a State that will answer by note verbale is reminded of it: no deadline runs against it, and no silence counts.

Source: practice.md section 1: in 2013 a third State was to answer by note verbale with no date at all.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def next_reminder(now: datetime, days: int, zone: str, planned: datetime | None = None) -> datetime | None:
    """The next reminder, so many calendar days of the zone from now; None for never.

    days: 0 for never; planned: the reminder that goes out now, aware: the next one keeps its hour by the clocks of the
    zone however late this one is; None for the hour of now. An hour that the clocks of that day skip comes later by as
    much as they skip.
    """
    if days <= 0:
        return None
    there = ZoneInfo(zone)
    hour = (planned or now).astimezone(there).time()
    return datetime.combine(now.astimezone(there).date() + timedelta(days=days), hour, there).astimezone(now.tzinfo)


def is_too_soon(last: datetime | None, now: datetime) -> bool:
    """Whether the newest reminder went out less than a day ago, so that nobody is to be reminded by hand."""
    return last is not None and now - last < DAY
