"""The way of a notice from the outbox to the mail server, one at a time (docs/adr/0012).

Claimed → its words made → the server ready for them → "handing over" → the words → the answer → sent. Each of these
marks is a transaction of its own, and no transaction is open while the network is used.
"""

import os
import secrets
import socket
from collections.abc import Callable
from datetime import datetime

from flask import Flask

from drafting.config import Settings
from drafting.domain import notices
from drafting.notices import mail
from drafting.persistence.database import Database
from drafting.persistence.records import Notice
from drafting.services import notice_facts, outbox
from drafting.web.notice_words import letter

# So many letters go over one connection: some servers end one that lasts.
ON_ONE_LINE = 50


class Postman:
    """Delivers what is due. app: makes the words; its settings name the mail server, without which all waits."""

    def __init__(self, app: Flask, settings: Settings, database: Database, clock: Callable[[], datetime]) -> None:
        self.app = app
        self.settings = settings
        self.database = database
        self.clock = clock
        self.server = mail.server(settings.smtp_url) if settings.smtp_url else None

    def deliver_due(self, goes_on: Callable[[], bool] = lambda: True) -> tuple[int, bool]:
        """Deliver until nothing is due, the server cannot be used or `goes_on` says no, asked between two letters.

        Answers how many were accepted, and whether the server could be used.
        """
        sent = 0
        while self.server is not None and goes_on() and self._is_due():
            with mail.Line(self.server, self.settings.mail_from, self.clock) as line:
                for _ in range(ON_ONE_LINE):
                    notice = self._claim() if goes_on() else None
                    if notice is None:
                        break
                    outcome = self._deliver(line, notice)
                    sent += outcome is not None and outcome.event == "accept"
                    if outcome is not None and outcome.is_down:
                        return sent, False
        return sent, True

    def _is_due(self) -> bool:
        """Asked before the turn to write is taken, for mostly there is nothing."""
        with self.database.reading() as session:
            at = outbox.next_try(session)
        return at is not None and at <= self.clock()

    def _claim(self) -> Notice | None:
        by = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(6)}"
        with self.database.writing() as session:
            return outbox.claim(session, by, self.clock())

    def _deliver(self, line: mail.Line, notice: Notice) -> mail.Outcome | None:
        with self.database.reading() as session:
            facts = notice_facts.gather(session, notice, self.clock())
        if facts.is_overtaken:
            self._mark(notice, "overtake")
            return None
        words = letter(self.app, facts, self.settings.public_url)
        outcome = line.send(words, lambda: self._hand_over(notice, words))
        if outcome is not None:
            self._mark(notice, outcome.event, outcome.problem)
        return outcome

    def _hand_over(self, notice: Notice, words: mail.Letter) -> bool:
        with self.database.writing() as session:
            return outbox.hand_over(session, notice, words, self.clock())

    def _mark(self, notice: Notice, event: notices.Event, problem: str = "") -> None:
        with self.database.writing() as session:
            outbox.mark(session, notice, event, self.clock(), problem)
