"""Words in forms that are sent as whole pages outlast a reload, an ended session and a refusal, and go when they are
sent."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Troubles
from tests.browser.steps import OFFICE, Visit, kept_words, press, sign_in
from tests.conftest import Clock

OUTAGE = "/meetings/1/outage"
WORDS = "The portal could not be reached."
BACK = "These words were typed earlier and not sent."


def fill(page: Page, began: str, ended: str) -> None:
    """The form of an outage of this day, from one hour to the other."""
    page.get_by_label("Reason").fill(WORDS)
    for which, hour in (("began", began), ("ended", ended)):
        page.locator(f"#{which}_day").fill("2026-06-05")
        page.locator(f"#{which}_hour").fill(hour)


def test_words_of_a_plain_form_are_back_after_a_reload_until_they_are_thrown_away(visit: Visit):
    page = visit(OFFICE, OUTAGE)
    page.get_by_label("Reason").fill(WORDS)
    page.reload()
    expect(page.get_by_label("Reason")).to_have_value(WORDS)
    expect(page.get_by_text(BACK)).to_be_visible()
    press(page, "Show the form as it stands")
    expect(page.get_by_label("Reason")).to_have_value("")
    expect(page.get_by_text(BACK)).to_have_count(0)
    assert kept_words(page) == []


def test_a_session_that_ends_while_one_types_loses_nothing(visit: Visit, clock: Clock):
    page = visit(OFFICE, OUTAGE)
    fill(page, "10:00", "11:00")
    clock.advance(hours=13)
    press(page, "Declare the outage")
    expect(page.get_by_role("heading", name="Sign-in")).to_be_visible()
    sign_in(page, OFFICE)
    assert page.url.endswith(OUTAGE)
    expect(page.get_by_label("Reason")).to_have_value(WORDS)


def test_words_that_are_refused_stay_and_words_that_are_taken_go(visit: Visit, troubles: Troubles):
    troubles.expect("status of 422")
    page = visit(OFFICE, OUTAGE)
    fill(page, "11:00", "10:00")
    press(page, "Declare the outage")
    expect(page.locator("#ended_hour")).to_have_value("10:00")
    expect(page.get_by_label("Reason")).to_have_value(WORDS)
    assert len(kept_words(page)) == 1
    fill(page, "10:00", "11:00")
    press(page, "Declare the outage")
    expect(page.get_by_role("heading", name="Deadlines", level=1)).to_be_visible()
    assert kept_words(page) == []
