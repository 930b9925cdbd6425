"""Writers of one SQLite file take turns, among threads and processes."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from drafting.persistence.database import Database

HOLD = """
import sys, time
from drafting.persistence.database import Database
with Database(sys.argv[1]).writing():
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def database(sqlite_url: str):
    database = Database(sqlite_url)
    with database.writing() as session:
        session.execute(text("CREATE TABLE tally (number INTEGER)"))
        session.execute(text("INSERT INTO tally VALUES (0)"))
    yield database
    database.close()


def add_one(database: Database) -> None:
    with database.writing() as session:
        number = session.scalar(text("SELECT number FROM tally"))
        session.execute(text("UPDATE tally SET number = :next"), {"next": number + 1})


def tally(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(text("SELECT number FROM tally"))


def test_no_turn_is_lost_among_many_writers(database):
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(add_one, [database] * 200))
    assert tally(database) == 200


def test_a_reader_waits_for_no_turn(database):
    with database.writing() as session:
        session.execute(text("UPDATE tally SET number = 7"))
        assert tally(database) == 0
    assert tally(database) == 7


def test_the_turn_of_a_process_that_died_is_free(database, sqlite_url):
    command = [sys.executable, "-c", HOLD, sqlite_url]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603 - our own words
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(add_one, database)
            assert not waiting.done()
            holder.send_signal(signal.SIGKILL)
            waiting.result(timeout=30)
    assert tally(database) == 1


def test_a_database_in_memory_needs_no_file():
    database = Database("sqlite://")
    with database.writing() as session:
        assert session.scalar(text("SELECT 1")) == 1
    database.close()
