"""A delegation as a table of a spreadsheet: what is written is read back, formulas stay words, faults are named."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import cells, delegation_sheet
from drafting.domain.delegation_sheet import COLUMNS, OF_MEETING
from drafting.domain.errors import BadText

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30).map(str.strip)
SIGNS = "=+-@\t\r\n＝＋－＠"


@given(st.text())
def test_a_guarded_cell_gives_its_text_back(text):
    assert cells.plain(cells.guarded(text)) == text


@given(st.text())
def test_no_guarded_cell_begins_as_a_formula_does(text):
    assert not cells.guarded(text).startswith(tuple(SIGNS))


@pytest.mark.parametrize("typed", ["'Abora", "O'Brien", "", "plain"])
def test_what_somebody_typed_without_a_guard_is_what_it_is(typed):
    assert cells.plain(typed) == typed


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, WORDS)), min_size=1, max_size=6))
def test_what_is_written_is_read_back(lines):
    text = delegation_sheet.written(COLUMNS, lines)
    assert text.startswith("\ufeff")
    told = [it for it in lines if any(it.values())]
    if told:
        assert [dict(it.said) for it in delegation_sheet.rows(text.removeprefix("\ufeff"))] == told


@pytest.mark.parametrize("sign", SIGNS)
def test_a_formula_is_written_as_words(sign):
    text = delegation_sheet.written(("name_en",), [{"name_en": f"{sign}HYPERLINK(A1)"}]).removeprefix("\ufeff")
    (_, (cell,)) = csv.reader(io.StringIO(text, newline=""))
    assert cell == f"'{sign}HYPERLINK(A1)"


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_cells_are_parted_as_the_heads_are(sign):
    rows = delegation_sheet.rows(f"name_en{sign}Name_RU {sign}head\n\nMira{sign}Мира{sign}да\nAda{sign}\n")
    assert [(it.line, dict(it.said), it.is_head) for it in rows] == [
        (3, {"name_en": "Mira", "name_ru": "Мира", "head": "да"}, True),
        (4, {"name_en": "Ada", "name_ru": ""}, False),
    ]


def test_a_line_is_counted_where_it_begins():
    rows = delegation_sheet.rows('name_en,position_en\n"Mira","Head of\nthe office"\nAda,\n')
    assert [it.line for it in rows] == [2, 4]


def test_the_columns_of_the_list_of_a_meeting_may_stand_there_too():
    text = delegation_sheet.written(OF_MEETING, [dict.fromkeys(OF_MEETING, "x")]).removeprefix("\ufeff")
    assert delegation_sheet.rows(text)[0].said["state"] == "x"


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("\n\n", "members-none", {}),
        ("name_en\n", "members-none", {"most": 500}),
        ("name_en\n" + "Mira\n" * 501, "members-many", {"most": 500}),
        ("email,head\na@b.c,\n", "members-columns", {}),
        ("name_en,rank\nMira,\n", "members-unknown", {"head": "rank"}),
        ("name_en,name_en\nMira,\n", "members-unknown", {"head": "name_en"}),
        ("name_en,\nMira,\n", "members-unknown", {"head": ""}),
        ("name_en\nMira,Vel\n", "members-broken", {"line": 2}),
        ('name_en\n"Mira\n', "members-broken", {"line": 2}),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_the_reason(text, code, details):
    with pytest.raises(BadText) as refused:
        delegation_sheet.rows(text)
    assert (refused.value.code, refused.value.details) == (code, details)


def test_as_many_lines_as_may_be_are_read():
    assert len(delegation_sheet.rows("name_en\n" + "Mira\n" * 500)) == 500
