"""The styles of a Word file as far as they say what a paragraph is: heading, list, bold and italic of runs."""

import re
from dataclasses import dataclass, field

from lxml import etree

from drafting.documents.docx.docx_in_package import W

OFF = {"0", "false", "off", "none"}  # What a switch says that is off.
_DEEPEST_CHAIN = 20


def value(parent: etree._Element | None, path: str) -> str | None:
    """The w:val of a descendant, "" when it has none, None when it is not there. path: "pPr/numPr/numId"."""
    found = None if parent is None else parent.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else str(found.get(f"{W}val", ""))


def _is_on(parent: etree._Element | None, path: str) -> bool | None:
    """A switch such as w:b: on, off, or None where nothing is said."""
    said = value(parent, path)
    return None if said is None else said not in OFF


@dataclass
class Styles:
    """The styles by id."""

    by_id: dict[str, etree._Element] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None) -> "Styles":
        """Reads styles.xml; None gives a file without styles."""
        if root is None:
            return cls()
        return cls({str(style.get(f"{W}styleId")): style for style in root.iter(f"{W}style")})

    def chain(self, element: etree._Element, path: str) -> list[etree._Element]:
        """The element itself, then its style and the styles that this one is based on. path: to the style's name."""
        found = [element]
        name = value(element, path)
        while name in self.by_id and len(found) < _DEEPEST_CHAIN:
            found.append(self.by_id[name])
            name = value(self.by_id[name], "basedOn")
        return found

    def heading(self, paragraph: etree._Element) -> int:
        """1.. for a heading or a title, 0 for none."""
        for element in self.chain(paragraph, "pPr/pStyle"):
            name = re.fullmatch(r"(?:heading (\d)|(?:sub)?title)", (value(element, "name") or "").lower())
            if name:
                return int(name[1] or 1)
            outline = value(element, "pPr/outlineLvl")
            if outline is not None and outline.isdigit() and int(outline) < len("123456789"):
                return int(outline) + 1
        return 0

    def list_of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """(numId, ilvl from 0) of the list that the paragraph is in, None for none."""
        elements = self.chain(paragraph, "pPr/pStyle")
        name = next((found for e in elements if (found := value(e, "pPr/numPr/numId")) is not None), None)
        depth = next((found for e in elements if (found := value(e, "pPr/numPr/ilvl")) is not None), "0")
        return (name, int(depth)) if name and name != "0" and depth.isdigit() else None

    def switched(self, run: etree._Element, switch: str) -> bool:
        """Whether a run is bold ("b") or italic ("i"), by itself or by its character style."""
        said = (_is_on(element, f"rPr/{switch}") for element in self.chain(run, "rPr/rStyle"))
        return next((on for on in said if on is not None), False)
