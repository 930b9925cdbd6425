"""A web page read once, with every change in it: paragraphs, labels of its lists, italic and bold, notes.

Source: the HTML Living Standard, sections 4 and 15 (how pages are shown).
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from lxml import etree

from drafting.documents.changed import KEPT, NOBODY, Changed, Fate
from drafting.documents.html.html_in_comments import MARK, NUMBER, PageComments
from drafting.documents.html.html_in_marks import CHANGES, displayed, within
from drafting.documents.html.html_in_notes import PageNotes
from drafting.documents.html.html_in_styles import PageStyles
from drafting.documents.html.html_in_words import NO_WORDS
from drafting.documents.html.html_own import END, REMARKS, beside, kind_of, label_of
from drafting.documents.list_numbers import FORMATS, formatted
from drafting.documents.recognise.recognise_source import Paragraph
from drafting.domain.inline import Piece
from drafting.domain.returned import Came, Remark, Words

_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "kbd", "label",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr", "sdfield", "o:p",
})  # fmt: skip
_PICTURES = frozenset({"img", "svg", "picture", "video", "audio", "canvas", "iframe", "object", "embed"})
_NUMBERS_OF_STYLE = {
    "decimal": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
    "upper-roman": "I",
}  # fmt: skip
_BULLET = "•"
_LONGEST_TOLD = 200
_KEPT_END = Words(Piece(""))
# Word puts the end of a paragraph into this element, and that into whatever became of the end.
_END_OF_WORD = "o:p"


@dataclass
class _List:
    """style: a number format of Word, "" for bullets, "none"; next: the number of the next item; name: the class by
    which the styles of the page label it, "" for none."""

    style: str
    next: int = 1
    name: str = ""


@dataclass
class Reader:
    """Goes through the page once.

    own: the paragraph that is open, in a page of ours; paragraphs, of_notes: those read so far, of notes by key;
    properties: what the page says of itself; remarks: under each paragraph, by its index; words, label, heading,
    end_words: of the paragraph that is open; fate: of the words at hand; lists: the open ones, outermost first;
    beside: header or footer, and its words; said_beside: the same of what a page of ours says of its text;
    commented: the comments whose marks were met since the last paragraph.
    """

    notes: PageNotes
    comments: PageComments = field(default_factory=PageComments)
    styles: PageStyles = field(default_factory=PageStyles)
    is_ours: bool = False
    own: etree._Element | None = None
    paragraphs: list[Changed] = field(default_factory=list)
    of_notes: dict[str, list[Changed]] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    remarks: dict[int, list[Remark]] = field(default_factory=dict)
    words: list[Words] = field(default_factory=list)
    label: str = ""
    heading: int = 0
    bold: bool = False
    italic: bool = False
    fate: Fate = KEPT
    end_words: Words = _KEPT_END
    lists: list[_List] = field(default_factory=list)
    noticed: list[tuple[str, str]] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)
    said_beside: list[tuple[str, str]] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    commented: list[Remark] = field(default_factory=list)

    def read(self, root: etree._Element) -> None:
        """The whole page, from its first element."""
        self.of_notes = {key: [] for key in self.notes.blocks.values()}
        self.properties = {str(it.get("name", "")): str(it.get("content", "")) for it in root.iter("meta")}
        self.children(root)
        self.finish()

    def finish(self) -> None:
        """The last paragraph ends; each has the remarks that stand under it."""
        self.end()
        for at, remarks in self.remarks.items():
            it = self.paragraphs[at]
            self.paragraphs[at] = replace(it, came=replace(it.came, remarks=(*it.came.remarks, *remarks)))

    def all_words(self) -> Iterator[Words]:
        """Of the text and its notes."""
        for paragraphs in (self.paragraphs, *self.of_notes.values()):
            for it in paragraphs:
                yield from it.came.words

    def noticed_beside(self) -> list[tuple[str, str]]:
        """What stands beside the text: (code, words)."""
        told = (*self.beside, *self.said_beside, *(("comments", words) for words in self.comments.said))
        return [(f"{what}-left-out", words[:_LONGEST_TOLD]) for what, words in told]

    def children(self, element: etree._Element) -> None:
        self._words(element.text, element)
        for child in element.iterchildren():
            if isinstance(child.tag, str):
                self._element(child)
            self._words(child.tail, element)

    def _words(self, words: str | None, element: etree._Element) -> None:
        if words:
            self._add(words if element.tag == "pre" else re.sub("[ \t\r\n\f]+", " ", words))

    def _add(self, words: str, note: str = "") -> None:
        self.words.append(Words(Piece(words, self.italic, self.bold, note), *self.fate))

    def _element(self, child: etree._Element) -> None:
        if self._is_beside(child):
            return
        if key := self.notes.key(child):
            self._add("", key)
        elif child.tag == MARK:
            self.commented.append(self.comments.remarks[child.get(NUMBER, "")])
        elif child.tag in _PICTURES:
            self.noticed.append(("image-left-out", ""))
        elif child.tag == "br":
            self._add("\n")
        elif child.tag in CHANGES:
            self._change(child)
        elif child.tag in _INLINE:
            if child.tag == _END_OF_WORD:
                self.end_words = self._end_words()
            with self._switched(child):
                self.children(child)
        elif child.tag not in NO_WORDS:
            self._block(child)

    def _is_beside(self, element: etree._Element) -> bool:
        """Whether an element is a note, the way back from one, or printed round the text; it is then read."""
        printed = _beside(element)
        if element in self.notes.blocks:
            self._note(element, self.notes.blocks[element])
        elif self.is_ours and (said := beside(element.get("class", ""))) is not None:
            self._said_beside(element, said)
        elif printed:
            self.beside.append((printed, _line(element)))
        else:
            return element.tag == "a" and element.get("href") in self.notes.back and not self.notes.key(element)
        return True

    def _change(self, element: etree._Element) -> None:
        """What stands in an ins or a del: words, or whole paragraphs."""
        self.changes["inserted" if element.tag == "ins" else "deleted"] += 1
        before = self.fate
        self.fate = within(element, before)
        if self.is_ours and element.text == END and not len(element):
            self.end_words = self._end_words()
        else:
            with self._switched(element):
                self.children(element)
        self.fate = before

    def _said_beside(self, element: etree._Element, called: str) -> None:
        """What a page of ours says of its text; remarks are on the paragraph before them."""
        if not called:
            return
        self.end()
        self.said_beside.append((called, _line(element)))
        remarks = [_remark(it) for it in element.iterchildren("p")]
        if self.paragraphs and REMARKS in element.get("class", "").split():
            self.remarks.setdefault(len(self.paragraphs) - 1, []).extend(remarks)

    @contextmanager
    def _switched(self, element: etree._Element) -> Iterator[None]:
        before = self.bold, self.italic
        # A class of a paragraph is its style, which is no emphasis; that of words in it is.
        by_class = self.styles.of_classes(element.get("class", "")) if element.tag in _INLINE else ""
        style = re.sub(r"\s", "", f"{element.get('style', '')};{by_class}".lower())
        weight = re.search(r"font-weight:(bold|[6-9]00|normal|[1-5]00)", style)
        self.bold = element.tag in ("b", "strong") or self.bold
        self.italic = element.tag in ("i", "em") or self.italic
        if weight:
            self.bold = weight[1] in ("bold", "600", "700", "800", "900")
        if "font-style:" in style:
            self.italic = style.partition("font-style:")[2].startswith("italic")
        yield
        self.bold, self.italic = before

    def _block(self, element: etree._Element) -> None:
        self.end()
        tag = str(element.tag)
        if tag in ("ol", "ul", "menu"):
            self.lists.append(replace(_begun(element), name=self.styles.list_of(element.get("class", ""))))
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
        self.end(self._end_words())
        self.heading = 0

    def _item(self, element: etree._Element) -> None:
        if not self.lists:
            self.lists = [_List("")]
        counted = self.lists[-1]
        value = element.get("value", "")
        number = int(value) if re.fullmatch("[0-9]{1,6}", value) else counted.next
        counted.next = number + 1
        if counted.name:
            self.label = self.styles.label(counted.name, number)
        elif counted.style != "none":
            self.label = f"{formatted(number, counted.style)}." if counted.style else _BULLET

    def _end_words(self) -> Words:
        return Words(Piece(""), *self.fate)

    def end(self, ends: Words = _KEPT_END) -> None:
        """The open paragraph ends here. ends: as in `returned.Came`, unless it was told before."""
        words = displayed(self.words)
        kind, level = (None, 0) if self.own is None else kind_of(self.own)
        text = "".join(it.piece.text for it in words)
        head = 0
        if kind and self.own is not None:
            self.label, head = _ahead(label_of(self.own), text)
        elif self.label and self.lists and not self.heading:
            level = self.styles.labels.get(self.lists[-1].name, (len(self.lists) - 1, ()))[0]
        says = text.strip() or any(it.piece.note for it in words)
        if says or (self.label and self.words):
            end = ends if self.end_words == _KEPT_END else self.end_words
            look = Paragraph("", self.label, level, self.heading, bool(kind), tuple(self.noticed), kind)
            label, depth = ("", level) if kind else (self.label, 0)
            remarks, self.commented = tuple(dict.fromkeys(self.commented)), []
            came = Came(tuple(words), end, (), label, head, kind or "", depth, remarks=remarks)
            self.paragraphs.append(Changed(came, look))
            self.label, self.noticed = "", []
        self.words, self.own, self.end_words = [], None, _KEPT_END

    def _note(self, block: etree._Element, key: str) -> None:
        self.end()
        inside = Reader(
            self.notes, self.comments, self.styles, self.is_ours, changes=self.changes, said_beside=self.said_beside
        )
        inside.children(block)
        inside.finish()
        self.of_notes[key] = inside.paragraphs


def _ahead(label: str, text: str) -> tuple[str, int]:
    """The label if it stands ahead, and how many signs it is long with the space behind it."""
    if not label or not text.startswith(label):
        return "", 0
    return label, len(label) + (text[len(label) : len(label) + 1] in ("\t", " ") and len(text) > len(label))


def _line(element: etree._Element) -> str:
    """All words inside it on one line."""
    return " ".join(" ".join(str(it) for it in element.itertext()).split())


def _remark(paragraph: etree._Element) -> Remark:
    """As we write one: the name in bold, a colon, the words on lines of their own."""
    for it in paragraph.iter("br"):
        it.tail = f"\n{it.tail or ''}"
    by = "".join(str(it) for it in paragraph[0].itertext()) if len(paragraph) else ""
    said = "".join(str(it) for it in paragraph.itertext()).removeprefix(by).removeprefix(": ")
    return Remark(by or NOBODY, said)


def _begun(element: etree._Element) -> _List:
    style = re.search(r"list-style(?:-type)?:\s*([\w-]+)", element.get("style", "").lower())
    if style and style[1] == "none":
        return _List("none")
    if element.tag != "ol":
        return _List("")
    kind = _NUMBERS_OF_STYLE.get(style[1], "1") if style else element.get("type", "1")
    start = element.get("start", "")
    return _List(FORMATS.get(kind, "decimal"), int(start) if re.fullmatch("[0-9]{1,6}", start) else 1)


def _beside(element: etree._Element) -> str:
    """ "header" or "footer" for that of pages or of a site; the head of a document, which has a title, is neither."""
    named = element.get("title") if element.tag == "div" else element.tag
    has_title = any(True for _ in element.iter("h1", "h2", "h3"))
    if named in ("header", "footer") and not has_title:
        return str(named)
    return "header" if named == "nav" else ""
