"""What many tests begin with is set up once in each process and then copied: the same rows, in less time."""

import copy
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import URL, select

from drafting.persistence.database import Database
from drafting.persistence.records import Process
from tests.postgres import PostgresServer

Made = TypeVar("Made")


class Copy(Protocol):
    """The rows of a database as they stood, to be put into another."""

    def bring(self, url: URL) -> None: ...


class SqliteCopy:
    def __init__(self, url: URL) -> None:
        self.rows = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(str(url.database))) as source:
            source.backup(self.rows)

    def bring(self, url: URL) -> None:
        with closing(sqlite3.connect(str(url.database))) as target:
            target.execute("PRAGMA synchronous=OFF")
            self.rows.backup(target)


class PostgresCopy:
    def __init__(self, url: URL) -> None:
        self.name = f"{url.database}_kept"
        _server(url).create(self.name, str(url.database))

    def bring(self, url: URL) -> None:
        server = _server(url)
        server.drop(str(url.database))
        server.create(str(url.database), self.name)


_kept: dict[object, tuple[Any, Copy]] = {}


def once(database: Database, what: object, make: Callable[[], Made]) -> Made:
    """What `make()` answers when it sets up `what` in the empty `database`; a second time both are copied.

    A database that holds something already is nobody's copy: there it is made.
    """
    if _holds_something(database):
        return make()
    url = database.engine.url
    key = (url.get_backend_name(), _server(url) if url.query else None, what)
    database.engine.dispose()
    if key in _kept:
        made, rows = _kept[key]
        rows.bring(url)
    else:
        made = make()
        database.engine.dispose()
        _kept[key] = (made, PostgresCopy(url) if url.query else SqliteCopy(url))
    return copy.deepcopy(made)


def _holds_something(database: Database) -> bool:
    with database.reading() as session:
        return session.scalar(select(Process.id).limit(1)) is not None


def _server(url: URL) -> PostgresServer:
    return PostgresServer(Path(str(url.query["host"])))
