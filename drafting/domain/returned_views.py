"""The paragraphs of a returned copy as they were in its base, and as some of its authors want them.

Word keeps what happened to the end of a paragraph apart from what happened to its words: an inserted end parts a
paragraph in two, a deleted one joins it with the next. So paragraphs whose ends anybody touched are read together.
Source: ECMA-376 part 1, section 17.13.5.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from drafting.domain import inline
from drafting.domain.inline import Piece
from drafting.domain.returned import Came, Words

# XML has no way to write these signs, so no copy can bring them back.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Version:
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

    @property
    def is_blank(self) -> bool:
        for piece in self.pieces:  # noqa: SIM110 - `all` takes twice the time, and this is asked of every paragraph
            if piece.note or (piece.text and not piece.text.isspace()):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Group:
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
        return Group((), (), ()) if both.is_blank else Group((both,), (both,), ((0, 0, 1),))
    reading = _Reading(authors)
    for index in indexes:
        reading.paragraph(index, paragraphs[index])
    return reading.group()


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
        if piece.note or piece.text[cut:]:
            rest.append(Piece(piece.text[cut:], piece.italic, piece.bold, piece.note))
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
        base, new = self.bases[-1], self.news[-1]
        sides = [*((base, words.deleted) for _ in range(was)), *((new, words.inserted) for _ in range(shall))]
        for side, by in sides:
            side.label += head if not side.pieces else ""
            side.pieces += rest
            if index not in side.came:
                side.came.append(index)
            # What was left undone is nobody's.
            if by and was != shall:
                side.by.add(by)
                side.at = max(side.at, words.at)
                side.moves |= {words.move} - {""}
            said = any(piece.note or piece.text.strip() for piece in rest)
            side.stays = side.stays or (said and not (words.move and was != shall))
        if was and shall and rest:
            both = len(self.bases) - 1, len(self.news) - 1
            size = sum(len(piece.text.strip()) + bool(piece.note) for piece in rest)
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
        bases, news = [it.closed() for it in self.bases], [it.closed() for it in self.news]
        base_at, new_at = (_kept(side) for side in (bases, news))
        links = [
            (base_at[i], new_at[j], size)
            for (i, j), size in self.shared.items()
            if size and i in base_at and j in new_at
        ]
        return Group(tuple(bases[i] for i in base_at), tuple(news[j] for j in new_at), tuple(links))


def _kept(versions: Sequence[Version]) -> dict[int, int]:
    """Index → index among those that say anything."""
    return {at: count for count, at in enumerate(at for at, it in enumerate(versions) if not it.is_blank)}


def written(pieces: Iterable[Piece]) -> str:
    """A text of these pieces, tidied; white space at either end is nobody's words, in whatever look."""
    said = [it for it in pieces if it.text or it.note]
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while said and not said[end].note and strip(said[end].text) != said[end].text:
            it = said[end]
            said[end] = Piece(strip(it.text), it.italic, it.bold)
            if said[end].text:
                break
            del said[end]
    return tidied(inline.write(said))


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

    keys: of the notes that the file has; a mark of any other is printed as the words that it is written with.
    """
    pieces = inline.pieces(_UNWRITABLE.sub("\ufffd", text))
    unmarked = (Piece(f"[^{it.note}]", it.italic, it.bold) if it.note and it.note not in keys else it for it in pieces)
    return written(unmarked)
