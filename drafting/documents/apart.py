"""A reader of strangers' files, run in a process of its own with limits of time, memory and output.

The process (`apart_child`) limits itself before it loads anything, so that no code runs between fork and exec: safe
under the server's threads. It leads a group of its own, which is killed whole when it answers or fails to.
"""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic
from typing import IO, Any

from drafting.documents.apart_child import PLACE
from drafting.domain.errors import BadText

_CHILD = Path(__file__).with_name("apart_child.py")
_LOG = logging.getLogger(__name__)
# More at once would only share the processors, and multiply the memory. A free place is awaited.
_PLACES = threading.BoundedSemaphore((os.cpu_count() or 1) + 1)
_CHUNK = 1 << 16
_PLACES_LOGGED = 30


@dataclass(frozen=True)
class Limits:
    """For one file. seconds: of the clock, and of the processor; memory: bytes of address space; output: bytes."""

    seconds: int = 20
    memory: int = 1_500_000_000
    output: int = 50_000_000


LIMITS = Limits()


def run(reader: Callable[..., Any], data: bytes, limits: Limits = LIMITS, **options: Any) -> Any:
    """What `reader(data, **options)` answers. reader: a function of a module, whose answer is JSON, as the options are.

    Raises BadText: what the reader raised; reading-stopped (limit: time, memory, output, crash); readers-busy.
    """
    (answer,) = run_each(reader, [data], limits, **options)
    if isinstance(answer, BadText):
        raise answer
    return answer


def run_each(
    reader: Callable[..., Any], files: Sequence[bytes], limits: Limits = LIMITS, **options: Any
) -> Iterator[Any]:
    """The same for many files in one process, each answer when it is there: JSON, or the BadText that `run` raises.

    A file at which the process is stopped costs the others nothing: they are read by another one.
    """
    waiting = deque(files)
    while waiting:
        with _process(reader, list(waiting), limits, options) as process:
            while waiting:
                answer = process.answer()
                waiting.popleft()
                yield answer
                if isinstance(answer, BadText) and answer.code in _ENDS:
                    break


_ENDS = ("reading-stopped", "readers-busy")


@contextmanager
def _process(
    reader: Callable[..., Any], files: Sequence[bytes], limits: Limits, options: dict[str, Any]
) -> Iterator["_Process | _Busy"]:
    if not _PLACES.acquire(timeout=limits.seconds):
        yield _Busy()
        return
    try:
        with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as complaints:
            _ask(question, reader, files, limits, options)
            child = subprocess.Popen(  # noqa: S603 - our own file, with nothing of the stranger's on its command line
                [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(_CHILD)],
                stdin=question,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env={"LANG": "C.UTF-8"},  # no secret of the installation's
                start_new_session=True,
            )
            try:
                yield _Process(child, complaints, limits)
            finally:
                _end(child)
    finally:
        _PLACES.release()


def _ask(
    question: IO[bytes],
    reader: Callable[..., Any],
    files: Sequence[bytes],
    limits: Limits,
    options: dict[str, Any],
) -> None:
    """One line that says what is wanted, then the files end to end."""
    wanted = {
        "path": [str(_CHILD.parents[2]), *(it for it in sys.path if it)],
        "reader": [reader.__module__, reader.__qualname__],
        "sizes": [len(it) for it in files],
        "limits": asdict(limits),
        "options": options,
    }
    question.write(json.dumps(wanted).encode() + b"\n")
    question.writelines(files)
    question.seek(0)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Whatever it started ends with it: its group lives on as long as one of them does."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    if child.stdout is not None:
        child.stdout.close()
    child.wait()


class _Busy:
    def answer(self) -> BadText:
        return BadText("readers-busy")


@dataclass
class _Process:
    """A running reader. unread: what came of the next answer, which is a line."""

    child: "subprocess.Popen[bytes]"
    complaints: IO[bytes]
    limits: Limits
    unread: bytearray = field(default_factory=bytearray)

    def answer(self) -> Any:
        """The next file's answer, or the BadText that it came to."""
        line = self._line()
        if isinstance(line, BadText):
            return line
        said: dict[str, Any] = json.loads(line)
        if "refused" in said:
            return BadText(said["refused"], **said["details"])
        return self._stopped(said["stopped"]) if "stopped" in said else said["answer"]

    def _line(self) -> bytes | BadText:
        until = monotonic() + self.limits.seconds
        assert self.child.stdout is not None  # noqa: S101 - it is a pipe
        with selectors.DefaultSelector() as selector:
            selector.register(self.child.stdout, selectors.EVENT_READ)
            while b"\n" not in self.unread[-_CHUNK:]:
                if len(self.unread) > self.limits.output:
                    return self._stopped("output")
                if not selector.select(max(until - monotonic(), 0)):
                    return self._stopped("time")
                came = os.read(self.child.stdout.fileno(), _CHUNK)
                if not came:
                    return self._stopped("crash")
                self.unread += came
        line, _, rest = bytes(self.unread).partition(b"\n")
        self.unread = bytearray(rest)
        return line

    def _stopped(self, limit: str) -> BadText:
        self.complaints.seek(0)
        said = self.complaints.read().decode("utf-8", "replace").splitlines()
        places = [it.removeprefix(PLACE) for it in said if it.startswith(PLACE)][-_PLACES_LOGGED:]
        _LOG.warning("a reader was stopped (%s): %s", limit, "; ".join(places))
        return BadText("reading-stopped", limit=limit)
