"""Meetings of a Process: their kinds, their life, and what a plan of one must say.

Source: practice.md sections 1 and 7.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from drafting.domain import access, decisions
from drafting.domain.days import day_of_field
from drafting.domain.errors import WrongState
from drafting.domain.fields import Fields

# The kinds, the highest body first. Rows keep these words, so none is ever changed.
KINDS = (
    decisions.MINISTERS,
    "senior officials",
    "national coordinators",
    "working group",
    "seminar",
    "consultation",
)
# In an address: "senior-officials-14-2026".
SLUGS: Mapping[str, str] = {
    decisions.MINISTERS: "ministerial-conference",
    "senior officials": "senior-officials",
    "national coordinators": "coordinators",
    "working group": "working-group",
    "seminar": "seminar",
    "consultation": "consultation",
}
# A meeting is no single delegation's own.
ACCESS = access.CLASSES[:-1]
State = Literal["planned", "under way", "closed", "cancelled"]
STATES: tuple[State, ...] = ("planned", "under way", "closed", "cancelled")
# A meeting that nobody opened here, such as one of years ago, is closed as it was planned.
STEPS: Mapping[tuple[str, str], State] = {
    ("planned", "start"): "under way",
    ("planned", "close"): "closed",
    ("planned", "cancel"): "cancelled",
    ("under way", "close"): "closed",
    ("under way", "cancel"): "cancelled",
}
# field in both languages -> how much its column holds; the longest of the free texts is a page.
BILINGUAL: Mapping[str, int] = {
    "title": 300,
    "theme": 300,
    "city": 80,
    "venue": 200,
    "host": 200,
    "organisers": 2000,
    "funders": 2000,
}
REQUIRED = ("title", "city")
MOST = 999


@dataclass(frozen=True)
class Plan:
    """words: title_en, title_ru and so on for each of BILINGUAL; zone: IANA name; access: one of ACCESS."""

    kind: str
    ordinal: int | None
    starts_on: date
    ends_on: date
    zone: str
    access: str
    words: Mapping[str, str]


def step(state: str, event: str) -> State:
    """Raises WrongState(state, "meeting …") where the event does not follow."""
    try:
        return STEPS[state, event]
    except KeyError:
        raise WrongState(state, f"{event} meeting") from None


def events(state: str) -> tuple[str, ...]:
    """What may be done to a meeting in this state."""
    return tuple(event for known, event in STEPS if known == state)


def read(typed: Mapping[str, str], zones: Collection[str]) -> Plan:
    """A form's fields as a plan. What is given in one language alone stands in the other, too.

    zones: the IANA names there are. Raises BadFields with everything that is wrong.
    """
    fields = Fields()
    fields.require("kind", typed.get("kind") in KINDS, "unknown-meeting-kind")
    fields.require("access", typed.get("access") in ACCESS, "unknown-access")
    fields.require("zone", typed.get("zone") in zones, "unknown-zone", zone=typed.get("zone", ""))
    ordinal = _ordinal(typed.get("ordinal", ""), fields)
    starts, ends = (day_of_field(name, typed, fields) for name in ("starts_on", "ends_on"))
    fields.require("ends_on", starts <= ends, "ends-before-it-starts")
    words = _words(typed, fields)
    fields.done()
    return Plan(typed["kind"], ordinal, starts, ends, typed["zone"], typed["access"], words)


def _ordinal(said: str, fields: Fields) -> int | None:
    if not said.strip():
        return None
    fits = re.fullmatch(r"[0-9]{1,3}", said.strip()) is not None and 1 <= int(said) <= MOST
    fields.require("ordinal", fits, "bad-ordinal", most=MOST)
    return int(said) if fits else None


def _words(typed: Mapping[str, str], fields: Fields) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, longest in BILINGUAL.items():
        english, russian = (typed.get(f"{name}_{language}", "").strip() for language in ("en", "ru"))
        fields.require(f"{name}_en", english or russian or name not in REQUIRED, "needed-here")
        fields.require(f"{name}_en", len(english) <= longest, "field-too-long", longest=longest)
        fields.require(f"{name}_ru", len(russian) <= longest, "field-too-long", longest=longest)
        found |= {f"{name}_en": english or russian, f"{name}_ru": russian or english}
    return found


def next_ordinal(used: Collection[int | None]) -> int:
    """One more than the last of its kind."""
    return max((it for it in used if it is not None), default=0) + 1


def slug(kind: str, ordinal: int | None, year: int, taken: Collection[str]) -> str:
    """ "senior-officials-14-2026", with a further number where that is taken."""
    base = "-".join(str(it) for it in (SLUGS[kind], ordinal, year) if it is not None)
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found
