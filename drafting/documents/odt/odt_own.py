"""OpenDocument texts of our own: the styles by which kind, depth and label of a paragraph are known again."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from lxml import etree

from drafting.documents.docx import docx_own
from drafting.documents.docx.docx_own import DEEPEST, DEEPEST_HEADING, parted
from drafting.documents.odt.odt_xml import name
from drafting.documents.tree import Kind
from drafting.domain.inline import Piece

LABEL, STATE = "Label", "State"
# Printed round the text and no part of it.
_FURNITURE = re.compile("Legend|Contents_20_.+|Cover_20_space")
# A space in a style's name is written so.
_SPACE = "_20_"
STYLES: Mapping[Kind, str] = {**docx_own.STYLES, "text": "Text_20_body"}
_KINDS = {style: kind for kind, style in STYLES.items()}
# No other program has all of these.
_MARKS = {("paragraph", "Recital"), ("paragraph", "Enacting"), ("paragraph", "Operative"), ("text", LABEL)}


def style_of(kind: Kind, level: int) -> str:
    """The name of the style of a paragraph: by kind and depth."""
    if kind == "heading":
        return f"Heading{_SPACE}{min(max(level, 1), DEEPEST_HEADING)}"
    is_deeper = kind in ("point", "text") and level > (kind == "point")
    return STYLES[kind] + (f"{_SPACE}{min(level, DEEPEST)}" if is_deeper else "")


def deeper_styles() -> Iterable[tuple[str, str]]:
    """(name, name of the style that it is made from) of the styles by depth, but for headings."""
    for kind in ("point", "text"):
        yield from ((f"{STYLES[kind]}{_SPACE}{level}", STYLES[kind]) for level in range(1, DEEPEST + 1))


def is_ours(styles: Container[tuple[str, str]]) -> bool:
    """styles: (family, name) of every style of a file."""
    return all(it in styles for it in _MARKS)


def is_furniture(chain: Iterable[str]) -> bool:
    """Whether a paragraph is none of the text. chain: as in `kind_of`."""
    return any(_FURNITURE.fullmatch(style) for style in chain)


def kind_of(chain: Iterable[str]) -> tuple[Kind | None, int]:
    """Kind and level of a paragraph; chain: its style and those that it is made from, itself first."""
    for style in chain:
        told = re.fullmatch(rf"(.+?)(?:{_SPACE}([1-9]))?", style)
        kind = _KINDS.get(told[1]) if told else None
        if told and kind:
            return kind, int(told[2] or kind in ("point", "heading"))
    return None, 0


def label_parted(paragraph: etree._Element, pieces: Iterable[Piece]) -> tuple[str, Sequence[Piece]]:
    """The label of a paragraph, and its pieces without the label and the space behind it."""
    spans = (it for it in paragraph.iter(name("text:span")) if it.get(name("text:style-name")) == LABEL)
    return parted("".join("".join(str(words) for words in it.itertext()) for it in spans), pieces)
