"""Files of documents given out to whoever is admitted, and the first opening by each person noted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import access, papers
from drafting.domain.errors import NotFound
from drafting.persistence.queries import documents as queries
from drafting.persistence.records import Document, DocumentOpening, DocumentVersion
from drafting.services.document_scope import Scope, scope_of
from drafting.services.document_versions import holds


@dataclass(frozen=True)
class Opened:
    """A file that may be given out; its data are read apart. is_first: whether this person's opening of the document is
    still to be noted."""

    version: DocumentVersion
    is_first: bool


def open_file(
    session: Session, person_id: int | None, document_id: int, language: str, number: int, now: datetime
) -> Opened:
    """Find a file for a person, or for somebody who has not signed in.

    Old versions are for the Chair, the Office and whoever brought the document. Raises NotFound for whatever is not
    there or not for this person.
    """
    row = session.get(Document, document_id)
    found = queries.version(session, document_id, language, number)
    if row is None or found is None or not found.sha256:
        raise NotFound
    scope = _scope(session, person_id, document_id, now)
    reader = scope.reader() if scope else access.Reader(signed_in=person_id is not None)
    if not papers.is_shown(reader, row.access, row.party_id, withdrawn=row.withdrawn_at is not None):
        raise NotFound
    newest = max(it.number for it in queries.versions_of(session, row.id) if it.language == language and holds(it))
    if number != newest and not (reader.directing or row.party_id in reader.seats):
        raise NotFound
    noted = scope is None or session.get(DocumentOpening, (document_id, person_id)) is not None
    return Opened(found, is_first=not noted)


def data(session: Session, opened: Opened) -> bytes:
    return queries.file(session, opened.version.id) or b""


def _scope(session: Session, person_id: int | None, document_id: int, now: datetime) -> Scope | None:
    """None for whoever has no role where the document belongs."""
    try:
        return None if person_id is None else scope_of(session, person_id, document_id, now)
    except NotFound:
        return None


def note_opening(session: Session, person_id: int, document_id: int, now: datetime) -> None:
    """The first opening of a document by a person, for the delegation that the person sits with; later ones change
    nothing. Raises NotFound."""
    scope = scope_of(session, person_id, document_id, now)
    if session.get(DocumentOpening, (document_id, person_id)) is None:
        party = scope.actor.seat()
        session.add(DocumentOpening(document_id=document_id, person_id=person_id, party_id=party, at=now))
