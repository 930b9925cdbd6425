"""The other side of `apart`: limits itself, then answers for one file after another. Started as a program.

Nothing but the standard library is loaded before the limits hold.
"""

import importlib
import json
import os
import resource
import signal
import sys
import traceback
from types import TracebackType
from typing import Any

# Begins the lines that say where it failed; what else it prints may be the file's own words, which nobody may log.
PLACE = "apart: "
_COMPLAINTS = 1_000_000  # bytes; all that it or what it starts may write to a file


def main() -> None:
    sys.excepthook = _failed
    wanted = json.loads(sys.stdin.buffer.readline())
    limits = wanted["limits"]
    _limit(limits["memory"])
    # What a library prints must not stand between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.path[:] = wanted["path"]
    for size in wanted["sizes"]:
        _allow(limits["seconds"])
        answer = _answer(wanted["reader"], sys.stdin.buffer.read(size), wanted["options"])
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _failed(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Where and of what kind, without the message: it may quote the file."""
    for frame in traceback.extract_tb(trace):
        print(f"{PLACE}{frame.filename}:{frame.lineno} {frame.name}", file=sys.stderr)  # noqa: T201 - to who hired us
    print(f"{PLACE}{kind.__name__}", file=sys.stderr)  # noqa: T201


def _limit(memory: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, _COMPLAINTS),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _allow(seconds: int) -> None:
    """Ends this process if the one that started it is not there to do so. Both limits hold for what it starts, too."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_REAL, seconds + 2)


def _answer(reader: list[str], data: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """reader: its module and its name. Any other error ends this process, which the one that started it is told."""
    from drafting.domain.errors import BadText  # noqa: PLC0415 - only now is the path known

    try:
        module, name = reader
        return {"answer": getattr(importlib.import_module(module), name)(data, **options)}
    except BadText as error:
        return {"refused": error.code, "details": error.details}
    except MemoryError:
        return {"stopped": "memory"}


if __name__ == "__main__":
    main()
