"""Paragraphs that were deleted go back to their places, those of lists as items that are counted on.

Source: OASIS OpenDocument 1.3, part 3, sections 5.3 (lists) and 5.5.4.
"""

from collections.abc import Sequence

from lxml import etree

from drafting.documents.odt.odt_in_styles import TABLE, TEXT
from drafting.documents.odt.odt_xml import name

_LIST, _ITEM, _HEADER = (f"{TEXT}{it}" for it in ("list", "list-item", "list-header"))
LISTED = {_LIST, _ITEM, _HEADER}
_STYLE, _GOES_ON, _GOES_ON_WITH = (f"{TEXT}{it}" for it in ("style-name", "continue-numbering", "continue-list"))
_COUNTS = (name("xml:id"), _GOES_ON, _GOES_ON_WITH)


def after(place: etree._Element, elements: Sequence[etree._Element]) -> None:
    """Put these behind it, at the level of paragraphs, where words between them say nothing."""
    for it in elements:
        it.tail = None
        place.addnext(it)
        place = it


def placed(paragraph: etree._Element, blocks: Sequence[etree._Element], first: etree._Element | None) -> None:
    """What was deleted behind the beginning of a paragraph, which goes on in the first paragraph of it.

    blocks: what was deleted; first: that first paragraph, inside the first of them; None where that is a table.
    """
    listed = next((it for it in blocks if it.tag == _LIST), None)
    top = None if listed is None else _outermost(paragraph)
    parent, is_bare = paragraph.getparent(), first is blocks[0]
    behind = blocks[1:] if is_bare else blocks
    if top is None:
        after(paragraph, behind)
    else:
        rest = _behind(paragraph, top)
        after(top, [*([paragraph] if is_bare else []), *behind, *([] if rest is None else [rest])])
    if first is not None and not is_bare:
        _in_place_of(first, paragraph)
    if top is not None:
        without_empty(parent, top)
    if listed is not None:
        _counts_on(listed, top)


def _in_place_of(first: etree._Element, paragraph: etree._Element) -> None:
    first.addnext(paragraph)
    item = first.getparent()
    if item is not None:
        item.remove(first)


def _outermost(paragraph: etree._Element) -> etree._Element | None:
    """The list that the paragraph stands in, the one round all others."""
    found, parent = None, paragraph.getparent()
    while parent is not None and parent.tag in LISTED:
        found, parent = parent, parent.getparent()
    return found if found is not None and found.tag == _LIST else None


def _behind(paragraph: etree._Element, top: etree._Element) -> etree._Element | None:
    """A list of what stands in this one behind the paragraph, which goes on counting; None where there is nothing."""
    rest: etree._Element | None = None
    node = paragraph
    while node is not top and (parent := node.getparent()) is not None:
        behind = list(node.itersiblings())
        if behind or rest is not None:
            # Part of an item whose number was given already.
            made = etree.Element(_LIST if parent.tag == _LIST else _HEADER)
            if _STYLE in parent.attrib:
                made.set(_STYLE, parent.attrib[_STYLE])
            made.extend([*([] if rest is None else [rest]), *behind])
            rest = made
        node = parent
    if rest is not None:
        rest.set(_GOES_ON, "true")
    return rest


def without_empty(element: etree._Element | None, top: etree._Element | None = None) -> None:
    """Leave out an element that nothing is left in, and what then is empty round it, `top` at the outermost."""
    while element is not None and (last_of(element) is None or _is_bare(element)):
        parent = element.getparent()
        if parent is None:
            return
        parent.remove(element)
        if element is top:
            return
        element = parent


def last_of(element: etree._Element) -> etree._Element | None:
    """The last element inside. How many there are takes the library as long as to go through them all."""
    return next(element.iterchildren(reversed=True), None)


def _is_bare(element: etree._Element) -> bool:
    """Whether it is a table without rows."""
    last = last_of(element)
    return element.tag == f"{TABLE}table" and last is not None and str(last.tag).startswith(f"{TABLE}table-column")


def _counts_on(listed: etree._Element, top: etree._Element | None) -> None:
    """The first list of what was deleted is one with the list that it stood in, or behind."""
    before = listed.getprevious()
    if top is not None and top.getparent() is None:
        for key in _COUNTS:
            if key in top.attrib:
                listed.set(key, top.attrib[key])
    elif top is not None or (before is not None and before.tag == _LIST and before.get(_STYLE) == listed.get(_STYLE)):
        listed.set(_GOES_ON, "true")
        listed.attrib.pop(_GOES_ON_WITH, "")
