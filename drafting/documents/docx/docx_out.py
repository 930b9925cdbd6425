"""Word files: the package written part by part, so that footnotes are real and equal input gives equal bytes."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from drafting.documents.docx import docx_beside as beside
from drafting.documents.docx import docx_parts as parts
from drafting.documents.docx.docx_contents import contents, marked
from drafting.documents.docx.docx_direction import turned
from drafting.documents.docx.docx_own import style_of
from drafting.documents.docx.docx_runs import Pen
from drafting.documents.docx.docx_xml import R, W, add, note_number, paragraph, root, serialized, words
from drafting.documents.typeset import Document, Note, Paragraph, Proposal
from drafting.documents.zipped import zipped

_PROPOSAL_INDENT_CM = 0.6
# The parts that hold text.
_TEXTS = frozenset(f"word/{name}.xml" for name in ("document", "footnotes", "comments", "header1", "footer1"))


def write_docx(document: Document, pages: Sequence[int] = ()) -> bytes:
    """An A4 document with named styles, page header and footer, footnotes, tracked changes and comments.

    pages: on which each heading of the list of contents begins, where the document has one.
    """
    pen = Pen.of(document)
    body, footnotes = _body(document, pages, pen), _footnotes(document.notes, pen)
    further = (parts.COMMENTS,) if pen.comments else ()
    stamped = bool(document.stamp)
    files = {
        "[Content_Types].xml": parts.content_types(further, stamped=stamped),
        "_rels/.rels": parts.package_relations(stamped=stamped),
        "docProps/core.xml": parts.core(document.title, document.language, document.dated),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": parts.document_relations(further),
        "word/styles.xml": parts.styles(document.language),
        "word/settings.xml": parts.settings(update=bool(document.contents), protected=document.protected),
        "word/fontTable.xml": parts.FONTS,
        "word/footnotes.xml": footnotes,
        "word/header1.xml": parts.header(document.header),
        "word/footer1.xml": parts.footer(document.footer),
    }
    if pen.comments:
        files["word/comments.xml"] = beside.comments(pen.comments)
    if stamped:
        files["docProps/custom.xml"] = beside.stamped(document.stamp)
    return zipped({name: _directed(name, content, document) for name, content in files.items()})


def _directed(name: str, content: bytes, document: Document) -> bytes:
    """The same part, turned where the language is written from right to left and the part holds text."""
    if not document.right_to_left or name not in _TEXTS:
        return content
    whole = etree.fromstring(content)
    turned(whole)
    return serialized(whole)


def _body(document: Document, pages: Sequence[int], pen: Pen) -> bytes:
    whole = root("document")
    body = add(whole, "body")
    if document.legend:
        pen.shown(paragraph(body, "Legend"), document.legend)
    if document.cover:
        paragraph(body, "CoverSpace")
    listed = document.listed()
    for at, item in enumerate(document.paragraphs):
        if document.contents and at == document.cover:
            contents(body, document, pages)
        element = _paragraph(body, item, pen)
        if at in listed:
            marked(element, at, str(next(pen.ids)))
        for proposal in item.proposals:
            _proposal(body, proposal, item.left + _PROPOSAL_INDENT_CM, pen)
    if document.paragraphs and document.paragraphs[-1].mark.change != "equal":
        # No program takes the end of a file's last paragraph away, so that of the text must not be the last.
        paragraph(body, "EndOfText")
    if document.stamp:
        pen.stamp(_first(body), beside.stamp_name(document.stamp))
    _section(body, document)
    return serialized(whole)


def _first(body: etree._Element) -> etree._Element:
    found = body.find(f"{{{W}}}p")
    return paragraph(body, "EndOfText") if found is None else found


def _section(body: etree._Element, document: Document) -> None:
    section = add(body, "sectPr")
    for name in ("header", "footer"):
        add(section, f"{name}Reference", type="default").set(f"{{{R}}}id", name)
    add(section, "pgSz", w="11906", h="16838")
    edges = {"top": "1701", "right": "1418", "bottom": "1418", "left": "1418"}
    add(section, "pgMar", **edges, header="709", footer="709", gutter="0")
    if document.line_numbers:
        add(section, "lnNumType", countBy="1", restart="newPage")
    if document.cover:
        # A cover bears neither header nor number.
        add(section, "titlePg")


def _paragraph(body: etree._Element, item: Paragraph, pen: Pen) -> etree._Element:
    indents = (item.left, item.hang) if item.left else None
    element = paragraph(
        body, style_of(item.kind, item.level), indents, keep=bool(item.proposals), new_page=item.new_page
    )
    pen.paragraph_mark(element, item.mark)
    pen.content(element, item, item.label and item.label + ("\t" if item.hang else " "))
    if item.state:
        words(element, f"\u2002({item.state})", "State")
    return element


def _proposal(body: etree._Element, proposal: Proposal, left: float, pen: Pen) -> None:
    """Who and what, in words; the text with its changes; the reason."""
    head = paragraph(body, "ProposalHead", (left, 0))
    words(head, proposal.by, bold=True)
    if proposal.note:
        words(head, f" \u2014 {proposal.note}")
    style = "Proposal" if proposal.reason else "ProposalLast"
    pen.shown(paragraph(body, style, (left, 0), keep=bool(proposal.reason)), proposal.runs)
    if proposal.reason:
        words(paragraph(body, "ProposalReason", (left, 0)), proposal.reason)


def _footnotes(notes: Sequence[Note], pen: Pen) -> bytes:
    whole = root("footnotes")
    for number, kind in (("-1", "separator"), ("0", "continuationSeparator")):
        line = paragraph(add(whole, "footnote", type=kind, id=number), "Separator")
        add(add(line, "r"), kind)
    for note in notes:
        _footnote(whole, note, note.number, pen)
    for note in notes:
        if note.number in pen.set_apart:
            # What stands at a mark that somebody deletes; its words bear no second bookmark.
            _footnote(whole, replace(note, anchor=""), pen.apart[note.number], pen)
    return serialized(whole)


def _footnote(whole: etree._Element, note: Note, number: int, pen: Pen) -> None:
    text = paragraph(add(whole, "footnote", id=str(number)), "FootnoteText")
    note_number(text)
    pen.content(text, note)
