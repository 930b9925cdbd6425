"""The whole application, on a database of either kind, asked without a network."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from drafting.app import create_app
from drafting.config import Settings
from drafting.persistence.records import Person
from drafting.services import accounts
from tests.factories import World
from tests.factories import world as make_world


@pytest.fixture
def app(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Flask]:
    app = create_app(settings, clock)
    yield app
    app.extensions["drafting"].database.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def world(app: Flask) -> World:
    """A small conference with one open draft; see tests/factories.py."""
    return make_world(app.extensions["drafting"].database)


@pytest.fixture
def visit(app: Flask, world: World) -> Callable[[str], FlaskClient]:
    """`visit("head.arv")` is that person's own browser, signed in."""

    def signed_in(who: str) -> FlaskClient:
        site = app.extensions["drafting"]
        with site.database.writing() as session:
            person = session.get_one(Person, world.people[who])
            secret = accounts.start(session, person, site.clock()).secret
        browser = app.test_client()
        with browser.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = secret, True
        return browser

    return signed_in
