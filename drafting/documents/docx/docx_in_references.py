"""The further marks of a shared note in a Word file: cross-references to its first one.

Word has one mark to a footnote; every other is a NOTEREF field that refers to a bookmark round the first
(ECMA-376 part 1, section 17.16.5). Read as words, its number would be a digit behind a word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.docx.docx_in_package import W

Note = tuple[str, str]  # (footnote or endnote, its id in the file)
NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_SIMPLE, _FIELD = f"{W}fldSimple", f"{W}fldChar"
_NOTEREF = re.compile(r"\s*NOTEREF\s+(\S+)")


@dataclass
class _Field:
    code: str = ""
    has_result: bool = False
    shown: list[etree._Element] = field(default_factory=list)


def shared_marks(body: etree._Element) -> dict[etree._Element, Note | None]:
    """The runs that show the number of a note: the first of each mark with its note, any other with None."""
    found: dict[etree._Element, Note | None] = {}
    if next(body.iter(_SIMPLE, _FIELD), None) is None:
        return found
    references = [(named[1], shown) for code, shown in _fields(body) if (named := _NOTEREF.match(code))]
    bookmarked = _bookmarked(body) if references else {}
    for name, shown in references:
        note = bookmarked.get(name)
        if note:
            found |= dict.fromkeys(shown)
            found |= dict.fromkeys(shown[:1], note)
    return found


def _bookmarked(body: etree._Element) -> dict[str, Note]:
    """Name of a bookmark → the first note marked inside it."""
    opened: dict[str, str] = {}
    found: dict[str, Note] = {}
    for element in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", *NOTES):
        number = str(element.get(f"{W}id"))
        if element.tag == f"{W}bookmarkStart":
            opened[number] = str(element.get(f"{W}name"))
        elif element.tag == f"{W}bookmarkEnd":
            opened.pop(number, None)
        else:
            for name in opened.values():
                found.setdefault(name, (NOTES[element.tag], number))
    return found


def _fields(body: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The code of each field and the runs that show its result."""
    for simple in body.iter(_SIMPLE):
        yield str(simple.get(f"{W}instr")), list(simple.iter(f"{W}r"))
    opened: list[_Field] = []
    for element in body.iter(_FIELD, f"{W}instrText", f"{W}t"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            opened.append(_Field())
        elif opened and kind == "separate":
            opened[-1].has_result = True
        elif opened and kind == "end":
            ended = opened.pop()
            yield ended.code, ended.shown
        elif opened and element.tag == f"{W}instrText":
            opened[-1].code += element.text or ""
        elif opened and opened[-1].has_result:
            opened[-1].shown += list(element.iterancestors(f"{W}r"))[:1]
