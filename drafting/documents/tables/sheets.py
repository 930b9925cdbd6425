"""Spreadsheets (xlsx): tables of words and whole numbers, in which nothing is ever computed.

Every word is written as text, so that one that begins with "=" stays what somebody wrote, also where the cell is
edited later. Equal books give equal bytes: the only date in one is that which it is given.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal

import xlsxwriter

from drafting.documents.tables.tables import Piece
from drafting.domain.xml_signs import writable

# A cell holds 32,767 UTF-16 units; what is longer goes on in the row below it.
LONGEST = 32_000
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# With one of these a spreadsheet would begin to compute as soon as somebody edits the cell.
_ACTING = ("=", "+", "-", "@", "'")
_FONT = "Liberation Sans"
_SHEET_NAME = 31
_ESCAPE = re.compile(r"(?<=_)(?=x[0-9a-fA-F]{4}_)")

Tone = Literal["", "good", "held", "bad", "stale", "total", "soft"]
# Colours beside the words, never in their place; dark words on light ground.
_TONES: dict[str, dict[str, Any]] = {
    "good": {"bg_color": "#DDF0E0"},
    "held": {"bg_color": "#FBEFC9"},
    "bad": {"bg_color": "#F6D6D3"},
    "stale": {"bg_color": "#E6E3EE", "italic": True},
    "total": {"bold": True, "bg_color": "#EEF2F5"},
    "soft": {"font_color": "#5A5A5A"},
}
_CHANGES: dict[str, dict[str, Any]] = {
    "insert": {"font_color": "#0B4A8F", "underline": 1},
    "delete": {"font_color": "#A01818", "font_strikeout": True},
}


@dataclass(frozen=True)
class Cell:
    """value: words, words in style, or a whole number; tone: what the colour says that the words say, too."""

    value: str | int | tuple[Piece, ...] = ""
    tone: Tone = ""


@dataclass(frozen=True)
class Sheet:
    """name: at most 31 signs count; above: lines over the table; columns: heads with widths in signs; rows: as wide
    as the columns; kept: how many columns stay in sight when one moves to the right; upright: whether the heads after
    these stand upright; filtered: whether the heads bear filters; totals: rows below, under no filter; right_to_left:
    whether the first column stands on the right."""

    name: str
    above: tuple[str, ...]
    columns: tuple[tuple[str, float], ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[Cell, ...], ...] = ()
    kept: int = 1
    upright: bool = False
    filtered: bool = True
    right_to_left: bool = False


@dataclass(frozen=True)
class Book:
    """title: for the file's properties; changed: an aware instant, the date that the file bears; page: its footer, with
    the fields {page} and {pages}. Every sheet prints on landscape A4, as wide as the page."""

    title: str
    changed: datetime
    sheets: tuple[Sheet, ...]
    page: str = "{page}/{pages}"


def write_xlsx(book: Book) -> bytes:
    """The file."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as workbook:
        created = book.changed.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"title": writable(book.title), "created": created})
        ink = _Ink(workbook)
        for sheet in book.sheets:
            _write(workbook.add_worksheet(sheet.name[:_SHEET_NAME]), sheet, book, ink)
    return made.getvalue()


