"""OpenDocument text in: paragraphs with their displayed labels, italic and bold, notes; changes as if accepted.

Read directly with lxml, because pandoc counts lists anew, as 1, 2, 3, whatever the file displays.
Source: OASIS OpenDocument 1.3, part 3, sections 4 to 7.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.docx_in_package import Package
from drafting.documents.odt_in_styles import DRAW, OFFICE, STYLE, TABLE, TEXT, Styles, label, whole
from drafting.documents.odt_in_words import COMMENT, NOTEREF, everything_said
from drafting.documents.odt_own import is_ours, kind_of, label_parted
from drafting.documents.recognise_source import Paragraph, Source
from drafting.domain.errors import BadText
from drafting.domain.inline import Piece, plain, write

_LEFT_OUT = {
    COMMENT,
    f"{OFFICE}forms",
    f"{OFFICE}annotation-end",
    f"{TEXT}tracked-changes",
    f"{TEXT}sequence-decls",
    f"{TEXT}table-of-content-source",
}
_CHANGES = {"insertion": "inserted", "deletion": "deleted", "format-change": "formatted"}
_LONGEST_TOLD = 200
_MOST_SPACES = 100  # at once; more of them are nobody's meaning


def read(data: bytes) -> Source:
    """The paragraphs and notes of an .odt file. Raises BadText: broken-file, encrypted, zip-bomb, not-a-document."""
    content, styles = _roots(data)
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise BadText("not-a-document", kind="zip")
    known = Styles.of(styles, content)
    reader = _Reader(known, _marks(body))
    reader.container(body)
    return Source(
        tuple(reader.paragraphs),
        tuple((key, text) for key, text in reader.notes.items()),
        everything_said(body, reader.labels),
        (*_tracked(body), *_comments(body, known), *_beside_the_text(styles, known)),
    )


def _roots(data: bytes) -> tuple[etree._Element | None, etree._Element | None]:
    """content.xml and styles.xml."""
    try:
        package = Package.of(data)
        manifest = package.tree("META-INF/manifest.xml")
        # What is encrypted is no XML, so this is asked first.
        if manifest is None or not any(etree.QName(it).localname == "encryption-data" for it in _elements(manifest)):
            return package.tree("content.xml"), package.tree("styles.xml")
    except BadText as error:
        raise (BadText("broken-file") if error.code == "broken-word" else error) from error
    raise BadText("encrypted")


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return root.iter(tag=etree.Element)


def _marks(body: etree._Element) -> dict[str, str]:
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
    return found


@dataclass
class _List:
    """A list that is being counted. counts: level from 1 → the number last given."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class _Reader:
    """Goes through the body once.

    bookmarks: see `_marks`; keys: id of a note → its key; notes: key → text; labels: paragraph → its label;
    by_id, by_style: lists that a later one may continue; hides: inside a field whose digits are a note mark.
    """

    styles: Styles
    bookmarks: dict[str, str]
    paragraphs: list[Paragraph] = field(default_factory=list)
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
            elif child.tag not in _LEFT_OUT:
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
        first = whole(levels[depth], f"{TEXT}start-value", 1) if depth in levels else 1
        counts = counted.counts
        counts[depth] = start or counts.get(depth, first - 1) + 1
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
        level = depth - 1 if depth and said and not heading else 0
        pieces: Sequence[Piece] = list(self._pieces(element, *self.styles.switched_whole(style)))
        kind, told = kind_of(self.styles.made_from(style)) if self.is_ours and not said else (None, 0)
        if kind:
            level = told
            said, pieces = label_parted(element, pieces)
        noticed = tuple(self.noticed)
        self.paragraphs.append(Paragraph(write(pieces), said, level, heading, bool(kind), noticed, kind))
        self.noticed = []
        self._unbox()

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
        elif child.tag == f"{TEXT}note-ref" and child.get(f"{TEXT}ref-name") in self.keys:
            yield Piece("", italic, bold, self.keys[str(child.get(f"{TEXT}ref-name"))])
        elif child.tag.startswith(DRAW) and name != "a":
            self._picture(child)
        elif child.tag not in _LEFT_OUT:
            within = self.styles.switched(child.get(f"{TEXT}style-name"), bold=bold, italic=italic)
            yield from self._pieces(child, *(within if name in ("span", "a") else (bold, italic)))

    def _field(self, start: etree._Element) -> Iterator[Piece]:
        """A field of Word that refers to a note: a further mark of it, and its digits are no words."""
        codes = (NOTEREF.match(str(value)) for it in _elements(start) for value in it.values())
        named = next((found[1] for found in codes if found), "")
        key = self.keys.get(self.bookmarks.get(named, ""))
        if key is not None:
            self.hides = True
            yield Piece("", note=key)

    def _note(self, element: etree._Element) -> str:
        """Its key, counted by the marks, footnotes and endnotes together; its words are kept."""
        key = str(len(self.notes) + 1)
        self.keys[str(element.get(f"{TEXT}id"))] = key
        self.notes[key] = ""
        within = _Reader(self.styles, self.bookmarks, keys=self.keys, notes=self.notes, labels=self.labels)
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


def _tracked(body: etree._Element) -> list[tuple[str, str]]:
    """How many changes were tracked, by what they do."""
    regions = body.findall(f"{TEXT}tracked-changes/{TEXT}changed-region")
    names = (etree.QName(change).localname for region in regions for change in region.iterchildren(tag=etree.Element))
    counts = Counter(_CHANGES[name] for name in names if name in _CHANGES)
    told = ", ".join(f"{what} {count}" for what, count in sorted(counts.items()))
    return [("tracked-changes", told)] if told else []


def _comments(body: etree._Element, styles: Styles) -> list[tuple[str, str]]:
    words = " ".join(_said(it, styles) for it in body.iter(COMMENT))
    return [("comments-left-out", words[:_LONGEST_TOLD])] if words else []


def _beside_the_text(root: etree._Element | None, styles: Styles) -> list[tuple[str, str]]:
    """The words of headers and footers. root: of styles.xml."""
    told = []
    for name in ("header", "footer"):
        found = () if root is None else root.iter(*(f"{STYLE}{name}{kind}" for kind in ("", "-left", "-first")))
        words = " ".join(filter(None, (_said(it, styles) for it in found)))
        if words:
            told.append((f"{name}-left-out", words[:_LONGEST_TOLD]))
    return told


def _said(element: etree._Element, styles: Styles) -> str:
    """The words of the paragraphs inside, on one line."""
    reader = _Reader(styles, {})
    reader.container(element)
    return " ".join(" ".join(plain(it.text).split()) for it in reader.paragraphs if it.text)
