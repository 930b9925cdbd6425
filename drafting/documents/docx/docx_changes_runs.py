"""The paragraphs of a Word file with every tracked change in them: who inserted, deleted or moved which words.

One pass over the XML, which keeps both what was there and what is there now. Source: ECMA-376 part 1, section 17.13
(annotations: bookmarks, comments, revisions).
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from lxml import etree

from drafting.documents.anchors import anchor_of
from drafting.documents.changed import KEPT, NOBODY, Fate
from drafting.documents.docx.docx_changes_known import Known, keep, xml_of
from drafting.documents.docx.docx_changes_styles import Looks, RunLook, first_of
from drafting.documents.docx.docx_changes_words import MOVES, Paragraph, row_fate, within
from drafting.documents.docx.docx_in_package import W, is_before_table
from drafting.documents.docx.docx_in_references import NOTES, Note
from drafting.domain.inline import Piece
from drafting.domain.returned import RAISED, Came, Remark, Words

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{W}{name}" for name in ("pPr", "rPr", "instrText", "delInstrText", "proofErr", "fldChar")} | {_FALLBACK}
_TEXT = {f"{W}t", f"{W}delText", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_PICTURES = {f"{W}drawing", f"{W}pict", f"{W}object"}
_P, _R, _TBL, _PPR, _RPR = (f"{W}{name}" for name in ("p", "r", "tbl", "pPr", "rPr"))
_CELLS = {f"{W}tr", f"{W}tc"}
_PPRCHANGE, _KIND = f"{W}pPrChange", f"{W}type"
_ID, _NAME = f"{W}id", f"{W}name"
_LONGEST_ABOUT = 200
_BOOKMARK, _REFERENCE = f"{W}bookmarkStart", f"{W}commentReference"
_RANGE, _RANGE_END = f"{W}commentRangeStart", f"{W}commentRangeEnd"
_RANGES = {f"{W}moveFromRangeStart": 1, f"{W}moveToRangeStart": 1, f"{W}moveFromRangeEnd": -1, f"{W}moveToRangeEnd": -1}


_ENDS = Words(Piece(""))
_PLAIN = RunLook()


@dataclass
class Reader:
    """Goes through a body, or a note, once.

    shared: the runs that show the number of a shared note; remarks: id → comment, its place not yet known; paragraphs:
    what was read; marked: (footnote or endnote, its id in the file) → its key; counted: code → how often it was met;
    known: the paragraphs met so far, in files before this one too; anchors: the ids that a bookmark bears alone,
    of which others are copies.
    """

    looks: Looks
    shared: Mapping[etree._Element, Note | None]
    remarks: Mapping[str, Remark]
    paragraphs: list[Came] = field(default_factory=list)
    marked: dict[tuple[str, str], str] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)
    known: Known = field(default_factory=dict)
    anchors: Collection[int] = ()
    _at: Paragraph = field(default_factory=Paragraph)
    _moving: dict[str, str] = field(default_factory=dict)
    _commented: dict[str, int] = field(default_factory=dict)
    _said: list[str] = field(default_factory=list)
    _placed: set[str] = field(default_factory=set)
    _boxes: list[etree._Element] = field(default_factory=list)
    # Whether what the paragraph at hand says depends on nothing else in the file.
    _alone: bool = True

    def of_note(self, looks: Looks) -> "Reader":
        """A reader of a note of the same file."""
        return Reader(looks, {}, self.remarks, [], self.marked, self.counted, self.known, anchors=self.anchors)

    def container(self, element: etree._Element, fate: Fate = KEPT) -> None:
        """The paragraphs of a body, a cell, a box or a note; tables cell by cell."""
        for child in element:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, fate)
            elif tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            elif not self._marker(child):
                if tag == _TBL:
                    self._count("table-flattened")
                self.container(child, row_fate(child, fate) if tag in _CELLS else self._within(child, fate))

    def _paragraph(self, element: etree._Element, fate: Fate) -> None:
        xml = xml_of(element) if self._is_between(element, fate) else ""
        met = self.known.get(xml)
        came = met or self._read(element, fate)
        if came is None:
            return
        self.paragraphs.append(came)
        if xml and not met and self._alone:
            keep(self.known, xml, came)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.container(box, fate)

    def _read(self, element: etree._Element, fate: Fate) -> Came | None:
        """None for what is printed round the text."""
        properties = first_of(element, _PPR)
        look = self.looks.paragraph(element, properties)
        if look.is_furniture:
            return None
        self._alone = not look.is_listed
        # A bookmark or a comment that begins between two paragraphs belongs to the second.
        at = self._at
        self._inside(element, fate)
        end = fate if properties is None else self._end(properties, fate)
        if end != KEPT:
            self._alone = False
            end = KEPT if is_before_table(element) else end
        self._at = Paragraph()
        return Came(
            at.words(),
            _ENDS if end == KEPT else Words(Piece(""), *end),
            tuple(at.anchors),
            look.label,
            at.head,
            look.kind,
            look.level,
            remarks=tuple(at.remarks.values()),
        )

    def _is_between(self, paragraph: etree._Element, fate: Fate) -> bool:
        """Whether nothing that began before this paragraph goes on in it."""
        open_ = self._commented or self._at.anchors or self._at.remarks
        return fate == KEPT and not open_ and paragraph not in self._referring

    @cached_property
    def _referring(self) -> set[etree._Element]:
        """The paragraphs that show the number of a shared note."""
        return {it for run in self.shared for it in run.iterancestors(_P)}

    def _end(self, properties: etree._Element, fate: Fate) -> Fate:
        """What happened to the end of the paragraph."""
        for child in properties:
            tag = child.tag
            if tag == _PPRCHANGE:
                self._count("formatting-left-out")
            elif tag == _RPR:
                for it in child:
                    fate = self._within(it, fate)
        return fate

    def _inside(self, element: etree._Element, fate: Fate) -> None:
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child, fate)
            elif tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            elif tag in _TEXT:  # of a formula
                self._at.add(child.text or "", _PLAIN, fate)
            elif not self._marker(child):
                self._inside(child, self._within(child, fate))

    def _within(self, element: etree._Element, fate: Fate) -> Fate:
        """The fate of what stands inside an element."""
        if element.tag not in MOVES:
            return within(element, fate, "")
        self._alone = False
        return within(element, fate, next(reversed(self._moving.values()), ""))

    def _marker(self, element: etree._Element) -> bool:
        """Whether it only says where something begins or ends; that is then noted."""
        tag = element.tag
        if tag == _BOOKMARK:
            self._bookmark(element.get(_NAME, ""))
        elif tag in _RANGES:
            self._alone = False
            number = element.get(_ID, "")
            if _RANGES[tag] > 0:
                self._moving[number] = element.get(_NAME) or number
            else:
                self._moving.pop(number, None)
        elif tag == _RANGE:
            self._commented[element.get(_ID, "")] = len(self._said)
            self._remark(element.get(_ID, ""), "")
        elif tag == _RANGE_END:
            number = element.get(_ID, "")
            self._remark(number, self._since(self._commented.pop(number, len(self._said))))
        else:
            return not len(element) and not tag.endswith("}sdt")
        return True

    def _bookmark(self, called: str) -> None:
        named = anchor_of(called)
        if named is None:
            return
        # Whether a copy is the only bearer, the rest of the file says.
        self._alone = self._alone and not named.is_copy
        if not (named.is_copy and named.paragraph in self.anchors):
            self._at.anchors.append(named.paragraph)

    def _remark(self, number: str, about: str) -> None:
        """Put a comment on the paragraph at hand, where it begins; at its end it is known what it is about."""
        self._alone = False
        remark = self.remarks.get(number)
        if remark is None:
            return
        if number not in self._placed:
            self._placed.add(number)
            self._at.remarks[number] = remark
        if about and number in self._at.remarks:
            self._at.remarks[number] = replace(remark, about=about)

    def _run(self, run: etree._Element, fate: Fate) -> None:
        if not len(run):
            return
        properties = first_of(run, _RPR)
        look = _PLAIN if properties is None else self.looks.run(properties)
        if look.is_furniture:
            return
        if self.shared and run in self.shared:
            note = self.shared[run]
            if note:
                self._at.add("", look._replace(is_label=False), fate, self.key(*note))
            return
        only = run[-1] if len(run) == 1 + (properties is not None) else None
        sign = None if only is None or look.raised or look.changed_by is not None else _sign(only)
        if sign is not None:
            # Most runs are this: their look and one text or tab.
            self._at.add(sign, look, fate)
            if self._commented:
                self._said.append(sign)
        elif look.changed_by is None:
            self._say(run, look, fate)
        else:
            self._restyled(run, look, fate)

    def _restyled(self, run: etree._Element, look: RunLook, fate: Fate) -> None:
        """Words set in another style went in the one and came in the other."""
        by, at = look.changed_by or NOBODY, look.changed_at
        if not fate.inserted:
            was = look._replace(italic=look.was_italic, bold=look.was_bold)
            self._say(run, was, fate if fate.deleted else Fate("", by, at))
        if not fate.deleted:
            self._say(run, look, fate if fate.inserted else Fate(by, "", at))

    def _say(self, run: etree._Element, look: RunLook, fate: Fate) -> None:
        for text, note in self._pieces(run, raised=look.raised):
            self._at.add(text, look, fate, note)
            if self._commented:
                self._said.append(text)

    def _since(self, begun: int) -> str:
        """What was said since then, as far as a reader needs it to see what a comment is about."""
        about = ""
        for said in islice(self._said, begun, None):
            about += said
            if len(about) >= _LONGEST_ABOUT:
                break
        return about[:_LONGEST_ABOUT]

    def _pieces(self, run: etree._Element, *, raised: bool) -> Iterator[tuple[str, str]]:
        """(words, "") and ("", key of a note) in order."""
        said = ""
        for child in run:
            tag = child.tag
            if (sign := _sign(child)) is not None:
                said += sign
            elif tag in NOTES:
                yield from _spoken(said, raised=raised)
                said = ""
                yield "", self.key(NOTES[tag], child.get(_ID, ""))
            elif tag == _REFERENCE:
                self._remark(child.get(_ID, ""), "")
            elif tag in _PICTURES:
                self._picture(child)
            elif tag not in _LEFT_OUT and isinstance(tag, str):
                yield from self._pieces(child, raised=raised)
        yield from _spoken(said, raised=raised)

    def _picture(self, element: etree._Element) -> None:
        boxes = [
            it for it in element.iter(f"{W}txbxContent") if not any(p.tag == _FALLBACK for p in it.iterancestors())
        ]
        self._boxes += boxes
        self._alone = False
        if not boxes:
            self._count("image-left-out")

    def key(self, kind: str, number: str) -> str:
        """The key of a note: counted by its first mark, footnotes and endnotes together."""
        self._alone = False
        return self.marked.setdefault((kind, number), str(len(self.marked) + 1))

    def _count(self, code: str) -> None:
        self._alone = False
        self.counted[code] += 1


def _sign(element: etree._Element) -> str | None:
    """The words that an element of a run is, None where it is something else."""
    tag = element.tag
    if tag in _TEXT:
        return element.text or ""
    if tag in _SIGNS:
        return " " if element.get(_KIND) in {"page", "column"} else _SIGNS[tag]
    return None


def _spoken(said: str, *, raised: bool) -> Iterator[tuple[str, str]]:
    if said:
        # A program that knows no cross-references leaves the number of a note, raised.
        is_number = raised and said.isascii() and said.isdigit()
        yield ("", f"{RAISED}{said}") if is_number else (said, "")
