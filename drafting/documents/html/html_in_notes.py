"""The notes of a web page: a link to a place further on, from which a link leads back.

So all programs write them (LibreOffice, Word, Google Docs, pandoc, ourselves), whatever names they give.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_BLOCKS = {"p", "li", "div", "aside", "section", "dd", "td"}
_WRAPS = {"li", "div", "aside"}


@dataclass
class PageNotes:
    """keys: address of a note's place → its key; blocks: the element that holds a note → its key.

    back: addresses of the marks, to which a note leads back; numbers: what a mark shows → key.
    """

    keys: dict[str, str] = field(default_factory=dict)
    blocks: dict[etree._Element, str] = field(default_factory=dict)
    back: set[str] = field(default_factory=set)
    numbers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element) -> "PageNotes":
        places = dict(_places(root))
        links = [(it, str(it.get("href"))) for it in root.iter("a") if str(it.get("href", "")).startswith("#")]
        notes = cls()
        for mark, address in links:
            # A note leads back to its mark, which does not make a note of the mark's paragraph.
            target = None if address in notes.back else places.get(address)
            block = None if target is None else _block(target)
            back = set() if block is None or mark in block.iter("a") else _leads_back(block, mark, places)
            # A note marked again may lead back to each of its marks.
            if block is not None and back and block not in notes.blocks and address not in notes.keys:
                notes.keys[address] = notes.blocks[block] = key = str(len(notes.blocks) + 1)
                notes.numbers.setdefault(_shown(mark), key)
            notes.back |= back
        return notes

    def key(self, element: etree._Element) -> str:
        """The note that an element marks, "" for none: by its link, or as a raised number that some mark shows."""
        if element.tag == "sup" and element.find(".//a") is None:
            return self.numbers.get(_shown(element), "")
        return self.keys.get(str(element.get("href", "")), "") if element.tag == "a" else ""


def _places(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for element in root.iter(tag=etree.Element):
        for name in ("id", "name"):
            if element.get(name):
                yield f"#{element.get(name)}", element


def _block(target: etree._Element) -> etree._Element | None:
    """The paragraph, or what wraps all paragraphs, of the note at a place."""
    block = next((it for it in (target, *target.iterancestors()) if it.tag in _BLOCKS), None)
    while block is not None:
        around = block.getparent()
        if around is None or around.tag not in _WRAPS or around[0] is not block or _has_more(around, block):
            break
        block = around
    return block


def _has_more(around: etree._Element, block: etree._Element) -> bool:
    """Whether another note, or anything that is not a further paragraph of this one, stands beside it."""
    others = [it for it in around if it is not block]
    return any(it.tag != "p" or it.find(".//a[@href]") is not None for it in others)


def _leads_back(block: etree._Element, mark: etree._Element, places: dict[str, etree._Element]) -> set[str]:
    """The addresses in a note that lead to a mark, to what stands right round it, or to what stands in it."""
    near = {mark, *mark.iter(tag=etree.Element)}
    for around in mark.iterancestors("sup", "span"):
        near.add(around)
    addresses = {str(it.get("href", "")) for it in block.iter("a")}
    return {it for it in addresses if places.get(it) in near}


def _shown(mark: etree._Element) -> str:
    """What a mark shows, without the brackets round it."""
    return "".join(str(it) for it in mark.itertext()).strip().strip("[]()")
