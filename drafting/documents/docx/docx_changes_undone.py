"""A Word file as it was before anybody changed it with changes tracked.

Done to the XML itself, so that whatever reads a file reads its base by the same rules. Source: ECMA-376 part 1, section
17.13.5.
"""

from lxml import etree

from drafting.documents.docx.docx_changes_words import COMES, GOES
from drafting.documents.docx.docx_in_package import W

_CHANGED = {f"{W}pPrChange": f"{W}pPr", f"{W}rPrChange": f"{W}rPr"}
_DELETED = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
# What belongs to a paragraph's properties and is none that a change of them tells of.
_STAYS = {f"{W}rPr", f"{W}sectPr"}
_RPR, _NUMPR = f"{W}rPr", f"{W}numPr"
_OF_CELLS = {f"{W}trPr", f"{W}tcPr"}


def undo(root: etree._Element) -> None:
    """Leave out what came, put back what went, in words, ends of paragraphs, rows of tables, and looks."""
    for element in list(root.iter(*_CHANGED)):
        _look_as_before(element)
    for element in list(root.iter(*COMES)):
        parent = element.getparent()
        if parent is None or parent.tag == _NUMPR:
            continue
        if parent.tag == _RPR:
            # An end that came parted two paragraphs: without it they are one, as after a deletion.
            parent.append(etree.Element(f"{W}del"))
            parent.remove(element)
        else:
            gone = parent.getparent() if parent.tag in _OF_CELLS else element
            _without(gone)
    for element in list(root.iter(*GOES)):
        _put_back(element)
    for element in root.iter(*_DELETED):
        element.tag = _DELETED[element.tag]


def _without(element: etree._Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def _put_back(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if parent.tag == _RPR:
        # Without an author it is one of those that stand for an end that came.
        if element.attrib:
            parent.remove(element)
        return
    at = parent.index(element)
    parent[at : at + 1] = [] if parent.tag in _OF_CELLS else list(element)


def _look_as_before(change: etree._Element) -> None:
    """The properties that a paragraph or a run had, in place of those it has."""
    now = change.getparent()
    before = change.find(_CHANGED[change.tag])
    if now is None:
        return
    for child in list(now):
        if child.tag not in _STAYS and child.tag not in COMES | GOES:
            now.remove(child)
    for child in () if before is None else list(before):
        if child.tag not in _STAYS or now.find(child.tag) is None:
            now.append(child)
