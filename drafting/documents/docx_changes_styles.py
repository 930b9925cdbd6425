"""How the paragraphs and runs of a Word file look, as far as a returned copy needs it; each style is resolved once."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from drafting.documents.docx_in_numbering import Numbering
from drafting.documents.docx_in_package import W
from drafting.documents.docx_in_styles import Styles, value

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
_STYLE = re.compile(r"([a-z]+?)(?:level)?(\d?)")
_PPR, _RPR, _CHANGE = f"{W}pPr", f"{W}rPr", f"{W}rPrChange"
_PSTYLE, _RSTYLE, _VAL = f"{W}pStyle", f"{W}rStyle", f"{W}val"


class ParagraphLook(NamedTuple):
    """kind, level: as in the document tree, "" where the style is not ours; label: as a list counts it."""

    kind: str = ""
    level: int = 0
    label: str = ""
    is_furniture: bool = False


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


_PLAIN = RunLook()


@dataclass
class Looks:
    """The styles of one file."""

    styles: Styles
    numbering: Numbering
    _paragraphs: dict[str, tuple[ParagraphLook, tuple[str, int] | None]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def paragraph(self, element: etree._Element) -> ParagraphLook:
        """How a paragraph looks; counts it where it is in a list."""
        properties = element.find(_PPR)
        named = None if properties is None else properties.find(_PSTYLE)
        style = "" if named is None else str(named.get(_VAL, ""))
        if style not in self._paragraphs:
            self._paragraphs[style] = self._resolved(style)
        look, listed = self._paragraphs[style]
        if properties is not None and properties.find(f"{W}numPr") is not None:
            listed = self.styles.list_of(element)
        label = self.numbering.label(*listed) if listed else ""
        return look._replace(label=label) if label else look

    def _resolved(self, style: str) -> tuple[ParagraphLook, tuple[str, int] | None]:
        shape = _STYLE.fullmatch(self._name(style))
        name, digit = (shape[1], shape[2]) if shape else ("", "")
        kind = _KINDS.get(name, "")
        deepens = kind in {"heading", "point", "text"}
        level = int(digit or kind != "text") if deepens else 0
        bare = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(bare, _PPR), _PSTYLE).set(_VAL, style)
        return ParagraphLook(kind, level, "", name in _FURNITURE), self.styles.list_of(bare)

    def _name(self, style: str) -> str:
        """The name of a style, small letters and digits alone."""
        if style not in self._names:
            said = value(self.styles.by_id.get(style), "name") or style
            self._names[style] = re.sub("[^a-z0-9]", "", said.lower())
        return self._names[style]

    def run(self, element: etree._Element) -> RunLook:
        """How a run looks, and how it looked before somebody changed that with changes tracked."""
        properties = element.find(_RPR)
        if properties is None:
            return _PLAIN
        named = properties.find(_RSTYLE)
        name = "" if named is None else self._name(str(named.get(_VAL, "")))
        italic, bold = self.styles.switched(element, "i"), self.styles.switched(element, "b")
        raised = value(element, "rPr/vertAlign") == "superscript"
        look = RunLook(italic, bold, raised, name == "label", name == "state")
        change = properties.find(_CHANGE)
        if change is None:
            return look
        was_italic, was_bold = self.styles.switched(change, "i"), self.styles.switched(change, "b")
        if (was_italic, was_bold) == (italic, bold):
            return look
        by, at = str(change.get(f"{W}author", "")), str(change.get(f"{W}date", ""))
        return look._replace(changed_by=by, changed_at=at, was_italic=was_italic, was_bold=was_bold)
