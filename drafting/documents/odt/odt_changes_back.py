"""What was deleted from an OpenDocument text goes back to where it stood.

Source: OASIS OpenDocument 1.3, part 3, section 5.5.4: what a deletion keeps goes on from the words before its place,
and the words behind it go on from what it keeps. LibreOffice keeps the look of both in the parts that a deletion has of
them, and the list that they were in.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from drafting.documents.odt.odt_changes_lists import LISTED, after, last_of, placed
from drafting.documents.odt.odt_changes_told import (
    BOOKMARKS,
    CHANGE_ID,
    GONE_END,
    GONE_START,
    INFO,
    MARK,
    PARAGRAPHS,
    TRACKED,
    Told,
)
from drafting.documents.odt.odt_in_styles import TEXT
from drafting.domain.errors import BadText

_STYLE, _NAME = f"{TEXT}style-name", f"{TEXT}name"
# What may stand in parts on both sides of a deletion.
_DIVIDED = {f"{TEXT}{it}" for it in ("span", "a", "meta", "meta-field", "ruby-base")}
_ANCHOR = "_para_"
# Elements within each other, and deletions within each other: no writing program comes near.
_DEEPEST, _DEEPEST_DELETIONS = 120, 30


def put_back(body: etree._Element, changes: Mapping[str, Told]) -> None:
    """What was deleted stands in the text again, between a start and an end as what was inserted does.

    Raises BadText("broken-file"): things within each other deeper than a file can be read.
    """
    # From the last to the first: what stands behind a deletion is moved once, however many there are.
    for mark, kept in reversed(list(_in_order(body, changes))):
        _put(mark, kept)
    depth = 0
    for event, _ in etree.iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise BadText("broken-file")


def _in_order(body: etree._Element, changes: Mapping[str, Told]) -> Iterator[tuple[etree._Element, etree._Element]]:
    """(place, what was deleted there), those inside another one behind it; each deletion at its first place alone."""
    met: set[etree._Element] = set()
    within = [mark for child in body if child.tag != TRACKED for mark in child.iter(MARK)]
    waiting = [iter(within)]
    while waiting:
        mark = next(waiting[-1], None)
        if mark is None:
            waiting.pop()
            continue
        told = changes.get(str(mark.get(CHANGE_ID)))
        if told is None or told.kept is None or told.kept in met:
            continue
        met.add(told.kept)
        yield mark, told.kept
        waiting.append(iter(list(told.kept.iter(MARK))))
        if len(waiting) > _DEEPEST_DELETIONS:
            raise BadText("broken-file")


def _put(mark: etree._Element, kept: etree._Element) -> None:
    blocks = [it for it in kept.iterchildren(tag=etree.Element) if it.tag != INFO]
    if not blocks:
        return
    begin, end = (etree.Element(it, {CHANGE_ID: str(mark.get(CHANGE_ID))}) for it in (GONE_START, GONE_END))
    paragraph = next(mark.iterancestors(*PARAGRAPHS), None)
    first, last = _edge(blocks[0], 0), _edge(blocks[-1], -1)
    if paragraph is None:
        after(mark, [begin, *blocks, end])
        return
    _lift(mark, paragraph)
    if first is last and first is not None:
        _within(mark, begin, first, end)
    else:
        _between(mark, begin, blocks, end)


def _edge(block: etree._Element, at: int) -> etree._Element | None:
    """The first or the last paragraph of what was deleted; None where a table or the like is there."""
    while block.tag in LISTED:
        if last_of(block) is None:
            return None
        block = block[at]
    return block if block.tag in PARAGRAPHS else None


def _lift(mark: etree._Element, paragraph: etree._Element) -> None:
    """Make it a child of the paragraph itself; what is round it ends before and begins again behind it."""
    while (parent := mark.getparent()) is not paragraph and parent is not None:
        rest = _like(parent) if parent.tag in _DIVIDED else None
        if rest is not None:
            rest.text, mark.tail = mark.tail, None
            rest.extend(list(mark.itersiblings()))
            rest.tail, parent.tail = parent.tail, None
        else:
            _keep_tail(mark)
            mark.tail, parent.tail = parent.tail, None
        tail, mark.tail = mark.tail, None
        parent.addnext(mark)
        mark.tail = tail
        if rest is not None:
            mark.addnext(rest)


def _keep_tail(mark: etree._Element) -> None:
    """The words behind it stay where they are when it goes."""
    before, parent = mark.getprevious(), mark.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (mark.tail or "")
    elif parent is not None:
        parent.text = (parent.text or "") + (mark.tail or "")


def _within(mark: etree._Element, begin: etree._Element, words: etree._Element, end: etree._Element) -> None:
    """Words inside a paragraph."""
    begin.tail, end.tail, mark.tail = words.text, mark.tail, None
    place = mark
    for it in (begin, *words, end):
        tail, it.tail = it.tail, None
        place.addnext(it)
        it.tail = tail
        place = it


def _between(mark: etree._Element, begin: etree._Element, blocks: list[etree._Element], end: etree._Element) -> None:
    """Paragraphs, the first of which goes on from the words before the place, the last with the words behind it."""
    paragraph = mark.getparent()
    if paragraph is None:
        return
    looked = _like(paragraph)
    first, last = _edge(blocks[0], 0), _edge(blocks[-1], -1)
    if last is None:
        last = looked
        blocks.append(last)
    elif _STYLE not in last.attrib:
        _look_like(last, looked)
    anchors = _anchors_before(mark)
    rest = list(mark.itersiblings())
    end.tail, mark.tail = mark.tail, None
    last.extend([end, *anchors, *rest])
    if anchors:
        anchors[-1].tail, end.tail = end.tail, None
    _begins(paragraph, begin, first)
    placed(paragraph, blocks, first)


def _anchors_before(mark: etree._Element) -> list[etree._Element]:
    """The bookmarks that begin where the deletion stood: they are those of what stands behind it."""
    found: list[etree._Element] = []
    before = mark.getprevious()
    while before is not None and before.tag in BOOKMARKS and not before.tail:
        if not str(before.get(_NAME)).startswith(_ANCHOR):
            break
        found.insert(0, before)
        before = before.getprevious()
    return found


def _begins(paragraph: etree._Element, begin: etree._Element, first: etree._Element | None) -> None:
    """The words before the deletion go on in the first paragraph of it, whose look they take."""
    paragraph.append(begin)
    if first is None:
        return
    begin.tail = first.text
    paragraph.extend(list(first))
    if _STYLE in first.attrib:
        paragraph.attrib.clear()
        _look_like(paragraph, first)


def _like(element: etree._Element) -> etree._Element:
    """An empty element of this name with these attributes."""
    made = etree.Element(element.tag)
    _look_like(made, element)
    return made


def _look_like(element: etree._Element, other: etree._Element) -> None:
    element.tag = other.tag
    for key, said in other.items():
        element.set(key, said)
