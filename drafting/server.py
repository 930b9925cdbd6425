"""The server for one machine: gunicorn, a few processes with a few threads each."""

import errno
import socket
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from drafting import keeper
from drafting.app import create_app
from drafting.config import Settings
from drafting.notices import mail

PROCESSES, THREADS = 2, 4
# Seconds that a mail on its way is given when a process ends: less than the server gives the process.
FAREWELL = 8


class PortTaken(Exception):
    """Something else listens where we should."""


class Server(BaseApplication):  # type: ignore[misc] # the library is untyped
    """Each process makes its own application, so that no database connection is shared between them."""

    def __init__(self, settings: Settings, bind: str) -> None:
        self.settings = settings
        self.bind = bind
        super().__init__()

    def load_config(self) -> None:
        chosen: dict[str, Any] = {
            "bind": self.bind,
            "workers": PROCESSES,
            "threads": THREADS,
            "worker_class": "gthread",
            "accesslog": None,  # Our own lines say more and leave secrets out.
            "loglevel": "warning",
            "timeout": 120,
            "graceful_timeout": 10,
            "control_socket_disable": True,
            "post_worker_init": _keep,
            "worker_exit": _end,
        }
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app(self.settings)


def _keep(worker: Any) -> None:
    """Each process keeps deadlines and delivers notices: one that dies is replaced, and the others go on."""
    worker.keeper = keeper.of(worker.wsgi)
    worker.keeper.start()


def _end(_server: Any, worker: Any) -> None:
    if hasattr(worker, "keeper"):  # One that failed to start has none.
        worker.keeper.stop(FAREWELL)


def serve(settings: Settings) -> int:
    """Serve until stopped. Raises PortTaken with a sentence that says what to do, ValueError for bad settings."""
    if settings.smtp_url:
        mail.server(settings.smtp_url)
    require_free(settings.bind_host, settings.bind_port)
    Server(settings, f"{settings.bind_host}:{settings.bind_port}").run()
    return 0


def require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as err:
            if err.errno != errno.EADDRINUSE:
                raise
            raise PortTaken(f"port {port} is taken; choose another one: DRAFTING_PORT={port + 1} make demo") from err
