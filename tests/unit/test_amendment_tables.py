"""The amendment table in its three forms: every word is in it, in its place, in signs that nothing reads as orders."""

import io
import re
from dataclasses import replace

import openpyxl
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.documents.tables.sheets import LONGEST, Book, Cell, Sheet, write_xlsx
from drafting.documents.tables.tables import Piece, Row, pieces
from drafting.documents.tables.tables_docx import write_docx
from drafting.documents.tables.tables_pdf import write_pdf
from drafting.documents.tables.tables_sheet import write_sheet
from drafting.documents.tree import Span
from drafting.domain import inline
from drafting.domain.xml_signs import writable
from tests import amendments, pdf_checks, texts
from tests.amendments import cells, grid, offer, part, table, w

TEXT = "States [shall][should] meet *every* year[^a]."
ACCEPTED = offer(
    1, TEXT, "States should meet every year.", status="accepted", decided="5 June", decision="As agreed.", is_open=False
)
PENDING = offer(
    2,
    TEXT,
    "States shall meet every year.",
    by="Belmora, co-sponsored by Zabora",
    party="Belmora",
    sponsors=("Zabora",),
    reason="Clearer.\nAnd shorter.",
    received="Tabled as received: by letter.",
    status="on the table",
    tabled="4 June",
)
TABLE = table(
    Row("1", "open", "To welcome the report;"),
    Row("3", "bracketed", TEXT, offers=(ACCEPTED, PENDING)),
    Row("4", "deleted", "To go.", struck=True),
    Row("Note 1", "open", "Adopted in 2021."),
    numbers={"a": 1},
)
CHANGES = "States [shall][should] meet everyevery year1."
BELOW = "Reason: Clearer.\nAnd shorter.\nTabled as received: by letter."
WRITERS = (write_docx, write_pdf, write_sheet)


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_table_gives_the_same_bytes(write):
    assert write(TABLE) == write(replace(TABLE))
    assert write(TABLE) != write(replace(TABLE, rows=TABLE.rows[1:]))


def test_in_word_each_proposal_has_a_row_with_the_name_of_its_paragraph_and_the_text_stands_once():
    shown = "States [shall][should] meet every year1."
    assert grid(write_docx(TABLE)) == [
        ["Paragraph", "Text", "Proposals", "Ruling"],
        ["1\nopen", "To welcome the report;", "", ""],
        [
            "3\nbracketed",
            shown,
            "Arvendal — proposal 1: a change\nStates [shall][should] meet everyevery year1.",
            "accepted\n5 June\nAs agreed.",
        ],
        [
            "3",
            "",
            f"Belmora, co-sponsored by Zabora — proposal 2: a change\n{CHANGES}\n{BELOW}",
            "on the table",
        ],
        ["4\ndeleted", "To go.", "", ""],
        ["Note 1\nopen", "Adopted in 2021.", "", ""],
    ]


def test_in_word_the_page_lies_on_its_side_the_head_is_repeated_and_short_rows_are_kept_whole():
    long = offer(3, "", "word " * 500)
    data = write_docx(table(*TABLE.rows, Row("5", "open", "A text.", offers=(long,)), Row("6", "", "word " * 500)))
    document = part(data, "word/document.xml")
    size = next(document.iter(w("pgSz")))
    assert (size.get(w("orient")), int(size.get(w("w"))), int(size.get(w("h")))) == ("landscape", 16838, 11906)
    rows = list(document.iter(w("tr")))
    assert [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows] == [True, *[False] * 7]
    assert [row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows] == [*[True] * 6, False, False]
    merged = [[cell.find(f"{w('tcPr')}/{w('vMerge')}") for cell in row.iter(w("tc"))] for row in rows]
    assert [[it.get(w("val")) for it in row if it is not None] for row in merged] == [
        [], [], ["restart"], ["continue"], [], [], [], [],
    ]  # fmt: skip
    assert int(next(document.iter(w("tblW"))).get(w("w"))) + 2 * 1021 <= 16838


def test_in_word_a_change_bears_its_style_and_emphasis_stays():
    document = part(write_docx(TABLE), "word/document.xml")
    styled = {(amendments.said(run), it.get(w("val"))) for run in document.iter(w("r")) for it in run.iter(w("rStyle"))}
    assert {("[shall][", "Deletion"), ("To go.", "Deletion"), ("added", "Insertion")} <= styled
    italic = [amendments.said(run) for run in document.iter(w("r")) if run.find(f"{w('rPr')}/{w('i')}") is not None]
    assert "every" in italic
    raised = [amendments.said(run) for run in document.iter(w("r")) if next(run.iter(w("vertAlign")), None) is not None]
    assert raised[0] == "1"


