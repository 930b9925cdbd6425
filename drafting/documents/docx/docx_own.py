"""Word files of our own: the styles by which the kind, the depth and the label of a paragraph are known again.

Whoever edits the file in Word keeps them without knowing, so nothing is guessed from the words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from drafting.documents.docx.docx_in_package import W
from drafting.documents.docx.docx_in_styles import Styles, value
from drafting.documents.tree import Kind
from drafting.domain.inline import Piece

DEEPEST = 9
DEEPEST_HEADING = 4
LABEL = "Label"
STYLES: dict[Kind, str] = {
    "symbol": "Symbol",
    "title": "Title",
    "date": "Date",
    "place": "Place",
    "heading": "Heading",
    "recital": "Recital",
    "enacting": "Enacting",
    "operative": "Operative",
    "point": "Point",
    "text": "BodyText",
}
_KINDS = {name.lower(): kind for kind, name in STYLES.items()}
# No other program has all of these.
_MARKS = frozenset({"recital", "enacting", "operative", "label"})


def style_of(kind: Kind, level: int) -> str:
    """The id of the style of a paragraph: by kind and depth."""
    if kind == "heading":
        return f"Heading{min(max(level, 1), DEEPEST_HEADING)}"
    first = 1 if kind == "point" else 0
    is_deeper = kind in ("point", "text") and level > first
    return STYLES[kind] + (str(min(level, DEEPEST)) if is_deeper else "")


@dataclass(frozen=True)
class Own:
    """kinds: id of a style → kind and level of its paragraphs; labels: ids of the style of labels."""

    kinds: dict[str, tuple[Kind, int]]
    labels: frozenset[str]

    @classmethod
    def of(cls, styles: Styles) -> "Own | None":
        """None for a file that is not ours."""
        names = {key: (value(it, "name") or "").replace(" ", "").lower() for key, it in styles.by_id.items()}
        if not names.keys() or not _MARKS.issubset(names.values()):
            return None
        found = {key: known for key, name in names.items() if (known := _known(name))}
        return cls(found, frozenset(key for key, name in names.items() if name == LABEL.lower()))

    def kind(self, paragraph: etree._Element) -> tuple[Kind | None, int]:
        return self.kinds.get(value(paragraph, "pPr/pStyle") or "", (None, 0))

    def parted(self, paragraph: etree._Element, pieces: Iterable[Piece]) -> tuple[str, Sequence[Piece]]:
        """The label of a paragraph, and its pieces without the label and the space behind it."""
        label = "".join(
            text.text or ""
            for run in paragraph.iter(f"{W}r")
            if value(run, "rPr/rStyle") in self.labels
            for text in run.findall(f"{W}t")
        )
        return parted(label, pieces)


def parted(label: str, pieces: Iterable[Piece]) -> tuple[str, Sequence[Piece]]:
    """The label if it stands ahead, and the pieces without it and the space behind it."""
    rest = list(pieces)
    ahead = "".join(it.text for it in rest)
    if not label or not ahead.startswith(label):
        return "", rest
    cut = len(label) + (ahead[len(label) : len(label) + 1] in ("\t", " "))
    while cut:
        gone = min(cut, len(rest[0].text))
        rest[0] = replace(rest[0], text=rest[0].text[gone:])
        cut -= gone
        if not rest[0].text and not rest[0].note:
            del rest[0]
    return label, rest


def _known(name: str) -> tuple[Kind, int] | None:
    told = re.fullmatch(r"([a-z]+)([1-9]?)", name)
    kind = _KINDS.get(told[1]) if told else None
    if told is None or kind is None:
        return None
    return kind, int(told[2] or (1 if kind == "point" else 0))
