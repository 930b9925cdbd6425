"""The words of Akoma Ntoso elements as texts of ours."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from drafting.documents.akn.akn_out_xml import PRESERVE, SIGN, local
from drafting.domain import inline
from drafting.domain.inline import Piece

_FOLDED = re.compile(r"[ \t\r\n]+")
_BREAKS = frozenset({"br", "eol"})
_EMPHASIS = frozenset({"i", "b"})
# A style of AKN4UN, which prefers `span` to elements of style.
_STYLES = {"italic": "i", "bold": "b"}


class Reader:
    """Reads texts of one document. keys: eId of a note -> its key in our marks."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self.keys = keys

    def text(self, element: etree._Element) -> str:
        """In our markup, NFC. The notes inside are only marked."""
        keeps = _keeps_spaces(element)
        pieces = list(self._pieces(element, Piece(""), keeps=keeps))
        return unicodedata.normalize("NFC", inline.write(pieces if keeps else _tidied(pieces)))

    def plain(self, element: etree._Element) -> str:
        """The words alone, as of a number."""
        keeps = _keeps_spaces(element)
        pieces = list(self._pieces(element, Piece(""), keeps=keeps))
        return unicodedata.normalize("NFC", "".join(it.text for it in (pieces if keeps else _tidied(pieces))))

    def _pieces(self, element: etree._Element, style: Piece, *, keeps: bool) -> Iterator[Piece]:
        name = local(element)
        if name in _EMPHASIS or name == "span":
            wanted = {_STYLES.get(it, it) for it in (element.get("class") or "").split()} if name == "span" else {name}
            style = replace(style, italic=style.italic or "i" in wanted, bold=style.bold or "b" in wanted)
        yield replace(style, text=_said(element.text, keeps=keeps))
        for child in element:
            yield from self._child(child, style, keeps=keeps)
            yield replace(style, text=_said(child.tail, keeps=keeps))

    def _child(self, child: etree._Element, style: Piece, *, keeps: bool) -> Iterator[Piece]:
        name = local(child)
        if name in _BREAKS:
            yield replace(style, text="\n")
        elif name == "authorialNote":
            yield replace(style, note=self.keys[child.get("eId") or ""])
        elif name == "noteRef":
            target = (child.get("href") or "").rpartition("#")[2]
            key = self.keys.get(target, target.removeprefix("note_"))
            yield replace(style, note=key) if is_key(key) else replace(style, text=child.get("marker") or "")
        elif name == "marker" and child.get("name") == SIGN:
            yield replace(style, text=_sign(child.get("title") or ""))
        elif name:
            yield from self._pieces(child, style, keeps=keeps)


def is_key(key: str) -> bool:
    """Whether a note can be marked by it."""
    return bool(re.fullmatch(r"[\w-]+", key))


def _sign(code: str) -> str:
    """ "U+000B" is the sign itself; what is no sign of Unicode is nothing."""
    found = re.fullmatch(r"U\+([0-9A-F]{4,6})", code)
    try:
        sign = chr(int(found[1], 16)) if found else ""
        sign.encode()
    except ValueError:
        return ""
    return sign.strip("\0")


def _keeps_spaces(element: etree._Element) -> bool:
    """Whether the nearest word on white space says to leave it alone."""
    for it in (element, *element.iterancestors()):
        said = it.get(PRESERVE)
        if said:
            return bool(said == "preserve")
    return False


def _said(words: str | None, *, keeps: bool) -> str:
    return (words or "") if keeps else _FOLDED.sub(" ", words or "")


def _tidied(pieces: Sequence[Piece]) -> list[Piece]:
    """One space where there are several, and none at the ends of lines."""
    found: list[Piece] = []
    before = "\n"
    for piece in pieces:
        text = piece.text
        if before in " \n" and text.startswith(" "):
            text = text[1:]
        if text == "\n":
            _strip_last(found)
        if text or piece.note:
            before = "x" if piece.note else text[-1]
            found.append(replace(piece, text=text))
    _strip_last(found)
    return found


def _strip_last(pieces: list[Piece]) -> None:
    """Take the space off the end of the words so far."""
    if pieces and pieces[-1].text.endswith(" "):
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text[:-1])