def test_a_text_from_right_to_left_is_told_so_in_word_and_pdf():
    arabic = table(Row("1", "open", "تؤكد الدول التزامها"), language="ar")
    document = part(write_docx(arabic), "word/document.xml")
    assert [amendments.said(it) for it in document.iter(w("p")) if next(it.iter(w("bidi")), None) is not None] == [
        "تؤكد الدول التزامها"
    ]
    assert write_pdf(arabic) != write_pdf(replace(arabic, language="en"))


@pytest.mark.parametrize("made", [TABLE, table(), replace(TABLE, spoken="ru")])
def test_the_pdf_is_tagged_archival_and_lies_on_its_side(made):
    data = write_pdf(made)
    assert pdf_checks.standards_met(data) == {"PDF/A-2A", "PDF/UA-1"}
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {(842, 595)}


def test_in_the_pdf_the_head_stands_on_every_page_and_no_proposal_is_cut():
    base = "word " * 60
    names = [[f"{at}x{n}" for n in range(4)] for at in range(1, 7)]
    offers = [tuple(offer(1, base, f"begin{it} {base} end{it}") for it in row) for row in names]
    rows = [Row("1", "open", base, offers=it) for it in offers]
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(write_pdf(table(*rows)))).pages]
    assert len(pages) > 3
    for page in pages:
        assert "Proposals" in page
        assert sorted(re.findall(r"begin(\dx\d)", page)) == sorted(re.findall(r"end(\dx\d)", page))


def test_in_the_pdf_a_paragraph_longer_than_a_page_goes_on_over_the_next():
    words = " ".join(f"w{number}" for number in range(4000))
    for row in (Row("1", "open", words), Row("1", "open", "A text.", offers=(offer(1, "A text.", words),))):
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(write_pdf(table(row)))).pages]
        assert set(re.findall(r"\bw\d+", " ".join(pages))) == set(words.split())


def word(made):
    return amendments.said(part(write_docx(made), "word/document.xml"))


def pdf(made):
    return pypdf.PdfReader(io.BytesIO(write_pdf(made))).pages[0].extract_text()


@pytest.mark.parametrize("rows", [(), (Row("1", "open", "To welcome the report;"),)])
def test_a_table_without_proposals_says_so_in_place_of_how_they_are_shown(rows):
    made = table(*rows, empty="Nothing is proposed.")
    for said in (word(made), pdf(made)):
        assert "Nothing is proposed." in said
        assert "Words added" not in said
        assert ("To welcome the report;" in said) == bool(rows)
        assert ("Proposals" in said) == bool(rows)
    sheet = cells(write_sheet(made))
    assert [row[0] for row in sheet[:3]] == [
        "Amendment table: Communiqué",
        "Ref: 1 · Draft, revision 3",
        "Nothing is proposed.",
    ]
    assert sheet[3] == list(amendments.WORDS.sheet)
    assert len(sheet) == 4 + len(rows)


def test_a_table_with_proposals_says_how_they_are_shown():
    for said in (word(TABLE), pdf(TABLE)):
        assert "Words added" in said


def test_in_a_spreadsheet_each_proposal_has_a_row_that_says_all_of_it():
    found = cells(write_sheet(TABLE))
    assert found[0][0] == "Amendment table: Communiqué"
    assert found[1][0] == "Ref: 1 · Draft, revision 3"
    assert found[2] == list(amendments.WORDS.sheet)
    assert found[3] == ["1", "open", "To welcome the report;", *[""] * 10]
    assert found[4] == [
        "3",
        "bracketed",
        "States [shall][should] meet every year1.",
        1,
        "Arvendal",
        "",
        "proposal 1: a change",
        "States [shall][should] meet everyevery year1.",
        "",
        "",
        "accepted",
        "5 June",
        "As agreed.",
    ]
    assert found[5][3:6] == [2, "Belmora", "Zabora"]
    assert found[5][8:] == ["Clearer.\nAnd shorter.\nTabled as received: by letter.", "4 June", "on the table", "", ""]


def test_a_spreadsheet_prints_on_wide_pages_with_its_head_and_keeps_it_in_sight():
    page = openpyxl.load_workbook(io.BytesIO(write_sheet(TABLE))).active
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert (page.freeze_panes, page.print_title_rows, page.auto_filter.ref) == ("C5", "$4:$4", "A4:M9")
    assert page.oddFooter.center.text == "Page &P of &N"


