"""Comparing an uploaded file with a draft in the browser, for the person of the Support Office who chose the file."""

import io
import re

import pytest

from drafting.persistence.records import Draft
from drafting.services import proposals
from tests.factories import NOW
from tests.web.judge import judge, untranslated

# The draft of tests/factories.py as somebody sent it back.
FILE = """Ref: Test Process/01/01/2026

# Communiqué

(i) *Recalling* the Declaration;

Decided:

1. To welcome the new report & <b>its</b> authors;

2. To cooperate, as set out in paragraph 1 above:

   (a) on the exchange of information;

   (b) on training;

[^1]: Adopted in 2021.
"""


@pytest.fixture
def address(world):
    return f"/meetings/{world.meeting}/import"


def send(browser, address, text=FILE) -> str:
    """Upload a file; answers the address of its preview."""
    return browser.post(address, data={"file": (io.BytesIO(text.encode()), "back.md")}).headers["Location"]


def said(page: str) -> str:
    """What the page says, without tags."""
    return " ".join(re.sub("<[^>]+>", "", page).split())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_preview_leads_to_the_comparison_and_back(world, visit, address, language):
    browser = visit("office")
    browser.post("/preferences", data={"language": language})
    preview = send(browser, address)
    form = browser.get(preview).text.partition('method="get" action="')[2]
    target = form.partition('"')[0]
    assert target == f"{preview}/compare"
    assert f'<option value="{world.draft}"' in form
    page = browser.get(f"{target}?draft={world.draft}")
    assert page.status_code == 200
    assert judge(page.text) == []
    if language == "ru":
        assert untranslated(page.text) == []
    assert f'href="{preview}"' in page.text
    assert f'href="/drafts/{world.draft}"' in page.text


@pytest.mark.parametrize(("who", "is_offered"), [("office", True), ("chair", False), ("rapporteur", False)])
def test_where_the_office_takes_a_file_out_it_may_compare_one_that_came_back(world, visit, address, who, is_offered):
    assert (f'href="{address}"' in visit(who).get(f"/drafts/{world.draft}/export").text) is is_offered


def test_each_outcome_is_said_in_words_with_what_became_of_it(world, visit, address):
    browser = visit("office")
    page = browser.get(f"{send(browser, address)}/compare?draft={world.draft}").text
    words = said(page)
    for sentence in (
        "2 changed, 1 paragraph deleted, 1 moved, 1 with a new label; 5 unchanged",
        "Words of the draft are deleted in 2 places.",
        "Note 1 loses its last mark.",
        "Changed Paragraph (i)",
        "Moved Paragraph 2 (b) → Paragraph 2 (a)",
        "In the draft it stands after: Paragraph 2 (a). In the file it stands after: Paragraph 2.",
        "Deleted Paragraph 3",
        "This paragraph of the draft does not stand in the file.",
        "Symbol – Title: 2 paragraphs unchanged",
        "Note 1: unchanged",
    ):
        assert sentence in words
    assert "<ins> new</ins>" in page
    assert "<ins> &amp; &lt;b&gt;its&lt;/b&gt; authors</ins>;" in page
    assert re.search(r"<del>States \[shall\].*</del>", page)


def test_deletions_alone_are_shown_when_asked_for(world, visit, address):
    browser = visit("office")
    preview = send(browser, address)
    page = browser.get(f"{preview}/compare?draft={world.draft}&show=deletions").text
    assert re.findall(r'<li class="(\w+)', page.partition('class="passages"')[2]) == ["changed", "deleted"]
    assert "Deletions only</a>" not in page
    assert re.search(r'aria-current="page">Deletions only \(2\)', page)
    assert judge(page) == []


def test_a_file_that_says_the_same_says_so(world, visit, address):
    browser = visit("office")
    text = browser.get(f"/drafts/{world.draft}/export/file?form=md&view=clean").text
    preview = send(browser, address, text)
    page = browser.get(f"{preview}/compare?draft={world.draft}&show=deletions").text
    assert "No word of the draft is deleted." in said(page)
    assert '<ol class="passages">' not in page
    assert judge(page) == []


def test_another_language_is_pointed_out(world, visit, address):
    browser = visit("office")
    page = browser.get(f"{send(browser, address, 'Решили, что всё по-другому.')}/compare?draft={world.draft}").text
    assert "seem to be in different languages" in page


@pytest.mark.parametrize("draft", ["", "0", "99", "x", "9" * 40])
def test_a_draft_that_does_not_exist_is_not_found(world, visit, address, draft):
    browser = visit("office")
    answer = browser.get(f"{send(browser, address)}/compare?draft={draft}")
    assert (answer.status_code, judge(answer.text)) == (404, [])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("stranger", 404),
        ("chair", 403),
        ("rapporteur", 403),
        ("administrator", 403),
        ("head.arv", 403),
        ("delegate.bel", 403),
        ("observer", 403),
    ],
)
def test_nobody_else_sees_the_comparison(world, visit, address, who, status):
    preview = send(visit("office"), address)
    answer = visit(who).get(f"{preview}/compare?draft={world.draft}")
    assert answer.status_code == status
    assert "authors" not in answer.text


def test_a_private_text_never_shows(world, visit, address):
    with world.database.writing() as session:
        scope, at = world.scope(session, "delegate.arv"), world.paragraphs["1."]
        secret = {"kind": "replace", "text": "A confidential wording.", "reason": "", "base": 1}
        proposals.propose(session, scope, at, **secret, token="submission-1", now=NOW)
    browser = visit("office")
    assert "confidential" not in browser.get(f"{send(browser, address)}/compare?draft={world.draft}").text


def test_a_draft_in_preparation_may_be_compared_with(world, visit, address):
    with world.database.writing() as session:
        session.get_one(Draft, world.draft).phase = "preparing"
    browser = visit("office")
    preview = send(browser, address)
    assert "Communiqué · in preparation" in said(browser.get(preview).text)
    assert browser.get(f"{preview}/compare?draft={world.draft}").status_code == 200


def test_a_file_that_was_saved_leads_to_its_draft(world, visit, address):
    browser = visit("office")
    preview = send(browser, address)
    page = browser.get(preview).text
    form = {
        "title": "Sent back",
        "language": "en",
        "kind": re.findall(r"<option value=(\w+) selected", page),
        "level": re.findall(r'name="level"[^>]* value="([^"]*)"', page),
    }
    draft = browser.post(preview, data=form).headers["Location"]
    assert browser.get(f"{preview}/compare?draft={world.draft}").headers["Location"] == draft
