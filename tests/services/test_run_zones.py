"""Runs across clock changes, through the services: they end at the instant, not at what clocks elsewhere show."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import update

from drafting.domain.errors import BadText
from drafting.persistence.records import Appointment
from drafting.services import silence_changes
from tests import silence
from tests.factories import World
from tests.silence import SECOND
from tests.unit.test_deadlines_zones import CASES, REFUSED, utc

HOUR = timedelta(hours=1)


@pytest.fixture
def always(anew):
    """The conference, whose people have held their offices since long ago."""
    with anew() as it:
        with it.database.writing() as session:
            session.execute(update(Appointment).values(since=datetime(2000, 1, 1, tzinfo=UTC)))
        yield it


@pytest.mark.parametrize(("zone", "day", "hour", "instant"), [it[1:] for it in CASES])
def test_a_run_ends_at_the_instant_whatever_the_clocks_did_on_the_way(always: World, zone, day, hour, instant):
    ends = utc(instant)
    opened = ends - 96 * HOUR
    number = silence.start(always, "1.", now=opened, day=date(*day), hour=hour, zone=zone)
    row = silence.run(always, number)
    assert (row.ends_at, row.zone, row.end_of_day) == (ends, zone, hour is None)
    # Elapsed hours: a reminder a day before is 24 hours before, whatever the wall shows.
    assert row.next_at == ends - 24 * HOUR
    silence.clock_strikes(always, ends - SECOND)
    assert silence.state(always, number) == "running"
    silence.clock_strikes(always, ends)
    assert silence.state(always, number) == "expired"


@pytest.mark.parametrize(("zone", "day", "hour", "code"), REFUSED)
def test_what_no_clock_shows_or_shows_twice_is_neither_announced_nor_extended_to(always: World, zone, day, hour, code):
    day, opened = date(*day), datetime(min(max(day[0], 2001), 2026), 1, 1, tzinfo=UTC)
    with pytest.raises(BadText) as refused:
        silence.prepare(always, "1.", now=opened, day=day, hour=hour, zone=zone)
    assert refused.value.code == code
    first = (opened + 100 * HOUR).date()
    number = silence.start(always, "1.", now=opened, day=first, hour=None, zone=zone)
    with pytest.raises(BadText) as refused:
        silence.change(
            always, silence_changes.extend, number, day=day, hour=hour, reason="More time was asked.", now=opened
        )
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("zone", "opened", "short", "enough"),
    [
        # Noon to noon over the lost hour is an hour too little.
        ("Europe/London", "2026-03-27 12:00", (date(2026, 3, 30), time(12)), (date(2026, 3, 30), time(13))),
        ("America/New_York", "2026-03-06 17:00", (date(2026, 3, 9), time(12)), (date(2026, 3, 9), time(13))),
        # Over the hour that comes twice it is an hour more than enough.
        ("Europe/London", "2026-10-23 11:00", (date(2026, 10, 26), time(10, 59)), (date(2026, 10, 26), time(11))),
        ("Asia/Almaty", "2024-02-28 06:00", (date(2024, 3, 2), time(10, 59)), (date(2024, 3, 2), time(11))),
        ("Asia/Kabul", "2026-03-27 07:30", (date(2026, 3, 30), time(11, 59)), (date(2026, 3, 30), time(12))),
    ],
)
def test_the_minimum_is_counted_in_elapsed_hours(always: World, zone, opened, short, enough):
    now = utc(opened)
    with pytest.raises(BadText) as refused:
        silence.prepare(always, "1.", now=now, day=short[0], hour=short[1], zone=zone)
    assert refused.value.code == "period-too-short"
    number = silence.prepare(always, "1.", now=now, day=enough[0], hour=enough[1], zone=zone)
    assert silence.run(always, number).ends_at == now + 72 * HOUR


def test_an_extension_over_a_clock_change_keeps_the_hour_on_the_wall(always: World):
    opened = utc("2026-03-24 12:00")
    facts = {"day": date(2026, 3, 28), "hour": time(18), "zone": "Europe/London"}
    number = silence.start(always, "1.", now=opened, **facts)
    silence.change(
        always,
        silence_changes.extend,
        number,
        day=date(2026, 3, 29),
        hour=time(18),
        reason="More time was asked.",
        now=opened,
    )
    assert silence.run(always, number).ends_at == utc("2026-03-29 17:00")
