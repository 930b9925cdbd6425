"""What is typed into the forms of the agenda, read and judged field by field."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from drafting.domain import agenda, deadlines
from drafting.domain.errors import BadText
from drafting.domain.fields import Fields

LONGEST_TITLE, LONGEST_SITTING, LONGEST_LABEL, LONGEST_NAME, LONGEST_NOTE = 300, 200, 40, 200, 4000
MOST_MINUTES = 24 * 60
MOST_SITTINGS = 999
# Stands for an hour that could not be read, while the rest of the form is judged.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SittingFacts:
    """starts, ends: aware UTC."""

    number: int
    title_en: str
    title_ru: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class ItemFacts:
    """starts_at: aware UTC, None where the item follows the one before."""

    kind: str
    label: str
    title_en: str
    title_ru: str
    note_en: str
    note_ru: str
    minutes: int
    starts_at: datetime | None


def sitting(said: Mapping[str, str], zone: str) -> SittingFacts:
    """zone: the meeting's. Raises BadFields: number, day, starts, ends, title_en, title_ru."""
    fields = Fields()
    titles = [line(fields, said, name, LONGEST_SITTING) for name in ("title_en", "title_ru")]
    number = _whole(said.get("number", ""))
    fields.require("number", 0 < number <= MOST_SITTINGS, "sitting-number", most=MOST_SITTINGS)
    day = _day(fields, said.get("day", ""))
    starts, ends = (_instant(fields, day, said.get(name, ""), name, zone) for name in ("starts", "ends"))
    fields.require("ends", NEVER in (starts, ends) or ends > starts, "sitting-ends-first")
    fields.done()
    return SittingFacts(number, titles[0], titles[1], starts, ends)


def item(said: Mapping[str, str], day: date | None, zone: str) -> ItemFacts:
    """day: of the sitting it belongs to, if any. Raises BadFields: kind, label, titles, notes, minutes, hour."""
    fields = Fields()
    kind = said.get("kind", "")
    fields.require("kind", kind in agenda.KINDS, "item-kind")
    titles = [line(fields, said, name, LONGEST_TITLE, required=True) for name in ("title_en", "title_ru")]
    notes = [_note(fields, said, name) for name in ("note_en", "note_ru")]
    minutes = _whole(said.get("minutes", "") or "0")
    fields.require("minutes", 0 <= minutes <= MOST_MINUTES, "item-minutes", most=MOST_MINUTES)
    label = line(fields, said, "label", LONGEST_LABEL)
    starts = None
    if said.get("hour", "").strip() and fields.require("hour", day, "item-hour-alone"):
        starts = _instant(fields, day, said["hour"], "hour", zone)
    fields.done()
    return ItemFacts(kind, label, titles[0], titles[1], notes[0], notes[1], minutes, starts)


def on_day(at: datetime, day: date, zone: str) -> datetime:
    """The same hour of another day, as the clocks of the zone show it. Raises BadText as `deadlines.deadline`."""
    return deadlines.deadline(day, at.astimezone(ZoneInfo(zone)).time(), zone).at


def line(fields: Fields, said: Mapping[str, str], name: str, longest: int, *, required: bool = False) -> str:
    """One line of text as typed, without the ends of lines; what is wrong is noted under its name."""
    words = re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFC", said.get(name, "").replace("\0", ""))).strip()
    if required:
        fields.require(name, words, "line-missing")
    fields.require(name, len(words) <= longest, "line-too-long", longest=longest)
    return words


def _note(fields: Fields, said: Mapping[str, str], name: str) -> str:
    words = unicodedata.normalize("NFC", said.get(name, "").replace("\0", "")).replace("\r\n", "\n").strip()
    fields.require(name, len(words) <= LONGEST_NOTE, "line-too-long", longest=LONGEST_NOTE)
    return words


def _day(fields: Fields, said: str) -> date | None:
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        fields.problems.setdefault("day", BadText("bad-date"))
        return None


def _instant(fields: Fields, day: date | None, said: str, name: str, zone: str) -> datetime:
    """The hour of that day in the zone; NEVER where it is wrong, or the day is."""
    found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::00)?", said.strip())
    if not fields.require(name, found, "agenda-hour") or found is None or day is None:
        return NEVER
    try:
        return deadlines.deadline(day, time(int(found[1]), int(found[2])), zone).at
    except BadText as error:
        fields.problems.setdefault(name, error)
        return NEVER


def _whole(said: str) -> int:
    """A whole number of at most five digits, -1 for anything else."""
    return int(said) if re.fullmatch(r"[0-9]{1,5}", said.strip()) else -1
