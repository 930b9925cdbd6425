"""The countdown of a no-objection period on a page of the running application.

The server's clock stands still at noon of 5 June 2026, and the device's is years away from it.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import render_template_string, request
from playwright.sync_api import Page, expect

from tests.browser.conftest import LiveServer
from tests.conftest import Clock

PAGE = """
{% extends "base.html" %}
{% from "silence/_countdown.html" import countdown %}
{% block styles %}
<link rel="stylesheet" href="{{ url_for('static', filename='css/clock.css') }}">
<script src="{{ url_for('static', filename='js/countdown.js') }}" defer></script>
{% endblock %}
{% block content %}
<h1>Procedure</h1><div id="part">{{ countdown(ends, "Asia/Almaty", "Almaty", False, now, "Europe/London") }}</div>
{% endblock %}
"""
DEVICE = datetime(2031, 1, 1, tzinfo=UTC)
Visit = Callable[..., Page]


@pytest.fixture
def count(
    live_server: LiveServer, new_page: Callable[..., Page], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Visit:
    """`count(left, **settings)`: a page with a period that lasts so long, on a device whose clock is wrong."""

    def answer() -> str:
        left = timedelta(milliseconds=int(request.args["left"]))
        return render_template_string(PAGE, ends=clock.now + left, now=clock.now)

    # It takes the place of a page that asks for nothing.
    monkeypatch.setitem(live_server.app.view_functions, "health.healthz", answer)

    def counted(left: timedelta, **settings: object) -> Page:
        page = new_page(**settings)
        if settings.get("java_script_enabled", True):
            page.clock.install(time=DEVICE)
            page.clock.pause_at(DEVICE + timedelta(seconds=1))
        page.goto(f"/healthz?left={left // timedelta(milliseconds=1)}")
        return page

    return counted


def left(page: Page) -> str:
    return page.locator("[data-left]").inner_text()


def told(page: Page) -> str:
    return page.locator("[data-said]").inner_text()


def test_the_page_is_right_without_a_script(count: Visit):
    page = count(timedelta(days=2, hours=3, minutes=10), java_script_enabled=False)
    assert left(page) == "2 days 3 hours"
    expect(page.locator("time")).to_have_text("7 June 2026, 20:10 Almaty (UTC+5), 16:10 London")
    expect(page.locator("[data-here], [data-over]").filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-GB", ["2 days 3 hours", "1 day 2 hours", "1 hour 59 minutes", "59 minutes", "1 minute", "42 seconds"]),
        ("ru-RU", ["2 дня 3 часа", "1 день 2 часа", "1 час 59 минут", "59 минут", "1 минута", "42 секунды"]),
    ],
)
def test_it_counts_on_whatever_the_clock_of_the_device_says(count: Visit, language: str, words: list[str]):
    before = timedelta(days=2, hours=3, seconds=30)
    moments = [before, timedelta(hours=26, minutes=59), timedelta(minutes=119, seconds=30)]
    moments += [timedelta(minutes=59, seconds=59), timedelta(seconds=61), timedelta(seconds=42)]
    page = count(before, locale=language)
    said = []
    for moment in moments:
        page.clock.fast_forward((before - moment) // timedelta(milliseconds=1))
        said.append(left(page))
        before = moment
    assert said == words


def test_the_end_is_said_once_and_the_page_can_be_loaded_again(count: Visit, axe: Callable[[Page], list[str]]):
    page = count(timedelta(seconds=90))
    page.clock.fast_forward(60_000)
    assert re.fullmatch(r"\d+ seconds", left(page))  # A busy machine loads the page for some of them.
    expect(page.locator("[data-over]")).to_be_hidden()
    page.clock.fast_forward(30_000)
    expect(page.locator("[data-over]")).to_be_visible()
    expect(page.locator(".left")).to_be_hidden()
    assert told(page) == "The period has ended. Load the page again"
    page.clock.fast_forward(60_000)
    page.clock.resume()  # axe waits by the same clock.
    assert axe(page) == []
    page.get_by_role("link", name="Load the page again").click()
    expect(page).to_have_url(re.compile("/healthz"))


def test_who_listens_is_told_at_four_moments_and_at_the_end_only(count: Visit):
    page = count(timedelta(hours=24, seconds=90))  # A busy machine loads the page for some of them.
    heard = [told(page)]
    for jump, seconds in ((0, 30), (0, 90), (82_700, 120), (2_900, 100), (450, 60), (0, 20), (0, 60)):
        page.clock.fast_forward(jump * 1000)
        page.clock.run_for(seconds * 1000)
        if told(page) != heard[-1]:
            heard.append(told(page))
    assert heard == [
        "",
        "Time left: 1 day",
        "Time left: 1 hour",
        "Time left: 10 minutes",
        "Time left: 1 minute",
        "The period has ended. Load the page again",
    ]


def test_a_device_that_slept_has_lost_that_time_and_one_set_back_gains_none(count: Visit):
    page = count(timedelta(hours=10, seconds=30))
    # Only the wall clock goes on while a device sleeps.
    page.clock.set_system_time(DEVICE + timedelta(hours=3))
    page.clock.fast_forward(1_000)
    assert left(page) == "7 hours"
    page.clock.set_system_time(DEVICE - timedelta(days=400))
    page.clock.fast_forward(60_000)
    assert left(page) == "9 hours 59 minutes"


def test_a_page_that_the_browser_kept_is_as_old_as_it_is(count: Visit):
    page = count(timedelta(hours=10, seconds=30))
    page.clock.fast_forward(3_600_000)
    # The server's clock stands still in this test, so this is the very page of an hour ago.
    page.reload()
    page.clock.fast_forward(1_000)
    assert left(page) == "9 hours"


def test_a_part_that_htmx_brings_counts_too(count: Visit):
    page = count(timedelta(hours=10))
    page.evaluate(
        "(address) => htmx.ajax('GET', address, {target: '#part', select: '.countdown'})", "/healthz?left=5400000"
    )
    expect(page.locator("[data-left]")).to_have_text("1 hour 30 minutes")
    page.clock.fast_forward(1_860_000)
    assert left(page) == "59 minutes"


@pytest.mark.parametrize(
    ("zone", "line"),
    [
        ("America/New_York", "In the time zone of this device: 5 June at 11:00 UTC−4"),
        ("Asia/Kabul", "In the time zone of this device: 5 June at 19:30 UTC+4:30"),
        ("Asia/Qyzylorda", None),
        ("Europe/London", None),
        ("Europe/Lisbon", None),
    ],
)
def test_the_zone_of_the_device_is_said_where_it_shows_another_hour(count: Visit, zone: str, line: str | None):
    here = count(timedelta(hours=3), timezone_id=zone).locator("[data-here]")
    if line is None:
        expect(here).to_be_hidden()
    else:
        expect(here).to_have_text(line)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_shuts_nobody_out(count: Visit, axe: Callable[[Page], list[str]], scheme: str):
    page = count(timedelta(days=3), viewport={"width": 360, "height": 720}, color_scheme=scheme, locale="ru-RU")
    page.clock.resume()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
