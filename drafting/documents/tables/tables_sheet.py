"""The amendment table as a spreadsheet: a row for each proposal, so that it can be sorted and filtered."""

from drafting.documents.tables.sheets import Book, Cell, Sheet, write_xlsx
from drafting.documents.tables.tables import AmendmentTable, Offer, Piece, Row, own_text, pieces
from drafting.documents.typeset import RIGHT_TO_LEFT

# Of the columns that `tables.Words.sheet` names, in signs.
_WIDTHS = (14, 14, 60, 9, 20, 20, 45, 60, 40, 22, 18, 22, 40)
# Paragraph and state stay in sight.
_KEPT = 2


def write_sheet(table: AmendmentTable) -> bytes:
    """Equal tables give equal bytes."""
    sheet = Sheet(
        name=table.words.name,
        above=(f"{table.words.name}: {table.title}", " · ".join(table.header), *([table.empty] if table.empty else ())),
        columns=tuple(zip(table.words.sheet, _WIDTHS, strict=True)),
        rows=tuple(line for row in table.rows for line in _lines(row, table)),
        kept=_KEPT,
        right_to_left=table.spoken in RIGHT_TO_LEFT,
    )
    return write_xlsx(Book(f"{table.words.name}: {table.title}", table.changed, (sheet,), table.words.page))


def _lines(row: Row, table: AmendmentTable) -> list[tuple[Cell, ...]]:
    """The paragraph is said again beside each proposal: sorted or filtered, each row tells what it is about."""
    own = (Cell(row.name), Cell(row.state), Cell(own_text(row, table.numbers)))
    if not row.offers:
        return [(*own, *(Cell() for _ in range(len(_WIDTHS) - len(own))))]
    return [(*own, *_offer(it, table)) for it in row.offers]


def _offer(it: Offer, table: AmendmentTable) -> tuple[Cell, ...]:
    return (
        Cell(it.number),
        Cell(it.party),
        Cell("\n".join(it.sponsors)),
        Cell(it.what),
        Cell(pieces(it.spans, table.numbers)),
        Cell("\n".join(said for said in (it.reason, it.received) if said)),
        Cell(it.tabled),
        Cell((Piece(it.status, bold=not it.is_open),)),
        Cell(it.decided),
        Cell(it.decision),
    )
