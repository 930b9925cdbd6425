"""What falls due: months counted over month ends and leap years, and when something is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.days import add_months, read_day
from drafting.domain.errors import BadText
from drafting.domain.periodicity import Standing, ending, next_due, of_meetings

TODAY = date(2026, 6, 5)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2013-06-05", 24, "2015-06-05"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-12-01", 0, "2026-12-01"),
    ],
)
def test_months_are_counted_by_the_calendar(start, months, end):
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_months_lead_to_the_month_meant_and_never_beyond_it(start, months):
    found = add_months(start, months)
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day == start.day or (found.day < start.day and (found + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("said", ["2026-06-05", " 2026-06-05 "])
def test_a_day_is_read(said):
    assert read_day(said) == TODAY


@pytest.mark.parametrize(
    "said", ["", "5.6.2026", "2026-02-30", "0026-06-05", "2200-01-01", "2026-6-5", "２０２６-06-05"]
)
def test_what_is_no_day_is_refused(said):
    with pytest.raises(BadText) as caught:
        read_day(said)
    assert caught.value.code == "bad-date"


@pytest.mark.parametrize(
    ("days", "level"),
    [(91, None), (90, "soon"), (31, "soon"), (30, "urgent"), (1, "urgent"), (0, "overdue"), (-400, "overdue")],
)
def test_an_end_is_told_from_ninety_days_before_and_as_urgent_from_thirty(days, level):
    found = ending(TODAY + timedelta(days=days), TODAY)
    assert (found.level if found else None) == level
    assert found is None or (found.on, found.days) == (TODAY + timedelta(days=days), days)


def test_what_has_no_end_is_not_told():
    assert ending(None, TODAY) is None


@pytest.mark.parametrize(
    ("held", "planned", "months", "expected"),
    [
        ((), (), 12, None),  # no meeting to count from
        (("2020-01-01",), (), 0, None),  # no rule
        (("2025-06-05", "2023-01-01"), (), 24, None),  # due in a year
        (("2025-08-01",), (), 12, Standing("soon", date(2026, 8, 1), 57)),
        (("2025-06-20",), (), 12, Standing("urgent", date(2026, 6, 20), 15)),
        (("2024-05-05",), (), 24, Standing("overdue", date(2026, 5, 5), -31)),
        (("2024-05-05",), ("2026-07-01",), 24, Standing("late", date(2026, 5, 5), -31, date(2026, 7, 1))),
        (("2025-08-01",), ("2026-08-01", "2027-08-01"), 12, None),  # planned in time
        (("2025-08-01",), ("2026-08-02",), 12, Standing("late", date(2026, 8, 1), 57, date(2026, 8, 2))),
    ],
)
def test_how_the_next_meeting_of_a_body_stands(held, planned, months, expected):
    held, planned = ([date.fromisoformat(it) for it in days] for days in (held, planned))
    assert of_meetings(held, planned, months, TODAY) == expected


def test_a_meeting_is_due_so_many_months_after_the_last_one_began():
    assert next_due([date(2024, 2, 29), date(2022, 2, 28)], 24) == date(2026, 2, 28)
    assert next_due([], 24) is None
    assert next_due([TODAY], 0) is None
