"""Measuring and printing: interleaved rounds, medians, tables as docs/benchmarks.md shows them."""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version

IN_A_ROW = 4
SHOWN = ("flask", "sqlalchemy", "jinja2", "gunicorn", "psycopg", "lxml", "typst")


def machine() -> str:
    """The machine's shape and the day; no name, no path."""
    packages = ", ".join(f"{name} {version(name)}" for name in SHOWN)
    today = datetime.now(UTC).date().isoformat()
    system = f"{platform.system()} {platform.machine()}"
    return f"{today}: {os.cpu_count()} cores, {system}, Python {platform.python_version()}, {packages}"


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def interleaved(cases: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each case.

    Every case runs in every round, so that a busy minute is shared by all; and a few times in a row, of which the
    first does not count, so that the quick ones do not pay for what the slow ones pushed out of the caches.
    """
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, act in cases.items():
            times[name] += [seconds(act) for _ in range(IN_A_ROW)][1:]
    return {name: statistics.median(found) for name, found in times.items()}


def alone(act: Callable[[], object], rounds: int) -> float:
    """The median seconds of one thing, after a first time that does not count."""
    act()
    return statistics.median(seconds(act) for _ in range(rounds))


def percentile(found: Sequence[float], share: float) -> float:
    ordered = sorted(found)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def ms(value: float) -> str:
    """Seconds as milliseconds, with two figures that mean something."""
    shown = value * 1000
    return f"{shown:,.0f}" if shown >= 100 else f"{shown:.1f}" if shown >= 1 else f"{shown:.2f}"


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], note: str = "") -> None:
    """Print a Markdown table; the first column is words, the others are figures."""
    lines = [f"### {title}", ""]
    lines += [f"| {' | '.join(columns)} |", f"|---|{'---:|' * (len(columns) - 1)}"]
    lines += [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    lines += ["", note] if note else []
    sys.stdout.write("\n".join(lines) + "\n\n")
    sys.stdout.flush()


def say(words: str) -> None:
    """What is being done, beside the tables and not in them."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
