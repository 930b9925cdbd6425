"""Documents of a Process and its meetings, their versions without the files, and who opened them."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from drafting.persistence.queries.matters import Book
from drafting.persistence.records import (
    Admission,
    Document,
    DocumentOpening,
    DocumentVersion,
    Party,
    Process,
    Publication,
)


def _of(book: Book) -> ColumnElement[bool]:
    """The documents of a meeting, or those that are the Process's own."""
    if isinstance(book, Process):
        return (Document.process_id == book.id) & Document.meeting_id.is_(None)
    return Document.meeting_id == book.id


def documents(session: Session, book: Book) -> list[Document]:
    """In the order of their numbers, those without one last."""
    query = select(Document).where(_of(book))
    return list(session.scalars(query.order_by(Document.number.is_(None), Document.number, Document.id)))


def versions(session: Session, book: Book) -> list[DocumentVersion]:
    """Of all documents; the files are not read."""
    query = select(DocumentVersion).join(Document, Document.id == DocumentVersion.document_id).where(_of(book))
    return list(session.scalars(query.order_by(DocumentVersion.document_id, DocumentVersion.number)))


def versions_of(session: Session, document_id: int) -> list[DocumentVersion]:
    """The files are not read."""
    query = select(DocumentVersion).where(DocumentVersion.document_id == document_id)
    return list(session.scalars(query.order_by(DocumentVersion.language, DocumentVersion.number)))


def version(session: Session, document_id: int, language: str, number: int) -> DocumentVersion | None:
    query = select(DocumentVersion).where(
        DocumentVersion.document_id == document_id,
        DocumentVersion.language == language,
        DocumentVersion.number == number,
    )
    return session.scalar(query)


def file(session: Session, version_id: int) -> bytes | None:
    return session.scalar(select(DocumentVersion.data).where(DocumentVersion.id == version_id))


def highest_number(session: Session, book: Book) -> int:
    return session.scalar(select(func.max(Document.number)).where(_of(book))) or 0


def by_symbol(session: Session, process_id: int, symbol: str) -> list[int]:
    """The documents of the Process that bear it."""
    query = select(Document.id).where(Document.process_id == process_id, Document.symbol == symbol)
    return list(session.scalars(query))


def is_published(session: Session, document_id: int) -> bool:
    return session.scalar(select(Publication.id).where(Publication.document_id == document_id).limit(1)) is not None


def openings(session: Session, book: Book) -> list[tuple[int, int]]:
    """(document, party) of every delegation one of whose people opened it."""
    query = (
        select(DocumentOpening.document_id, DocumentOpening.party_id)
        .join(Document, Document.id == DocumentOpening.document_id)
        .where(_of(book))
        .distinct()
    )
    return [(document, party) for document, party in session.execute(query) if party is not None]


def opened_by(session: Session, book: Book, person_id: int) -> set[int]:
    """The documents that a person has opened."""
    query = (
        select(DocumentOpening.document_id)
        .join(Document, Document.id == DocumentOpening.document_id)
        .where(_of(book), DocumentOpening.person_id == person_id)
    )
    return set(session.scalars(query))


def admissions(session: Session, meeting_id: int) -> list[Any]:
    """(act, party) of each decided exception from the rule of who attends."""
    query = (
        select(Admission.act, Party)
        .join(Party, Party.id == Admission.party_id)
        .where(Admission.meeting_id == meeting_id, Admission.state == "decided")
    )
    return list(session.execute(query))