FORMULAS = ["=1+1", "+7", "-", "@SUM(A1)", "'quoted", '=HYPERLINK("http://example.org")', "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("words", FORMULAS)
def test_words_that_begin_like_a_formula_stay_words(words):
    made = table(Row(words, words, words, offers=(offer(1, "", words, reason=words, status=words, decision=words),)))
    book = openpyxl.load_workbook(io.BytesIO(write_sheet(made)))
    written = [cell for row in book.active.iter_rows() for cell in row if cell.value == words]
    assert len(written) == 7
    # Edited in a spreadsheet, such a cell is read anew: the prefix keeps it a text then, too.
    assert {(cell.data_type, cell.quotePrefix) for cell in written} == {("s", True)}


anything = st.one_of(texts.real, texts.units, texts.anything)


@settings(max_examples=40)
@given(st.lists(st.lists(st.tuples(anything, st.booleans(), st.booleans()), max_size=4), min_size=1, max_size=4))
def test_any_words_in_any_style_come_out_of_a_spreadsheet_as_they_went_in(rows):
    said = [tuple(Piece(words.replace("\r", ""), italic=a, bold=b) for words, a, b in row) for row in rows]
    page = Sheet("Any", (), (("Words", 40.0),), tuple((Cell(it),) for it in said))
    made = openpyxl.load_workbook(
        io.BytesIO(write_xlsx(Book("Any", amendments.CHANGED, (page,)))), rich_text=True
    ).active
    found = [amendments._value(made.cell(at, 1)) for at in range(2, len(said) + 2)]
    assert found == ["".join(writable(piece.text) for piece in row) for row in said]


@pytest.mark.parametrize("sign", ["x", "ы", "🏛"])
def test_a_text_longer_than_a_cell_goes_on_in_the_row_below(sign):
    long = "".join(f"{number}{sign}" for number in range(20_000))
    styled = (Piece(long, bold=True), Piece("end", italic=True))
    page = Sheet("Long", (), (("Words", 40.0), ("Number", 9.0)), ((Cell(styled), Cell(7)), (Cell("next"), Cell())))
    rows = cells(write_xlsx(Book("Long", amendments.CHANGED, (page,))))[1:]
    assert "".join(row[0] for row in rows) == f"{long}endnext"
    assert [row[1] for row in rows if row[1] != ""] == [7]
    assert all(len(row[0].encode("utf-16-le")) // 2 <= LONGEST for row in rows)
    assert rows[-1][0] == "next"


def test_words_that_look_like_the_format_s_own_escapes_are_kept():
    page = Sheet("Escapes", (), (("Words", 9.0),), ((Cell((Piece("a"), Piece("_x0041_", bold=True))),),))
    data = write_xlsx(Book("Escapes", amendments.CHANGED, (page,)))
    written = part(data, "xl/sharedStrings.xml")
    runs = [[it.text for it in one.iter("{*}t")] for one in written.iter("{*}si")]
    assert runs == [["Words"], ["a", "_", "x0041_"]]


def test_many_columns_stand_upright_and_totals_under_no_filter():
    columns = (("Paragraph", 20.0), *((f"State {number}", 4.0) for number in range(30)))
    row = tuple(Cell("agrees", "good") for _ in columns)
    page = Sheet("Positions", ("Positions",), columns, (row,), totals=(row,), upright=True, right_to_left=True)
    made = openpyxl.load_workbook(io.BytesIO(write_xlsx(Book("P", amendments.CHANGED, (page,), "& {page}")))).active
    assert [made.cell(3, at).alignment.textRotation for at in (1, 2)] == [0, 90]
    assert made.auto_filter.ref == "A3:AE4"
    assert made.oddFooter.center.text == "&& &P"
    assert made.sheet_view.rightToLeft
    unfiltered = replace(page, filtered=False, right_to_left=False)
    made = openpyxl.load_workbook(io.BytesIO(write_xlsx(Book("P", amendments.CHANGED, (unfiltered,))))).active
    assert (made.auto_filter.ref, made.sheet_view.rightToLeft) == (None, None)


@settings(max_examples=60)
@given(texts.real.flatmap(lambda base: st.tuples(st.just(base), texts.revised(base))))
def test_any_text_and_its_changes_read_in_word_as_they_were_written(pair):
    base, text = pair
    made = table(Row("1", "open", base, offers=(offer(1, base, text),)), numbers={})
    _, (_, own, proposed, _) = grid(write_docx(made))
    assert own == shown(base)
    marked = pieces([Span(it.text, it.change) for it in made.rows[0].offers[0].spans], {})
    assert "".join(it.text for it in marked if it.change != "insert") == plain(base)
    assert "".join(it.text for it in marked if it.change != "delete") == plain(text)
    assert proposed == "Arvendal — proposal 1: a change\n" + writable("".join(it.text for it in marked))


def plain(text: str) -> str:
    """As it reads, a note that is nowhere numbered as it is marked."""
    return "".join(it.text or f"[^{it.note}]" for it in inline.pieces(text))


def shown(text: str) -> str:
    return writable(plain(text))


def test_in_word_every_style_that_is_used_exists():
    data = write_docx(TABLE)
    known = {it.get(w("styleId")) for it in part(data, "word/styles.xml").iter(w("style"))}
    for name in ("document", "header1", "footer1", "footnotes"):
        used = {it.get(w("val")) for it in part(data, f"word/{name}.xml").iter(w("pStyle"), w("rStyle"))}
        assert used <= known, name
