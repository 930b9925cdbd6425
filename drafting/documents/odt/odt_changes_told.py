"""The changes that an OpenDocument text tells of at its head: who, when, and what was deleted.

Source: OASIS OpenDocument 1.3, part 3, section 5.5. A changed-region with a deletion and an insertion in it, as
LibreOffice writes it, is what one author inserted and another deleted.
"""

import re
from dataclasses import dataclass

from lxml import etree

from drafting.documents.changed import NOBODY, Fate
from drafting.documents.odt.odt_changes import UNKNOWN
from drafting.documents.odt.odt_in_styles import OFFICE, TEXT
from drafting.documents.odt.odt_xml import name

PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
MARK, START, END, CHANGE_ID = (f"{TEXT}{it}" for it in ("change", "change-start", "change-end", "change-id"))
# Between these stands what was put back; no file has them, and in a file no stretch of text is a deletion.
GONE_START, GONE_END = "gone-start", "gone-end"
BEGINS, ENDS = {START, GONE_START}, {END: START, GONE_END: GONE_START}
TRACKED = f"{TEXT}tracked-changes"
BOOKMARKS = {f"{TEXT}bookmark", f"{TEXT}bookmark-start"}
_INSERTION, _DELETION = f"{TEXT}insertion", f"{TEXT}deletion"
INFO, _ID = f"{OFFICE}change-info", f"{TEXT}id"
_XML_ID = name("xml:id")
_INSTANT = re.compile(r"[12]\d{3}-\d\d-\d\dT")


@dataclass(frozen=True)
class Told:
    """One change. kept: the element that holds what was deleted, None where nothing was."""

    fate: Fate
    kept: etree._Element | None


def changes_of(body: etree._Element) -> dict[str, Told]:
    """Id → change; changes of formatting alone are none."""
    found: dict[str, Told] = {}
    for region in body.iterfind(f"{TRACKED}/{TEXT}changed-region"):
        inserted, deleted = region.find(_INSERTION), region.find(_DELETION)
        if inserted is None and deleted is None:
            continue
        by, came = _signed(inserted)
        gone_by, went = _signed(deleted)
        told = Told(Fate(by, gone_by, max(came, went)), deleted)
        found |= {str(region.get(it)): told for it in (_ID, _XML_ID) if region.get(it)}
    return found


def _signed(change: etree._Element | None) -> tuple[str, str]:
    """Who and when, as `returned.Words` has them; "" for nobody."""
    if change is None:
        return "", ""
    info = change.find(INFO)
    by, at = ("" if info is None else str(info.findtext(name(f"dc:{it}")) or "") for it in ("creator", "date"))
    return by.strip() or NOBODY, instant(at)


def instant(date: str) -> str:
    """ "" where the file does not say; LibreOffice writes the year 0 for that."""
    return date.strip() if _INSTANT.match(date.strip()) and date != UNKNOWN else ""
