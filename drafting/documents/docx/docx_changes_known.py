"""Paragraphs that were read before: thirty copies of one draft are thirty times nearly the same.

Only what depends on nothing but its own XML and the styles of the file is remembered: of most paragraphs that is all.
What a list counts and what bears a note, a comment, a move or a picture is read anew each time.
"""

from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from drafting.documents.docx.docx_in_numbering import Numbering
from drafting.documents.docx.docx_in_package import Package, W, parsed
from drafting.documents.docx.docx_in_styles import Styles
from drafting.domain.returned import Came

_MOST, _LONGEST = 4_000, 8_000  # paragraphs, and signs of one: what is kept is bounded
_WORD14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
# Word names its sessions on every paragraph that it saves; nobody reads these names.
_SESSIONS = (
    *(f"{W}{name}" for name in ("rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidDel")),
    *(f"{_WORD14}{name}" for name in ("paraId", "textId")),
)

Known = dict[str, Came]


def without_sessions(body: etree._Element) -> None:
    """So that paragraphs which say the same are the same."""
    etree.strip_attributes(body, *_SESSIONS)


class Common(NamedTuple):
    """What files of the same styles and lists have in common. known: the paragraphs met so far in such files."""

    styles: Styles
    numbering: Numbering
    known: Known


def common_of(package: Package, document: str) -> Common:
    """Raises BadText, as `Package` does. The lists have not begun to count."""
    found = _common(*(package.data(package.path_beside(document, kind)) for kind in ("styles", "numbering")))
    return found._replace(numbering=found.numbering.anew())


@lru_cache(maxsize=4)
def _common(styles: bytes, numbering: bytes) -> Common:
    roots = (
        parsed(data, name) if data else None
        for name, data in (("word/styles.xml", styles), ("word/numbering.xml", numbering))
    )
    return Common(Styles.of(next(roots)), Numbering.of(next(roots)), {})


def forget() -> None:
    """As if no file had been read before."""
    _common.cache_clear()


def xml_of(paragraph: etree._Element) -> str:
    return etree.tostring(paragraph, encoding="unicode", with_tail=False)


def keep(known: Known, xml: str, came: Came) -> None:
    """Remember a paragraph, within bounds."""
    if len(xml) <= _LONGEST:
        if len(known) >= _MOST:
            known.clear()
        known[xml] = came
