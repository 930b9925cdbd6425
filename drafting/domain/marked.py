"""A marked text in style: what changed, with the emphasis read from the old and the new text as each stands whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
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
class _Sign:
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
    old = iter(_styles("".join(text for text, op in spans if op != "insert")))
    new = iter(_styles("".join(text for text, op in spans if op != "delete")))
    signs: list[_Sign] = []
    for part, (text, op) in enumerate(spans):
        if op == "equal":
            signs += _kept([(next(old), next(new)) for _ in text], part)
        else:
            side = new if op == "insert" else old
            signs += [_Sign(piece, op, part) for piece in (next(side) for _ in text) if piece]
    return tuple(_joined(signs))


def _styles(text: str) -> list[Piece | None]:
    """What stands at each offset of a text: one sign in its style, a note mark, or nothing (markup)."""
    signs: list[Piece | None] = [None] * len(text)
    for start, piece in placed(text):
        if piece.note:
            signs[start] = piece
        else:
            for offset, sign in enumerate(piece.text, start):
                signs[offset] = Piece(sign, piece.italic, piece.bold)
    return signs


def _kept(pairs: Sequence[tuple[Piece | None, Piece | None]], part: int) -> Iterator[_Sign]:
    """Signs of an equal span; where the style differs, the old ones deleted, then the new ones inserted."""
    for same, group in groupby(pairs, lambda pair: pair[0] == pair[1]):
        was_and_is = list(group)
        if same:
            yield from (_Sign(piece, "equal", part) for piece, _ in was_and_is if piece)
        else:
            yield from (_Sign(piece, "delete", part) for piece, _ in was_and_is if piece)
            yield from (_Sign(piece, "insert", part) for _, piece in was_and_is if piece)


def _joined(signs: Iterable[_Sign]) -> Iterator[Run]:
    for key, group in groupby(signs, lambda it: (it.piece.italic, it.piece.bold, it.op, it.piece.note, it.part)):
        italic, bold, op, note, part = key
        if note:
            yield from (Run("", italic, bold, op, note, part) for _ in group)
        else:
            yield Run("".join(it.piece.text for it in group), italic, bold, op, "", part)
