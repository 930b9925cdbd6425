"""The record of a Process and of a meeting: entries in a hash chain, and the replay of what they say.

Source: design.md "The record": matters of the Process and of a meeting have records of the same form as a draft's. An
entry keeps the facts of every row that it changed, so the newest facts of each row are the second set of books.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from drafting.domain.record import FIRST, text_hash

__all__ = ["FIRST", "OPENED", "Books", "Matter", "Name", "matter_hash", "replay"]

# The first entry of every record: the rows as they stood when it was opened.
OPENED = "record opened"
# A row: its table and its number.
Name = tuple[str, int]
# The newest facts of each row, column by column.
Books = dict[Name, dict[str, Any]]


@dataclass(frozen=True)
class Matter:
    """One entry. book: "process" or "meeting"; of: its id; at: aware UTC; person, party: ids or None.

    payload: {"rows": [{"table", "id", "facts"}], "about": {…}}; facts are None where the row was removed; about: what
    the sentence of the entry needs beside the rows.
    """

    book: str
    of: int
    seq: int
    kind: str
    person: int
    capacity: str
    party: int | None
    at: datetime
    payload: Mapping[str, Any]
    previous: str


def matter_hash(entry: Matter) -> str:
    """The entry's own hash, over everything in it and the hash before it."""
    facts = {**vars(entry), "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds")}
    return text_hash(json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def replay(payloads: Iterable[Mapping[str, Any]]) -> Books:
    """The rows as the record tells them, from the payloads in order. Raises KeyError for one of another shape."""
    books: Books = {}
    for payload in payloads:
        for row in payload["rows"]:
            name = (str(row["table"]), int(row["id"]))
            if row["facts"] is None:
                del books[name]
            else:
                books[name] = dict(row["facts"])
    return books
