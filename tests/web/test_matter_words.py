"""Every kind of entry that a service records has a sentence in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask_babel import force_locale

from drafting.domain import matters
from drafting.web import matter_words

SERVICES = Path(__file__).resolve().parents[2] / "drafting" / "services"
KIND = 3  # record(session, book, actor, kind, …)


def recorded() -> Iterator[tuple[str, str]]:
    """(file, kind) of each call of `matters.record`; a kind that is chosen between two is two."""
    for path in sorted(SERVICES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "matters.record":
                for kind in constants(node.args[KIND]):
                    yield path.name, kind


def constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield ast.unparse(node)  # a kind that is put together is none that a reader can search for


def test_every_kind_that_is_recorded_has_a_sentence():
    assert {kind for _, kind in recorded()} <= matter_words.SENTENCES.keys()


def test_no_sentence_stands_for_a_kind_that_nobody_records():
    assert matter_words.SENTENCES.keys() <= {kind for _, kind in recorded()} | {matters.OPENED}


@pytest.mark.parametrize(("locale", "name"), [("en", "Opening"), ("ru", "Открытие")])
def test_a_name_is_told_in_the_readers_language(app, locale: str, name: str):
    with app.test_request_context(), force_locale(locale):
        assert matter_words.told({"name_en": "Opening", "name_ru": "Открытие"}, "name") == name
        assert matter_words.told({"name_en": "Opening"}, "name") == "Opening"
        assert matter_words.told({}, "name") == ""
