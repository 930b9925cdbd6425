"""What was adopted in a meeting, and what of it was published."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.records import AgendaItem, Document, DocumentVersion, Draft, Entry, Publication

ISSUED = ("draft adopted", "draft reissued")


class Published(NamedTuple):
    publication: Publication
    document: Document


def adopted(session: Session, meeting_id: int) -> list[Draft]:
    """In the order of their adoption. Decisions of one paragraph are texts like any other."""
    query = select(Draft).where(Draft.meeting_id == meeting_id, Draft.phase == "adopted")
    return list(session.scalars(query.order_by(Draft.adopted_at, Draft.id)))


def issues(session: Session, drafts: Collection[int]) -> list[Entry]:
    """The adoption and the reissues of each, in order."""
    query = select(Entry).where(Entry.draft_id.in_(drafts), Entry.kind.in_(ISSUED))
    return list(session.scalars(query.order_by(Entry.draft_id, Entry.seq)))


def of_meeting(session: Session, meeting_id: int) -> list[Published]:
    query = select(Publication, Document).join(Document, Document.id == Publication.document_id)
    rows = session.execute(query.where(Publication.meeting_id == meeting_id).order_by(Publication.version))
    return [Published(*row) for row in rows]


def of_draft(session: Session, draft_id: int) -> list[Publication]:
    """By version."""
    query = select(Publication).where(Publication.draft_id == draft_id)
    return list(session.scalars(query.order_by(Publication.version)))


def of_document(session: Session, document_id: int) -> list[Publication]:
    return list(session.scalars(select(Publication).where(Publication.document_id == document_id)))


def slugs(session: Session, process_id: int) -> set[str]:
    return set(session.scalars(select(Publication.slug).where(Publication.process_id == process_id).distinct()))


def document(session: Session, meeting_id: int, document_id: int) -> Document | None:
    return session.scalar(select(Document).where(Document.id == document_id, Document.meeting_id == meeting_id))


def item_of(session: Session, draft_id: int) -> AgendaItem | None:
    """The item of the agenda that took the text up."""
    return session.scalar(select(AgendaItem).where(AgendaItem.draft_id == draft_id).order_by(AgendaItem.id).limit(1))


def newest_version(session: Session, document_id: int, language: str) -> int:
    """Number of the newest version of a document in a language, 0 for none."""
    query = select(DocumentVersion.number).where(
        DocumentVersion.document_id == document_id, DocumentVersion.language == language
    )
    return session.scalar(query.order_by(DocumentVersion.number.desc()).limit(1)) or 0
