"""The small conference, whose books must agree at the end of every test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from drafting.persistence.database import Database
from drafting.services import verification
from tests.factories import World, world


@pytest.fixture
def conference(database: Database) -> Iterator[World]:
    it = world(database)
    yield it
    with database.reading() as session:
        assert verification.verify(session, it.draft).findings == ()


@pytest.fixture(scope="module")
def prepared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The conference in a file of its own, to be copied for each example."""
    path = tmp_path_factory.mktemp("prepared") / "prepared.sqlite"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    made = world(database)
    database.close()
    return path, made


@pytest.fixture
def anew(prepared: tuple[Path, World], tmp_path: Path) -> Callable[[], AbstractContextManager[World]]:
    """Opens a fresh copy of the prepared conference, closed at the end."""

    @contextmanager
    def opened() -> Iterator[World]:
        path = tmp_path / "any.sqlite"
        for leftover in tmp_path.glob("any.sqlite*"):
            leftover.unlink()
        shutil.copyfile(prepared[0], path)
        it = World(**{**vars(prepared[1]), "database": Database(f"sqlite:///{path}")})
        try:
            yield it
        finally:
            it.database.close()

    return opened
