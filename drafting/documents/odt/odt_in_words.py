"""All words of an OpenDocument text, for the loss check.

A path of its own, which shares no line with the reader: every piece of character data in the order of the XML, save
inside what is no text, with the computed label at the head of its paragraph.
"""

import re
from collections.abc import Mapping

from lxml import etree

_URN = "urn:oasis:names:tc:opendocument:xmlns"
COMMENT = f"{{{_URN}:office:1.0}}annotation"
NOTEREF = re.compile(r"\s*NOTEREF\s+(\S+)")
_NO_TEXT = {
    "annotation",
    "tracked-changes",
    "note-citation",
    "note-ref",
    "forms",
    "title",  # of a picture
    "desc",
    "table-of-content-source",
    "sequence-decls",
    "binary-data",
}


def everything_said(root: etree._Element, labels: Mapping[etree._Element, str]) -> str:
    """labels: paragraph → its label."""
    said: list[str] = []
    outside = 0  # how many elements without text we are in
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "start":
            outside += _leaves(element, name)
            said.append("" if outside else labels.get(element, "") + (element.text or ""))
        else:
            outside -= event == "end" and (name in _NO_TEXT or (name == "fieldmark-end" and outside > 0))
            said.append("" if outside or element is root else element.tail or "")
    return "".join(said)


def _leaves(element: etree._Element, name: str) -> bool:
    """Whether what follows is no text: up to its end, or up to the end of the field that it begins."""
    if name == "fieldmark-start":
        return any(NOTEREF.match(str(value)) for it in element.iter(tag=etree.Element) for value in it.values())
    return name in _NO_TEXT
