"""Several Processes in one installation: with the same codes, slugs and people, and nothing of one in the other.

The addresses come from the application itself. What a name in an address stands for is told by `ROWS`, `IN_PLACE` and
`OPEN`; a name that stands in none of them fails the first test, which says what to add.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from drafting.config import Settings
from drafting.documents.tree import Block
from drafting.persistence.database import Database
from drafting.persistence.queries import matters as matter_queries
from drafting.persistence.records import Appointment, Document, Draft, Meeting, Notice, Person, Process
from drafting.services import accounts, calendars, matters, proposals
from tests import archive, ministers, silence
from tests.applications import application
from tests.conftest import Clock
from tests.factories import NOW, PLAN, TEXT, World, name_paragraphs, party, person, world
from tests.web.roles import ROLES
from tests.web.tables import FORM, QUESTIONS, further_values

# A name in an address that stands for a row: whoever asks for one of another Process must not find it.
ROWS = frozenset(
    {
        *("process_id", "meeting_id", "draft_id", "paragraph_id", "bracketed", "party_id", "of", "ref", "notice_id"),
        *("appointment_id", "contact_id", "delegate_id", "group_id", "instruction_id", "instrument_id", "item_id"),
        *("membership_id", "published", "recommendation_id", "sitting_id", "speaker_id", "speech_id", "term_id"),
        *("process_slug", "document_id", "version_id", "ruling_id", "copy_ref"),
    }
)
# A name that counts or calls something inside the place that stands before it, the same in every Process.
IN_PLACE = frozenset({"number", "seq", "start", "version", "rule_key", "slug", "form", "language", "text_language"})
# A name that belongs to no Process: a file of the pages, or a secret that opens what it opens to whoever holds it.
OPEN = frozenset({"filename", "secret"})
# What a person has of every Process in which the person has a role.
OWN = frozenset(
    {
        "home.index",
        "deadlines.index",
        "calendar.show",
        "calendar.feed",
        "portal.root",
        "portal.index",
        "portal_search.find",
    }
)
# Stands in every name of the other Process, in either language.
MARKS = (b"quorvia", "Кворви".encode())
# Closes a panel without looking, and leads back to where everything is looked for.
NOWHERE = frozenset({"paragraphs.closed"})
# Looks at what was chosen before it looks for what it was chosen of; the form of this test chooses nothing.
CHOICE_FIRST = frozenset({"participation.confirm"})


def _marked(row: dict[str, Any]) -> dict[str, Any]:
    named = {key: f"Quorvia {it}" for key, it in row.items() if key.endswith("_en")}
    return {**row, **named, **{key: f"Кворвийское {it}" for key, it in row.items() if key.endswith("_ru")}}


BOTH, ADDRESS = "both", "both@example.org"
HERE: dict[str, Any] = {**PLAN, "people": [*PLAN["people"], person(ADDRESS, {"role": "delegate", "party": "BEL"})]}
# The same codes, slug of the meeting and names of roles; people of its own but one.
THERE: dict[str, Any] = {
    "process": {**_marked(PLAN["process"]), "slug": "other", "symbol_name": "Quorvia"},
    "meeting": _marked(PLAN["meeting"]),
    "parties": [
        *(_marked(it) for it in PLAN["parties"]),
        _marked(party("UNX", "Organization", "Организация", status="observer", kind="organization")),
    ],
    "people": [
        *({**_marked(it), "email": it["email"].replace("example.org", "quorvia.example")} for it in PLAN["people"]),
        person(ADDRESS, {"role": "observer", "party": "OBS"}),
    ],
}


@pytest.fixture(scope="module")
def prepared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World, World, list[dict]]:
    """The file of a database with both, the two, and the names of their addresses."""
    path = tmp_path_factory.mktemp("apart") / "two.sqlite"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    text = (*TEXT[:4], Block("operative", "To welcome the report of Quorvia;", "1."), *TEXT[5:])
    here, there = world(database, plan=HERE), world(database, text, plan=THERE)
    values = [_values(here), _values(there)]
    database.close()
    return path, here, there, values


def _values(it: World) -> dict[str, Any]:
    """What the names of addresses stand for in this Process."""
    _publish(it)
    silence.start(it, "2.")
    with it.database.writing() as session:
        name = session.get_one(Process, it.process).symbol_name
        ref = proposals.propose(
            session,
            it.scope(session, "delegate.arv"),
            it.paragraphs["1."],
            kind="replace",
            text=f"To welcome the confidential report of {name};",
            reason="",
            base=1,
            token="submission-1",
            now=NOW,
        ).ref
    # Fresh values of every table, and these in place of those that count rows from 1.
    found = {**further_values(it), "ref": ref}
    with it.database.reading() as session:
        process = session.get_one(Process, it.process)
        found |= {
            "published": session.scalars(select(Document.id).where(Document.process_id == it.process)).first(),
            "notice_id": session.scalars(select(Notice.id).where(Notice.draft_id == it.draft)).first(),
            "appointment_id": session.scalars(
                select(Appointment.id).where(Appointment.person_id == it.people["delegate.bel"])
            ).first(),
            "process_slug": process.slug,
        }
    found |= {"draft_id": it.draft, "process_id": it.process, "meeting_id": it.meeting, "of": it.people["rapporteur"]}
    found |= {"paragraph_id": it.paragraphs["1."], "bracketed": it.paragraphs["3."], "party_id": it.parties["BEL"]}
    return {**PLACES, **found}


PLACES: dict[str, Any] = {
    "number": 1,
    "seq": 1,
    "start": 7,
    "version": 1,
    "form": "pdf",
    "language": "en",
    "text_language": "en",
    "rule_key": "silence_hours",
    "slug": "first",
}


def _publish(it: World) -> None:
    """A decision is adopted and published for everybody; its Process is not."""
    draft = ministers.decide(it, "Decision", kind="publication")
    with it.database.writing() as session:
        paragraphs = name_paragraphs(session, draft)
    archive.publish(it, draft=replace(it, draft=draft, paragraphs=paragraphs))


@pytest.fixture
def here(prepared) -> World:
    return prepared[1]


@pytest.fixture
def there(prepared) -> World:
    return prepared[2]


@pytest.fixture
def own(prepared) -> dict[str, Any]:
    return prepared[3][0]


@pytest.fixture
def foreign(prepared) -> dict[str, Any]:
    return prepared[3][1]


@pytest.fixture
def app(prepared, tmp_path) -> Iterator[Flask]:
    path = tmp_path / "two.sqlite"
    shutil.copyfile(prepared[0], path)
    settings = Settings(database_url=f"sqlite:///{path}", secret_key="a secret of the tests", secure_cookies=False)
    with application(settings, Clock(NOW + timedelta(minutes=5))) as app:
        yield app


@pytest.fixture
def visit(app: Flask, here: World) -> Callable[[str], FlaskClient]:
    def signed_in(who: str) -> FlaskClient:
        browser = app.test_client()
        if who == "nobody":
            return browser
        with app.extensions["drafting"].database.writing() as session:
            secret = accounts.start(session, session.get_one(Person, here.people[who]), NOW).secret
        with browser.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = secret, True
        return browser

    return signed_in


def rules(app: Flask, method: str) -> list[Rule]:
    """Every address that asks for something of a Process, by this method."""
    found = [it for it in app.url_map.iter_rules() if method in (it.methods or ())]
    return [it for it in found if it.arguments - OPEN]


def path(app: Flask, rule: Rule, values: dict[str, Any]) -> str:
    with app.test_request_context():
        named = {name: values[name] for name in rule.arguments}
        return app.url_for(rule.endpoint, **named) + QUESTIONS.get(rule.endpoint, "")


def asked(
    app: Flask, browser: FlaskClient, values: Callable[[Rule], dict[str, Any] | None], sent: dict[str, Any]
) -> Iterator[tuple[Rule, Any]]:
    """The answer of every address with these values, read or sent; those without values are left out."""
    for rule in (*rules(app, "GET"), *rules(app, "POST")):
        named = values(rule)
        if named is None or rule.endpoint in NOWHERE:
            continue
        where = path(app, rule, named)
        yield rule, browser.get(where) if "GET" in (rule.methods or ()) else browser.post(where, data=sent)


def told(answer: Any, where: Rule | str) -> list[tuple[str, str]]:
    """What the answer says of the other Process, in its page or its head."""
    said = (answer.data + str(answer.headers).encode()).lower()
    return [(str(where), mark.decode()) for mark in MARKS if mark in said]


def form(values: dict[str, Any]) -> dict[str, Any]:
    return {**FORM, "party": values["party_id"], "draft": values["draft_id"], "person": values["of"]}


def books(app: Flask, there: World) -> dict[str, Any]:
    """Everything that the records of the other Process are about, and its draft."""
    with app.extensions["drafting"].database.reading() as session:
        found = {}
        for book in (session.get_one(Process, there.process), session.get_one(Meeting, there.meeting)):
            found |= {
                f"{it.__tablename__} {matters.number_of(it)}": matters.facts(it)
                for it in matter_queries.rows(session, book)
            }
        draft = session.get_one(Draft, there.draft)
        return {**found, "draft": (draft.seq, draft.head_hash, draft.phase)}


def test_every_name_in_an_address_is_known_here(app, own, foreign):
    for rule in app.url_map.iter_rules():
        for name in rule.arguments - ROWS - IN_PLACE - OPEN:
            pytest.fail(
                f"{rule.rule} names {name}: add it to ROWS if it stands for a row, with a value of its own for each "
                f"Process from `values(world)` of a table in tests/web/tables, else to IN_PLACE or OPEN"
            )
        for name in rule.arguments - OPEN:
            assert name in own, f"{rule.rule}: no table of tests/web/tables answers a value for {name}"
        for name in rule.arguments & ROWS:
            assert own[name] != foreign[name], f"{name} of {rule.rule} is not told for each Process by itself"


@pytest.mark.parametrize("who", [*ROLES, "nobody"])
def test_nothing_of_another_process_is_found(app, visit, there, foreign, who):
    browser, before = visit(who), books(app, there)
    refused = (403, 404) if who != "nobody" else (303, 401, 403, 404)
    found = []
    for rule, answer in asked(app, browser, lambda _rule: foreign, form(foreign)):
        if rule.arguments & ROWS and answer.status_code not in refused:
            found.append((rule.rule, answer.status_code))
        found += told(answer, rule)
    assert found == []
    assert books(app, there) == before


@pytest.mark.parametrize("who", ["secretariat", "office", "chair", "head.arv", BOTH])
def test_a_row_of_another_process_is_not_found_in_ones_own(app, visit, there, own, foreign, who):
    """The place is the person's own, what stands in it is not."""

    def mixed(rule: Rule) -> dict[str, Any] | None:
        ordered = [name for name in _names(rule) if name in ROWS]
        return {**foreign, ordered[0]: own[ordered[0]]} if len(ordered) > 1 else None

    browser, before = visit(who), books(app, there)
    found = []
    for rule, answer in asked(app, browser, mixed, form(own)):
        if answer.status_code not in (403, 404) and rule.endpoint not in CHOICE_FIRST:
            found.append((rule.rule, answer.status_code))
        found += told(answer, rule)
    assert found == []
    assert books(app, there) == before


