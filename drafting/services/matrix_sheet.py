"""The matrix of consensus as a spreadsheet: paragraphs by States, and every position with its statement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.documents.tables.sheets import Book, Cell, Sheet, Tone
from drafting.persistence.queries import consensus as queries
from drafting.persistence.records import Entry, Party, Position
from drafting.services import matrix, reissue
from drafting.services.scope import DraftScope

_GOOD = frozenset({"agrees", "agrees ad referendum", "no objection"})
_PARAGRAPH_WIDTH, _STATE_WIDTH, _UPRIGHT_WIDTH, _STATEMENT_WIDTH = 26, 20, 13, 70
# From so many columns on the names of the States stand upright.
MANY = 12


@dataclass(frozen=True)
class Words:
    """What the sheets say, in one language.

    name, positions: of the two sheets; header: as of an export; paragraph, state: heads; columns: heads of the second
    sheet: paragraph, State, code, position, statement, when; party: its name; row: a paragraph by its kind and label;
    stands: a paragraph's state; cell: what a State said; totals: name of a total -> its words; at: an instant; page:
    with the fields {page} and {pages}.
    """

    name: str
    positions: str
    header: Callable[[DraftScope, Entry | None], tuple[str, ...]]
    paragraph: str
    state: str
    columns: tuple[str, str, str, str, str, str]
    party: Callable[[Party], str]
    row: Callable[[str, str], str]
    stands: Callable[[str], str]
    cell: Callable[[matrix.Cell], str]
    totals: Mapping[str, str]
    at: Callable[[datetime, DraftScope], str]
    page: str


def book(session: Session, scope: DraftScope, words: Words, *, only_open: bool = False) -> Book:
    """The matrix as the draft stands now. Raises NotAllowed."""
    scope.require("export")
    found = matrix.matrix(session, scope, only_open=only_open)
    issues = reissue.issues(session, scope) if scope.draft.reissues else ()
    above = (
        f"{words.name}: {scope.draft.title}",
        " · ".join(words.header(scope, issues[-1] if issues else None)),
    )
    held = {(it.paragraph_id, it.party_id): it for it in queries.positions(session, scope.draft.id)}
    return Book(
        title=above[0],
        changed=scope.draft.changed_at,
        sheets=(_matrix(found, words, above), _positions(found, held, scope, words, above)),
        page=words.page,
    )


def _matrix(found: matrix.Matrix, words: Words, above: tuple[str, ...]) -> Sheet:
    is_upright = len(found.columns) >= MANY
    width = _UPRIGHT_WIDTH if is_upright else _STATE_WIDTH
    return Sheet(
        name=words.name,
        above=above,
        columns=(
            (words.paragraph, _PARAGRAPH_WIDTH),
            (words.state, _STATE_WIDTH),
            *((words.party(it), width) for it in found.columns),
        ),
        rows=tuple(_row(it, words) for it in found.rows),
        totals=tuple(
            (Cell(words.totals[name], "total"), Cell("", "total"), *(Cell(count, "total") for count in counts))
            for name, counts in found.totals.items()
        ),
        kept=2,
        upright=is_upright,
    )


def _row(it: matrix.Row, words: Words) -> tuple[Cell, ...]:
    return (
        Cell(words.row(it.line.kind, it.label)),
        Cell(words.stands(it.line.state)),
        *(Cell(words.cell(cell), _tone(cell)) for cell in it.cells),
    )


def _tone(cell: matrix.Cell) -> Tone:
    if cell.outdated:
        return "stale"
    if cell.kind in _GOOD:
        return "good"
    if cell.kind == "objects":
        return "bad"
    return "held" if cell.kind else "soft"


def _positions(
    found: matrix.Matrix,
    held: Mapping[tuple[int, int], Position],
    scope: DraftScope,
    words: Words,
    above: tuple[str, ...],
) -> Sheet:
    """Every position in a row of its own, in the order of the matrix."""
    rows = [
        (
            Cell(words.row(row.line.kind, row.label)),
            Cell(words.party(party)),
            Cell(party.code),
            Cell(words.cell(cell), _tone(cell)),
            Cell(held[row.line.id, party.id].statement),
            Cell(words.at(held[row.line.id, party.id].at, scope)),
        )
        for row in found.rows
        for party, cell in zip(found.columns, row.cells, strict=True)
        if cell.kind
    ]
    widths = (_PARAGRAPH_WIDTH, _PARAGRAPH_WIDTH, 8, _STATE_WIDTH, _STATEMENT_WIDTH, _PARAGRAPH_WIDTH)
    return Sheet(words.positions, above, tuple(zip(words.columns, widths, strict=True)), tuple(rows))
