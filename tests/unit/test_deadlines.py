"""When a no-objection period ends, in the zones of the first users and across every kind of clock change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.deadlines import Deadline, deadline, is_day_off, last_day, reminders, require_length
from drafting.domain.errors import BadText

ZONES = (
    "Asia/Almaty",
    "Asia/Dushanbe",
    "Asia/Tashkent",
    "Asia/Baku",
    "Europe/Istanbul",
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Karachi",
    "Europe/London",
    "America/New_York",
)
days = st.dates(date(2010, 1, 1), date(2035, 12, 31))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour", "zone", "instant"),
    [
        (date(2013, 8, 31), time(18), "Asia/Almaty", utc(2013, 8, 31, 12)),
        (date(2026, 8, 31), time(18), "Asia/Almaty", utc(2026, 8, 31, 13)),
        (date(2026, 8, 31), time(18), "Asia/Kabul", utc(2026, 8, 31, 13, 30)),
        (date(2026, 8, 31), time(18), "Asia/Tehran", utc(2026, 8, 31, 14, 30)),
        (date(2026, 8, 31), time(18), "Europe/London", utc(2026, 8, 31, 17)),
        (date(2026, 12, 31), time(18), "Europe/London", utc(2026, 12, 31, 18)),
        (date(2026, 8, 31), None, "Asia/Almaty", utc(2026, 8, 31, 19)),
        # At the end of this day the clocks of Tehran jumped from midnight to one.
        (date(2021, 3, 21), None, "Asia/Tehran", utc(2021, 3, 21, 20, 30)),
    ],
)
def test_a_deadline_is_an_instant_in_a_named_zone(day, hour, zone, instant):
    assert deadline(day, hour, zone).at == instant


@pytest.mark.parametrize(
    ("day", "hour", "zone", "code"),
    [
        (date(2026, 3, 29), time(1, 30), "Europe/London", "hour-missing"),
        (date(2026, 10, 25), time(1, 30), "Europe/London", "hour-twice"),
        (date(2026, 3, 8), time(2, 30), "America/New_York", "hour-missing"),
        (date(2026, 11, 1), time(1, 30), "America/New_York", "hour-twice"),
        (date(2021, 3, 22), time(0, 30), "Asia/Tehran", "hour-missing"),
        (date(2021, 9, 21), time(23, 30), "Asia/Tehran", "hour-twice"),
        # The day on which Almaty set its clocks back for good.
        (date(2024, 2, 29), time(23, 30), "Asia/Almaty", "hour-twice"),
        (date(2026, 3, 29), time(18), "Asia/Nowhere", "unknown-zone"),
        (date(2026, 3, 29), time(18), "../etc/passwd", "unknown-zone"),
        (date(2026, 3, 29), time(18), "", "unknown-zone"),
    ],
)
def test_an_hour_that_does_not_exist_or_exists_twice_is_refused(day, hour, zone, code):
    with pytest.raises(BadText) as refused:
        deadline(day, hour, zone)
    assert refused.value.code == code


@given(days, st.sampled_from(ZONES))
def test_the_end_of_a_day_is_the_first_instant_that_is_another_day_there(day, zone):
    found = deadline(day, None, zone)
    place = ZoneInfo(zone)
    assert (found.at - timedelta(microseconds=1)).astimezone(place).date() == day
    assert found.at.astimezone(place).date() == day + timedelta(days=1)
    assert last_day(found) == day
    assert found.is_end_of_day


@given(days, st.times(), st.sampled_from(ZONES))
def test_a_deadline_reads_there_as_it_was_set_or_is_refused(day, hour, zone):
    try:
        found = deadline(day, hour, zone)
    except BadText:
        return
    assert found.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(day, hour)
    assert last_day(found) == day


@pytest.mark.parametrize("hours", [0, 24, 72])
def test_a_period_has_the_minimum_of_elapsed_hours_also_across_a_clock_change(hours):
    opened = utc(2026, 3, 28, 12)  # The clocks of London change in the night after it.
    earliest, zone = opened + timedelta(hours=hours), "Europe/London"
    require_length(opened, Deadline(earliest, zone), hours)
    with pytest.raises(BadText) as refused:
        require_length(opened, Deadline(earliest - timedelta(seconds=1), zone), hours)
    assert refused.value.code == "period-too-short"
    assert refused.value.details == {"hours": hours, "earliest": earliest, "zone": zone}


def test_days_off_are_the_week_end_of_the_place_and_its_holidays():
    friday = date(2026, 8, 28)
    assert is_day_off(friday, {3, 4})
    assert not is_day_off(friday, {5, 6})
    assert is_day_off(friday, {5, 6}, {friday})


def test_reminders_come_before_the_end_and_not_before_the_start():
    opened = utc(2026, 8, 28, 12)
    assert reminders(opened, opened + timedelta(hours=72), (2, 24, 24, 100)) == (
        opened + timedelta(hours=48),
        opened + timedelta(hours=70),
    )
