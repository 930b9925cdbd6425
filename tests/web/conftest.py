"""The whole application, on a database of either kind, asked without a network."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from drafting.app import create_app
from drafting.config import Settings


@pytest.fixture
def app(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Flask]:
    app = create_app(settings, clock)
    yield app
    app.extensions["drafting"].database.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
