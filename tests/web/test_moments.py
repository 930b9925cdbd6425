"""Deadlines, the time until them, and the fields that set them, in both languages."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import get_template_attribute
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import deadlines
from drafting.domain.errors import BadText
from drafting.persistence.records import Meeting
from drafting.web import cities, moments, refusals

AUGUST = datetime(2013, 8, 31, 12, tzinfo=UTC)
NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)


@pytest.fixture(params=["en", "ru"])
def say(request, app):
    """`say(english, russian)`: which of the two this turn of the test expects; the words are said in that language."""
    with app.test_request_context(), force_locale(request.param):
        yield lambda english, russian: english if request.param == "en" else russian


@pytest.mark.parametrize(
    ("at", "zone", "city", "other", "english", "russian"),
    [
        (
            AUGUST,
            "Asia/Almaty",
            "Almaty",
            "Europe/London",
            "31 August 2013, 18:00 Almaty (UTC+6), 13:00 London",
            "31 августа 2013 года, 18:00 Алматы (UTC+6), 13:00 Лондон",
        ),
        (
            AUGUST,
            "Asia/Kabul",
            "",
            "",
            "31 August 2013, 16:30 Kabul (UTC+4:30)",
            "31 августа 2013 года, 16:30 Кабул (UTC+4:30)",
        ),
        (
            AUGUST,
            "America/New_York",
            "Washington",
            "Asia/Tokyo",
            "31 August 2013, 08:00 Washington (UTC−4), 21:00 Tokyo",
            "31 августа 2013 года, 08:00 Вашингтон (UTC−4), 21:00 Токио",
        ),
        (
            datetime(2026, 12, 31, 21, tzinfo=UTC),
            "Europe/London",
            "London",
            "Asia/Dushanbe",
            "31 December 2026, 21:00 London (UTC+0), 1 January 2027, 02:00 Dushanbe",
            "31 декабря 2026 года, 21:00 Лондон (UTC+0), 1 января 2027 года, 02:00 Душанбе",
        ),
        (
            datetime(2026, 11, 30, 21, tzinfo=UTC),
            "UTC",
            "UTC",
            "Asia/Kolkata",
            "30 November 2026, 21:00 UTC, 1 December, 02:30 New Delhi",
            "30 ноября 2026 года, 21:00 UTC, 1 декабря, 02:30 Нью-Дели",
        ),
        (
            AUGUST,
            "America/St_Johns",
            "",
            "America/St_Johns",
            "31 August 2013, 09:30 St. John’s (UTC−2:30)",
            "31 августа 2013 года, 09:30 Сент-Джонс (UTC−2:30)",
        ),
    ],
)
def test_a_deadline_names_its_zone_and_then_the_readers(say, at, zone, city, other, english, russian):
    assert moments.deadline(at, zone, city, other_zone=other) == say(english, russian)


@pytest.mark.parametrize(
    ("day", "zone", "other", "english", "russian"),
    [
        (
            date(2013, 8, 31),
            "Asia/Almaty",
            "Europe/London",
            "end of 31 August 2013, Almaty (UTC+6), 19:00 London",
            "конец дня 31 августа 2013 года, Алматы (UTC+6), 19:00 Лондон",
        ),
        (
            date(2013, 8, 31),
            "Asia/Almaty",
            "Asia/Tokyo",
            "end of 31 August 2013, Almaty (UTC+6), 1 September, 03:00 Tokyo",
            "конец дня 31 августа 2013 года, Алматы (UTC+6), 1 сентября, 03:00 Токио",
        ),
        # The clocks of Tehran went forward at the very midnight: the day that ended was not in summer time yet.
        (
            date(2013, 3, 21),
            "Asia/Tehran",
            "UTC",
            "end of 21 March 2013, Tehran (UTC+3:30), 20:30 UTC",
            "конец дня 21 марта 2013 года, Тегеран (UTC+3:30), 20:30 UTC",
        ),
        (date(2026, 1, 1), "UTC", "", "end of 1 January 2026, UTC", "конец дня 1 января 2026 года, UTC"),
    ],
)
def test_a_date_alone_is_the_end_of_that_day_and_elsewhere_an_hour(say, day, zone, other, english, russian):
    ends = deadlines.deadline(day, None, zone)
    assert moments.deadline(ends.at, zone, end_of_day=True, other_zone=other) == say(english, russian)


@pytest.mark.parametrize(
    ("zone", "wall", "offset"),
    [
        ("Europe/London", datetime(2026, 3, 29, 0, 59), "UTC+0"),  # noqa: DTZ001 - the zone is given beside it
        ("Europe/London", datetime(2026, 3, 29, 2, 0), "UTC+1"),  # noqa: DTZ001
        ("Asia/Kathmandu", datetime(2026, 3, 29, 2, 0), "UTC+5:45"),  # noqa: DTZ001
        ("Pacific/Marquesas", datetime(2026, 3, 29, 2, 0), "UTC−9:30"),  # noqa: DTZ001
    ],
)
def test_an_offset_is_that_of_the_day(zone, wall, offset):
    assert moments.offset(wall.replace(tzinfo=ZoneInfo(zone))) == offset


@pytest.mark.parametrize(
    ("left", "english", "russian"),
    [
        (timedelta(days=2, hours=3, minutes=59), "2 days 3 hours", "2 дня 3 часа"),
        (timedelta(days=1), "1 day", "1 день"),
        (timedelta(days=5, minutes=59), "5 days", "5 дней"),
        (timedelta(hours=21, minutes=1), "21 hours 1 minute", "21 час 1 минута"),
        (timedelta(minutes=59, seconds=59), "59 minutes", "59 минут"),
        (timedelta(seconds=59.2), "1 minute", "1 минута"),
        (timedelta(seconds=42), "42 seconds", "42 секунды"),
        (timedelta(microseconds=1), "1 second", "1 секунда"),
        (timedelta(), "ended less than a minute ago", "истёк менее минуты назад"),
        (-timedelta(seconds=59), "ended less than a minute ago", "истёк менее минуты назад"),
        (-timedelta(minutes=5), "ended 5 minutes ago", "истёк 5 минут назад"),
        (-timedelta(hours=1, minutes=1), "ended 1 hour 1 minute ago", "истёк 1 час 1 минуту назад"),
        (-timedelta(days=21), "ended 21 days ago", "истёк 21 день назад"),
        (-timedelta(days=2, hours=4), "ended 2 days 4 hours ago", "истёк 2 дня 4 часа назад"),
    ],
)
def test_what_remains_is_said_in_its_two_largest_units(say, left, english, russian):
    assert moments.remaining(NOW, NOW + left) == say(english, russian)


def test_a_night_in_which_the_clocks_go_forward_is_an_hour_shorter(app):
    zone = ZoneInfo("Europe/London")
    evening = datetime(2026, 3, 28, 18, tzinfo=zone)
    with app.test_request_context(), force_locale("en"):
        assert moments.remaining(evening.astimezone(UTC), datetime(2026, 3, 29, 18, tzinfo=zone).astimezone(UTC)) == (
            "23 hours"
        )


@given(seconds=st.floats(0.001, 10**8))
def test_nobody_is_promised_more_than_a_second_too_much(seconds):
    units = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}
    said = sum(units[unit] * count for unit, count in moments._units(-int(-seconds // 1)))
    assert said < seconds + 1
    assert seconds - said < 3600


@pytest.mark.parametrize(
    ("said", "english", "russian"),
    [
        ("Astana", "Astana", "Астана"),
        ("Asia/Almaty", "Almaty", "Алматы"),
        ("Asia/Karachi", "Islamabad", "Исламабад"),
        ("Turkey", "Ankara", "Анкара"),
        ("Etc/UTC", "UTC", "UTC"),
        ("Asia/Qyzylorda", "Qyzylorda", "Кызылорда"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "Буэнос-Айрес"),
        ("Asia/Katmandu", "Kathmandu", "Катманду"),
        ("Kashgar", "Kashgar", "Kashgar"),
    ],
)
def test_a_city_is_named_by_the_table_then_by_the_locale_data(say, said, english, russian):
    assert cities.city_name(said) == say(english, russian)


def test_every_city_of_the_table_stands_for_a_zone_that_exists():
    for city in cities.CITIES.values():
        assert deadlines.deadline(date(2026, 11, 30), time(18), city.zone).zone == city.zone


def test_cities_are_offered_by_name_and_zones_once(say):
    offered = cities.cities()
    assert offered[0][:2] == say(("Almaty", "Almaty"), ("Almaty", "Алматы"))
    assert offered[-1] == ("UTC", "UTC", "UTC")
    assert len(offered) == len(cities.CITIES)
    assert cities.zones()[0][1] == say("Almaty, Astana", "Алматы, Астана")
    assert len({zone for zone, _ in cities.zones()}) == len(cities.zones())


@pytest.mark.parametrize(
    ("day", "hour", "read"),
    [
        ("2026-11-30", "18:00", (date(2026, 11, 30), time(18))),
        (" 2026-11-30 ", " ", (date(2026, 11, 30), None)),
        ("2028-02-29", "9.05", (date(2028, 2, 29), time(9, 5))),
        ("2026-11-30", "23:59:00", (date(2026, 11, 30), time(23, 59))),
    ],
)
def test_the_fields_of_a_deadline_are_read(day, hour, read):
    assert moments.day_and_hour(day, hour) == read


@pytest.mark.parametrize(
    ("day", "hour", "code"),
    [
        ("", "18:00", "bad-date"),
        ("30.11.2026", "18:00", "bad-date"),
        ("20261130", "18:00", "bad-date"),
        ("2026-02-29", "18:00", "bad-date"),
        ("9999-12-31", "", "bad-date"),
        ("0001-01-01", "", "bad-date"),
        ("٢٠٢٦-11-30", "", "bad-date"),
        ("2026-11-30", "24:00", "bad-hour"),
        ("2026-11-30", "18", "bad-hour"),
        ("2026-11-30", "18:60", "bad-hour"),
        ("2026-11-30", "6 pm", "bad-hour"),
        ("2026-11-30", "18:00:30", "bad-hour"),
    ],
)
def test_a_field_that_cannot_be_read_is_refused(day, hour, code):
    with pytest.raises(BadText) as refused:
        moments.day_and_hour(day, hour)
    assert refused.value.code == code


def test_every_refusal_of_a_deadline_has_a_sentence_of_its_own(say):
    fields = {"day": date(2026, 3, 29), "hour": time(1, 30), "zone": "Europe/London"}
    codes = {"bad-date": {"said": "x"}, "bad-hour": {"said": "x"}, "unknown-zone": {"zone": "Nowhere"}}
    codes |= {"hour-missing": fields, "hour-twice": fields, "period-too-short": {"hours": 72, "earliest": NOW}}
    sentences = {refusals.problem(BadText(code, **details)) for code, details in codes.items()}
    assert len(sentences) == len(codes)
    assert refusals.problem(BadText("nothing known")) not in sentences
    too_short = refusals.problem(BadText("period-too-short", hours=72, earliest=NOW))
    assert say("72. Choose an end not before 27 March 2026, 12:00 UTC.", "27 марта 2026 года, 12:00 UTC.") in too_short


def test_a_person_reads_hours_in_the_zone_chosen_in_the_menu(app, world, visit):
    browser = visit("head.arv")
    menu = browser.get("/").text
    assert '<option value="">As the meeting</option>' in menu
    assert '<option value="Asia/Almaty">Almaty, Astana</option>' in menu
    for zone, name in (("Europe/London", "London"), ("Asia/Kathmandu", "Kathmandu")):
        browser.post("/preferences", data={"zone": zone, "next": "/"})
        assert f'<option value="{zone}" selected>{name}</option>' in browser.get("/").text
    # The theme is another form of the same menu; what it does not send stays.
    browser.post("/preferences", data={"theme": "dark", "next": "/"})
    assert 'value="Asia/Kathmandu" selected' in browser.get("/").text


def test_the_readers_zone_is_the_chosen_one_else_the_meetings(app, world, visit):
    meeting = Meeting(zone="Asia/Almaty")
    browser = visit("head.arv")
    with browser:
        browser.get("/")
        assert moments.reader_zone(meeting) == "Asia/Almaty"
        browser.post("/preferences", data={"zone": "Europe/London", "next": "/"})
        browser.get("/")
        assert moments.reader_zone(meeting) == "Europe/London"
    with app.test_request_context():
        assert moments.reader_zone(meeting) == "Asia/Almaty"


def test_the_script_gets_the_words_of_each_unit_by_the_kind_of_its_number(say):
    english = {"one": "# minute", "other": "# minutes"}
    assert moments.words_by_count()["minute"] == say(english, {"one": "# минута", "few": "# минуты", "many": "# минут"})
    assert list(moments.words_by_count()) == ["day", "hour", "minute", "second"]


def test_a_countdown_that_is_over_is_a_plain_sentence_without_a_script(say):
    page = get_template_attribute("silence/_countdown.html", "countdown")
    words = page(AUGUST, "Asia/Almaty", "Almaty", True, AUGUST + timedelta(minutes=5), "")  # noqa: FBT003
    assert say("The period ended 5 minutes ago.", "Срок истёк 5 минут назад.") in words
    assert say("end of 31 August 2013, Almaty (UTC+6)", "конец дня 31 августа 2013 года, Алматы (UTC+6)") in words
    assert "data-" not in words
