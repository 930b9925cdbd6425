"""The paragraphs of a returned copy as they were in its base, and as some of its authors want them.

Word keeps what happened to the end of a paragraph apart from what happened to its words: an inserted end parts a
paragraph in two, a deleted one joins it with the next. So paragraphs whose ends anybody touched are read together.
Source: ECMA-376 part 1, section 17.13.5.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from drafting.domain import inline, notes
from drafting.domain.inline import Piece
from drafting.domain.returned import Came, Words
from drafting.domain.xml_signs import writable

_REMEMBERED = 4_000  # signs of a paragraph whose text is kept


class Version(NamedTuple):
    """A paragraph as it was, or as it shall be.

    pieces: its words without the label; label: as typed at its head, in its own style; came: indexes of the
    paragraphs of the copy that it has words of; by: who deleted words that were here, or inserted words that are; at:
    when last; ends: who parted it from a neighbour or joined it with one; moves: the names of moves that all its words
    went or came with.
    """

    pieces: tuple[Piece, ...]
    label: str
    came: tuple[int, ...]
    by: frozenset[str] = frozenset()
    at: str = ""
    ends: frozenset[str] = frozenset()
    moves: frozenset[str] = frozenset()


class Group(NamedTuple):
    """Paragraphs that belong together. links: (base, new, number of signs that both have)."""

    bases: tuple[Version, ...]
    news: tuple[Version, ...]
    links: tuple[tuple[int, int, int], ...]


def groups(paragraphs: Sequence[Came], authors: Collection[str] | None = None) -> Iterator[Group]:
    """The copy from its beginning to its end; blank paragraphs are in no group.

    authors: whose changes are made, the others' being left undone; None for everybody's.
    """
    together: list[int] = []
    for index, it in enumerate(paragraphs):
        together.append(index)
        if not (it.ends.inserted or it.ends.deleted):
            yield _group(paragraphs, together, authors)
            together = []
    if together:
        yield _group(paragraphs, together, authors)


def _group(paragraphs: Sequence[Came], indexes: Sequence[int], authors: Collection[str] | None) -> Group:
    first = paragraphs[indexes[0]]
    if len(indexes) == 1 and not _is_touched(first):
        both = _untouched(first, indexes[0])
        return Group((), (), ()) if _is_blank(both.pieces) else Group((both,), (both,), ((0, 0, 1),))
    reading = _Reading(authors)
    for index in indexes:
        reading.paragraph(index, paragraphs[index])
    return reading.group()


def _is_blank(pieces: Iterable[Piece]) -> bool:
    for piece in pieces:  # noqa: SIM110 - `all` takes twice the time, and this is asked of every paragraph
        if piece.note or (piece.text and not piece.text.isspace()):
            return False
    return True


def _is_touched(it: Came) -> bool:
    for words in it.words:  # noqa: SIM110 - `any` takes twice the time, and this is asked of every paragraph
        if words.inserted or words.deleted:
            return True
    return False


def _untouched(it: Came, index: int) -> Version:
    said = [words.piece for words in it.words]
    if it.head and len(said[0].text) == it.head:
        return Version(tuple(said[1:]), said[0].text.strip(), (index,))
    label, pieces = parted(said, it.head)
    return Version(tuple(pieces), label.strip(), (index,))


def parted(pieces: Iterable[Piece], signs: int) -> tuple[str, list[Piece]]:
    """The first signs as plain words, and the pieces without them."""
    head, rest = "", []
    for piece in pieces:
        cut = min(signs - len(head), len(piece.text))
        head += piece.text[:cut]
        left = Piece(piece.text[cut:], piece.italic, piece.bold, piece.note) if cut else piece
        if left.note or left.text:
            rest.append(left)
    return head, rest


def fate(words: Words, authors: Collection[str] | None) -> tuple[bool, bool]:
    """(was there, shall be there). authors: as in `groups`."""
    comes = not words.inserted or authors is None or words.inserted in authors
    goes = bool(words.deleted) and (authors is None or words.deleted in authors)
    return not words.inserted, comes and not goes


@dataclass
class _Open:
    """A version under way. stays: whether any of its words did not move."""

    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    came: list[int] = field(default_factory=list)
    by: set[str] = field(default_factory=set)
    at: str = ""
    ends: set[str] = field(default_factory=set)
    moves: set[str] = field(default_factory=set)
    stays: bool = False

    def add(self, index: int, head: str, rest: Sequence[Piece], by: str, words: Words) -> None:
        """Words with the end of the label in front of them. by: whose change brought or took them, "" for none."""
        if not self.pieces:
            self.label += head
        self.pieces += rest
        if index not in self.came:
            self.came.append(index)
        if by:
            self.by.add(by)
            self.at = max(self.at, words.at)
        if by and words.move:
            self.moves.add(words.move)
        elif not self.stays:
            self.stays = not _is_blank(rest)

    def closed(self) -> Version:
        moves = frozenset() if self.stays else frozenset(self.moves)
        return Version(
            tuple(self.pieces),
            self.label.strip(),
            tuple(self.came),
            frozenset(self.by),
            self.at,
            frozenset(self.ends),
            moves,
        )


@dataclass
class _Reading:
    """Reads paragraphs that belong together, both as they were and as they shall be."""

    authors: Collection[str] | None
    bases: list[_Open] = field(default_factory=lambda: [_Open()])
    news: list[_Open] = field(default_factory=lambda: [_Open()])
    shared: dict[tuple[int, int], int] = field(default_factory=dict)

    def paragraph(self, index: int, it: Came) -> None:
        left = it.head
        for words in it.words:
            cut = min(left, len(words.piece.text))
            left -= cut
            head, rest = parted([words.piece], cut)
            self._words(index, words, head, rest)
        self._end(it.ends)

    def _words(self, index: int, words: Words, head: str, rest: Sequence[Piece]) -> None:
        was, shall = fate(words, self.authors)
        # What was left undone is nobody's.
        if was:
            self.bases[-1].add(index, head, rest, "" if shall else words.deleted, words)
        if shall:
            self.news[-1].add(index, head, rest, "" if was else words.inserted, words)
        if was and shall and rest:
            both = len(self.bases) - 1, len(self.news) - 1
            size = sum([len(piece.text.strip()) + bool(piece.note) for piece in rest])
            self.shared[both] = self.shared.get(both, 0) + size

    def _end(self, ends: Words) -> None:
        was, shall = fate(ends, self.authors)
        by = "" if was == shall else ends.deleted if was else ends.inserted
        for side, stands in ((self.bases, was), (self.news, shall)):
            if stands:
                side.append(_Open())
            for it in side[-2:] if stands else side[-1:]:
                it.ends |= {by} - {""}
                it.at = max(it.at, ends.at if by else "")

    def group(self) -> Group:
        base_at, new_at = (_kept(side) for side in (self.bases, self.news))
        links = [
            (base_at[i], new_at[j], size)
            for (i, j), size in self.shared.items()
            if size and i in base_at and j in new_at
        ]
        bases, news = (
            [side[at].closed() for at in kept] for side, kept in ((self.bases, base_at), (self.news, new_at))
        )
        return Group(tuple(bases), tuple(news), tuple(links))


def _kept(versions: Sequence[_Open]) -> dict[int, int]:
    """Index → index among those that say anything."""
    return {at: count for count, at in enumerate(at for at, it in enumerate(versions) if not _is_blank(it.pieces))}


def written(pieces: tuple[Piece, ...]) -> str:
    """A text of these pieces, tidied; white space at either end is nobody's words, in whatever look."""
    # The copies of one draft say nearly the same. A stranger's endless paragraph shall not stay in memory, though.
    size = 0
    for it in pieces:
        size += len(it.text)
    return _remembered(pieces) if size <= _REMEMBERED else _written(pieces)


def _written(pieces: tuple[Piece, ...]) -> str:
    said = [it for it in pieces if it.text or it.note]
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while said and not said[end].note and strip(said[end].text) != said[end].text:
            it = said[end]
            said[end] = Piece(strip(it.text), it.italic, it.bold)
            if said[end].text:
                break
            del said[end]
    return tidied(inline.write(said))


_remembered = lru_cache(maxsize=1 << 12)(_written)


def tidied(text: str) -> str:
    """NFC, no space at the ends of lines, no empty lines: as an imported text is stored."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if "\n" not in text:
        return text.strip()
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)


@lru_cache(maxsize=1 << 14)
def as_printed(text: str, keys: frozenset[str]) -> str:
    """A text of the draft as it would come back from a file in which nobody changed it.

    keys: of the notes that the file has; a mark of any other is printed as the words that it is written with, that of
    a new note which nobody brought, or which is gone, as a sign.
    """
    pieces = inline.pieces(writable(text))
    return written(tuple(_as_words(it) if it.note and it.note not in keys else it for it in pieces))


def _as_words(mark: Piece) -> Piece:
    return Piece(notes.NEW_NOTE if notes.is_new(mark.note) else f"[^{mark.note}]", mark.italic, mark.bold)
