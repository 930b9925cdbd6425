"""A server for a benchmark, with the product's own processes and threads.

`python -m tests.benchmarks.serve PORT product DATABASE`, or `… PORT bare [FILE or CONNECTION]`: a Flask application
that says hello, and puts what it is sent into a table of a plain database.
"""

import os
import sqlite3
import sys
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from flask import Flask, request

from drafting.config import Settings
from drafting.server import Server

SECRET = "a secret of the benchmarks, long enough"


def settings(url: str, level: str = "INFO") -> Settings:
    return Settings(database_url=url, secret_key=SECRET, secure_cookies=False, log_level=level)


def plain(where: str) -> tuple[Callable[[], Any], str]:
    """How to reach a plain database with the bare driver, and its sign for a value. where: libpq's words or a file."""
    if "host=" in where:
        return lambda: psycopg.connect(where, autocommit=True), "%s"
    return lambda: _durable(where), "?"


def _durable(file: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def insertion(where: str) -> Callable[[Any, int, str], None]:
    """`insert(connection, writer, words)`: the plainest row, committed."""
    sign = plain(where)[1]
    begin = "BEGIN IMMEDIATE" if sign == "?" else "BEGIN"
    statement = f"INSERT INTO raw VALUES ({sign}, {sign})"  # noqa: S608 - our own words

    def insert(connection: Any, writer: int, words: str) -> None:
        connection.execute(begin)
        connection.execute(statement, (writer, words))
        connection.execute("COMMIT")

    return insert


class Bare(Server):
    """The yardstick: what a request costs when nothing is done in it, and when one row is stored."""

    where = ""

    def load_config(self) -> None:
        super().load_config()
        self.cfg.set("post_worker_init", lambda _worker: None)  # It keeps no deadlines.

    def load(self) -> Flask:
        app = Flask("bare")
        app.add_url_rule("/healthz", view_func=lambda: "hello", endpoint="hello")
        if self.where:
            connect, insert, own = plain(self.where)[0], insertion(self.where), threading.local()

            def store() -> str:
                if not hasattr(own, "connection"):
                    own.connection = connect()
                insert(own.connection, 0, request.form["text"])
                return "stored"

            app.add_url_rule("/store", view_func=store, methods=["POST"])
        return app


if __name__ == "__main__":
    port, kind, *rest = sys.argv[1:]
    # The product logs each request; nobody reads it here, but it is written.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    Bare.where = rest[0] if rest else ""
    server = Server if kind == "product" else Bare
    server(settings(rest[0] if rest else ""), f"127.0.0.1:{port}").run()
