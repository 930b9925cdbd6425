"""Deadlines round every kind of clock change. The instants were worked out by hand from the offsets in the comments."""

from datetime import UTC, date, datetime, time

import pytest

from drafting.domain.deadlines import deadline
from drafting.domain.errors import BadText

SIX = time(18)
# (kind of change, zone, day, hour or None for the end of the day, the instant in UTC)
CASES = [
    # The clocks go forward: the evening before, and the evening after.
    ("forward", "Europe/London", (2026, 3, 28), SIX, "2026-03-28 18:00"),  # +0
    ("forward", "Europe/London", (2026, 3, 29), SIX, "2026-03-29 17:00"),  # +1
    ("forward", "America/New_York", (2026, 3, 7), SIX, "2026-03-07 23:00"),  # -5
    ("forward", "America/New_York", (2026, 3, 8), SIX, "2026-03-08 22:00"),  # -4
    ("forward", "Europe/Istanbul", (2016, 3, 26), SIX, "2016-03-26 16:00"),  # +2
    ("forward", "Europe/Istanbul", (2016, 3, 27), SIX, "2016-03-27 15:00"),  # +3
    ("forward", "Asia/Baku", (2015, 3, 28), SIX, "2015-03-28 14:00"),  # +4
    ("forward", "Asia/Baku", (2015, 3, 29), SIX, "2015-03-29 13:00"),  # +5
    ("forward", "Asia/Tehran", (2022, 3, 21), SIX, "2022-03-21 14:30"),  # +3:30
    ("forward", "Asia/Tehran", (2022, 3, 22), SIX, "2022-03-22 13:30"),  # +4:30
    ("forward", "Asia/Karachi", (2009, 4, 14), SIX, "2009-04-14 13:00"),  # +5
    ("forward", "Asia/Karachi", (2009, 4, 15), SIX, "2009-04-15 12:00"),  # +6
    # They go back.
    ("back", "Europe/London", (2026, 10, 24), SIX, "2026-10-24 17:00"),
    ("back", "Europe/London", (2026, 10, 25), SIX, "2026-10-25 18:00"),
    ("back", "America/New_York", (2026, 10, 31), SIX, "2026-10-31 22:00"),
    ("back", "America/New_York", (2026, 11, 1), SIX, "2026-11-01 23:00"),
    ("back", "Europe/Istanbul", (2015, 11, 7), SIX, "2015-11-07 15:00"),
    ("back", "Europe/Istanbul", (2015, 11, 8), SIX, "2015-11-08 16:00"),
    ("back", "Asia/Baku", (2015, 10, 24), SIX, "2015-10-24 13:00"),
    ("back", "Asia/Baku", (2015, 10, 25), SIX, "2015-10-25 14:00"),
    ("back", "Asia/Tehran", (2022, 9, 21), SIX, "2022-09-21 13:30"),
    ("back", "Asia/Tehran", (2022, 9, 22), SIX, "2022-09-22 14:30"),
    ("back", "Asia/Karachi", (2009, 10, 31), SIX, "2009-10-31 12:00"),
    ("back", "Asia/Karachi", (2009, 11, 1), SIX, "2009-11-01 13:00"),
    # The zone changes its offset for good, or gives its summer time up.
    ("for good", "Asia/Almaty", (2024, 2, 29), SIX, "2024-02-29 12:00"),  # +6
    ("for good", "Asia/Almaty", (2024, 3, 1), SIX, "2024-03-01 13:00"),  # +5
    ("for good", "Europe/Istanbul", (2016, 10, 30), SIX, "2016-10-30 15:00"),  # The first autumn that stayed at +3.
    ("for good", "Asia/Baku", (2016, 3, 27), SIX, "2016-03-27 14:00"),  # The first spring that stayed at +4.
    ("for good", "Asia/Tehran", (2023, 3, 22), SIX, "2023-03-22 14:30"),  # The first spring that stayed at +3:30.
    # Zones without changes, and half hours.
    ("none", "Asia/Dushanbe", (2026, 7, 1), SIX, "2026-07-01 13:00"),
    ("none", "Asia/Tashkent", (2026, 1, 1), SIX, "2026-01-01 13:00"),
    ("none", "Asia/Kabul", (2026, 7, 1), SIX, "2026-07-01 13:30"),
    ("none", "Asia/Kabul", (2026, 7, 1), None, "2026-07-01 19:30"),
    ("none", "Asia/Karachi", (2026, 7, 1), None, "2026-07-01 19:00"),
    # A midnight that does not exist: the day ends when the clocks jump over it.
    ("no midnight", "Asia/Beirut", (2026, 3, 28), None, "2026-03-28 22:00"),
    ("no midnight", "America/Santiago", (2026, 9, 5), None, "2026-09-06 04:00"),
    ("no midnight", "Asia/Karachi", (2009, 4, 14), None, "2009-04-14 19:00"),
    ("no midnight", "Asia/Tehran", (2022, 3, 21), None, "2022-03-21 20:30"),
    # The last hour of the day comes twice: the day ends with the second.
    ("two last hours", "Asia/Beirut", (2026, 10, 24), None, "2026-10-24 22:00"),
    ("two last hours", "America/Santiago", (2026, 4, 4), None, "2026-04-05 04:00"),
    ("two last hours", "Asia/Karachi", (2009, 10, 31), None, "2009-10-31 19:00"),
    ("two last hours", "Asia/Tehran", (2022, 9, 21), None, "2022-09-21 20:30"),
    ("two last hours", "Asia/Almaty", (2024, 2, 29), None, "2024-02-29 19:00"),
]
# (zone, day, hour, why it is refused)
REFUSED = [
    ("Europe/London", (2026, 3, 29), time(1), "hour-missing"),
    ("Europe/London", (2026, 10, 25), time(1, 59, 59), "hour-twice"),
    ("America/New_York", (2026, 3, 8), time(2), "hour-missing"),
    ("America/New_York", (2026, 11, 1), time(1), "hour-twice"),
    ("Europe/Istanbul", (2016, 3, 27), time(3, 30), "hour-missing"),
    ("Europe/Istanbul", (2015, 11, 8), time(3, 30), "hour-twice"),
    ("Asia/Baku", (2015, 3, 29), time(4, 30), "hour-missing"),
    ("Asia/Baku", (2015, 10, 25), time(4, 30), "hour-twice"),
    ("Asia/Tehran", (2022, 3, 22), time(0, 30), "hour-missing"),
    ("Asia/Tehran", (2022, 9, 21), time(23, 30), "hour-twice"),
    ("Asia/Karachi", (2009, 4, 15), time(0, 30), "hour-missing"),
    ("Asia/Karachi", (2009, 10, 31), time(23, 30), "hour-twice"),
    ("Asia/Almaty", (2024, 2, 29), time(23), "hour-twice"),
    # Midnight itself, said as an hour and not as the end of a day.
    ("Asia/Beirut", (2026, 3, 29), time(0), "hour-missing"),
    ("America/Santiago", (2026, 9, 6), time(0), "hour-missing"),
    ("America/Santiago", (2026, 4, 4), time(23), "hour-twice"),
    # Half an hour comes and goes.
    ("Australia/Lord_Howe", (2026, 10, 4), time(2, 15), "hour-missing"),
    ("Australia/Lord_Howe", (2026, 4, 5), time(1, 45), "hour-twice"),
    ("Asia/Almaty", (1, 1, 1), SIX, "bad-date"),
    ("Asia/Almaty", (9999, 12, 31), None, "bad-date"),
]
# The hours next to what is skipped or repeated are good hours.
NEIGHBOURS = [
    ("Europe/London", (2026, 3, 29), time(0, 59, 59), "2026-03-29 00:59:59"),
    ("Europe/London", (2026, 3, 29), time(2), "2026-03-29 01:00"),
    ("Europe/London", (2026, 10, 25), time(0, 59, 59), "2026-10-24 23:59:59"),
    ("Europe/London", (2026, 10, 25), time(2), "2026-10-25 02:00"),
    ("Asia/Beirut", (2026, 3, 29), time(1), "2026-03-28 22:00"),
    ("America/Santiago", (2026, 4, 5), time(0), "2026-04-05 04:00"),
    ("Australia/Lord_Howe", (2026, 10, 4), time(2, 30), "2026-10-03 15:30"),
]


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "day", "hour", "instant"), [it[1:] for it in CASES] + NEIGHBOURS)
def test_a_deadline_is_the_instant_that_the_clocks_of_its_zone_show(zone, day, hour, instant):
    assert deadline(date(*day), hour, zone).at == utc(instant)


@pytest.mark.parametrize(("zone", "day", "hour", "code"), REFUSED)
def test_an_hour_that_is_skipped_or_repeated_is_refused(zone, day, hour, code):
    with pytest.raises(BadText) as refused:
        deadline(date(*day), hour, zone)
    assert refused.value.code == code
