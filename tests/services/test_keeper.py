"""The keeper of deadlines: records and delivers by itself, goes on after an error, ends when told."""

import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from drafting import cli, keeper, server
from drafting.app import create_app
from drafting.config import Settings
from drafting.persistence.database import Database
from drafting.persistence.records import Notice
from drafting.services import outbox, silence_clock
from tests import acts, awaited, silence
from tests.factories import World, world
from tests.mailbox import Mailbox, free_port, mailbox

pytestmark = pytest.mark.usefixtures("one_person_office")

PATIENCE = 20  # seconds until a test fails
SECRET = "a secret of the tests, long enough"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as running:
        yield running


@pytest.fixture
def started(database: Database) -> World:
    it = world(database)
    silence.start(it, "1.")
    return it


@pytest.fixture
def with_mail(settings: Settings, box: Mailbox) -> Settings:
    return replace(settings, smtp_url=box.url, mail_from="no-reply@example.org")


@pytest.fixture
def make(started: World, clock: Callable[[], object]) -> Iterator[Callable[[Settings], keeper.Keeper]]:
    apps, made = [], []

    def one(settings: Settings) -> keeper.Keeper:
        apps.append(create_app(settings, clock))
        made.append(keeper.of(apps[-1]))
        return made[-1]

    yield one
    for app in apps:
        app.extensions["drafting"].database.close()
    for it in made:
        it.database.close()


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_once_does_what_is_due_and_nothing_twice(make, with_mail, clock, started, box):
    it = make(with_mail)
    assert it.once() == (0, 5)
    assert it.once() == (0, 0)
    clock.now = silence.ENDS
    assert it.once() == (1, 5)
    assert silence.state(started, 1) == "expired"


def test_a_deadline_is_recorded_when_its_hour_comes_without_anybody_asking(make, with_mail, clock, started, box):
    it = make(with_mail)
    it.start()
    until(lambda: len(box.letters) == 5)
    clock.now = silence.ENDS
    until(lambda: silence.state(started, 1) == "expired")
    until(lambda: len(box.letters) == 10)
    it.stop()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("keeper")] == []


def test_a_state_is_reminded_of_its_note_when_the_hour_comes_without_anybody_asking(
    make, with_mail, clock, started, box
):
    acts.participate(started, "ZAB", "note verbale")
    it = make(with_mail)
    it.start()
    clock.advance(days=14)
    until(lambda: "coordinator.zab@example.org" in asked_for_notes(box) and len(asked_for_notes(box)) == 2)
    it.stop()
    assert sorted(asked_for_notes(box)) == ["coordinator.zab@example.org", "office@example.org"]


def asked_for_notes(box: Mailbox) -> list[str]:
    return [to for to, letter in box.letters if "a note verbale is awaited" in str(letter["Subject"])]


def test_a_reminder_is_not_sent_when_the_note_has_come_before_it_went(make, settings, with_mail, clock, started, box):
    acts.participate(started, "ZAB", "note verbale")
    clock.advance(days=14)
    assert make(settings).once() == (2, 0)
    awaited.enter(started, now=clock.now)
    make(with_mail).once()
    assert asked_for_notes(box) == []
    with started.database.reading() as session:
        assert set(session.scalars(select(Notice.state).where(Notice.run_id.is_(None)))) == {"overtaken"}


def test_a_mail_server_that_keeps_us_waiting_delays_no_deadline(make, with_mail, clock, started, box):
    box.waits = 3
    it = make(with_mail)
    it.start()
    until(lambda: box.asked)
    clock.now = silence.ENDS
    begun = time.monotonic()
    until(lambda: silence.state(started, 1) == "expired")
    assert time.monotonic() - begun < box.waits
    assert len(box.letters) < 5
    it.stop()


def test_after_an_error_the_keeper_says_so_and_goes_on(make, settings, clock, started, monkeypatch, caplog):
    real, failed = silence_clock.record_due, []

    def fails_once(*arguments):
        if not failed:
            failed.append(1)
            raise LookupError("of the test")
        return real(*arguments)

    monkeypatch.setattr(silence_clock, "record_due", fails_once)
    monkeypatch.setattr(keeper, "LONGEST_PAUSE", 0.05)
    clock.now = silence.ENDS
    it = make(settings)
    logging.getLogger("drafting").addHandler(caplog.handler)
    it.start()
    until(lambda: silence.state(started, 1) == "expired")
    it.stop()
    logging.getLogger("drafting").removeHandler(caplog.handler)
    (said,) = caplog.records
    assert (said.levelname, said.facts) == ("ERROR", {"doing": "recording deadlines"})


