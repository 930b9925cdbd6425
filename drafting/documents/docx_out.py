"""Word files: the package written part by part, so that footnotes are real and equal input gives equal bytes."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from drafting.documents import docx_parts as parts
from drafting.documents.docx_contents import contents, marked
from drafting.documents.docx_xml import R, add, note_number, paragraph, root, runs, serialized, words
from drafting.documents.typeset import Document, Note, Paragraph, Proposal

_STYLES = {
    "symbol": "Symbol",
    "title": "Title",
    "date": "Date",
    "place": "Place",
    "recital": "Recital",
    "enacting": "Enacting",
    "operative": "Operative",
    "point": "Point",
    "text": "BodyText",
}
_PROPOSAL_INDENT_CM = 0.6


def write_docx(document: Document, pages: Sequence[int] = ()) -> bytes:
    """An A4 document with named styles, page header and footer, and footnotes; it bears no date of its own.

    pages: on which each heading of the list of contents begins, where the document has one.
    """
    return _zipped(
        {
            "[Content_Types].xml": parts.CONTENT_TYPES,
            "_rels/.rels": parts.PACKAGE_RELATIONS,
            "docProps/core.xml": parts.core(document.title, document.language),
            "word/document.xml": _body(document, pages),
            "word/_rels/document.xml.rels": parts.DOCUMENT_RELATIONS,
            "word/styles.xml": parts.styles(document.language),
            "word/settings.xml": parts.settings(update=bool(document.contents)),
            "word/fontTable.xml": parts.FONTS,
            "word/footnotes.xml": _footnotes(document.notes),
            "word/header1.xml": parts.header(document.header),
            "word/footer1.xml": parts.footer(document.footer),
        }
    )


def _zipped(files: Mapping[str, bytes]) -> bytes:
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        for name, content in files.items():
            # The earliest date of the format: the time of writing would make equal texts unequal files.
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return package.getvalue()


def _body(document: Document, pages: Sequence[int]) -> bytes:
    whole = root("document")
    body = add(whole, "body")
    if document.legend:
        runs(paragraph(body, "Legend"), document.legend)
    if document.cover:
        paragraph(body, "CoverSpace")
    listed = document.listed()
    for at, item in enumerate(document.paragraphs):
        if document.contents and at == document.cover:
            contents(body, document, pages)
        element = _paragraph(body, item)
        if at in listed:
            marked(element, at)
        for proposal in item.proposals:
            _proposal(body, proposal, item.left + _PROPOSAL_INDENT_CM)
    section = add(body, "sectPr")
    for name in ("header", "footer"):
        add(section, f"{name}Reference", type="default").set(f"{{{R}}}id", name)
    add(section, "pgSz", w="11906", h="16838")
    edges = {"top": "1701", "right": "1418", "bottom": "1418", "left": "1418"}
    add(section, "pgMar", **edges, header="709", footer="709", gutter="0")
    if document.cover:
        # A cover bears neither header nor number.
        add(section, "titlePg")
    return serialized(whole)


def _paragraph(body: etree._Element, item: Paragraph) -> etree._Element:
    style = _STYLES.get(item.kind) or f"Heading{min(max(item.level, 1), 4)}"
    indents = (item.left, item.hang) if item.left else None
    element = paragraph(body, style, indents, keep=bool(item.proposals), new_page=item.new_page)
    if item.label:
        words(element, item.label + ("\t" if item.hang else " "))
    runs(element, item.runs)
    if item.state:
        words(element, f"\u2002({item.state})", "State")
    return element


def _proposal(body: etree._Element, proposal: Proposal, left: float) -> None:
    """Who and what, in words; the text with its changes; the reason."""
    head = paragraph(body, "ProposalHead", (left, 0))
    words(head, proposal.by, bold=True)
    if proposal.note:
        words(head, f" \u2014 {proposal.note}")
    runs(paragraph(body, "Proposal", (left, 0), keep=bool(proposal.reason)), proposal.runs)
    if proposal.reason:
        words(paragraph(body, "ProposalReason", (left, 0)), proposal.reason)


def _footnotes(notes: Iterable[Note]) -> bytes:
    whole = root("footnotes")
    for number, kind in (("-1", "separator"), ("0", "continuationSeparator")):
        line = paragraph(add(whole, "footnote", type=kind, id=number), "Separator")
        add(add(line, "r"), kind)
    for note in notes:
        text = paragraph(add(whole, "footnote", id=str(note.number)), "FootnoteText")
        note_number(text)
        runs(text, note.runs)
    return serialized(whole)
