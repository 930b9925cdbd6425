"""What the Support Office says of a Process itself, and of the instruments that founded it.

Source: practice.md section 1: a Process has a name in both languages of its portal, a zone in which its days are
counted, and instruments: a declaration, a communiqué, an Operational Mechanism, each adopted on a day at a place.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from drafting.domain import access
from drafting.domain.errors import BadText
from drafting.domain.fields import Fields

# The languages of the United Nations and of the region; every text of the tool itself is in the first two.
LANGUAGES = (
    *("en", "ru", "ar", "az", "es", "fa", "fr", "hy", "ka", "kk"),
    *("ky", "mn", "ps", "tg", "tk", "tr", "uk", "ur", "uz", "zh"),
)
# A Process is no delegation's own.
ACCESS = tuple(it for it in access.CLASSES if it != "delegation")
LONGEST_NAME, LONGEST_SYMBOL_NAME = 200, 60
# Earlier or later is a slip of the hand.
FIRST_YEAR, LAST_YEAR = 1900, 2199
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 60


@dataclass(frozen=True)
class Identity:
    """zone: an IANA name; languages: codes, the working language first; symbol_name: what stands for the Process in
    symbols, "" for its English name; access: who may know of it."""

    name_en: str
    name_ru: str
    zone: str
    languages: tuple[str, ...] = ("en", "ru")
    symbol_name: str = ""
    access: str = "participants"


@dataclass(frozen=True)
class Deed:
    """A founding instrument as it is written down. adopted_on: None while it is not known; draft: where it was adopted
    in this tool."""

    title_en: str
    title_ru: str
    symbol: str = ""
    adopted_on: date | None = None
    place_en: str = ""
    place_ru: str = ""
    draft: int | None = None


DEED_LENGTHS: Mapping[str, int] = {"title_en": 300, "title_ru": 300, "symbol": 120, "place_en": 80, "place_ru": 80}


# Pages of the portal stand where those of a Process of this name would.
PORTAL_PAGES = frozenset({"search", "verify"})


def day_of(said: str) -> date | None:
    """A day as a form says it, "2011-03-16", None for none. Raises BadText("bad-date")."""
    if not said.strip():
        return None
    try:
        day = date.fromisoformat(said.strip())
    except ValueError as err:
        raise BadText("bad-date") from err
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadText("bad-date")
    return day


def check_slug(fields: Fields, slug: str) -> None:
    """Code: bad-slug."""
    is_name = len(slug) <= LONGEST_SLUG and _SLUG.fullmatch(slug) and slug not in PORTAL_PAGES
    fields.require("slug", is_name, "bad-slug", longest=LONGEST_SLUG)


def check_identity(fields: Fields, it: Identity) -> None:
    """Codes: field-missing, process-line-too-long, unknown-zone, process-languages, process-access."""
    for name in ("name_en", "name_ru"):
        fields.require(name, getattr(it, name), "field-missing")
        require_short(fields, name, getattr(it, name), LONGEST_NAME)
    require_short(fields, "symbol_name", it.symbol_name, LONGEST_SYMBOL_NAME)
    fields.require("zone", is_zone(it.zone), "unknown-zone")
    fields.require("languages", are_languages(it.languages), "process-languages")
    fields.require("access", it.access in ACCESS, "process-access")


def is_zone(name: str) -> bool:
    """Whether a zone of that IANA name is known; a machine's own zone is nobody's."""
    try:
        return bool(ZoneInfo(name).key) and name not in ("localtime", "Factory")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def are_languages(codes: Sequence[str]) -> bool:
    return bool(codes) and len(set(codes)) == len(codes) and set(codes) <= set(LANGUAGES)


def check_deed(fields: Fields, it: Deed, today: date) -> None:
    """Codes: field-missing, process-line-too-long, adopted-later. today: in the zone of the Process."""
    for name in ("title_en", "title_ru"):
        fields.require(name, getattr(it, name), "field-missing")
    for name, longest in DEED_LENGTHS.items():
        require_short(fields, name, getattr(it, name), longest)
    if it.adopted_on is not None:
        fields.require("adopted_on", it.adopted_on <= today, "adopted-later")


def require_short(fields: Fields, field: str, words: str, longest: int) -> None:
    fields.require(field, len(words) <= longest, "process-line-too-long", longest=longest)
