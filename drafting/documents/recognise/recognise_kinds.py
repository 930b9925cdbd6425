"""What each paragraph is: title, date, recital, enacting word, operative paragraph, point, ….

Source of the shapes: practice.md section 2.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from drafting.documents.recognise.recognise_head import head_kinds
from drafting.documents.recognise.recognise_source import Paragraph
from drafting.documents.recognise.recognise_words import (
    is_bold,
    is_enacting,
    is_part,
    is_place,
    is_short,
    opens_recital,
    without_wrapping,
    words,
)
from drafting.documents.tree import Block, Kind
from drafting.domain.labels import Label, sequence

_DEEPEST_HEADING = 4
_PRINTED_IN_OWN_STYLE = {"symbol", "date", "place", "title", "heading"}
# "Option 2" in bold stands over a wording and not over a part of the document.
_OPTION = re.compile(r"(?:option|alternative|вариант|альтернатива)\b", re.IGNORECASE)


def classify(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """One block for each paragraph, in order."""
    said = _said(paragraphs)
    enacting = next((i for i, p in enumerate(paragraphs) if is_enacting(p)), None)
    preamble_ends = enacting if enacting is not None else _first_number(said)
    kinds = head_kinds(paragraphs)
    state = _State(_headings(paragraphs))
    blocks = []
    for index, (paragraph, label) in enumerate(zip(paragraphs, said, strict=True)):
        kind: Kind
        level = 0
        if index in kinds:
            kind = kinds[index]
        elif index == enacting:
            kind = state.parent("enacting")
        elif _is_recital(paragraph, label, before_enacting=index < preamble_ends, certain=enacting is not None):
            kind = state.parent("recital")
        else:
            kind, level = state.body(paragraph, label)
        text = without_wrapping(paragraph.text) if kind in _PRINTED_IN_OWN_STYLE else paragraph.text
        blocks.append(Block(kind, text, paragraph.label, level))
    return blocks


def _said(paragraphs: Sequence[Paragraph]) -> list[Label | None]:
    """What the labels say, each beside its neighbours of the same depth."""
    said: list[Label | None] = [None] * len(paragraphs)
    for level in {paragraph.level for paragraph in paragraphs}:
        indexes = [i for i, paragraph in enumerate(paragraphs) if paragraph.level == level and paragraph.label]
        for index, label in zip(indexes, sequence([paragraphs[i].label for i in indexes]), strict=True):
            said[index] = label
    return said


def _first_number(said: Sequence[Label | None]) -> int:
    return next((i for i, label in enumerate(said) if label and _family(label) in {"1", "OP1", "ОП1"}), len(said))


def _family(label: Label) -> str:
    return label.style.strip("().: ").replace(" ", "")


def _is_recital(paragraph: Paragraph, label: Label | None, *, before_enacting: bool, certain: bool) -> bool:
    """A labelled or participle-led paragraph before the enacting word.

    certain: whether there is an enacting word; without one a roman label alone does not make a recital.
    """
    if label is not None and _family(label) in {"PP1", "ПП1"}:
        return True
    if not before_enacting or paragraph.heading or paragraph.level:
        return False
    roman = label is not None and _family(label) == "i"
    return (roman and certain) or ((roman or not paragraph.label) and opens_recital(paragraph.text))


def _headings(paragraphs: Sequence[Paragraph]) -> int:
    """How deep the shallowest heading of the format stands after the head of the document."""
    head = head_kinds(paragraphs)
    return min((p.heading for i, p in enumerate(paragraphs) if p.heading and i not in head), default=1)


@dataclass
class _State:
    """Where in the body we are.

    shallowest: the format's level of the highest heading; heads: styles of numbered headings from the highest;
    main: the style of the operative paragraphs since the last heading; depths: styles of the points, outermost
    first.
    """

    shallowest: int
    heads: list[str] = field(default_factory=list)
    head: int = 0
    main: str = ""
    depths: list[str] = field(default_factory=list)

    def parent(self, kind: Kind) -> Kind:
        """A block that no point before it reaches over."""
        self.depths = []
        return kind

    def body(self, paragraph: Paragraph, label: Label | None) -> tuple[Kind, int]:
        """The kind and level of a paragraph that is neither of the head nor of the preamble."""
        if paragraph.heading or self._looks_like_heading(paragraph, label):
            return self._heading(paragraph, label)
        if not paragraph.label:
            return ("place", 0) if is_place(paragraph.text) and not paragraph.level else ("text", paragraph.level)
        if label is None:
            return "point", self._depth("-", paragraph.level)
        return self._numbered(paragraph, label)

    def _looks_like_heading(self, paragraph: Paragraph, label: Label | None) -> bool:
        short = is_short(paragraph.text) and not paragraph.level and not _OPTION.match(words(paragraph.text))
        if label is not None:
            return short and _family(label) in {"I", "A", "А"} and not self.depths
        said = words(paragraph.text)
        capitals = said.isupper() and len(said.split()) > 1
        return short and not paragraph.label and (is_bold(paragraph.text) or capitals or is_part(paragraph.text))

    def _heading(self, paragraph: Paragraph, label: Label | None) -> tuple[Kind, int]:
        """Numbered headings stand as deep as their style came up; the format's own levels are often careless."""
        self.main, self.depths = "", []
        if label is not None:
            family = _family(label)
            self.heads = self.heads[: self.heads.index(family) + 1] if family in self.heads else [*self.heads, family]
            self.head = len(self.heads)
            level = self.head
        elif self.head:
            level = self.head + 1
        else:
            level = paragraph.heading - self.shallowest + 1 if paragraph.heading else 1
        return "heading", max(1, min(level, _DEEPEST_HEADING))

    def _numbered(self, paragraph: Paragraph, label: Label) -> tuple[Kind, int]:
        family = _family(label)
        if family in {"OP1", "ОП1"}:
            return self.parent("operative"), 0
        counted = family[-1] == "1" or (family == "i" and self.main.strip("().") in {"", "i"})
        outer = paragraph.level == 0 or ("." in family and self.head > 0)
        # "3 bis" often lacks the stop that its list has.
        if counted and outer and (self.main in {"", label.style} or label.style == family):
            self.main = self.main or label.style
            return self.parent("operative"), 0
        return "point", self._depth(family, paragraph.level)

    def _depth(self, style: str, given: int) -> int:
        """The depth of a point: as the format says, else by the order in which the styles came up."""
        if given:
            outer = [*self.depths, *[""] * given]
            self.depths = [*outer[: given - 1], style]
            return given
        self.depths = self.depths[: self.depths.index(style) + 1] if style in self.depths else [*self.depths, style]
        return len(self.depths)
