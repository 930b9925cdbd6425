"""Days of a meeting as people write them, in both languages."""

from datetime import date

import pytest
from flask_babel import force_locale

from drafting.persistence.records import Meeting
from drafting.web.filters import days

FIFTH = date(2026, 6, 5)


@pytest.mark.parametrize(
    ("first", "last", "english", "russian"),
    [
        (FIFTH, FIFTH, "5 June 2026", "5 июня 2026 года"),
        (date(2026, 6, 3), FIFTH, "3–5 June 2026", "3–5 июня 2026 года"),
        (date(2026, 5, 31), FIFTH, "31 May – 5 June 2026", "31 мая – 5 июня 2026 года"),
        (date(2025, 12, 31), FIFTH, "31 December 2025 – 5 June 2026", "31 декабря 2025 года – 5 июня 2026 года"),
    ],
)
def test_the_days_of_a_meeting_are_written_in_full(app, first, last, english, russian):
    meeting = Meeting(starts_on=first, ends_on=last)
    with app.test_request_context():
        for language, words in (("en", english), ("ru", russian)):
            with force_locale(language):
                assert days(meeting) == words
