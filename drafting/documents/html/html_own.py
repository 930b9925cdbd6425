"""Web pages of our own: the classes by which the kind, the depth and the label of a paragraph are known again."""

import re
from collections.abc import Iterable

from lxml import etree

from drafting.documents.docx.docx_own import DEEPEST, DEEPEST_HEADING
from drafting.documents.tree import KINDS, Kind

# The class of the element that holds the text; no other page has it.
TEXT = "drafted-text"
LABEL = "label"
# The attributes of a change that say whose it is and, the same for both ends of a move, what moved.
AUTHOR, MOVE = "data-author", "data-move"
# The end of a paragraph that came or went as a whole.
END = "¶"
# Classes of what is said of the text and is no part of it → what it is called where that is told, "" where it is not.
REMARKS = "remarks"
BESIDE = {"by": "", "state": "", "legend": "", REMARKS: "comments", "proposal": "comments"}
_LEVEL = re.compile("level([1-9])")


def classes_of(kind: Kind, level: int) -> tuple[str, ...]:
    """Of a paragraph: its kind and, where it has one, its depth."""
    if kind == "heading":
        return kind, f"level{min(max(level, 1), DEEPEST_HEADING)}"
    return (kind, f"level{min(level, DEEPEST)}") if kind in ("point", "text") and level else (kind,)


def is_ours(root: etree._Element) -> bool:
    return any(TEXT in _classes(it) for it in root.iter("main"))


def kind_of(element: etree._Element) -> tuple[Kind | None, int]:
    classes = _classes(element)
    kind = next((it for it in KINDS if it in classes and it != "note"), None)
    levels = (int(told[1]) for it in classes if (told := _LEVEL.fullmatch(it)))
    return kind, next(levels, 0)


def label_of(element: etree._Element) -> str:
    """The label of a paragraph, without the space behind it."""
    labels = (it for it in element.iter("span") if LABEL in _classes(it))
    return "".join(words(it) for it in labels).removesuffix(" ")


def beside(classes: str) -> str | None:
    """What an element of a page of ours is, by its classes, if it is beside the text: a name of `BESIDE`."""
    return next((BESIDE[it] for it in classes.split() if it in BESIDE), None)


def words(element: etree._Element) -> str:
    return "".join(str(it) for it in element.itertext())


def _classes(element: etree._Element) -> Iterable[str]:
    return element.get("class", "").split()
