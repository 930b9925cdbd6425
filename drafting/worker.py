"""Long work done beside the pages: what it takes up it does in a process of its own, one job after another.

A process of its own, because making documents holds the interpreter for seconds, and deadlines and pages would wait;
its memory goes back when it ends; and what kills it kills nothing else. `python -m drafting.worker` is that process:
it is told the settings and the job on standard input.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime

from flask import Flask

from drafting.app import create_app
from drafting.config import Settings
from drafting.domain.errors import BadText, DraftingError
from drafting.logged import Logged
from drafting.persistence.database import Database
from drafting.services import work
from drafting.web import copies_reading, packs

# Each is called in the application's context, outside any transaction.
KINDS: Mapping[work.Kind, Callable[[work.Task], work.Result]] = {
    "pack": packs.made,
    "copies": copies_reading.made,
}
# Seconds that one job may take, whatever it reports: then its process is ended, and the job is taken up again.
LONGEST = 300
GLANCE = 0.2  # seconds between two looks at the process


class Worker:
    """Takes up what waits. clock: answers the present instant, aware."""

    def __init__(self, settings: Settings, database: Database, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.database = database
        self.clock = clock

    def do_due(self, goes_on: Callable[[], bool] = lambda: True) -> int:
        """Work until nothing waits or `goes_on` says no; answers how many jobs were taken up."""
        taken = 0
        while goes_on() and self._is_any_free():
            held = self._claim()
            if held is None:
                break
            self._hire(held, goes_on)
            taken += 1
        return taken

    def _is_any_free(self) -> bool:
        with self.database.reading() as session:
            return work.is_any_free(session, self.clock())

    def _claim(self) -> work.Held | None:
        by = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(6)}"
        with self.database.writing() as session:
            return work.claim(session, by, self.clock())

    def _hire(self, held: work.Held, goes_on: Callable[[], bool]) -> None:
        """Start a process for the job and see it to its end."""
        with tempfile.TemporaryFile() as told:
            told.write(json.dumps({"settings": asdict(self.settings), "held": asdict(held)}).encode())
            told.seek(0)
            command = [sys.executable, "-m", "drafting.worker"]
            # Of its own session: what a terminal sends to us, such as an interruption, is ours to pass on.
            child = subprocess.Popen(command, stdin=told, start_new_session=True)  # noqa: S603 - our own words
            try:
                _wait(child, goes_on)
            finally:
                child.kill()
                self._see_off(held, child.wait())

    def _see_off(self, held: work.Held, code: int) -> None:
        """A job that its process left in hand: it was killed, or it failed in a way that nobody foresaw."""
        with self.database.writing() as session:
            if code < 0:
                work.give_back(session, held)
            elif work.is_in_hand(session, held):
                work.fail(session, held, BadText("work-broken"), self.clock())


def _wait(child: "subprocess.Popen[bytes]", goes_on: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while child.poll() is None and goes_on() and time.monotonic() < end:
        time.sleep(GLANCE)


def do(app: Flask, held: work.Held) -> None:
    """Do a job to its end: its result is stored, or why there is none. Raises whatever nobody foresaw."""
    site = app.extensions["drafting"]

    def step(done: int, of: int) -> None:
        with site.database.writing() as session:
            work.progress(session, held, done, of, site.clock())

    try:
        with app.app_context():
            result = KINDS[held.kind](work.Task(held, step))
        with site.database.writing() as session:
            work.finish(session, held, result, site.clock())
    except work.Lost:
        return
    except BadText as problem:
        _failed(site.database, held, problem, site.clock())
    except DraftingError:
        # What was allowed when the job was begun is not allowed or not there any more.
        _failed(site.database, held, BadText("work-overtaken"), site.clock())


def _failed(database: Database, held: work.Held, problem: BadText, now: datetime) -> None:
    with database.writing() as session:
        if work.is_in_hand(session, held):
            work.fail(session, held, problem, now)


def main() -> None:
    signal.alarm(LONGEST + 10)  # Whoever hired us may be gone.
    told = json.loads(sys.stdin.buffer.read())
    app = create_app(Settings(**told["settings"]))
    with Logged("a job"):
        do(app, work.Held(**told["held"]))
    app.extensions["drafting"].database.close()


if __name__ == "__main__":
    main()
