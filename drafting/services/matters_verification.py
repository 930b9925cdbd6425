"""Double-entry book-keeping for a Process and a meeting: the chain recomputed, the record compared with the tables."""

from collections.abc import Iterator
from itertools import pairwise

from sqlalchemy.orm import Session

from drafting.domain import matters
from drafting.persistence.queries import matters as queries
from drafting.persistence.queries.matters import Book, Entry
from drafting.persistence.records import Process
from drafting.services.matters import facts, number_of, table_of
from drafting.services.verification import (
    CHANGED,
    DIFFERS,
    GONE,
    MISSING,
    UNCHAINED,
    UNREADABLE,
    UNTOLD,
    Finding,
    Verdict,
)


def verify(session: Session, book: Book) -> Verdict:
    """Check the record of one Process or one meeting; nothing is said of a record that was never opened."""
    entries = queries.entries(session, book)
    findings = [*_chain(book, entries), *(_books(session, book, entries) if entries else ())]
    head = entries[-1].hash if entries else ""
    title = book.name_en if isinstance(book, Process) else book.title_en
    return Verdict(book.id, title, len(entries), head, tuple(findings))


def _chain(book: Book, entries: list[Entry]) -> Iterator[Finding]:
    for number, it in enumerate(entries, 1):
        if it.seq != number:
            yield Finding("entry", str(number), MISSING)
            return
        if matters.matter_hash(_matter(book, it)) != it.hash:
            yield Finding("entry", str(it.seq), CHANGED)
    for before, it in pairwise(entries):
        if it.previous != before.hash:
            yield Finding("entry", str(it.seq), UNCHAINED)
    newest = (entries[-1].seq, entries[-1].hash) if entries else (0, "")
    if newest != (book.seq, book.head_hash):
        yield Finding(table_of(book), "newest entry", DIFFERS)


def _matter(book: Book, it: Entry) -> matters.Matter:
    return matters.Matter(
        book=table_of(book),
        of=book.id,
        seq=it.seq,
        kind=it.kind,
        person=it.person_id,
        capacity=it.capacity,
        party=it.party_id,
        at=it.at,
        payload=it.payload,
        previous=it.previous,
    )


def _books(session: Session, book: Book, entries: list[Entry]) -> Iterator[Finding]:
    try:
        told = matters.replay(it.payload for it in entries)
    except (KeyError, TypeError, ValueError):
        yield Finding("entry", "", UNREADABLE)
        return
    here = {(table_of(it), number_of(it)): facts(it) for it in queries.rows(session, book)}
    for name in sorted(here.keys() | told.keys()):
        row = f"{name[0]} {name[1]}"
        if name not in told:
            yield Finding(name[0], row, UNTOLD)
        elif name not in here:
            yield Finding(name[0], row, GONE)
        elif here[name] != told[name]:
            yield Finding(name[0], row, DIFFERS)
