"""Letters and the mail server that takes them: SMTP by the standard library, step by step.

The steps are ours and not `send_message`'s, because what a dead connection means depends on whether the words had gone.
Source: RFC 5321; RFC 3834 for the mark of an automatic message.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from drafting.domain import notices

# Seconds to wait for each answer; for the one after the words longer, because a server may look at them first. All of
# them together are shorter than the lease of a claim.
PATIENCE, PATIENCE_FOR_WORDS = 30, 120
PORTS = {"smtp": 25, "smtps": 465}
SUCCESS, GO_AHEAD = 200, 354
# Signs of 7 bits, lines of RFC 5322: what every server takes.
POLICY = SMTP.clone(cte_type="7bit", max_line_length=78)


@dataclass(frozen=True)
class Letter:
    """A message to one person. languages: those of its two parts, the reader's first; text, html: the same words."""

    to: str
    message_id: str
    languages: tuple[str, ...]
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Server:
    """A mail server. encryption: "none", "starttls" or "tls" from the first sign on."""

    host: str
    port: int
    encryption: str
    user: str = ""
    password: str = field(default="", repr=False)


def server(url: str) -> Server:
    """smtp://user:password@host:587?starttls=1 or smtps://…; signs of a password that a URL reserves are quoted.

    Raises ValueError, whose words do not carry the password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
        asked = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    except (KeyError, ValueError):
        raise ValueError("the address of the mail server cannot be read") from None
    if not parts.hostname or asked.keys() - {"starttls"} or asked.get("starttls", ["1"])[0] not in ("0", "1"):
        raise ValueError("the address of the mail server is to be like smtp://user:password@host:587?starttls=1")
    encryption = "starttls" if asked.get("starttls") == ["1"] else "none"
    return Server(
        parts.hostname,
        port,
        "tls" if parts.scheme == "smtps" else encryption,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def message(letter: Letter, sender: str, now: datetime) -> bytes:
    """The letter as it travels: plain text first, the same words as HTML beside it."""
    mail = EmailMessage(policy=POLICY)
    mail["From"] = sender
    mail["To"] = letter.to
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = letter.message_id
    # No out-of-office note comes back, and no mailing list takes it for a person's.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    mail["Content-Language"] = ", ".join(letter.languages)
    return mail.as_bytes()


@dataclass(frozen=True)
class Outcome:
    """What became of a letter, as an event of its notice.

    problem: what the server said, or what kept us from it; is_down: it is the server that cannot be used, whatever the
    letter, so that others need not be tried now.
    """

    event: notices.Event
    problem: str = ""
    is_down: bool = False


class _Refused(Exception):
    """An answer that says no."""

    def __init__(self, code: int, said: bytes) -> None:
        super().__init__(f"{code} {said.decode(errors='replace')}")
        self.code = code


class Line:
    """The line to the mail server: opened for the first letter, kept for the next, closed after a failure.

    sender: the address of the installation, with or without a name before it.
    """

    def __init__(self, at: Server, sender: str, now: Callable[[], datetime]) -> None:
        self.at = at
        self.sender = sender
        self.now = now
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._smtp is not None:
            with suppress(OSError):
                self._smtp.quit()
        self._close()

    def _close(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def send(self, letter: Letter, hand_over: Callable[[], bool]) -> Outcome | None:
        """Deliver one letter. hand_over: called when the server is ready for the words and none has gone; unless it
        answers True none goes, and no outcome comes back."""
        outcome = None
        try:
            outcome = self._talk(letter, hand_over)
        finally:
            if outcome is None or outcome.event != "accept":
                # Without a farewell: the server may be waiting for words, and would take it for some.
                self._close()
        return outcome

    def _talk(self, letter: Letter, hand_over: Callable[[], bool]) -> Outcome | None:
        stage: notices.Stage = "recipient"
        try:
            words = message(letter, self.sender, self.now())
            stage = "server"
            smtp = self._smtp = self._smtp or self._connect()
            _require(smtp.mail(parseaddr(self.sender)[1]))
            stage = "recipient"
            _require(smtp.rcpt(letter.to))
            _require(smtp.docmd("DATA"), GO_AHEAD)
            if not hand_over():
                return None
            stage = "words"
            _require(_hand(smtp, words))
        except _Refused as refusal:
            return _outcome(stage, refusal.code, str(refusal))
        except OSError as err:  # smtplib's own are among them.
            return _outcome(stage, None, str(err) or type(err).__name__)
        except ValueError:  # Signs of no mail, or an end of a line, on which another command could follow.
            return _outcome(stage, notices.PERMANENT, "an address is not in signs that the mail server takes")
        return Outcome("accept")

    def _connect(self) -> smtplib.SMTP:
        at = self.at
        if at.encryption == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                at.host, at.port, timeout=PATIENCE, context=ssl.create_default_context()
            )
        else:
            smtp = smtplib.SMTP(at.host, at.port, timeout=PATIENCE)
        self._smtp = smtp  # From here on a failure closes it.
        smtp.ehlo_or_helo_if_needed()
        if at.encryption == "starttls":
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo_or_helo_if_needed()
        if at.user:
            smtp.login(at.user, at.password)
        return smtp


def _require(answer: tuple[int, bytes], expected: int = 0) -> None:
    """Raises _Refused unless the server said yes; expected: the one code that means it, 0 for any of success."""
    code, said = answer
    if code != expected if expected else not SUCCESS <= code < GO_AHEAD:
        raise _Refused(code, said)


def _hand(smtp: smtplib.SMTP, words: bytes) -> tuple[int, bytes]:
    """Send the words and wait for the answer."""
    smtp.send(stuffed(words) + b".\r\n")
    if smtp.sock is not None:
        smtp.sock.settimeout(PATIENCE_FOR_WORDS)
    answer = smtp.getreply()
    if smtp.sock is not None:
        smtp.sock.settimeout(PATIENCE)
    return answer


def stuffed(words: bytes) -> bytes:
    """A dot is doubled where it begins a line, for one alone would end the words (RFC 5321, section 4.5.2)."""
    return re.sub(rb"(?m)^\.", b"..", words)


def _outcome(stage: notices.Stage, code: int | None, problem: str) -> Outcome:
    return Outcome(notices.verdict(stage, code), problem, is_down=stage == "server")
