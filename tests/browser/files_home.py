"""The walkthrough on files: a copy goes home to Word and comes back, and the adopted text leaves whole."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from playwright.sync_api import Locator, Page, expect

from drafting.worker import Worker
from tests.browser.conftest import LiveServer
from tests.browser.steps import follow, press

TITLE = "Chair’s Statement on a Roster of Experts"
Said = Callable[[str], str]


def word_home_and_back(head: Page, office: Page, said: Said) -> None:
    follow(head, said("Drafting"))
    # The procedure that awaits the head's answer names the same draft.
    head.get_by_role("link", name=said("Communiqué"), exact=True).click()
    follow(head, said("Work in Word"))
    copy = downloaded(head.get_by_role("link", name=said("Take the copy (Word)")))
    copy = tracked(copy, "share their experience", "", " in writing")
    copy = tracked(copy, "at least ", "two", "three")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    head.get_by_label(said("Your copy, edited")).set_input_files(
        {"name": "communique.docx", "mimeType": kind, "buffer": copy}
    )
    press(head, said("Read the copy"))
    expect(head.get_by_text(said("1 change can be proposed; 1 cannot be taken."))).to_be_visible()
    expect(head.get_by_text(said("The paragraph is agreed."))).to_be_visible()
    expect(head.get_by_role("checkbox", name="Paragraph 3 bis")).to_be_checked()
    head.get_by_text(said("Correct the words, or give a reason")).click()
    head.get_by_label(said("Reason")).fill("What is written can be translated.")
    press(head, said("Table"))
    expect(head.get_by_text(said("1 proposal is on the table."))).to_be_visible()
    for link in ("My meetings", "Communiqué", "Export", "Tables: amendments, positions, the record"):
        follow(office, said(link))
    table = downloaded(office.get_by_role("button", name=said("Download the amendment table")))
    assert "What is written can be translated." in part(table, "word/document.xml")


def downloaded(button: Locator) -> bytes:
    with button.page.expect_download() as download:
        button.click()
    return download.value.path().read_bytes()


def part(file: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return parts.read(name).decode()


def tracked(file: bytes, behind: str, old: str, new: str) -> bytes:
    """The Word file with words replaced behind others, as Word writes what it tracks."""
    before, found, after = part(file, "word/document.xml").partition(escape(behind + old))
    assert found
    name = 'w:author="Ingrith Solveng" w:date="2026-06-05T10:00:00Z"'
    begin, end = '<w:r><w:t xml:space="preserve">', "</w:t></w:r>"
    gone = f'<w:del w:id="9001" {name}><w:r><w:delText>{escape(old)}</w:delText></w:r></w:del>' if old else ""
    came = f'<w:ins w:id="9002" {name}>{begin}{escape(new)}{end}</w:ins>'
    body = f"{before}{escape(behind)}{end}{gone}{came}{begin}{after}"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as parts, zipfile.ZipFile(made, "w") as edited:
        for it in parts.namelist():
            edited.writestr(it, body if it == "word/document.xml" else parts.read(it))
    return made.getvalue()


def the_pack(office: Page, said: Said, server: LiveServer, folder: Path) -> list[str]:
    """What `drafting verify` is given: the file, and the fingerprint that the page shows."""
    for link in ("Drafting", TITLE, "Export", "Adoption pack"):
        follow(office, said(link))
    press(office, said("Make the pack"))
    site = server.app.extensions["drafting"]
    assert Worker(site.settings, server.database, site.clock).do_due() == 1
    expect(office.get_by_text(said("It is ready."))).to_be_visible()
    path = folder / "pack.zip"
    path.write_bytes(downloaded(office.get_by_role("link", name=said("Download"))))
    follow(office, said("What the pack holds, and the key that signs it"))
    key = office.get_by_role("region", name=said("The key"))
    fingerprint = key.get_by_text(re.compile(r"^\s*[0-9a-f]{64}\s*$")).inner_text().strip()
    return [str(path), "--key", fingerprint]
