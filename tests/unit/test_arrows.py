"""The arrows of the architecture hold: who imports whom is read from the source itself."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WEB_LIBRARIES = ("flask", "flask_babel", "flask_htmx", "flask_login", "gunicorn", "jinja2", "werkzeug")
DATABASE_LIBRARIES = ("sqlalchemy", "alembic", "psycopg", "sqlite3")
# Where pages are wired: the application, and the list that it reads.
WIRING = ("drafting.app", "drafting.web.routes")
# What others take of the web: the sentences that people read, and files and letters in the same words as the pages'.
SPOKEN = {
    "drafting.cli": (
        "drafting.web.refusals",
        "drafting.web.akoma",
        "drafting.web.exports.exported",
        "drafting.web.packs.made_now",
    ),
    "drafting.postman": ("drafting.web.notice_words.letter",),
    "drafting.worker": ("drafting.web.packs", "drafting.web.copies_reading"),
}


@dataclass(frozen=True)
class Layer:
    """What the files of one folder may import.

    ours: modules of this project, with all below them; only: where given, the sole libraries besides the
    standard one; never: libraries, of the standard one too, that are refused.
    """

    ours: tuple[str, ...]
    only: tuple[str, ...] | None = None
    never: tuple[str, ...] = ()

    def allows(self, name: str) -> bool:
        top = name.partition(".")[0]
        if top == "drafting":
            return name == "drafting" or any(is_within(name, f"drafting.{module}") for module in self.ours)
        if top in self.never:
            return False
        return self.only is None or top in sys.stdlib_module_names or top in self.only


LAYERS = {
    "drafting.domain": Layer(("domain",), only=("diff_match_patch", "rapidfuzz"), never=DATABASE_LIBRARIES),
    "drafting.documents": Layer(("documents", "domain"), never=(*WEB_LIBRARIES, *DATABASE_LIBRARIES)),
    "drafting.world": Layer(("world", "domain"), only=(), never=DATABASE_LIBRARIES),
    "drafting.notices": Layer(("notices", "domain"), never=(*WEB_LIBRARIES, *DATABASE_LIBRARIES)),
    "drafting.persistence": Layer(("persistence", "domain", "config"), only=DATABASE_LIBRARIES),
    "drafting.services": Layer(
        ("services", "persistence", "documents", "notices", "world", "domain", "demo", "config"), never=WEB_LIBRARIES
    ),
}


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def imports(module: str, source: str) -> Iterator[str]:
    """Every name imported anywhere in a module, in full: `from a import b` gives `a.b`.

    module: the dotted name of the file, by which relative imports are understood; a package ends in `.__init__`.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = module.split(".")[: -node.level] if node.level else []
            base = ".".join([*parents, node.module] if node.module else parents)
            yield from (f"{base}.{alias.name}" for alias in node.names)


def borrowed_blueprints(module: str, source: str) -> Iterator[str]:
    """The blueprints of other pages that a module takes, imported or as `page.blueprint`."""
    pages = {name.rpartition(".")[2]: name for name in imports(module, source) if is_within(name, "drafting.web")}
    yield from (name for name in pages.values() if name.endswith(".blueprint"))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "blueprint" and isinstance(node.value, ast.Name):
            page = pages.get(node.value.id)
            if page:
                yield f"{page}.blueprint"


def broken(module: str, source: str) -> list[str]:
    """The imports of a module that go against the arrows, each as a sentence."""
    names = list(imports(module, source))
    layer = next((LAYERS[package] for package in LAYERS if is_within(module, package)), None)
    wrong = {name for name in names if layer and not layer.allows(name)}
    if module != "drafting.app" and not is_within(module, "drafting.web"):
        spoken = SPOKEN.get(module, ())
        wrong |= {name for name in names if is_within(name, "drafting.web") and name not in spoken}
    if module not in WIRING:
        wrong |= set(borrowed_blueprints(module, source))
    return [f"{module} imports {name}" for name in sorted(wrong)]


def modules() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "drafting").rglob("*.py")):
        yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path.read_text("utf-8")


def test_every_import_follows_the_arrows():
    wrong = [sentence for module, source in modules() for sentence in broken(module, source)]
    assert wrong == []


