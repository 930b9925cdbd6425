"""A real mail server for tests, on a port of its own, that can be told to behave as bad ones do."""

import asyncio
import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Mailbox:
    """What the server got, and how it behaves.

    to_recipient: address -> its answer; to_words: answers to the next messages, "250 OK" after them; hangs_up: "before
    words", "after words", or ""; waits: seconds before each answer to words; asked: how many recipients were named.
    """

    port: int = 0
    letters: list[tuple[str, EmailMessage]] = field(default_factory=list)
    to_recipient: dict[str, str] = field(default_factory=dict)
    to_sender: str = ""
    to_words: list[str] = field(default_factory=list)
    hangs_up: str = ""
    waits: float = 0
    asked: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def reached(self) -> list[str]:
        """Whom an accepted message reached, in alphabetical order."""
        return sorted(to for to, _ in self.letters)

    def letter(self, to: str) -> EmailMessage:
        return next(letter for address, letter in self.letters if address == to)

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - named by aiosmtpd
        if self.to_sender:
            return self.to_sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:  # noqa: N802 - named by aiosmtpd
        self.asked += 1
        answer = self.to_recipient.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        await asyncio.sleep(self.waits)
        answer = self.to_words.pop(0) if self.to_words else "250 OK"
        if answer.startswith("250"):
            letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
            self.letters.append((envelope.rcpt_tos[0], letter))
        if self.hangs_up == "after words":
            server.transport.abort()
        return answer


class _Server(SMTP):
    """aiosmtpd's, which hangs up where the mailbox says so."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - named by aiosmtpd
        if self.event_handler.hangs_up == "before words":
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)


@contextmanager
def mailbox(**options: Any) -> Iterator[Mailbox]:
    """A running server; options: aiosmtpd's own."""
    box = Mailbox(port=free_port())
    controller = _Controller(box, hostname="127.0.0.1", port=box.port, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop(no_assert=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
