"""Proposals tabled over HTTP, beside the plainest durable commits of the same database in the same minute."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from itertools import count
from pathlib import Path

from sqlalchemy import make_url

from drafting.persistence.database import Database
from drafting.persistence.migrate import upgrade
from tests.benchmarks.browser import Browser, cookies, serving
from tests.benchmarks.measure import ms, percentile, say, seconds, table
from tests.benchmarks.serve import insertion, plain
from tests.benchmarks.world import STATES, edited, negotiation
from tests.postgres import running_postgres

PARAGRAPHS = 300
WRITERS = (1, 16)
ROUNDS = 3  # each: raw commits, then proposals, for every number of writers
RAW_SECONDS = 1.0
PROPOSALS = 240  # in one round, by all writers together
tokens = count(1)
Act = Callable[["Place", int, random.Random], None]


@dataclass(frozen=True)
class Place:
    """A database with an open draft, its server, and a plain table of the same kind of database with another.

    port, bare: of the product and of the bare server; where: the plain table's database (see `serve.plain`).
    """

    kind: str
    port: int
    bare: int
    draft: int
    texts: dict[int, str]
    signed: list[str]
    where: str


def run() -> None:
    rows: list[tuple[object, ...]] = []
    for kind, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        say(f"tabling: {kind}")
        with opened() as (url, where), _place(kind, url, where) as place:
            rows += [_row(place, writers) for writers in WRITERS]
    table(
        "Proposals tabled over HTTP (saved, tabled, recorded and chained in one POST), all on one draft",
        ("database", "writers", "a second", "p50 ms", "p99 ms", "raw commits", "share", "bare Flask", "share"),
        rows,
        "Raw: the plainest INSERT and COMMIT a second on one connection of the same driver with the same durability, "
        "because a draft has one serial history. Bare Flask: the same INSERT and COMMIT for each POST to the bare "
        "server, by as many writers. All writers, the servers and the database share the cores.",
    )


@contextmanager
def _sqlite() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'tabling.sqlite'}", str(Path(folder) / "raw.sqlite")


@contextmanager
def _postgresql() -> Iterator[tuple[str, str]]:
    with running_postgres(durable=True) as server:
        url = server.create("tabling")
        yield url, f"host={make_url(url).query['host']} user=postgres dbname=tabling"


@contextmanager
def _place(kind: str, url: str, where: str) -> Iterator[Place]:
    upgrade(url)
    database = Database(url)
    made = negotiation(database, PARAGRAPHS, is_empty=True)
    database.close()
    connection = plain(where)[0]()
    connection.execute("CREATE TABLE raw (writer INTEGER, words TEXT)")
    connection.close()
    heads = [f"{code.lower()}@example.org" for code in STATES]
    # Two browsers for each head of delegation: sixteen writers.
    signed = cookies(url, *heads, *heads)
    with serving("product", url) as port, serving("bare", where) as bare:
        yield Place(kind, port, bare, made.draft, made.texts, signed, where)


def _row(place: Place, writers: int) -> tuple[object, ...]:
    raw, bare, tabled, times = [], [], [], []
    for act in (_table, _store):  # The servers' connections and caches are there before the clock runs.
        _at_once(place, writers, 32, act)
    for _ in range(ROUNDS):
        raw.append(_raw_rate(place))
        bare.append(_at_once(place, writers, PROPOSALS, _store)[0])
        rate, took = _at_once(place, writers, PROPOSALS, _table)
        tabled.append(rate)
        times += took
    say(f"{place.kind}, {writers} writers: {tabled} beside {raw} and {bare}")
    rate, plainly, flask = (statistics.median(it) for it in (tabled, raw, bare))
    p50, p99 = statistics.median(times), percentile(times, 0.99)
    shares = (f"{plainly:,.0f}", f"{rate / plainly:.0%}", f"{flask:,.0f}", f"{rate / flask:.0%}")
    return place.kind, writers, f"{rate:.0f}", ms(p50), ms(p99), *shares


def _at_once(place: Place, writers: int, many: int, act: Act) -> tuple[float, list[float]]:
    """(how many a second, seconds of each)."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        found = pool.map(partial(_some, place, many // writers, act), range(writers))
        times = [took for some in found for took in some]
    return len(times) / (time.perf_counter() - begun), times


def _some(place: Place, many: int, act: Act, writer: int) -> list[float]:
    draw = random.Random(writer)  # noqa: S311 - the same proposals each time
    return [seconds(partial(act, place, writer, draw)) for _ in range(many)]


def _table(place: Place, writer: int, draw: random.Random) -> None:
    paragraph = draw.choice([*place.texts])
    form = {
        "kind": "replace",
        "text": edited(draw, place.texts[paragraph], 2),
        "reason": "To say what was agreed.",
        "revision": "1",
        "token": f"benchmark-{next(tokens)}-{time.monotonic_ns()}",
        "then": "table",
    }
    browser = Browser(place.port, place.signed[writer])
    answer = browser.post(f"/drafts/{place.draft}/paragraphs/{paragraph}/proposals", form)
    if answer.status != HTTPStatus.SEE_OTHER:
        raise RuntimeError(f"a proposal was answered {answer.status}")


def _store(place: Place, _writer: int, draw: random.Random) -> None:
    text = edited(draw, draw.choice([*place.texts.values()]), 2)
    answer = Browser(place.bare).post("/store", {"text": text})
    if answer.status != HTTPStatus.OK:
        raise RuntimeError(f"a plain row was answered {answer.status}")


def _raw_rate(place: Place) -> float:
    """Commits a second of the plainest kind, on one connection."""
    connection, insert, done = plain(place.where)[0](), insertion(place.where), 0
    begun = time.perf_counter()
    while time.perf_counter() < begun + RAW_SECONDS:
        insert(connection, 0, "words " * 60)
        done += 1
    took = time.perf_counter() - begun
    connection.close()
    return done / took
