"""A text with the proposals on it, as a list of amendments has them: who would insert and delete what.

What is on the table on this very wording is laid into the text, as in a file with tracked changes; a suggestion, and a
proposal on another wording, is a comment. What is settled changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from drafting.documents.akn.akn_in_amendments import Amendment, amendments
from drafting.documents.akn.akn_in_text import Text
from drafting.documents.akn.akn_out_xml import local
from drafting.documents.changed import KEPT, NOBODY, Fate, told_of
from drafting.documents.recognise.recognise_source import Changes
from drafting.documents.tree import Block
from drafting.domain import inline, tracked
from drafting.domain.inline import Piece
from drafting.domain.returned import Came, Remark, Words
from drafting.domain.tracked import Part

_LIVE = frozenset({"", "tabled"})
_COMMENTED = frozenset({"suggested"})
_DONE = {"insert": "inserted", "delete": "deleted"}
_LONGEST_TOLD = 200


def base_of(root: etree._Element) -> etree._Element | None:
    """The text that a list is about, where it stands in the file; None for any other file."""
    listed = next((it for it in root if local(it) == "amendmentList"), None)
    texts = () if listed is None else (it for one in listed.iter("{*}component") for it in one if _is_text(it))
    return next(iter(texts), None)


def _is_text(element: etree._Element) -> bool:
    return local(element) not in ("", "documentRef", "amendment", "interstitial", "toc")


@dataclass
class Line:
    """A paragraph. proposed: (who, since when, text) of each that is laid into it; is_new: somebody would insert it."""

    block: Block
    eid: str = ""
    anchor: int = 0
    is_new: bool = False
    beside: "Line | None" = None
    proposed: list[tuple[str, str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    parts: tuple[Part, ...] = ()

    def lay(self) -> None:
        """Lay all of it into the words at once; until then nothing of it shows."""
        texts = [text for *_, text in self.proposed]
        if self.is_new:
            self.parts = (Part(self.block.text, "insert", (0,)),)
        elif texts:
            self.parts = tracked.laid(self.block.text, texts)

    @property
    def is_gone(self) -> bool:
        return bool(self.parts) and all(it.op == "delete" for it in self.parts)

    def came(self, name: str) -> Came:
        """name: by which its moves are told from those of other paragraphs."""
        words = [
            Words(piece, *self._fate(part, name))
            for part in self.parts or (Part(self.block.text),)
            for piece in inline.pieces(part.text)
        ]
        end = Words(Piece(""), *self._fate(replace(self.parts[0], move=0), "")) if self.is_new or self.is_gone else _END
        anchors = (self.anchor,) if self.anchor else ()
        it = self.block
        if it.kind == "note":
            return Came(tuple(words), note=it.label, remarks=tuple(self.remarks))
        return Came(tuple(words), end, anchors, it.label, 0, it.kind, it.level, remarks=tuple(self.remarks))

    def _fate(self, part: Part, name: str) -> Fate:
        if part.op == "equal":
            return KEPT
        hands = [self.proposed[by] for by in part.by]
        by = ", ".join(dict.fromkeys(who for who, *_ in hands))
        at = min((at for _, at, _ in hands if at), default="")
        move = f"{name}_{part.move}" if part.move else ""
        return Fate(by, "", at, move) if part.op == "insert" else Fate("", by, at, move)


_END = Words(Piece(""))


@dataclass
class Listed:
    """left: how many proposals change nothing here."""

    lines: list[Line]
    notes: list[Line]
    left: int = 0

    def blocks(self, changes: Changes) -> tuple[Block, ...]:
        """The text with every proposal taken, or with none."""
        if changes == "reject":
            return tuple(it.block for it in self._all() if not it.is_new)
        return tuple(
            replace(it.block, text=tracked.accepted(it.parts)) if it.parts and not it.is_new else it.block
            for it in self._all()
            if not it.is_gone
        )

    def came(self) -> tuple[Came, ...]:
        return tuple(it.came(f"move{number}") for number, it in enumerate(self._all()))

    def noticed(self) -> tuple[tuple[str, str], ...]:
        """(code, detail) of what is no part of the text, for who reads it as one."""
        counts = Counter(_DONE[part.op] for it in self._all() for part in it.parts if part.op in _DONE)
        said = " ".join(remark.text for it in self._all() for remark in it.remarks)
        comments = [("comments-left-out", said[:_LONGEST_TOLD])] if said else []
        return (*told_of(counts), *comments, *self.settled())

    def settled(self) -> tuple[tuple[str, str], ...]:
        return (("proposals-left-out", str(self.left)),) if self.left else ()

    def _all(self) -> Iterator[Line]:
        yield from self.lines
        yield from self.notes

    def add(self, it: Amendment) -> None:
        """Lay an amendment where it belongs."""
        on = self._named.get(it.target)
        said = "\n".join(line for line in (it.what, it.reason) if line)
        if on and it.status in _LIVE and _fits(it, on):
            self._lay(it, on, it.by or NOBODY)
        elif on and said and it.status in _LIVE | _COMMENTED:
            on.remarks.append(Remark(it.by or NOBODY, said, "", it.at))
        else:
            self.left += 1

    def _lay(self, it: Amendment, on: Line, by: str) -> None:
        line, text = on, it.new.text if it.new and it.kind != "repeal" else ""
        if it.new and it.kind == "insertion":
            line = Line(it.new, is_new=True, beside=on)
            self.lines.insert(self._place(on, after=it.is_after), line)
        line.proposed.append((by, it.at, text))
        if it.reason:
            line.remarks.append(Remark(by, it.reason, "", it.at))
        known = {one.block.label for one in self.notes}
        for key, words in it.notes:
            if key not in known:
                self.notes.append(Line(Block("note", words, key), is_new=True, proposed=[(by, it.at, words)]))

    @cached_property
    def _named(self) -> Mapping[str, Line]:
        """The paragraphs that stand in the text, by their eIds."""
        return {it.eid: it for it in self._all() if it.eid}

    def _place(self, on: Line, *, after: bool) -> int:
        """After a paragraph means after its points, too, and after what others would insert there."""
        at = next((at for at, line in enumerate(self.lines) if line is on), len(self.lines))
        if not after:
            return at
        at += 1
        while at < len(self.lines) and (_is_point_of(self.lines[at], on) or self.lines[at].beside is on):
            at += 1
        return at


def _fits(it: Amendment, on: Line) -> bool:
    """Whether it can be laid into the wording that the file has."""
    if it.kind == "insertion":
        return it.new is not None
    asks = it.kind == "repeal" or (it.kind == "substitution" and it.new is not None)
    # Of a paragraph without words nothing is quoted.
    old = it.old.text if it.old else ""
    return asks and inline.pieces(old) == inline.pieces(on.block.text)


def _is_point_of(line: Line, on: Line) -> bool:
    return line.block.kind == "point" and line.block.level > on.block.level


def without_proposals(text: Text) -> Listed:
    every = [Line(*it) for it in zip(text.blocks, text.eids, text.anchors, strict=True)]
    return Listed(_of(every, notes=False), _of(every, notes=True))


def listed(root: etree._Element, text: Text) -> Listed:
    """Raises BadText: too-long."""
    found = without_proposals(text)
    for it in amendments(root, text.keys):
        found.add(it)
    for line in (*found.lines, *found.notes):
        line.lay()
    return found


def _of(every: Iterable[Line], *, notes: bool) -> list[Line]:
    return [it for it in every if (it.block.kind == "note") == notes]
