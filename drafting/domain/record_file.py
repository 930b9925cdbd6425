"""A record as a file that anybody can check: one entry to a line, in the canonical form that its hash is taken of.

docs/record-file.md describes both forms for whoever reads them without this program.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from drafting.domain import cells
from drafting.domain.errors import BadText
from drafting.domain.record import FIRST, Entry, entry_hash

FORMAT = "drafting-record/1"
# What an entry's hash is taken of.
FACTS = ("draft", "seq", "kind", "person", "capacity", "party", "paragraph", "at", "payload", "previous")
# What it is not taken of: names for people to read.
SAID = ("person_name", "party_code", "paragraph_label")
WITHHELD = "withheld"
COLUMNS = (*FACTS, "hash", *SAID, WITHHELD)


@dataclass(frozen=True)
class Line:
    """An entry with its hash, and the names of whom and what it names, "" where it names nothing.

    is_withheld: whether the reader is not told its facts; then `entry` bears of them only those that everybody knows.
    """

    entry: Entry
    hash: str
    person_name: str = ""
    party_code: str = ""
    paragraph_label: str = ""
    is_withheld: bool = False


Problem = Literal["unreadable", "gap", "unchained", "changed", "head"]


@dataclass(frozen=True)
class Fault:
    """line: of the file, from 1; seq: number of the entry, None where none can be read or it is the file's head."""

    problem: Problem
    line: int
    seq: int | None = None


@dataclass(frozen=True)
class Checked:
    """What a file holds by itself. draft: its number, 0 where none can be read; entries: how many; head: the newest
    hash; withheld: numbers of the entries whose facts the file does not tell, for which only the chain vouches."""

    draft: int
    entries: int
    head: str
    withheld: tuple[int, ...]
    faults: tuple[Fault, ...]


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with its keys in order, no spaces and every sign as itself: what is hashed, as UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def facts(entry: Entry) -> dict[str, Any]:
    """What the hash of an entry is taken of; `at` in UTC with six digits behind the second."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {**{name: getattr(entry, name) for name in FACTS}, "at": at}


def json_lines(about: Mapping[str, Any], lines: Sequence[Line]) -> str:
    """The head of the file, then a line for each entry in order of seq, each ended by a line feed.

    about: what else the head says, such as the title; JSON values only.
    """
    head = {"format": FORMAT, "entries": len(lines), "head": lines[-1].hash if lines else FIRST}
    return "".join(f"{canonical(it)}\n" for it in ({**about, **head}, *map(_told, lines)))


def _told(it: Line) -> dict[str, Any]:
    told = facts(it.entry) | {"hash": it.hash} | {name: getattr(it, name) for name in SAID}
    return told | {WITHHELD: True} if it.is_withheld else told


def table(lines: Iterable[Line]) -> str:
    """The entries as a table with commas (RFC 4180), the payload in its canonical form.

    A cell that a spreadsheet would take for a formula is guarded by an apostrophe, which `domain/cells.plain`
    takes away; nothing else is changed.
    """
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for it in lines:
        told = {WITHHELD: None, **_told(it)}
        writer.writerow([cells.guarded(_cell(told[name])) for name in COLUMNS])
    return made.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return canonical(value) if isinstance(value, Mapping) else str(value)


def check(text: str) -> Checked:
    """Recompute the chain from the lines alone. Raises BadText: not-a-record."""
    head, *told = text.removesuffix("\n").split("\n")
    about = _head(head)
    faults: list[Fault] = []
    withheld: list[int] = []
    draft, seq, previous = 0, 0, FIRST
    for number, line in enumerate(told, 2):
        read = _read(line)
        if read is None:
            faults.append(Fault("unreadable", number))
            continue
        draft = draft or read.entry.draft
        faults += _faults(read, draft, seq, previous, number)
        withheld += [read.entry.seq] if read.is_withheld else []
        seq, previous = read.entry.seq, read.hash
    if (about.get("head"), about.get("entries")) != (previous, len(told)):
        faults.append(Fault("head", 1))
    return Checked(draft, len(told), previous, tuple(withheld), tuple(faults))


def _head(line: str) -> Mapping[str, Any]:
    try:
        head = json.loads(line)
    except (ValueError, RecursionError) as err:
        raise BadText("not-a-record") from err
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise BadText("not-a-record")
    return head


def _read(line: str) -> Line | None:
    """None for a line that holds no entry, whatever else it holds."""
    try:
        told = json.loads(line)
        at = datetime.fromisoformat(told["at"])
        entry = Entry(**{name: told[name] for name in FACTS} | {"at": at})
        is_whole = isinstance(entry.draft, int) and isinstance(entry.seq, int) and isinstance(told["hash"], str)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return Line(entry, told["hash"], is_withheld=WITHHELD in told) if is_whole and at.tzinfo else None


def _faults(read: Line, draft: int, before: int, previous: str, number: int) -> Iterator[Fault]:
    """What is wrong with an entry; before, previous: number and hash of the one above it."""
    it = read.entry
    if it.seq != before + 1 or it.draft != draft:
        yield Fault("gap", number, it.seq)
    elif it.previous != previous:
        yield Fault("unchained", number, it.seq)
    if not (read.is_withheld or _gives_its_hash(read)):
        yield Fault("changed", number, it.seq)


def _gives_its_hash(read: Line) -> bool:
    try:
        return entry_hash(read.entry) == read.hash
    except (ValueError, OverflowError):
        # Half of a surrogate pair has no UTF-8, a day beyond the calendar no UTC: neither was ever hashed.
        return False
