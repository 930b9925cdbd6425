"""A reader in a process of its own: what it answers, what stops it, and that nothing of it is left behind."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest

from drafting.documents import apart
from drafting.domain.errors import BadText
from tests import apart_readers

ROOT = Path(__file__).resolve().parents[2]
TIGHT = apart.Limits(seconds=1, memory=400_000_000, output=100_000)


def runs(pid: int) -> bool:
    """Whether a process does anything any more: one that nobody buried yet does not."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    return False


def gone(pid: int, seconds: float) -> bool:
    until = monotonic() + seconds
    while runs(pid) and monotonic() < until:
        sleep(0.05)
    return not runs(pid)


def test_the_answer_and_the_options_pass_and_what_a_library_prints_does_not():
    assert apart.run(apart_readers.echo, "Ж\n".encode(), language="ru") == ["Ж\n", {"language": "ru"}]


def test_a_refusal_passes_with_its_fields():
    with pytest.raises(BadText) as refused:
        apart.run(apart_readers.refuses, b"")
    assert (refused.value.code, refused.value.details) == ("too-long", {"longest": 5})


@pytest.mark.parametrize(
    ("reader", "limit"),
    [
        (apart_readers.sleeps, "time"),
        (apart_readers.loops, "time"),
        (apart_readers.eats, "memory"),
        (apart_readers.floods, "output"),
        (apart_readers.crashes, "crash"),
        (apart_readers.dies, "crash"),
    ],
)
def test_what_passes_a_limit_is_stopped(reader, limit):
    begun = monotonic()
    with pytest.raises(BadText) as stopped:
        apart.run(reader, b"", TIGHT)
    assert (stopped.value.code, stopped.value.details) == ("reading-stopped", {"limit": limit})
    assert monotonic() - begun < 10


def test_where_a_reader_failed_is_logged_and_no_word_of_the_file(caplog):
    with pytest.raises(BadText, match="reading-stopped"):
        apart.run(apart_readers.quotes, b"our red line")
    assert "apart_readers.py" in caplog.text
    assert "ValueError" in caplog.text
    assert "red line" not in caplog.text


def test_what_a_reader_started_ends_with_it():
    assert gone(apart.run(apart_readers.leaves_a_child, b""), 5)


def test_a_file_that_stops_the_process_costs_the_others_nothing():
    found = list(apart.run_each(apart_readers.dies_at_b, [b"a", b"b", b"c", b"b", b"d"]))
    assert [it if isinstance(it, str) else it.code for it in found] == [
        "a",
        "reading-stopped",
        "c",
        "reading-stopped",
        "d",
    ]


def test_no_file_no_answer():
    assert list(apart.run_each(apart_readers.echo, [])) == []


def test_a_reader_learns_no_secret_of_the_installation(monkeypatch):
    monkeypatch.setenv("DRAFTING_SECRET_KEY", "hidden")
    assert "hidden" not in apart.run(apart_readers.environment, b"").values()


def test_many_threads_each_get_their_own_answer():
    found: dict[str, str] = {}

    def read(word: str) -> None:
        found[word] = apart.run(apart_readers.echo, word.encode())[0]

    threads = [threading.Thread(target=read, args=(f"word {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {f"word {n}": f"word {n}" for n in range(8)}


def test_who_finds_no_free_place_is_told_so(monkeypatch):
    monkeypatch.setattr(apart, "_PLACES", threading.BoundedSemaphore(1))
    with apart._PLACES, pytest.raises(BadText) as busy:
        apart.run(apart_readers.echo, b"", TIGHT)
    assert busy.value.code == "readers-busy"


SERVER = """
from drafting.documents import apart
from tests import apart_readers
apart.run(apart_readers.says_its_number_and_sleeps, b"", apart.Limits(seconds=1), path={path!r})
"""


def test_a_reader_ends_by_itself_when_the_server_is_killed(tmp_path):
    """The one that waits for it cannot end it any more, so it has an alarm of its own."""
    said = tmp_path / "number"
    server = subprocess.Popen([sys.executable, "-c", SERVER.format(path=str(said))], cwd=ROOT)  # noqa: S603
    until = monotonic() + 20
    while not (said.exists() and said.read_text()):
        assert monotonic() < until
        sleep(0.01)
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    assert gone(int(said.read_text()), 8)
