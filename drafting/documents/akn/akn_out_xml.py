"""Akoma Ntoso elements, and words put into them so that the very same words come out again."""

import re
from collections.abc import Iterator, Mapping
from typing import cast

from lxml import etree

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# What the standard has no place for stands in elements of our own, inside `proprietary`.
OURS = "urn:drafting:akoma-ntoso:1"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
# A sign that XML cannot hold, not even as a reference, is written as a marker that names it.
SIGN = "sign"
_PARTS = re.compile("(?P<line>\n)|(?P<sign>[^\t\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff\n])")
# Any program may fold such white space into one space, unless it is told to leave it alone.
_FRAGILE = re.compile(r"[ \t\r\n]{2}|[\t\r]|^[ \n]|[ \n]\Z")
# Their white space is part of the text; that of all other elements is only the look of the file.
FLOWING = frozenset({"p", "num", "heading", "block"})


def root() -> etree._Element:
    prefixes: dict[str | None, str] = {None: NAMESPACE, "drafting": OURS}
    # The stubs of lxml know no default namespace.
    return etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap=cast("Mapping[str, str]", prefixes))


def add(parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    """A child with what XML can hold of its attributes; those with "" are left out."""
    given = {key: writable(value) for key, value in (attributes or {}).items() if value}
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", given)


def add_ours(parent: etree._Element, name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    given = {key: writable(value) for key, value in (attributes or {}).items() if value}
    return etree.SubElement(parent, f"{{{OURS}}}{name}", given)


def writable(text: str) -> str:
    """For an attribute: the replacement sign in place of what XML cannot hold."""
    return _PARTS.sub(lambda found: "\n" if found["line"] else "\ufffd", text)


def say(element: etree._Element, words: str) -> None:
    """Append words with their line breaks and with markers for the signs that XML cannot hold."""
    end = 0
    for found in _PARTS.finditer(words):
        _append(element, words[end : found.start()])
        if found["line"]:
            add(element, "br")
        else:
            add(element, "marker", {"name": SIGN, "title": f"U+{ord(found['sign']):04X}"})
        end = found.end()
    _append(element, words[end:])


def keep_spaces(element: etree._Element, words: str) -> None:
    """Say that the white space is to be left as it is where a program might fold it. words: all that it holds."""
    if _FRAGILE.search(words):
        element.set(PRESERVE, "preserve")


def said(parent: etree._Element, name: str, words: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    """A child that holds these plain words."""
    element = add(parent, name, attributes)
    keep_spaces(element, words)
    say(element, words)
    return element


def _append(element: etree._Element, words: str) -> None:
    if not words:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words


def local(element: etree._Element) -> str:
    """The name without its namespace; "" for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def serialized(element: etree._Element) -> bytes:
    """The file: one element a line, and never a line break inside a text."""
    for parent, depth in _laid_out(element, 0):
        parent.text = _line(depth + 1)
        for child in parent:
            child.tail = _line(depth + 1)
        parent[-1].tail = _line(depth)
    data: bytes = etree.tostring(element, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def _laid_out(element: etree._Element, depth: int) -> Iterator[tuple[etree._Element, int]]:
    """The elements with children whose white space is of no account, with their depth."""
    if len(element) and local(element) not in FLOWING and element.text is None:
        yield element, depth
        for child in element:
            yield from _laid_out(child, depth + 1)


def _line(depth: int) -> str:
    return "\n" + " " * depth
