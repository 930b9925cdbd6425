"""The paragraphs of a rich text as they come: the body, a note, a header, each a flow of its own."""

import re
from dataclasses import dataclass, field, replace

from drafting.documents.recognise_source import Paragraph
from drafting.documents.rtf_in_tokens import whole_letters
from drafting.domain.inline import Piece, write

_BULLET = "•"
_HEADING = re.compile(r"(?:heading (\d)|(?:sub)?title)")


@dataclass
class Style:
    """A style of paragraphs. bold, italic: what all its words are, and so say nothing of the words."""

    name: str = ""
    bold: bool = False
    italic: bool = False

    @property
    def heading(self) -> int:
        found = _HEADING.match(self.name.strip().rstrip(";").lower())
        return int(found[1] or 1) if found else 0


@dataclass
class Flow:
    """A run of paragraphs: the body, a note, a header. pieces, label: of the paragraph that is open."""

    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    style: Style = field(default_factory=Style)
    level: int = 0
    outline: int = 0
    noticed: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)

    def end(self) -> None:
        """The open paragraph ends here."""
        if not (self.pieces or self.label or self.noticed):
            return
        shown = [
            replace(
                it,
                text=whole_letters(it.text),
                bold=it.bold and not self.style.bold,
                italic=it.italic and not self.style.italic,
            )
            for it in _joined(self.pieces)
        ]
        heading = self.outline or self.style.heading
        label = re.sub("[\ue000-\uf8ff]", _BULLET, " ".join(whole_letters(self.label).split()))
        level = self.level if label and not heading else 0
        self.paragraphs.append(Paragraph(write(shown), label, level, heading, noticed=tuple(self.noticed)))
        self.pieces, self.label, self.noticed = [], "", []

    def begin(self) -> None:
        """What holds of a paragraph from its beginning is forgotten."""
        self.style, self.level, self.outline = Style(), 0, 0

    def ended(self) -> list[Paragraph]:
        self.end()
        return self.paragraphs

    def said(self) -> str:
        return " ".join(" ".join(f"{it.label} {it.text}".split()) for it in self.ended())


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind in one: halves of a letter may have come apart."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and not (last.note or piece.note) and (last.bold, last.italic) == (piece.bold, piece.italic):
            joined[-1] = replace(last, text=last.text + piece.text)
        else:
            joined.append(piece)
    return joined
