"""The usual title of a meeting in both languages: suggested to whoever plans one, who may change it.

The Russian ordinal agrees with its noun: «Вторая Министерская конференция», «Второе Совещание старших должностных лиц».
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from drafting.domain.decisions import MINISTERS


class _Noun(NamedTuple):
    """english, russian: the kind as a title says it; gender: of the Russian noun, f, n, m or plural."""

    english: str
    russian: str
    gender: str


_NOUNS: Mapping[str, _Noun] = {
    MINISTERS: _Noun("Ministerial Conference", "Министерская конференция", "f"),
    "senior officials": _Noun("Senior Officials’ Meeting", "Совещание старших должностных лиц", "n"),
    "national coordinators": _Noun("Meeting of National Coordinators", "Встреча национальных координаторов", "f"),
    "working group": _Noun("Meeting of the Working Group", "Совещание рабочей группы", "n"),
    "seminar": _Noun("Seminar", "Семинар", "m"),
    "consultation": _Noun("Consultations", "Консультации", "plural"),
}
_ENGLISH = (
    *("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"),
    *("Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth"),
    *("Nineteenth", "Twentieth"),
)
# Stems, and the endings of the four genders; the third is declined in its own way.
_RUSSIAN = (
    *("Перв", "Втор", "Трет", "Четвёрт", "Пят", "Шест", "Седьм", "Восьм", "Девят", "Десят"),
    *("Одиннадцат", "Двенадцат", "Тринадцат", "Четырнадцат", "Пятнадцат", "Шестнадцат", "Семнадцат"),
    *("Восемнадцат", "Девятнадцат", "Двадцат"),
)
_ENDINGS = {"f": "ая", "n": "ое", "m": "ый", "plural": "ые"}
_STRESSED = frozenset({2, 6, 7, 8})  # второй, шестой, седьмой, восьмой
_THIRD = {"f": "ья", "n": "ье", "m": "ий", "plural": "ьи"}
_SHORT = {"f": "-я", "n": "-е", "m": "-й", "plural": "-е"}


def suggested(kind: str, ordinal: int | None, process_en: str, process_ru: str) -> tuple[str, str]:
    """The title in English and in Russian. Raises KeyError for a kind that is none."""
    noun = _NOUNS[kind]
    english = f"{english_ordinal(ordinal)} {noun.english}" if ordinal else noun.english
    russian = f"{russian_ordinal(ordinal, noun.gender)} {_inside(noun.russian)}" if ordinal else noun.russian
    return f"{english} of the {process_en.removeprefix('The ')}", f"{russian} {genitive(process_ru)}"


def _inside(title: str) -> str:
    """Behind an ordinal: the names of the two highest bodies keep their capital."""
    return title if title.startswith(("Министерская", "Совещание старших")) else title[0].lower() + title[1:]


def english_ordinal(number: int) -> str:
    """ "Second", and in figures beyond twenty: "21st"."""
    if number <= len(_ENGLISH):
        return _ENGLISH[number - 1]
    tens = number % 100
    ending = "th" if tens in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def russian_ordinal(number: int, gender: str) -> str:
    """«Вторая», and in figures beyond twenty: «21-я»."""
    if number > len(_RUSSIAN):
        return f"{number}{_SHORT[gender]}"
    ending = _THIRD[gender] if number == 3 else _ENDINGS[gender]  # noqa: PLR2004 - третий
    return _RUSSIAN[number - 1] + ("ой" if gender == "m" and number in _STRESSED else ending)


def genitive(process: str) -> str:
    """The Russian name of a Process behind the name of its meeting: «Алматинского процесса»; one that is not an
    adjective and «процесс» stands in guillemets behind «процесса»."""
    if process.startswith("Процесс "):
        return process.replace("Процесс", "Процесса", 1)
    found = re.fullmatch(r"([А-ЯЁа-яё-]*[сц]к|[А-ЯЁа-яё-]*н|[А-ЯЁа-яё-]*в)(ий|ый|ой) ([Пп])роцесс( .*)?", process)
    return f"{found[1]}ого {found[3]}роцесса{found[4] or ''}" if found else f"процесса «{process}»"
