"""A marked text in style: what changed, with the emphasis read from the old and the new text as each stands whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Literal

from drafting.domain.inline import Piece, pieces, placed

Op = Literal["equal", "insert", "delete"]


@dataclass(frozen=True)
class Run:
    """Words of one style and one fate. note: key of a note mark, and then text is ""; part: index of its span."""

    text: str
    italic: bool = False
    bold: bool = False
    op: Op = "equal"
    note: str = ""
    part: int = 0


# Without one of these, a text is one run of plain words: most are.
_MARKUP = ("*", "\\", "[^")


@dataclass(frozen=True)
class _Mark:
    piece: Piece
    op: Op
    part: int


def runs(spans: Sequence[tuple[str, Op]]) -> tuple[Run, ...]:
    """The runs of a marked text given as (text, op) in order.

    Markup is read in the old text (equal and deleted spans) and in the new one (equal and inserted), so a switch that
    stands alone in its span styles what follows it. Words that are equal but for their style are shown deleted in the
    old style and inserted in the new: no change is invisible.
    """
    if not any(sign in text for text, _ in spans for sign in _MARKUP):
        return tuple(Run(text, op=op, part=part) for part, (text, op) in enumerate(spans) if text)
    if len(spans) == 1:
        text, op = spans[0]
        return tuple(Run(piece.text, piece.italic, piece.bold, op, piece.note) for piece in pieces(text))
    old = _Side("".join(text for text, op in spans if op != "insert"))
    new = _Side("".join(text for text, op in spans if op != "delete"))
    marks: list[_Mark] = []
    for part, (text, op) in enumerate(spans):
        if op == "equal":
            marks += _kept(old.take(len(text)), new.take(len(text)), part)
        else:
            side = new if op == "insert" else old
            marks += [_Mark(piece, op, part) for _, piece in side.take(len(text)) if piece]
    return tuple(_joined(marks))


# So many signs of a text, and what they are: words in a style, a note mark, or nothing (markup).
_Stretch = tuple[int, Piece | None]


class _Side:
    """A text read from its beginning, some signs at a time."""

    def __init__(self, text: str) -> None:
        self._ahead: list[_Stretch] = []
        at = 0
        for start, piece in placed(text):
            self._ahead.append((start - at, None))
            self._ahead.append((len(piece.text) or 1, piece))
            at = start + (len(piece.text) or 1)
        self._ahead.append((len(text) - at, None))
        self._ahead.reverse()

    def take(self, count: int) -> list[_Stretch]:
        """The stretches of the next signs, the last one cut where they end."""
        taken: list[_Stretch] = []
        while count:
            length, piece = self._ahead.pop()
            if length > count:
                self._ahead.append((length - count, piece and replace(piece, text=piece.text[count:])))
                length, piece = count, piece and replace(piece, text=piece.text[:count])
            if length:
                taken.append((length, piece))
            count -= length
        return taken


def _kept(olds: Sequence[_Stretch], news: Sequence[_Stretch], part: int) -> Iterator[_Mark]:
    """Signs of an equal span; where the style differs, the old ones deleted, then the new ones inserted."""
    for same, group in groupby(_side_by_side(olds, news), lambda pair: pair[0] == pair[1]):
        was_and_is = list(group)
        if same:
            yield from (_Mark(piece, "equal", part) for piece, _ in was_and_is if piece)
        else:
            yield from (_Mark(piece, "delete", part) for piece, _ in was_and_is if piece)
            yield from (_Mark(piece, "insert", part) for _, piece in was_and_is if piece)


def _side_by_side(olds: Sequence[_Stretch], news: Sequence[_Stretch]) -> Iterator[tuple[Piece | None, Piece | None]]:
    """Both sides cut at the ends of each other's stretches."""
    if olds == news:
        yield from ((piece, piece) for _, piece in olds)
        return
    ends = sorted({*accumulate(length for length, _ in olds), *accumulate(length for length, _ in news)})
    yield from zip(_cut(olds, ends), _cut(news, ends), strict=True)


def _cut(stretches: Iterable[_Stretch], ends: Sequence[int]) -> Iterator[Piece | None]:
    start = end = 0
    reached = iter(ends)
    for length, piece in stretches:
        end += length
        at = start
        while at < end:
            to = next(reached)
            yield (
                piece
                if piece is None or to - at == length
                else replace(piece, text=piece.text[at - start : to - start])
            )
            at = to
        start = end


def _joined(marks: Iterable[_Mark]) -> Iterator[Run]:
    for key, group in groupby(marks, lambda it: (it.piece.italic, it.piece.bold, it.op, it.piece.note, it.part)):
        italic, bold, op, note, part = key
        if note:
            yield from (Run("", italic, bold, op, note, part) for _ in group)
        else:
            yield Run("".join(it.piece.text for it in group), italic, bold, op, "", part)
