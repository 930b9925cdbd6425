"""Every page as every role: who may see it, and whether it is a page that we would show.

A new route must be entered here, or the first test fails.
"""

from typing import Any

import pytest

from drafting.persistence.records import Draft
from drafting.services import accounts, proposals
from tests import silence
from tests.factories import NOW
from tests.web.judge import judge, untranslated

ROLES = (
    "office",
    "chair",
    "rapporteur",
    "administrator",
    "head.arv",
    "delegate.arv",
    "head.bel",
    "coordinator.zab",
    "observer",
)
EVERYBODY = frozenset(ROLES)
OFFICE = frozenset({"office"})
PEOPLE = frozenset({"office", "administrator"})
CHAIR = frozenset({"chair"})
DIRECTING = frozenset({"office", "chair"})
READERS = frozenset({"office", "chair", "rapporteur"})
AUDITORS = frozenset({"office", "chair", "administrator"})
ARVENDAL = frozenset({"head.arv", "delegate.arv"})

# Endpoint of each page -> who sees it. Others get 403, or 404 where even its existence is not theirs to know.
PAGES: dict[str, frozenset[str]] = {
    "home.index": EVERYBODY,
    "drafts.show": EVERYBODY,
    "drafts.pulse": EVERYBODY,
    "paragraphs.show": EVERYBODY,
    "paragraphs.closed": EVERYBODY,
    "proposals.edit": ARVENDAL,
    "desk.show": CHAIR,
    "merge.show": CHAIR,
    "merge.taken": CHAIR,
    "matrix.show": EVERYBODY,
    "brackets.show": EVERYBODY,
    "brackets.one": EVERYBODY,
    "brackets.propose": frozenset({"head.arv", "delegate.arv", "head.bel", "coordinator.zab", "observer"}),
    "deadlines.index": EVERYBODY,
    "outages.show": OFFICE,
    "silence.show": EVERYBODY,
    "silence.certificate": frozenset(),  # there is none yet: tests/web/test_silence.py
    "silence.certificate_file": frozenset(),  # likewise
    "silence_wizard.new": DIRECTING,
    "silence_wizard.fields": DIRECTING,
    "silence_wizard.preview": DIRECTING,
    "participation.show": EVERYBODY,
    "participation.edit": frozenset({"office", "chair"}),
    "adoption.show": EVERYBODY,
    "exports.choose": READERS,
    "exports.file": READERS,
    "history.of_draft": EVERYBODY,
    "history.of_paragraph": EVERYBODY,
    "history.as_of": EVERYBODY,
    "history.verify": AUDITORS,
    "imports.choose": OFFICE,
    "imports.preview": frozenset(),  # of the one person who chose the file: tests/web/test_imports.py
    "imports.compare": frozenset(),  # likewise: tests/web/test_comparison.py
    "decisions.new": frozenset({"office", "chair"}),
    "notes_verbales.show": EVERYBODY - {"administrator"},
    "notes_verbales.new": OFFICE,
    "notes_verbales.scan": frozenset(),  # there is none yet: tests/web/test_notes_verbales.py
    "note_reminders.show": EVERYBODY,
    "note_reminders.copy": frozenset(),  # there is none yet: tests/web/test_note_reminders.py
    "notices.show": EVERYBODY,
    "notices.copy": DIRECTING,  # and whoever got it: tests/web/test_notices.py
    "calendar.show": EVERYBODY,
    "calendar.of_run": EVERYBODY,
    "people.show": PEOPLE,
}
QUESTIONS = {"exports.file": "?form=txt&view=proposals", "brackets.propose": "?act=lift"}
# Judged elsewhere: what is announced is not prepared any more, and a calendar is no page.
ELSEWHERE = ("silence_wizard.fields", "silence_wizard.preview", "calendar.of_run")
OPEN_TO_ALL = frozenset({"accounts.sign_in", "accounts.invitation", "calendar.feed", "health.healthz", "static"})
FRAGMENTS = frozenset({"drafts.pulse"})

