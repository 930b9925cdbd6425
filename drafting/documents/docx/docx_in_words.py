"""All words of a Word file, for the loss check.

A path of its own, which shares no line with the reader: every text element in the order of the XML, with the
computed label at the head of its paragraph. Deleted text is not said any more.
"""

from collections.abc import Container, Iterator, Mapping

from lxml import etree

from drafting.documents.docx.docx_in_package import W

_GONE = {"del", "moveFrom", "Fallback", "instrText", "delText"}
# A row or a cell that was deleted says so among its properties.
_CELLS = {f"{W}tr": f"{W}trPr/{W}del", f"{W}tc": f"{W}tcPr/{W}cellDel"}
_SIGNS = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def is_gone(element: etree._Element) -> bool:
    """Whether it is a row or a cell of a table that was deleted with all that stands in it."""
    return element.tag in _CELLS and element.find(_CELLS[element.tag]) is not None


def everything_said(
    root: etree._Element, labels: Mapping[etree._Element, str], marks: Container[etree._Element] = ()
) -> str:
    """labels: paragraph → its label; marks: runs that show the number of a note, which no footnote mark says either."""
    return "".join(_said(root, labels, marks))


def _said(
    element: etree._Element, labels: Mapping[etree._Element, str], marks: Container[etree._Element]
) -> Iterator[str]:
    name = etree.QName(element).localname
    if name in _GONE or element in marks or is_gone(element):
        return
    yield labels.get(element, "")
    if name == "t":
        yield element.text or ""
    yield _SIGNS.get(name, "")
    for child in element.iterchildren(tag=etree.Element):
        yield from _said(child, labels, marks)
