"""The Chair merges the proposals on one paragraph: with the keyboard alone, by hand, and without a script."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Troubles
from tests.browser.steps import CHAIR, COMMUNIQUE, DELEGATE, Visit, kept_words, open_paragraph, press, proposal_of

THREE = f"{COMMUNIQUE}/desk/20/merge"
NEW_WORDING = re.compile("^The new wording")
BY_HAND = "You edited the words by hand: these words will be taken, whatever is picked."


def merge_desk(page: Page) -> Locator:
    return page.get_by_role("region", name=re.compile("^Merge desk"))


def result(page: Page) -> Locator:
    return page.get_by_role("region", name="Result", exact=True)


def words(page: Page) -> Locator:
    return page.get_by_label(NEW_WORDING)


def change(page: Page, words: str) -> Locator:
    """The choices of the change of these words."""
    return page.get_by_role("group", name=re.compile(rf"^Change \d+: “{re.escape(words)}”"))


def test_the_chair_picks_and_takes_with_the_keyboard_alone(visit: Visit):
    page = visit(CHAIR, f"{COMMUNIQUE}/desk?paragraph=20")
    page.keyboard.press("m")
    expect(merge_desk(page)).to_be_focused()
    expect(result(page).get_by_text(re.compile("^Bracketed: "))).to_be_visible()
    page.keyboard.press("1")
    expect(change(page, "[shall][should]")).to_be_focused()
    page.keyboard.press("Tab")
    for _ in range(2):  # From the brackets, which are picked, round to the first wording.
        page.keyboard.press("ArrowDown")
    expect(change(page, "[shall][should]").get_by_role("radio").nth(1)).to_be_focused()
    # What is shown is that of the second arrow: only this can be taken.
    expect(words(page)).to_have_value(re.compile("States should consider establishing"))
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="Take this as the new wording")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The new wording is taken. The record credits every contribution.")).to_be_visible()
    expect(page.get_by_role("heading", name="Left on the table")).to_be_visible()


def test_everything_as_one_delegation_proposes_is_its_text_and_is_told_on_its_proposal(visit: Visit):
    page = visit(CHAIR, THREE)
    press(page, "Everything as Arvendal proposes")
    expect(words(page)).to_have_value(re.compile(r"States shall establish, .*31 December 2027\.$"))
    expect(result(page).get_by_text("Clean: nothing in it stands in brackets.")).to_be_visible()
    press(page, "Take this as the new wording")
    expect(page.get_by_text("The new wording is taken.")).to_be_visible()
    place = open_paragraph(visit(DELEGATE, COMMUNIQUE), "operative paragraph 3.")
    place.get_by_text("Settled proposals").click()
    expect(proposal_of(place, "Arvendal").last).to_contain_text("accepted")


def test_words_edited_by_hand_are_kept_until_the_chair_wants_them_anew(visit: Visit):
    page = visit(CHAIR, THREE)
    given = words(page).input_value()
    words(page).fill(f"{given} So decided.")
    expect(result(page)).to_contain_text(BY_HAND)
    change(page, "no later than").get_by_role("radio", name=re.compile("^Keep the text:")).check()
    expect(result(page)).to_contain_text(BY_HAND)
    expect(words(page)).to_have_value(f"{given} So decided.")
    page.reload()
    expect(words(page)).to_have_value(f"{given} So decided.")
    expect(result(page)).to_contain_text(BY_HAND)
    press(page, "Write the words anew from what is picked")
    expect(result(page)).not_to_contain_text(BY_HAND)
    expect(words(page)).to_have_value(re.compile("no later than"))
    expect(words(page)).not_to_have_value(re.compile("So decided"))
    assert kept_words(page) == []


def test_what_is_set_aside_leaves_the_text_and_stays_on_the_table(visit: Visit):
    page = visit(CHAIR, THREE)
    page.get_by_text("Proposals that are merged").click()
    page.get_by_label("Set aside proposal 19").check()
    expect(page.get_by_role("group", name=re.compile("^Proposal 19"))).to_contain_text("set aside, not merged")
    expect(page.locator(".desk-text .words")).not_to_contain_text("CLD")
    expect(words(page)).not_to_have_value(re.compile("CLD"))


def test_a_proposal_is_declined_only_with_a_reason(visit: Visit, troubles: Troubles):
    troubles.expect("status of 422")
    page = visit(CHAIR, THREE)
    press(page, "Everything as Arvendal proposes")
    other = page.get_by_role("group", name=re.compile("^Proposal 19"))
    expect(words(page)).to_have_value(re.compile("shall establish"))
    other.get_by_label("Declined").check()
    press(page, "Take this as the new wording")
    expect(page.get_by_role("alert")).to_contain_text("Give a reason")
    other.get_by_label("Reason").fill("No support in the room.")
    press(page, "Take this as the new wording")
    expect(page.get_by_text("The new wording is taken.")).to_be_visible()


def test_without_a_script_the_result_is_shown_and_taken_by_buttons(visit: Visit, troubles: Troubles):
    troubles.expect("status of 422")
    page = visit(CHAIR, THREE, java_script_enabled=False)
    change(page, "no later than").get_by_role("radio", name=re.compile("^Keep the text:")).check()
    press(page, "Take this as the new wording")
    expect(page.get_by_role("alert")).to_contain_text("Nothing is taken yet")
    expect(words(page)).to_have_value(re.compile("thereof no later than "))
    press(page, "Take this as the new wording")
    expect(page.get_by_text("The new wording is taken.")).to_be_visible()
