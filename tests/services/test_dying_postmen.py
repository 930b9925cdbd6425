"""Postmen in processes of their own, killed at each step or several at once: each notice goes once or is in doubt."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from drafting.app import create_app
from drafting.domain.notices import LEASE
from drafting.persistence.database import Database
from drafting.postman import Postman
from drafting.services import outbox
from tests import silence
from tests.dying import STEPS
from tests.factories import NOW, World, world
from tests.mailbox import Mailbox, mailbox

pytestmark = pytest.mark.usefixtures("one_person_office")

ROOT = Path(__file__).resolve().parents[2]
# From here on the words may have gone, and until the answer was written down nobody can know.
DOUBTFUL = {"handing over", "words gone", "answered", "marked in an open transaction"}


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as running:
        yield running


@pytest.fixture
def started(database: Database) -> World:
    it = world(database)
    silence.start(it, "1.")
    return it


def process(url: str, box: Mailbox, step: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.dying", url, box.url, step]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)  # noqa: S603 - our own words


def found(it: World, runs: int = 1) -> list[outbox.Delivery]:
    with it.database.reading() as session:
        return [delivery for run in range(1, runs + 1) for delivery in outbox.deliveries(session, run)]


@pytest.mark.parametrize("step", STEPS)
def test_a_postman_killed_at_any_step_loses_nothing_and_doubles_nothing(started, database_url, settings, box, step):
    dying = process(database_url, box, step)
    assert dying.communicate(timeout=60)[1] == b""
    assert dying.returncode == -9
    later = NOW + LEASE + timedelta(minutes=5)
    with_mail = replace(settings, smtp_url=box.url, mail_from="no-reply@example.org")
    app = create_app(with_mail, lambda: later)
    postman = Postman(app, with_mail, started.database, lambda: later)
    postman.deliver_due()
    later += timedelta(hours=1)
    postman.deliver_due()
    app.extensions["drafting"].database.close()

    ended = {it.email: it.state for it in found(started)}
    assert len(box.reached()) == len(set(box.reached()))
    if step in DOUBTFUL:
        assert sorted(ended.values()) == ["in doubt"] + ["sent"] * 4
        doubtful = next(email for email, state in ended.items() if state == "in doubt")
        assert set(box.reached()) | {doubtful} == set(ended)
        assert (doubtful in box.reached()) == (step != "handing over")
    else:
        assert set(ended.values()) == {"sent"}
        assert set(box.reached()) == set(ended)


def test_several_postmen_at_once_send_each_notice_once(started, database_url, box):
    labels = ("2.", "(a)", "(b)")
    for label in labels:
        silence.start(started, label)
    at_once = [process(database_url, box, "none") for _ in range(3)]
    for it in at_once:
        assert it.communicate(timeout=120)[1] == b""
        assert it.returncode == 0
    ended = found(started, runs=1 + len(labels))
    assert len(ended) == 20
    assert {it.state for it in ended} == {"sent"}
    assert {it.attempts for it in ended} == {1}
    identities = [letter["Message-ID"] for _, letter in box.letters]
    assert len(identities) == len(set(identities)) == 20
