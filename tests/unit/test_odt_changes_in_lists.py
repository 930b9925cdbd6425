"""Changes in lists and tables of OpenDocument texts: undone, labels are what they were."""

import pytest

from drafting.documents import reading
from drafting.documents.odt import odt_changes_in, odt_in
from tests.odt_copies import CELL, begin, came, end, file_of, gone, item, p, texts, went
from tests.unit.test_reading_odt import items, level, listed, style

NUMBERS = style(level(1, format="1", suffix=".") + level(2, format="a", suffix=")"))


LISTS = {
    "an item": (
        went("d", listed(items("two;", ""))),
        [listed(items("one;") + item(p(gone("d"), "three;")) + items("four;"))],
        [("1.", "one;"), ("2.", "two;"), ("3.", "three;"), ("4.", "four;")],
    ),
    "the first item": (
        went("d", listed(items("one;", ""))),
        [listed(item(p(gone("d"), "two;")) + items("three;"), 'xml:id="x"'),
         p("Between."), listed(items("four;"), 'text:continue-list="x"')],
        [("1.", "one;"), ("2.", "two;"), ("3.", "three;"), ("", "Between."), ("4.", "four;")],
    ),
    "the last item": (
        went("d", listed(items("three;")) + p()),
        [listed(items("one;", "two;")), p(gone("d"), "End.")],
        [("1.", "one;"), ("2.", "two;"), ("3.", "three;"), ("", "End.")],
    ),
    "from inside one item to inside another": (
        went("d", listed(items(" one;", "two;", "all "))),
        [listed(item(p("just", gone("d"), "three;"), p("and more")) + items("four;"))],
        [("1.", "just one;"), ("2.", "two;"), ("3.", "all three;"), ("", "and more"), ("4.", "four;")],
    ),
    "an item of a list in a list": (
        went("d", listed(item(listed(items("x;", ""))))),
        [listed(item(p("one"), listed(item(p(gone("d"), "y;")) + items("z;"))) + items("two;"))],
        [("1.", "one"), ("a)", "x;"), ("b)", "y;"), ("c)", "z;"), ("2.", "two;")],
    ),
    "words of an item": (
        went("d", p("very ")),
        [listed(item(p("a ", gone("d"), "one;")) + items("two;"))],
        [("1.", "a very one;"), ("2.", "two;")],
    ),
    "the end of a paragraph before a list": (
        went("d", p(" end.") + listed(items("no "))),
        [p("The", gone("d"), "one;"), listed(items("two;"), 'text:continue-numbering="true"')],
        [("", "The end."), ("1.", "no one;"), ("2.", "two;")],
    ),
    "a list that came": (
        came("i"),
        [p("One.", begin("i")), listed(items("a;", "b;")), p(end("i"), "Two.")],
        [("", "One.Two.")],
    ),
    "an item that is told as bare paragraphs": (
        went("d", p("one;") + p()),
        [listed(item(p(gone("d"), "more")) + items("two;"))],
        [("1.", "one;"), ("", "more"), ("2.", "two;")],
    ),
    "a table in a list": (
        went("d", CELL.format(p("cell")) + listed(items(""))),
        [listed(item(p("one", gone("d"), "two")) + items("three;"))],
        [("1.", "one"), ("", "cell"), ("2.", "two"), ("3.", "three;")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("regions", "text", "before"), LISTS.values(), ids=LISTS)
def test_lists_are_counted_as_they_were(regions, text, before):
    data = file_of(regions, *text, styles=NUMBERS)
    assert [(it.label, it.text) for it in odt_in.read(data, "reject").paragraphs] == before
    together = [it for it in odt_changes_in.read(data).paragraphs if not (it.ends.inserted and it.words[0].inserted)]
    assert len(together) >= len(before)


def test_a_table_that_came_is_gone_with_its_columns_and_one_whose_cells_came_is_not():
    data = file_of(came("i") + came("j"), p("X", begin("i")), CELL.format(p("a")), p(end("i"), "Y"))
    assert "table-flattened" not in dict(odt_in.read(data, "reject").paragraphs[0].noticed)
    data = file_of(came("i"), p("X"), CELL.format(p(begin("i"), "a", end("i"))), p("Y"))
    assert texts(data, "reject") == ["X", "", "Y"]


WHOLE = {
    "META-INF/manifest.xml": (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        "</manifest:manifest>"
    ),
}
EDITED = {
    "an item": [("delete", "two;")],
    "items": [("delete", "one;"), ("delete", "three;")],
    "the last item and the paragraph behind": [("delete", "four;"), ("replace", "Tail", "Head")],
    "a new item": [("add", "two;", "two and a half;"), ("replace", "one", "uno")],
    "an item parted": [("split", "three;")],
    "cells": [("replace", "cell two", "the second cell"), ("delete", "Tail words")],
}


@pytest.mark.parametrize("edits", EDITED.values(), ids=EDITED)
def test_libreoffice_rejects_changes_in_lists_and_tables_as_we_do(office, edits):
    lines = items("one;", "and two;", "gamma three;", "four;")
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    table = f"<table:table><table:table-column/>{row.format('cell one')}{row.format('cell two')}</table:table>"
    data = file_of("", p("Before."), listed(lines), p("Tail words"), table, p("After."), styles=NUMBERS, **WHOLE)
    made = office.edited(data, edits, ("Aida", "B"), suffix="odt", to="odt")
    ours = reading.read(made, "draft.odt", "reject")
    assert ours.blocks == reading.read(office.rejected(made, "odt"), "draft.odt").blocks
    assert ours.blocks != reading.read(made, "draft.odt").blocks
