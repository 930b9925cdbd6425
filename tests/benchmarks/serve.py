"""A server for a benchmark: `python -m tests.benchmarks.serve PORT DATABASE`, or without DATABASE a bare Flask page.

Both run on the product's own server, with its processes and threads.
"""

import os
import sys

from flask import Flask

from drafting.config import Settings
from drafting.server import Server

SECRET = "a secret of the benchmarks, long enough"


def settings(url: str, level: str = "INFO") -> Settings:
    return Settings(database_url=url, secret_key=SECRET, secure_cookies=False, log_level=level)


class Bare(Server):
    """The yardstick: what one request costs when nothing is done in it."""

    def load(self) -> Flask:
        app = Flask("bare")
        app.add_url_rule("/healthz", view_func=lambda: "hello", endpoint="hello")
        return app


if __name__ == "__main__":
    port, url = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    # The product logs each request; nobody reads it here, but it is written.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    kind = Server if url else Bare
    kind(settings(url), f"127.0.0.1:{port}").run()
