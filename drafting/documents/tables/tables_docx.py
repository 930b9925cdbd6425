"""The amendment table as a Word file: landscape A4, its head on every page, no short row cut by the end of one."""

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from drafting.documents.docx import docx_parts as parts
from drafting.documents.docx.docx_xml import R, W, add, paragraph, root, serialized, text, words
from drafting.documents.tables.tables import AmendmentTable, Offer, Piece, Row, is_whole, own_text, page_parts, pieces
from drafting.documents.typeset import RIGHT_TO_LEFT
from drafting.documents.zipped import zipped

# Twips: 29.7 cm between two margins of 1.8 cm, for paragraph, text, proposals and ruling.
_COLUMNS = (1644, 4876, 5726, 2550)
_MARGIN = "1021"
_TABLE_STYLES = Path(__file__).with_name("docx_table_styles.xml").read_bytes()
_CHANGES = {"insert": "Insertion", "delete": "Deletion"}
_LINE = {"val": "single", "sz": "4", "space": "0", "color": "8A8A8A"}
_HEAD_SHADE = "E9EEF2"


def write_docx(table: AmendmentTable) -> bytes:
    """Equal tables give equal bytes: the only date in the file is the day of the last change."""
    files = {
        "[Content_Types].xml": parts.CONTENT_TYPES,
        "_rels/.rels": parts.PACKAGE_RELATIONS,
        "docProps/core.xml": parts.core(f"{table.words.name}: {table.title}", table.spoken, table.changed.date()),
        "word/document.xml": _body(table),
        "word/_rels/document.xml.rels": parts.DOCUMENT_RELATIONS,
        "word/styles.xml": _styles(table.language),
        "word/settings.xml": parts.settings(update=False),
        "word/fontTable.xml": parts.FONTS,
        "word/footnotes.xml": _no_footnotes(),
        "word/header1.xml": _header(table.header),
        "word/footer1.xml": parts.footer(page_parts(table)),
    }
    return zipped(files)


def _body(table: AmendmentTable) -> bytes:
    whole = root("document")
    body = add(whole, "body")
    words(paragraph(body, "TableName"), table.words.name)
    words(paragraph(body, "TableOf"), table.title)
    if table.empty:
        words(paragraph(body, "BodyText"), table.empty)
    else:
        _runs(paragraph(body, "Legend"), pieces(table.words.legend, {}))
    if table.rows:
        _grid(body, table)
    section = add(body, "sectPr")
    for name in ("header", "footer"):
        add(section, f"{name}Reference", type="default").set(f"{{{R}}}id", name)
    add(section, "pgSz", w="16838", h="11906", orient="landscape")
    add(
        section, "pgMar", top="1304", right=_MARGIN, bottom="1134", left=_MARGIN, header="567", footer="567", gutter="0"
    )
    return serialized(whole)


