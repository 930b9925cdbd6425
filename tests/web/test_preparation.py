"""The page on which a text in preparation is edited: works without a script, keeps what was typed."""

import re

import pytest

from drafting.persistence.queries import drafts
from tests.factories import TEXT, import_text, name_paragraphs
from tests.web.judge import judge


@pytest.fixture
def draft(world):
    with world.database.writing() as session:
        made = import_text(session, world.people["office"], world.meeting, TEXT)
        return made.id, name_paragraphs(session, made.id)["1."]


def address(draft, act=""):
    return f"/drafts/{draft[0]}/preparation/{draft[1]}{act}"


def texts(world, draft):
    with world.database.reading() as session:
        return [it.text for it in drafts.lines(session, draft[0], "en") if it.state != "deleted"]


def form(page, **facts):
    return {"token": re.search(r'name="token" value="([^"]+)"', page)[1], "revision": "1", **facts}


@pytest.mark.parametrize(("role", "status"), [("office", 200), ("chair", 200), ("rapporteur", 403), ("head.arv", 404)])
def test_only_those_who_prepare_the_text_edit_it(visit, draft, role, status):
    answer = visit(role).get(address(draft))
    assert answer.status_code == status
    assert judge(answer.text) == []


def test_an_edit_leads_back_to_the_text_and_the_record_tells_it(visit, world, draft):
    browser = visit("office")
    page = browser.get(address(draft)).text
    for act, facts in (
        ("/reword", {"text": "To note the report;"}),
        ("/insert", {"text": "To begin;", "where": "before", "revision": "2"}),
        ("/insert", {"text": "To go on;", "where": "after", "revision": "2"}),
        ("/delete", {"revision": "2"}),
    ):
        answer = browser.post(address(draft, act), data=form(page, **facts))
        assert (answer.status_code, answer.location) == (303, f"/drafts/{draft[0]}#p-{draft[1]}")
    assert [it for it in texts(world, draft) if it.startswith("To ")][:2] == ["To begin;", "To go on;"]
    record = browser.get(f"/drafts/{draft[0]}/history").text
    assert judge(record) == []
    for said in ("Edited in preparation.", "New paragraph, added in preparation.", "Deleted in preparation."):
        assert said in record
    assert "This paragraph was deleted" in browser.get(address(draft)).text


def test_numbering_anew_twice_says_that_nothing_is_left_to_do(visit, draft):
    browser = visit("office")
    page = browser.get(address(draft)).text
    browser.post(address(draft, "/insert"), data=form(page, text="To begin;", where="before"))
    renumber = f"/drafts/{draft[0]}/preparation/renumber"
    assert browser.post(renumber, data=form(page)).status_code == 303
    assert browser.post(renumber, data=form(browser.get(address(draft)).text)).status_code == 303
    assert "Every number is in its place" in browser.get(f"/drafts/{draft[0]}").text


def test_what_cannot_be_saved_comes_back_with_what_was_typed(visit, world, draft):
    browser = visit("office")
    page = browser.get(address(draft)).text
    empty = browser.post(address(draft, "/reword"), data=form(page, text=" "))
    assert empty.status_code == 422
    assert "The text is empty" in empty.text
    browser.post(address(draft, "/reword"), data=form(page, text="To note the report;"))
    stale = browser.post(address(draft, "/reword"), data=form(page, text="To welcome it warmly;"))
    assert stale.status_code == 409
    assert "To welcome it warmly;" in stale.text
    assert judge(stale.text) == []
    browser.post(address(draft, "/delete"), data=form(page, revision="2"))
    gone = browser.post(address(draft, "/reword"), data=form(page, revision="2", text="Late."))
    assert gone.status_code == 409
    assert "To note the report;" not in texts(world, draft)
