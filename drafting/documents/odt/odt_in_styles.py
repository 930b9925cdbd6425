"""The styles of an OpenDocument text as far as they say what is bold, italic or a title, and how lists are numbered.

Source: OASIS OpenDocument 1.3, part 3, sections 16 (styles) and 19.880 (number formats).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.list_numbers import FORMATS, formatted

_URN = "urn:oasis:names:tc:opendocument:xmlns"
TEXT, STYLE, OFFICE, DRAW, TABLE = (
    f"{{{_URN}:{name}:1.0}}" for name in ("text", "style", "office", "drawing", "table")
)
_FO = f"{{{_URN}:xsl-fo-compatible:1.0}}"
_DEEPEST_CHAIN = 20
_BOLD_FROM = 600
_BULLET = "•"


@dataclass
class Styles:
    """Styles by (family, name). own: those that the program made for one place, as when somebody presses B.

    lists: style of a list → level from 1 → its definition; the numbering of headings is the list "".
    """

    by_name: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    own: set[tuple[str, str]] = field(default_factory=set)
    lists: dict[str, dict[int, etree._Element]] = field(default_factory=dict)

    @classmethod
    def of(cls, *roots: etree._Element | None) -> "Styles":
        """The styles of styles.xml and, later and stronger, of content.xml."""
        styles = cls()
        for root in (it for it in roots if it is not None):
            for style in root.iter(f"{STYLE}style"):
                key = str(style.get(f"{STYLE}family")), str(style.get(f"{STYLE}name"))
                styles.by_name[key] = style
                parent = style.getparent()
                if parent is not None and parent.tag == f"{OFFICE}automatic-styles":
                    styles.own.add(key)
            for found in root.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
                name = str(found.get(f"{STYLE}name")) if found.tag == f"{TEXT}list-style" else ""
                styles.lists[name] = {whole(it, f"{TEXT}level", 1): it for it in found.iterchildren(tag=etree.Element)}
        return styles

    def switched(self, name: str | None, *, bold: bool, italic: bool) -> tuple[bool, bool]:
        """(bold, italic) inside a span of a style, given what holds round it."""
        for style in self._chain("text", name):
            bold, italic = _switched(style, bold=bold, italic=italic)
        return bold, italic

    def switched_whole(self, name: str | None) -> tuple[bool, bool]:
        """(bold, italic) of a whole paragraph, where somebody said it of this paragraph and not of a named style."""
        own = ("paragraph", str(name))
        return _switched(self.by_name[own], bold=False, italic=False) if own in self.own else (False, False)

    def is_title(self, name: str | None) -> bool:
        """Whether a paragraph has the style of a title, or one made from it."""
        return any(it.lower() in {"title", "subtitle"} for it in self.made_from(name))

    def made_from(self, name: str | None, family: str = "paragraph") -> list[str]:
        """The names of the style of a paragraph and of those that it is made from, itself first."""
        return [str(it.get(f"{STYLE}name")) for it in self._chain(family, name)][::-1]

    def is_raised(self, name: str | None) -> bool:
        """Whether words in a span of this style stand above the line."""
        said = (
            str(it.get(f"{STYLE}text-position", ""))
            for style in self._chain("text", name)
            for it in style.iterchildren(f"{STYLE}text-properties")
        )
        return any(re.match(r"super|[1-9]", it) for it in said)

    def _chain(self, family: str, name: str | None) -> Iterator[etree._Element]:
        """The styles that a style is made from, the first of them last to speak: itself."""
        found: list[etree._Element] = []
        while name is not None and (family, name) in self.by_name and len(found) < _DEEPEST_CHAIN:
            found.append(self.by_name[family, name])
            name = found[-1].get(f"{STYLE}parent-style-name")
        return reversed(found)


def _switched(style: etree._Element, *, bold: bool, italic: bool) -> tuple[bool, bool]:
    for said in style.iterchildren(f"{STYLE}text-properties"):
        weight, slant = said.get(f"{_FO}font-weight"), said.get(f"{_FO}font-style")
        if weight is not None:
            bold = weight == "bold" or (weight.isdigit() and int(weight) >= _BOLD_FROM)
        if slant is not None:
            italic = slant in {"italic", "oblique"}
    return bold, italic


def whole(element: etree._Element, name: str, default: int) -> int:
    """An attribute that is a whole number; what is none is as good as absent."""
    said = element.get(name, "")
    return int(said) if re.fullmatch("[0-9]{1,6}", said) else default


def label(levels: dict[int, etree._Element], depth: int, counts: dict[int, int]) -> str:
    """The label displayed at a depth from 1, given how far each level has counted; "" where none is displayed."""
    level = levels.get(depth)
    if level is None or level.tag == f"{TEXT}list-level-style-image":
        return "" if level is None else _BULLET
    if level.tag == f"{TEXT}list-level-style-bullet":
        sign = re.sub("[\ue000-\uf8ff]", _BULLET, level.get(f"{TEXT}bullet-char", ""))
        return sign.strip() or _BULLET
    said = next((str(value) for name, value in level.items() if etree.QName(name).localname == "num-list-format"), None)
    if said is None:
        shown = min(whole(level, f"{TEXT}display-levels", 1), depth)
        numbers = ".".join(f"%{at}%" for at in range(depth - shown + 1, depth + 1))
        said = f"{level.get(f'{STYLE}num-prefix', '')}{numbers}{level.get(f'{STYLE}num-suffix', '')}"
    return re.sub("%([0-9]{1,2})%", lambda it: _number(levels.get(int(it[1])), counts.get(int(it[1]))), said).strip()


def _number(level: etree._Element | None, count: int | None) -> str:
    if level is None:
        return ""
    said = level.get(f"{STYLE}num-format", "")
    style = FORMATS.get(said, "none" if not said else "decimal")
    # LibreOffice names alphabets by their first letters: "а, б, .., аа, бб, ... (ru)".
    if said[:1].lower() == "а":
        style = "russianUpper" if said[:1].isupper() else "russianLower"
    return formatted(whole(level, f"{TEXT}start-value", 1) if count is None else count, style)
