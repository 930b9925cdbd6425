"""Readers that behave as hostile files make readers behave; run apart by the tests."""

import os
import subprocess
import sys
import time
from pathlib import Path

from drafting.domain.errors import BadText


def echo(data: bytes, **options: str) -> list[object]:
    print("this is no answer")  # noqa: T201 - as a library might
    return [data.decode(), options]


def sleeps(data: bytes) -> None:
    time.sleep(60)


def loops(data: bytes) -> None:
    while True:
        pass


def eats(data: bytes) -> int:
    return len(b"x" * 10_000_000_000)


def floods(data: bytes) -> str:
    return "x" * 10_000_000


def refuses(data: bytes) -> None:
    raise BadText("too-long", longest=5)


def crashes(data: bytes) -> None:
    raise ZeroDivisionError


def quotes(data: bytes) -> None:
    """Fails as libraries do, with the file's own words in what it prints and raises."""
    print(data.decode())  # noqa: T201 - as a library might
    raise ValueError(data.decode())


def dies(data: bytes) -> None:
    os.abort()


def dies_at_b(data: bytes) -> str:
    if data == b"b":
        os.abort()
    return data.decode()


def leaves_a_child(data: bytes) -> int:
    """The number of a process that it started and does not wait for."""
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid


def says_its_number_and_sleeps(data: bytes, path: str) -> None:
    Path(path).write_text(str(os.getpid()))
    time.sleep(60)


def environment(data: bytes) -> dict[str, str]:
    return dict(os.environ)
