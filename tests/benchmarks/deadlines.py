"""A thousand no-objection runs that end in the same second, recorded by one job and by three at once."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import func, select, update

from drafting.config import ROOT
from drafting.documents.tree import Block
from drafting.persistence.database import Database
from drafting.persistence.migrate import upgrade
from drafting.persistence.records import Entry, Notice, SilenceRun
from drafting.services import conference, drafts, silence_clock, silence_runs
from drafting.services.scope import draft_scope, meeting_scope
from tests.benchmarks.browser import Browser, cookies, serving
from tests.benchmarks.measure import interleaved, ms, percentile, say, table
from tests.conftest import fold_log
from tests.factories import party, person
from tests.postgres import running_postgres

RUNS, STATES = 1_000, 60
PAGE_RUNS = 200
RECORDERS = (1, 3)
HEAD_START = 3.0  # seconds between the last preparation and the common deadline
READY = "ready\n"
PERIOD = timedelta(hours=73)


@dataclass(frozen=True)
class Closing:
    """lags: seconds from the deadline to the commit, of each run; notices: queued; doubled: entries or notices of one
    run more than there should be; all_done: seconds from the deadline to the last commit."""

    lags: tuple[float, ...]
    notices: int
    doubled: int

    @property
    def all_done(self) -> float:
        return max(self.lags)


def run() -> None:
    rows: list[tuple[object, ...]] = []
    for kind, opened in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with opened() as again:
            for recorders in RECORDERS:
                say(f"deadlines: {kind}, recorders: {recorders}")
                rows.append((kind, recorders, *_figures(close(again(), recorders))))
    table(
        f"{RUNS:,} runs of {STATES} States that end in the same second",
        ("database", "recorders", "recorded", "all ms", "lag p50 ms", "lag p99 ms", "notices", "double"),
        rows,
        "Lag: from the deadline to the commit that records it, the entry and the notices to every contact "
        "in it; each recorder a process of its own, all on the same two cores as the database.",
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        _pages(f"sqlite:///{Path(folder) / 'pages.sqlite'}")


def _figures(found: Closing) -> tuple[object, ...]:
    lags = found.lags
    spread = ms(found.all_done), ms(percentile(lags, 0.5)), ms(percentile(lags, 0.99))
    return len(lags), *spread, f"{found.notices:,}", found.doubled


def _pages(url: str) -> None:
    """The list of deadlines with all of its runs under way, for a head of delegation whom each of them asks."""
    say(f"deadlines: the page with {PAGE_RUNS} runs")
    prepare(url, PAGE_RUNS)
    (signed,) = cookies(url, "s00@example.org")
    with serving("product", url) as port, serving("bare") as bare:
        browser = Browser(port, signed)
        for _ in range(6):  # Every process has rendered it before the clock runs.
            answer = browser.get("/deadlines")
        cases = {"hello": partial(Browser(bare).get, "/healthz"), "page": partial(browser.get, "/deadlines")}
        times = interleaved(cases, 10)
    row = ms(times["page"]), f"{times['page'] / times['hello']:.1f}", f"{len(answer.body):,}"
    table(
        f"The list of deadlines with {PAGE_RUNS} runs under way",
        ("what", "ms", "hellos", "on the wire"),
        [("all of them wait for this delegation", *row)],
        f"A hello took {ms(times['hello'])} ms.",
    )


def prepare(url: str, runs: int = RUNS) -> None:
    """A Process of sixty States and so many decisions, each with a run that the services announced."""
    upgrade(url)
    database = Database(url)
    now = datetime.now(UTC) - PERIOD + timedelta(hours=1)
    with database.writing() as session:
        made = conference.set_up(session, _plan(), now)
        people = {email.partition("@")[0]: it.id for email, it in made.people.items()}
        meeting = made.meeting.id
    for first in range(0, runs, 100):
        with database.writing() as session:
            scope = meeting_scope(session, people["office"], meeting, now)
            for number in range(first, first + 100):
                draft = drafts.import_draft(
                    session,
                    scope,
                    title=f"Decision {number}",
                    language="en",
                    blocks=(Block("operative", "To meet every year.", "1."),),
                    source=drafts.Source("decision.md", "0" * 64),
                    now=now,
                )
                _announce(session, people["chair"], draft.id, now)
    database.close()


def _announce(session: Any, chair: int, draft: int, now: datetime) -> None:
    drafts.open_draft(session, draft_scope(session, chair, draft, now, lock=True), token=f"open-{draft}", now=now)
    scope = draft_scope(session, chair, draft, now, lock=True)
    ends = now + PERIOD
    plan = silence_runs.Plan(
        subject="draft",
        paragraphs=(),
        party=None,
        meaning="adoption",
        severable=False,
        names="all",
        day=ends.date(),
        hour=ends.time(),
        zone="UTC",
        city="utc",
        notice_en="Silence means consent.",
        notice_ru="Молчание означает согласие.",
    )
    row = silence_runs.prepare(session, scope, plan, token=f"plan-{draft}", now=now)
    facts: dict[str, Any] = {"seq": scope.draft.seq, "version": row.version, "token": f"start-{draft}", "now": now}
    silence_runs.announce(session, scope, row.number, **facts)


def close(url: str, recorders: int) -> Closing:
    """Let them all end at one instant of the near future, with so many jobs waiting for it."""
    database = Database(url)
    jobs = [_recorder(url) for _ in range(recorders)]
    for job in jobs:
        assert job.stdout is not None
        assert job.stdout.readline() == READY
    ends = datetime.now(UTC) + timedelta(seconds=HEAD_START)
    with database.writing() as session:
        session.execute(update(SilenceRun).values(ends_at=ends, next_at=ends))
    commits = [json.loads(line) for job in jobs for line in job.communicate()[0].splitlines()]
    with database.reading() as session:
        entries = session.scalar(select(func.count()).where(Entry.kind == "silence expired")) or 0
        notices = session.scalar(select(func.count()).where(Notice.occasion == "expired")) or 0
    database.close()
    lags = [at - ends.timestamp() for at, count in commits for _ in range(count)]
    expected = RUNS * (STATES + 2)
    return Closing(tuple(lags), notices, (entries - RUNS) + (notices - expected))


def _recorder(url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.benchmarks.deadlines", url]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own module


def record_until_done(url: str) -> None:
    """What the job does, telling when each of its transactions was committed and of how many runs."""
    database = Database(url)
    with database.reading() as session:
        silence_clock.next_due(session)  # Connected before the clock runs, as a job is that has been there for days.
    sys.stdout.write(READY)
    sys.stdout.flush()
    time.sleep(HEAD_START / 2)  # Meanwhile the common deadline is set.
    while True:
        with database.reading() as session:
            due = silence_clock.next_due(session)
        if due is None:
            return
        time.sleep(max(0.0, min(1.0, (due - datetime.now(UTC)).total_seconds())))
        with database.writing() as session:
            count = silence_clock.record_due(session, datetime.now(UTC))
        if count:
            sys.stdout.write(json.dumps([time.time(), count]) + "\n")


def _plan() -> dict[str, object]:
    codes = [f"S{number:02}" for number in range(STATES)]
    heads = [person(f"{code}@example.org".lower(), {"role": "head", "party": code}) for code in codes]
    others = [person("chair@example.org", {"role": "chair"}), person("office@example.org", {"role": "support"})]
    zone = {"zone": "Asia/Almaty"}
    title = {"title_en": "Conference", "title_ru": "Конференция", "city_en": "Almaty", "city_ru": "Алматы"}
    days = {"starts_on": date(2026, 6, 3), "ends_on": date(2026, 6, 5)}
    return {
        "process": {"slug": "process", "name_en": "Process", "name_ru": "Процесс", **zone},
        "meeting": {"slug": "conference", "kind": "ministerial conference", **zone, **title, **days},
        "parties": [party(code, f"State {code}", f"Государство {code}") for code in codes],
        "people": [*heads, *others],
    }


Again = Callable[[], str]


@contextmanager
def _sqlite() -> Iterator[Again]:
    """Prepared once, copied for each measurement."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        first, numbers = Path(folder) / "first.sqlite", count(1)
        prepare(f"sqlite:///{first}")
        fold_log(first)

        def again() -> str:
            path = Path(folder) / f"{next(numbers)}.sqlite"
            shutil.copyfile(first, path)
            return f"sqlite:///{path}"

        yield again


@contextmanager
def _postgresql() -> Iterator[Again]:
    """The same; its statistics are made, as a database that is not some seconds old has them."""
    with running_postgres(durable=True) as server:
        url, numbers = server.create("first"), count(1)
        prepare(url)
        with psycopg.connect(host=str(server.folder), user="postgres", dbname="first", autocommit=True) as connection:
            connection.execute("ANALYZE")
        yield lambda: server.create(f"copy{next(numbers)}", "first")


if __name__ == "__main__":
    record_until_done(sys.argv[1])
