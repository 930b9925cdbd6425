"""Goes through an OpenDocument text once: its paragraphs with their displayed labels, italic and bold, and its notes.

Source: OASIS OpenDocument 1.3, part 3, sections 4 to 7.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from lxml import etree

from drafting.documents.odt.odt_in_styles import DRAW, OFFICE, TABLE, TEXT, Styles, label, whole
from drafting.documents.odt.odt_in_words import COMMENT, NOTEREF
from drafting.documents.odt.odt_own import is_ours, kind_of, label_parted
from drafting.documents.recognise.recognise_source import Paragraph
from drafting.domain.inline import Piece, write

_LEFT_OUT = frozenset(
    {
        COMMENT,
        f"{OFFICE}forms",
        f"{OFFICE}annotation-end",
        f"{TEXT}tracked-changes",
        f"{TEXT}sequence-decls",
        f"{TEXT}table-of-content-source",
    }
)
_MOST_SPACES = 100  # at once; more of them are nobody's meaning


def bookmarked(body: etree._Element) -> dict[str, str]:
    """Name of a bookmark → id of the note that follows it: further marks of a note refer to it by this name."""
    waiting: list[str] = []
    found: dict[str, str] = {}
    for element in body.iter(f"{TEXT}bookmark", f"{TEXT}bookmark-start", f"{TEXT}note", f"{TEXT}p", f"{TEXT}h"):
        if element.tag == f"{TEXT}note":
            found |= {name: str(element.get(f"{TEXT}id")) for name in waiting if name not in found}
            waiting = []
        elif element.tag in (f"{TEXT}p", f"{TEXT}h"):
            waiting = []
        else:
            waiting.append(str(element.get(f"{TEXT}name")))
    # What LibreOffice copied, or keeps as deleted, bears the same name with a number behind it.
    return {name.partition(" ")[0]: note for name, note in found.items()} | found


def notes_in(body: etree._Element) -> set[str]:
    """The ids of the notes in the text; what was deleted is none of it."""
    parts = (it for it in body.iterchildren(tag=etree.Element) if it.tag != f"{TEXT}tracked-changes")
    return {str(it.get(f"{TEXT}id")) for part in parts for it in part.iter(f"{TEXT}note")}


@dataclass
class _List:
    """A list that is being counted. counts: level from 1 → the number last given."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class Reader:
    """Goes through the body once.

    bookmarks: see `bookmarked`; known: the ids of the notes that stand in the text; keys: id of a note → its key;
    notes: key → text; awaited: the ids of notes that were marked and not met so far; labels: paragraph → its label;
    by_id, by_style: lists that a later one may continue; hides: inside a field whose digits are a note mark.
    """

    left_out: ClassVar[frozenset[str]] = _LEFT_OUT
    styles: Styles
    bookmarks: dict[str, str]
    paragraphs: list[Paragraph] = field(default_factory=list)
    known: Collection[str] = ()
    awaited: set[str] = field(default_factory=set)
    keys: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    labels: dict[etree._Element, str] = field(default_factory=dict)
    by_id: dict[str, _List] = field(default_factory=dict)
    by_style: dict[str, _List] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)
    noticed: list[tuple[str, str]] = field(default_factory=list)
    hides: bool = False

    def __post_init__(self) -> None:
        self.is_ours = is_ours(self.styles.by_name)

    def container(self, element: etree._Element) -> None:
        """The paragraphs of a body, a section, a cell or a box; tables cell by cell."""
        for child in element.iterchildren(tag=etree.Element):
            if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                self._paragraph(child)
            elif child.tag == f"{TEXT}list":
                self._list(child, self._begun(child), 1)
            elif child.tag.startswith(DRAW):
                self._picture(child)
                self._unbox()
            elif child.tag not in self.left_out:
                if child.tag == f"{TABLE}table":
                    self.noticed.append(("table-flattened", f"{sum(1 for _ in child.iter(f'{TABLE}table-row'))}"))
                self.container(child)

    def _begun(self, element: etree._Element) -> _List:
        """The count of a list: a new one, or that of the list that it says it continues."""
        style = str(element.get(f"{TEXT}style-name", ""))
        before = self.by_id.get(element.get(f"{TEXT}continue-list", ""))
        if before is None and element.get(f"{TEXT}continue-numbering") == "true":
            before = self.by_style.get(style)
        begun = _List(style, {} if before is None else before.counts)
        self.by_style[style] = begun
        if name := element.get("{http://www.w3.org/XML/1998/namespace}id"):
            self.by_id[name] = begun
        return begun

    def _list(self, element: etree._Element, counted: _List, depth: int) -> None:
        for item in element.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
            is_first = item.tag == f"{TEXT}list-item"
            for child in item.iterchildren(tag=etree.Element):
                if child.tag == f"{TEXT}list":
                    style = str(child.get(f"{TEXT}style-name", counted.style))
                    self._list(child, _List(style, counted.counts), depth + 1)
                elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    said = self._counted(counted, depth, whole(item, f"{TEXT}start-value", 0)) if is_first else ""
                    self._paragraph(child, said, depth)
                    is_first = False

    def _counted(self, counted: _List, depth: int, start: int) -> str:
        """Counts one paragraph and gives its label."""
        levels = self.styles.lists.get(counted.style, {})
        first = {at: whole(levels[at], f"{TEXT}start-value", 1) if at in levels else 1 for at in range(1, depth + 1)}
        counts = counted.counts
        # What stands deeper before anything stands higher is inside a first one that is empty.
        for higher in range(1, depth):
            counts.setdefault(higher, first[higher])
        counts[depth] = start or counts.get(depth, first[depth] - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        return label(levels, depth, counts)

    def _paragraph(self, element: etree._Element, said: str = "", depth: int = 0) -> None:
        style = element.get(f"{TEXT}style-name")
        heading = whole(element, f"{TEXT}outline-level", 1) if element.tag == f"{TEXT}h" else 0
        if heading and not depth and element.get(f"{TEXT}is-list-header") != "true":
            said = self._counted(self.by_style.setdefault("", _List("")), heading, 0)
        heading = heading or int(self.styles.is_title(style))
        if said:
            self.labels[element] = said
        self._take(element, said, depth - 1 if depth and said and not heading else 0, heading)
        self._unbox()

    def _take(self, element: etree._Element, said: str, level: int, heading: int) -> None:
        """A paragraph with the label that a list counts for it. heading: its depth, 0 for none."""
        style = element.get(f"{TEXT}style-name")
        pieces: Sequence[Piece] = list(self._pieces(element, *self.styles.switched_whole(style)))
        kind, told = kind_of(self.styles.made_from(style)) if self.is_ours and not said else (None, 0)
        if kind:
            level = told
            said, pieces = label_parted(element, pieces)
        noticed = tuple(self.noticed)
        self.paragraphs.append(Paragraph(write(pieces), said, level, heading, bool(kind), noticed, kind))
        self.noticed = []

    def _unbox(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.container(box)

    def _pieces(self, element: etree._Element, bold: bool, italic: bool) -> Iterator[Piece]:  # noqa: FBT001
        yield self._words(element.text, bold, italic)
        for child in element.iterchildren():
            if isinstance(child.tag, str):
                yield from self._inline(child, bold, italic)
            yield self._words(child.tail, bold, italic)

    def _words(self, words: str | None, bold: bool, italic: bool) -> Piece:  # noqa: FBT001
        """Spaces of the XML count as one; those that are meant are elements."""
        return Piece("" if self.hides else re.sub("[ \t\r\n]+", " ", words or ""), italic, bold)

    def _inline(self, child: etree._Element, bold: bool, italic: bool) -> Iterator[Piece]:  # noqa: FBT001
        name = etree.QName(child).localname
        if name == "s":
            yield Piece(" " * min(whole(child, f"{TEXT}c", 1), _MOST_SPACES), italic, bold)
        elif name in ("tab", "line-break"):
            yield Piece("\t" if name == "tab" else "\n", italic, bold)
        elif child.tag == f"{TEXT}note":
            yield Piece("", italic, bold, self._note(child))
        elif name == "fieldmark-start":
            yield from self._field(child)
        elif name == "fieldmark-end":
            self.hides = False
        elif child.tag == f"{TEXT}note-ref" and (key := self._key(str(child.get(f"{TEXT}ref-name")))):
            yield Piece("", italic, bold, key)
        elif child.tag.startswith(DRAW) and name != "a":
            self._picture(child)
        elif child.tag not in self.left_out:
            within = self.styles.switched(child.get(f"{TEXT}style-name"), bold=bold, italic=italic)
            yield from self._pieces(child, *(within if name in ("span", "a") else (bold, italic)))

    def _field(self, start: etree._Element) -> Iterator[Piece]:
        """A field of Word that refers to a note: a further mark of it, and its digits are no words."""
        codes = (NOTEREF.match(str(value)) for it in start.iter(tag=etree.Element) for value in it.values())
        named = next((found[1] for found in codes if found), "")
        key = self._key(self.bookmarks.get(named, ""))
        if key:
            self.hides = True
            yield Piece("", note=key)

    def _key(self, note: str) -> str:
        """The key of a note that is marked once more, or before it is met; "" where there is no such note."""
        if note not in self.keys and note in self.known:
            self.keys[note] = self._next_key()
            self.awaited.add(note)
        return self.keys.get(note, "")

    def _next_key(self) -> str:
        """Notes are counted by their first marks, footnotes and endnotes together."""
        key = str(len(self.notes) + 1)
        self.notes[key] = ""
        return key

    def _begun_note(self, element: etree._Element) -> str:
        """The key of a note that is met."""
        called = str(element.get(f"{TEXT}id"))
        if called not in self.awaited:
            self.keys[called] = self._next_key()
        self.awaited.discard(called)
        return self.keys[called]

    def _note(self, element: etree._Element) -> str:
        """Its key; its words are kept."""
        key = self._begun_note(element)
        shared = {it: getattr(self, it) for it in ("known", "awaited", "keys", "notes", "labels")}
        within = Reader(self.styles, self.bookmarks, **shared)
        for body in element.iterchildren(f"{TEXT}note-body"):
            within.container(body)
        self.notes[key] = "\n".join(f"{it.label} {it.text}".strip() for it in within.paragraphs)
        self.noticed += [told for it in within.paragraphs for told in it.noticed]
        return key

    def _picture(self, element: etree._Element) -> None:
        """A box has words; what has none is a picture."""
        if next(element.iter(f"{TEXT}p", f"{TEXT}h"), None) is not None:
            self.boxes.append(element)
        else:
            self.noticed.append(("image-left-out", ""))
