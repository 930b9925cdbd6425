"""Every kind of entry that a service records has a sentence in both languages."""

import ast
from pathlib import Path

import pytest
from flask_babel import force_locale

from drafting.domain import matters
from drafting.services import matters as services
from drafting.services.scope import meeting_scope
from drafting.web import matter_words
from tests.factories import NOW

SERVICES = Path(__file__).resolve().parents[2] / "drafting" / "services"


def spoken() -> set[str]:
    """Every string that the services hold: the kinds that they record are among them."""
    trees = [ast.parse(path.read_text("utf-8")) for path in SERVICES.rglob("*.py")]
    found = {it.value for tree in trees for it in ast.walk(tree) if isinstance(it, ast.Constant)}
    return {it for it in found if isinstance(it, str)}


def test_no_sentence_stands_for_a_kind_that_nobody_records():
    assert matter_words.SENTENCES.keys() <= spoken() | {matters.OPENED}


def test_a_kind_without_a_sentence_is_recorded_by_no_test(world):
    """What `tests/conftest.py` sees to in every test, of every kind that is recorded there."""
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW, lock=True)
        with pytest.raises(AssertionError, match="sitting swallowed"):
            services.record(session, scope.meeting, scope.actor, "sitting swallowed", now=NOW)


@pytest.mark.parametrize(("locale", "name"), [("en", "Opening"), ("ru", "Открытие")])
def test_a_name_is_told_in_the_readers_language(app, locale: str, name: str):
    with app.test_request_context(), force_locale(locale):
        assert matter_words.told({"name_en": "Opening", "name_ru": "Открытие"}, "name") == name
        assert matter_words.told({"name_en": "Opening"}, "name") == "Opening"
        assert matter_words.told({}, "name") == ""
