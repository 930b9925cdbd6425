"""The picture of a procedure's life: nothing in it covers anything, and its list says the same."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

import pytest
from flask import get_template_attribute
from flask_babel import force_locale
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.web.timeline import DOT, SHAPES, STRETCHES, Event, timeline

OPENS = datetime(2026, 11, 2, 9, tzinfo=UTC)
ENDS = OPENS + timedelta(hours=96)
ZONE = "Asia/Almaty"


@pytest.fixture(params=["en", "ru"])
def language(request, app):
    with app.test_request_context(), force_locale(request.param):
        yield request.param


def pictures(life):
    return [picture for _name, picture in life.pictures]


def numbers(picture):
    """All numbers that the badges of a picture bear, those of ranges too."""
    for badge in picture.badges:
        first, _, last = badge.words.partition("–")
        yield from range(int(first), int(last or first) + 1)


def cover(one, other):
    return one.y == other.y and one.x < other.x + other.width and other.x < one.x + one.width


instants = st.floats(-50, 300).map(lambda hours: OPENS + timedelta(hours=hours)) | st.floats(0, 60).map(
    lambda seconds: ENDS - timedelta(seconds=seconds)
)
lasting = st.builds(
    lambda kind, at, hours: Event(kind, at, kind, at + timedelta(hours=hours) if hours else None),
    st.sampled_from(STRETCHES),
    instants,
    st.sampled_from((0, 1, 30)),
)
events = st.lists(
    st.builds(Event, st.sampled_from([*SHAPES, "comment", "late"]), instants, st.just("words")) | lasting, max_size=90
)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=events, now=st.none() | instants, hours=st.sampled_from((1, 72, 96, 720, 20_000)))
def test_whatever_happened_nothing_covers_anything_and_nothing_is_missing(language, events, now, hours):
    life = timeline(events, opens=OPENS, ends=OPENS + timedelta(hours=hours), zone=ZONE, now=now)
    for it in pictures(life):
        words = [*it.badges, *it.labels, *(label for _, label in it.ticks)]
        assert [pair for pair in combinations(words, 2) if cover(*pair)] == []
        assert list(numbers(it)) == list(range(1, len(life.events) + 1))
        assert all(label.x >= 0 and label.x + label.width <= it.width and 0 <= label.y < it.height for label in words)
        assert len(it.marks) == len(life.events)
        assert all(0 <= x <= it.width for _, *ends in it.stretches for x in ends)
        assert it.line[0] <= it.period[0] <= it.gone <= it.period[1] <= it.line[1]
    assert all(one.at <= other.at for (_, one), (_, other) in pairwise(life.events))


def test_a_date_is_written_at_round_instants_of_the_zone(language):
    [wide, phone] = pictures(timeline([], opens=OPENS, ends=OPENS + timedelta(hours=48), zone=ZONE))
    english = ["18:00", "3 Nov", "06:00", "12:00", "18:00", "4 Nov", "06:00", "12:00"]
    russian = ["18:00", "3 нояб.", "06:00", "12:00", "18:00", "4 нояб.", "06:00", "12:00"]
    assert [label.words for _, label in wide.ticks] == (english if language == "en" else russian)
    assert len(phone.ticks) < len(wide.ticks)


def test_a_summer_time_change_moves_no_midnight(language):
    begins = datetime(2026, 3, 27, 12, tzinfo=UTC)
    [wide, _phone] = pictures(timeline([], opens=begins, ends=begins + timedelta(days=8), zone="Europe/London"))
    assert [label.words.split()[0] for _, label in wide.ticks] == ["28", "29", "30", "31", "1", "2", "3", "4"]
    day, short_day, *days = [after - before for (before, _), (after, _) in pairwise(wide.ticks)]
    assert day - short_day == pytest.approx(day / 24, abs=0.2)
    assert days == pytest.approx([day] * 5, abs=0.2)


def test_the_deadline_is_told_unless_it_has_passed(language):
    told = timeline([], opens=OPENS, ends=ENDS, zone=ZONE, now=OPENS).events
    assert [(when, it.kind, it.words) for when, it in told] == [
        ("6 November, 14:00", "deadline", "Deadline")
        if language == "en"
        else ("6 ноября, 14:00", "deadline", "Истечение срока")
    ]
    over = timeline([Event("expired", ENDS, "over")], opens=OPENS, ends=ENDS, zone=ZONE).events
    assert [it.kind for _, it in over] == ["expired"]


@pytest.mark.parametrize(
    ("at", "until", "english"),
    [
        (ENDS - timedelta(seconds=1), None, "6 November, 13:59:59"),
        (ENDS + timedelta(seconds=3), None, "6 November, 14:00:03"),
        (ENDS, None, "6 November, 14:00"),
        (OPENS, OPENS + timedelta(hours=2), "2 November, 14:00 – 16:00"),
        (OPENS, OPENS + timedelta(hours=12), "2 November, 14:00 – 3 November, 02:00"),
        (OPENS + timedelta(days=90), None, "31 January 2027, 14:00"),
    ],
)
def test_the_list_says_when_with_seconds_where_they_decide(app, at, until, english):
    with app.test_request_context(), force_locale("en"):
        life = timeline([Event("outage", at, "told", until)], opens=OPENS, ends=ENDS, zone=ZONE)
    assert [when for when, it in life.events if it.words == "told"] == [english]


def test_an_objection_is_drawn_over_what_stands_at_its_place(language):
    events = [Event("objection", ENDS, "no"), Event("comment", ENDS, "well")]
    for it in pictures(timeline(events, opens=OPENS, ends=ENDS, zone=ZONE)):
        assert [kind for kind, _ in it.marks] == ["comment", "deadline", "objection"]


def test_what_nobody_named_a_shape_for_is_a_dot(language):
    [wide, _phone] = pictures(timeline([Event("something", OPENS, "")], opens=OPENS, ends=ENDS, zone=ZONE))
    assert wide.marks[0] == ("something", DOT.format(x=14.0, y=wide.axis))


def test_what_still_lasts_is_hatched_until_now(language):
    now = OPENS + timedelta(hours=48)
    life = timeline([Event("suspended", OPENS, "")], opens=OPENS, ends=ENDS, zone=ZONE, now=now)
    for it in pictures(life):
        assert it.stretches == [("suspended", it.period[0], it.now)]


def test_the_page_holds_both_pictures_and_the_list_once(language):
    macro = get_template_attribute("silence/_timeline.html", "timeline")
    told = [Event("objection", OPENS + timedelta(hours=3), "<b>No</b>")]
    page = macro(timeline(told, opens=OPENS, ends=ENDS, zone=ZONE, now=OPENS), ZONE, "Astana")
    assert page.count("<svg") == 2
    assert page.count("<li") == 2
    assert "&lt;b&gt;No&lt;/b&gt;" in page
    assert ("Hours of Astana (UTC+5)." if language == "en" else "Время: Астана (UTC+5).") in page