@dataclass
class _Ink:
    """The formats of a workbook, each made once: in the order of first use, so that equal books are equal files."""

    workbook: Any
    made: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def of(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format({"font_name": _FONT, "font_size": 10, **properties})
        return self.made[key]

    def cell(self, tone: Tone, *, acts: bool) -> Any:
        guard = {"quote_prefix": True} if acts else {}
        return self.of(text_wrap=True, valign="top", border=1, border_color="#B8B8B8", **_TONES.get(tone, {}), **guard)

    def piece(self, it: Piece) -> Any:
        raised = {"font_script": 1} if it.raised else {}
        return self.of(bold=it.bold, italic=it.italic, **_CHANGES.get(it.change, {}), **raised)


def _write(page: Any, sheet: Sheet, book: Book, ink: _Ink) -> None:
    head = len(sheet.above) + bool(sheet.above)
    for at, line in enumerate(sheet.above):
        page.write_string(at, 0, writable(line), ink.of(bold=not at, font_size=10 if at else 14))
    for at, (name, width) in enumerate(sheet.columns):
        page.set_column(at, at, width)
        page.write_string(head, at, writable(name), _head_format(ink, upright=sheet.upright and at >= sheet.kept))
    below = _write_rows(page, head + 1, sheet.rows, ink)
    if sheet.filtered:
        page.autofilter(head, 0, below - 1, len(sheet.columns) - 1)
    _write_rows(page, below, sheet.totals, ink)
    _print(page, sheet, book, head)


def _write_rows(page: Any, at: int, rows: Iterable[Sequence[Cell]], ink: _Ink) -> int:
    """From this line on; answers the line below them."""
    for row in rows:
        for part in _parts(row):
            _write_row(page, at, part, ink)
            at += 1
    return at


def _print(page: Any, sheet: Sheet, book: Book, head: int) -> None:
    page.freeze_panes(head + 1, sheet.kept)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    # The words of a footer have codes of their own, in which an ampersand is written twice.
    shown = book.page.replace("&", "&&").replace("{pages}", "&N").replace("{page}", "&P")
    page.set_footer(f"&C{shown}")
    if sheet.right_to_left:
        page.right_to_left()


def _head_format(ink: _Ink, *, upright: bool) -> Any:
    turned = {"rotation": 90, "valign": "bottom"} if upright else {"valign": "top"}
    return ink.of(bold=True, text_wrap=not upright, border=1, border_color="#B8B8B8", bg_color="#E9EEF2", **turned)


def _parts(row: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
    """The row, and below it what its longest cells have beyond the limit of a cell."""
    rest = tuple(row)
    while True:
        halves = [_halves(it) for it in rest]
        yield tuple(first for first, _ in halves)
        rest = tuple(second for _, second in halves)
        if not any(it.value for it in rest):
            return


def _halves(cell: Cell) -> tuple[Cell, Cell]:
    if isinstance(cell.value, int):
        return cell, Cell("", cell.tone)
    said = (Piece(cell.value),) if isinstance(cell.value, str) else cell.value
    if sum(_units(it.text) for it in said) <= LONGEST:
        return cell, Cell("", cell.tone)
    first, second = _cut(said)
    return Cell(first, cell.tone), Cell(second, cell.tone)


def _cut(said: Iterable[Piece]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut where the limit of a cell is reached: no sign is lost, none stands twice."""
    first: list[Piece] = []
    second: list[Piece] = []
    room = LONGEST
    for piece in said:
        units = _units(piece.text)
        # A sign takes two units at most, so that so many surely fit.
        fits = len(piece.text) if units <= room else room // 2
        first.append(replace(piece, text=piece.text[:fits]))
        second.append(replace(piece, text=piece.text[fits:]))
        # Behind the cut nothing stands in the first part any more.
        room = room - units if units <= room else 0
    return tuple(it for it in first if it.text), tuple(it for it in second if it.text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def _write_row(page: Any, at: int, row: Sequence[Cell], ink: _Ink) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell.value, int):
            page.write_number(at, column, cell.value, ink.cell(cell.tone, acts=False))
            continue
        said = (Piece(cell.value),) if isinstance(cell.value, str) else cell.value
        _write_words(page, at, column, [it for it in said if it.text], cell.tone, ink)


def _write_words(page: Any, at: int, column: int, said: Sequence[Piece], tone: Tone, ink: _Ink) -> None:
    text = writable("".join(it.text for it in said))
    outer = ink.cell(tone, acts=text.startswith(_ACTING))
    plain = Piece("")
    if all(_style(it) == _style(plain) for it in said):
        page.write_string(at, column, text, outer)
    elif len(said) == 1:
        # A cell of one style bears it itself: words in several styles are written from two on.
        page.write_string(at, column, text, _whole(ink, tone, said[0], acts=text.startswith(_ACTING)))
    else:
        styled = [part for it in said for words in _unescaped(it.text) for part in (ink.piece(it), words)]
        page.write_rich_string(at, column, *styled, outer)


def _unescaped(text: str) -> list[str]:
    """The words in pieces none of which reads as the format's own "_x0041_", which xlsxwriter escapes twice here."""
    return _ESCAPE.split(writable(text))


def _whole(ink: _Ink, tone: Tone, it: Piece, *, acts: bool) -> Any:
    own = {"bold": it.bold, "italic": it.italic, **_CHANGES.get(it.change, {})}
    guard = {"quote_prefix": True} if acts else {}
    base = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#B8B8B8", **_TONES.get(tone, {})}
    return ink.of(**{**base, **own, **guard})


def _style(it: Piece) -> tuple[object, ...]:
    return it.italic, it.bold, it.change, it.raised