def _names(rule: Rule) -> list[str]:
    """In the order in which they stand in the address."""
    return sorted(rule.arguments, key=lambda it: rule.rule.index(f"{it}>"))


@pytest.mark.parametrize("who", [*ROLES, BOTH, "nobody"])
def test_no_page_of_ones_own_process_names_anything_of_another(app, visit, own, who):
    browser, found = visit(who), []
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.arguments & OPEN or (who == BOTH and rule.endpoint in OWN):
            continue
        found += told(browser.get(path(app, rule, own)), rule)
    # A word of both texts: only the own one is found.
    for language in ("en", "ru") if who != BOTH else ():
        found += told(browser.get(f"/portal/{language}/search?q=welcome"), "search")
    assert found == []


def test_a_calendar_feed_holds_the_own_processes_alone(app, here):
    with app.extensions["drafting"].database.writing() as session:
        secret = calendars.new_address(session, here.people["head.arv"], NOW)
    feed = app.test_client().get(f"/calendar/{secret}.ics")
    assert feed.status_code == 200
    assert b"VEVENT" in feed.data
    assert told(feed, "feed") == []


@pytest.mark.parametrize("who", ["secretariat", "office", "chair", "head.arv", BOTH])
def test_no_form_of_ones_own_process_reaches_a_row_of_another(app, visit, there, own, foreign, who):
    """The address is the person's own; what the form names is another Process's."""
    browser, before, found = visit(who), books(app, there), []
    for rule in rules(app, "POST"):
        answer = browser.post(path(app, rule, own), data=form(foreign))
        found += [(rule.rule, answer.status_code)] if answer.status_code >= 500 else told(answer, rule)
    assert found == []
    assert books(app, there) == before


def test_somebody_of_both_finds_each_in_its_place(app, visit, own, foreign):
    browser = visit(BOTH)
    assert told(browser.get(f"/processes/{own['process_id']}"), "") == []
    assert len(told(browser.get(f"/processes/{foreign['process_id']}"), "")) == 2
