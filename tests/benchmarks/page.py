"""The draft page and a paragraph opened in it, in milliseconds and in hellos."""

import re
import statistics
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, event

from drafting.app import create_app
from drafting.persistence.database import Database
from drafting.persistence.migrate import upgrade
from tests.benchmarks.browser import CLICK, PART, Browser, cookies, serving
from tests.benchmarks.measure import interleaved, ms, say, seconds, table
from tests.benchmarks.serve import settings
from tests.benchmarks.world import Negotiation, negotiation
from tests.conftest import Queries

SIZES = (20, 75, 150, 200, 300, 600)
WHOLE = 300
ROUNDS = 10
PARAGRAPH = 3  # with three proposals, as many as a paragraph has in the mean


@dataclass(frozen=True)
class Site:
    """One database with a draft of every size; signed: the cookie of a head of delegation."""

    url: str
    drafts: dict[int, Negotiation]
    signed: str


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site = _site(f"sqlite:///{Path(folder) / 'page.sqlite'}")
        say("page: first requests of a process")
        cold = statistics.median(_first(site) for _ in range(5))
        with serving("product", site.url) as port, serving("bare") as bare:
            _measure(site, Browser(port, site.signed), Browser(bare), cold)


def _site(url: str) -> Site:
    upgrade(url)
    database = Database(url)
    drafts = {}
    for size in SIZES:
        say(f"page: a draft of {size} paragraphs")
        drafts[size] = negotiation(database, size, name=f"process-{size}")
    database.close()
    (signed,) = cookies(url, "arv@example.org")
    return Site(url, drafts, signed)


def _first(site: Site) -> float:
    with serving("product", site.url) as port:
        browser = Browser(port, site.signed)
        return seconds(partial(browser.get, _page(site, WHOLE)))


def _page(site: Site, size: int, view: str = "") -> str:
    return f"/drafts/{site.drafts[size].draft}{view}"


def _opened(site: Site, size: int) -> str:
    return f"{_page(site, size)}/paragraphs/{site.drafts[size].paragraphs[PARAGRAPH]}"


def _measure(site: Site, browser: Browser, bare: Browser, cold: float) -> None:
    tag = browser.get(_page(site, WHOLE)).headers["ETag"]
    asked = {
        "text": (_page(site, WHOLE), CLICK),
        "text, unchanged (304)": (_page(site, WHOLE), {**CLICK, "If-None-Match": tag}),
        "a paragraph opened (fragment)": (_opened(site, WHOLE), PART),
        "changes": (_page(site, WHOLE, "?view=changes"), CLICK),
        "compilation": (_page(site, WHOLE, "?view=compilation"), CLICK),
        **{f"text {size}": (_page(site, size), CLICK) for size in SIZES},
        **{f"fragment {size}": (_opened(site, size), PART) for size in SIZES},
    }
    for _ in range(6):  # Every process has rendered every page before the clock runs.
        for path, headers in asked.values():
            browser.get(path, headers)
    say("page: warm")
    cases = {name: partial(browser.get, path, headers) for name, (path, headers) in asked.items()}
    times = interleaved({"hello": partial(bare.get, "/healthz"), **cases}, ROUNDS)
    _whole(site, browser, asked, times, cold)
    _growth(site, browser, times)


def _whole(
    site: Site, browser: Browser, asked: dict[str, tuple[str, dict[str, str]]], times: dict[str, float], cold: float
) -> None:
    hello = times["hello"]
    rows = [("text, first request of a process", ms(cold), f"{cold / hello:.0f}", "", "", "")]
    for name in ("text", "text, unchanged (304)", "a paragraph opened (fragment)", "changes", "compilation"):
        path, headers = asked[name]
        wire = len(browser.get(path, headers).body)
        raw = len(browser.get(path, {it: headers[it] for it in headers if it != "Accept-Encoding"}).body)
        queries = count_queries(site, path, headers)
        rows.append((name, ms(times[name]), f"{times[name] / hello:.1f}", queries, f"{raw:,}", f"{wire:,}"))
    table(
        "The draft page: 300 paragraphs of 400 characters, 900 tabled proposals, 2,400 positions of 8 States",
        ("what", "ms", "hellos", "queries", "bytes", "on the wire"),
        rows,
        f"A hello took {ms(hello)} ms. The first visit's style sheets, scripts and page together: "
        f"{_everything(browser, asked['text'][0]):,} bytes on the wire.",
    )


def _everything(browser: Browser, path: str) -> int:
    page = browser.get(path, {}).body.decode()
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    return sum(len(browser.get(it).body) for it in (path, *files))


def _growth(site: Site, browser: Browser, times: dict[str, float]) -> None:
    hello = times["hello"]
    rows = []
    for size in (75, 150, 300, 600):
        took, wire = times[f"text {size}"], len(browser.get(_page(site, size)).body)
        queries = count_queries(site, _page(site, size), CLICK)
        rows.append((size, ms(took), f"{took / hello:.1f}", f"{took / hello / size * 100:.1f}", queries, f"{wire:,}"))
    table(
        "Growth of the draft page",
        ("paragraphs", "ms", "hellos", "hellos for 100 paragraphs", "queries", "on the wire"),
        rows,
    )
    few, many = times["fragment 20"], times["fragment 200"]
    rows = [(f"{size * 3} proposals in the draft", ms(took)) for size, took in ((20, few), (200, many))]
    rows = [(*row, f"{took / hello:.1f}") for row, took in zip(rows, (few, many), strict=True)]
    table(
        "A paragraph opened, in a short and in a long draft",
        ("where", "ms", "hellos"),
        rows,
        f"{many / few:.2f} times as long.",
    )


def count_queries(site: Site, path: str, headers: dict[str, str]) -> int:
    return count_queries_at(site.url, site.signed, path, headers)


def count_queries_at(url: str, signed: str, path: str, headers: dict[str, str]) -> int:
    """How many statements one request sends; counted in this process. signed: the cookie of who asks."""
    app = create_app(settings(url, "ERROR"))
    browser = app.test_client(use_cookies=False)
    queries = Queries()
    event.listen(Engine, "before_cursor_execute", queries.listen)
    try:
        browser.get(path, headers={"Cookie": signed, **headers})
    finally:
        event.remove(Engine, "before_cursor_execute", queries.listen)
        app.extensions["drafting"].database.close()
    return len(queries)
