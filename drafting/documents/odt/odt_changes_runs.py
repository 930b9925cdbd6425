"""The paragraphs of an OpenDocument text with every tracked change in them: who inserted or deleted which words.

The ordinary reader goes through the text, in which what was deleted stands in its place again
(`odt_changes_back.put_back`); here is kept which changes it is inside of. Source: OASIS OpenDocument 1.3, part 3,
sections 5.5 (changes), 6.2.1 (bookmarks) and 14.1 (annotations).
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, ClassVar

from lxml import etree

from drafting.documents.anchors import anchor_of
from drafting.documents.changed import KEPT, NOBODY, Fate, as_note
from drafting.documents.docx.docx_changes_styles import RunLook
from drafting.documents.docx.docx_changes_words import Paragraph
from drafting.documents.odt import odt_in_body
from drafting.documents.odt.odt_changes_told import BEGINS, BOOKMARKS, CHANGE_ID, ENDS, START, Told, instant
from drafting.documents.odt.odt_in_parts import lines
from drafting.documents.odt.odt_in_styles import OFFICE, TEXT
from drafting.documents.odt.odt_in_words import COMMENT
from drafting.documents.odt.odt_own import LABEL, STATE, is_furniture, kind_of
from drafting.documents.odt.odt_xml import name
from drafting.domain.inline import Piece
from drafting.domain.returned import RAISED, Came, Remark, Words

_SPAN, _STYLE, _NAME = f"{TEXT}span", f"{TEXT}style-name", f"{TEXT}name"
_COMMENT_END, _COMMENT_NAME = f"{OFFICE}annotation-end", f"{OFFICE}name"
_CONTENTS = {f"{TEXT}{it}" for it in ("table-of-content", "alphabetical-index", "table-index", "illustration-index")}
_LONGEST_ABOUT = 200


@dataclass
class Remarks:
    """Comments on words that are being read. begun: name → how much was said before; said: since the first began."""

    begun: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    count: int = 0

    def about(self, called: str) -> str:
        """What the words were, as far as a reader needs it to see what a comment is about."""
        about = ""
        for said in islice(self.said, self.begun.pop(called, len(self.said)), None):
            about += said
            if len(about) >= _LONGEST_ABOUT:
                break
        return about[:_LONGEST_ABOUT]


@dataclass
class Reader(odt_in_body.Reader):
    """Goes through a body, or a note, once.

    changes: by their names; anchors: the ids that a bookmark bears alone, of which others are copies; came: what was
    read; noted: key → the note; inserting, deleting: (with what it began, its name) of the changes that we are inside
    of, in the order of their beginning; remarks: on which comments are being read; is_label, is_raised: of the words
    at hand.
    """

    left_out: ClassVar[frozenset[str]] = odt_in_body.Reader.left_out | _CONTENTS
    changes: Mapping[str, Told] = field(default_factory=dict)
    anchors: Collection[int] = ()
    came: list[Came] = field(default_factory=list)
    noted: dict[str, Came] = field(default_factory=dict)
    inserting: OrderedDict[tuple[str, str], Fate] = field(default_factory=OrderedDict)
    deleting: OrderedDict[tuple[str, str], Fate] = field(default_factory=OrderedDict)
    remarks: Remarks = field(default_factory=Remarks)
    at: Paragraph = field(default_factory=Paragraph)
    is_label: bool = False
    is_raised: bool = False

    def container(self, element: etree._Element) -> None:
        # A change may begin and end between two paragraphs.
        if not self._is_change(element):
            super().container(element)

    def _take(self, element: etree._Element, said: str, level: int, heading: int) -> None:  # noqa: ARG002 - by style
        style = element.get(_STYLE)
        made_from = self.styles.made_from(style)
        self.at = at = Paragraph()
        for piece in self._pieces(element, *self.styles.switched_whole(style)):
            self._add(piece)
        if is_furniture(made_from):
            return
        kind, depth = kind_of(made_from)
        ends = Words(Piece(""), *self._fate())
        remarks = tuple(at.remarks.values())
        self.came.append(Came(at.words(), ends, tuple(at.anchors), said, at.head, kind or "", depth, remarks=remarks))

    def _fate(self) -> Fate:
        """What became of the words at hand."""
        if not self.inserting and not self.deleting:
            return KEPT
        came = next(iter(self.inserting.values()), KEPT)
        gone = next(reversed(self.deleting.values()), KEPT)
        return Fate(came.inserted, gone.deleted, max(came.at, gone.at))

    def _add(self, piece: Piece) -> None:
        text, note = piece.text, piece.note
        if not text and not note:
            return
        if self.is_raised and text.isascii() and text.isdigit():
            # A program that knows no cross-references leaves the number of a note, raised.
            text, note = "", f"{RAISED}{text}"
        self.at.add(text, RunLook(piece.italic, piece.bold, is_label=self.is_label), self._fate(), note)
        if self.remarks.begun:
            self.remarks.said.append(text)

    def _inline(self, child: etree._Element, bold: bool, italic: bool) -> Iterator[Piece]:  # noqa: FBT001
        tag = child.tag
        if self._is_change(child):
            return
        if tag in BOOKMARKS:
            self._bookmark(str(child.get(_NAME)))
        elif tag == COMMENT:
            self._comment(child)
        elif tag == _COMMENT_END:
            self._comment_ends(str(child.get(_COMMENT_NAME)))
        elif tag == _SPAN:
            yield from self._span(child, bold, italic)
        else:
            yield from super()._inline(child, bold, italic)

    def _span(self, child: etree._Element, bold: bool, italic: bool) -> Iterator[Piece]:  # noqa: FBT001
        style = child.get(_STYLE)
        made_from = self.styles.made_from(style, "text")
        outside = self.is_label, self.is_raised
        self.is_label |= LABEL in made_from
        self.is_raised |= self.styles.is_raised(style)
        for piece in super()._inline(child, bold, italic):
            if STATE not in made_from:
                yield piece
        self.is_label, self.is_raised = outside

    def _is_change(self, element: etree._Element) -> bool:
        """Whether a change begins or ends here; that is then noted."""
        tag = str(element.tag)
        if tag not in BEGINS and tag not in ENDS:
            return False
        called = str(element.get(CHANGE_ID))
        told = self.changes.get(called)
        if tag in ENDS:
            self.inserting.pop((ENDS[tag], called), None)
            self.deleting.pop((ENDS[tag], called), None)
        elif told is not None:
            if told.fate.inserted:
                self.inserting[tag, called] = told.fate
            if told.fate.deleted and tag != START:
                self.deleting[tag, called] = told.fate
        return True

    def _bookmark(self, called: str) -> None:
        named = anchor_of(called)
        if named and not (named.is_copy and named.paragraph in self.anchors):
            self.at.anchors.append(named.paragraph)

    def _comment(self, element: etree._Element) -> None:
        text = "\n".join(lines(element, self.styles))
        if not text:
            return
        by, at = (str(element.findtext(name(f"dc:{it}")) or "") for it in ("creator", "date"))
        self.remarks.count += 1
        called = str(element.get(_COMMENT_NAME) or self.remarks.count)
        if _COMMENT_NAME in element.attrib:
            self.remarks.begun[called] = len(self.remarks.said)
        self.at.remarks[called] = Remark(by.strip() or NOBODY, text, "", instant(at))

    def _comment_ends(self, called: str) -> None:
        about = self.remarks.about(called)
        if called in self.at.remarks:
            self.at.remarks[called] = replace(self.at.remarks[called], about=about)

    def _note(self, element: etree._Element) -> str:
        """Its key. The words of a note go with no mark of it: another mark may stay."""
        key = self._begun_note(element)
        within = replace(self, **_anew())
        for body in element.iterchildren(f"{TEXT}note-body"):
            within.container(body)
        self.noted[key] = as_note(key, within.came)
        return key


def _anew() -> dict[str, Any]:
    """What a note has of its own."""
    return {
        **{it: [] for it in ("paragraphs", "boxes", "came")},
        **{it: {} for it in ("by_id", "by_style")},
        **dict.fromkeys(("hides", "is_label", "is_raised"), False),
        "deleting": OrderedDict(),
        "at": Paragraph(),
    }
