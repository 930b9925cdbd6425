"""A web page in: paragraphs, labels of its lists, italic and bold, notes by the links that lead to them and back.

Read directly with lxml, because pandoc counts lists in its own way and knows no notes in a page.
Source: the HTML Living Standard, sections 4 and 15 (how pages are shown).
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.docx_in_numbering import formatted
from drafting.documents.docx_own import parted
from drafting.documents.html_in_notes import PageNotes
from drafting.documents.html_in_words import NO_WORDS, everything_said
from drafting.documents.html_own import is_ours, kind_of, label_of
from drafting.documents.reading_text import decoded
from drafting.documents.recognise_source import Paragraph, Source
from drafting.domain.errors import BadText
from drafting.domain.inline import Piece, write

_CHARSET = re.compile(rb"<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HEAD = 2048
# LibreOffice leaves such signs where a field began and ended; no page may hold one.
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr", "sdfield", "o:p",
})  # fmt: skip
_PICTURES = frozenset({"img", "svg", "picture", "video", "audio", "canvas", "iframe", "object", "embed"})
_NUMBERS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NUMBERS_OF_STYLE = {
    "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
    "upper-roman": "I",
}  # fmt: skip
_BULLET = "•"
_LONGEST_TOLD = 200


def read(data: bytes) -> Source:
    """The paragraphs and notes of a page. Raises BadText: wrong-encoding, broken-file."""
    text, noticed = _decoded(data)
    root = _parsed(text)
    reader = _Reader(PageNotes.of(root), is_ours=is_ours(root))
    reader.children(root)
    reader.end()
    notes = reader.notes
    said = everything_said(text, {*notes.keys, *notes.back}, notes.numbers, [words for _, words in reader.beside])
    changes = ", ".join(f"{what} {count}" for what, count in sorted(reader.changes.items()) if count)
    return Source(
        tuple(reader.paragraphs),
        tuple(notes.texts.items()),
        "\n".join([said, *reader.labels]),
        (
            *noticed,
            *([("tracked-changes", changes)] if changes else []),
            *((f"{what}-left-out", words[:_LONGEST_TOLD]) for what, words in reader.beside),
        ),
    )


def _decoded(data: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
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


@dataclass
class _List:
    """style: a number format of Word, "" for bullets, "none"; next: the number of the next item."""

    style: str
    next: int = 1


@dataclass
class _Reader:
    """Goes through the page once.

    pieces, label, heading: of the paragraph that is open; lists: those that are open, the outermost first;
    beside: header or footer, and its words; labels: all that lists display; own: the paragraph that is open, in a page
    of ours.
    """

    notes: PageNotes
    is_ours: bool = False
    own: etree._Element | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    label: str = ""
    heading: int = 0
    bold: bool = False
    italic: bool = False
    lists: list[_List] = field(default_factory=list)
    noticed: list[tuple[str, str]] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)

    def children(self, element: etree._Element) -> None:
        self._words(element.text, element)
        for child in element.iterchildren():
            if isinstance(child.tag, str):
                self._element(child)
            self._words(child.tail, element)

    def _words(self, words: str | None, element: etree._Element) -> None:
        if words:
            shown = words if element.tag == "pre" else re.sub("[ \t\r\n\f]+", " ", words)
            self.pieces.append(Piece(shown, self.italic, self.bold))

    def _element(self, child: etree._Element) -> None:
        beside = _beside(child)
        if child in self.notes.blocks:
            self._note(child, self.notes.blocks[child])
        elif key := self.notes.key(child):
            self.pieces.append(Piece("", self.italic, self.bold, key))
        elif child.tag == "a" and child.get("href") in self.notes.back:
            pass
        elif beside:
            self.beside.append((beside, " ".join(" ".join(str(it) for it in child.itertext()).split())))
        elif child.tag in _PICTURES:
            self.noticed.append(("image-left-out", ""))
        elif child.tag == "br":
            self.pieces.append(Piece("\n", self.italic, self.bold))
        elif child.tag in NO_WORDS:
            self.changes["deleted"] += child.tag == "del"
        elif child.tag in _INLINE:
            self.changes["inserted"] += child.tag == "ins"
            with self._switched(child):
                self.children(child)
        else:
            self._block(child)

    @contextmanager
    def _switched(self, element: etree._Element) -> Iterator[None]:
        before = self.bold, self.italic
        style = re.sub(r"\s", "", element.get("style", "").lower())
        weight = re.search(r"font-weight:(bold|[6-9]00|normal|[1-5]00)", style)
        self.bold = element.tag in ("b", "strong") or self.bold
        self.italic = element.tag in ("i", "em") or self.italic
        if weight:
            self.bold = weight[1] in ("bold", "600", "700", "800", "900")
        if "font-style:" in style:
            self.italic = "font-style:italic" in style
        yield
        self.bold, self.italic = before

    def _block(self, element: etree._Element) -> None:
        self.end()
        tag = str(element.tag)
        if tag in ("ol", "ul", "menu"):
            self.lists.append(_begun(element))
            self.children(element)
            self.end()
            self.lists.pop()
            return
        if tag == "li":
            self._item(element)
        elif tag == "table":
            self.noticed.append(("table-flattened", str(sum(1 for _ in element.iter("tr")))))
        self.heading = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        self.own = element if self.is_ours else None
        with self._switched(element):
            self.children(element)
        self.end()
        self.heading = 0

    def _item(self, element: etree._Element) -> None:
        if not self.lists:
            self.lists = [_List("")]
        counted = self.lists[-1]
        value = element.get("value", "")
        number = int(value) if re.fullmatch("[0-9]{1,6}", value) else counted.next
        counted.next = number + 1
        if counted.style != "none":
            self.label = f"{formatted(number, counted.style)}." if counted.style else _BULLET
            self.labels.append(self.label)

    def end(self) -> None:
        """The open paragraph ends here."""
        pieces: Sequence[Piece] = _trimmed(self.pieces)
        kind, level = (None, 0) if self.own is None else kind_of(self.own)
        if kind and self.own is not None:
            self.label, pieces = parted(label_of(self.own), pieces)
        elif self.label and self.lists and not self.heading:
            level = len(self.lists) - 1
        text, noticed = write(pieces), tuple(self.noticed)
        if text.strip() or (self.label and self.pieces):
            self.paragraphs.append(Paragraph(text, self.label, level, self.heading, bool(kind), noticed, kind))
            self.label, self.noticed = "", []
        self.pieces, self.own = [], None

    def _note(self, block: etree._Element, key: str) -> None:
        self.end()
        within = _Reader(self.notes)
        within.children(block)
        within.end()
        self.labels += within.labels
        self.notes.texts[key] = "\n".join(f"{it.label} {it.text}".strip() for it in within.paragraphs)


def _begun(element: etree._Element) -> _List:
    style = re.search(r"list-style(?:-type)?:\s*([\w-]+)", element.get("style", "").lower())
    if style and style[1] == "none":
        return _List("none")
    if element.tag != "ol":
        return _List("")
    kind = _NUMBERS_OF_STYLE.get(style[1], "1") if style else element.get("type", "1")
    start = element.get("start", "")
    return _List(_NUMBERS.get(kind, "decimal"), int(start) if re.fullmatch("[0-9]{1,6}", start) else 1)


def _beside(element: etree._Element) -> str:
    """ "header" or "footer" for that of pages or of a site; the head of a document, which has a title, is neither."""
    named = element.get("title") if element.tag == "div" else element.tag
    has_title = any(True for _ in element.iter("h1", "h2", "h3"))
    if named in ("header", "footer") and not has_title:
        return str(named)
    return "header" if named == "nav" else ""


def _trimmed(pieces: list[Piece]) -> list[Piece]:
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
