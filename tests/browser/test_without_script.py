"""Everything works by plain forms and links, in a browser that runs no script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Troubles
from tests.browser.steps import CHAIR, COMMUNIQUE, DELEGATE, HEAD, WENLAND, Visit, field, press, proposal_of, sign_in

SEVEN, BIS = "operative paragraph 7.", "3 bis."
HEADING = re.compile("^Paragraph 7")


@pytest.fixture
def plain(visit: Visit) -> Callable[..., Page]:
    """`plain(who, path)`: a signed-in person whose browser runs no script."""
    return lambda who, path=COMMUNIQUE: visit(who, path, java_script_enabled=False)


def open_page_of(page: Page, label: str) -> Page:
    page.get_by_role("link", name=f"Open {label}", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(label.rstrip("."))
    return page


def test_proposing_with_brackets_tabling_and_withdrawing(plain: Callable[..., Page]):
    delegate = open_page_of(plain(DELEGATE), "7.")
    expect(delegate.get_by_role("button", name="[ ] Put the selection in brackets")).to_have_count(0)
    field(delegate.get_by_role("article").first).fill("To invite the observers and the partners.")
    delegate.get_by_label("Words to put in square brackets").fill("and the partners")
    delegate.get_by_label("Reason").fill("To be settled later.")
    press(delegate, "Save for my delegation")
    expect(delegate.get_by_text("Saved. Your delegation alone sees it until it is tabled.")).to_be_visible()

    head = open_page_of(plain(HEAD), "7.")
    mine = proposal_of(head.get_by_role("main"), "Arvendal").last
    expect(mine).to_contain_text("To invite the observers [and the partners].")
    press(mine, "Table")
    expect(head.get_by_text("Proposal 24: on the table.")).to_be_visible()
    wenland = open_page_of(plain(WENLAND), "7.")
    press(wenland, "Co-sponsor")
    expect(wenland.get_by_text("Wenland co-sponsors proposal 24.")).to_be_visible()
    press(head, "Withdraw")
    expect(head.get_by_text("Proposal 24: withdrawn.")).to_be_visible()


def test_a_mistake_keeps_what_was_typed(plain: Callable[..., Page], troubles: Troubles):
    troubles.expect("status of 422")
    page = open_page_of(plain(DELEGATE), "7.")
    page.get_by_label("Words to put in square brackets").fill("words that stand nowhere")
    page.get_by_label("Reason").fill("A reason.")
    press(page, "Save for my delegation")
    expect(page.get_by_role("alert")).to_contain_text("must stand in the text exactly once")
    expect(page.get_by_label("Reason")).to_have_value("A reason.")


def test_a_stale_edit_shows_both_texts(plain: Callable[..., Page], troubles: Troubles):
    troubles.expect("status of 409")
    troubles.expect("status of 422")
    page = open_page_of(plain(DELEGATE), "7.")
    place = page.get_by_role("article").first
    text = field(place).input_value()
    chair = plain(CHAIR, f"{COMMUNIQUE}/desk?paragraph=31")
    chair.get_by_text("Own wording", exact=True).click()
    chair.get_by_role("textbox", name="The Chair’s wording").fill(text.replace("To invite", "To call upon"))
    press(chair, "Show what changes")
    expect(chair.get_by_role("alert")).to_contain_text("Nothing is taken yet")
    expect(chair.get_by_text("no proposal asked for this deletion")).to_be_visible()
    press(chair, "Set this wording")
    expect(chair.get_by_role("main")).to_contain_text("To call upon the observers")
    field(place).fill(text.replace("each year", "every two years"))
    press(page, "Save for my delegation")
    expect(page.get_by_role("alert")).to_contain_text("The paragraph changed while you were writing")
    expect(field(place)).to_have_value(re.compile("^To call upon.*every two years.$"))
    press(page, "Save for my delegation")
    expect(page.get_by_text("Saved. Your delegation alone sees it until it is tabled.")).to_be_visible()


def test_an_objection_refuses_the_chair_and_its_end_lets_the_paragraph_be_closed(
    plain: Callable[..., Page], troubles: Troubles
):
    troubles.expect("status of 409")
    wenland = open_page_of(plain(WENLAND), BIS)
    wenland.get_by_label("objects", exact=True).check()
    wenland.get_by_label("Statement").fill("Not yet.")
    press(wenland, "Give this position")
    expect(wenland.get_by_text("Recorded for Wenland: objects.")).to_be_visible()

    chair = plain(CHAIR, f"{COMMUNIQUE}/desk?paragraph=61")
    expect(chair.get_by_text("Keyboard shortcuts")).to_be_hidden()
    press(chair, "I see no objection. Paragraph 3 bis is agreed.")
    expect(chair.get_by_role("alert")).to_contain_text("Wenland objects: “Not yet.”")
    wenland.get_by_label("agrees", exact=True).check()
    press(wenland, "Give this position")
    press(chair, "I see no objection. Paragraph 3 bis is agreed.")
    expect(chair.get_by_text("Paragraph 3 bis: agreed.")).to_be_visible()


def test_signing_in_choosing_a_language_and_signing_out(new_page: Callable[..., Page]):
    page = new_page(java_script_enabled=False)
    page.goto(COMMUNIQUE)
    sign_in(page, DELEGATE)
    expect(page).to_have_url(re.compile(f"{COMMUNIQUE}$"))
    press(page, "РУ")
    expect(page).to_have_url(re.compile(f"{COMMUNIQUE}$"))
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    press(page, "EN")
    page.get_by_text("Tomas Aldren").click()
    press(page, "Sign out")
    expect(page.get_by_role("heading", name="Sign-in", level=1)).to_be_visible()
