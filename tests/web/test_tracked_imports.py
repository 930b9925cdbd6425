"""The first import of a file with tracked changes, in the browser: the page asks what they are."""

import io
import re
from html import unescape

import pytest

from tests import odt_copies, word_copies
from tests.web.judge import judge, untranslated

TEXT = [
    word_copies.runs("Communiqué"),
    word_copies.runs("1. To welcome the ", "report", "findings", "Aida", ";"),
    word_copies.runs("2. To meet."),
]
FORMS = {"docx": word_copies.docx, "odt": odt_copies.odt}


@pytest.fixture(params=FORMS)
def preview(request, world, visit):
    """The page that follows the upload."""
    address = f"/meetings/{world.meeting}/import"
    data = {"file": (io.BytesIO(FORMS[request.param](TEXT)), f"draft.{request.param}")}
    return visit("office").post(address, data=data).location


def form(page: str) -> dict[str, object]:
    return {
        "title": unescape(re.findall(r'name="title"[^>]* value="([^"]*)"', page)[0]),
        "language": "en",
        "kind": re.findall(r"<option value=(\w+) selected", page),
        "level": re.findall(r'name="level"[^>]* value="([^"]*)"', page),
        "changes": re.findall(r'type="hidden" name="changes" value="(\w+)"', page),
    }


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_asks_what_the_changes_are(visit, preview, language):
    browser = visit("office")
    browser.post("/preferences", data={"language": language})
    page = browser.get(preview).text
    assert judge(page) == []
    assert language == "en" or untranslated(page) == []
    assert "Aida" in page
    refused = browser.post(f"{preview}/changes", data={})
    assert (refused.status_code, judge(refused.text)) == (422, [])
    assert browser.post(f"{preview}/changes", data={"changes": "reject"}).status_code == 303
    page = browser.get(preview).text
    assert judge(page) == []
    assert language == "en" or untranslated(page) == []
    assert "To welcome the report;" in page
    assert judge(browser.get(f"{preview}?changes=1").text) == []


def test_changes_that_are_proposals_wait_beside_the_saved_draft(visit, preview):
    browser = visit("office")
    browser.post(f"{preview}/changes", data={"changes": "authors"})
    draft = browser.post(preview, data=form(browser.get(preview).text)).location
    assert "To welcome the report;" in browser.get(draft).text
    shelf = browser.get(f"{draft}/copies").text
    assert judge(shelf) == []
    [copy] = set(re.findall(rf'href="({draft}/copies/\w+)"', shelf))
    page = browser.get(copy).text
    assert judge(page) == []
    assert "The draft is in preparation" in page
    assert "<del>report</del>" in page
    assert 'name="take"' not in page
    assert visit("head.arv").get(f"{draft}/copies").status_code == 404


def test_what_was_said_of_the_changes_in_another_window_saves_no_text_that_nobody_saw(visit, preview):
    browser = visit("office")
    browser.post(f"{preview}/changes", data={"changes": "accept"})
    seen = form(browser.get(preview).text)
    browser.post(f"{preview}/changes", data={"changes": "reject"})
    refused = browser.post(preview, data={**seen, "title": "My title"})
    assert (refused.status_code, judge(refused.text)) == (422, [])
    assert "Something else was said of the tracked changes meanwhile" in refused.text
    assert "To welcome the report;" in refused.text
    again = form(refused.text)
    assert (again["title"], again["changes"]) == ("My title", ["reject"])
    assert "To welcome the report;" in browser.get(browser.post(preview, data=again).location).text
