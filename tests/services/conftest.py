"""The small conference, whose books must agree at the end of every test."""

from collections.abc import Iterator

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
