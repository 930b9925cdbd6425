"""The Chair works paragraph by paragraph: with the keyboard alone, and every ruling on a proposal."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Troubles
from tests.browser.steps import (
    CHAIR,
    COMMUNIQUE,
    DELEGATE,
    Visit,
    desk,
    open_paragraph,
    paragraph,
    press,
    proposal_of,
)

ON_DESK = f"{COMMUNIQUE}/desk"
BIS, NINE, TWO, PLATFORM = (f"{ON_DESK}?paragraph={key}" for key in (61, 14, 19, 18))
AGREED = "I see no objection. Paragraph 3 bis is agreed."


def lies_there(page: Page, label: str) -> None:
    """The paragraph with this label lies on the desk."""
    expect(desk(page).get_by_role("heading", level=1)).to_have_text(re.compile(rf"{re.escape(label)}$"))


def wording(page: Page) -> Locator:
    return desk(page).locator(".desk-text .words")


def proposal(page: Page, delegation: str) -> Locator:
    """A delegation's proposal on the desk, with the rulings that fit it."""
    return desk(page).get_by_role("article").filter(has_text=delegation).locator("xpath=..")


def test_the_chair_closes_and_goes_on_with_the_keyboard_alone(visit: Visit):
    page = visit(CHAIR, BIS)
    keys = page.keyboard
    expect(desk(page)).to_be_focused()
    keys.press("a")
    expect(page.get_by_role("button", name=AGREED)).to_be_focused()
    lies_there(page, "3 bis")
    keys.press("Enter")
    expect(desk(page).get_by_role("status")).to_have_text("Paragraph 3 bis: agreed.")
    expect(desk(page)).to_be_focused()
    keys.press("j")
    lies_there(page, "4")
    keys.press("k")
    lies_there(page, "3 bis")
    keys.press("n")
    lies_there(page, "(a)")
    page.go_back()
    lies_there(page, "3 bis")


def test_a_key_never_rules_by_itself(visit: Visit):
    page = visit(CHAIR, BIS)
    for key in ("a", "r", "b", "d"):
        page.keyboard.press(key)
        desk(page).focus()
    page.reload()
    expect(desk(page).get_by_text("open", exact=True)).to_be_visible()


def test_the_chair_defers_and_reopens_with_the_keyboard(visit: Visit):
    page = visit(CHAIR, BIS)
    page.keyboard.press("d")
    page.keyboard.press("Enter")
    expect(desk(page).get_by_role("status")).to_have_text("Paragraph 3 bis: deferred.")
    page.keyboard.press("o")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("The delegations are ready.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(desk(page).get_by_role("status")).to_have_text("Paragraph 3 bis: open.")


def test_shortcuts_are_switched_off_and_stay_off(visit: Visit):
    page = visit(CHAIR, BIS)
    switch = page.get_by_role("checkbox", name=re.compile("^Shortcuts act while"))
    switch.uncheck()
    for _ in range(2):
        desk(page).focus()
        page.keyboard.press("j")
        expect(desk(page)).to_be_focused()
        lies_there(page, "3 bis")
        page.reload()
        expect(switch).not_to_be_checked()
    switch.check()
    desk(page).focus()
    page.keyboard.press("j")
    lies_there(page, "4")


def test_letters_typed_into_a_field_are_no_shortcuts(visit: Visit):
    page = visit(CHAIR, BIS)
    page.get_by_text("Own wording", exact=True).click()
    field = page.get_by_label("The Chair’s wording")
    field.fill("")
    field.press_sequentially("jnka")
    expect(field).to_have_value("jnka")
    lies_there(page, "3 bis")


def test_a_proposal_is_accepted(visit: Visit):
    page = visit(CHAIR, TWO)
    press(proposal(page, "Halvonia"), "Accept")
    expect(desk(page).get_by_role("status")).to_have_text("Proposal 15: accepted.")
    expect(wording(page)).to_contain_text("beginning in 2028.")
    place = open_paragraph(visit(DELEGATE, COMMUNIQUE), "operative paragraph 2.")
    place.get_by_text("Settled proposals").click()
    expect(proposal_of(place, "Halvonia")).to_contain_text("accepted")


def test_a_proposal_is_taken_with_the_chairs_own_wording(visit: Visit):
    page = visit(CHAIR, TWO)
    proposal(page, "Halvonia").get_by_text("Take with own wording").click()
    words = proposal(page, "Halvonia").get_by_label("The Chair’s wording")
    words.fill(words.input_value().replace("beginning in 2028", "the first time in 2028"))
    changed = proposal(page, "Halvonia").get_by_role("region", name="What these words change")
    expect(changed.get_by_role("insertion").filter(has_text="the first time").first).to_be_visible()
    press(proposal(page, "Halvonia"), "Take this wording")
    expect(desk(page).get_by_role("status")).to_have_text("Proposal 15: taken with the Chair’s wording.")
    expect(wording(page)).to_contain_text("the first time in 2028.")


def test_words_changed_after_their_list_was_shown_are_not_taken(visit: Visit, troubles: Troubles):
    troubles.expect("status of 422")
    page = visit(CHAIR, TWO)
    # The Chair presses before the list has come: the answer to it is still under way.
    page.route("**/preview", lambda _route: None)
    proposal(page, "Halvonia").get_by_text("Take with own wording").click()
    words = proposal(page, "Halvonia").get_by_label("The Chair’s wording")
    words.fill(words.input_value().replace("beginning in 2028", "the first time in 2028"))
    press(proposal(page, "Halvonia"), "Take this wording")
    expect(desk(page).get_by_role("alert")).to_contain_text("Nothing is taken yet")
    expect(words).to_have_value(re.compile("the first time in 2028"))
    press(proposal(page, "Halvonia"), "Take this wording")
    expect(desk(page).get_by_role("status")).to_have_text("Proposal 15: taken with the Chair’s wording.")


def test_a_proposal_is_declined_with_a_reason_that_its_delegation_reads(visit: Visit):
    page = visit(CHAIR, PLATFORM)
    proposal(page, "Belmora").get_by_text("Decline", exact=True).click()
    proposal(page, "Belmora").get_by_label("Reason").fill("Settled at the last meeting.")
    press(proposal(page, "Belmora"), "Decline the proposal")
    expect(desk(page).get_by_role("status")).to_have_text("Proposal 23: declined.")
    place = open_paragraph(visit(DELEGATE, COMMUNIQUE), "operative paragraph 1.")
    place.get_by_text("Settled proposals").click()
    expect(proposal_of(place, "Belmora")).to_contain_text("Ruling: Settled at the last meeting.")


def test_competing_proposals_are_put_into_brackets_side_by_side(visit: Visit):
    page = visit(CHAIR, NINE)
    page.keyboard.press("b")
    text = page.get_by_label("Text with brackets")
    expect(text).to_be_focused()
    expect(text).to_have_value(re.compile(r"\[WNL: .*\]", re.DOTALL))
    press(page, "Put into brackets")
    expect(desk(page).get_by_role("status")).to_contain_text("bracketed")
    expect(wording(page)).to_contain_text("WNL:")


def test_the_desk_is_reached_from_the_paragraph_and_leads_back_to_the_text(visit: Visit):
    page = visit(CHAIR, COMMUNIQUE)
    open_paragraph(page, "operative paragraph 3 bis.").get_by_role("link", name="On the Chair’s desk").click()
    lies_there(page, "3 bis")
    desk(page).get_by_role("link", name=re.compile(r"of \d+ in the text")).click()
    expect(paragraph(page, "operative paragraph 3 bis.")).to_be_in_viewport()
