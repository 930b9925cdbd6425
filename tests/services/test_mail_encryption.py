"""The line to the mail server encrypted and signed in, on a real server; never in the clear where it was to be
encrypted, and never with the password in what is kept or logged."""

import io
import logging
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from drafting.notices import mail
from tests.mailbox import Mailbox, mailbox

NOW = datetime(2026, 6, 5, 12, tzinfo=UTC)
LETTER = mail.Letter("head@example.org", "<1@example.org>", ("en", "ru"), "Subject", "Words\n", "<p>Words</p>\n")
PASSWORD = "a/b?c@d:hidden"
QUOTED = "a%2Fb%3Fc%40d%3Ahidden"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine with its key, in one file, that nobody trusts by itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    made = folder / "both.pem"
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    parts = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "one.pem"]
    subprocess.run([openssl, "req", *kind, *parts], check=True, capture_output=True)  # noqa: S603 - our own words
    made.write_bytes((folder / "key.pem").read_bytes() + (folder / "one.pem").read_bytes())
    return made


@pytest.fixture
def context(certificate: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate)
    return made


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def knows(_server: object, _session: object, _envelope: object, _mechanism: str, said: object) -> AuthResult:
    right = isinstance(said, LoginPassword) and (said.login, said.password) == (b"no@reply", PASSWORD.encode())
    return AuthResult(success=right)


def send(url: str) -> mail.Outcome | None:
    with mail.Line(mail.server(url), "no-reply@example.org", lambda: NOW) as line:
        return line.send(LETTER, lambda: True)


@pytest.fixture
def box(context: ssl.SSLContext) -> Iterator[Mailbox]:
    with mailbox(tls_context=context, require_starttls=True, authenticator=knows, auth_required=True) as running:
        yield running


def address(box: Mailbox, password: str = QUOTED, scheme: str = "smtp", query: str = "?starttls=1") -> str:
    return f"{scheme}://no%40reply:{password}@127.0.0.1:{box.port}{query}"


def test_a_letter_goes_encrypted_and_signed_in(box, trusted):
    assert send(address(box)) == mail.Outcome("accept")
    assert box.reached() == [LETTER.to]


def test_a_server_that_speaks_tls_from_the_first_sign_on_is_reached(context, trusted):
    with mailbox(ssl_context=context, authenticator=knows, auth_require_tls=False) as box:
        assert send(address(box, scheme="smtps", query="")) == mail.Outcome("accept")
        assert box.reached() == [LETTER.to]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_that_cannot_prove_who_it_is_gets_nothing(context, box, scheme):
    if scheme == "smtp":
        outcome = send(address(box))
    else:
        with mailbox(ssl_context=context) as other:
            outcome = send(address(other, scheme="smtps", query=""))
            assert other.letters == []
    assert (outcome.event, outcome.is_down) == ("try again", True)
    assert "certificate verify failed" in outcome.problem
    assert box.letters == []


def test_a_server_that_offers_no_encryption_gets_nothing_in_the_clear():
    with mailbox(authenticator=knows, auth_require_tls=False) as box:
        outcome = send(address(box))
        assert (outcome.event, outcome.is_down) == ("try again", True)
        assert "STARTTLS" in outcome.problem
        assert box.letters == []


@pytest.mark.parametrize("password", ["wrong-hidden", "%D0%BF%D0%B0%D1%80%D0%BE%D0%BB%D1%8C-hidden"])
def test_a_password_that_is_refused_is_no_fault_of_the_notice_and_is_told_nobody(box, trusted, password, monkeypatch):
    # The server of the tests falls silent when a second way of signing in is tried after a refusal.
    monkeypatch.setattr(mail, "PATIENCE", 2)
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    logging.getLogger().addHandler(handler)
    try:
        outcome = send(address(box, password))
    finally:
        logging.getLogger().removeHandler(handler)
    assert (outcome.event, outcome.is_down) == ("try again", True)
    assert outcome.problem
    for said in (outcome.problem, lines.getvalue()):
        assert "hidden" not in said
    assert box.letters == []


@pytest.mark.parametrize("to", ["посол@example.org", "a@example.org>\r\nRCPT TO:<b@example.org", "a\n@example.org"])
def test_an_address_in_signs_that_no_server_takes_is_refused_for_good(to):
    with mailbox() as box:
        line = mail.Line(mail.server(box.url), "no-reply@example.org", lambda: NOW)
        strange = mail.Letter(to, "<1@example.org>", ("en", "ru"), "S", "W\n", "<p>W</p>\n")
        outcome = line.send(strange, lambda: True)
        assert (outcome.event, outcome.is_down) == ("refuse", False)
        assert line.send(LETTER, lambda: True) == mail.Outcome("accept")
        with line:
            pass


def test_many_letters_go_over_one_line_and_a_failure_begins_another(monkeypatch):
    begun: list[int] = []
    real: Callable[[mail.Line], object] = mail.Line._connect

    def counted(line: mail.Line) -> object:
        begun.append(1)
        return real(line)

    monkeypatch.setattr(mail.Line, "_connect", counted)
    with mailbox() as box, mail.Line(mail.server(box.url), "no-reply@example.org", lambda: NOW) as line:
        for answer, lines_so_far in (("250 OK", 1), ("250 OK", 1), ("451 later", 1), ("250 OK", 2)):
            box.to_words = [answer]
            line.send(LETTER, lambda: True)
            assert len(begun) == lines_so_far
