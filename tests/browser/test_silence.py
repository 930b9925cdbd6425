"""The story of a no-objection procedure, from the Chair's idea to the certificate, with a script and without."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from drafting.services import silence_clock
from tests.browser.conftest import LiveServer
from tests.browser.steps import BELMORA, CHAIR, COMMUNIQUE, DELEGATE, HEAD, OBSERVER, OFFICE, Visit, press
from tests.browser.test_access import shuts_out
from tests.conftest import Clock

ORAVEL = ZoneInfo("Asia/Almaty")
RUN = f"{COMMUNIQUE}/runs/2"
# Paragraphs of the demonstration without brackets, objections and open proposals.
SIX, NINE = "Paragraph 6", "Paragraph 9"


def in_days(clock: Clock, days: int) -> str:
    return (clock.now.astimezone(ORAVEL).date() + timedelta(days)).isoformat()


def prepare(page: Page, day: str, *, names: str = "Everybody who may see the procedure") -> None:
    """Fill in the wizard and look at everything."""
    page.get_by_role("link", name="Chosen paragraphs").click()
    page.get_by_label(re.compile(rf"{SIX} (?!\()")).check()
    page.get_by_label(re.compile(rf"{NINE} ")).check()
    page.get_by_label("The wording is agreed when nobody objects.").check()
    page.get_by_label("Date", exact=True).fill(day)
    page.get_by_label(re.compile("Hour empty")).fill("18:00")
    page.get_by_label(re.compile(names)).check()
    press(page, "Look at everything")
    expect(page.get_by_role("heading", level=1)).to_have_text("Before the announcement")


def answer(page: Page, words: str, statement: str = "") -> None:
    """Answer on the page of the run."""
    fold = page.get_by_text("Give an answer", exact=True)
    if not page.get_by_label(words).is_visible():
        fold.click()
    page.get_by_label(words).check()
    page.get_by_label("Statement").fill(statement)
    # An answer before this one was confirmed by the same words.
    with page.expect_navigation():
        press(page, "Send the answer of Arvendal")
    expect(page.get_by_text("by the clock of the server")).to_be_visible()


def pass_deadline(live_server: LiveServer, clock: Clock, day: str) -> None:
    clock.now = datetime.fromisoformat(f"{day}T18:00").replace(tzinfo=ORAVEL) + timedelta(minutes=1)
    with live_server.database.writing() as session:
        silence_clock.record_due(session, clock.now)


@pytest.mark.parametrize("settings", [{}, {"java_script_enabled": False}], ids=["scripted", "plain"])
def test_a_procedure_from_the_idea_to_the_certificate(
    visit: Visit, live_server: LiveServer, clock: Clock, settings: dict[str, bool]
):
    day = in_days(clock, 5)
    chair = visit(CHAIR, COMMUNIQUE, **settings)
    chair.get_by_text(re.compile("^No-objection procedures")).click()
    chair.get_by_role("link", name="Start a no-objection procedure").click()
    prepare(chair, day)
    chair.get_by_label("Notice in English").fill("Please look at paragraphs 6 and 9.")
    press(chair, "Announce it and send the notices")
    expect(chair.get_by_text("It is running.")).to_be_visible()

    head = visit(HEAD, "/deadlines", **settings)
    head.get_by_role("region", name="Waiting for your delegation").get_by_role("link", name=re.compile(SIX)).click()
    answer(head, "We object.", "Our capital needs more time.")
    expect(
        visit(BELMORA, RUN, **settings).get_by_text(re.compile("Silence is broken|Молчание нарушено")).first
    ).to_be_visible()
    answer(head, "We withdraw every objection of ours.")

    chair.goto(RUN)
    press(chair, "Confirm that silence holds again")
    expect(chair.get_by_text("It is running.")).to_be_visible()
    pass_deadline(live_server, clock, day)

    chair = visit(CHAIR, "/deadlines", **settings)
    chair.get_by_role("region", name="Waiting for the Chair’s certificate").get_by_role(
        "link", name=re.compile(SIX)
    ).click()
    for button in chair.get_by_role("button", name=re.compile("^The State knew of it")).all():
        expect(button).to_be_visible()
    while (knew := chair.get_by_role("button", name=re.compile("^The State knew of it"))).count():
        knew.first.click()
        chair.wait_for_load_state()
    chair.get_by_label("Statement of the Chair").fill("The Chair thanks Arvendal.")
    press(chair, "Certify that silence was kept")
    chair.get_by_role("link", name="The Chair’s certificate").click()
    expect(chair.get_by_text("Silence was kept. The wording is agreed.")).to_be_visible()
    expect(chair.get_by_role("row", name="Arvendal objected, then withdrew the objection")).to_be_visible()
    text = visit(OBSERVER, COMMUNIQUE, **settings)
    expect(
        text.get_by_role("article")
        .filter(has=text.get_by_role("heading", name="operative paragraph 9."))
        .get_by_text("agreed", exact=True)
    ).to_be_visible()


def test_a_double_click_announces_once_and_a_stale_tab_is_told(visit: Visit, clock: Clock):
    chair = visit(CHAIR, f"{COMMUNIQUE}/runs/new")
    prepare(chair, in_days(clock, 5))
    other = visit(CHAIR, chair.url)
    chair.get_by_role("button", name="Announce it and send the notices").dblclick()
    expect(chair.get_by_text("It is running.")).to_be_visible()
    press(other, "Save the notice")
    expect(other.get_by_text("The procedure was announced meanwhile.")).to_be_visible()
    expect(other.get_by_role("heading", level=1)).to_have_text("No-objection procedure 2")
    chair.goto(f"{COMMUNIQUE}/history")
    expect(chair.get_by_text("No-objection procedure 2 was announced.")).to_have_count(1)


def test_what_is_refused_is_said_beside_its_field_and_nothing_typed_is_lost(
    visit: Visit, clock: Clock, axe: Callable[[Page], list[str]], troubles
):
    troubles.expect("status of 422")
    chair = visit(CHAIR, f"{COMMUNIQUE}/runs/new")
    prepare(chair, in_days(clock, 5))
    press(chair, "Announce it and send the notices")
    head = visit(HEAD, RUN)
    head.get_by_label("We object.").check()
    press(head, "Send the answer of Arvendal")
    expect(head.get_by_role("alert")).to_have_text("Say in a few words what it is about.")
    expect(head.get_by_label("We object.")).to_be_checked()
    assert shuts_out(head, axe) == []


def test_words_of_an_answer_survive_a_closed_tab_and_are_forgotten_once_sent(visit: Visit, clock: Clock):
    chair = visit(CHAIR, f"{COMMUNIQUE}/runs/new")
    prepare(chair, in_days(clock, 5))
    press(chair, "Announce it and send the notices")
    head = visit(HEAD, RUN)
    head.get_by_label("Statement").fill("Not yet sent.")
    head.goto("/")
    head.goto(RUN)
    expect(head.get_by_label("Statement")).to_have_value("Not yet sent.")
    head.get_by_label("We explain our position.").check()
    press(head, "Send the answer of Arvendal")
    expect(head.get_by_text("by the clock of the server")).to_be_visible()
    head.get_by_text("Give an answer", exact=True).click()
    expect(head.get_by_label("Statement")).to_have_value("")


PAGES = [
    (CHAIR, f"{COMMUNIQUE}/runs/new"),
    (CHAIR, f"{COMMUNIQUE}/runs/new?subject=draft"),
    (OFFICE, f"{COMMUNIQUE}/runs/new?subject=participation"),
    (HEAD, "/drafts/4/runs/1"),
    (DELEGATE, "/drafts/4/runs/1"),
    (OBSERVER, "/drafts/4/runs/1"),
    (CHAIR, "/drafts/4/runs/1"),
    (HEAD, "/drafts/3/runs/1"),
    (HEAD, "/drafts/3/runs/1/certificate"),
    (HEAD, "/deadlines"),
    (OFFICE, "/meetings/1/outage"),
]


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_of_procedures_shuts_nobody_out(visit: Visit, axe: Callable[[Page], list[str]], who: str, path: str):
    page = visit(who, path)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for fold in page.locator("main details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()
    assert shuts_out(page, axe) == []


def test_the_preview_shuts_nobody_out(visit: Visit, clock: Clock, axe: Callable[[Page], list[str]]):
    chair = visit(CHAIR, f"{COMMUNIQUE}/runs/new")
    prepare(chair, in_days(clock, 5))
    assert shuts_out(chair, axe) == []
