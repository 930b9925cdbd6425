"""The paragraphs of a text as the parts of an Akoma Ntoso statement.

Read from the beginning to the end, the elements give the blocks again, each with its kind and level: what its element
and its place do not tell, its class does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.akn.akn_out_facts import Line
from drafting.documents.akn.akn_out_names import Names
from drafting.documents.akn.akn_out_words import Words, note_id
from drafting.documents.akn.akn_out_xml import add, keep_spaces, said
from drafting.documents.tree import Kind
from drafting.domain import inline

# The head of a document, each with the element that says what it is.
HEAD: dict[Kind, str] = {"symbol": "docNumber", "title": "docTitle", "date": "inline", "place": "location"}
_PREAMBLE = frozenset({"recital", "enacting", "text"})
_CLOSING = frozenset({"date", "place"})
# Files are nested no deeper than this; a class tells the level of what would be.
_DEEPEST = 8


@dataclass
class Body:
    """The parts of a statement as they are filled.

    ids: anchor -> eId, for what speaks of a paragraph; states: every line with its eId, in order.
    """

    words: Words
    names: Names
    ids: dict[str, str] = field(default_factory=dict)
    states: list[tuple[str, Line]] = field(default_factory=list)

    def fill(self, document: etree._Element, lines: Sequence[Line]) -> None:
        """Append preface, preamble, main body and conclusions, each only if there is something in it."""
        rest = list(lines)
        head = _while(rest, lambda it: it.block.kind in HEAD and _bare(it))
        opening = _preamble(rest[len(head) :])
        middle = rest[len(head) + len(opening) :]
        closing = _while(middle[::-1], lambda it: it.block.kind in _CLOSING and _bare(it))[::-1]
        if head:
            self._formal(add(document, "preface"), "preface", head)
        if opening:
            self._preamble(add(document, "preamble"), opening)
        self._main(add(document, "mainBody"), middle[: len(middle) - len(closing)])
        if closing:
            self._formal(add(document, "conclusions"), "conclusions", closing)

    def alone(self, parent: etree._Element, inside: str, line: Line) -> None:
        """One paragraph of a text that stands elsewhere. inside: eId of what holds it."""
        self._node(parent, inside, _Node(line), 0)

    def know_notes(self, notes: Iterable[Line]) -> None:
        """Notes have their eIds from their keys; they, too, may be spoken of."""
        for line in notes:
            self._know(note_id(line.block.label), line)

    def _formal(self, parent: etree._Element, inside: str, lines: Iterable[Line]) -> None:
        for line in lines:
            kind = line.block.kind
            holder = add(parent, "p", {"eId": self._id(line, inside, "p"), "class": kind, **_known(line)})
            keep_spaces(holder, inline.plain(line.block.text))
            # The words and all that styles them stand inside what names them.
            self._words(add(holder, HEAD[kind], _named(kind)), line, holder.get("eId") or "")

    def _preamble(self, parent: etree._Element, lines: Sequence[Line]) -> None:
        recitals: etree._Element | None = None
        for line in lines:
            kind = line.block.kind
            if kind != "recital":
                recitals = None
                eid = self._id(line, "preamble", "formula" if kind == "enacting" else "container")
                name = {"eId": eid, **_known(line)}
                if kind == "enacting":
                    holder = add(parent, "formula", {**name, "name": "enactingFormula"})
                else:
                    holder = add(parent, "container", {**name, "name": "text"})
                self._words(add(holder, "p"), line, eid)
                continue
            if recitals is None:
                recitals = add(parent, "recitals", {"eId": self.names.of("", "recitals")})
            eid = self._id(line, recitals.get("eId") or "", "recital")
            holder = add(recitals, "recital", {"eId": eid, **_known(line)})
            self._label(holder, line)
            self._words(add(holder, "p"), line, eid)

    def _main(self, parent: etree._Element, lines: Sequence[Line]) -> None:
        for node in _nested(lines):
            self._node(parent, "", node, 0)
        if not lines:
            # The schema wants something here; what has neither number nor words is no paragraph.
            add(parent, "hcontainer", {"name": "empty"})

    def _node(self, parent: etree._Element, inside: str, node: "_Node", depth: int) -> None:
        """depth: how many of its kind, sections or paragraphs, it stands in."""
        block, is_section = node.line.block, node.line.block.kind == "heading"
        element = _ELEMENTS.get(block.kind, "hcontainer")
        eid = self._id(node.line, inside, element)
        attributes = {"eId": eid, "name": block.kind if element == "hcontainer" else "", **_known(node.line)}
        if block.level != (depth + 1 if is_section else max(depth, 1) if block.kind == "point" else depth):
            attributes["class"] = f"level-{block.level}"
        holder = add(parent, element, attributes)
        self._label(holder, node.line)
        if is_section:
            self._words(add(holder, "heading"), node.line, eid)
        else:
            self._words(add(add(holder, "intro" if node.inner else "content"), "p"), node.line, eid)
        for inner in node.inner:
            goes_deeper = is_section == (inner.line.block.kind == "heading")
            self._node(holder, eid, inner, depth + 1 if goes_deeper else 0)

    def _id(self, line: Line, inside: str, element: str) -> str:
        eid = self.names.of(inside, element, line.block.label)
        self._know(eid, line)
        return eid

    def _know(self, eid: str, line: Line) -> None:
        if line.anchor:
            self.ids[line.anchor] = eid
        self.states.append((eid, line))

    def _label(self, holder: etree._Element, line: Line) -> None:
        if line.block.label:
            said(holder, "num", line.block.label)

    def _words(self, element: etree._Element, line: Line, eid: str) -> None:
        self.words.fill(element, line.block.text, eid, alternatives=line.alternatives)


_ELEMENTS: dict[Kind, str] = {"heading": "section", "operative": "paragraph", "point": "point"}


def _known(line: Line) -> dict[str, str]:
    """The name of a paragraph that stays the same in every version of the text."""
    return {"wId": line.anchor}


def _named(kind: Kind) -> dict[str, str]:
    """`docDate` would want a day that a computer can read, and nobody guesses one."""
    return {"place": {"refersTo": "#place"}, "date": {"name": "date"}}.get(kind, {})


def _bare(line: Line) -> bool:
    return not line.block.label and line.block.level == 0


def _while(lines: Sequence[Line], fits: Callable[[Line], bool]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        if not fits(line):
            break
        found.append(line)
    return found


def _preamble(lines: Sequence[Line]) -> list[Line]:
    """The recitals and the enacting words at the head, with text between them."""
    found = _while(
        lines,
        lambda it: it.block.kind in _PREAMBLE and it.block.level == 0 and (it.block.kind == "recital" or _bare(it)),
    )
    while found and found[-1].block.kind == "text":
        found.pop()
    return found


@dataclass
class _Node:
    line: Line
    inner: list["_Node"] = field(default_factory=list)


def _nested(lines: Iterable[Line]) -> list[_Node]:
    """Sections in sections by the level of their headings, points in paragraphs by theirs."""
    top: list[_Node] = []
    sections: list[_Node] = []
    items: list[_Node] = []
    for line in lines:
        node, level = _Node(line), line.block.level
        if line.block.kind == "heading":
            items = []
            sections = [it for it in sections if it.line.block.level < level][:_DEEPEST]
            (sections[-1].inner if sections else top).append(node)
            sections.append(node)
        else:
            items = [it for it in items if it.line.block.level < level][:_DEEPEST]
            (items[-1].inner if items else sections[-1].inner if sections else top).append(node)
            items.append(node)
    return top
