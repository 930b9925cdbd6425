"""The paragraphs of a Word file with every tracked change in them: who inserted, deleted or moved which words.

One pass over the XML, which keeps both what was there and what is there now. Source: ECMA-376 part 1, section 17.13
(annotations: bookmarks, comments, revisions).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from lxml import etree

from drafting.documents.docx_changes_styles import Looks, RunLook, instant
from drafting.documents.docx_in_package import W
from drafting.documents.docx_in_references import NOTES, Note
from drafting.domain.inline import Piece
from drafting.domain.returned import RAISED, Came, Remark, Words

_HALVES = range(0xD800, 0xE000)
NOBODY = "?"  # A change whose author the file does not name.
_ANCHOR = re.compile(r"_para_(\d{1,18})")
_COMES = {f"{W}ins", f"{W}moveTo"}
_GOES = {f"{W}del", f"{W}moveFrom"}
_MOVES = {f"{W}moveTo", f"{W}moveFrom"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{W}{name}" for name in ("pPr", "rPr", "instrText", "delInstrText", "proofErr", "fldChar")} | {_FALLBACK}
_TEXT = {f"{W}t", f"{W}delText", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_PICTURES = {f"{W}drawing", f"{W}pict", f"{W}object"}
_P, _R, _T, _TBL, _TR, _PPR, _RPR = (f"{W}{name}" for name in ("p", "r", "t", "tbl", "tr", "pPr", "rPr"))
_LONGEST_ABOUT = 200
_BOOKMARK, _REFERENCE = f"{W}bookmarkStart", f"{W}commentReference"
_RANGE, _RANGE_END = f"{W}commentRangeStart", f"{W}commentRangeEnd"
_RANGES = {f"{W}moveFromRangeStart": 1, f"{W}moveToRangeStart": 1, f"{W}moveFromRangeEnd": -1, f"{W}moveToRangeEnd": -1}


class Fate(NamedTuple):
    """What became of the words at hand; see `returned.Words`."""

    inserted: str = ""
    deleted: str = ""
    at: str = ""
    move: str = ""


_KEPT = Fate()


@dataclass
class _Paragraph:
    """One under way. head: signs of a label by its style; headed: whether words other than the label were met."""

    words: list[Words] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)
    remarks: dict[str, Remark] = field(default_factory=dict)
    head: int = 0
    headed: bool = False

    def add(self, piece: Piece, fate: Fate, *, label: bool = False) -> None:
        # The space between a label and its words is the label's.
        gap = not label and not self.headed and self.head > 0 and not piece.note and piece.text.isspace()
        begins = not (self.headed or label or gap)
        self.headed = self.headed or begins
        if not self.headed:
            self.head += len(piece.text)
        if self.words and not piece.note and not (begins and self.head):
            last = self.words[-1]
            same = (last.inserted, last.deleted, last.at, last.move) == fate and not last.piece.note
            if same and (last.piece.italic, last.piece.bold) == (piece.italic, piece.bold):
                joined = Piece(last.piece.text + piece.text, piece.italic, piece.bold)
                self.words[-1] = Words(joined, *fate)
                return
        self.words.append(Words(piece, *fate))


@dataclass
class Reader:
    """Goes through a body, or a note, once.

    shared: the runs that show the number of a shared note; remarks: id → comment, its place not yet known; paragraphs:
    what was read; marked: (footnote or endnote, its id in the file) → its key; counted: code → how often it was met.
    """

    looks: Looks
    shared: Mapping[etree._Element, Note | None]
    remarks: Mapping[str, Remark]
    paragraphs: list[Came] = field(default_factory=list)
    marked: dict[tuple[str, str], str] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)
    _at: _Paragraph = field(default_factory=_Paragraph)
    _moving: dict[str, str] = field(default_factory=dict)
    _commented: dict[str, int] = field(default_factory=dict)
    _said: list[str] = field(default_factory=list)
    _placed: set[str] = field(default_factory=set)
    _boxes: list[etree._Element] = field(default_factory=list)

    def container(self, element: etree._Element, fate: Fate = _KEPT) -> None:
        """The paragraphs of a body, a cell, a box or a note; tables cell by cell."""
        for child in element:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, fate)
            elif tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            elif not self._marker(child):
                if tag == _TBL:
                    self.counted["table-flattened"] += 1
                within = _row_fate(child, fate) if tag == _TR else _within(child, fate, self._move(child))
                self.container(child, within)

    def _paragraph(self, element: etree._Element, fate: Fate) -> None:
        look = self.looks.paragraph(element)
        if look.is_furniture:
            return
        # A bookmark or a comment that begins between two paragraphs belongs to the second.
        at = self._at
        self._inside(element, fate)
        ends = Words(Piece(""), *self._end(element, fate))
        self.paragraphs.append(
            Came(
                tuple(at.words),
                ends,
                tuple(at.anchors),
                look.label,
                at.head,
                look.kind,
                look.level,
                remarks=tuple(at.remarks.values()),
            )
        )
        self._at = _Paragraph()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.container(box, fate)

    def _end(self, paragraph: etree._Element, fate: Fate) -> Fate:
        """What happened to the end of the paragraph."""
        properties = paragraph.find(_PPR)
        if properties is None:
            return fate
        if properties.find(f"{W}pPrChange") is not None:
            self.counted["formatting-left-out"] += 1
        style = properties.find(_RPR)
        for child in () if style is None else style:
            fate = _within(child, fate, self._move(child))
        return fate

    def _inside(self, element: etree._Element, fate: Fate) -> None:
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child, fate)
            elif tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            elif tag in _TEXT:  # of a formula
                self._at.add(Piece(child.text or ""), fate)
            elif not self._marker(child):
                self._inside(child, _within(child, fate, self._move(child)))

    def _move(self, element: etree._Element) -> str:
        return next(reversed(self._moving.values()), "") if element.tag in _MOVES else ""

    def _marker(self, element: etree._Element) -> bool:
        """Whether it only says where something begins or ends; that is then noted."""
        tag = element.tag
        if tag == _BOOKMARK:
            named = _ANCHOR.fullmatch(element.get(f"{W}name", ""))
            if named:
                self._at.anchors.append(int(named[1]))
        elif tag in _RANGES:
            number = element.get(f"{W}id", "")
            if _RANGES[tag] > 0:
                self._moving[number] = element.get(f"{W}name") or number
            else:
                self._moving.pop(number, None)
        elif tag == _RANGE:
            self._commented[element.get(f"{W}id", "")] = len(self._said)
            self._remark(element.get(f"{W}id", ""), "")
        elif tag == _RANGE_END:
            number = element.get(f"{W}id", "")
            self._remark(number, self._since(self._commented.pop(number, len(self._said))))
        else:
            return not len(element) and not tag.endswith("}sdt")
        return True

    def _remark(self, number: str, about: str) -> None:
        """Put a comment on the paragraph at hand, where it begins; at its end it is known what it is about."""
        remark = self.remarks.get(number)
        if remark is None:
            return
        if number not in self._placed:
            self._placed.add(number)
            self._at.remarks[number] = remark
        if about and number in self._at.remarks:
            self._at.remarks[number] = replace(remark, about=about)

    def _run(self, run: etree._Element, fate: Fate) -> None:
        look = self.looks.run(run)
        if look.is_furniture or not len(run):
            return
        if run in self.shared:
            note = self.shared[run]
            if note:
                self._at.add(Piece("", look.italic, look.bold, self.key(*note)), fate)
            return
        if not look.raised and look.changed_by is None and run[-1].tag == _T and len(run) == 1 + (run[0].tag == _RPR):
            # Most runs are this: their look and one text.
            self._say(Piece(run[-1].text or "", look.italic, look.bold), fate, label=look.is_label)
        elif look.changed_by is None:
            for piece in self._pieces(run, look.italic, look.bold, raised=look.raised):
                self._say(piece, fate, label=look.is_label)
        else:
            self._restyled(run, look, fate)

    def _restyled(self, run: etree._Element, look: RunLook, fate: Fate) -> None:
        """Words set in another style went in the one and came in the other."""
        by, at = look.changed_by or NOBODY, look.changed_at
        if not fate.inserted:
            for piece in self._pieces(run, look.was_italic, look.was_bold, raised=look.raised):
                self._say(piece, fate if fate.deleted else Fate("", by, at), label=look.is_label)
        if not fate.deleted:
            for piece in self._pieces(run, look.italic, look.bold, raised=look.raised):
                self._say(piece, fate if fate.inserted else Fate(by, "", at), label=look.is_label)

    def _say(self, piece: Piece, fate: Fate, *, label: bool) -> None:
        self._at.add(piece, fate, label=label)
        if self._commented:
            self._said.append(piece.text)

    def _since(self, begun: int) -> str:
        """What was said since then, as far as a reader needs it to see what a comment is about."""
        about = ""
        for said in islice(self._said, begun, None):
            about += said
            if len(about) >= _LONGEST_ABOUT:
                break
        return about[:_LONGEST_ABOUT]

    def _pieces(self, run: etree._Element, italic: bool, bold: bool, *, raised: bool) -> Iterator[Piece]:  # noqa: FBT001
        said = ""
        for child in run:
            tag = child.tag
            if (sign := _sign(child)) is not None:
                said += sign
            elif tag in NOTES:
                yield from _spoken(said, italic, bold, raised=raised)
                said = ""
                yield Piece("", italic, bold, self.key(NOTES[tag], child.get(f"{W}id", "")))
            elif tag == _REFERENCE:
                self._remark(child.get(f"{W}id", ""), "")
            elif tag in _PICTURES:
                self._picture(child)
            elif tag not in _LEFT_OUT and isinstance(tag, str):
                yield from self._pieces(child, italic, bold, raised=raised)
        yield from _spoken(said, italic, bold, raised=raised)

    def _picture(self, element: etree._Element) -> None:
        boxes = [
            it for it in element.iter(f"{W}txbxContent") if not any(p.tag == _FALLBACK for p in it.iterancestors())
        ]
        self._boxes += boxes
        if not boxes:
            self.counted["image-left-out"] += 1

    def key(self, kind: str, number: str) -> str:
        """The key of a note: counted by its first mark, footnotes and endnotes together."""
        return self.marked.setdefault((kind, number), str(len(self.marked) + 1))


def _sign(element: etree._Element) -> str | None:
    """The words that an element of a run is, None where it is something else."""
    tag = element.tag
    if tag in _TEXT:
        return element.text or ""
    if tag in _SIGNS:
        return " " if element.get(f"{W}type") in {"page", "column"} else _SIGNS[tag]
    if tag != f"{W}sym":
        return None
    code = int(element.get(f"{W}char", "20"), 16)
    # A half of a pair is no sign: no file and no table could hold it.
    return "\ufffd" if _HALVES.start <= code < _HALVES.stop else chr(code)


def _spoken(said: str, italic: bool, bold: bool, *, raised: bool) -> Iterator[Piece]:  # noqa: FBT001
    if said:
        # A program that knows no cross-references leaves the number of a note, raised.
        is_number = raised and said.isascii() and said.isdigit()
        yield Piece("", italic, bold, f"{RAISED}{said}") if is_number else Piece(said, italic, bold)


def _within(element: etree._Element, fate: Fate, move: str) -> Fate:
    """The fate of what stands inside an element."""
    tag = element.tag
    comes = tag in _COMES
    if not comes and tag not in _GOES:
        return fate
    by = element.get(f"{W}author") or NOBODY
    at = max(fate.at, instant(element))
    named = move or fate.move
    return Fate(fate.inserted or by, fate.deleted, at, named) if comes else Fate(fate.inserted, by, at, named)


def _row_fate(row: etree._Element, fate: Fate) -> Fate:
    """A row of a table comes and goes with its cells."""
    properties = row.find(f"{W}trPr")
    for child in () if properties is None else properties:
        fate = _within(child, fate, "")
    return fate
