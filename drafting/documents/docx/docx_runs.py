"""Words in a Word file with everybody's changes tracked in them, notes at their first marks, and remarks as comments.

Source: ECMA-376 part 1, sections 17.13.4 (comments), 17.13.5 (revisions) and 17.13.6 (bookmarks).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count, groupby
from operator import itemgetter

from lxml import etree

from drafting.documents.docx.docx_xml import W, add, run, text, written_field
from drafting.documents.tree import Remark, Span
from drafting.documents.typeset import UNCHANGED, Document, Note, Paragraph, Run
from drafting.domain.xml_signs import writable

_CHANGES = {"insert": "ins", "delete": "del"}
_MOVES = {"insert": "moveTo", "delete": "moveFrom"}
_SHOWN = {"insert": "Insertion", "delete": "Deletion"}
# What writes something into an element.
_Write = Callable[[etree._Element], None]  # noqa: SLF001 - lxml's own name of its type


@dataclass
class Pen:
    """Writes the runs of one file. notes: by number; apart: number of a note whose mark somebody deletes in one place
    and somebody inserts in another → the id of the footnote that goes with the deleted mark; comments: those written so
    far, by their ids; ids: of changes, bookmarks and comments."""

    notes: Mapping[int, Note]
    apart: Mapping[int, int]
    comments: list[tuple[int, Remark]] = field(default_factory=list)
    set_apart: set[int] = field(default_factory=set)
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def of(cls, document: Document) -> "Pen":
        marks = [it for paragraph in document.paragraphs for it in paragraph.runs if it.number]
        inserted = {it.number for it in marks if it.first and it.change == "insert"}
        deleted = dict.fromkeys(it.number for it in marks if it.number in inserted and it.change == "delete")
        ids = count(len(document.notes) + 1)
        return cls({it.number: it for it in document.notes}, {number: next(ids) for number in deleted})

    def change(self, parent: etree._Element, name: str, of: Span) -> etree._Element:
        """An element that says who changed what stands in it, or next to it."""
        when = {"date": of.at} if of.at else {}
        return add(parent, name, id=str(next(self.ids)), author=writable(of.by), **when)

    def shown(self, parent: etree._Element, runs: Sequence[Run]) -> None:
        """Words with changes shown in colours, not tracked."""
        for it in runs:
            self._run(parent, it, _SHOWN.get(it.change, ""))

    def content(self, parent: etree._Element, item: Paragraph | Note, label: str = "") -> None:
        """The words of a paragraph or a note with its label, inside its bookmark, and what is said of it round them.

        label: as written, the space after it included.
        """
        words: list[tuple[Span, _Write]] = [*self._label(item.mark, label)]
        words += [(_fate(it), partial(self._tracked, it)) for it in item.runs]
        # What is said of a note is said at its mark: Word knows no comments in footnotes.
        remarks = item.remarks if isinstance(item, Paragraph) else ()
        opened = self._opened(parent, remarks)
        bookmark = self._bookmark(parent, f"_para_{item.anchor}") if item.anchor else ""
        for fate, group in groupby(words, itemgetter(0)):
            self._within(parent, fate, [write for _, write in group])
        if bookmark:
            add(parent, "bookmarkEnd", id=bookmark)
        if opened:
            self._within(parent, _named(item.mark), [partial(self._closed, opened=opened)])

    def paragraph_mark(self, paragraph: etree._Element, mark: Span) -> None:
        """Say what happened to the end of a paragraph, and so to the paragraph."""
        if _named(mark) != UNCHANGED:
            names = _MOVES if mark.move else _CHANGES
            self.change(add(paragraph[0], "rPr"), names[mark.change], mark)

    def stamp(self, paragraph: etree._Element, name: str) -> None:
        """A bookmark round nothing, by which the file is known."""
        add(paragraph, "bookmarkEnd", id=self._bookmark(paragraph, name))

    def _label(self, mark: Span, label: str) -> Iterator[tuple[Span, _Write]]:
        """The label in a style of its own; what is typed behind it is none, so the space after it has no style."""
        if label:
            gone = mark.change == "delete"
            yield _named(mark), lambda parent: text(run(parent, "Label"), label[:-1], deleted=gone)
            yield _named(mark), lambda parent: text(run(parent), label[-1], deleted=gone)

    def _within(self, parent: etree._Element, of: Span, words: Sequence[_Write]) -> None:
        """Words of one fate in the element that tells it; both ends of a move bear its name."""
        name = (_MOVES if of.move else _CHANGES).get(of.change)
        inside, moved = parent, ""
        if name and of.move:
            begun = self.change(parent, f"{name}RangeStart", of)
            begun.set(f"{{{W}}}name", of.move)
            moved = str(begun.get(f"{{{W}}}id"))
        if name:
            inside = self.change(parent, name, of)
        for write in words:
            write(inside)
        if moved:
            add(parent, f"{name}RangeEnd", id=moved)

    def _tracked(self, it: Run, parent: etree._Element) -> None:
        self._run(parent, it, "" if it.by else _SHOWN.get(it.change, ""))

    def _run(self, parent: etree._Element, it: Run, style: str) -> None:
        deleted = it.change == "delete" and bool(it.by)
        if not it.number:
            text(run(parent, style, it), it.text, deleted=deleted)
        elif it.first:
            self._first_mark(parent, it, style)
        elif deleted and it.number in self.apart.keys() - self.set_apart:
            self.set_apart.add(it.number)
            add(run(parent, style, it), "footnoteReference", id=str(self.apart[it.number]))
        else:
            # \f gives the number the look of a footnote mark.
            code = f"NOTEREF _RefNote{it.number} \\f \\h"
            written_field(code, str(it.number), partial(run, parent, style, it), deleted=deleted)

    def _first_mark(self, parent: etree._Element, it: Run, style: str) -> None:
        """The footnote itself, inside a bookmark that the other places of a shared note refer to."""
        opened = self._opened(parent, self.notes[it.number].remarks)
        bookmark = self._bookmark(parent, f"_RefNote{it.number}")
        add(run(parent, style, it), "footnoteReference", id=str(it.number))
        add(parent, "bookmarkEnd", id=bookmark)
        self._closed(parent, opened)

    def _bookmark(self, parent: etree._Element, name: str) -> str:
        number = str(next(self.ids))
        add(parent, "bookmarkStart", id=number, name=name)
        return number

    def _opened(self, parent: etree._Element, remarks: Sequence[Remark]) -> list[str]:
        numbers = []
        for remark in remarks:
            number = next(self.ids)
            self.comments.append((number, remark))
            add(parent, "commentRangeStart", id=str(number))
            numbers.append(str(number))
        return numbers

    def _closed(self, parent: etree._Element, opened: Sequence[str]) -> None:
        for number in opened:
            add(parent, "commentRangeEnd", id=number)
            add(run(parent, "CommentReference"), "commentReference", id=number)


def _named(mark: Span) -> Span:
    """What happened to a paragraph, as far as somebody stands behind it."""
    return mark if mark.change != "equal" and mark.by else UNCHANGED


def _fate(it: Run) -> Span:
    tracked = it.change != "equal" and bool(it.by)
    return Span("", it.change, it.by, it.at, it.move) if tracked else UNCHANGED
