"""Paragraphs with every change that a file keeps track of, and the text that they are with all changes made or none.

For forms that say in one pass what was there and what is there, as rich text and web pages do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from drafting.documents.recognise.recognise_source import Changes, Paragraph
from drafting.domain.inline import Piece, write
from drafting.domain.returned import Came, Words
from drafting.domain.returned_views import parted

# A change whose author the file does not name.
NOBODY = "?"


class Fate(NamedTuple):
    """What became of the words at hand; see `returned.Words`."""

    inserted: str = ""
    deleted: str = ""
    at: str = ""
    move: str = ""


KEPT = Fate()


@dataclass(frozen=True, slots=True)
class Changed:
    """came: the paragraph with its changes; look: what else the reader met of it, its text being "".

    Where the look names a kind, the label stands at the head of the words, too, and is `came.head` signs long.
    """

    came: Came
    look: Paragraph


def is_gone(words: Words, changes: Changes) -> bool:
    """Whether these words, or this end, are not there in the text that is read."""
    return bool(words.deleted if changes == "accept" else words.inserted)


def told_of(counted: Mapping[str, int]) -> list[tuple[str, str]]:
    """How many changes a file keeps track of, by what they do, as something to be noticed."""
    said = ", ".join(f"{what} {count}" for what, count in sorted(counted.items()))
    return [("tracked-changes", said)] if said else []


def as_read(
    paragraphs: Iterable[Changed], changes: Changes, shown: Callable[[Sequence[Piece]], Sequence[Piece]] = tuple
) -> Iterator[Paragraph]:
    """The paragraphs of the text. shown: what is displayed of the pieces of one."""
    together: list[Changed] = []
    for it in paragraphs:
        together.append(it)
        if not is_gone(it.came.ends, changes):
            yield from _joined(together, changes, shown)
            together = []
    if together:
        yield from _joined(together, changes, shown)


def _joined(
    together: Sequence[Changed], changes: Changes, shown: Callable[[Sequence[Piece]], Sequence[Piece]]
) -> Iterator[Paragraph]:
    """All their words in one paragraph; it looks like the first of which any words are left."""
    pieces: list[Piece] = []
    look = together[-1].look
    noticed: list[tuple[str, str]] = []
    for it in together:
        left = _left(it, changes)
        if _says(left) and not _says(pieces):
            look = it.look
        pieces += left
        noticed += it.look.noticed
    text = write(shown(pieces))
    if _says(pieces):
        yield replace(look, text=text, noticed=tuple(noticed))
    elif (look.label and not any(it.came.words for it in together)) or noticed:
        yield Paragraph(text, look.label, look.level, look.heading, noticed=tuple(noticed))


def _left(it: Changed, changes: Changes) -> list[Piece]:
    """The pieces that are there, without the label where the look has it."""
    cut = it.came.head if it.look.kind else 0
    left: list[Piece] = []
    for words in it.came.words:
        head, rest = parted([words.piece], cut)
        cut -= len(head)
        if not is_gone(words, changes):
            left += rest
    return left


def _unstyled(words: Words) -> Words:
    """In a line that says nothing there is nothing to emphasise."""
    return replace(words, piece=Piece(words.piece.text))


def _says(pieces: Iterable[Piece]) -> bool:
    return any(it.note or it.text.strip() for it in pieces)


def as_note(key: str, paragraphs: Sequence[Came]) -> Came:
    """A note as one paragraph, its own paragraphs on lines of their own, each with the label that a list gives it."""
    words: list[Words] = []
    for at, it in enumerate(paragraphs):
        if at:
            words.append(replace(paragraphs[at - 1].ends, piece=Piece("\n")))
        words += [Words(Piece(f"{it.label} "))] if it.label else []
        words += it.words if _says(run.piece for run in it.words) else map(_unstyled, it.words)
    anchors = tuple(anchor for it in paragraphs for anchor in it.anchors)
    remarks = tuple(remark for it in paragraphs for remark in it.remarks)
    return Came(tuple(words), anchors=anchors, note=key, remarks=remarks)
