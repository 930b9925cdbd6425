"""The register of parties as a table of a spreadsheet: one line for each party, its history in cells of several lines.

What is written is read back the same. A cell of several lines holds a line for each form, each spell and each set of
former names; in a line " | " parts the fields, and a backslash stands before a bar that is a sign of the text.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from drafting.domain import cells, days, register
from drafting.domain.errors import BadText
from drafting.domain.fields import Fields
from drafting.domain.membership import STATUSES, Former, Names, Spell
from drafting.domain.register import Facts

COLUMNS = (
    "code",
    "category",
    "iso2",
    "country",
    "name_en",
    "name_ru",
    "long_en",
    "long_ru",
    "long_ru_genitive",
    "forms_ru",
    "sort_key",
    "membership",
    "former_names",
)
LARGEST, MOST_ROWS = 1_000_000, 1000
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Entry:
    """A party as the register knows it: its facts, what it was over time, oldest first, and its former names."""

    facts: Facts
    spells: tuple[Spell, ...] = ()
    former: tuple[Former, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file. line: where it begins, counted from 1 with the heads; said: column -> what its cell says."""

    line: int
    said: Mapping[str, str]


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding, recognised or refused.

    UTF-8, UTF-16 with its mark, and Windows-1251 where nothing else fits and the letters are Russian. Raises BadText:
    "sheet-empty", "sheet-large", "sheet-encoding".
    """
    if len(data) > LARGEST:
        raise BadText("sheet-large")
    for start, name in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"", "UTF-8"), (b"", "Windows-1251")):
        if not data.startswith(start):
            continue
        text = _tried(data, name)
        if text is not None:
            text = text.removeprefix(BOM)
            if not text.strip():
                raise BadText("sheet-empty")
            return text, name
        if start:
            break
    raise BadText("sheet-encoding")


def _tried(data: bytes, name: str) -> str | None:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    russian = sum("а" <= it.lower() <= "я" or it in "ёЁ" for it in text)
    strange = sum(not it.isascii() for it in text) - russian
    return None if "\0" in text or (name == "Windows-1251" and strange > russian) else text


def rows(text: str) -> tuple[Row, ...]:
    """The lines of a table, parted by commas, semicolons or tabs as its heads are; empty ones are left out.

    Raises BadText: "sheet-heads" where the heads of the columns lack `code`, "sheet-unknown" and "sheet-twice" with the
    head in question, "sheet-rows" where there are too many, "sheet-broken" where quotes do not match, "sheet-empty".
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    head = plain.lstrip("\n").partition("\n")[0]
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        found = _numbered(reader)
    except csv.Error as error:
        raise BadText("sheet-broken", line=reader.line_num) from error
    if not found:
        raise BadText("sheet-empty")
    heads = [it.strip().lower() for it in found[0][1]]
    _require_heads(heads)
    if len(found) == 1:
        raise BadText("sheet-empty")
    return tuple(_row(line, heads, row) for line, row in found[1:])


def _numbered(reader: Iterator[list[str]]) -> list[tuple[int, list[str]]]:
    """Each line that says something, with the number of the line that it begins in."""
    found, begins = [], 1
    for row in reader:
        if any(it.strip() for it in row):
            found.append((begins, row))
        if len(found) > MOST_ROWS + 1:
            raise BadText("sheet-rows", most=MOST_ROWS)
        begins = reader.line_num + 1  # type: ignore[attr-defined] # of the library's own reader
    return found


def _require_heads(heads: Sequence[str]) -> None:
    if "code" not in heads:
        raise BadText("sheet-heads")
    for it in heads:
        if it and it not in COLUMNS:
            raise BadText("sheet-unknown", head=it[:40])
        if it and heads.count(it) > 1:
            raise BadText("sheet-twice", head=it)


def _row(line: int, heads: Sequence[str], row: Sequence[str]) -> Row:
    """More cells than heads are told as one that belongs to no column."""
    said = {head: cells.plain(cell).strip() for head, cell in zip(heads, row, strict=False) if head}
    beyond = "".join(row[len(heads) :]) + "".join(it for head, it in zip(heads, row, strict=False) if not head)
    return Row(line, {**said, "": beyond} if beyond.strip() else said)


