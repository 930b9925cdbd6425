r"""The inline markup of a text: italic, bold, note marks and literal signs.

`*` switches italic, `**` bold, `[^key]` is a note mark (key: letters, digits, `_`, `-`), and a
backslash before an ASCII punctuation sign makes that sign literal. The two switches are independent of
each other, so spans may overlap. Reading is total: the last switch of an odd number is a literal sign,
and a backslash before anything else is a backslash. Square brackets are characters of the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

_SIGN = re.compile(
    r"\\(?P<literal>[!-/:-@\[-`{-~])|\[\^(?P<note>[\w-]+)\]|(?P<bold>\*\*)|(?P<italic>\*)",
)
_NEEDS_BACKSLASH = re.compile(r"[\\*]|\[(?=\^)")


@dataclass(frozen=True)
class Piece:
    """A run of one style. note: the key of a note mark, and then text is ""."""

    text: str
    italic: bool = False
    bold: bool = False
    note: str = ""


def pieces(text: str) -> tuple[Piece, ...]:
    """The runs of a text in order; neighbours differ in style, and none is empty."""
    return _joined(piece for _, piece in placed(text))


def placed(text: str) -> list[tuple[int, Piece]]:
    """The runs with their offsets in the text, unjoined: sign n of a run stands at its offset plus n.

    A literal sign stands at its backslash, a note mark at its opening bracket.
    """
    signs = list(_SIGN.finditer(text))
    unmatched = _last_of_odd(signs, "bold") | _last_of_odd(signs, "italic")
    found: list[tuple[int, Piece]] = []
    italic = bold = False
    end = 0
    for sign in signs:
        found.append((end, Piece(text[end : sign.start()], italic, bold)))
        end = sign.end()
        if sign["note"]:
            found.append((sign.start(), Piece("", italic, bold, sign["note"])))
        elif sign["literal"]:
            found.append((sign.start(), Piece(sign["literal"], italic, bold)))
        elif sign.start() in unmatched:
            found.append((sign.start(), Piece(sign[0], italic, bold)))
        elif sign["bold"]:
            bold = not bold
        else:
            italic = not italic
    found.append((end, Piece(text[end:], italic, bold)))
    return [(start, piece) for start, piece in found if piece.text or piece.note]


def plain(text: str) -> str:
    """The words alone, without markup and note marks."""
    return "".join(piece.text for piece in pieces(text))


def plain_part(part: str) -> str:
    """The words of a part of a text, whose switches may have their partners outside it."""
    return _SIGN.sub(lambda sign: sign["literal"] or "", part)


def marks(text: str) -> tuple[str, ...]:
    """The keys of the note marks in order, a repeated one each time."""
    return _marks(text) if "[^" in text else ()


@lru_cache(maxsize=1 << 10)
def _marks(text: str) -> tuple[str, ...]:
    return tuple(piece.note for piece in pieces(text) if piece.note)


def escape(words: str) -> str:
    """Plain words as a text that reads as exactly these words."""
    # Most words have no such sign, which is seen much faster than searched for.
    if "*" not in words and "\\" not in words and "[^" not in words:
        return words
    return _NEEDS_BACKSLASH.sub(r"\\\g<0>", words)


def write(runs: Iterable[Piece]) -> str:
    """The text that reads as these runs: `pieces(write(pieces(t))) == pieces(t)` for every text."""
    written: list[str] = []
    italic = bold = False
    # A last empty run closes what is open.
    for piece in (*_joined(runs), Piece("")):
        written.append("**" * (piece.bold != bold) + "*" * (piece.italic != italic))
        italic, bold = piece.italic, piece.bold
        written.append(f"[^{piece.note}]" if piece.note else escape(piece.text))
    return "".join(written)


def _last_of_odd(signs: list[re.Match[str]], style: str) -> set[int]:
    """Where the last switch of this style stands, if it has no partner."""
    starts = [sign.start() for sign in signs if sign[style]]
    return set(starts[-1:]) if len(starts) % 2 else set()


def _joined(runs: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same runs with neighbours of one style made one, so that no sign is born at a seam."""
    joined: list[Piece] = []
    filled = (piece for piece in runs if piece.text or piece.note)
    for (italic, bold, is_note), group in groupby(filled, lambda p: (p.italic, p.bold, bool(p.note))):
        if is_note:
            joined.extend(group)
        else:
            joined.append(Piece("".join(piece.text for piece in group), italic, bold))
    return tuple(joined)
