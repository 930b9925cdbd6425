"""The harness itself: a page that complains fails its test, and axe sees what shuts people out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Troubles

STRICT = {"Content-Security-Policy": "default-src 'self'", "Content-Type": "text/html; charset=utf-8"}
SOUND = '<!doctype html><html lang="en"><title>Draft</title><main><h1>Draft</h1>{}</main></html>'
Opener = Callable[..., Page]


@pytest.fixture
def show(open_page: Opener) -> Callable[..., Page]:
    """`show(markup, status)`: a page with this markup, answered by no server, under a strict policy."""

    def shown(markup: str = "", status: int = 200) -> Page:
        page = open_page("http://conference.test")

        def answer(route: Route) -> None:
            route.fulfill(body=SOUND.format(markup), status=status, headers=STRICT)

        page.route("http://conference.test/", answer)
        page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page.goto("/")
        return page

    return shown


def test_a_sound_page_gives_no_trouble(show: Opener, axe: Callable[[Page], list[str]], troubles: Troubles):
    assert axe(show("<button>Table</button>")) == []
    troubles.judge()


def test_axe_names_a_button_without_a_name_under_a_strict_policy(show: Opener, axe: Callable[[Page], list[str]]):
    assert axe(show("<button></button>")) == ["critical button-name: <button></button>"]


@pytest.mark.parametrize(
    ("markup", "status", "complaints"),
    [
        ("<script>go()</script>", 200, ["console error: .*Content Security Policy"]),
        (
            '<img alt="" src="http://elsewhere.test/seal.png">',
            200,
            ["console error: .*Content Security Policy", "request failed: GET http://elsewhere.test/seal.png csp"],
        ),
        ("", 500, ["answer 500: http://conference.test/", "console error: .*status of 500"]),
        ("", 409, ["console error: .*status of 409"]),
    ],
)
def test_a_complaint_of_the_page_is_heard(
    show: Opener, troubles: Troubles, markup: str, status: int, complaints: list[str]
):
    show(markup, status)
    with pytest.raises(AssertionError, match="the page complained"):
        troubles.judge()
    for complaint in complaints:
        troubles.expect(complaint)


def test_an_expected_complaint_that_stays_away_is_missed(troubles: Troubles):
    troubles.expect("status of 409")
    with pytest.raises(AssertionError, match="did not occur"):
        troubles.judge()


def test_an_exception_in_the_page_is_heard(show: Opener, troubles: Troubles):
    page = show()
    with page.context.expect_event("weberror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('lost') }, 0) }")
    assert troubles.heard == ["exception: lost"]
    troubles.expect("exception: lost")
