"""What other pages of a draft say of its no-objection procedures."""

from datetime import timedelta

import pytest

from tests import acts, silence
from tests.factories import NOW
from tests.web import runs
from tests.web.judge import judge


def test_a_paragraph_that_is_asked_about_says_until_when(visit, world):
    silence.start(world, "1.", city="Almaty")
    for path in (f"/drafts/{world.draft}", f"/drafts/{world.draft}/paragraphs/{world.paragraphs['1.']}"):
        page = visit("head.arv").get(path).text
        assert page.count("under no-objection until 9 June 2026, 18:00 Almaty (UTC+5)") == 1, path
        assert judge(page) == []
    other = visit("head.arv").get(f"/drafts/{world.draft}/paragraphs/{world.paragraphs['2.']}").text
    assert "under no-objection" not in other


def test_a_procedure_on_the_whole_text_is_told_once(visit, world):
    acts.reword(world, "3.", "States should meet every year.")
    silence.start(world, city="Almaty")
    words = runs.said(visit("observer").get(f"/drafts/{world.draft}").text)
    assert words.count("under no-objection until") == 1
    silence.answer(world, "head.arv", 1, "objection")
    words = runs.said(visit("observer").get(f"/drafts/{world.draft}").text)
    assert "The whole text is in a no-objection procedure: silence broken." in words


def test_a_deadline_that_passed_unrecorded_changes_the_kept_page(visit, world, clock):
    silence.start(world, "1.", city="Almaty")
    path = f"/drafts/{world.draft}"
    browser = visit("head.arv")
    tag = browser.get(path).headers["ETag"]
    assert browser.get(path, headers={"If-None-Match": tag}).status_code == 304
    clock.now = silence.ENDS
    browser = visit("head.arv")
    again = browser.get(path, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "no-objection procedure: awaiting the certificate" in again.text


def test_what_is_prepared_changes_the_kept_page_of_those_who_direct(visit, world):
    path = f"/drafts/{world.draft}"
    browser = visit("chair")
    tag = browser.get(path).headers["ETag"]
    silence.prepare(world, "1.")
    again = browser.get(path, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert "No-objection procedure 1" in again.text


@pytest.mark.parametrize("who", ["head.arv", "observer", "rapporteur"])
def test_nobody_else_learns_from_a_kept_page_that_something_is_prepared(visit, world, who):
    path = f"/drafts/{world.draft}"
    browser = visit(who)
    tag = browser.get(path).headers["ETag"]
    silence.prepare(world, "1.")
    assert browser.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_those_who_direct_start_one_from_the_draft(visit, world):
    path = f"/drafts/{world.draft}"
    for who, offered in (("chair", True), ("office", True), ("head.arv", False), ("observer", False)):
        assert ("Start a no-objection procedure" in visit(who).get(path).text) is offered, who


def test_the_desks_warn_that_a_new_wording_ends_it(visit, world):
    acts.propose(world, "head.arv", "1.", "To note the report;")
    acts.decline(world, acts.propose(world, "head.bel", "2.", "To help:"), "No.")
    silence.start(world, "2.", city="Almaty")
    chair = visit("chair")
    warned = "A new wording ends the procedure."
    assert warned in chair.get(f"/drafts/{world.draft}/desk?paragraph={world.paragraphs['2.']}").text
    assert warned in chair.get(f"/drafts/{world.draft}/desk/{world.paragraphs['2.']}/merge").text
    assert warned not in chair.get(f"/drafts/{world.draft}/desk?paragraph={world.paragraphs['1.']}").text


def test_what_is_under_silence_is_refused_with_the_reason(visit, world):
    silence.start(world, "2.", city="Almaty")
    chair = visit("chair")
    form = {"token": acts.token(), "revision": "1", "as": ""}
    refused = chair.post(f"/drafts/{world.draft}/desk/{world.paragraphs['2.']}/close", data=form)
    assert refused.status_code == 409
    assert "States are being asked about this wording in a no-objection procedure." in refused.text
    head = visit("head.arv")
    form = {"token": acts.token(), "revision": "1", "position": "objects", "statement": "No."}
    refused = head.post(f"/drafts/{world.draft}/paragraphs/{world.paragraphs['2.']}/position", data=form)
    assert refused.status_code == 409
    assert "Objections are made there" in refused.text


def test_adoption_names_the_procedure_that_stands_in_its_way(visit, world):
    acts.agree_all(world)
    silence.start(world, "1.", city="Almaty", meaning="agreed", now=NOW + timedelta(hours=1))
    page = visit("chair").get(f"/drafts/{world.draft}/adoption").text
    assert judge(page) == []
    words = runs.said(page)
    assert "No-objection procedures under way 1" in words
    assert "No-objection procedure 1 is not over." in words
