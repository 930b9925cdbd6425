"""The bracket board in a browser: everybody sees who holds which bracket, and the Chair settles one."""

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import CHAIR, COMMUNIQUE, DELEGATE, HEAD, Visit, field, press

BOARD = f"{COMMUNIQUE}/brackets"


def section(page: Page, name: str):
    return page.get_by_role("region", name=name, exact=True)


def test_everybody_sees_who_holds_which_bracket(visit: Visit):
    page = visit(DELEGATE, COMMUNIQUE)
    page.get_by_role("link", name="22 open brackets").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brackets")
    third = section(page, "Paragraph 3")
    expect(third).to_contain_text(re.compile(r"\[shall\]\s*Arvendal known"))
    expect(third).to_contain_text(re.compile(r"\[should\]\s*Zhoram known"))
    expect(third).to_contain_text("Ruled: alternatives")
    expect(section(page, "Paragraph 7")).to_contain_text("Kethara claimed in the text")
    page.get_by_role("link", name=re.compile("^Held by us")).click()
    expect(section(page, "Paragraph 3")).to_be_visible()
    expect(section(page, "Paragraph 7")).to_have_count(0)


def test_the_chair_chooses_a_wording_by_keyboard_after_reading_what_it_changes(visit: Visit):
    page = visit(CHAIR, BOARD, java_script_enabled=False)
    page.get_by_role("link", name=re.compile(r"Choose or rule.*\[shall\]\[should\]")).press("Enter")
    page.get_by_role("link", name=re.compile(r"Keep this one.*\[should\]")).press("Enter")
    expect(page.get_by_role("heading", name="Choose: what the text would be")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("asked for by proposals 4 (Zhoram) and 19 (Caldoria)")
    page.get_by_role("button", name="Take this wording").press("Enter")
    expect(page.get_by_text("The choice is made. The other words are struck.")).to_be_visible()
    expect(page.get_by_text("20 open brackets")).to_be_visible()
    expect(section(page, "Paragraph 3")).not_to_contain_text("[shall]")


def test_a_state_speaks_for_itself(visit: Visit):
    page = visit(HEAD, BOARD)
    section(page, "Paragraph 2").get_by_role("link", name=re.compile(r"^Open.*\[2028\]$")).click()
    press(page.get_by_role("region", name="[2028]"), "We hold it")
    expect(page.get_by_text("Who holds the bracket is recorded.")).to_be_visible()
    expect(section(page, "Paragraph 2")).to_contain_text(re.compile(r"\[2028\]\s*Arvendal known"))


def test_what_a_delegation_would_do_stands_ready_in_the_paragraphs_form_beside_words_typed_before(visit: Visit):
    page = visit(DELEGATE, f"{COMMUNIQUE}/paragraphs/26")
    field(page.get_by_role("article").first).fill("Words that were never saved.")
    page.goto(page.url.replace("/paragraphs/26", "/brackets"))
    section(page, "Paragraph 5").get_by_role("link", name=re.compile("Propose to strike.*voluntary")).click()
    expect(field(page.get_by_role("article").first)).to_have_value(re.compile("safety and dignity and in cooperation"))
    press(page, "Save for my delegation")
    expect(page.get_by_text("Saved. Your delegation alone sees it until it is tabled.")).to_be_visible()
    expect(field(page.get_by_role("article").first)).to_have_value("Words that were never saved.")
