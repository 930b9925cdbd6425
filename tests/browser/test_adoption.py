"""Adoption of the whole: refused with all that stands in the way, then made; the adopted text as files."""

import io
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Troubles
from tests.browser.steps import CHAIR, COMMUNIQUE, HEAD, OFFICE, Visit, change, desk, open_paragraph, press

SMALL = """# Statement on Border Posts

1. To keep the border posts open at night.

2. To report on paragraph 1 above each year.[^1]

[^1]: At the Senior Officials’ Meeting.
"""
GAVEL = "It is so decided: adopt the text"


@pytest.fixture
def small(visit: Visit) -> str:
    """The address of a small draft that the Office has brought, and on which the Chair has closed every paragraph."""
    office = visit(OFFICE, "/meetings/1/import")
    file = {"name": "statement.md", "mimeType": "text/markdown", "buffer": SMALL.encode()}
    office.get_by_label("File").set_input_files(file)
    press(office, "Read the file")
    press(office, "Save as a draft in preparation")
    press(office, "Open for negotiation")
    expect(office.get_by_role("link", name="Export")).to_be_visible()
    address = office.url
    chair = visit(CHAIR, f"{address}/desk")
    for name in ("Paragraph 1", "Paragraph 2", "Note 1"):
        chair.get_by_role("link", name=f"Next open: {name}").click() if name != "Paragraph 1" else None
        press(chair, f"I see no objection. {name} is agreed.")
        expect(desk(chair).get_by_role("status")).to_have_text(f"{name}: agreed.")
    return address


def download(page: Page, file: str, view: str = "") -> Path:
    """view: what is printed, "" where there is nothing to choose, as of an adopted text."""
    if view:
        page.get_by_label(view).check()
    page.get_by_role("radio", name=file, exact=True).check()
    with page.expect_download() as found:
        press(page, "Download")
    return found.value.path()


def words_of_word_file(path: Path) -> str:
    parts = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    assert parts.testzip() is None
    return " ".join(re.sub(r"<[^>]+>", "", parts.read(it).decode()) for it in parts.namelist() if it.endswith(".xml"))


def words_of_pdf(path: Path) -> str:
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return re.sub(r"\s+", " ", text)


def test_adoption_is_refused_with_the_complete_list(visit: Visit):
    page = visit(CHAIR, f"{COMMUNIQUE}/adoption")
    way = page.get_by_role("region", name="What stands in the way")
    expect(way).to_contain_text("Paragraph 3. Zhoram objects: “Обязательная формулировка «shall» неприемлема.”")
    expect(way).to_contain_text("Paragraph 5. Kethara objects:")
    expect(way).to_contain_text("Paragraph 4 (b). Proposal 10 of Caldoria is on the table.")
    expect(way).to_contain_text("Paragraph (xi)")
    expect(way.get_by_role("heading", level=3)).to_have_text(
        [
            "Objections 7",
            "Square brackets 22",
            "Still to be filled in 1",
            "Proposals without a ruling 13",
            "Paragraphs not agreed 19",
            "Agreed only ad referendum 2",
        ]
    )
    expect(page.get_by_role("button", name=GAVEL)).to_have_count(0)


def test_the_gavel_falls_on_nothing_that_the_chair_has_not_seen(small: str, visit: Visit, troubles: Troubles):
    troubles.expect("status of 409")
    chair = visit(CHAIR, f"{small}/adoption")
    expect(chair.get_by_text("Nothing stands in the way of adoption.")).to_be_visible()
    desk_tab = chair.context.new_page()
    desk_tab.goto(f"{small}/desk")
    desk_tab.get_by_text(re.compile("^Reopen")).first.click()
    desk_tab.get_by_label("Reason").fill("A delegation asked for the floor.")
    press(desk_tab, "Reopen Paragraph 1")
    expect(desk(desk_tab).get_by_role("status")).to_have_text("Paragraph 1: open.")
    press(chair, GAVEL)
    expect(chair.get_by_role("alert")).to_be_visible()
    expect(chair.get_by_role("region", name="What stands in the way")).to_contain_text("Paragraph 1")
    expect(chair.get_by_role("button", name=GAVEL)).to_have_count(0)


def test_the_adopted_text_is_frozen_and_leaves_as_word_and_pdf(small: str, visit: Visit):
    chair = visit(CHAIR, f"{small}/adoption")
    press(chair, GAVEL)
    expect(chair.get_by_text("The text is adopted by consensus.")).to_be_visible()
    expect(chair.get_by_role("region", name="Adopted")).to_contain_text("The text is frozen.")
    chair.goto(f"{small}/desk")
    expect(chair.get_by_text("The text is adopted and frozen: there is nothing left to rule on.")).to_be_visible()

    head = visit(HEAD, small)
    place = open_paragraph(head, "operative paragraph 1.")
    expect(place.get_by_role("button")).to_have_count(0)

    office = visit(OFFICE, f"{small}/export")
    for words in (words_of_word_file(download(office, "Word (.docx)")), words_of_pdf(download(office, "PDF"))):
        assert "To keep the border posts open at night." in words
        assert "To report on paragraph 1 above each year." in words
        assert "At the Senior Officials’ Meeting." in words
        assert "Adopted" in words


def test_a_draft_under_negotiation_leaves_with_its_proposals_and_says_what_it_is(visit: Visit):
    head = visit(HEAD, COMMUNIQUE)
    place = open_paragraph(head, "operative paragraph 7.")
    change(place, "each year", "every two years")
    press(place, "Save for my delegation")
    expect(place.get_by_role("status")).to_contain_text("Saved.")
    office = visit(OFFICE, COMMUNIQUE)
    office.get_by_role("link", name="Export").click()
    word = words_of_word_file(download(office, "Word (.docx)", "With the proposals shown"))
    pdf = words_of_pdf(download(office, "PDF", "With the proposals shown"))
    for words in (word, pdf):
        assert "Draft, revision 10" in words
        assert "Caldoria" in words
        assert "every two years" not in words
    markdown = download(office, "Markdown").read_text("utf-8")
    assert "[KTH/ZHR: on the basis of equitable responsibility-sharing,]" in markdown
    assert "(xi) *Taking into account*" in markdown