def test_every_layer_is_where_the_rules_look_for_it():
    found = {module for module, _ in modules()}
    assert {f"{package}.__init__" for package in LAYERS} <= found


@pytest.mark.parametrize(
    ("module", "line", "name"),
    [
        ("drafting.domain.diff", "import flask", "flask"),
        ("drafting.domain.diff", "import sqlite3", "sqlite3"),
        ("drafting.domain.diff", "from lxml import etree", "lxml.etree"),
        ("drafting.domain.diff", "from drafting import services", "drafting.services"),
        ("drafting.domain.diff", "from drafting.config import Settings", "drafting.config.Settings"),
        ("drafting.domain.diff", "from ..persistence import database", "drafting.persistence.database"),
        ("drafting.domain.__init__", "from ..documents import tree", "drafting.documents.tree"),
        ("drafting.domain.diff", "def late():\n    import sqlalchemy.orm", "sqlalchemy.orm"),
        ("drafting.documents.docx.docx_in", "from drafting.services import drafts", "drafting.services.drafts"),
        ("drafting.documents.docx.docx_in", "from drafting.web import pages", "drafting.web.pages"),
        ("drafting.documents.docx.docx_in", "from drafting.persistence.records import Draft", "records.Draft"),
        ("drafting.documents.docx.docx_in", "from flask import request", "flask.request"),
        ("drafting.documents.docx.docx_in", "from sqlalchemy import select", "sqlalchemy.select"),
        (
            "drafting.persistence.queries.drafts",
            "from drafting.services import texts",
            "drafting.services.texts",
        ),
        (
            "drafting.persistence.queries.drafts",
            "from drafting.documents import tree",
            "drafting.documents.tree",
        ),
        ("drafting.persistence.queries.drafts", "from flask import g", "flask.g"),
        ("drafting.world.__init__", "import babel", "babel"),
        ("drafting.world.__init__", "from drafting.services import scope", "drafting.services.scope"),
        ("drafting.domain.diff", "from drafting import world", "drafting.world"),
        ("drafting.persistence.database", "from drafting.world import states", "drafting.world.states"),
        ("drafting.services.proposals", "import flask_login", "flask_login"),
        (
            "drafting.services.proposals",
            "from werkzeug.security import safe_join",
            "werkzeug.security.safe_join",
        ),
        ("drafting.services.proposals", "from drafting.web.forms import Form", "drafting.web.forms.Form"),
        ("drafting.services.proposals", "from drafting.app import create_app", "drafting.app.create_app"),
        ("drafting.cli", "from drafting.web import proposals", "drafting.web.proposals"),
        (
            "drafting.web.drafts",
            "from drafting.web.proposals import blueprint",
            "drafting.web.proposals.blueprint",
        ),
    ],
)
def test_an_import_against_the_arrows_is_found(module: str, line: str, name: str):
    sentences = broken(module, line)
    assert sentences
    assert all(sentence.endswith(name) for sentence in sentences)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("drafting.domain.diff", "import re, unicodedata\nfrom diff_match_patch import diff_match_patch"),
        ("drafting.domain.diff", "from .words import tokens"),
        ("drafting.documents.docx.docx_in", "from lxml import etree\nfrom drafting.domain import labels"),
        (
            "drafting.persistence.database",
            "from sqlalchemy import select\nfrom drafting.domain import errors",
        ),
        (
            "drafting.services.proposals",
            "from sqlalchemy.orm import Session\nfrom drafting.domain import merge",
        ),
        ("drafting.services.proposals", "from drafting.world import find"),
        ("drafting.world.__init__", "import csv\nfrom drafting.domain import declension"),
        ("drafting.web.proposals", "from flask import Blueprint\nfrom drafting.web.forms import Form"),
        ("drafting.web.proposals", "from flask import request\nrequest.blueprint"),
        ("drafting.web.routes", "from drafting.web import home\nhome.blueprint"),
        ("drafting.app", "from drafting.web.proposals import blueprint"),
        ("drafting.cli", "from drafting.app import create_app"),
    ],
)
def test_an_import_along_the_arrows_passes(module: str, line: str):
    assert broken(module, line) == []
