"""Words broken at the end of a line by a hyphen: whether the hyphen belongs to the word or to the line."""

import re
from collections.abc import Set as AbstractSet

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(r"([^\W\d_]+)-$")
_LONGEST_WORD = 60


def vocabulary(text: str) -> frozenset[str]:
    """The words that a text has within its lines, hyphenated ones whole, in small letters."""
    within = re.sub(r"(?<![^\W\d_])[^\W\d_]+-[ \t]*\n[ \t]*[^\W\d_]+", "", text)
    return frozenset(word.lower() for word in _WORD.findall(within))


def breaks_word(line: str, following: str) -> bool:
    """Whether a word may run from one line into the next."""
    return line.endswith("-") and following[:1].islower() and bool(_BROKEN.search(line[-_LONGEST_WORD:]))


def join_word(line: str, following: str, known: AbstractSet[str]) -> tuple[str, str]:
    """Both lines as one, and the word that came of it.

    The hyphen stays where the text has the word with it elsewhere («государства-участники»), or has both halves
    as words of their own and not the whole; else it belonged to the line.
    """
    broken, rest = _BROKEN.search(line[-_LONGEST_WORD:]), _WORD.match(following)
    left, right = (broken[1] if broken else ""), (rest[0] if rest else "")
    hyphened, whole = f"{left}-{right}", f"{left}{right}"
    halves = {left.lower(), right.lower()} <= known
    keeps = hyphened.lower() in known or (halves and whole.lower() not in known)
    return (line if keeps else line[:-1]) + following, hyphened if keeps else whole


def without_line_hyphens(text: str) -> str:
    """The text without hyphens that may belong to a line: the loss check does not count them."""
    return re.sub(r"(?<=[^\W\d_])-(?=[ \t]*\n\s*([^\W\d_]))", lambda m: "" if m[1].islower() else "-", text)
