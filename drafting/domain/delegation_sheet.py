"""The members of a delegation as a table of a spreadsheet, one line for each; what is written is read back the same."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from drafting.domain import cells
from drafting.domain.errors import BadText

# What a file may say of a member; a name in one language has to be there.
COLUMNS = (
    "title_en",
    "title_ru",
    "name_en",
    "name_ru",
    "position_en",
    "position_ru",
    "email",
    "badge",
    "head",
)
NAMES = ("name_en", "name_ru")
# In the list of a whole meeting.
OF_MEETING = ("number", "category", "code", "party_en", "party_ru", "state", *COLUMNS)
MOST_ROWS = 500
YES = frozenset({"1", "yes", "true", "x", "да", "+"})
BOM = "\ufeff"


@dataclass(frozen=True)
class Row:
    """line: where it begins, counted from 1 with the heads; said: column -> what its cell says."""

    line: int
    said: Mapping[str, str]

    @property
    def is_head(self) -> bool:
        return self.said.get("head", "").casefold() in YES


def rows(text: str) -> tuple[Row, ...]:
    """The lines of a table, parted by commas, semicolons or tabs as its heads are; empty ones are left out.

    Columns of the list of a meeting may stand there, too, and say nothing. Raises BadText: members-columns,
    members-unknown with the head in question, members-broken with the line, members-none, members-many.
    """
    first = text.lstrip("\r\n").partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    found: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for row in reader:
            if any(it.strip() for it in row):
                found.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BadText("members-broken", line=begins) from error
    if not found:
        raise BadText("members-none")
    heads = _heads(found[0][1])
    if not 1 < len(found) <= MOST_ROWS + 1:
        raise BadText("members-none" if len(found) == 1 else "members-many", most=MOST_ROWS)
    return tuple(_row(line, heads, row) for line, row in found[1:])


def _heads(row: Sequence[str]) -> list[str]:
    heads = [it.strip().lower() for it in row]
    for it in heads:
        if it not in OF_MEETING or heads.count(it) > 1:
            raise BadText("members-unknown", head=it[:40])
    if not set(NAMES) & set(heads):
        raise BadText("members-columns")
    return heads


def _row(line: int, heads: Sequence[str], row: Sequence[str]) -> Row:
    if len(row) > len(heads):
        raise BadText("members-broken", line=line)
    return Row(line, {head: cells.plain(cell).strip() for head, cell in zip(heads, row, strict=False)})


def written(columns: Sequence[str], lines: Iterable[Mapping[str, object]]) -> str:
    """The whole table, with the mark by which a spreadsheet knows UTF-8, and no cell that acts as a formula there."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for line in lines:
        writer.writerow([cells.guarded(str(line.get(it, ""))) for it in columns])
    return BOM + out.getvalue()
