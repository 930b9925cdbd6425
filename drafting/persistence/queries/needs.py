"""What waits for somebody in meetings and Processes, counted for all of them at once."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Row, Select, exists, func, select
from sqlalchemy.orm import Session

from drafting.persistence.records import (
    Addressee,
    Admission,
    Delegate,
    Document,
    DocumentOpening,
    DocumentVersion,
    Draft,
    FollowUp,
    Instruction,
    Meeting,
    NationalContact,
    Party,
    Proposal,
    Publication,
    Recommendation,
    ReturnedCopy,
    Speech,
)

Counts = dict[int, int]


def _counted(session: Session, query: "Select[int, int]") -> Counts:
    return {row[0]: row[1] for row in session.execute(query)}


def unconfirmed(session: Session, meetings: Collection[int]) -> Counts:
    """Meeting -> how many delegates are named and not confirmed."""
    return _counted(
        session,
        select(Delegate.meeting_id, func.count())
        .where(Delegate.meeting_id.in_(meetings), Delegate.state == "named")
        .group_by(Delegate.meeting_id),
    )


class Version(NamedTuple):
    """A document of a meeting with one of its language versions, if it has any; language: of the version."""

    meeting: int
    document: int
    language: str | None
    state: str | None


def versions(session: Session, meetings: Collection[int]) -> list[Version]:
    """The versions of every document that stands; a document without any is one row."""
    rows = session.execute(
        select(Meeting.id, Document.id, DocumentVersion.language, DocumentVersion.state)
        .join(Document, Document.meeting_id == Meeting.id)
        .outerjoin(DocumentVersion, DocumentVersion.document_id == Document.id)
        .where(Meeting.id.in_(meetings), Document.withdrawn_at.is_(None), Document.access != "delegation")
        .order_by(DocumentVersion.number)
    )
    return [Version(*row) for row in rows]


def unopened(session: Session, person_id: int, meetings: Collection[int]) -> list[Row[int, str, int | None]]:
    """(meeting, class of access, own delegation) of each document that the person has not opened yet."""
    opened = exists().where(DocumentOpening.document_id == Document.id, DocumentOpening.person_id == person_id)
    return list(
        session.execute(
            select(Meeting.id, Document.access, Document.party_id)
            .join(Document, Document.meeting_id == Meeting.id)
            .where(Meeting.id.in_(meetings), Document.withdrawn_at.is_(None), ~opened)
        )
    )


def asking(session: Session, meetings: Collection[int]) -> Counts:
    """Meeting -> how many ask for the floor."""
    return _counted(
        session,
        select(Speech.meeting_id, func.count())
        .where(Speech.meeting_id.in_(meetings), Speech.state == "asked")
        .group_by(Speech.meeting_id),
    )


def without_text(session: Session, meetings: Collection[int], parties: Collection[int]) -> list[Row[int, int]]:
    """(meeting, party) of each statement that is listed and whose text was not given."""
    return list(
        session.execute(
            select(Speech.meeting_id, Speech.party_id).where(
                Speech.meeting_id.in_(meetings),
                Speech.party_id.in_(parties),
                Speech.kind == "statement",
                Speech.state == "listed",
                Speech.text_en == "",
                Speech.text_ru == "",
            )
        )
    )


def own_entries(session: Session, person_id: int, meetings: Collection[int]) -> set[int]:
    """The meetings to which the person was invited and has not entered the own name and position."""
    return set(
        session.scalars(
            select(Delegate.meeting_id).where(
                Delegate.meeting_id.in_(meetings), Delegate.person_id == person_id, Delegate.state == "invited"
            )
        )
    )


def named(session: Session, meetings: Collection[int], parties: Collection[int]) -> set[tuple[int, int]]:
    """(meeting, party) of each delegation that has at least one member."""
    rows = session.execute(
        select(Delegate.meeting_id, Delegate.party_id)
        .where(Delegate.meeting_id.in_(meetings), Delegate.party_id.in_(parties), Delegate.state != "withdrawn")
        .distinct()
    )
    return {(row[0], row[1]) for row in rows}


def undecided_admissions(session: Session, meetings: Collection[int]) -> Counts:
    return _counted(
        session,
        select(Admission.meeting_id, func.count())
        .where(Admission.meeting_id.in_(meetings), Admission.state == "proposed")
        .group_by(Admission.meeting_id),
    )


def unpublished(session: Session, meetings: Collection[int]) -> Counts:
    """Meeting -> how many adopted texts are not in the archive."""
    published = exists().where(Publication.draft_id == Draft.id)
    return _counted(
        session,
        select(Draft.meeting_id, func.count())
        .where(Draft.meeting_id.in_(meetings), Draft.phase == "adopted", ~published)
        .group_by(Draft.meeting_id),
    )


def unruled(session: Session, drafts: Collection[int]) -> Counts:
    """Draft -> how many proposals are on the table without a ruling."""
    return _counted(
        session,
        select(Proposal.draft_id, func.count())
        .where(Proposal.draft_id.in_(drafts), Proposal.status == "tabled")
        .group_by(Proposal.draft_id),
    )


class Copies(NamedTuple):
    """How many returned copies of a draft were read and are not dealt with; party: whose they are, if anybody said."""

    draft: int
    party: int | None
    by_office: bool
    number: int


def copies(session: Session, drafts: Collection[int]) -> list[Copies]:
    rows = session.execute(
        select(ReturnedCopy.draft_id, ReturnedCopy.party_id, ReturnedCopy.by_office, func.count())
        .where(ReturnedCopy.draft_id.in_(drafts), ReturnedCopy.status == "read")
        .group_by(ReturnedCopy.draft_id, ReturnedCopy.party_id, ReturnedCopy.by_office)
    )
    return [Copies(*it) for it in rows]


def undone_instructions(session: Session, processes: Collection[int]) -> Counts:
    return _counted(
        session,
        select(Instruction.process_id, func.count())
        .where(Instruction.process_id.in_(processes), Instruction.done_at.is_(None))
        .group_by(Instruction.process_id),
    )


def without_coordinator(session: Session, processes: Collection[int]) -> Counts:
    """Process -> how many participating States have no national coordinator at present."""
    spoken_for = exists().where(
        NationalContact.party_id == Party.id, NationalContact.kind == "coordinator", NationalContact.until.is_(None)
    )
    return _counted(
        session,
        select(Party.process_id, func.count())
        .where(Party.process_id.in_(processes), Party.status == "participating", ~spoken_for)
        .group_by(Party.process_id),
    )


def unreported(session: Session, parties: Collection[int]) -> Counts:
    """Process -> how many recommendations to these parties are open without a report of theirs."""
    reported = exists().where(FollowUp.recommendation_id == Recommendation.id, FollowUp.party_id == Addressee.party_id)
    return _counted(
        session,
        select(Meeting.process_id, func.count(Recommendation.id.distinct()))
        .join(Recommendation, Recommendation.meeting_id == Meeting.id)
        .join(Addressee, Addressee.recommendation_id == Recommendation.id)
        .where(Addressee.party_id.in_(parties), Recommendation.state.in_(("open", "under way")), ~reported)
        .group_by(Meeting.process_id),
    )
