"""The web page that a text is exported as, in the browser of whoever receives it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from drafting.documents.tree import Printed
from drafting.documents.writing import write
from tests.browser.test_access import Axe, shuts_out
from tests.unit.test_html import EVERYTHING, REPORT
from tests.unit.test_pdf import ARABIC


@pytest.mark.parametrize("made", [EVERYTHING, REPORT, ARABIC], ids=["everything", "report", "Arabic"])
def test_an_exported_page_shuts_nobody_out(browser: Browser, axe: Axe, tmp_path: Path, made: Printed):
    file = tmp_path / "draft.html"
    file.write_bytes(write(made, "html"))
    page = browser.new_page()
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert shuts_out(page, axe) == []
    page.close()
