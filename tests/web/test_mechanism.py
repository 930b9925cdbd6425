"""docs/mechanism.md: the pages, the tests and the rules that it names exist."""

import re
from pathlib import Path

from drafting.web.rule_words import NAMES

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "mechanism.md").read_text("utf-8")


def test_every_page_that_is_named_exists(app):
    pages = {re.sub(r"<[^>]+>", "<id>", it.rule) for it in app.url_map.iter_rules()}
    named = set(re.findall(r"`(/[^`]*)`", TEXT))
    assert len(named) > 30
    assert named - pages == set()


def test_every_test_that_is_named_exists():
    named = set(re.findall(r"`(tests/[^`]*)`", TEXT))
    assert len(named) > 10
    assert [it for it in sorted(named) if not (ROOT / it).is_file()] == []


def test_every_rule_that_is_named_stands_on_the_page_of_the_rules():
    named = set(re.findall(r"[Rr]ule “?\"([^\"]+)\"", TEXT))
    assert len(named) > 5
    assert named <= {str(it) for it in NAMES.values()}


def test_every_section_of_the_rule_book_has_its_table():
    sections = [
        *(f"| {number}, " for number in (1, 2)),
        *(f"| 3.{it}" for it in ("i,", "ii", "iii", "iv", "v,", "vi ", "vii")),
    ]
    assert [it for it in sections if it not in TEXT] == []
