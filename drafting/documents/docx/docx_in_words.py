"""All words of a Word file, for the loss check.

A path of its own, which shares no line with the reader: every text element in the order of the XML, with the
computed label at the head of its paragraph. Deleted text is not said any more.
"""

from collections.abc import Container, Iterator, Mapping

from lxml import etree

from drafting.documents.docx.docx_in_package import W

_GONE = {"del", "moveFrom", "Fallback", "instrText", "delText"}
_SIGNS = {"noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def everything_said(
    root: etree._Element, labels: Mapping[etree._Element, str], marks: Container[etree._Element] = ()
) -> str:
    """labels: paragraph → its label; marks: runs that show the number of a note, which no footnote mark says either."""
    return "".join(_said(root, labels, marks))


def _said(
    element: etree._Element, labels: Mapping[etree._Element, str], marks: Container[etree._Element]
) -> Iterator[str]:
    name = etree.QName(element).localname
    if name in _GONE or element in marks:
        return
    yield labels.get(element, "")
    if name == "t":
        yield element.text or ""
    if name == "sym":
        yield chr(int(str(element.get(f"{W}char", "20")), 16))
    yield _SIGNS.get(name, "")
    for child in element.iterchildren(tag=etree.Element):
        yield from _said(child, labels, marks)
