"""The keeper of deadlines: records what time brings, delivers the notices and has long work done, beside the pages or
alone.

Any number of keepers may run, in any number of processes and machines: whoever comes first does the work, and the rest
find nothing left to do. Each of the three has its thread, so that a slow mail server or a long job delays no deadline.
"""

import threading
from collections.abc import Callable
from datetime import datetime

from flask import Flask

from drafting.logged import Logged
from drafting.persistence.database import Database
from drafting.postman import Postman
from drafting.services import silence_clock
from drafting.worker import Worker

# Seconds. Others may hold a draft at the moment when its deadline passes; then we look again after the shortest pause.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.02, 1.0
PAUSE_OF_MAIL = 60.0  # after the mail server could not be used
RUNS_AT_ONCE = 50


def of(app: Flask) -> "Keeper":
    """A keeper for this application, with a database connection of its own."""
    site = app.extensions["drafting"]
    database = Database(site.settings.database_url)
    postman = Postman(app, site.settings, database, site.clock)
    return Keeper(database, postman, Worker(site.settings, database, site.clock), site.clock)


class Keeper:
    """clock: answers the present instant, aware."""

    def __init__(self, database: Database, postman: Postman, worker: Worker, clock: Callable[[], datetime]) -> None:
        self.database = database
        self.postman = postman
        self.worker = worker
        self.clock = clock
        self._ending = threading.Event()
        self._threads = [
            threading.Thread(target=act, name=f"keeper: {act.__name__.strip('_')}", daemon=True)
            for act in (self._record, self._deliver, self._work)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float | None = None) -> None:
        """End between two deadlines and between two mails; a job in hand is given back.

        seconds: how long to wait at most, None without end.
        """
        self._ending.set()
        for thread in self._threads:
            thread.join(seconds)
        self.database.close()

    def once(self) -> tuple[int, int]:
        """Record, deliver and work what is due now, instead of starting; answers how many runs and how many mails."""
        recorded, (sent, _) = self.record_due(), self.postman.deliver_due(self._goes_on)
        self.worker.do_due(self._goes_on)
        self.database.close()
        return recorded, sent

    def record_due(self) -> int:
        """Record until nothing is due; answers on how many runs."""
        recorded = 0
        while self._goes_on() and self._until_due() == 0:
            with self.database.writing() as session:
                found = silence_clock.record_due(session, self.clock(), RUNS_AT_ONCE)
            if not found:
                break
            recorded += found
        return recorded

    def _until_due(self) -> float:
        """Seconds until there is something to record, 0 when there is now, at most the longest pause."""
        with self.database.reading() as session:
            at = silence_clock.next_due(session)
        if at is None:
            return LONGEST_PAUSE
        return min(max((at - self.clock()).total_seconds(), 0), LONGEST_PAUSE)

    def _goes_on(self) -> bool:
        return not self._ending.is_set()

    def _record(self) -> None:
        pause = 0.0
        while not self._ending.wait(pause):
            pause = LONGEST_PAUSE
            with Logged("recording deadlines"):
                self.record_due()
                pause = max(self._until_due(), SHORTEST_PAUSE)

    def _deliver(self) -> None:
        pause = 0.0
        while not self._ending.wait(pause):
            pause = LONGEST_PAUSE
            with Logged("delivering notices"):
                usable = self.postman.deliver_due(self._goes_on)[1]
                pause = LONGEST_PAUSE if usable else PAUSE_OF_MAIL

    def _work(self) -> None:
        while not self._ending.wait(LONGEST_PAUSE):
            with Logged("having long work done"):
                self.worker.do_due(self._goes_on)
