"""Instants as people read them: wall time with the name of the zone's city.

Counted in the meeting's zone: midnight in Almaty is not midnight in UTC.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.lists import format_list
from flask_babel import format_datetime, get_locale
from flask_babel import gettext as _

from drafting.persistence.records import Meeting, Party, Person


def local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone))


def wall_time(instant: datetime, meeting: Meeting) -> str:
    """ "5 June, 16:40 Almaty", in the reader's language."""
    return in_city(_clock(str(get_locale()), instant, meeting.zone), meeting)


def in_city(time: str, meeting: Meeting) -> str:
    return str(_("%(time)s %(city)s", time=time, city=named(meeting, "city")))


@lru_cache(maxsize=8192)
def _clock(_locale: str, instant: datetime, zone: str) -> str:
    """Kept, because a page of proposals says hundreds of instants."""
    return str(format_datetime(local(instant, zone).replace(tzinfo=None), "d MMMM, HH:mm", rebase=False))


def manner() -> Locale:
    """How dates are written: English here is the English of international organizations, "3–5 June 2026"."""
    locale = get_locale()
    return locale if locale is not None and locale.language != "en" else Locale("en", "GB")


def language() -> str:
    """The reader's: "en" or "ru"."""
    locale = get_locale()
    return "ru" if locale is not None and locale.language == "ru" else "en"


def named(thing: Meeting | Party | Person | object, what: str = "name") -> str:
    """The name, title or city of a thing in the reader's language: its field name_en or name_ru."""
    return str(getattr(thing, f"{what}_{language()}"))


def names_of(parties: Iterable[Party]) -> str:
    """ "Kazakhstan, Tajikistan and Uzbekistan", in the order given."""
    return format_list([named(it) for it in parties], locale=get_locale())
