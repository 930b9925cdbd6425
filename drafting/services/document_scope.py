"""Where a document belongs, who keeps it, and what its record may say of it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import papers
from drafting.domain.errors import NotAllowed, NotFound, WrongState
from drafting.persistence.queries import documents as queries
from drafting.persistence.queries.matters import Book
from drafting.persistence.records import Base, Document
from drafting.services import matters
from drafting.services.scope import MeetingScope, ProcessScope, meeting_scope, process_scope

Scope = MeetingScope | ProcessScope
NOTHING: Mapping[str, object] = {}


def book_of(scope: Scope) -> Book:
    return scope.meeting if isinstance(scope, MeetingScope) else scope.process


def scope_of(session: Session, person_id: int, document_id: int, now: datetime, *, lock: bool = False) -> Scope:
    """The meeting of a document, or its Process, for whoever has a role there. Raises NotFound."""
    row = session.get(Document, document_id)
    if row is None:
        raise NotFound
    if row.meeting_id is None:
        return process_scope(session, person_id, row.process_id, now, lock=lock)
    return meeting_scope(session, person_id, row.meeting_id, now, lock=lock)


def find(session: Session, scope: Scope, document_id: int) -> Document:
    """A document that the person may know of, as it stands now. Raises NotFound."""
    row = session.get(Document, document_id, populate_existing=True)
    if row is None or not is_shown(scope, row):
        raise NotFound
    return row


def is_shown(scope: Scope, row: Document) -> bool:
    return papers.is_shown(scope.reader(), row.access, row.party_id, withdrawn=row.withdrawn_at is not None)


def keeps(scope: Scope, row: Document) -> bool:
    """Whether the person changes it: a delegation its own paper, the Office whatever was given to it."""
    if row.access == "delegation":
        return scope.may("give own paper", owner=row.party_id)
    return scope.may("distribute")


def kept(session: Session, scope: Scope, document_id: int) -> Document:
    """A document that the person changes. Raises NotFound; NotAllowed; WrongState for what the archive keeps."""
    row = find(session, scope, document_id)
    if not keeps(scope, row):
        raise NotAllowed("distribute")
    if row.withdrawn_at is not None:
        raise WrongState("withdrawn", "change document")
    if queries.is_published(session, row.id):
        raise WrongState("published", "change document")
    return row


def record(
    session: Session,
    scope: Scope,
    kind: str,
    row: Document,
    *rows: Base,
    now: datetime,
    token: str,
    gone: tuple[Base, ...] = (),
    about: Mapping[str, object] = NOTHING,
) -> None:
    """Enter what was done with a document. rows: what else was changed; about: further facts for the sentence.

    The entry names the document only where everybody who reads the record is admitted to it.
    """
    session.add(row)
    # A delegation's own paper is its own act; whatever else is done with documents the Office does.
    own = row.party_id is not None and row.party_id in scope.actor.seats()
    matters.record(
        session,
        book_of(scope),
        scope.actor,
        kind,
        row,
        *rows,
        now=now,
        capacity="delegation" if own else "office",
        party=row.party_id if own else None,
        gone=gone,
        about={**_named(row), **about},
        token=token,
    )


def _named(row: Document) -> dict[str, object]:
    if row.access not in papers.TOLD:
        return {"access": row.access}
    return {"access": row.access, "symbol": row.symbol, "title_en": row.title_en, "title_ru": row.title_ru}
