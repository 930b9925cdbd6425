"""What the styles of a page say of its words: bold and italic by class, and labels of lists as Google Docs writes them.

Google puts all emphasis into classes, numbers lists by counters of CSS, and writes every level as a list of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.list_numbers import formatted

# A part of a label: words, or the level from 0 whose number stands here, with its format.
Part = str | tuple[int, str]
_FORMATS = {
    "lower-latin": "lowerLetter", "lower-alpha": "lowerLetter", "upper-latin": "upperLetter",
    "upper-alpha": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
}  # fmt: skip
_CLASS = re.compile(r"(?:span|a)?\.([\w-]+)")
_LIST = re.compile(r"\.(lst-[\w-]+-(\d))>li:before")
_PART = re.compile(r'"([^"]{0,80})"|counter\([\w-]{1,80}-(\d)(?:,\s*([\w-]{1,30}))?\)')
_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6}) ?")
_EMPHASIS = re.compile(r"font-(?:weight|style)\s*:\s*[\w-]+", re.IGNORECASE)


@dataclass
class PageStyles:
    """emphasis: class → what it says of weight and slant; labels: class of a list → (its level from 0, its label);
    counts: name of a list without its level → level → the number given last."""

    emphasis: dict[str, str] = field(default_factory=dict)
    labels: dict[str, tuple[int, tuple[Part, ...]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element) -> "PageStyles":
        styles = cls()
        for element in root.iter("style"):
            for selectors, said in _rules("".join(map(str, element.itertext()))):
                for selector in selectors.split(","):
                    styles._rule(selector.strip(), said)
        return styles

    def _rule(self, selector: str, said: str) -> None:
        named, listed = _CLASS.fullmatch(selector), _LIST.fullmatch(selector)
        emphasis = ";".join(_EMPHASIS.findall(said)) if named else ""
        if named and emphasis:
            self.emphasis[named[1]] = f"{emphasis};{self.emphasis.get(named[1], '')}"
        if listed and "content" in said:
            self.labels[listed[1]] = int(listed[2]), tuple(_parts(said))

    def of_classes(self, classes: str) -> str:
        """What the classes of an element say of weight and slant, as a style attribute does."""
        return ";".join(self.emphasis.get(it, "") for it in classes.split()) if self.emphasis else ""

    def list_of(self, classes: str) -> str:
        """The class by which a list is labelled, "" for none."""
        return next((it for it in classes.split() if it in self.labels), "")

    def label(self, name: str, number: int) -> str:
        """The label of an item of the list of a class."""
        level, parts = self.labels[name]
        counts = self.counts.setdefault(name.rpartition("-")[0], {})
        counts[level] = number
        return "".join(_shown(it, counts) for it in parts).strip()


def _shown(part: Part, counts: Mapping[int, int]) -> str:
    return part if isinstance(part, str) else formatted(counts.get(part[0], 1), part[1])


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """(selectors, what is said)"""
    said_first, *commented = text.split("/*")
    for rule in "".join([said_first, *(it.partition("*/")[2] for it in commented)]).split("}"):
        head, _, said = rule.rpartition("{")
        if head:
            yield head.rpartition("{")[2], said


def _parts(said: str) -> Iterator[Part]:
    for found in _PART.finditer(said):
        if found[2]:
            yield int(found[2]), _FORMATS.get(found[3] or "", "decimal")
        else:
            yield _ESCAPE.sub(lambda it: _letter(it[1]), found[1])


def _letter(code: str) -> str:
    number = int(code, 16)
    return "\ufffd" if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF else chr(number)  # noqa: PLR2004 - as Unicode ends
