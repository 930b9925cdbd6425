"""A text that was sent back is compared with the draft before anything is saved."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT
from tests.browser.steps import OFFICE, Visit, press
from tests.browser.test_access import Axe, shuts_out

SENT_BACK = (ROOT / "drafting" / "demo" / "communique.md").read_text("utf-8")


def compare(page: Page, text: str) -> None:
    page.get_by_role("link", name="Import a draft").click()
    page.get_by_label("File").set_input_files({"name": "back.md", "mimeType": "text/markdown", "buffer": text.encode()})
    press(page, "Read the file")
    page.get_by_label("Compare with").select_option(index=0)
    press(page, "Compare")


def test_a_paragraph_that_vanished_from_the_file_is_seen_before_anything_is_saved(visit: Visit, axe: Axe):
    page = visit(OFFICE, "/")
    gone = next(it for it in SENT_BACK.split("\n\n") if it.startswith("(vii)"))
    compare(page, SENT_BACK.replace(gone, ""))
    expect(page.get_by_role("heading", name="The draft and the file", level=1)).to_be_visible()
    vanished = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Deleted Paragraph (vii)"))
    expect(vanished).to_contain_text("This paragraph of the draft does not stand in the file.")
    assert shuts_out(page, axe) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name=re.compile("^Deletions only")).click()
    expect(vanished).to_be_visible()
    expect(page.get_by_text(re.compile("paragraphs unchanged"))).to_have_count(0)
    page.get_by_role("link", name="Back to what was recognised").click()
    expect(page.get_by_role("heading", name="What was recognised", level=1)).to_be_visible()
    assert shuts_out(page, axe) == []
