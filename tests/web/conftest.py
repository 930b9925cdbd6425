"""The whole application, on a database of either kind, asked without a network."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from drafting.config import Settings
from drafting.persistence.records import Person
from drafting.services import accounts
from tests.applications import application
from tests.factories import World
from tests.factories import world as make_world

# What a database answers is tested with the services, on both kinds. Pages are asked on SQLite; on PostgreSQL, too, are
# every page and change as every role, what searches the archive, and forms that are sent twice.
ON_BOTH = {"test_pages.py", "test_portal.py", "test_submissions.py"}
HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = [
        it for it in items if it.path.parent == HERE and it.path.name not in ON_BOTH and "postgresql" in it.keywords
    ]
    items[:] = [it for it in items if it not in set(left)]
    config.hook.pytest_deselected(items=left)


@pytest.fixture
def app(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Flask]:
    with application(settings, clock) as app:
        yield app


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
