"""An OpenDocument text as it was before anybody changed it with changes tracked.

Done to the XML itself, so that whatever reads a file reads its base by the same rules. The form keeps no look that
words had before: what was made bold stays bold. Source: OASIS OpenDocument 1.3, part 3, section 5.5.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.odt.odt_changes_back import put_back
from drafting.documents.odt.odt_changes_lists import last_of, without_empty
from drafting.documents.odt.odt_changes_told import BEGINS, CHANGE_ID, ENDS, PARAGRAPHS, TRACKED, changes_of
from drafting.documents.odt.odt_in_styles import DRAW, OFFICE, TABLE, TEXT

# Paragraphs inside one of these are never one with those outside.
_APART = {f"{TABLE}table-cell", f"{TEXT}note-body", f"{OFFICE}annotation", f"{DRAW}text-box"}
_SIGNS = {f"{TEXT}{it}" for it in ("s", "tab", "line-break", "note", "note-ref")}


def undo(body: etree._Element) -> None:
    """Leave out what came, put back what went. Raises BadText, as `put_back` does."""
    changes = changes_of(body)
    put_back(body, changes)
    came = {called for called, told in changes.items() if told.fate.inserted}
    if came:
        passage = _Passage(came)
        for child in body.iterchildren(tag=etree.Element):
            if child.tag != TRACKED:
                passage.through(child)
        passage.finish()


@dataclass
class _Passage:
    """Goes through the text once and finds what came; nothing is changed before the end.

    came: the names of insertions; open: (with what it began, its name) of those that we are in; said: (element, whether
    its tail) of words that came; gone: elements that came; apart: in each place apart that we are in, the paragraphs
    whose ends came so far; joined: paragraphs that were one, in order, with whether the last of them ends there.
    """

    came: Collection[str]
    open: set[tuple[str, str]] = field(default_factory=set)
    said: list[tuple[etree._Element, bool]] = field(default_factory=list)
    gone: list[etree._Element] = field(default_factory=list)
    apart: list[list[etree._Element]] = field(default_factory=lambda: [[]])
    joined: list[tuple[list[etree._Element], bool]] = field(default_factory=list)

    def through(self, root: etree._Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._begins(element)
            else:
                self._ends(element)
                if self.open and element.tail:
                    self.said.append((element, True))

    def _begins(self, element: etree._Element) -> None:
        tag, called = str(element.tag), str(element.get(CHANGE_ID))
        if tag in BEGINS and called in self.came:
            self.open.add((tag, called))
        elif tag in ENDS:
            self.open.discard((ENDS[tag], called))
        elif tag in _APART:
            self.apart.append([])
        elif self.open and (tag in _SIGNS or tag.startswith(DRAW)):
            self.gone.append(element)
        if self.open and element.text:
            self.said.append((element, False))

    def _ends(self, element: etree._Element) -> None:
        if element.tag in PARAGRAPHS:
            self.apart[-1].append(element)
            if not self.open:
                self._close(ends=True)
        elif element.tag in _APART:
            self._close(ends=False)
            self.apart.pop()

    def _close(self, *, ends: bool) -> None:
        together = self.apart[-1]
        if len(together) > 1 or (together and not ends):
            self.joined.append((together, ends))
        self.apart[-1] = []

    def finish(self) -> None:
        self._close(ends=False)
        for element, is_tail in self.said:
            if is_tail:
                element.tail = None
            else:
                element.text = None
        for element in self.gone:
            _cut(element)
        for together, ends in self.joined:
            _join(together, ends=ends)


def _cut(element: etree._Element) -> None:
    """Without the element, and with what is said behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _join(together: Sequence[etree._Element], *, ends: bool) -> None:
    """One paragraph again, as the first of them was that has words; where none has, as the last one is.

    ends: whether the end of the last one stays; what had no end of its own and has no words was not there.
    """
    stays = next((it for it in together if _says(it)), together[-1] if ends else None)
    is_behind = False
    for it in together:
        if it is stays:
            is_behind = True
            continue
        if is_behind and stays is not None and _says(it):
            _append(stays, it)
        it.clear()
        without_empty(it)


def _says(paragraph: etree._Element) -> bool:
    """Whether anything is left in it that is read: words, signs, notes, pictures."""
    if any(str(words).strip() for words in paragraph.itertext()):
        return True
    return next(paragraph.iter(*_SIGNS, f"{DRAW}frame"), None) is not None


def _append(paragraph: etree._Element, other: etree._Element) -> None:
    """The words of another paragraph at the end of this one."""
    last = last_of(paragraph)
    if last is not None:
        last.tail = (last.tail or "") + (other.text or "")
    else:
        paragraph.text = (paragraph.text or "") + (other.text or "")
    paragraph.extend(list(other))
