"""How papers write days, hours, names and lists, in English and in Russian.

English here is the English of international organizations; Russian words are those of the Russian editions of their
documents. Whoever fills the papers with words of another language adds a column.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date

from drafting.documents.papers.values import Item, Occasion
from drafting.domain import inline

LANGUAGES = ("en", "ru")
_MANNERS = {"en": Locale("en", "GB"), "ru": Locale("ru")}
_WHOLE = {"en": "d MMMM y", "ru": "d MMMM y 'года'"}
# Still to be filled in by a person: it blocks the issue of a text (practice.md section 3).
GAP = "[\u00a0]"

CATEGORIES: Mapping[str, Mapping[str, str]] = {
    "participating": {"en": "Participating States", "ru": "Государства-участники"},
    "observers": {"en": "Observers", "ru": "Наблюдатели"},
    "intergovernmental": {"en": "Intergovernmental organizations", "ru": "Межправительственные организации"},
    "other": {"en": "Other organizations", "ru": "Другие организации"},
    "united nations": {
        "en": "United Nations entities",
        "ru": "Учреждения системы Организации Объединённых Наций",
    },
    "civil society": {"en": "Civil society", "ru": "Гражданское общество"},
    "secretariat": {"en": "Secretariat of the meeting", "ru": "Секретариат"},
}

# The noun of a Russian title, in the nominative, with the verb in its gender; the first one met in a title counts.
_TOOK_PLACE: Mapping[str, str] = {
    "конференция": "состоялась",
    "совещание": "состоялось",
    "встреча": "состоялась",
    "заседание": "состоялось",
    "сессия": "состоялась",
    "семинар": "состоялся",
    "форум": "состоялся",
    "консультации": "состоялись",
}
# Where a title says none of them: what a meeting of each kind is.
_KINDS: Mapping[str, str] = {
    "ministerial conference": "конференция",
    "senior officials": "совещание",
    "national coordinators": "встреча",
    "working group": "заседание",
    "seminar": "семинар",
    "consultation": "консультации",
}

ROLES: Mapping[str, Mapping[str, str]] = {
    "opener": {"en": "Opening", "ru": "Открывает"},
    "moderator": {"en": "Moderator", "ru": "Ведущий"},
    "speaker": {"en": "Speaker", "ru": "Выступает"},
    "rapporteur": {"en": "Rapporteur", "ru": "Докладчик"},
    "closer": {"en": "Closing", "ru": "Закрывает"},
}


def held(occasion: Occasion) -> str:
    """ "The Fifth Conference was held in Oravel from 4 to 5 June 2026", without the stop; in Russian the verb agrees
    with the noun of the title: «Пятая конференция состоялась 4–5 июня 2026 года в городе Оравель»."""
    title, city = plain(occasion.title), plain(occasion.city)
    when = _when(occasion.first, occasion.last, occasion.language)
    if occasion.language == "en":
        article = "" if title.startswith("The ") else "The "
        return f"{article}{title} {'were' if title.endswith('onsultations') else 'was'} held in {city} {when}"
    found = [noun for word in re.findall(r"[а-яё]+", title.lower()) for noun in _TOOK_PLACE if word == noun]
    if found:
        return f"{title} {_TOOK_PLACE[found[0]]} {when} в городе {city}"
    noun = _KINDS.get(occasion.kind, "встреча")
    begun = f"{noun[:1].upper()}{noun[1:]} {quoted(title, 'ru')}"
    return f"{begun} {_TOOK_PLACE[noun]} {when} в городе {city}"


def _when(first: date, last: date, language: str) -> str:
    """ "on 5 June 2026", "from 4 to 5 June 2026", «4–5 июня 2026 года», «с 30 июня по 2 июля 2026 года»."""
    same_month = (first.year, first.month) == (last.year, last.month)
    if language == "ru" and same_month:
        return days(first, last, language)
    if first == last:
        return f"on {day(last, language)}"
    short = "d" if same_month else "d MMMM" if first.year == last.year else _WHOLE[language]
    begun = format_date(first, short, _MANNERS[language])
    words = ("from", "to") if language == "en" else ("с", "по")
    return f"{words[0]} {begun} {words[1]} {day(last, language)}"


def day(it: date, language: str) -> str:
    """ "5 June 2026", «5 июня 2026 года»."""
    return str(format_date(it, _WHOLE[language], _MANNERS[language]))


def days(first: date, last: date, language: str) -> str:
    """ "4–5 June 2026", "30 June – 2 July 2026", «4–5 июня 2026 года»."""
    end = day(last, language)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    if first.year == last.year:
        return f"{format_date(first, 'd MMMM', _MANNERS[language])} – {end}"
    return f"{day(first, language)} – {end}"


def weekday(it: date, language: str) -> str:
    """ "Thursday, 4 June 2026", «Четверг, 4 июня 2026 года»."""
    name = str(format_date(it, "EEEE", _MANNERS[language]))
    return f"{name[:1].upper()}{name[1:]}, {day(it, language)}"


def hour(at: datetime) -> str:
    return f"{at:%H:%M}"


def hours(item: Item) -> str:
    """ "09:30–10:00", "09:30" for what has no length, "" for what has no hour."""
    if item.starts is None:
        return ""
    if item.ends is None or item.ends == item.starts:
        return hour(item.starts)
    return f"{hour(item.starts)}–{hour(item.ends)}"


def minutes(seconds: int, language: str) -> str:
    """ "7 min", «7 мин»; a begun minute counts."""
    return f"{-(-seconds // 60)}\u00a0{'min' if language == 'en' else 'мин'}"


def listed(names: Sequence[str], language: str) -> str:
    """ "A, B and C", «А, Б и В»."""
    conjunction = " and " if language == "en" else " и "
    return conjunction.join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def quoted(title: str, language: str) -> str:
    return f"“{title}”" if language == "en" else f"«{title}»"


def plain(words: str) -> str:
    """Words of the data as a text that reads as exactly these words, on one line."""
    return inline.escape(" ".join(words.split()))


def stopped(words: str) -> str:
    """A sentence with the stop at its end, whatever it ended with."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def numbered(label: str) -> str:
    """A label of the agenda as it is printed: "3" with a stop, "2 bis." as it is."""
    return f"{label}." if label and label[-1].isalnum() else label


def place_line(occasion: Occasion) -> str:
    """ "4–5 June 2026, Almaty": under the title, and where a document ends."""
    return f"{days(occasion.first, occasion.last, occasion.language)}, {plain(occasion.city)}"
