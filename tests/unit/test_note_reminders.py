"""When the next reminder of an awaited note verbale goes out."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.note_reminders import is_too_soon, next_reminder

ZONES = (
    *("Asia/Almaty", "Asia/Dushanbe", "Asia/Tashkent", "Asia/Baku", "Europe/Istanbul", "Asia/Tehran", "Asia/Kabul"),
    *("Asia/Karachi", "Europe/London", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"),
)
INSTANTS = st.datetimes(datetime(2011, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - of naive bounds


@given(INSTANTS, st.integers(1, 400), st.sampled_from(ZONES), st.timedeltas(timedelta(), timedelta(days=400)))
def test_it_comes_so_many_days_later_at_the_hour_that_was_planned_however_late_this_one_is(planned, days, zone, lag):
    now, there = planned + lag, ZoneInfo(zone)
    found = next_reminder(now, days, zone, planned)
    assert found is not None
    assert found > now
    assert found.tzinfo is UTC
    wall = datetime.combine(
        now.astimezone(there).date() + timedelta(days=days), planned.astimezone(there).time(), tzinfo=there
    )
    is_skipped = wall.astimezone(UTC).astimezone(there).replace(tzinfo=None) != wall.replace(tzinfo=None)
    assert found == wall.astimezone(UTC)
    assert is_skipped or found.astimezone(there).time() == planned.astimezone(there).time()


@pytest.mark.parametrize(
    ("now", "days", "zone", "expected"),
    [
        ("2026-06-05T12:00", 14, "Asia/Almaty", "2026-06-19T12:00"),
        # London 13:00 in summer, 13:00 in winter.
        ("2026-10-20T12:00", 14, "Europe/London", "2026-11-03T13:00"),
        ("2026-03-20T13:00", 14, "Europe/London", "2026-04-03T12:00"),
        # New York 22:30 of the 27th of February is a day later in UTC.
        ("2026-02-28T03:30", 14, "America/New_York", "2026-03-14T02:30"),
        # 02:30 is skipped there on 8 March: it comes at 03:30.
        ("2026-03-07T07:30", 1, "America/New_York", "2026-03-08T07:30"),
        ("2026-06-05T12:00", 1, "Asia/Kabul", "2026-06-06T12:00"),
    ],
)
def test_its_hour_is_that_of_the_clocks_there(now, days, zone, expected):
    instant = datetime.fromisoformat(f"{now}+00:00").astimezone(UTC)
    assert next_reminder(instant, days, zone) == datetime.fromisoformat(f"{expected}+00:00")


@pytest.mark.parametrize("days", [0, -1])
def test_no_days_are_never(days):
    assert next_reminder(datetime(2026, 6, 5, 12, tzinfo=UTC), days, "Asia/Almaty") is None


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (None, False),
        (timedelta(), True),
        (timedelta(hours=23, minutes=59), True),
        (timedelta(days=1), False),
        # The clock was set back since.
        (-timedelta(hours=1), True),
    ],
)
def test_nobody_is_reminded_by_hand_twice_in_a_day(ago, expected):
    now = datetime(2026, 6, 5, 12, tzinfo=UTC)
    assert is_too_soon(None if ago is None else now - ago, now) == expected
