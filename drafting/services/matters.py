"""Appending to the record of a Process or of a meeting, and comparing it with the tables.

Whoever changes a row of `persistence/queries/matters.py` locks its book, changes it, and records the change here.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import LargeBinary, inspect
from sqlalchemy.orm import Session

from drafting.domain import matters, permissions
from drafting.domain.errors import WrongState
from drafting.persistence.queries import matters as queries
from drafting.persistence.queries.matters import Book, Entry
from drafting.persistence.records import Base, MeetingEntry, Process, ProcessEntry
from drafting.services import record as draft_record
from drafting.services import search_index

# What a row says of its own record is no fact of it.
_OWN = frozenset({"seq", "head_hash"})


def lock(session: Session, book: Book, actor: permissions.Actor, now: datetime) -> None:
    """Take the Process or the meeting for a change, held until the transaction ends.

    The rows as they stand before the first change ever go into the first entry, so that the books are whole.
    """
    queries.lock(session, book)
    if not book.seq:
        standing = list(queries.rows(session, book))
        search_index.follow(session, standing)
        rows = [{**_named(it), "facts": facts(it)} for it in standing]
        payload = {"rows": rows, "about": {}}
        _append(session, book, _entry(book, matters.OPENED, actor.person, "clock", None, now, payload), None)


def already_done(session: Session, book: Book, actor: permissions.Actor, token: str) -> bool:
    """Whether this submission has been carried out: a double click gets the first answer again."""
    return queries.by_token(session, book, draft_record.key(actor, token)) is not None


def record(
    session: Session,
    book: Book,
    actor: permissions.Actor,
    kind: str,
    *changed: Base,
    now: datetime,
    capacity: str = "office",
    gone: tuple[Base, ...] = (),
    party: int | None = None,
    about: Mapping[str, Any] | None = None,
    token: str | None = None,
) -> Entry:
    """Add one entry to the record of the book; the caller holds its lock.

    changed: every row that was made or changed, flushed or not; gone: rows removed, not yet deleted by the caller: this
    deletes them in their order; capacity: a key of `services/record.CAPACITIES`; about: what the sentence of the entry
    needs besides.
    """
    session.flush()  # The entry names its rows by number, and what referred to a removed row lets go of it first.
    for row in gone:
        session.delete(row)
        session.flush()  # In the order given: no row goes before those that refer to it.
    rows = [{**_named(it), "facts": facts(it)} for it in changed]
    rows += [{**_named(it), "facts": None} for it in gone]
    payload = {"rows": rows, "about": dict(about or {})}
    role = next((it for it in draft_record.CAPACITIES[capacity] if actor.holds(it)), capacity)
    key = None if token is None else draft_record.key(actor, token)
    search_index.follow(session, changed, gone)
    return _append(session, book, _entry(book, kind, actor.person, role, party, now, payload), key)


def _entry(
    book: Book, kind: str, person: int, capacity: str, party: int | None, now: datetime, payload: Mapping[str, Any]
) -> matters.Matter:
    """The next entry of the book's record, as a value."""
    return matters.Matter(
        book=table_of(book),
        of=book.id,
        seq=book.seq + 1,
        kind=kind,
        person=person,
        capacity=capacity,
        party=party,
        at=now,
        payload=payload,
        previous=book.head_hash or matters.FIRST,
    )


def _append(session: Session, book: Book, it: matters.Matter, token: str | None) -> Entry:
    row: dict[str, Any] = {
        "seq": it.seq,
        "kind": it.kind,
        "person_id": it.person,
        "capacity": it.capacity,
        "party_id": it.party,
        "at": it.at,
        "payload": dict(it.payload),
        "previous": it.previous,
        "hash": matters.matter_hash(it),
        "token": token,
    }
    entry = (
        ProcessEntry(process_id=book.id, **row)
        if isinstance(book, Process)
        else MeetingEntry(meeting_id=book.id, **row)
    )
    session.add(entry)
    book.seq, book.head_hash = entry.seq, entry.hash
    return entry


def facts(row: Base) -> dict[str, Any]:
    """The columns of a row as JSON values; of a file only its hash, which is a column of its own."""
    columns = inspect(type(row)).columns
    kept = [it for it in columns if it.name not in _OWN and not isinstance(it.type, LargeBinary)]
    return {it.name: _plain(getattr(row, it.key)) for it in kept}


def seal(row: Base) -> str:
    """Names a row as it stands: a form carries it, and whoever saves an older one is told that the row moved on."""
    return hashlib.sha256(json.dumps(facts(row), sort_keys=True).encode()).hexdigest()[:16]


def require_unmoved(row: Base, shown: str) -> None:
    """Raises WrongState("moved on") when the row is not what the form showed."""
    if seal(row) != shown:
        raise WrongState("moved on", "")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def table_of(row: Base) -> str:
    """The name of the table that a row stands in."""
    return str(inspect(type(row)).local_table.description)


def number_of(row: Base) -> int:
    """The number of a stored row. Raises IndexError for one that is not stored yet."""
    return int((inspect(row).identity or ())[0])


def _named(row: Base) -> dict[str, Any]:
    return {"table": table_of(row), "id": number_of(row)}
