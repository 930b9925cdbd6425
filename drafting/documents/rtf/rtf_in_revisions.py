"""Changes that a rich text keeps track of: by whom and when words were inserted, deleted or moved.

Source: Rich Text Format Specification 1.9.1, "Track Changes (Revision Marks)" and "Character Revision Mark Properties".
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from drafting.documents.changed import KEPT, NOBODY, Fate

# Controls that say what became of words → their numbers.
Marks = Mapping[str, int]
REVISIONS = frozenset({
    "revised", "revauth", "revdttm", "deleted", "revauthdel", "revdttmdel", "mvf", "mvt", "mvauth", "mvdate",
})  # fmt: skip
# What says that words came, or went.
COMES, GOES = frozenset({"revised", "mvt"}), frozenset({"deleted", "mvf"})
COUNTED = {"revised": "inserted", "deleted": "deleted", "mvf": "moved"}
# Says who changed a look; what it was before is not read.
FORMATTED = frozenset({"crauth", "prauth"})
_LIBREOFFICE = b"{\\*\\generator LibreOffice"
# What stands first in the table of authors for those who are not known.
_UNKNOWN = "Unknown"


def marks_ends_in_words(data: bytes) -> bool:
    """Whether a file says inside the last words of a paragraph what became of the paragraph's end.

    So LibreOffice does: behind the look of the words, while what became of the words themselves stands ahead of it.
    """
    return _LIBREOFFICE in data


def fate(marks: Marks, authors: Sequence[str], within: Fate = KEPT) -> Fate:
    """authors: as the table of the file has them; within: what became of that inside which the words stand."""
    inserted, deleted, at = within.inserted, within.deleted, within.at
    for word, author, instant in (("mvt", "mvauth", "mvdate"), ("revised", "revauth", "revdttm")):
        if marks.get(word):
            inserted, at = _author(marks.get(author), authors), max(at, when(marks.get(instant, 0)))
    for word, author, instant in (("mvf", "mvauth", "mvdate"), ("deleted", "revauthdel", "revdttmdel")):
        if marks.get(word):
            deleted, at = _author(marks.get(author), authors), max(at, when(marks.get(instant, 0)))
    return Fate(inserted, deleted, at)


def _author(number: int | None, authors: Sequence[str]) -> str:
    name = authors[number] if number is not None and 0 <= number < len(authors) else ""
    return NOBODY if not name or (number == 0 and name == _UNKNOWN) else name


def when(packed: int) -> str:
    """The instant that a number packs (minute, hour, day, month, year from 1900), as Word writes it; "" for none."""
    packed %= 1 << 32
    minute, hour, day, month = packed & 63, packed >> 6 & 31, packed >> 11 & 31, packed >> 16 & 15
    try:
        return f"{datetime(1900 + (packed >> 20 & 511), month, day, hour, minute).isoformat()}Z"  # noqa: DTZ001
    except ValueError:
        return ""
