"""Changes that an OpenDocument text keeps track of: who inserted or deleted what, to be accepted or rejected.

Source: OASIS OpenDocument 1.3, part 3, section 5.5. There is no move: what moved is deleted here and inserted there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from drafting.documents.odt.odt_xml import add
from drafting.documents.typeset import Paragraph
from drafting.domain.xml_signs import writable

# A change has to bear a date; one whose date nobody told bears this.
UNKNOWN = "1970-01-01T00:00:00"
Fate = Literal["kept", "inserted", "deleted"]


@dataclass
class Changes:
    """The list of changes at the head of the text."""

    element: etree._Element
    count: int = 0

    def insertion(self, by: str, at: str) -> str:
        """A new insertion; its name, for the places where it begins and ends."""
        return self._region("insertion", by, at)[0]

    def deletion(self, by: str, at: str) -> tuple[str, etree._Element]:
        """A new deletion: its name, for the place where the words stood, and the element that keeps them."""
        return self._region("deletion", by, at)

    def _region(self, kind: str, by: str, at: str) -> tuple[str, etree._Element]:
        self.count += 1
        called = f"ct{self.count}"
        change = add(add(self.element, "text:changed-region", {"xml:id": called, "text:id": called}), f"text:{kind}")
        signed(add(change, "office:change-info"), by, at or UNKNOWN)
        return called, change


def signed(element: etree._Element, by: str, at: str) -> None:
    """Who and, unless it is "", when, as in `tree.Span`."""
    add(element, "dc:creator").text = writable(by)
    if at:
        add(element, "dc:date").text = at


def begin(place: etree._Element, change: str) -> None:
    add(place, "text:change-start", {"text:change-id": change})


def end(place: etree._Element, change: str) -> None:
    add(place, "text:change-end", {"text:change-id": change})


def stood(place: etree._Element, change: str) -> None:
    """Here stood what a deletion keeps."""
    add(place, "text:change", {"text:change-id": change})


def fate(item: Paragraph) -> Fate:
    """What happens to a paragraph as a whole. One into which somebody inserts words cannot go with all it says."""
    if item.mark.by and item.mark.change == "insert":
        return "inserted"
    has_new_words = any(run.change == "insert" for run in item.runs)
    return "deleted" if item.mark.by and item.mark.change == "delete" and not has_new_words else "kept"


def tail(fates: Sequence[Fate]) -> int:
    """Where the paragraphs begin behind which none is kept.

    A paragraph that comes or goes takes the break behind it along; the last ones have none, and take that before.
    """
    kept = [at for at, it in enumerate(fates) if it == "kept"]
    return kept[-1] + 1 if kept else len(fates)
