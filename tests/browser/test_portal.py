"""The public archive for somebody who is not signed in: read, searched and verified without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from drafting.persistence.records import Document, Meeting, Process, Publication
from drafting.services import search_index
from tests.browser.conftest import LiveServer
from tests.browser.test_access import Axe, shuts_out
from tests.conftest import NOON

HASH = "5a" * 32
BLOCKS = (
    {"kind": "title", "label": "", "level": 0, "text": "Communiqué"},
    {"kind": "recital", "label": "(i)", "level": 0, "text": "*Recalling* the Declaration[^1];"},
    {"kind": "operative", "label": "1.", "level": 0, "text": "To rescue people in distress."},
    {"kind": "note", "label": "1", "level": 0, "text": "Adopted in 2021."},
)


@pytest.fixture
def archive(live_server: LiveServer) -> str:
    """The address of the demonstration's Process, public, with one published text."""
    with live_server.database.writing() as session:
        process, meeting = session.scalars(select(Process)).first(), session.get_one(Meeting, 1)
        process.access = meeting.access = "public"
        document = Document(process_id=process.id, meeting_id=1, kind="communique", language="en", access="public")
        document.title_en, document.title_ru = "Communiqué on rescue", "Коммюнике о спасании"
        session.add(document)
        session.flush()
        issue = Publication(process_id=process.id, meeting_id=1, document_id=document.id, draft_id=1, slug="rescue")
        issue.language, issue.version, issue.symbol, issue.title = "en", 1, "OC/01", "Communiqué"
        issue.adopted_on, issue.published_at, issue.hash, issue.blocks = NOON.date(), NOON, HASH, list(BLOCKS)
        session.add(issue)
        session.flush()
        search_index.rebuild(session)
        return process.slug


@pytest.mark.parametrize(
    "page_of", ["/portal/en/{}", "/portal/ru/{}/documents/rescue", "/portal/en/verify?hash=" + HASH]
)
def test_the_archive_shuts_nobody_out(new_page: Callable[..., Page], archive: str, axe: Axe, page_of: str):
    page = new_page()
    page.goto(page_of.format(archive))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert shuts_out(page, axe) == []


def test_a_stranger_finds_reads_and_verifies_a_text_without_a_script(new_page: Callable[..., Page], archive: str):
    page = new_page(java_script_enabled=False)
    page.goto("/portal/en")
    page.get_by_role("searchbox", name="Search the archive").fill("rescuing")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Communiqué on rescue").click()
    expect(page.get_by_role("article")).to_contain_text("To rescue people in distress.")
    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Коммюнике о спасании")
    page.get_by_role("link", name="Сверить копию").first.click()
    page.get_by_label("или сам текст").fill(
        "Communiqué\n\n(i) Recalling the Declaration¹;\n\n1. To rescue people in distress.\n\n¹ Adopted in 2021."
    )
    page.get_by_role("button", name="Сверить копию").click()
    expect(page.get_by_role("status")).to_contain_text("Это принятый текст, слово в слово.")
