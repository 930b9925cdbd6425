"""A longer draft costs no more questions to the database."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from drafting.persistence.records import Person
from drafting.services import accounts
from tests.benchmarks.world import Negotiation, negotiation

SHORT, LONG = 20, 120
MOST = 12


def reader(app: Flask, made: Negotiation) -> FlaskClient:
    site = app.extensions["drafting"]
    with site.database.writing() as session:
        secret = accounts.start(session, session.get_one(Person, made.people["arv"]), site.clock()).secret
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = secret, True
    return browser


@pytest.fixture
def drafts(app: Flask) -> tuple[Negotiation, Negotiation]:
    database = app.extensions["drafting"].database
    return negotiation(database, SHORT, name="short"), negotiation(database, LONG, name="long")


def test_no_page_of_a_draft_asks_more_of_the_database_when_the_draft_is_longer(app, drafts, count_queries):
    for path in ("", "?view=changes", "?view=compilation", "?mine=1", "/paragraphs/{}"):
        asked = []
        for made in drafts:
            browser = reader(app, made)
            address = f"/drafts/{made.draft}" + path.format(made.paragraphs[7])
            with count_queries() as queries:
                answer = browser.get(address, headers={"HX-Request": "true"} if "paragraphs" in path else {})
            assert answer.status_code == 200
            asked.append(len(queries))
        assert asked[0] == asked[1] <= MOST, f"{path or 'text'}: {asked}"


def test_an_unchanged_page_is_not_read_from_the_database_again(app, drafts, count_queries):
    for made in drafts:
        browser = reader(app, made)
        address = f"/drafts/{made.draft}"
        tag = browser.get(address).headers["ETag"]
        with count_queries() as queries:
            answer = browser.get(address, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.data) == (304, b"")
        assert len(queries) == 4
