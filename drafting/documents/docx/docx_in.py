"""Word in: paragraphs with their displayed labels, italic and bold, notes; insertions taken, deletions left out.

Read directly with lxml, because the label that people quote is computed from numbering.xml, and no reader at
hand keeps it (russianLower least of all). Source: ECMA-376 part 1, section 17.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.changed import told_of
from drafting.documents.docx.docx_changes_undone import undo
from drafting.documents.docx.docx_in_numbering import Numbering
from drafting.documents.docx.docx_in_package import Package, W, is_before_table
from drafting.documents.docx.docx_in_references import NOTES, Note, shared_marks
from drafting.documents.docx.docx_in_settled import settle
from drafting.documents.docx.docx_in_styles import Styles
from drafting.documents.docx.docx_in_words import everything_said, is_gone
from drafting.documents.docx.docx_own import Own
from drafting.documents.recognise.recognise_source import Changes, Paragraph, Source
from drafting.domain.errors import BadText
from drafting.domain.inline import Piece, write

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted text and text moved away are not part of the text as it stands now.
_LEFT_OUT = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")} | {_FALLBACK}
_TRACKED = {
    f"{W}ins": "inserted",
    f"{W}cellIns": "inserted",
    f"{W}del": "deleted",
    f"{W}cellDel": "deleted",
    f"{W}moveFrom": "moved",
    f"{W}pPrChange": "formatted",
    f"{W}rPrChange": "formatted",
}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_IMAGES = {"drawing", "pict", "object"}


def read(data: bytes, changes: Changes = "accept") -> Source:
    """The paragraphs and notes of a .docx file. Raises BadText, see `Package`.

    changes: whether what was changed with changes tracked is read as it is now, or as it was before.
    """
    try:
        return _read(Package.of(data), changes)
    except ValueError as err:  # a number in the XML that is none
        raise BadText("broken-word") from err


def _read(package: Package, changes: Changes) -> Source:
    path = package.document()
    root = package.tree(path)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        return Source((), (), "")
    roots = {kind: it for kind in ("footnote", "endnote") if (it := package.beside(path, f"{kind}s")) is not None}
    parts = (body, *roots.values())
    settle(*parts)
    tracked, marks = _tracked(parts), {(NOTES[it.tag], str(it.get(f"{W}id"))) for it in body.iter(*NOTES)}
    for part in parts if changes == "reject" else ():
        undo(part)
    styles, numbering = (package.beside(path, kind) for kind in ("styles", "numbering"))
    reader = _Reader(Styles.of(styles), Numbering.of(numbering), shared_marks(body))
    reader.container(body)
    reader.finish()
    marked = frozenset(reader.marked.values())
    # A note whose every mark went with a change went along; one that never had a mark stays, if it says anything.
    noted = _notes(roots, reader, marks - reader.marked.keys())
    notes = tuple((key, text) for key, element in noted if (text := reader.words(element)) or key in marked)
    said = (everything_said(it, reader.labels, reader.shared) for it in (body, *(it for _, it in noted)))
    return Source(tuple(reader.paragraphs), notes, "\n".join(said), (*tracked, *_beside_the_text(package, path)))


@dataclass
class _Reader:
    """Goes through the body once.

    shared: the runs that show the number of a shared note; labels: paragraph → its label;
    marked: (footnote or endnote, its id in the file) → its key;
    waiting: the runs of a paragraph whose end was deleted; boxes: text boxes met inside a paragraph;
    noticed: what was met since the last paragraph.
    """

    styles: Styles
    numbering: Numbering
    shared: dict[etree._Element, Note | None]
    paragraphs: list[Paragraph] = field(default_factory=list)
    labels: dict[etree._Element, str] = field(default_factory=dict)
    marked: dict[tuple[str, str], str] = field(default_factory=dict)
    waiting: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    noticed: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.own = Own.of(self.styles)
        self.of_notes = self.numbering.anew()

    def container(self, element: etree._Element) -> None:
        """The paragraphs of a body, a cell or a box; tables cell by cell."""
        for child in element.iterchildren(tag=etree.Element):
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag not in _LEFT_OUT and not is_gone(child):
                if child.tag == f"{W}tbl":
                    self.noticed.append(("table-flattened", f"{len(child.findall(f'{W}tr'))}"))
                self.container(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        pieces: Sequence[Piece] = [*self.waiting, *self._pieces(paragraph)]
        self.waiting = []
        if any(paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None for gone in ("del", "moveFrom")) and (
            not is_before_table(paragraph) or not any(it.note or it.text.strip() for it in pieces)
        ):
            self.waiting = list(pieces)
            return
        heading = self.styles.heading(paragraph)
        listed = self.styles.list_of(paragraph)
        label = self.numbering.label(*listed) if listed else ""
        if label:
            self.labels[paragraph] = label
        level = listed[1] if listed and label and not heading else 0
        kind, depth = self.own.kind(paragraph) if self.own and not label else (None, 0)
        if self.own and kind:
            label, pieces = self.own.parted(paragraph, pieces)
            level = depth
        noticed = tuple(self.noticed)
        self.paragraphs.append(Paragraph(write(pieces), label, level, heading, bool(kind), noticed, kind))
        self.noticed = []
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.container(box)

    def finish(self) -> None:
        """Runs before a deleted paragraph end with nothing after it are a paragraph all the same."""
        if self.waiting:
            self.paragraphs.append(Paragraph(write(self.waiting), noticed=tuple(self.noticed)))

    def words(self, element: etree._Element) -> str:
        """The text of a note, its paragraphs on lines of their own."""
        return "\n".join(self._line(paragraph) for paragraph in element.iter(f"{W}p"))

    def _line(self, paragraph: etree._Element) -> str:
        """One paragraph of a note, behind the label that a list gives it: lists of notes count apart."""
        words = write(self._pieces(paragraph)).strip()
        listed = self.styles.list_of(paragraph)
        label = self.of_notes.label(*listed) if listed else ""
        if label:
            self.labels[paragraph] = label
        return f"{label} {words}".strip()

    def _pieces(self, element: etree._Element) -> Iterator[Piece]:
        for child in element.iterchildren(tag=etree.Element):
            if child.tag == f"{W}r":
                bold, italic = self.styles.switched(child, "b"), self.styles.switched(child, "i")
                for text, note in self._shared(child) if child in self.shared else self._run(child):
                    yield Piece(text, italic, bold, note)
            elif etree.QName(child).localname == "t":  # of a formula
                yield Piece(child.text or "")
            elif child.tag not in _LEFT_OUT:
                yield from self._pieces(child)

    def _shared(self, run: etree._Element) -> Iterator[tuple[str, str]]:
        note = self.shared[run]
        if note:
            yield "", self.key(*note)

    def _run(self, run: etree._Element) -> Iterator[tuple[str, str]]:
        """(text, "") or ("", key of a note) for each part of a run."""
        for child in run.iterchildren(tag=etree.Element):
            name = etree.QName(child).localname
            if child.tag in _LEFT_OUT:
                continue
            if name == "t":
                yield child.text or "", ""
            elif name in _SIGNS:
                yield " " if child.get(f"{W}type") in {"page", "column"} else _SIGNS[name], ""
            elif child.tag in NOTES:
                yield "", self.key(NOTES[child.tag], str(child.get(f"{W}id")))
            elif name in _IMAGES:
                self._picture(child)
            else:
                yield from self._run(child)

    def _picture(self, element: etree._Element) -> None:
        boxes = [box for box in element.iter(f"{W}txbxContent") if not _inside_fallback(box, element)]
        self.boxes += boxes
        if not boxes:
            self.noticed.append(("image-left-out", ""))

    def key(self, kind: str, number: str) -> str:
        """The key of a note: counted by its first mark, footnotes and endnotes together."""
        return self.marked.setdefault((kind, number), str(len(self.marked) + 1))


def _inside_fallback(element: etree._Element, top: etree._Element) -> bool:
    return any(parent.tag == _FALLBACK for parent in element.iterancestors() if parent is not top)


def _notes(
    roots: Mapping[str, etree._Element], reader: _Reader, gone: Container[tuple[str, str]]
) -> list[tuple[str, etree._Element]]:
    """(key, element) of the notes by their first marks, then those without a mark.

    roots: of each kind of notes; gone: (kind, id in the file) of those that are no longer there.
    """
    found = [
        (reader.key(kind, number), element)
        for kind, root in roots.items()
        for element in root.findall(f"{W}{kind}")
        if element.get(f"{W}type") in {None, "normal"} and (kind, number := str(element.get(f"{W}id"))) not in gone
    ]
    return sorted(found, key=lambda note: int(note[0]))


def _tracked(parts: Iterable[etree._Element]) -> list[tuple[str, str]]:
    """How many changes were tracked, in the text and in its notes, by what they do."""
    return told_of(Counter(_TRACKED[str(element.tag)] for part in parts for element in part.iter(*_TRACKED)))


def _beside_the_text(package: Package, document: str) -> list[tuple[str, str]]:
    """What stands beside the text and is not read into it: words of headers and footers, comments, whole files."""
    told = [("file-left-out", path) for path in package.inside(document)]
    for place, path in package.printed_round(document):
        root = package.tree(path)
        words = "" if root is None else " ".join(everything_said(root, {}).split())
        if words:
            told.append((f"{place}-left-out", words[:200]))
    return told
