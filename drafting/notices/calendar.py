"""Deadlines and meetings as an iCalendar file: what a person's own calendar shows and reminds of.

Source: RFC 5545; RFC 7986 for the name and the refreshing of a whole calendar. Every instant is UTC, which no calendar
can read wrongly; each shows it in its owner's zone. A meeting takes whole days, those of its place wherever one is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Drafting//Deadlines//EN"
# A deadline is drawn as the time before it, so that the end of a day does not show on the next.
DRAWN = timedelta(minutes=30)
REFRESH = timedelta(hours=1)


@dataclass(frozen=True)
class Dated:
    """One deadline. uid: the same for ever; sequence: counts the changes; changed: when the newest was made; ends: the
    first instant that is too late; status: CONFIRMED, TENTATIVE or CANCELLED; remind: hours before the end."""

    uid: str
    sequence: int
    changed: datetime
    ends: datetime
    status: str
    summary: str
    description: str
    url: str
    remind: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lasting:
    """One meeting. uid, sequence, changed, status: as of a deadline; first, last: its days; place: where it is held;
    url: "" where its page is not the owner's to see."""

    uid: str
    sequence: int
    changed: datetime
    first: date
    last: date
    status: str
    summary: str
    description: str
    place: str
    url: str


def opened(product: str, name: str, language: str, refresh: timedelta) -> Calendar:
    """A calendar without an entry yet. refresh: how often programs ask again."""
    made = Calendar()
    made.add("prodid", product)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name, parameters={"LANGUAGE": language})
    made.add("x-wr-calname", name)
    made.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", refresh)
    return made


def calendar(name: str, language: str, deadlines: Iterable[Dated], meetings: Iterable[Lasting] = ()) -> bytes:
    """The file, in the order given, meetings behind the deadlines."""
    made = opened(PRODUCT, name, language, REFRESH)
    for it in deadlines:
        made.add_component(_event(it))
    for meeting in meetings:
        made.add_component(_days(meeting))
    return bytes(made.to_ical())


def _event(it: Dated) -> Event:
    event = Event()
    event.add("uid", it.uid)
    event.add("sequence", it.sequence)
    event.add("dtstamp", it.changed)
    event.add("last-modified", it.changed)
    event.add("dtstart", it.ends - DRAWN)
    event.add("dtend", it.ends)
    event.add("status", it.status)
    event.add("transp", "TRANSPARENT")  # A deadline keeps nobody busy.
    event.add("summary", it.summary)
    event.add("description", it.description)
    event.add("url", it.url)
    for hours in it.remind:
        event.add_component(_alarm(it, hours))
    return event


def _days(it: Lasting) -> Event:
    event = Event()
    event.add("uid", it.uid)
    event.add("sequence", it.sequence)
    event.add("dtstamp", it.changed)
    event.add("last-modified", it.changed)
    event.add("dtstart", it.first)
    event.add("dtend", it.last + timedelta(days=1))  # The first day after it.
    event.add("status", it.status)
    event.add("transp", "TRANSPARENT" if it.status == "CANCELLED" else "OPAQUE")
    event.add("summary", it.summary)
    event.add("description", it.description)
    event.add("location", it.place)
    if it.url:
        event.add("url", it.url)
    return event


def _alarm(it: Dated, hours: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", it.summary)
    alarm.add("trigger", timedelta(hours=-hours), parameters={"RELATED": "END"})
    return alarm
