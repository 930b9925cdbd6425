"""Footnotes: one note may be marked in many places and is one note. Source: practice.md section 2."""

from collections.abc import Collection, Iterable

from drafting.domain import inline


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


def died(olds: Iterable[str], news: Iterable[str]) -> tuple[str, ...]:
    """The keys of the notes that lose their last mark between two versions of the texts, by first mention.

    olds, news: the texts of the whole document, notes too where they are marked in one another. A note with a mark
    left anywhere lives on; one that was not marked before does not die again.
    """
    left = numbers(news)
    return tuple(key for key in numbers(olds) if key not in left)
