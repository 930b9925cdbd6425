"""Deadlines and the time until them, in the reader's language: what a no-objection procedure says of its clock.

Source: practice.md section 6, "31 August 2013, 18:00 Almaty (UTC+6), 13:00 London".
"""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from babel import Locale
from babel.dates import format_date
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_login import current_user

from drafting.domain.errors import BadText
from drafting.persistence.records import Meeting
from drafting.web.cities import city_name
from drafting.web.instants import language, local, manner

# A year beyond them is a slip of the hand.
FIRST_YEAR, LAST_YEAR = 2000, 2199


def moment(at: datetime, zone: str, city: str = "") -> str:
    """ "31 August 2013, 18:00 Almaty (UTC+6)". city: a key of `cities.CITIES`; "" for the city of the zone."""
    wall = local(at, zone)
    return _(
        "%(day)s, %(hour)s %(city)s", day=day_of(wall.date()), hour=_hour_of(wall), city=_place(wall, city or zone)
    )


def deadline(ends_at: datetime, zone: str, city: str = "", *, end_of_day: bool = False, other_zone: str = "") -> str:
    """ "31 August 2013, 18:00 Almaty (UTC+6), 13:00 London", or "end of 31 August 2013, Almaty (UTC+6), 19:00 London".

    ends_at: the first instant that is too late; end_of_day: a date alone set it; other_zone: the reader's, said after
    the run's own when it is another one, with its date when that differs.
    """
    # The end of a day is said of the day that ends, with the clock of that day.
    wall = local(ends_at - timedelta(microseconds=1) if end_of_day else ends_at, zone)
    own = moment(ends_at, zone, city)
    if end_of_day:
        own = _("end of %(day)s, %(city)s", day=day_of(wall.date()), city=_place(wall, city or zone))
    return own if other_zone in ("", zone) else f"{own}, {_elsewhere(ends_at, wall.date(), other_zone)}"


def _elsewhere(at: datetime, day: date, zone: str) -> str:
    """The hour in another zone, with its date where that is another one, with the year where that is too."""
    wall = local(at, zone)
    if wall.date() == day:
        return _("%(hour)s %(city)s", hour=_hour_of(wall), city=city_name(zone))
    told = day_of(wall.date()) if wall.year != day.year else format_date(wall.date(), "d MMMM", manner())
    return _("%(day)s, %(hour)s %(city)s", day=told, hour=_hour_of(wall), city=city_name(zone))


def _hour_of(wall: datetime) -> str:
    return f"{wall:%H:%M}"


def place(at: datetime, zone: str, city: str = "") -> str:
    """ "Almaty (UTC+6)", with the offset of that instant."""
    return _place(local(at, zone), city or zone)


def _place(wall: datetime, place: str) -> str:
    """ "Almaty (UTC+6)"; UTC says itself what it is."""
    name = city_name(place)
    return name if name == "UTC" else f"{name} ({offset(wall)})"


def day_of(day: date) -> str:
    """ "31 August 2013"; in Russian with the word for the year."""
    return str(format_date(day, "d MMMM y 'года'" if language() == "ru" else "d MMMM y", manner()))


def month_of(month: int) -> str:
    """ "September", as it stands alone."""
    return str(format_date(date(FIRST_YEAR, month, 1), "LLLL", manner()))


def offset(wall: datetime) -> str:
    """ "UTC+6", "UTC+4:30", "UTC−3", of a time in its zone."""
    minutes = round((wall.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def reader_zone(meeting: Meeting) -> str:
    """The zone that the reader chose to read hours in, else the meeting's."""
    chosen = current_user.zone if current_user and current_user.is_authenticated else ""
    return str(chosen or meeting.zone)


def remaining(now: datetime, at: datetime) -> str:
    """ "2 days 3 hours", "59 minutes", "42 seconds"; from the instant on, "ended 5 minutes ago".

    Elapsed time, never more than is left, in its two largest units; a day is 24 hours, also across a summer-time
    change. The script of the countdown says the same (static/js/countdown.js).
    """
    if at <= now:
        passed = _units(math.floor((now - at).total_seconds()))
        if not passed or passed[0][0] == "second":
            return _("ended less than a minute ago")
        words = [_time(unit, count) for unit, count in passed[:-1]] + [_ago(*passed[-1])]
        return _("ended %(ago)s", ago=" ".join(words))
    return " ".join(_time(unit, count) for unit, count in _units(math.ceil((at - now).total_seconds())))


def _units(seconds: int) -> list[tuple[str, int]]:
    """Days with hours, hours with minutes, minutes, or seconds: units and how many of each, without zeros."""
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if days:
        found = [("day", days), ("hour", hours % 24)]
    elif hours:
        found = [("hour", hours), ("minute", minutes % 60)]
    else:
        found = [("minute", minutes)] if minutes else [("second", seconds)]
    return [(unit, count) for unit, count in found if count]


def _time(unit: str, count: int) -> str:
    sentences = {
        "day": ngettext("%(num)s day", "%(num)s days", count),
        "hour": ngettext("%(num)s hour", "%(num)s hours", count),
        "minute": ngettext("%(num)s minute", "%(num)s minutes", count),
        "second": ngettext("%(num)s second", "%(num)s seconds", count),
    }
    return sentences[unit]


def words_by_count() -> Mapping[str, Mapping[str, str]]:
    """For the script: the words of each unit by the plural category of the number, which is written as #."""
    category = (get_locale() or Locale("en")).plural_form
    counts = {category(count): count for count in (1, 2, 5)}
    units = ("day", "hour", "minute", "second")
    return {unit: {it: _time(unit, n).replace(str(n), "#") for it, n in counts.items()} for unit in units}


def _ago(unit: str, count: int) -> str:
    """The last part of a time that has passed: Russian says it in another case."""
    sentences = {
        "day": ngettext("%(num)s day ago", "%(num)s days ago", count),
        "hour": ngettext("%(num)s hour ago", "%(num)s hours ago", count),
        "minute": ngettext("%(num)s minute ago", "%(num)s minutes ago", count),
    }
    return sentences[unit]


def day_and_hour(day: str, hour: str) -> tuple[date, time | None]:
    """The fields of a form: "2026-11-30" and "18:00", or "" for the end of the day.

    Raises BadText("bad-date"), BadText("bad-hour").
    """
    return _date(day.strip()), _hour(hour.strip()) if hour.strip() else None


def _date(said: str) -> date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", said) and FIRST_YEAR <= int(said[:4]) <= LAST_YEAR:
            return date.fromisoformat(said)
    except ValueError as err:
        raise BadText("bad-date", said=said) from err
    raise BadText("bad-date", said=said)


def _hour(said: str) -> time:
    found = re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2})(?::00)?", said)
    try:
        if found:
            return time(int(found[1]), int(found[2]))
    except ValueError as err:
        raise BadText("bad-hour", said=said) from err
    raise BadText("bad-hour", said=said)
