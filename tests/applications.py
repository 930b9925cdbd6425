"""The application of a test. Its addresses and pages are read in once and serve one database after another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache

from flask import Flask

from drafting.app import create_app
from drafting.config import Settings
from drafting.persistence.database import Database


@contextmanager
def application(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Flask]:
    """The application on the database of `settings`; one at a time, or else `create_app` makes another."""
    app = _made(replace(settings, database_url="sqlite://", public_url="", signing_key=""))
    shared = app.extensions["drafting"]
    site = replace(shared, settings=settings, database=Database(settings.database_url), clock=clock)
    app.extensions["drafting"] = site
    try:
        yield app
    finally:
        app.extensions["drafting"] = shared
        site.database.close()


@cache
def _made(settings: Settings) -> Flask:
    return create_app(settings)
