"""The parts of an Akoma Ntoso document as blocks: what each is, its number, how deep it stands."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from drafting.documents.akn.akn_in_words import Reader
from drafting.documents.akn.akn_out_xml import local
from drafting.documents.tree import KINDS, Block, Kind

# They hold words; what else holds words stands inside them.
_WORDS = frozenset({"p", "block", "li", "listIntroduction", "listWrapUp", "subheading"})
# The words of a paragraph with a number may stand in these.
_ROUND_WORDS = frozenset({"content", "intro", "list", "alinea"})
_DEEPEST_HEADING = 4
_NAMED: Mapping[str, Kind] = {
    "docNumber": "symbol",
    "docTitle": "title",
    "docType": "title",
    "docDate": "date",
    "location": "place",
}
_ITEMS: Mapping[str, Kind] = {
    "paragraph": "operative",
    "article": "operative",
    "clause": "operative",
    "rule": "operative",
    "recital": "recital",
    "citation": "recital",
}
# Without a number, only these are paragraphs; anything with a number is one.
_UNNUMBERED = frozenset({*_ITEMS, "hcontainer", "point", "item", "indent", "subparagraph", "subclause", "tblock"})
_LEVEL = re.compile(r"level-(\d{1,3})\b")


@dataclass(frozen=True)
class _Place:
    """sections, items: how many of them are open; words: what a bare paragraph is here."""

    sections: int = 0
    items: int = 0
    words: Kind = "text"


@dataclass
class Parts:
    """worded: (eId, text as read) -> the text as it is kept; bearers: of each block, the element that bears its eId."""

    reader: Reader
    worded: Callable[[str, str], str]
    blocks: list[Block] = field(default_factory=list)
    bearers: list[etree._Element] = field(default_factory=list)

    def collect(self, element: etree._Element) -> None:
        self._inside(element, _Place(), None)

    def _inside(self, element: etree._Element, place: _Place, done: etree._Element | None) -> None:
        """done: words that were taken already."""
        for child in element:
            name = local(child)
            if name in ("", "meta", "num", "heading") or child is done:
                continue
            if name in _WORDS:
                self._words(child, place)
            elif name == "crossHeading":
                self._add("heading", child, child, place.sections + 1)
            elif _child(child, "heading") is not None:
                self._add("heading", child, _child(child, "heading"), min(place.sections + 1, _DEEPEST_HEADING))
                self._inside(child, replace(place, sections=place.sections + 1, items=0), done)
            elif _is_item(child):
                self._item(child, place, done)
            else:
                self._inside(child, replace(place, words=_kind_inside(child, place.words)), done)

    def _words(self, element: etree._Element, place: _Place) -> None:
        classes = (element.get("class") or "").split()
        told = next((it for it in KINDS if it in classes), None)
        named = next((_NAMED[local(it)] for it in element.iter() if local(it) in _NAMED), None)
        kind = told or (named if place.words == "text" and not place.sections else None) or place.words
        self._add(kind, element, element, place.items if kind == "text" else 0)

    def _item(self, element: etree._Element, place: _Place, done: etree._Element | None) -> None:
        """A paragraph with its number; what else it holds stands under it."""
        name, words = local(element), _first_words(element)
        kind = _ITEMS.get(name, "point")
        if name == "hcontainer":
            kind = next((it for it in KINDS if it == element.get("name")), "text")
        self._add(kind, element, words, max(place.items, 1) if kind == "point" else place.items)
        self._inside(element, replace(place, items=place.items + 1, words="text"), done if words is None else words)

    def _add(self, kind: Kind, bearer: etree._Element, words: etree._Element | None, level: int) -> None:
        number = _child(bearer, "num")
        label = "" if number is None else self.reader.plain(number)
        text = "" if words is None else self.reader.text(words)
        named = next((it for it in (bearer, *bearer.iterancestors()) if it.get("eId")), bearer)
        told = _LEVEL.search(bearer.get("class") or "")
        text = self.worded(named.get("eId") or "", text)
        self.blocks.append(Block(kind, text, label, int(told[1]) if told else level))
        self.bearers.append(named)


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((it for it in element if local(it) == name), None)


def _is_item(element: etree._Element) -> bool:
    has_words = local(element) in _UNNUMBERED and _first_words(element) is not None
    return has_words or _child(element, "num") is not None


def _first_words(element: etree._Element) -> etree._Element | None:
    """The words that belong to the number of a paragraph, before any paragraph inside it."""
    for child in _elements(element):
        if local(child) in _WORDS:
            return child
        if local(child) in _ROUND_WORDS and _child(child, "num") is None:
            return _first_words(child)
        if local(child) != "num":
            return None
    return None


def _elements(element: etree._Element) -> Iterator[etree._Element]:
    yield from (it for it in element if local(it))


def _kind_inside(element: etree._Element, outer: Kind) -> Kind:
    """What a bare paragraph is inside a part of the document."""
    name = local(element)
    if name == "formula":
        return "enacting" if outer == "recital" else outer
    if name == "container" and element.get("name") == "text":
        return "text"
    return "recital" if name == "preamble" else outer
