"""What the readers of the formats hand over."""

from dataclasses import dataclass
from typing import Literal

from drafting.documents.tree import Kind

# How tracked changes are read: as the text is now, or as it was before them.
Changes = Literal["accept", "reject"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as a file has it; text in our inline markup, NFC, its label still in front unless given.

    label: as displayed, where the format itself numbers ("-" for a bullet of Markdown);
    level: depth in nested lists, 0 for none; heading: 1.. for a heading of the format, 0 for none;
    kind: where the file itself says what the paragraph is, as one that we wrote does, and then its level is the block's
    and a label is no longer in front of the text; None where it is to be recognised;
    whole: False where a page may have broken it, so that it may go on in the next one;
    noticed: (code, detail) of what the reader met here.
    """

    text: str
    label: str = ""
    level: int = 0
    heading: int = 0
    whole: bool = False
    noticed: tuple[tuple[str, str], ...] = ()
    kind: Kind | None = None


@dataclass(frozen=True)
class Source:
    """What a reader took out of a file.

    notes: (key, text) in order; noticed: (code, detail) about the whole file;
    text: all that the file says, found by a path of its own, for the loss check; white space is of no account.
    """

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[tuple[str, str], ...]
    text: str
    noticed: tuple[tuple[str, str], ...] = ()
