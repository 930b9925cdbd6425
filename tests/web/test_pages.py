"""Every page as every role: who may see it, and whether it is a page that we would show.

A new route must be entered in one of the tables of `tests/web/tables/`, or the first test fails.
"""

from typing import Any

import pytest

from drafting.persistence.records import Draft
from drafting.services import accounts, proposals
from tests import silence
from tests.factories import NOW
from tests.web.judge import judge, untranslated
from tests.web.roles import ARVENDAL, READERS, ROLES
from tests.web.tables import (
    CHANGES,
    CHANGES_OPEN_TO_ALL,
    ELSEWHERE,
    FORM,
    FRAGMENTS,
    OPEN_TO_ALL,
    PAGES,
    QUESTIONS,
    further_values,
)


@pytest.fixture
def values(world) -> dict[str, Any]:
    """A private text of Arvendal, a no-objection procedure, and everything else that addresses name."""
    silence.start(world, "2.")
    with world.database.writing() as session:
        made = proposals.propose(
            session,
            world.scope(session, "delegate.arv"),
            world.paragraphs["1."],
            kind="replace",
            text="To welcome the confidential report;",
            reason="",
            base=1,
            token="submission-1",
            now=NOW,
        )
        ref = made.ref
    return further_values(world) | {
        "draft_id": world.draft,
        "process_id": world.process,
        "meeting_id": world.meeting,
        "paragraph_id": world.paragraphs["1."],
        "ref": ref,
        "seq": 1,
        "party_id": world.parties["BEL"],
        "bracketed": world.paragraphs["3."],
        "start": 7,
        "of": world.people["rapporteur"],
        "appointment_id": 1,
        "number": 1,
        "notice_id": 1,
    }


# What everybody with an account has, and what closes a panel and leads nowhere.
OWN = {"home.index", "paragraphs.closed", "calendar.show", "deadlines.index"}


def address(app, endpoint: str, values: dict[str, Any]) -> str:
    rule = next(it for it in app.url_map.iter_rules() if it.endpoint == endpoint)
    with app.test_request_context():
        path = app.url_for(endpoint, **{name: values[name] for name in rule.arguments})
    return path + QUESTIONS.get(endpoint, "")


def endpoints(app, method: str) -> set[str]:
    return {it.endpoint for it in app.url_map.iter_rules() if method in (it.methods or ())}


def test_every_route_stands_in_the_table(app):
    assert endpoints(app, "GET") == PAGES.keys() | OPEN_TO_ALL
    assert endpoints(app, "POST") == CHANGES.keys() | CHANGES_OPEN_TO_ALL


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_its_pages_and_no_others(app, visit, values, role):
    browser = visit(role)
    for endpoint, seen_by in PAGES.items():
        answer = browser.get(address(app, endpoint, values))
        expected = (200, 303) if role in seen_by else (403, 404)
        assert answer.status_code in expected, endpoint
        if answer.mimetype == "text/html" and answer.status_code != 303 and endpoint not in FRAGMENTS:
            assert judge(answer.text) == [], endpoint
        if role not in ARVENDAL:
            assert b"confidential" not in answer.data, endpoint
            # An error page repeats the address that was asked for, no more.
            assert answer.status_code != 200 or values["ref"].encode() not in answer.data, endpoint


@pytest.mark.parametrize("role", ROLES)
def test_each_role_makes_its_changes_and_no_others(app, visit, values, role):
    """Those who may are answered for what they sent, the others with 403 or 404, whatever they sent."""
    form = {**FORM, "party": values["party_id"]}
    browser = visit(role)
    for endpoint, made_by in CHANGES.items():
        answer = browser.post(address(app, endpoint, values), data=form)
        if role in made_by:
            assert answer.status_code in (200, 303, 404, 409, 422), endpoint
        else:
            assert answer.status_code in (403, 404), endpoint


def test_nobody_signed_in_sees_nothing(app, client, values):
    for endpoint in PAGES:
        answer = client.get(address(app, endpoint, values))
        assert answer.status_code == 303, endpoint
        assert answer.location.startswith("/sign-in"), endpoint
    for endpoint in CHANGES:
        answer = client.post(address(app, endpoint, values), data={"token": "submission-of-the-table"})
        assert answer.status_code == 303, endpoint
    fragment = client.get(address(app, "paragraphs.show", values), headers={"HX-Request": "true"})
    assert fragment.status_code == 401
    assert fragment.headers["HX-Redirect"] == "/sign-in"


def test_a_stranger_to_the_meeting_finds_nothing(app, visit, values):
    browser = visit("stranger")
    for endpoint in PAGES.keys() - OWN:
        assert browser.get(address(app, endpoint, values)).status_code in (403, 404), endpoint
    assert "You have no role in a meeting yet" in browser.get("/").text


def test_pages_open_to_all_are_pages_too(app, client, world, settings):
    assert judge(client.get("/sign-in").text) == []
    assert client.get("/healthz").text == "ok\n"
    with world.database.writing() as session:
        person = accounts.queries.person_by_email(session, "chair@example.org")
        secret = accounts.invite(session, settings, person, NOW)
    assert judge(client.get(f"/invitation/{secret}").text) == []
    gone = client.get("/invitation/unknown")
    assert (gone.status_code, judge(gone.text)) == (404, [])
    missing = client.get("/no/such/page")
    assert (missing.status_code, judge(missing.text)) == (404, [])


@pytest.mark.parametrize("role", ["head.bel", "chair", "office"])
def test_russian_pages_speak_russian(app, visit, values, role):
    browser = visit(role)
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    for endpoint, seen_by in PAGES.items():
        if role not in seen_by or endpoint in {*ELSEWHERE, *FRAGMENTS}:
            continue
        page = browser.get(address(app, endpoint, values)).text
        assert '<html lang="ru"' in page, endpoint
        assert judge(page) == [], endpoint
        assert untranslated(page) == [], endpoint


def test_the_judge_finds_what_is_wrong():
    page = (
        '<!doctype html><html lang="ru"><title> · x</title><p id=a style="x">Sign in<p id=a lang="en">Sign out<input>'
    )
    assert untranslated(page) == ["Sign in"]
    found = " ".join(judge(page))
    for fault in ("0 h1", "no title", "id a is used 2 times", "has no label", "style on p"):
        assert fault in found


def test_a_draft_in_preparation_is_open_to_those_who_prepare_it(app, visit, world, values):
    with world.database.writing() as session:
        session.get_one(Draft, world.draft).phase = "preparing"
    path = address(app, "drafts.show", values)
    for role in ROLES:
        expected = 200 if role in READERS else 404
        assert visit(role).get(path).status_code == expected, role
