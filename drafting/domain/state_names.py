"""Every form of a State's name that a text may use: short and long, English and Russian, in each case.

Source: practice.md section 1: names are declined in Russian («[Исламскую Республику Иран]»), and change over time, so
people may give further forms.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from drafting.domain.declension import declined


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one State in the nominative. further: forms given by people, of any language, as they stand."""

    short_en: str
    long_en: str
    short_ru: str
    long_ru: str
    further: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def forms(names: Names) -> frozenset[str]:
    """Every form, without "the", which is no part of a name."""
    english = {names.short_en, names.long_en, *_listed(names.short_en, names.long_en)}
    nominative = {names.short_ru, names.long_ru, *_listed(names.short_ru, names.long_ru)}
    russian = {form for name in nominative if name for form in declined(name)}
    found = _as_typed({*english, *russian, *names.further})
    return frozenset(bare for it in found if (bare := it.strip().removeprefix("the ").removeprefix("The ")))


def _as_typed(found: set[str]) -> set[str]:
    """The same with each sign that people type for an apostrophe or a dash: «Кот-д’Ивуар», «Папуа-Новая Гвинея»."""
    for sign, others in _TYPED:
        found = found | {it.replace(sign, other) for it in found if sign in it for other in others}
    return found


def _listed(short: str, long: str) -> Iterator[str]:
    """The manner of lists in alphabetical order: "Iran (Islamic Republic of)", «Иран (Исламская Республика)»."""
    title = long.removesuffix(short).strip()
    if short and title and title != long:
        yield f"{short} ({title})"
    # In a sentence a name that is listed so stands without its title: "Iran".
    yield short.partition(" (")[0]


@lru_cache(maxsize=64)
def all_forms(states: tuple[Names, ...]) -> tuple[str, ...]:
    """The forms of all of them, each once."""
    return tuple(dict.fromkeys(sorted(_every(states))))


def _every(states: Iterable[Names]) -> Iterator[str]:
    for it in states:
        yield from forms(it)


_TYPED = (("’", ("'",)), ("'", ("’",)), (" — ", (" – ", " - ", "-")))
