"""The demonstration starts again whatever was cut off or thrown away before."""

import sqlite3
from pathlib import Path

import pytest

from drafting import demonstrate


@pytest.fixture
def file(tmp_path: Path, monkeypatch) -> Path:
    path = tmp_path / "var" / "demo.sqlite"
    monkeypatch.setattr(demonstrate, "FILE", path)
    monkeypatch.setattr(demonstrate.demonstration, "load", lambda _database: None)
    return path


def test_a_key_that_was_never_written_to_the_end_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "demo.key"
    path.write_text("", encoding="ascii")
    made = demonstrate._secret(path)
    assert len(made) == 64
    assert demonstrate._secret(path) == made


def test_the_log_of_a_database_that_was_thrown_away_is_not_read_into_the_next(file: Path) -> None:
    """Whoever removes the file of a killed server leaves its log; SQLite would replay it into the new file."""
    file.parent.mkdir()
    leftovers = [file.with_name(f"{file.name}{end}") for end in ("-wal", "-shm")]
    for leftover in leftovers:
        leftover.write_bytes(b"of another database")
    demonstrate._prepare(f"sqlite:///{file}")
    assert not any(leftover.exists() for leftover in leftovers)
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT count(*) FROM draft").fetchone() == (0,)
    connection.close()
