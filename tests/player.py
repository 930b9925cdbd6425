"""Somebody in a process of his own, who does one thing after another as told: `python -m tests.player`.

The orders on the standard input are JSON, one to a line: the conference, an `act` of ACTS, its facts, and maybe a
`step`: the process that carries it out kills itself after so many steps, where a statement is one, a commit about to be
made is one, and a commit made is one. The answer is a line too: what came of it.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from drafting.domain.errors import WrongState
from drafting.persistence.database import Database
from drafting.services import silence_certificate, silence_clock
from tests import acts, silence
from tests.factories import World


def record(it: World, now: datetime, limit: int = 50) -> int:
    """What the keeper of deadlines does until nothing is due that nobody else has in hand."""
    recorded = 0
    while found := silence.clock_strikes(it, now, limit):
        recorded += found
    return recorded


def record_all(it: World, now: datetime, limit: int) -> int:
    """The same until nothing is due at all, whoever recorded it."""
    recorded = 0
    while True:
        recorded += record(it, now, limit)
        with it.database.reading() as session:
            due = silence_clock.next_due(session)
        if due is None or due > now:
            return recorded


def answer(it: World, who: str, number: int, at: datetime, said: str = "objection", form: str = "") -> str:
    silence.answer(it, who, number, said, at=at, form=form)
    return "done"


def certify(it: World, who: str, number: int, seq: int, now: datetime, form: str) -> str:
    facts: dict[str, Any] = {"seq": seq, "statement": "", "token": form, "now": now}
    acts.act(it, who, lambda session, scope: silence_certificate.certify(session, scope, number, **facts), now)
    return "done"


def extend(it: World, number: int, ends: datetime, now: datetime) -> str:
    silence.extend(it, number, ends, now=now)
    return "done"


ACTS: dict[str, Callable[..., Any]] = {
    "record": record,
    "record all": record_all,
    "answer": answer,
    "certify": certify,
    "extend": extend,
}


def carry_out(it: World, order: dict[str, Any]) -> Any:
    """What came of an order; a refusal is an answer too."""
    facts = {key: datetime.fromisoformat(it) if key in ("now", "at", "ends") else it for key, it in order.items()}
    act = ACTS[facts.pop("act")]
    try:
        return act(it, **facts)
    except WrongState as err:
        return f"{err.event} in state {err.state}"


def die_after(steps: int, database: Database) -> None:
    """Let this process kill itself after so many steps."""
    left = steps

    def step(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "after_cursor_execute", step)
    event.listen(database.engine, "commit", step)
    event.listen(Session, "after_commit", step)


def apart(order: dict[str, Any]) -> Any:
    """An order carried out by a child, who has his own connections and may die; "died" where he did."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        made = order.pop("conference")
        it = World(**{**made, "database": Database(made["database"])})
        if steps := order.pop("step", 0):
            die_after(steps, it.database)
        os.write(writing, json.dumps(carry_out(it, order)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told) if told else "died"


class Player:
    """The other end of the pipe."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def order(self, it: World, act: str, **facts: Any) -> None:
        """To do something in this conference."""
        written = {key: fact.isoformat() if isinstance(fact, datetime) else fact for key, fact in facts.items()}
        url = it.database.engine.url.render_as_string(hide_password=False)
        assert self.process.stdin is not None
        line = json.dumps({"conference": {**vars(it), "database": url}, "act": act, **written})
        print(line, file=self.process.stdin, flush=True)

    def told(self) -> Any:
        """What came of the order, waiting for it."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())


@contextmanager
def players(count: int) -> Iterator[list[Player]]:
    """So many processes, warmed up and waiting for orders."""
    command = [sys.executable, "-m", "tests.player"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen(command, **pipes) for _ in range(count)]  # noqa: S603 - our own words
    try:
        for process in running:
            assert process.stdout.readline() == "ready\n"
        yield [Player(process) for process in running]
    finally:
        for process in running:
            process.stdin.close()
            process.wait(30)
            process.stdout.close()


def main() -> None:
    say("ready")
    for line in sys.stdin:
        say(json.dumps(apart(json.loads(line))))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