# Endpoint of each change -> who may make it; the rest is refused before anything happens.
CHANGES: dict[str, frozenset[str]] = {
    "drafts.open_draft": frozenset({"office", "chair"}),
    "paragraphs.preview": EVERYBODY,
    "paragraphs.propose": frozenset({"head.arv", "delegate.arv", "head.bel", "coordinator.zab", "observer"}),
    "paragraphs.give_position": frozenset({"head.arv", "head.bel", "coordinator.zab"}),
    "proposals.save": ARVENDAL,
    "proposals.discard": ARVENDAL,
    "proposals.table": frozenset({"head.arv"}),
    "proposals.withdraw": frozenset({"head.arv"}),
    "proposals.sponsor": frozenset(),  # the text is private to Arvendal
    "brackets.settle": CHAIR,
    "brackets.rule": frozenset({"chair", "office"}),
    "brackets.attribute": frozenset({"chair", "office", "head.bel"}),
    "brackets.heading": frozenset({"chair", "office"}),
    "desk.close": CHAIR,
    "desk.defer": CHAIR,
    "desk.reopen": CHAIR,
    "desk.reword": CHAIR,
    "merge.preview": CHAIR,
    "merge.take": CHAIR,
    "desk.preview": CHAIR,
    "desk.accept": frozenset(),
    "desk.take": frozenset(),
    "desk.decline": frozenset(),
    "adoption.adopt": CHAIR,
    "adoption.confirm": CHAIR,
    "participation.again": frozenset({"office", "chair"}),
    "participation.preview": frozenset({"office", "chair"}),
    "participation.carry_out": frozenset({"office", "chair"}),
    "participation.confirm": frozenset({"office", "chair"}),
    "participation.confirm_mentions": frozenset({"office", "chair"}),
    "outages.declare": OFFICE,
    "silence_wizard.create": DIRECTING,
    "silence_wizard.change": DIRECTING,
    "silence_wizard.save": DIRECTING,
    "silence_wizard.announce": DIRECTING,
    "silence_wizard.discard": DIRECTING,
    "silence.answer": frozenset({"head.arv", "head.bel", "coordinator.zab"}),
    "silence_rulings.extend": DIRECTING,
    "silence_rulings.suspend": DIRECTING,
    "silence_rulings.resume": DIRECTING,
    "silence_rulings.restore": CHAIR,
    "silence_rulings.end": DIRECTING,
    "silence_rulings.reached": CHAIR,
    "silence_rulings.note": CHAIR,
    "silence_rulings.certify": CHAIR,
    "imports.upload": OFFICE,
    "imports.save": frozenset(),
    "decisions.text": frozenset({"office", "chair"}),
    "decisions.create": frozenset({"office", "chair"}),
    "notes_verbales.register": OFFICE,
    "note_reminders.remind": DIRECTING,
    "note_reminders.rule": OFFICE,
    "notices.rule": OFFICE,
    "calendar.make_address": EVERYBODY,
    "calendar.end_address": EVERYBODY,
    "people.invite": PEOPLE,
    "people.new_link": PEOPLE,
    "people.end": PEOPLE,
}
CHANGES_OPEN_TO_ALL = frozenset(
    {"accounts.sign_in_by_password", "accounts.use_invitation", "accounts.sign_out", "preferences.update"}
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
        return {
            "draft_id": world.draft,
            "meeting_id": world.meeting,
            "paragraph_id": world.paragraphs["1."],
            "ref": made.ref,
            "seq": 1,
            "party_id": world.parties["BEL"],
            "bracketed": world.paragraphs["3."],
            "start": 7,
            "of": world.people["rapporteur"],
            "appointment_id": 1,
            "number": 1,
            "notice_id": 1,
        }


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
    form = {
        "token": "submission-of-the-table",
        "revision": "1",
        "version": "1",
        "seq": "1",
        "kind": "replace",
        "text": "To welcome the report;",
        "position": "",
        "status": "",
        "reason": "",
        "role": "",
        "party": values["party_id"],
        "ruling": "send again",
    }
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
    # Closing a panel without htmx only leads back to the text, which is not found either.
    for endpoint in PAGES.keys() - {"home.index", "paragraphs.closed", "calendar.show", "deadlines.index"}:
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
        if role not in seen_by or endpoint in ("exports.file", "paragraphs.closed", "drafts.pulse", *ELSEWHERE):
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
        expected = 200 if role in ("office", "chair", "rapporteur") else 404
        assert visit(role).get(path).status_code == expected, role
