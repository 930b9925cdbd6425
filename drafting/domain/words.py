"""A text as the units that people see: words, numbers, brackets, dashes, quotes, marks.

Source: design.md "The text". Nothing is normalised: joining the tokens gives the text back.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain
from typing import Literal, cast

Kind = Literal["word", "number", "space", "bracket", "dash", "quote", "punctuation", "markup", "special"]


@dataclass(frozen=True, slots=True)
class Token:
    """One unit of a text.

    A word keeps its combining marks, so й and ё written as two characters stay inside it; a number keeps
    its separators, its percent sign and its ending (10,5 · 50% · 05/06/2013 · 2bis). A run of ordinary
    white space is one token. Kind "special" is what cannot be seen: no-break space, soft hyphen, controls.
    Kind "markup" is `*`, `**`, `[^key]` and a backslash with the sign after it.
    """

    text: str
    kind: Kind


def tokens(text: str) -> tuple[Token, ...]:
    """Return the text as tokens, whose texts join to exactly the text; any string is accepted."""
    return tuple(
        Token(match.group(), cast("Kind", match.lastgroup or _kind_of_rest(match.group())))
        for match in _NAMED.finditer(text)
    )


def pieces(text: str) -> list[str]:
    """Return the texts of `tokens(text)` only; many times faster, for the diff.

    No token but a number and a run of white space reaches over a space, so what stands between two spaces is cut
    once and kept.
    """
    chunks = _BETWEEN.split(text) if _SPACED_NUMBER.search(text) else text.split(" ")
    try:
        out = list(chain.from_iterable(map(_CUTS.__getitem__, chunks)))
    except _SpacesTogether:
        return _PLAIN.findall(text)  # A run of several spaces is one token.
    out.pop()
    return out


class _SpacesTogether(Exception):
    pass


class _Cuts(dict[str, tuple[str, ...]]):
    """What stands between two spaces as its tokens and the space after them; kept while it is short."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        if not chunk or chunk[0].isspace() or chunk[-1].isspace():
            raise _SpacesTogether
        cut = (*_PLAIN.findall(chunk), " ")
        if len(chunk) <= _SHORT:
            if len(self) >= _MOST:
                self.clear()
            self[chunk] = cut
        return cut


_CUTS = _Cuts()
# Longer runs without a space are rarely met twice; nor does any text have so many different words.
_SHORT, _MOST = 40, 1 << 15
_SPACED_NUMBER = re.compile(r"\d \d{3}")
# A space that no number has inside it.
_BETWEEN = re.compile(r" (?!\d{3}(?!\d))|(?<!\d) ")


def _ranges(codes: list[int]) -> str:
    """Code points as the inside of a character class."""
    spans: list[list[int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)


# Python's \w leaves out combining marks, so that a decomposed й would fall apart. All marks are below
# U+1F000, save the variation selectors for ideographs.
_MARK = _ranges([c for c in range(0x300, 0x1F000) if unicodedata.category(chr(c))[0] == "M"]) + "\U000e0100-\U000e01ef"
# Ideographs and kana are written without spaces: each is a unit.
_IDEOGRAPH = (
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W\d{_IDEOGRAPH}]"
# Persian and Indic words join and part letters with these two invisible signs.
_JOINER = "\u200c\u200d"
# Uzbek oʻ and gʻ are often typed with a quotation mark, which opens nothing there. The straight and the closing one
# may as well be an apostrophe (Chicago's, l'État), and an apostrophe is a token of its own in every language.
_UZBEK = rf"(?<=[oOgG])‘(?={_LETTER})"
_REST_OF_WORD = rf"(?:{_LETTER}|[\d{_MARK}{_JOINER}]|{_UZBEK})*"
_LAST_INITIAL = rf"(?:{_LETTER}[{_MARK}]*(?![\w{_MARK}{_JOINER}]))?"
_INVISIBLE_SPACE = "\u00a0\u2007\u202f"

_NUMBER = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{4}/\d{1,2}/\d{1,2}(?!\d)"  # 2013-06-05  2013/6/5
    r"|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)|\d{1,2}-\d{1,2}-\d{4}(?!\d)"  # 05/06/2013  5-6-2013
    r"|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"  # 18:00  18:00:30
    rf"|\d{{1,3}}(?:[ {_INVISIBLE_SPACE}\u2009'’]\d{{3}})+(?!\d)(?:[.,]\d+)?"  # 10 000,5  10'000
    r"|\d+(?:[.,\u066b\u066c]\d+)*)"  # 10,5  16.7.2019
    rf"(?:[%‰\u0609\u066a％]|\.[ªº]|{_REST_OF_WORD})"  # 50%  1.ª  2bis
)
# In the order of frequency, which is what the split's speed depends on.
_KINDS: dict[Kind, str] = {
    "space": rf"[^\S{_INVISIBLE_SPACE}]+",
    # Initials and abbreviations are one word: А.Б.  т.е.  U.S.  U.S.A  و.م.أ
    "word": rf"{_LETTER}[{_MARK}]*(?:\.(?:{_LETTER}[{_MARK}]*\.)+{_LAST_INITIAL}|{_REST_OF_WORD})"
    rf"|[{_IDEOGRAPH}][{_MARK}]*",
    "number": _NUMBER,
    "markup": r"\\[^\w\s]|\[\^[^\[\]\s]+\]|\*\*|\*",
    "bracket": r"[\[\](){}【】［］（）｛｝〔〕〖〗⟦⟧]",
    "dash": "[-\u058a\u05be\u2010-\u2015\u2212\u2043\u2e3a\u2e3b\ufe58\ufe63\uff0d]",
    "quote": "[\"'`´«»‘’‚‛“”„‟′″‹›「」『』〝〞＂＇]",
}
# A mark without a letter stays with the sign it stands on.
_REST = rf"[\s\S][{_MARK}]*"
_NAMED = re.compile("|".join([*(f"(?P<{kind}>{form})" for kind, form in _KINDS.items()), _REST]))
_PLAIN = re.compile("|".join([*_KINDS.values(), _REST]))


def _kind_of_rest(text: str) -> Kind:
    invisible = text[0] in _INVISIBLE_SPACE or unicodedata.category(text[0])[0] == "C"
    return "special" if invisible else "punctuation"
