"""The matrix of consensus, as data: paragraphs by participating States, in a fixed number of queries.

Source: practice.md sections 1 (English alphabetical order) and 5 (positions on an exact wording).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from drafting.domain import consensus
from drafting.persistence.queries import consensus as position_queries
from drafting.persistence.queries import outline as queries
from drafting.persistence.queries.outline import Line
from drafting.persistence.records import Party
from drafting.services.outline import numbered_notes, spoken_labels
from drafting.services.scope import DraftScope


class Cell(NamedTuple):
    """kind: a position, "" for silence; outdated: given on an earlier wording."""

    kind: str = ""
    outdated: bool = False


SILENT = Cell()
# What is counted under each column, in this order.
TOTALS: Mapping[str, Callable[[Cell], bool]] = {
    "agree": lambda it: it.kind in ("agrees", "agrees ad referendum", "no objection") and not it.outdated,
    "reserve": lambda it: it.kind in ("scrutiny reservation", "reservation", "disassociates") and not it.outdated,
    "object": lambda it: it.kind == "objects" and not it.outdated,
    "again": lambda it: it.outdated,
    "silent": lambda it: it == SILENT,
}


@dataclass(frozen=True)
class Row:
    """One paragraph. label: as it is said; cells: one for each column."""

    line: Line
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """columns: the participating States in English alphabetical order; rows: those shown, in order; total: how many
    there are; totals: name -> one count for each column, over the rows shown; to_ask_again: the rows shown with
    States that spoke on an earlier wording, and these States."""

    columns: tuple[Party, ...]
    rows: tuple[Row, ...]
    total: int
    totals: Mapping[str, tuple[int, ...]]
    to_ask_again: tuple[tuple[Row, tuple[Party, ...]], ...]


def matrix(session: Session, scope: DraftScope, *, only_open: bool = False) -> Matrix:
    """Every paragraph that States negotiate; a title or heading only where a State has spoken on it."""
    lines = queries.outline(session, scope.draft.id)
    cells = _cells(session, scope, {it.id: it.wording for it in lines})
    columns = tuple(scope.participating())
    labels = spoken_labels(lines, numbered_notes(session, scope.draft))
    whole = [
        Row(it, labels[it.id], tuple(cells.get((it.id, party.id), SILENT) for party in columns))
        for it in lines
        if it.state != "deleted"
    ]
    rows = [it for it in whole if consensus.needs_ruling(it.line.kind) or any(cell.kind for cell in it.cells)]
    shown = tuple(it for it in rows if not only_open or it.line.state not in consensus.CLOSED)
    return Matrix(
        columns=columns,
        rows=shown,
        total=len(rows),
        totals={name: _count(shown, len(columns), counted) for name, counted in TOTALS.items()},
        to_ask_again=tuple((it, again) for it in shown if (again := _again(it, columns))),
    )


def _cells(session: Session, scope: DraftScope, wordings: Mapping[int, str]) -> dict[tuple[int, int], Cell]:
    held = position_queries.position_summary(session, scope.draft.id)
    return {(paragraph, party): Cell(kind, wording != wordings[paragraph]) for paragraph, party, kind, wording in held}


def _count(rows: tuple[Row, ...], columns: int, counted: Callable[[Cell], bool]) -> tuple[int, ...]:
    return tuple(sum(counted(row.cells[at]) for row in rows) for at in range(columns))


def _again(row: Row, columns: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(party for party, cell in zip(columns, row.cells, strict=True) if cell.outdated)
