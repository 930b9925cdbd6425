"""Bytes as text: UTF-8, UTF-16 with a mark, or Windows-1251 where the result reads as Russian."""

import codecs
import re

from drafting.domain.errors import BadText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# C0 controls that no text has; tab, line feed, form feed and carriage return may stand.
_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_MARKDOWN = re.compile(r"^#{1,6} \S|^\[\^[\w-]+\]:|^<sup>|(?<!\*)\*\*[^\s*][^*\n]*\*\*(?!\*)", re.MULTILINE)
_COMMON_IN_RUSSIAN = set("оеаинтсрвл")
_LEAST_RUSSIAN = 0.5
_LEAST_COMMON = 0.55


def decoded(data: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text and what a person should know about it: (code, detail).

    Raises BadText: wrong-encoding, or not-a-document where the bytes are no text.
    """
    mark = next((name for bom, name in _MARKS if data.startswith(bom)), "")
    try:
        text = data.decode(mark or "utf-8")
    except UnicodeDecodeError as err:
        if b"\x00" in data:
            raise BadText("wrong-encoding" if mark else "not-a-document", kind="binary") from err
        return _as_russian(data)
    if _BINARY.search(text):
        raise BadText("not-a-document", kind="binary")
    return text, (("encoding", "\ufffd"),) if "\ufffd" in text else ()


def _as_russian(data: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError as err:
        raise BadText("wrong-encoding") from err
    if _BINARY.search(text):
        raise BadText("not-a-document", kind="binary")
    if not _reads_as_russian(text):
        raise BadText("wrong-encoding")
    return text, (("encoding", "Windows-1251"),)


def _reads_as_russian(text: str) -> bool:
    """Mostly Cyrillic, with the usual share of the usual letters, and capitals only where words begin.

    KOI8-R and code page 866 taken for Windows-1251 fail on the letters or on the capitals.
    """
    letters = [sign for sign in text if sign.isalpha()]
    cyrillic = [sign for sign in letters if "а" <= sign.lower() <= "я" or sign in "ёЁ"]
    if not letters or len(cyrillic) < _LEAST_RUSSIAN * len(letters):
        return False
    common = sum(sign.lower() in _COMMON_IN_RUSSIAN for sign in cyrillic)
    turned = len(re.findall(r"[а-яё][А-ЯЁ]", text))
    return common >= _LEAST_COMMON * len(cyrillic) and turned <= len(cyrillic) / 100


def looks_like_markdown(text: str) -> bool:
    """Whether a text has signs that only Markdown has: a heading, a note, bold words."""
    return bool(_MARKDOWN.search(text))
