"""Meetings as an iCalendar file, each as whole days. Source: RFC 5545, section 3.6.1: a day ends with the next one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Event

from drafting.notices.calendar import opened

PRODUCT = "-//Drafting//Meetings//EN"
REFRESH = timedelta(hours=12)


@dataclass(frozen=True)
class Days:
    """uid: the same for ever; stamp: as of when the calendar tells it; first, last: its days, both included; status:
    CONFIRMED or CANCELLED."""

    uid: str
    stamp: datetime
    first: date
    last: date
    status: str
    summary: str
    location: str
    description: str
    url: str


def calendar(name: str, language: str, meetings: Iterable[Days]) -> bytes:
    """The file, in the order given."""
    made = opened(PRODUCT, name, language, REFRESH)
    for it in meetings:
        made.add_component(_event(it))
    return bytes(made.to_ical())


def _event(it: Days) -> Event:
    event = Event()
    event.add("uid", it.uid)
    event.add("dtstamp", it.stamp)
    event.add("dtstart", it.first)
    event.add("dtend", it.last + timedelta(days=1))
    event.add("status", it.status)
    event.add("transp", "TRANSPARENT")
    event.add("summary", it.summary)
    if it.location:
        event.add("location", it.location)
    if it.description:
        event.add("description", it.description)
    event.add("url", it.url)
    return event
