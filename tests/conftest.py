"""What every test may ask for: a database of either kind, a clock that stands still, a count of queries."""

import itertools
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from drafting.config import Settings
from drafting.domain.permissions import Actor
from drafting.persistence.database import Database
from drafting.persistence.migrate import upgrade
from drafting.persistence.queries.matters import Book, Entry
from drafting.persistence.records import Base
from drafting.services import matters
from drafting.web import matter_words
from tests import factories
from tests.office import Office, path_of_office, running_office
from tests.postgres import PostgresServer, running_postgres

# Where the machine lends memory as a folder, what tests write never waits for a disk.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of each run's own is made in it
ENOUGH = 4 * 1024**3  # bytes
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
    tempfile.tempdir = str(MEMORY)

NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)
TEMPLATE = "template_drafting"
names = (f"test_{number}" for number in itertools.count(1))
# A busy machine is slow, not wrong: properties are not judged by the clock.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("house")
# `make fuzz`: more examples of each property in every round, and another seed each time.
hypothesis.settings.register_profile("fuzz", hypothesis.settings(max_examples=600))


class Clock:
    """A clock that moves only when told; called, it answers the present instant, aware, in UTC."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> datetime:
        """Move on by `timedelta(**duration)`; answers the new instant."""
        self.now += timedelta(**duration)
        return self.now


@dataclass
class Queries:
    """The statements sent while `count_queries` was open, without the opening and closing of transactions."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)

    def listen(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            self.statements.append(statement)


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[Queries]]:
    """`with count_queries() as queries: …` records what any engine is sent; `len(queries)` counts it."""

    @contextmanager
    def recorded() -> Iterator[Queries]:
        queries = Queries()
        event.listen(Engine, "before_cursor_execute", queries.listen)
        try:
            yield queries
        finally:
            event.remove(Engine, "before_cursor_execute", queries.listen)

    return recorded


@pytest.fixture(autouse=True, scope="session")
def every_matter_has_a_sentence() -> Iterator[None]:
    """Whatever any test records of a Process or a meeting can be told to a reader."""
    recording = matters.record

    def record(session: Session, book: Book, actor: Actor, kind: str, *changed: Base, **facts: Any) -> Entry:
        assert kind in matter_words.SENTENCES, kind
        return recording(session, book, actor, kind, *changed, **facts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matters, "record", record)
        yield


@pytest.fixture(autouse=True, scope="session")
def statements_are_compiled_once() -> Iterator[None]:
    """Every test has an engine of its own; what all say to a kind of database is put into its words only once."""
    first: dict[str, Engine] = {}

    def create(url: str, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        known = first.setdefault(engine.dialect.name, engine)
        if known.dialect.server_version_info:  # it has met its database
            engine.dialect = known.dialect
            engine.update_execution_options(compiled_cache=known._compiled_cache)
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("drafting.persistence.database.create_engine", create)
        yield


@pytest.fixture(scope="module")
def one_person_office() -> Iterator[None]:
    """The small conference with nobody in the Office of the whole Process, where tests count who is told."""
    with pytest.MonkeyPatch.context() as patch:
        told = [it for it in factories.PLAN["people"] if it["email"] != "secretariat@example.org"]
        patch.setitem(factories.PLAN, "people", told)
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A LibreOffice that opens, changes and saves files; `make test` brings it."""
    if path_of_office() is None:
        pytest.skip("LibreOffice is not installed: bin/provide office")
    with running_office(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """The name of a migrated, empty database, to be copied."""
    upgrade(postgres_server.create(TEMPLATE))
    return TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a migrated, empty database, to be copied; its write-ahead log is folded in."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    upgrade(f"sqlite:///{path}")
    fold_log(path)
    return path


def fold_log(path: Path) -> None:
    """Bring what stands in the write-ahead log into the file itself, so that the file alone may be copied."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "drafting.sqlite"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    name = next(names)
    yield postgres_server.create(name, postgres_template)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of the test's own: first SQLite (`-k sqlite`), then PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, secret_key="a secret of the tests, long enough", secure_cookies=False)
