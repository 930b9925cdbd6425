"""OpenDocument elements: the few that our text files are made of.

Source: OASIS OpenDocument 1.3, part 3; 6.1.2 on white space.
"""

import re

from lxml import etree

from drafting.domain.xml_signs import writable

_URN = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = {
    "office": f"{_URN}:office:1.0",
    "style": f"{_URN}:style:1.0",
    "text": f"{_URN}:text:1.0",
    "table": f"{_URN}:table:1.0",
    "fo": f"{_URN}:xsl-fo-compatible:1.0",
    "svg": f"{_URN}:svg-compatible:1.0",
    "meta": f"{_URN}:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
# Spaces that a reader would take as one, or as none: at an edge, where another may stand beside it, or in a row.
_SPACED = re.compile(r"(\A +| {2,}| +\Z|\t|\n)")


def name(prefixed: str) -> str:
    """ "text:p" with the namespace written out."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def root(prefixed: str) -> etree._Element:
    whole = etree.Element(name(prefixed), nsmap={key: uri for key, uri in NAMESPACES.items() if key != "xml"})
    whole.set(name("office:version"), "1.3")
    return whole


def add(parent: etree._Element, prefixed: str, attributes: dict[str, str] | None = None) -> etree._Element:
    """A new last child; its attributes are named with their prefixes."""
    return etree.SubElement(parent, name(prefixed), {name(key): said for key, said in (attributes or {}).items()})


def serialized(element: etree._Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8")


def words(parent: etree._Element, text: str, style: str = "") -> None:
    """Plain words at the end of an element, in a named style, with every space, tab and line break kept."""
    if style:
        parent = add(parent, "text:span", {"text:style-name": style})
    for part in _SPACED.split(writable(text)):
        if part == "\t":
            add(parent, "text:tab")
        elif part == "\n":
            add(parent, "text:line-break")
        elif part and not part.strip(" "):
            add(parent, "text:s", {"text:c": str(len(part))} if len(part) > 1 else None)
        elif part:
            _append(parent, part)


def _append(parent: etree._Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
