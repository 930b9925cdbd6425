"""Orders: of States by English name, and of paragraphs by place.

Source: practice.md section 1: order is always English alphabetical by short name, whatever the language of the page.
"""

import unicodedata
from fractions import Fraction


def english_key(name: str) -> str:
    """Sort key of an English short name: case and diacritics do not count (Türkiye stands with Turkey)."""
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def place(index: int) -> str:
    """The place of the paragraph with this 0-based index in an imported document: digits that sort as text."""
    return f"{index + 1:05d}"


def between(before: str, after: str) -> str:
    """A place strictly between two places; "" stands for the beginning or the end.

    Places are read as decimal fractions, so there is always one more between any two, and digits sort alike in
    every collation.
    """
    low = _fraction(before) if before else Fraction(0)
    high = _fraction(after) if after else Fraction(1)
    digits = max(len(before), len(after), 1)
    while True:
        middle = (low + high) / 2
        scaled = int(middle * 10**digits)
        if low < Fraction(scaled, 10**digits) < high:
            return f"{scaled:0{digits}d}".rstrip("0")
        digits += 1


def _fraction(key: str) -> Fraction:
    return Fraction(int(key), 10 ** len(key))