def _grid(body: etree._Element, table: AmendmentTable) -> None:
    grid = add(body, "tbl")
    properties = add(grid, "tblPr")
    add(properties, "tblW", w=str(sum(_COLUMNS)), type="dxa")
    borders = add(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        add(borders, side, **_LINE)
    add(properties, "tblLayout", type="fixed")
    margins = add(properties, "tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        add(margins, side, w="85" if side in ("left", "right") else "40", type="dxa")
    # Of the rows the first says what each column holds; screen readers go by it.
    add(properties, "tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="1")
    columns = add(grid, "tblGrid")
    for width in _COLUMNS:
        add(columns, "gridCol", w=str(width))
    _head(grid, table.words.columns)
    for row in table.rows:
        _row(grid, row, table)
    # A table must not be the last thing of a text.
    paragraph(body, "TableEnd")


def _head(grid: etree._Element, columns: Iterable[str]) -> None:
    row = _line(grid, whole=True)
    add(row[0], "tblHeader")
    for at, name in enumerate(columns):
        words(paragraph(_cell(row, at, shade=_HEAD_SHADE), "TableHead"), name)


def _line(grid: etree._Element, *, whole: bool) -> etree._Element:
    row = add(grid, "tr")
    properties = add(row, "trPr")
    if whole:
        add(properties, "cantSplit")
    return row


def _cell(row: etree._Element, column: int, *, merge: str = "", shade: str = "") -> etree._Element:
    """merge: "restart" for the first cell of several below each other that are one, "continue" for the others."""
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", w=str(_COLUMNS[column]), type="dxa")
    if merge:
        add(properties, "vMerge", val=merge)
    if shade:
        add(properties, "shd", val="clear", color="auto", fill=shade)
    return cell


def _row(grid: etree._Element, row: Row, table: AmendmentTable) -> None:
    """A line for each proposal. The text stands beside all of them, the name of the paragraph at each, so that what
    goes on over the page is known there, too."""
    offers: tuple[Offer | None, ...] = row.offers or (None,)
    is_merged = len(offers) > 1
    for at, offer in enumerate(offers):
        line = _line(grid, whole=is_whole(row, offer))
        merge = ("continue" if at else "restart") if is_merged else ""
        named, text = _cell(line, 0), _cell(line, 1, merge=merge)
        words(paragraph(named, "TableText"), row.name, bold=True)
        if row.state and not at:
            words(paragraph(named, "TableSmall"), row.state)
        _runs(_text(text, table), () if at else own_text(row, table.numbers))
        _proposal(_cell(line, 2), offer, table)
        _ruling(_cell(line, 3), offer)


def _text(cell: etree._Element, table: AmendmentTable) -> etree._Element:
    """A paragraph in the language of the text, which may be written from right to left."""
    element = paragraph(cell, "TableText")
    if table.language in RIGHT_TO_LEFT:
        # After the style, where the schema has it.
        element[0].append(etree.Element(f"{{{W}}}bidi"))
    return element


def _proposal(cell: etree._Element, offer: Offer | None, table: AmendmentTable) -> None:
    if offer is None:
        paragraph(cell, "TableText")
        return
    head = paragraph(cell, "TableText", keep=True)
    words(head, offer.by, bold=True)
    words(head, f" — {offer.what}")
    _runs(_text(cell, table), pieces(offer.spans, table.numbers))
    for said in (offer.reason and table.words.reason.replace("{reason}", offer.reason), offer.received):
        if said:
            words(paragraph(cell, "TableSmall"), said)


def _ruling(cell: etree._Element, offer: Offer | None) -> None:
    """What became of the proposal; while it is open there is room to write."""
    if offer is None or not offer.status:
        paragraph(cell, "TableText")
        return
    words(paragraph(cell, "TableText"), offer.status, bold=not offer.is_open)
    for said, style in ((offer.decided, "TableSmall"), (offer.decision, "TableText")):
        if said:
            words(paragraph(cell, style), said)


def _runs(parent: etree._Element, said: Iterable[Piece]) -> None:
    for piece in said:
        element = add(parent, "r")
        properties = add(element, "rPr")
        if piece.change in _CHANGES:
            add(properties, "rStyle", val=_CHANGES[piece.change])
        for name, is_set in (("b", piece.bold), ("bCs", piece.bold), ("i", piece.italic), ("iCs", piece.italic)):
            if is_set:
                add(properties, name)
        if piece.raised:
            add(properties, "vertAlign", val="superscript")
        text(element, piece.text)


def _header(lines: tuple[str, ...]) -> bytes:
    whole = root("hdr")
    words(paragraph(whole, "TableSmall"), " · ".join(lines))
    return serialized(whole)


def _no_footnotes() -> bytes:
    """Word wants the two separators wherever the part is declared."""
    whole = root("footnotes")
    for number, kind in (("-1", "separator"), ("0", "continuationSeparator")):
        line = paragraph(add(whole, "footnote", type=kind, id=number), "Separator")
        add(add(line, "r"), kind)
    return serialized(whole)


def _styles(language: str) -> bytes:
    """The styles of our Word files, and the few of a table."""
    whole = etree.fromstring(parts.styles(language))
    for element in etree.fromstring(_TABLE_STYLES):
        whole.append(element)
    return serialized(whole)
