"""A real Chromium on the real application, served from this process with the demonstration in its middle.

What a page complains of (an error in the console, an exception, a request that fails, an answer of 500 and above)
fails the test, unless the test says beforehand that it must occur.
"""

import os
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)
from werkzeug.serving import make_server

from drafting.config import Settings
from drafting.persistence.database import Database
from drafting.persistence.queries import accounts
from drafting.services import accounts as services
from drafting.services.demonstration import load
from tests.applications import application
from tests.conftest import NOON, Clock, fold_log

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "test-results"
PATIENCE = 15_000  # milliseconds until an expectation fails: the machine of a test may be busy
expect.set_options(timeout=PATIENCE)
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@dataclass
class Troubles:
    """What the pages of one test complained of."""

    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Say that a complaint matching this regular expression must occur, once or more."""
        self.expected.append(pattern)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self.hear_console)
        context.on("weberror", lambda error: self.heard.append(f"exception: {error.error}"))
        context.on("requestfailed", self.hear_failure)
        context.on("response", self.hear_response)

    def hear_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.heard.append(f"console {message.type}: {message.text} {message.location['url']}")

    def hear_failure(self, request: Request) -> None:
        # The browser itself ends a request when it becomes a download or when the person moves on.
        if request.failure != "net::ERR_ABORTED":
            self.heard.append(f"request failed: {request.method} {request.url} {request.failure}")

    def hear_response(self, response: Response) -> None:
        if response.status >= 500:
            self.heard.append(f"answer {response.status}: {response.url}")

    def judge(self) -> None:
        unexpected = [it for it in self.heard if not any(re.search(pattern, it) for pattern in self.expected)]
        missing = [pattern for pattern in self.expected if not any(re.search(pattern, it) for it in self.heard)]
        assert unexpected == [], "the page complained"
        assert missing == [], "an expected complaint did not occur"


@pytest.fixture
def troubles() -> Troubles:
    return Troubles()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    if given := os.environ.get("DRAFTING_CHROMIUM"):
        return given
    found = subprocess.run(  # noqa: S603 - our own script
        [ROOT / "bin" / "provide", "chromium"], capture_output=True, text=True, check=False
    )
    if found.returncode:
        pytest.fail(found.stderr.strip().splitlines()[-1], pytrace=False)
    return found.stdout.strip()


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    # Chromium's sandbox refuses to start as root; shared memory is scarce in containers.
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demonstration(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database with the demonstration, to be copied."""
    path = tmp_path_factory.mktemp("demonstration") / "demo.sqlite"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    try:
        load(database, NOON)
    finally:
        database.close()
    fold_log(path)
    return path


@dataclass(frozen=True)
class LiveServer:
    """The running application: its address without a slash at the end, and its database for a look behind."""

    url: str
    app: Flask
    database: Database

    def cookie(self, who: str) -> str:
        """The value of the session cookie of a person who has signed in."""
        now = self.app.extensions["drafting"].clock()
        with self.database.writing() as session:
            person = accounts.person_by_email(session, f"{who}@example.org")
            assert person is not None
            secret = services.start(session, person, now).secret
        client = self.app.test_client()
        with client.session_transaction() as values:
            values["_user_id"], values["_fresh"] = secret, True
        cookie = client.get_cookie("drafting")
        assert cookie is not None
        return cookie.value


@pytest.fixture
def live_server(demonstration: Path, tmp_path: Path, clock: Clock) -> Iterator[LiveServer]:
    """The application on a free port of this machine, over a demonstration of the test's own."""
    path = tmp_path / "demo.sqlite"
    shutil.copyfile(demonstration, path)
    # The port is taken before the application is made, for the application must know its own address.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        settings = Settings(
            f"sqlite:///{path}",
            "a secret of the tests, long enough",
            public_url=url,
            secure_cookies=False,
            signing_key=str(tmp_path / "signing-key.pem"),
        )
        with application(settings, clock) as app:
            server = make_server("127.0.0.1", port, app, threaded=True, fd=listener.fileno())
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            yield LiveServer(url, app, app.extensions["drafting"].database)
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.fixture
def open_page(browser: Browser, troubles: Troubles, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """`open_page(address, **settings)`: a browser of one person, with cookies of its own, at a server's address.

    settings: those of Playwright's new_context, such as locale="ru-RU", color_scheme="dark",
    java_script_enabled=False, viewport={"width": 390, "height": 844}.
    """
    contexts: list[BrowserContext] = []

    def opened(address: str, **settings: Any) -> Page:
        settings = {"locale": "en-GB", "timezone_id": "Asia/Almaty", **settings}
        context = browser.new_context(base_url=address, **settings)
        context.set_default_timeout(PATIENCE)
        troubles.watch(context)
        contexts.append(context)
        return context.new_page()

    yield opened
    if request.node.stash.get(FAILED, False):
        photograph(contexts, request.node.nodeid)
    for context in contexts:
        context.close()
    troubles.judge()


@pytest.fixture
def new_page(live_server: LiveServer, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """`new_page(**settings)`: one person more, at the running application."""
    # The server is asked for first, so that it outlives the pages.
    return partial(open_page, live_server.url)


def photograph(contexts: list[BrowserContext], test: str) -> None:
    """Keep a picture of every open page in test-results/, named by the test."""
    PICTURES.mkdir(exist_ok=True)
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, 1):
        name = re.sub(r"\W+", "-", test.removeprefix("tests/browser/"))
        page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def visit(live_server: LiveServer, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """`visit("tomas.aldren", "/drafts/1", **settings)`: a browser of this person, signed in, at this address."""

    def visited(who: str, path: str = "/", **settings: Any) -> Page:
        page = new_page(**settings)
        page.context.add_cookies([{"name": "drafting", "value": live_server.cookie(who), "url": live_server.url}])
        page.goto(path)
        return page

    return visited


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: what keeps people out, seriously or wholly, one sentence for each place; at best none."""
    source = AXE.read_text("utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{it['impact']} {it['id']}: {place['html']}"
            for it in found["violations"]
            if it["impact"] in {"serious", "critical"}
            for place in it["nodes"]
        ]

    return violations
