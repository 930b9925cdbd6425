"""Proposals tabled over HTTP, beside the plainest durable commits of the same database in the same minute."""

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from drafting.persistence.database import Database
from drafting.persistence.migrate import upgrade
from tests.benchmarks.browser import Browser, cookies, serving
from tests.benchmarks.measure import ms, percentile, say, seconds, table
from tests.benchmarks.world import STATES, edited, negotiation
from tests.postgres import running_postgres

PARAGRAPHS = 300
WRITERS = (1, 16)
ROUNDS = 3  # each: raw commits, then proposals, for every number of writers
RAW_SECONDS = 1.0
PROPOSALS = 240  # in one round, by all writers together
tokens = count(1)
Commit = Callable[[], object]


@dataclass(frozen=True)
class Place:
    """A database with an open draft, its server, and the plain commits of the same database."""

    kind: str
    port: int
    draft: int
    paragraphs: tuple[int, ...]
    texts: dict[int, str]
    signed: list[str]
    connect: Callable[[], Any]


def run() -> None:
    rows: list[tuple[object, ...]] = []
    for kind, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        say(f"tabling: {kind}")
        with opened() as (url, connect), _place(kind, url, connect) as place:
            rows += [_row(place, writers) for writers in WRITERS]
    table(
        "Proposals tabled over HTTP (saved, tabled, recorded and chained in one POST), all on one draft",
        ("database", "writers", "a second", "p50 ms", "p99 ms", "raw, one connection", "share", "raw, as many"),
        rows,
        "Raw: the plainest INSERT and COMMIT a second through the same driver with the same durability, on one "
        "connection (a draft has one serial history) and on as many as there are writers. All writers, the servers "
        "and the database share the cores.",
    )


@contextmanager
def _sqlite() -> Iterator[tuple[str, Callable[[], Any]]]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'tabling.sqlite'}", partial(_connect_sqlite, Path(folder) / "raw.sqlite")


def _connect_sqlite(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=60, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


@contextmanager
def _postgresql() -> Iterator[tuple[str, Callable[[], Any]]]:
    with running_postgres(durable=True) as server:
        url = server.create("tabling")
        where = make_url(url)
        host = where.query["host"]
        yield url, partial(psycopg.connect, host=host, user="postgres", dbname="tabling", autocommit=True)


@contextmanager
def _place(kind: str, url: str, connect: Callable[[], Any]) -> Iterator[Place]:
    upgrade(url)
    database = Database(url)
    made = negotiation(database, PARAGRAPHS, is_empty=True)
    database.close()
    with connect() as plain:
        plain.execute("CREATE TABLE raw (writer INTEGER, words TEXT)")
    heads = [f"{code.lower()}@example.org" for code in STATES]
    # Two browsers for each head of delegation: sixteen writers.
    signed = cookies(url, *heads, *heads)
    with serving(url) as port:
        yield Place(kind, port, made.draft, made.paragraphs, made.texts, signed, connect)


def _row(place: Place, writers: int) -> tuple[object, ...]:
    raw, many, tabled, times = [], [], [], []
    _table_many(place, writers, 32)  # The servers' connections and caches are there before the clock runs.
    for _ in range(ROUNDS):
        raw.append(_raw_rate(place, 1))
        many.append(_raw_rate(place, writers))
        rate, took = _table_many(place, writers, PROPOSALS)
        tabled.append(rate)
        times += took
    say(f"{place.kind}, {writers} writers: {[round(it) for it in tabled]} beside {[round(it) for it in raw]}")
    rate, plain = statistics.median(tabled), statistics.median(raw)
    p50, p99 = statistics.median(times), percentile(times, 0.99)
    shown = (f"{rate:.0f}", ms(p50), ms(p99), f"{plain:,.0f}", f"{rate / plain:.0%}")
    return place.kind, writers, *shown, f"{statistics.median(many):,.0f}"


def _table_many(place: Place, writers: int, proposals: int) -> tuple[float, list[float]]:
    """(proposals a second, seconds of each)."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        found = pool.map(partial(_table_some, place, proposals // writers), range(writers))
        times = [took for some in found for took in some]
    return len(times) / (time.perf_counter() - begun), times


def _table_some(place: Place, proposals: int, writer: int) -> list[float]:
    browser = Browser(place.port, place.signed[writer])
    draw = random.Random(writer)  # noqa: S311 - the same proposals each time
    return [seconds(partial(_table, place, browser, draw)) for _ in range(proposals)]


def _table(place: Place, browser: Browser, draw: random.Random) -> None:
    paragraph = draw.choice(place.paragraphs)
    form = {
        "kind": "replace",
        "text": edited(draw, place.texts[paragraph], 2),
        "reason": "To say what was agreed.",
        "revision": "1",
        "token": f"benchmark-{next(tokens)}-{time.monotonic_ns()}",
        "then": "table",
    }
    answer = browser.post(f"/drafts/{place.draft}/paragraphs/{paragraph}/proposals", form)
    if answer.status != 303:
        raise RuntimeError(f"a proposal was answered {answer.status}")


def _raw_rate(place: Place, writers: int) -> float:
    """Commits a second of the plainest kind, so many connections at once."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(writers) as pool:
        done = sum(pool.map(partial(_commits, place), range(writers)))
    return done / (time.perf_counter() - begun)


def _commits(place: Place, writer: int) -> int:
    mark = "?" if place.kind == "SQLite" else "%s"
    statement, values, done = f"INSERT INTO raw VALUES ({mark}, {mark})", (writer, "words " * 60), 0  # noqa: S608
    connection = place.connect()
    end = time.perf_counter() + RAW_SECONDS
    while time.perf_counter() < end:
        connection.execute("BEGIN IMMEDIATE" if place.kind == "SQLite" else "BEGIN")
        connection.execute(statement, values)
        connection.execute("COMMIT")
        done += 1
    connection.close()
    return done
