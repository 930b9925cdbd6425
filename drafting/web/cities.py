"""Cities that stand for time zones, as deadlines name them: "18:00 Almaty (UTC+6)"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from drafting.domain.errors import BadText
from drafting.persistence.records import Meeting
from drafting.web.instants import language, named


@dataclass(frozen=True)
class City:
    """zone: its IANA name."""

    zone: str
    name_en: str
    name_ru: str


# Runs keep the key of a city for ever, so a key is never changed. Of the cities of one zone the first stands for it.
CITIES: Mapping[str, City] = {
    city.name_en: city
    for city in (
        City("Asia/Almaty", "Almaty", "Алматы"),
        City("Asia/Almaty", "Astana", "Астана"),
        City("Asia/Ashgabat", "Ashgabat", "Ашхабад"),
        City("Asia/Baku", "Baku", "Баку"),
        City("Asia/Bishkek", "Bishkek", "Бишкек"),
        City("Asia/Dushanbe", "Dushanbe", "Душанбе"),
        City("Asia/Tashkent", "Tashkent", "Ташкент"),
        City("Asia/Kabul", "Kabul", "Кабул"),
        City("Asia/Karachi", "Islamabad", "Исламабад"),
        City("Asia/Tehran", "Tehran", "Тегеран"),
        City("Europe/Istanbul", "Ankara", "Анкара"),
        City("Europe/Istanbul", "Istanbul", "Стамбул"),
        City("Europe/Moscow", "Moscow", "Москва"),
        City("Europe/Minsk", "Minsk", "Минск"),
        City("Asia/Yerevan", "Yerevan", "Ереван"),
        City("Asia/Tbilisi", "Tbilisi", "Тбилиси"),
        City("Asia/Shanghai", "Beijing", "Пекин"),
        City("Asia/Kolkata", "New Delhi", "Нью-Дели"),
        City("Asia/Dhaka", "Dhaka", "Дакка"),
        City("Asia/Baghdad", "Baghdad", "Багдад"),
        City("Europe/Zurich", "Geneva", "Женева"),
        City("Europe/Vienna", "Vienna", "Вена"),
        City("Europe/Brussels", "Brussels", "Брюссель"),
        City("Europe/Berlin", "Berlin", "Берлин"),
        City("Europe/Paris", "Paris", "Париж"),
        City("Europe/Warsaw", "Warsaw", "Варшава"),
        City("Europe/London", "London", "Лондон"),
        City("America/New_York", "New York", "Нью-Йорк"),
        City("America/New_York", "Washington", "Вашингтон"),
        City("Africa/Nairobi", "Nairobi", "Найроби"),
        City("Asia/Tokyo", "Tokyo", "Токио"),
        City("UTC", "UTC", "UTC"),
    )
}
_OF_ZONE = {city.zone: city for city in reversed(tuple(CITIES.values()))}


def city_name(city_or_zone: str) -> str:
    """The name, in the reader's language, of a city of the table or of a zone; anything else as it is."""
    city = CITIES.get(city_or_zone) or _OF_ZONE.get(_canonical(city_or_zone))
    return named(city) if city else _place(city_or_zone, language())


def cities() -> Sequence[tuple[str, str, str]]:
    """What can be chosen for a deadline: key, name in the reader's language, zone; by name, UTC at the end."""
    found = [(key, named(city), city.zone) for key, city in CITIES.items()]
    return sorted(found, key=lambda it: (it[0] == "UTC", it[1]))


def zones() -> Sequence[tuple[str, str]]:
    """What a reader can choose: each zone of the table once, with the names of its cities."""
    names: dict[str, list[str]] = {}
    for _key, name, zone in cities():
        names.setdefault(zone, []).append(name)
    return [(zone, ", ".join(found)) for zone, found in names.items()]


def _canonical(zone: str) -> str:
    known = get_global("zone_aliases").get(zone, zone)
    return "UTC" if known == "Etc/UTC" else str(known)


@lru_cache(maxsize=256)
def _place(zone: str, language: str) -> str:
    """The city that the locale data give to a zone; they list some under a former name, such as Asia/Calcutta."""
    aliases, said = get_global("zone_aliases"), Locale(language).time_zones
    canonical = _canonical(zone)
    former = (old for old, new in aliases.items() if new == canonical)
    found = (said[it]["city"] for it in (zone, canonical, *former) if "city" in said.get(it, {}))
    return str(next(found, canonical.rpartition("/")[2].replace("_", " ")))


def city_of(meeting: Meeting) -> str:
    """The city of the list in which the meeting is held, else one with its clock, else its zone."""
    if meeting.city_en in CITIES:
        return meeting.city_en
    return next((key for key, it in CITIES.items() if it.zone == meeting.zone), meeting.zone)


def offered(meeting: Meeting) -> list[tuple[str, str]]:
    """The cities to choose from, by name in the reader's language; the meeting's own zone is always among them."""
    found = [(key, name) for key, name, _zone in cities()]
    own = city_of(meeting)
    return found if own in CITIES else [(own, city_name(own)), *found]


def zone_of(city: str, meeting: Meeting) -> str:
    """Raises BadText("unknown-zone")."""
    if city in CITIES:
        return CITIES[city].zone
    if city == meeting.zone:
        return meeting.zone
    raise BadText("unknown-zone", zone=city)
