"""What the papers of a meeting are drawn up from, each kind of row read once, and the papers that were drawn up."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drafting.persistence.records import (
    AgendaItem,
    AgendaSpeaker,
    Attendance,
    ChairTerm,
    CurrentText,
    Delegate,
    Document,
    DocumentVersion,
    Draft,
    Entry,
    Meeting,
    Paragraph,
    Participation,
    Revision,
    Sitting,
    Speech,
)


class Rows(NamedTuple):
    """The rows of one meeting. attended: delegates noted in any sitting; terms: of the whole Process, by beginning."""

    sittings: list[Sitting]
    items: list[AgendaItem]
    speakers: list[AgendaSpeaker]
    delegates: list[Delegate]
    attended: set[int]
    speeches: list[Speech]
    terms: list[ChairTerm]
    adopted: list[Draft]


def rows(session: Session, meeting: Meeting) -> Rows:
    def of(table: Any, *order: Any) -> list[Any]:
        return list(session.scalars(select(table).where(table.meeting_id == meeting.id).order_by(*order)))

    terms = select(ChairTerm).where(ChairTerm.process_id == meeting.process_id).order_by(ChairTerm.starts_on)
    adopted = select(Draft).where(Draft.meeting_id == meeting.id, Draft.phase == "adopted", Draft.kind == "text")
    attended = select(Attendance.delegate_id).where(Attendance.meeting_id == meeting.id)
    return Rows(
        sittings=of(Sitting, Sitting.starts_at, Sitting.number),
        items=of(AgendaItem, AgendaItem.place, AgendaItem.id),
        speakers=of(AgendaSpeaker, AgendaSpeaker.place, AgendaSpeaker.id),
        delegates=of(Delegate, Delegate.id),
        attended=set(session.scalars(attended)),
        speeches=of(Speech, Speech.place, Speech.id),
        terms=list(session.scalars(terms)),
        adopted=list(session.scalars(adopted.order_by(Draft.adopted_at, Draft.id))),
    )


class Line(NamedTuple):
    kind: str
    label: str
    level: int
    text: str


def lines(session: Session, drafts: Collection[int]) -> dict[int, list[Line]]:
    """Draft -> its paragraphs as they stand, in its own language, in order."""
    query = (
        select(Paragraph.draft_id, Paragraph.kind, Paragraph.label, Paragraph.level, Revision.text)
        .join(Draft, Draft.id == Paragraph.draft_id)
        .join(CurrentText, (CurrentText.paragraph_id == Paragraph.id) & (CurrentText.language == Draft.language))
        .join(Revision, Revision.id == CurrentText.revision_id)
        .where(Paragraph.draft_id.in_(drafts), Paragraph.state != "deleted")
        .order_by(Paragraph.draft_id, Paragraph.place)
    )
    found: dict[int, list[Line]] = defaultdict(list)
    for draft, kind, label, level, text in session.execute(query):
        found[draft].append(Line(kind, label, level, text))
    return found


def participation(session: Session, drafts: Collection[int]) -> dict[int, dict[int, Participation]]:
    """Draft -> party -> what is stated of it."""
    found: dict[int, dict[int, Participation]] = defaultdict(dict)
    for it in session.scalars(select(Participation).where(Participation.draft_id.in_(drafts))):
        found[it.draft_id][it.party_id] = it
    return found


def documents(session: Session, meeting_id: int) -> list[Document]:
    query = select(Document).where(Document.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(Document.id)))


def versions(session: Session, meeting_id: int) -> list[DocumentVersion]:
    """Those of the meeting's documents, the newest of each language last."""
    query = select(DocumentVersion).where(DocumentVersion.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(DocumentVersion.number, DocumentVersion.id)))


def drafts(session: Session, ids: Iterable[int]) -> dict[int, Draft]:
    return {it.id: it for it in session.scalars(select(Draft).where(Draft.id.in_(set(ids))))}


def origins(session: Session, ids: Collection[int]) -> dict[int, Entry]:
    """Draft -> the entry that made it, which keeps the hash of what it was made of."""
    query = select(Entry).where(Entry.draft_id.in_(ids), Entry.seq == 1, Entry.kind == "draft imported")
    return {it.draft_id: it for it in session.scalars(query)}


def kind_of(session: Session, draft_id: int) -> str:
    """The kind of the paper that a draft is a version of, "" for any other text."""
    query = select(Document.kind).join(DocumentVersion, DocumentVersion.document_id == Document.id)
    return session.scalars(query.where(DocumentVersion.draft_id == draft_id).limit(1)).first() or ""


def highest_number(session: Session, meeting_id: int) -> int:
    """The highest number of a document of the meeting, 0 while there is none."""
    return session.scalar(select(func.max(Document.number)).where(Document.meeting_id == meeting_id)) or 0
