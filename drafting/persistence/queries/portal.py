"""What the archive shows: every query takes the reader and leaves in the database what is not the reader's."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, defer, load_only

from drafting.domain.readership import Readership
from drafting.persistence.queries import access
from drafting.persistence.records import (
    AgendaItem,
    ChairTerm,
    Document,
    DocumentVersion,
    Instrument,
    Meeting,
    Membership,
    Party,
    PartyName,
    Process,
    Publication,
    Recommendation,
    WorkingGroup,
)

# Pages and feeds hold no more than this; an archive of yearly meetings reaches it in a thousand years.
MOST = 1000


class Issued(NamedTuple):
    """A published issue with its document. The blocks are left in the database."""

    publication: Publication
    document: Document
    process: Process


class Paper(NamedTuple):
    document: Document
    item: AgendaItem | None


class Advice(NamedTuple):
    group: WorkingGroup
    recommendation: Recommendation


class Term(NamedTuple):
    term: ChairTerm
    party: Party


def processes(session: Session, who: Readership) -> list[Process]:
    return list(session.scalars(select(Process).where(access.of_process(who)).order_by(Process.name_en).limit(MOST)))


def process(session: Session, who: Readership, slug: str) -> Process | None:
    return session.scalar(select(Process).where(Process.slug == slug, access.of_process(who)))


def instruments(session: Session, process_id: int) -> list[Instrument]:
    query = select(Instrument).where(Instrument.process_id == process_id)
    return list(session.scalars(query.order_by(Instrument.adopted_on, Instrument.id)))


def chair(session: Session, process_id: int, on: date) -> Term | None:
    """Who chairs the Process on a day."""
    query = (
        select(ChairTerm, Party)
        .join(Party, Party.id == ChairTerm.party_id)
        .where(ChairTerm.process_id == process_id, ChairTerm.starts_on <= on, ChairTerm.ends_on > on)
        .order_by(ChairTerm.starts_on.desc(), ChairTerm.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else Term(*row)


def parties(session: Session, process_id: int) -> list[Party]:
    return list(session.scalars(select(Party).where(Party.process_id == process_id)))


def memberships(session: Session, process_id: int) -> list[Membership]:
    query = select(Membership).where(Membership.process_id == process_id)
    return list(session.scalars(query.order_by(Membership.since.nulls_first(), Membership.id)))


def former_names(session: Session, process_id: int) -> list[PartyName]:
    query = select(PartyName).where(PartyName.process_id == process_id)
    return list(session.scalars(query.order_by(PartyName.until, PartyName.id)))


def meetings(session: Session, who: Readership, process_id: int) -> list[Meeting]:
    """The newest first."""
    query = select(Meeting).where(Meeting.process_id == process_id, access.of_meeting(who))
    return list(session.scalars(query.order_by(Meeting.starts_on.desc(), Meeting.id.desc()).limit(MOST)))


def meeting(session: Session, who: Readership, process_id: int, *, slug: str = "", number: int = 0) -> Meeting | None:
    """One meeting by its address or by its number."""
    query = select(Meeting).where(Meeting.process_id == process_id, access.of_meeting(who))
    return session.scalar(query.where(or_(Meeting.slug == slug, Meeting.id == number)))


def _issued(who: Readership) -> Select[Publication, Document, Process]:
    return (
        select(Publication, Document, Process)
        .join(Document, Document.id == Publication.document_id)
        .join(Process, Process.id == Publication.process_id)
        .where(access.of_process(who), access.of_document(who))
    )


def publications(session: Session, who: Readership, process_id: int, *, meeting_id: int | None = None) -> list[Issued]:
    """The newest issue of each adopted text in each language, the newest text first."""
    newest = (
        select(Publication.slug, Publication.language, func.max(Publication.version).label("version"))
        .where(Publication.process_id == process_id)
        .group_by(Publication.slug, Publication.language)
        .subquery()
    )
    query = (
        _issued(who)
        .join(
            newest,
            (newest.c.slug == Publication.slug)
            & (newest.c.language == Publication.language)
            & (newest.c.version == Publication.version),
        )
        .where(Publication.process_id == process_id)
    )
    if meeting_id is not None:
        query = query.where(Publication.meeting_id == meeting_id)
    query = query.order_by(Publication.adopted_on.desc(), Publication.slug, Publication.language).limit(MOST)
    return [Issued(*row) for row in session.execute(query.options(defer(Publication.blocks)))]


def issues(session: Session, who: Readership, process_id: int, slug: str) -> list[Issued]:
    """Every issue at an address, in every language, by version."""
    query = _issued(who).where(Publication.process_id == process_id, Publication.slug == slug)
    query = query.order_by(Publication.version, Publication.language).options(defer(Publication.blocks))
    return [Issued(*row) for row in session.execute(query)]


def blocks(session: Session, publication_id: int) -> list[dict[str, Any]]:
    """The text of an issue that the reader was admitted to."""
    found: list[dict[str, Any]] = session.scalars(
        select(Publication.blocks).where(Publication.id == publication_id)
    ).one()
    return found


def texts(session: Session, who: Readership, *, limit: int) -> list[Issued]:
    """The newest issues with their texts, of every Process."""
    query = _issued(who).order_by(Publication.published_at.desc(), Publication.id.desc()).limit(limit)
    return [Issued(*row) for row in session.execute(query)]


def by_hash(session: Session, who: Readership, value: str) -> list[Issued]:
    query = _issued(who).where(Publication.hash == value).order_by(Publication.id).options(defer(Publication.blocks))
    return [Issued(*row) for row in session.execute(query)]


def _papers(who: Readership) -> Select[Document]:
    published = exists().where(Publication.document_id == Document.id)
    return select(Document).where(access.of_document(who), Document.withdrawn_at.is_(None), ~published)


def papers(session: Session, who: Readership, meeting_id: int) -> list[Paper]:
    """The papers of a meeting that the reader is admitted to, by item; adopted texts are no papers."""
    query = (
        _papers(who)
        .add_columns(AgendaItem)
        .outerjoin(AgendaItem, AgendaItem.id == Document.item_id)
        .where(Document.meeting_id == meeting_id)
        .order_by(AgendaItem.place.nulls_last(), Document.number, Document.id)
    )
    return [Paper(*row) for row in session.execute(query)]


def paper(session: Session, who: Readership, process_id: int, document_id: int) -> Document | None:
    """A paper of a meeting that the reader is admitted to."""
    query = _papers(who).join(Meeting, Meeting.id == Document.meeting_id).where(access.of_meeting(who))
    return session.scalar(query.where(Document.process_id == process_id, Document.id == document_id))


def files(session: Session, documents: Collection[int]) -> list[DocumentVersion]:
    """The versions that are files, the newest last, without what the files hold."""
    query = select(DocumentVersion).where(DocumentVersion.document_id.in_(documents), DocumentVersion.sha256 != "")
    few = load_only(
        DocumentVersion.document_id, DocumentVersion.language, DocumentVersion.filename, DocumentVersion.size
    )
    return list(session.scalars(query.order_by(DocumentVersion.number).options(few)))


def file(session: Session, document_id: int, language: str) -> tuple[str, str, bytes] | None:
    """(name, media type, bytes) of the newest file in a language."""
    query = (
        select(DocumentVersion.filename, DocumentVersion.media_type, DocumentVersion.data)
        .where(
            DocumentVersion.document_id == document_id,
            DocumentVersion.language == language,
            DocumentVersion.sha256 != "",
        )
        .order_by(DocumentVersion.number.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], row[1], row[2] or b"")


def advice(session: Session, meeting_id: int) -> list[Advice]:
    """The recommendations of a meeting, by group."""
    query = (
        select(WorkingGroup, Recommendation)
        .join(Recommendation, Recommendation.group_id == WorkingGroup.id)
        .where(WorkingGroup.meeting_id == meeting_id)
        .order_by(WorkingGroup.place, WorkingGroup.id, Recommendation.number, Recommendation.id)
    )
    return [Advice(*row) for row in session.execute(query)]


def every_meeting(session: Session, who: Readership) -> list[tuple[Process, Meeting]]:
    query = select(Process, Meeting).join(Meeting, Meeting.process_id == Process.id)
    query = query.where(access.of_process(who), access.of_meeting(who)).order_by(Meeting.id).limit(MOST)
    return [(row[0], row[1]) for row in session.execute(query)]


def every_issue(session: Session, who: Readership) -> list[Issued]:
    query = _issued(who).order_by(Publication.id).options(defer(Publication.blocks)).limit(10 * MOST)
    return [Issued(*row) for row in session.execute(query)]
