"""The labels of a Word file as Word displays them: numbering.xml resolved paragraph by paragraph.

Source: ECMA-376 part 1, sections 17.9 (numbering) and 17.18.59 (number formats).
"""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from drafting.documents.docx.docx_in_package import W
from drafting.documents.list_numbers import formatted

_BULLET = "•"
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True)
class Level:
    """One level of a list. text: as Word writes it, "%1." or "(%2)"; restart: the level after which it restarts."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass
class Numbering:
    """The lists of a file and how far each has counted."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    begun_at: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element | None) -> "Numbering":
        """Reads numbering.xml; None gives a file without lists."""
        numbering = cls()
        if root is None:
            return numbering
        abstracts = {str(a.get(f"{W}abstractNumId")): a for a in root.iter(f"{W}abstractNum")}
        for number in root.iter(f"{W}num"):
            name, abstract = str(number.get(f"{W}numId")), _value(number, "abstractNumId")
            levels = _levels(_followed(abstracts.get(abstract), abstracts))
            for override in number.iter(f"{W}lvlOverride"):
                depth = int(str(override.get(f"{W}ilvl", "0")))
                levels |= _levels(override)
                start = override.find(f"{W}startOverride")
                if start is not None:
                    numbering.begun_at[name, depth] = int(str(start.get(f"{W}val", "1")))
            numbering.lists[name] = (abstract, levels)
        return numbering

    def anew(self) -> "Numbering":
        """The same lists, of which none has begun to count."""
        return replace(self, counts={}, met=set())

    def label(self, name: str, depth: int) -> str:
        """Counts one paragraph of list `name` (numId) at `depth` (ilvl, from 0) and gives its label."""
        abstract, levels = self.lists.get(name, ("", {}))
        if depth not in levels:
            return ""
        # Lists of one definition count on together, except where one says that it starts anew.
        counts = self.counts.setdefault(abstract, {})
        if name not in self.met:
            self.met.add(name)
            for (other, at), start in self.begun_at.items():
                if other == name:
                    counts[at] = start - 1
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or depth < restart:
                del counts[deeper]
        return _displayed(levels, depth, counts)


def _followed(abstract: etree._Element | None, abstracts: dict[str, etree._Element]) -> etree._Element | None:
    """A definition that only names a list style stands for the definition of that style."""
    link = "" if abstract is None else _value(abstract, "numStyleLink")
    if not link:
        return abstract
    return next((other for other in abstracts.values() if _value(other, "styleLink") == link), abstract)


def _levels(parent: etree._Element | None) -> dict[int, Level]:
    if parent is None:
        return {}
    return {
        int(str(level.get(f"{W}ilvl", "0"))): Level(
            int(_value(level, "start") or 1),
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText"),
            int(_value(level, "lvlRestart")) if _value(level, "lvlRestart") else None,
            level.find(f"{W}isLgl") is not None,
        )
        for level in parent.findall(f"{W}lvl")
    }


def _value(parent: etree._Element, name: str) -> str:
    found = parent.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val", ""))


def _displayed(levels: dict[int, Level], depth: int, counts: dict[int, int]) -> str:
    level = levels[depth]
    if level.format == "bullet":
        return _PRIVATE_USE.sub(_BULLET, level.text).strip() or _BULLET

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        other = levels.get(at, Level())
        style = "decimal" if level.legal else other.format
        return formatted(counts.get(at, other.start), style)

    return re.sub(r"%([1-9])", number, level.text).strip()
