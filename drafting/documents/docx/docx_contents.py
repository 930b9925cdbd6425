"""A list of contents in a Word file: one field that Word counts anew, filled with what it shows until then."""

from collections.abc import Iterable

from lxml import etree

from drafting.documents.docx.docx_xml import add, paragraph, words
from drafting.documents.typeset import CONTENTS_DEPTH, Document, Paragraph

# Word's own lists of contents name their bookmarks with numbers as long as these.
_FIRST = 10_000


def contents(body: etree._Element, document: Document, pages: Iterable[int]) -> None:
    """The title and an entry for each heading down to CONTENTS_DEPTH, on a page of their own.

    pages: on which each of these headings begins, in order, as far as anybody knows.
    """
    words(paragraph(body, "ContentsTitle", new_page=document.cover > 0), document.contents)
    entries = list(zip(document.listed(), pages, strict=True))
    for at, (index, page) in enumerate(entries):
        heading = document.paragraphs[index]
        line = paragraph(body, f"TOC{min(max(heading.level, 1), CONTENTS_DEPTH)}")
        if at == 0:
            _begin(line)
        link = add(line, "hyperlink", anchor=name(index), history="1")
        words(link, _said(heading))
        add(add(link, "r"), "tab")
        words(link, str(page))
        if at == len(entries) - 1:
            add(add(line, "r"), "fldChar", fldCharType="end")


def _begin(line: etree._Element) -> None:
    add(add(line, "r"), "fldChar", fldCharType="begin", dirty="true")
    code = add(add(line, "r"), "instrText")
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    code.text = f' TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u '
    add(add(line, "r"), "fldChar", fldCharType="separate")


def _said(heading: Paragraph) -> str:
    """The words of a heading without the marks of its notes."""
    return " ".join(part for part in (heading.label, "".join(it.text for it in heading.runs if not it.number)) if part)


def name(index: int) -> str:
    """Of the bookmark at a paragraph that the list leads to."""
    return f"_Toc{_FIRST + index}"


def marked(element: etree._Element, index: int, number: str) -> None:
    """Put the whole of a heading into its bookmark. number: of the bookmark."""
    start = etree.Element(f"{{{element.nsmap['w']}}}bookmarkStart")
    for key, value in (("id", number), ("name", name(index))):
        start.set(f"{{{element.nsmap['w']}}}{key}", value)
    element.insert(1, start)
    add(element, "bookmarkEnd", id=number)
