"""Pasted text comes in clean and with its emphasis; what is left out is said, and can be had all the same."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.clipboard import CLIPS, Clip
from tests.browser.steps import COMMUNIQUE, DELEGATE, Visit, field, open_paragraph
from tests.browser.test_words_kept import SEVEN

PASTE = """(field, [html, plain]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", plain);
  field.focus();
  field.select();
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  // What the browser does by itself where nobody prevents it.
  if (field.dispatchEvent(event) && plain) document.execCommand("insertText", false, plain);
}"""


# The quotation marks are the style sheet's, by the language of the page.
SAID = """(note) => {
  const words = [...note.childNodes].map((it) => (it.nodeName === "Q" ? `“${it.textContent}”` : it.textContent));
  return words.join("");
}"""


@pytest.fixture
def place(visit: Visit) -> Locator:
    page = visit(DELEGATE, COMMUNIQUE)
    # Whoever only reads does not wait for it.
    with page.expect_response("**/paste.js*"):
        return open_paragraph(page, SEVEN)


def paste(wording: Locator, clip: Clip) -> None:
    wording.evaluate(PASTE, [clip.html, clip.plain])


def test_each_program_s_clipboard_comes_in_clean_and_what_goes_is_said(place: Locator, page: Page):
    wording = field(place)
    for name, clip in CLIPS.items():
        wording.fill("kept")
        paste(wording, clip)
        assert (name, wording.input_value()) == (name, clip.wording)
        notes = place.locator(".pasted")
        if clip.told:
            expect(notes).to_have_count(1)
            said = notes.evaluate(SAID)
            for words in clip.told:
                assert words in said, name
        else:
            expect(notes).to_have_count(0)
    assert place.page.evaluate("window.hacked") is None


def test_what_was_left_out_can_be_had_all_the_same_and_undone(place: Locator):
    wording = field(place)
    before = wording.input_value()
    paste(wording, CLIPS["Word"])
    place.get_by_role("button", name="Paste the plain text with all of it").click()
    expect(wording).to_have_value(CLIPS["Word"].plain.replace("\r\n", "\n"))
    expect(place.locator(".pasted")).to_have_count(0)
    for _ in range(3):
        wording.press("Control+z")
    expect(wording).to_have_value(before)


def test_what_is_pasted_is_shown_as_a_change_at_once(place: Locator):
    field(place).fill("States meet.")
    field(place).evaluate("(it) => it.setSelectionRange(7, 7)")
    field(place).evaluate(PASTE.replace("field.select();", ""), ["<i>always </i>", "always "])
    expect(field(place)).to_have_value("States *always* meet.")
    expect(place.get_by_role("region", name="As others will see it")).to_contain_text("always")


def test_a_reason_takes_the_words_without_markup(place: Locator):
    reason = place.get_by_label("Reason")
    paste(reason, CLIPS["Google Docs"])
    expect(reason).to_have_value("Welcoming the whole report;")


def test_words_copied_from_our_own_page_come_in_as_they_read(place: Locator):
    page = place.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("""() => {
      const text = [...document.querySelectorAll(".para p")].find((it) => it.textContent.includes("[shall]"));
      getSelection().selectAllChildren(text);
    }""")
    page.keyboard.press("Control+c")
    field(place).select_text()
    page.keyboard.press("Control+v")
    pasted = field(place).input_value()
    assert "[shall][should]" in pasted
    assert "*" not in pasted


def test_words_dragged_into_a_field_are_cleaned_too(place: Locator):
    wording = field(place)
    wording.fill("kept")
    wording.evaluate("""(field) => {
      const words = document.createElement("p");
      words.id = "dragged";
      words.textContent = "co\\u00adop\\u200beration ";
      field.before(words);
      getSelection().selectAllChildren(words);
    }""")
    # Both in the middle of the window: near its edge a drag scrolls the page.
    wording.evaluate("(field) => field.scrollIntoView({ block: 'center', behavior: 'instant' })")
    mouse = place.page.mouse
    words, goal = place.locator("#dragged").bounding_box(), wording.bounding_box()
    assert words
    assert goal
    mouse.move(words["x"] + 20, words["y"] + words["height"] / 2)
    mouse.down()
    mouse.move(goal["x"] + 30, goal["y"] + 24, steps=12)
    mouse.up()
    expect(wording).to_have_value(re.compile("cooperation"))
    expect(place.locator(".pasted")).to_contain_text("soft hyphens (1)")
