"""A web page in: paragraphs, labels of its lists, italic and bold, notes by the links that lead to them and back.

Read directly with lxml, because pandoc counts lists in its own way and knows no notes in a page.
"""

import codecs
import html
import re
from collections.abc import Sequence

from lxml import etree

from drafting.documents.changed import as_read, is_gone, told_of
from drafting.documents.html.html_in_comments import PageComments
from drafting.documents.html.html_in_notes import PageNotes
from drafting.documents.html.html_in_reader import Reader
from drafting.documents.html.html_in_styles import PageStyles
from drafting.documents.html.html_in_words import everything_said
from drafting.documents.html.html_own import is_ours
from drafting.documents.reading_text import decoded
from drafting.documents.recognise.recognise_source import Changes, Source
from drafting.documents.symbol_fonts import sign
from drafting.domain.errors import BadText
from drafting.domain.inline import Piece

_CHARSET = re.compile(rb"<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HEAD = 2048
# LibreOffice leaves such signs where a field began and ended; no page may hold one.
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SIGNS = re.compile(
    r"(<(?:span|font)\b[^<>]*(?:font-family:|face=)\s*[\"']?(Symbol|Wingdings)\b[^<>]*>)([^<]+)", re.IGNORECASE
)
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read(data: bytes, changes: Changes = "accept") -> Source:
    """The paragraphs and notes of a page. Raises BadText: wrong-encoding, broken-file.

    changes: whether what was changed with changes marked is read as it is now, or as it was before.
    """
    text, noticed = _decoded(data)
    page = _read(_parsed(text))
    paragraphs = tuple(as_read(page.paragraphs, changes, _trimmed))
    notes = {key: tuple(as_read(it, changes, _trimmed)) for key, it in page.of_notes.items()}
    marked = {words.piece.note for words in page.all_words() if not is_gone(words, changes)}
    labels = [it.label for read in (paragraphs, *notes.values()) for it in read if not it.kind]
    return Source(
        paragraphs,
        # A note that came with a change that is undone has neither a mark nor words any more.
        tuple(
            (key, "\n".join(f"{it.label} {it.text}".strip() for it in note))
            for key, note in notes.items()
            if note or key in marked
        ),
        "\n".join([_said(text, page, changes), *labels]),
        (*noticed, *told_of(page.changes), *page.noticed_beside()),
    )


def read_all(data: bytes) -> Reader:
    """The page with every change in it. Raises BadText: wrong-encoding, broken-file."""
    return _read(_parsed(_decoded(data)[0]))


def _read(root: etree._Element) -> Reader:
    comments, is_our_own = PageComments.taken_out(root), is_ours(root)
    styles = PageStyles() if is_our_own else PageStyles.of(root)
    reader = Reader(PageNotes.of(root), comments, styles, is_our_own)
    reader.read(root)
    return reader


def _said(text: str, page: Reader, changes: Changes) -> str:
    notes = page.notes
    left_out = [*(words for _, words in page.beside), *page.comments.said]
    links = {*notes.keys, *notes.back, *page.comments.links}
    return everything_said(text, links, notes.numbers, left_out, changes, is_ours=page.is_ours)


def _decoded(data: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """With signs of fonts of signs, which Word writes by their numbers, as the letters that they show."""
    text, noticed = _in_letters(data)
    return _SIGNS.sub(_sign_by_sign, text), noticed


def _sign_by_sign(found: re.Match[str]) -> str:
    said = "".join(sign(ord(it), found[2]) if " " < it < "\u0100" else it for it in html.unescape(found[3]))
    return found[1] + html.escape(said)


def _in_letters(data: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """By a mark at its head, then as the page says of itself, then as any text."""
    said = _CHARSET.search(data[:_HEAD])
    if said and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return _NO_LETTER.sub("", data.decode(said[1].decode())), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)


def _parsed(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_XML.sub("", text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as err:
        raise BadText("broken-file") from err
    if root is None:
        raise BadText("broken-file")
    return root


def _trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """Spaces that follow a space, and those round a line break, are shown by no browser."""
    trimmed: list[Piece] = []
    ends = "\n"
    for it in pieces:
        text = it.text.lstrip(" ") if ends in (" ", "\n") and not it.note else it.text
        if text == "\n" and trimmed and not trimmed[-1].note:
            trimmed[-1] = Piece(trimmed[-1].text.rstrip(" "), trimmed[-1].italic, trimmed[-1].bold)
        if text or it.note:
            trimmed.append(Piece(text, it.italic, it.bold, it.note))
            ends = text[-1:]
    return trimmed