def entry(said: Mapping[str, str], fields: Fields) -> Entry:
    """A line as the register would know it; what is wrong is noted in `fields`, column by column.

    Problems beside those of `register.read`: "sheet-beyond" for a cell under no head, "sheet-spell" and "sheet-names"
    with the line that cannot be read.
    """
    fields.require("", not said.get(""), "sheet-beyond")
    facts = register.read(said, fields)
    spells = tuple(_spells(said.get("membership", ""), fields))
    return Entry(facts, spells, tuple(_former(said.get("former_names", ""), fields)))


def _spells(cell: str, fields: Fields) -> Iterator[Spell]:
    for line in filter(str.strip, cell.splitlines()):
        try:
            status, since, until, *basis = _parts(line, 5)
            first, last = _day(since), _day(until)
        except (ValueError, BadText):
            status, first, last, basis = "", None, None, ["", ""]
        fields.require("membership", status in STATUSES, "sheet-spell", said=line[:80])
        made = Spell(status, first, last, *map(register.one_line, basis))
        _require_short(fields, "membership", "basis", (made.basis_en, made.basis_ru))
        yield made


def _former(cell: str, fields: Fields) -> Iterator[Former]:
    before: date | None = None
    for line in filter(str.strip, cell.splitlines()):
        try:
            since, until, *names = _parts(line, 6)
            made = Former(Names(*map(register.one_line, names)), _day(since), days.read_day(until))
        except (ValueError, BadText):
            fields.require("former_names", holds=False, code="sheet-names", said=line[:80])
            continue
        ordered = before is None or (made.since is not None and made.since >= before)
        lasts = made.since is None or made.since < made.until
        whole = made.names.name_en and made.names.name_ru
        fields.require("former_names", ordered and lasts and whole, "sheet-names", said=line[:80])
        for name in register.NAMES:
            _require_short(fields, "former_names", name, (getattr(made.names, name),))
        before = made.until
        yield made


def _require_short(fields: Fields, column: str, kind: str, said: Iterable[str]) -> None:
    most = register.LONGEST[kind]
    fields.require(column, all(len(it) <= most for it in said), "line-too-long", longest=most)


def said_of(it: Entry) -> dict[str, str]:
    """A party as the cells of its line, without what guards a spreadsheet."""
    facts = {name: getattr(it.facts, name) for name in COLUMNS[:-2]}
    return {
        **facts,
        "forms_ru": "\n".join(it.facts.forms_ru),
        "membership": "\n".join(
            _line(one.status, _iso(one.since), _iso(one.until), one.basis_en, one.basis_ru) for one in it.spells
        ),
        "former_names": "\n".join(
            _line(_iso(one.since), _iso(one.until), *(getattr(one.names, name) for name in register.NAMES))
            for one in it.former
        ),
    }


def written(entries: Iterable[Entry]) -> str:
    """The whole table, for a spreadsheet: with the mark by which it knows UTF-8, and no cell that acts as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for it in entries:
        said = said_of(it)
        writer.writerow([cells.guarded(said[name]) for name in COLUMNS])
    return BOM + out.getvalue()


def _line(*parts: str) -> str:
    """Empty fields at the end are left out. What parts the fields never follows a backslash, because a space does."""
    said = [it.replace("|", r"\|") for it in parts]
    while said and not said[-1]:
        said.pop()
    return " | ".join(said)


def _parts(line: str, most: int) -> list[str]:
    """The fields of a line, the missing ones empty. Raises ValueError for more than so many."""
    found = [it.strip().replace(r"\|", "|") for it in _BARS.split(line)]
    if len(found) > most:
        raise ValueError(line)
    return [*found, *[""] * (most - len(found))]


def _day(said: str) -> date | None:
    return days.read_day(said) if said else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


_BARS = re.compile(r"(?<!\\)\|")
