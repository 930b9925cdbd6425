"""Rich text as tokens, and its bytes as letters. Source: Rich Text Format Specification 1.9.1."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from drafting.documents.symbol_fonts import shown
from drafting.domain.errors import BadText

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})? ?|(?P<words>(?:\\'[0-9A-Fa-f]{2}|[^\\{}\r\n\x00])+)"
    r"|\\(?P<sign>[^A-Za-z])|(?P<brace>[{}])|[\r\n\x00]+|\\"
)
_BYTE = re.compile(r"\\'([0-9A-Fa-f]{2})")
# Controls that stand for one letter.
LETTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
SIGNS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
# Controls that end a paragraph; the end of a cell is none that changes could take away.
CELLS = frozenset({"cell", "nestcell"})
ENDS = frozenset({"par", "sect", "page", "column", *CELLS})
_SYMBOLS = {0xF020: " ", 0xF0B7: "•"}
_OF_SIGNS = "signs of "
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_CHARSETS = {
    0: "cp1252", 2: "symbol", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
# Groups that hold no words of the text. A group that begins with \* is one too, unless its name is in KEPT.
NO_WORDS = frozenset({
    "colortbl", "info", "pict", "nonshppict", "sp", "shprslt", "nonesttables", "mmathPict", "xe", "tc", "rxe",
    "bkmkend",
    "fldtype", "objdata", "objclass", "revtbl", "stylesheet", "fonttbl", "filetbl", "fldinst", "ftnsep", "ftnsepc",
    "ftncn", "aftnsep", "aftnsepc", "aftncn", "private", "atnid", "atnauthor", "atrfstart", "atrfend", "themedata",
})  # fmt: skip
KEPT = frozenset({"footnote", "ud", "shpinst", "shpgrp", "mmath", "moMath", "pntext", "listtext"})
HEADERS = frozenset({"header", "headerl", "headerr", "headerf"})
FOOTERS = frozenset({"footer", "footerl", "footerr", "footerf"})


@dataclass(frozen=True)
class Token:
    """kind: a brace, a control word (value, with its number), a control sign (value) or bytes of words."""

    kind: Literal["{", "}", "word", "sign", "bytes"]
    value: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Up to the brace that closes the file. Raises BadText("broken-file") where none does."""
    text, at, depth = data.decode("latin-1"), data.index(b"{"), 0
    while found := _TOKEN.match(text, at):
        at = found.end()
        token = _token(found)
        if token is None:
            continue
        yield token
        depth += {"{": 1, "}": -1}.get(token.kind, 0)
        if depth == 0:
            return
        if token.value == "bin":
            at += max(token.number or 0, 0)
    raise BadText("broken-file")


def _token(found: re.Match[str]) -> Token | None:
    """None for line ends, which are no words."""
    if found["word"]:
        return Token("word", found["word"], int(found["number"]) if found["number"] else None)
    if found["sign"]:
        # A backslash before a line end is the end of a paragraph.
        return Token("word", "par") if found["sign"] in "\r\n" else Token("sign", found["sign"])
    if found["brace"]:
        return Token("{") if found["brace"] == "{" else Token("}")
    if not found["words"]:
        return None
    # The bytes of one letter may be written in both ways, so they stay together.
    return Token("bytes", data=_BYTE.sub(lambda it: chr(int(it[1], 16)), found["words"]).encode("latin-1"))


def encoding(token: Token) -> str | None:
    """The encoding that a control word sets for a file or, as fcharset, for a font; None when it sets none."""
    if token.value == "ansicpg" and token.number:
        return "utf-8" if token.number == 65001 else f"cp{token.number}"  # noqa: PLR2004 - how Windows calls it
    if token.value == "fcharset":
        return _CHARSETS.get(token.number or 0, "cp1252")
    return _PAGES.get(token.value)


def letters(data: bytes, code: str) -> str:
    """Bytes of words as letters; those of a font of signs that nobody knows come out as private use."""
    if code.startswith(_OF_SIGNS):
        signs = shown("".join(chr(0xF000 + byte) for byte in data), code.removeprefix(_OF_SIGNS))
        return signs.translate(_SYMBOLS)
    try:
        return data.decode(code, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def letter(number: int, code: str) -> str:
    """A sign of Unicode, or half of one, by its number of 16 bits."""
    return shown(chr(number % 0x10000), code.removeprefix(_OF_SIGNS)) if code else chr(number % 0x10000)


def of_signs(code: str, font: str) -> str:
    """The encoding of a font of signs, which is its own."""
    return f"{_OF_SIGNS}{font}" if code == "symbol" else code


def whole_letters(text: str) -> str:
    """Halves of letters put together: a control word holds 16 bits, and a letter beyond them is written as two."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
