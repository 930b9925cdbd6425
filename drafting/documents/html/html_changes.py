"""A web page that came back: every paragraph with every change that the page marks in it, told by author.

The very words and changes that `html_in` reads as they are and as they were. Source: practice.md section 9.
"""

from collections import Counter
from itertools import chain

from drafting.documents.changed import as_note
from drafting.documents.html.html_in import read_all
from drafting.documents.stamps import stamp_of
from drafting.domain.errors import BadText
from drafting.domain.returned import Copy

_COUNTED = ("image-left-out", "table-flattened")
_TOLD = ("header-left-out", "footer-left-out")


def read(data: bytes) -> Copy:
    """The copy that a page is. Raises BadText: empty (a page without words), wrong-encoding, broken-file."""
    page = read_all(data)
    notes = (as_note(key, [one.came for one in it]) for key, it in page.of_notes.items())
    paragraphs = (*(it.came for it in page.paragraphs), *notes)
    if not any(it.words for it in paragraphs):
        raise BadText("empty")
    met = Counter(code for it in chain(page.paragraphs, *page.of_notes.values()) for code, _ in it.look.noticed)
    return Copy(
        paragraphs,
        stamp_of(page.properties, ()),
        (
            *((code, str(met[code])) for code in _COUNTED if met[code]),
            *(told for told in page.noticed_beside() if told[0] in _TOLD),
        ),
    )
