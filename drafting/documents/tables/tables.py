"""The amendment table as a neutral document: what its writers (Word, PDF, spreadsheet) print.

Source: practice.md section 9: paragraph · text · proposals by delegation · ruling.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from drafting.documents.tree import Change, Span
from drafting.domain.marked import runs
from drafting.domain.notes import NEW_NOTE, is_new


@dataclass(frozen=True)
class Offer:
    """A proposal with what became of it, every word in the language of the table.

    number: as it was tabled; by: the delegation with who co-sponsors it; party, sponsors: the same apart; what: its
    number and its classical note; spans: the paragraph with its changes; reason: of the delegation; tabled: when;
    status: "on the table", "accepted", …; decided: when, "" while it is open; decision: the Chair's reason.
    """

    number: int
    by: str
    party: str
    sponsors: tuple[str, ...]
    what: str
    spans: tuple[Span, ...]
    reason: str = ""
    tabled: str = ""
    status: str = ""
    decided: str = ""
    decision: str = ""
    received: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class Row:
    """A paragraph. name: its label as it is said, or its kind; state: in words, "" where nobody rules on it; struck:
    deleted, printed struck through."""

    name: str
    state: str
    text: str
    struck: bool = False
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Words:
    """What a table says besides the text. name: of the table; columns: heads of its four columns; sheet: heads of the
    columns of a spreadsheet; legend: how changes are shown, with an example of each; reason: "Reason: {reason}"; page:
    with the fields {page} and {pages}."""

    name: str
    columns: tuple[str, str, str, str]
    sheet: tuple[str, ...]
    legend: tuple[Span, ...]
    reason: str
    page: str


@dataclass(frozen=True)
class AmendmentTable:
    """language: of the text; spoken: of the words; header: symbol, meeting,
    revision and time; numbers: key -> displayed number of a note; changed: the text's last change, an aware instant:
    the only date that a file bears; empty: that there is no proposal in it, said in place of the legend; "" where there
    is one."""

    title: str
    language: str
    spoken: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    words: Words
    changed: datetime
    numbers: Mapping[str, int] = field(default_factory=dict)
    empty: str = ""


@dataclass(frozen=True)
class Piece:
    """Words of one style in a cell. raised: the number of a note."""

    text: str
    italic: bool = False
    bold: bool = False
    change: Change = "equal"
    raised: bool = False


def pieces(spans: Sequence[Span], numbers: Mapping[str, int]) -> tuple[Piece, ...]:
    """A marked text in style; the mark of a note that is nowhere numbered is shown as it is written."""
    return tuple(_piece(it.text, it.note, it.italic, it.bold, it.op, numbers) for it in runs(_told(spans)))


def _told(spans: Iterable[Span]) -> list[tuple[str, Change]]:
    return [(it.text, it.change) for it in spans]


def _piece(text: str, note: str, italic: bool, bold: bool, op: Change, numbers: Mapping[str, int]) -> Piece:  # noqa: FBT001 - the fields of a run
    if not note:
        return Piece(text, italic, bold, op)
    if note not in numbers and is_new(note):
        return Piece(NEW_NOTE, italic, bold, op, raised=True)
    is_known = note in numbers
    return Piece(str(numbers[note]) if is_known else f"[^{note}]", italic, bold, op, raised=is_known)


def own_text(row: Row, numbers: Mapping[str, int]) -> tuple[Piece, ...]:
    """The text of a paragraph as it stands."""
    return pieces([Span(row.text, "delete" if row.struck else "equal")], numbers)


def page_parts(table: AmendmentTable) -> tuple[str, ...]:
    """The words under each page, "{page}" and "{pages}" in their order."""
    return tuple(part for part in re.split(r"(\{pages?\})", table.words.page) if part)


# Lines of so many signs altogether are surely shorter than a page, and are not cut; longer ones may have to be.
_WHOLE = 1800


def is_whole(row: Row, offer: Offer | None) -> bool:
    """Whether a proposal with its paragraph, or the paragraph alone, can be kept on one page."""
    if offer is None:
        return len(row.text) <= _WHOLE
    signs = len(offer.what) + len(offer.reason) + sum(len(it.text) for it in offer.spans)
    return max(signs, len(offer.decision), len(row.text) // len(row.offers)) <= _WHOLE
