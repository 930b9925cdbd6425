"""How the paragraphs and runs of a Word file look, as far as a returned copy needs it; each style is resolved once."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from drafting.documents.docx.docx_in_numbering import Numbering
from drafting.documents.docx.docx_in_package import W
from drafting.documents.docx.docx_in_styles import OFF, Styles, value

# Our own styles by name: what a writer of ours printed in one is of this kind. Other programs keep the names.
_KINDS = {
    "symbol": "symbol",
    "title": "title",
    "date": "date",
    "place": "place",
    "heading": "heading",
    "recital": "recital",
    "enacting": "enacting",
    "operative": "operative",
    "point": "point",
    "bodytext": "text",
    "textbody": "text",
}
# Printed round the text and no part of it.
_FURNITURE = {"toc", "contentstitle", "contentsheading", "legend"}
_INSTANT = re.compile(r"[12]\d{3}-\d\d-\d\dT")
_STYLE = re.compile(r"([a-z]+?)(?:level)?(\d?)")
_PPR, _RPR, _CHANGE = f"{W}pPr", f"{W}rPr", f"{W}rPrChange"
_BOLD, _ITALIC, _RAISED = f"{W}b", f"{W}i", f"{W}vertAlign"
_PSTYLE, _RSTYLE, _VAL, _NUMPR = f"{W}pStyle", f"{W}rStyle", f"{W}val", f"{W}numPr"


class ParagraphLook(NamedTuple):
    """kind, level: as in the document tree, "" where the style is not ours; label: as a list counts it."""

    kind: str = ""
    level: int = 0
    label: str = ""
    is_furniture: bool = False
    is_listed: bool = False


class RunLook(NamedTuple):
    """changed_by: who made words italic or bold or took it from them, None for nobody; was_…: how they were before."""

    italic: bool = False
    bold: bool = False
    raised: bool = False
    is_label: bool = False
    is_furniture: bool = False
    changed_by: str | None = None
    changed_at: str = ""
    was_italic: bool = False
    was_bold: bool = False


@dataclass
class Looks:
    """The styles of one file."""

    styles: Styles
    numbering: Numbering
    _paragraphs: dict[str, tuple[ParagraphLook, tuple[str, int] | None]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _runs: dict[str, RunLook] = field(default_factory=lambda: {"": RunLook()})
    _said: dict[tuple[str, bool | None, bool | None, bool], RunLook] = field(default_factory=dict)

    def anew(self) -> "Looks":
        """The same, with lists that have not begun to count: those of notes count apart from those of the text."""
        return Looks(self.styles, self.numbering.anew())

    def paragraph(self, element: etree._Element, properties: etree._Element | None) -> ParagraphLook:
        """How a paragraph with these properties looks; counts it where it is in a list."""
        style, is_listed = "", False
        for child in () if properties is None else properties:
            tag = child.tag
            if tag == _PSTYLE:
                style = str(child.get(_VAL, ""))
            elif tag == _NUMPR:
                is_listed = True
        if style not in self._paragraphs:
            self._paragraphs[style] = self._resolved(style)
        look, listed = self._paragraphs[style]
        if is_listed:
            listed = self.styles.list_of(element)
        return look._replace(label=self.numbering.label(*listed), is_listed=True) if listed else look

    def _resolved(self, style: str) -> tuple[ParagraphLook, tuple[str, int] | None]:
        kind, level, is_furniture = known_style(self._name(style))
        bare = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(bare, _PPR), _PSTYLE).set(_VAL, style)
        return ParagraphLook(kind, level, "", is_furniture), self.styles.list_of(bare)

    def _name(self, style: str) -> str:
        """The name of a style, small letters and digits alone."""
        if style not in self._names:
            said = value(self.styles.by_id.get(style), "name") or style
            self._names[style] = bare_name(said)
        return self._names[style]

    def run(self, properties: etree._Element) -> RunLook:
        """How a run with these properties looks, and before somebody changed that with changes tracked."""
        look, change = self._look(properties)
        before = None if change is None else change.find(_RPR)
        if change is None or before is None:
            return look
        was, _ = self._look(before)
        if (was.italic, was.bold) == (look.italic, look.bold):
            return look
        by, at = str(change.get(f"{W}author", "")), instant(change)
        return look._replace(changed_by=by, changed_at=at, was_italic=was.italic, was_bold=was.bold)

    def _look(self, properties: etree._Element) -> tuple[RunLook, etree._Element | None]:
        """The look that the properties of a run say, and the element that tells of the one before."""
        style, italic, bold, raised, change = "", None, None, False, None
        for child in properties:
            tag = child.tag
            if tag == _BOLD:
                bold = child.get(_VAL) not in OFF
            elif tag == _ITALIC:
                italic = child.get(_VAL) not in OFF
            elif tag == _RSTYLE:
                style = str(child.get(_VAL, ""))
            elif tag == _CHANGE:
                change = child
            elif tag == _RAISED:
                raised = child.get(_VAL) == "superscript"
        said = (style, italic, bold, raised)
        if said not in self._said:
            by_style = self._of_style(style)
            italic = by_style.italic if italic is None else italic
            bold = by_style.bold if bold is None else bold
            self._said[said] = RunLook(italic, bold, raised, by_style.is_label, by_style.is_furniture)
        return self._said[said], change

    def _of_style(self, style: str) -> RunLook:
        """What a character style says of its runs."""
        if style not in self._runs:
            run = etree.Element(f"{W}r")
            etree.SubElement(etree.SubElement(run, _RPR), _RSTYLE).set(_VAL, style)
            name = self._name(style)
            italic, bold = self.styles.switched(run, "i"), self.styles.switched(run, "b")
            self._runs[style] = RunLook(italic, bold, is_label=name == "label", is_furniture=name == "state")
        return self._runs[style]


def bare_name(style: str) -> str:
    """The name of a style, small letters and digits alone."""
    return re.sub("[^a-z0-9]", "", style.lower())


def known_style(name: str) -> tuple[str, int, bool]:
    """Kind and level of the paragraphs in a style of ours, "" and 0 for any other, and whether they are printed round
    the text. name: as `bare_name` gives it."""
    shape = _STYLE.fullmatch(name)
    said, digit = (shape[1], shape[2]) if shape else ("", "")
    kind = _KINDS.get(said, "")
    deepens = kind in {"heading", "point", "text"}
    return kind, int(digit or kind != "text") if deepens else 0, said in _FURNITURE


def first_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of this name: properties, which as a rule are the first of all."""
    if len(element) and element[0].tag == tag:
        return element[0]
    return next(element.iterchildren(tag), None) if len(element) > 1 else None


def instant(element: etree._Element) -> str:
    """When it was done, "" where the file does not say; LibreOffice writes the year 0 for that."""
    date = str(element.get(f"{W}date", ""))
    return date if _INSTANT.match(date) else ""
