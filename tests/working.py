"""A worker in a process of its own, whose work takes its time: `python -m tests.working DATABASE SECONDS`."""

import sys
import time

from drafting.persistence.database import Database
from drafting.services import work
from tests.factories import NOW


def main(url: str, seconds: str) -> None:
    """One job after another until none is left."""
    database = Database(url)
    while True:
        with database.writing() as session:
            held = work.claim(session, f"{seconds} {time.monotonic_ns()}", NOW)
        if held is None:
            break
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        with database.writing() as session:
            work.progress(session, held, 0, 1, NOW)
        time.sleep(float(seconds))
        with database.writing() as session:
            work.finish(session, held, work.Result("pack.zip", "application/zip", b"PK"), NOW)
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