def test_what_ends_a_process_is_not_held_back():
    with pytest.raises(KeyboardInterrupt), keeper.Logged("a test"):
        raise KeyboardInterrupt


def test_a_server_that_is_down_is_left_alone_for_a_while(make, settings, clock, started, monkeypatch):
    monkeypatch.setattr(keeper, "PAUSE_OF_MAIL", 3600)
    it = make(replace(settings, smtp_url=f"smtp://127.0.0.1:{free_port()}", mail_from="no-reply@example.org"))
    it.start()
    until(lambda: tried(started))
    clock.advance(minutes=2)
    time.sleep(2 * keeper.SHORTEST_PAUSE)
    assert tried(started) == 1
    it.stop()


def tried(it: World) -> int:
    with it.database.reading() as session:
        return sum(delivery.attempts for delivery in outbox.deliveries(session, 1))


def test_a_draft_that_somebody_holds_is_recorded_as_soon_as_it_is_free(make, settings, clock, started, monkeypatch):
    """`record_due` leaves it, and the keeper looks again after the shortest pause, without spinning."""
    real, asked = silence_clock.record_due, []

    def busy(*arguments):
        asked.append(time.monotonic())
        return real(*arguments) if len(asked) > 3 else 0

    monkeypatch.setattr(silence_clock, "record_due", busy)
    clock.now = silence.ENDS
    it = make(settings)
    it.start()
    until(lambda: silence.state(started, 1) == "expired")
    it.stop()
    pauses = [later - earlier for earlier, later in pairwise(asked[:4])]
    assert min(pauses) >= keeper.SHORTEST_PAUSE


def test_each_process_of_the_server_keeps_deadlines_from_its_start_to_its_end(started, settings, clock):
    app = create_app(settings, clock)
    clock.now = silence.ENDS
    worker = SimpleNamespace(wsgi=app)
    server._keep(worker)
    until(lambda: silence.state(started, 1) == "expired")
    server._end(None, worker)
    server._end(None, SimpleNamespace())  # One that failed before it had a keeper.
    app.extensions["drafting"].database.close()


def test_the_server_refuses_a_mail_server_that_it_cannot_read_before_it_starts(settings):
    with pytest.raises(ValueError, match="mail server") as caught:
        server.serve(replace(settings, smtp_url="http://user:hidden@example.org"))
    assert "hidden" not in str(caught.value)


@pytest.fixture
def environment(monkeypatch, database_url, box) -> dict[str, str]:
    said = {
        "DRAFTING_SECRET_KEY": SECRET,
        "DRAFTING_DATABASE_URL": database_url,
        "DRAFTING_SMTP_URL": box.url,
        "DRAFTING_MAIL_FROM": "no-reply@example.org",
    }
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    return said


def test_the_command_does_what_is_due_once(started, environment, capsys, box):
    assert cli.main(["deadlines", "--once"]) == 0
    assert capsys.readouterr().out == "1 runs and awaited notes recorded, 10 notices sent\n"
    assert len(box.letters) == 10


def test_the_command_runs_until_it_is_told_to_end_and_ends_well(started, environment, box):
    act = "from drafting.cli import main; raise SystemExit(main(['deadlines']))"
    at_work = subprocess.Popen([sys.executable, "-c", act], stderr=subprocess.PIPE)  # noqa: S603 - our own words
    until(lambda: len(box.letters) == 10)
    assert at_work.poll() is None
    at_work.send_signal(signal.SIGTERM)
    assert at_work.communicate(timeout=PATIENCE)[1] == b""
    assert at_work.returncode == 0


def test_a_mail_server_without_a_sender_is_refused():
    said = {"DRAFTING_SECRET_KEY": SECRET, "DRAFTING_SMTP_URL": "smtp://user:hidden@example.org"}
    with pytest.raises(ValueError, match="DRAFTING_MAIL_FROM must be set"):
        Settings.from_environment(said)
    settings = Settings.from_environment({**said, "DRAFTING_MAIL_FROM": "no-reply@example.org"})
    assert settings.smtp_url == said["DRAFTING_SMTP_URL"]
    assert "hidden" not in repr(settings)
