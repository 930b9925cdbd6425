"""The States of the world with their names in English and Russian, every Russian form reviewed by eye.

Source: UN terminology, ISO 3166, and the Russian forms of the UN's lists of protocol; docs/states.md says more. Names
stand as in official documents: Russian ones without ё («Соединенные Штаты Америки»), against the rule of this house.
"""

import csv
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class FormerName:
    """A short name under which the State sat in the UN before. until: the day from which the next one stands."""

    name_en: str
    name_ru: str
    until: date


@dataclass(frozen=True, slots=True)
class WorldState:
    """A State as the table has it: a field for each column, in the words of docs/states.md.

    iso2, iso3: codes of ISO 3166-1; sort_en: what English alphabetical order compares; un_since: None for those that
    are no Members of the UN; former: the oldest first; also: other names in use, of either language, by which people
    look for it.
    """

    iso2: str
    iso3: str
    name_en: str
    long_en: str
    sort_en: str
    name_ru: str
    name_ru_gen: str
    name_ru_dat: str
    name_ru_acc: str
    name_ru_ins: str
    name_ru_pre: str
    long_ru: str
    long_ru_gen: str
    long_ru_dat: str
    long_ru_acc: str
    long_ru_ins: str
    long_ru_pre: str
    un_since: date | None
    former: tuple[FormerName, ...]
    also: tuple[str, ...]

    def cases_ru(self) -> tuple[str, ...]:
        """Every Russian form besides the two nominatives, each once: the short name's, then the long one's."""
        short = (self.name_ru_gen, self.name_ru_dat, self.name_ru_acc, self.name_ru_ins, self.name_ru_pre)
        long = (self.long_ru_gen, self.long_ru_dat, self.long_ru_acc, self.long_ru_ins, self.long_ru_pre)
        return tuple(it for it in dict.fromkeys((*short, *long)) if it not in (self.name_ru, self.long_ru))


@lru_cache(maxsize=1)
def states() -> tuple[WorldState, ...]:
    """All of them, in English alphabetical order, which is the order of the rows."""
    return tuple(map(_state, csv.DictReader(files(__name__).joinpath("states.csv").read_text("utf-8").splitlines())))


def find(code: str) -> WorldState | None:
    """The State of an ISO code of two or three letters, in capitals or not."""
    return _by_code().get(code.strip().upper())


def search(words: str, limit: int = 10) -> tuple[WorldState, ...]:
    """The States whose short name begins with the words, then another name of theirs, then a later word of a name.

    Names of either language count, long, former and other ones and the codes too; capitals, accents and signs do not.
    Nothing is found by no words.
    """
    begun = _plain(words)
    ranked = [(_rank(begun, names), state) for state, names in _searched()] if begun else []
    found = [(rank, state) for rank, state in ranked if rank is not None]
    return tuple(state for _, state in sorted(found, key=lambda it: it[0])[:limit])


def _state(row: dict[str, str]) -> WorldState:
    since, former, also = row.pop("un_since"), row.pop("former"), row.pop("also")
    return WorldState(
        **row,
        un_since=date.fromisoformat(since) if since else None,
        former=tuple(_former(it) for it in former.split(";") if it),
        also=tuple(it for it in also.split(";") if it),
    )


def _former(cell: str) -> FormerName:
    name_en, name_ru, until = cell.split("|")
    return FormerName(name_en, name_ru, date.fromisoformat(until))


@lru_cache(maxsize=1)
def _by_code() -> dict[str, WorldState]:
    return {code: it for it in states() for code in (it.iso2, it.iso3)}


@lru_cache(maxsize=1)
def _searched() -> tuple[tuple[WorldState, tuple[str, ...]], ...]:
    return tuple((it, tuple(map(_plain, _names(it)))) for it in states())


def _names(state: WorldState) -> tuple[str, ...]:
    """The two short names first."""
    former = (name for it in state.former for name in (it.name_en, it.name_ru))
    return (state.name_en, state.name_ru, state.long_en, state.long_ru, *former, *state.also, state.iso3, state.iso2)


def _rank(begun: str, names: tuple[str, ...]) -> int | None:
    short = names[:2]
    if any(it.startswith(begun) for it in short):
        return 0
    if any(it.startswith(begun) for it in names):
        return 1
    return 2 if any(f" {begun}" in it for it in names) else None


def _plain(words: str) -> str:
    """Small letters and digits alone, without their marks, one space between words: "cote d ivoire"."""
    bare = "".join(it for it in unicodedata.normalize("NFD", words.casefold()) if not unicodedata.combining(it))
    return " ".join("".join(it if it.isalnum() else " " for it in bare).split())
