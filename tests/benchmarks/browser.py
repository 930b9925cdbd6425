"""Servers of their own process, and a browser that asks them, signed in."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

from flask.sessions import SecureCookieSessionInterface

from drafting.app import create_app
from drafting.config import ROOT
from drafting.persistence.queries import accounts as queries
from drafting.services import accounts
from tests.benchmarks.serve import settings

# As a browser asks for a page that its person clicked on.
CLICK = {"Accept-Encoding": "gzip, deflate, br", "Sec-Fetch-Site": "same-origin"}
PART = {**CLICK, "HX-Request": "true"}
STARTS_WITHIN = 30  # seconds


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Browser:
    """Asks one server; each request opens a connection of its own, so that no server process is preferred."""

    port: int
    cookie: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str, headers: Mapping[str, str] = CLICK) -> Answer:
        return self._ask("GET", path, headers, None)

    def post(self, path: str, form: Mapping[str, str]) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        return self._ask("POST", path, headers, urlencode(form))

    def _ask(self, method: str, path: str, headers: Mapping[str, str], body: str | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request(method, path, body, {"Cookie": self.cookie, **headers})
        answer = connection.getresponse()
        found = Answer(answer.status, dict(answer.headers), answer.read())
        connection.close()
        return found


@contextmanager
def serving(kind: Literal["product", "bare"], *where: str) -> Iterator[int]:
    """The port of a server of this kind (see `serve`); it is gone at the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.benchmarks.serve", str(port), kind, *where]
    process = subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - our own words
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(STARTS_WITHIN)


def _wait_for(port: int) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        try:
            if Browser(port).get("/healthz").status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


def cookies(url: str, *emails: str) -> list[str]:
    """A session cookie for each person, signed in for the time of the benchmark."""
    app = create_app(settings(url))
    site = app.extensions["drafting"]
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    found = []
    with site.database.writing() as session:
        for email in emails:
            person = queries.person_by_email(session, email)
            assert person is not None
            secret = accounts.start(session, person, site.clock()).secret
            found.append(f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({'_user_id': secret, '_fresh': True})}")
    site.database.close()
    return found
