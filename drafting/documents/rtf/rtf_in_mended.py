"""What programs write into rich text in ways of their own, written as all others do, before anybody reads it.

Instants of changes of looks, whose name LibreOffice forgets to write; and signs of fonts of signs, which Word writes as
fields with nothing to display.
"""

import re

from drafting.documents.rtf.rtf_in_revisions import marks_ends_in_words, when
from drafting.documents.symbol_fonts import sign

_NAMELESS = re.compile(rb"\{(-?[0-9]{8,10}) (?=[\\{\n])")
# Without a way back: a file that is no such field is left at once.
_LOOKS = rb"(?:\\[a-z]{1,20}+-?[0-9]{0,10}+|\s){0,60}+"
_CODE = rb"(%s)SYMBOL\s{1,9}([0-9]{1,5})([^{}]{0,200}+)" % _LOOKS
_SYMBOL = re.compile(
    rb"\{\\field(%(looks)s)\{\\\*\\fldinst\s{0,9}(?:\{%(code)s\}|%(code)s)\s{0,9}\}\s{0,9}"
    rb"\{\\fldrslt\s{0,9}(?:\{%(looks)s\}|%(looks)s)\s{0,9}\}\s{0,9}\}" % {b"looks": _LOOKS, b"code": _CODE}
)
_FONT = re.compile(rb"\\\\f\s+\"?([A-Za-z ]{1,40})")
_TABLE, _FONTS = re.compile(rb"\{\\fonttbl"), 200_000  # bytes of the table that are looked at
_ENTRY = re.compile(rb"\\f([0-9]{1,5})(?![0-9])((?:[^{};]|\{[^{}]{0,200}\}){0,500}+);")
_NO_NAME = re.compile(rb"\\[a-z]+-?[0-9]* ?|\{[^{}]*\}|\s")


def mended(data: bytes) -> bytes:
    data = _SYMBOL.sub(_lettered, data)
    return _NAMELESS.sub(_named, data) if marks_ends_in_words(data) else data


def _lettered(field: re.Match[bytes]) -> bytes:
    """A field that displays nothing but one sign, as that sign in the look of its code."""
    looks, number, rest = field.group(2, 3, 4) if field[3] else field.group(5, 6, 7)
    font = _FONT.search(rest)
    letter = sign(int(number), font[1].decode().strip() if font else "")
    units = letter.encode("utf-16-le")
    said = b"".join(b"\\u%d?" % int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2))
    return b"{" + field[1] + looks + b"\\uc1" + said + b"}"


def _named(instant: re.Match[bytes]) -> bytes:
    return rb"{\crauth\crdate%b " % instant[1] if when(int(instant[1])) else instant[0]


def sign_fonts(data: bytes) -> dict[int, str]:
    """Number → name of the fonts of the file."""
    table = _TABLE.search(data)
    entries = _ENTRY.finditer(data, table.end(), table.end() + _FONTS) if table else ()
    return {int(it[1]): _NO_NAME.sub(b"", it[2]).decode("latin-1") for it in entries}
