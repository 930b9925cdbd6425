"""The record of a Process or of a meeting as a page: who did what, the newest first."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from drafting.persistence.queries import accounts, matters
from drafting.persistence.queries.matters import Book, Entry
from drafting.persistence.records import Person

SHOWN = 100


@dataclass(frozen=True)
class Line:
    """entry: as it is stored; person: who made it."""

    entry: Entry
    person: Person


@dataclass(frozen=True)
class Page:
    """lines: the newest first, SHOWN at most, below `before`; earlier: number to go on below, 0 at the beginning."""

    lines: tuple[Line, ...]
    earlier: int


def page(session: Session, book: Book, *, before: int | None = None) -> Page:
    entries = matters.newest(session, book, limit=SHOWN, before=before)
    people = accounts.names(session, {it.person_id for it in entries})
    lines = tuple(Line(it, people[it.person_id]) for it in entries)
    last = entries[-1].seq if entries else 1
    return Page(lines, last if last > 1 else 0)
