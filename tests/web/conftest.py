"""The whole application, on a database of either kind, asked without a network."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from drafting.app import create_app
from drafting.config import Settings


@pytest.fixture
def app(settings: Settings, clock: Callable[[], datetime]) -> Flask:
    return create_app(settings, clock)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
