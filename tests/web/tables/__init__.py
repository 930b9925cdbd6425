"""Endpoint x role, a table for each part of the tool, put together here.

A table is a module of this folder. It may hold PAGES and CHANGES (endpoint -> the roles that may), OPEN_TO_ALL and
CHANGES_OPEN_TO_ALL, QUESTIONS (endpoint -> what follows its address), ELSEWHERE (pages that another test judges),
FRAGMENTS (parts of pages), FORM (what the forms of its changes carry) and `values(world)`: makes what its addresses
name, each in a transaction of its own, and answers name -> value; it may be asked for two Processes in one database.
"""

import pkgutil
from importlib import import_module
from typing import Any

from tests.factories import World

TABLES = [import_module(f"{__name__}.{it.name}") for it in pkgutil.iter_modules(__path__)]


def _merged(name: str) -> dict[str, Any]:
    return {key: value for it in TABLES for key, value in getattr(it, name, {}).items()}


def _united(name: str) -> frozenset[str]:
    return frozenset().union(*(getattr(it, name, ()) for it in TABLES))


PAGES: dict[str, frozenset[str]] = _merged("PAGES")
CHANGES: dict[str, frozenset[str]] = _merged("CHANGES")
QUESTIONS: dict[str, str] = _merged("QUESTIONS")
FORM: dict[str, str] = _merged("FORM")
OPEN_TO_ALL = _united("OPEN_TO_ALL")
CHANGES_OPEN_TO_ALL = _united("CHANGES_OPEN_TO_ALL")
ELSEWHERE = _united("ELSEWHERE")
FRAGMENTS = _united("FRAGMENTS")


def further_values(world: World) -> dict[str, Any]:
    return {name: value for it in TABLES if hasattr(it, "values") for name, value in it.values(world).items()}
