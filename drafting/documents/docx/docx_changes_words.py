"""Words on their way into a paragraph of a returned copy, and what became of them."""

from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.changed import NOBODY, Fate
from drafting.documents.docx.docx_changes_styles import RunLook, instant
from drafting.documents.docx.docx_in_package import W
from drafting.domain.inline import Piece
from drafting.domain.returned import Remark, Words

MOVES = {f"{W}moveTo", f"{W}moveFrom"}
COMES = {f"{W}ins", f"{W}moveTo", f"{W}cellIns"}
GOES = {f"{W}del", f"{W}moveFrom", f"{W}cellDel"}


@dataclass
class Paragraph:
    """One under way. said: (piece as in `Piece`, fate); head: signs of a label by its style; headed: whether words
    other than the label were met."""

    said: list[tuple[str, bool, bool, str, Fate]] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)
    remarks: dict[str, Remark] = field(default_factory=dict)
    head: int = 0
    headed: bool = False

    def add(self, text: str, look: RunLook, fate: Fate, note: str = "") -> None:
        """Words in this look, joined to those before of the same look and fate."""
        italic, bold, *_ = look
        begins = not self.headed and self._begins(text, look, note)
        if self.said and not note and not (begins and self.head):
            before = self.said[-1]
            if before[1:] == (italic, bold, "", fate):
                self.said[-1] = (before[0] + text, italic, bold, "", fate)
                return
        self.said.append((text, italic, bold, note, fate))

    def _begins(self, text: str, look: RunLook, note: str) -> bool:
        """Whether these are the first words other than the label."""
        # The space between a label and its words is the label's.
        gap = self.head > 0 and not note and text.isspace()
        self.headed = not (look.is_label or gap)
        if not self.headed:
            self.head += len(text)
        return self.headed

    def words(self) -> tuple[Words, ...]:
        return tuple([Words(Piece(text, italic, bold, note), *fate) for text, italic, bold, note, fate in self.said])


def within(element: etree._Element, fate: Fate, move: str) -> Fate:
    """The fate of what stands inside an element."""
    tag = element.tag
    comes = tag in COMES
    if not comes and tag not in GOES:
        return fate
    by = element.get(f"{W}author") or NOBODY
    at = max(fate.at, instant(element))
    named = move or fate.move
    return Fate(fate.inserted or by, fate.deleted, at, named) if comes else Fate(fate.inserted, by, at, named)


def row_fate(row: etree._Element, fate: Fate) -> Fate:
    """A row of a table, or a cell of a row, comes and goes with what stands in it."""
    for properties in row.iterchildren(f"{W}trPr", f"{W}tcPr"):
        for child in properties:
            fate = within(child, fate, "")
    return fate
