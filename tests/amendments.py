"""An amendment table by hand, for whatever needs no database, and what its files hold."""

import io
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import openpyxl
from lxml import etree
from openpyxl.cell.rich_text import CellRichText

from drafting.documents.docx.docx_xml import W
from drafting.documents.tables.tables import AmendmentTable, Offer, Row, Words
from drafting.documents.tree import Span
from drafting.domain.diff import changes

CHANGED = datetime(2026, 6, 5, 11, 40, tzinfo=UTC)
WORDS = Words(
    name="Amendment table",
    columns=("Paragraph", "Text", "Proposals", "Ruling"),
    sheet=tuple(f"Column {number}" for number in range(1, 14)),
    legend=(Span("Words "), Span("added", "insert"), Span(" and "), Span("taken out", "delete")),
    reason="Reason: {reason}",
    page="Page {page} of {pages}",
)


def offer(number: int, base: str, text: str, **facts: Any) -> Offer:
    spans = tuple(Span(it.text, it.op) for it in changes(base, text))
    told = {"by": "Arvendal", "party": "Arvendal", "sponsors": (), "what": f"proposal {number}: a change"}
    return Offer(number=number, spans=spans, **{**told, **facts})


def table(*rows: Row, **facts: Any) -> AmendmentTable:
    told = {"title": "Communiqué", "language": "en", "spoken": "en", "header": ("Ref: 1", "Draft, revision 3")}
    return AmendmentTable(rows=rows, words=WORDS, changed=CHANGED, **{**told, **facts})


def part(data: bytes, name: str) -> etree._Element:
    with ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def grid(data: bytes) -> list[list[str]]:
    """The cells of the table in a Word file, row by row, as plain words; paragraphs of a cell on lines of their own."""
    rows = part(data, "word/document.xml").iter(w("tr"))
    return [["\n".join(map(said, cell.iter(w("p")))) for cell in row.iter(w("tc"))] for row in rows]


def said(element: etree._Element) -> str:
    """The words of a paragraph, of deletions and insertions alike; tabs and line breaks as they were typed."""
    signs = {w("br"): "\n", w("tab"): "\t"}
    return "".join(signs.get(it.tag) or it.text or "" for it in element.iter(w("t"), *signs))


def cells(data: bytes, sheet: int = 0) -> list[list[Any]]:
    """The cells of a spreadsheet as they read, a formula as None; rows without any word left out."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    rows = [[_value(it) for it in row] for row in book.worksheets[sheet].iter_rows()]
    return [row for row in rows if any(it != "" for it in row)]


def _value(cell: Any) -> Any:
    if cell.data_type == "f":
        return None
    if isinstance(cell.value, CellRichText):
        return str(cell.value)
    return "" if cell.value is None else cell.value
