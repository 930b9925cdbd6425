"""A draft comes in through the browser: recognised, looked at, corrected, saved, opened."""

import io
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Troubles
from tests.browser.steps import BELMORA, COMMUNIQUE, OFFICE, Visit, paragraph, press

IMPORT = "/meetings/1/import"


@pytest.fixture
def office(visit: Visit) -> Page:
    return visit(OFFICE)


def read(page: Page, file: Path | dict[str, object]) -> None:
    page.get_by_role("link", name="Import a draft").click()
    page.get_by_label("File").set_input_files(file)
    press(page, "Read the file")


def kind(page: Page, block: int) -> str:
    field = page.get_by_role("combobox", name=f"Kind {block}", exact=True)
    return field.evaluate("(field) => field.selectedOptions[0].label")


def word_file() -> dict[str, object]:
    document = docx.Document()
    document.add_heading("Statement on Border Posts", level=1)
    document.add_paragraph("In the light of what was said at the last meeting;")
    document.add_paragraph("1. To keep the border posts open at night.")
    document.add_paragraph("3. To report on it [each year].")
    data = io.BytesIO()
    document.save(data)
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "statement.docx", "mimeType": media, "buffer": data.getvalue()}


def test_the_demonstrations_text_is_read_without_loss_saved_and_opened(office: Page, visit: Visit):
    read(office, ROOT / "drafting" / "demo" / "communique.md")
    expect(office.get_by_role("heading", name="What was recognised", level=1)).to_be_visible()
    expect(office.get_by_text(re.compile("characters read, .* stored: nothing is lost."))).to_be_visible()
    expect(office.get_by_text("11 recitals, 1 enacting word, 9 operative paragraphs")).to_be_visible()
    office.get_by_label("Title of the draft").fill("Communiqué, second reading")
    press(office, "Save as a draft in preparation")
    expect(office.get_by_text("This draft is in preparation.")).to_be_visible()
    address = office.url

    belmora = visit(BELMORA, "/")
    expect(belmora.get_by_role("link", name="Communiqué, second reading")).to_have_count(0)
    press(office, "Open for negotiation")
    expect(office.get_by_text("This draft is in preparation.")).to_have_count(0)
    belmora.reload()
    belmora.get_by_role("link", name="Communiqué, second reading").click()
    expect(belmora).to_have_url(address)
    expect(paragraph(belmora, "operative paragraph 9.")).to_be_visible()


def test_a_word_file_is_read_its_warnings_are_shown_and_a_kind_is_corrected(office: Page):
    read(office, word_file())
    expect(office.get_by_text("The count jumps: 2. → 3. (expected → printed).").first).to_be_visible()
    assert kind(office, 2) == "paragraph without a number"
    office.get_by_role("combobox", name="Kind 2", exact=True).select_option(label="recital")
    press(office, "Save as a draft in preparation")
    expect(office.get_by_role("heading", name="Statement on Border Posts", level=1)).to_be_visible()
    expect(paragraph(office, "recital")).to_contain_text("In the light of what was said at the last meeting;")
    expect(paragraph(office, "operative paragraph 3.")).to_contain_text("To report on it")


def test_a_file_that_is_no_document_is_refused_with_what_to_do(office: Page, troubles: Troubles):
    troubles.expect("status of 422")
    read(office, {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 ..."})
    expect(office.get_by_role("alert")).to_have_text(
        "The file is damaged. Open it where it was made, save it again, and choose the new file."
    )


def test_only_the_office_imports(visit: Visit, troubles: Troubles):
    troubles.expect("status of 403")
    page = visit(BELMORA, COMMUNIQUE)
    page.goto("/")
    expect(page.get_by_role("link", name="Import a draft")).to_have_count(0)
    page.goto(IMPORT)
    expect(page.get_by_role("alert")).to_contain_text("Your role does not allow this.")
