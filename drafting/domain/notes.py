"""Footnotes: one note may be marked in many places and is one note. Source: practice.md section 2."""

import hashlib
from collections.abc import Collection, Iterable, Mapping

from drafting.domain import inline

_NEW = "new-"
# What the mark of a footnote looks like that has no number yet.
NEW_NOTE = "*"
_FEW = 6  # words, by which a reader finds a place


def new_key(words: str, taken: Collection[str] = ()) -> str:
    """The key of a footnote that somebody proposes: told by its words, so that the same note has it everywhere.

    taken: keys of notes with other words; one that was proposed in these words may say something else by now.
    """
    key = _NEW + hashlib.sha256(words.encode()).hexdigest()[:10]
    return new_key(f"{key} {words}", taken) if key in taken else key


def is_new(key: str) -> bool:
    """Whether a key was made by `new_key`."""
    return key.startswith(_NEW)


def marks(text: str) -> tuple[str, ...]:
    """The keys of the notes marked in a text, in order, each time they are marked."""
    return inline.marks(text)


def numbers(texts: Iterable[str]) -> dict[str, int]:
    """The number each note is displayed with: counted from 1 by its first mark in the document."""
    keys = dict.fromkeys(key for text in texts for key in marks(text))
    return {key: number for number, key in enumerate(keys, start=1)}


def orphans(texts: Iterable[str], keys: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(marks without a note, notes without a mark), each in order and once. keys: those of the notes."""
    marked = numbers(texts)
    return tuple(key for key in marked if key not in keys), tuple(
        key for key in dict.fromkeys(keys) if key not in marked
    )


def adrift(text: str, keys: Collection[str]) -> tuple[str, ...]:
    """The last few words before each mark that leads to no note, in order. keys: those of the notes."""
    said = ""
    found: list[str] = []
    for piece in inline.pieces(text):
        said += piece.text
        if piece.note and piece.note not in keys:
            found.append(" ".join(said.split()[-_FEW:]) or "…")
    return tuple(found)


def died(olds: Iterable[str], news: Iterable[str]) -> tuple[str, ...]:
    """The keys of the notes that lose their last mark between two versions of the texts, by first mention.

    olds, news: the texts of the whole document, notes too where they are marked in one another. A note with a mark
    left anywhere lives on; one that was not marked before does not die again.
    """
    left = numbers(news)
    return tuple(key for key in numbers(olds) if key not in left)


def renamed(text: str, names: Mapping[str, str]) -> str:
    """The text with its notes marked by other keys, and else as it is. names: key -> the key that takes its place."""
    written: list[str] = []
    end = 0
    for start, piece in inline.placed(text):
        if piece.note and piece.note in names:
            written += [text[end:start], f"[^{names[piece.note]}]"]
            end = start + len(f"[^{piece.note}]")
    return "".join([*written, text[end:]])


def unmarked(texts: Iterable[str], bodies: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the notes that nobody is led to, in order: no paragraph marks them, nor a note that one leads to.

    texts: of the paragraphs that are no notes; bodies: key -> text of the note.
    """
    reached = set(numbers(texts))
    waiting = [key for key in bodies if key in reached]
    while waiting:
        further = {*marks(bodies[waiting.pop()])} - reached
        reached |= further
        waiting += [key for key in further if key in bodies]
    return tuple(key for key in bodies if key not in reached)
