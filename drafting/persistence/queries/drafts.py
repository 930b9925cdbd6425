"""Drafts, paragraphs and texts."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drafting.persistence.records import CurrentText, Draft, Meeting, Paragraph, Process, Revision


class Located(NamedTuple):
    draft: Draft
    meeting: Meeting
    process: Process


class Text(NamedTuple):
    """A paragraph with its current text in the draft's original language."""

    paragraph: Paragraph
    revision: Revision


class Seat(NamedTuple):
    """Where a paragraph sits, without its text."""

    id: int
    place: str
    label: str
    kind: str
    level: int


def locate(session: Session, draft_id: int, *, lock: bool) -> Located | None:
    """The draft with its meeting and Process; `lock` takes the draft's row, the one lock of all its changes."""
    query = (
        select(Draft, Meeting, Process)
        .join(Meeting, Meeting.id == Draft.meeting_id)
        .join(Process, Process.id == Draft.process_id)
        .where(Draft.id == draft_id)
    )
    if lock:
        query = query.with_for_update(of=Draft)
    row = session.execute(query).one_or_none()
    return None if row is None else Located(row[0], row[1], row[2])


def texts(session: Session, draft_id: int, language: str) -> list[Text]:
    """Every paragraph in order with its current text, deleted ones included."""
    rows = session.execute(
        select(Paragraph, Revision)
        .join(CurrentText, CurrentText.paragraph_id == Paragraph.id)
        .join(Revision, Revision.id == CurrentText.revision_id)
        .where(Paragraph.draft_id == draft_id, CurrentText.language == language)
        .order_by(Paragraph.place)
    )
    return [Text(row[0], row[1]) for row in rows]


def text(session: Session, draft_id: int, paragraph_id: int, language: str) -> Text | None:
    row = session.execute(
        select(Paragraph, Revision)
        .join(CurrentText, CurrentText.paragraph_id == Paragraph.id)
        .join(Revision, Revision.id == CurrentText.revision_id)
        .where(Paragraph.id == paragraph_id, Paragraph.draft_id == draft_id, CurrentText.language == language)
    ).one_or_none()
    return None if row is None else Text(row[0], row[1])


def current_hashes(session: Session, paragraph_id: int) -> dict[str, str]:
    """language -> hash of the current text."""
    rows = session.execute(
        select(CurrentText.language, Revision.hash)
        .join(Revision, Revision.id == CurrentText.revision_id)
        .where(CurrentText.paragraph_id == paragraph_id)
    )
    return {row[0]: row[1] for row in rows}


def current_text(session: Session, paragraph_id: int, language: str) -> CurrentText | None:
    return session.get(CurrentText, (paragraph_id, language))


def revision(session: Session, paragraph_id: int, language: str, number: int) -> Revision | None:
    return session.scalar(
        select(Revision).where(
            Revision.paragraph_id == paragraph_id, Revision.language == language, Revision.number == number
        )
    )


def revision_texts(session: Session, revision_ids: Iterable[int]) -> dict[int, str]:
    rows = session.execute(select(Revision.id, Revision.text).where(Revision.id.in_(set(revision_ids))))
    return {row[0]: row[1] for row in rows}


def revisions(session: Session, draft_id: int) -> list[Revision]:
    return list(
        session.scalars(
            select(Revision).where(Revision.draft_id == draft_id).order_by(Revision.paragraph_id, Revision.number)
        )
    )


def all_current(session: Session, draft_id: int) -> list[tuple[int, str, Revision]]:
    """(paragraph id, language, revision) for every language."""
    rows = session.execute(
        select(CurrentText.paragraph_id, CurrentText.language, Revision)
        .join(Revision, Revision.id == CurrentText.revision_id)
        .where(Revision.draft_id == draft_id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def places_and_labels(session: Session, draft_id: int) -> list[Seat]:
    """Every paragraph in order."""
    rows = session.execute(
        select(Paragraph.id, Paragraph.place, Paragraph.label, Paragraph.kind, Paragraph.level)
        .where(Paragraph.draft_id == draft_id)
        .order_by(Paragraph.place)
    )
    return [Seat(*row) for row in rows]


def drafts_of_meetings(session: Session, meeting_ids: Iterable[int]) -> list[Draft]:
    return list(
        session.scalars(
            select(Draft).where(Draft.meeting_id.in_(set(meeting_ids))).order_by(Draft.meeting_id, Draft.id)
        )
    )


def kinds_and_states(session: Session, draft_ids: Iterable[int]) -> list[tuple[int, str, str, int]]:
    """(draft id, kind, state, how many)."""
    rows = session.execute(
        select(Paragraph.draft_id, Paragraph.kind, Paragraph.state, func.count())
        .where(Paragraph.draft_id.in_(set(draft_ids)))
        .group_by(Paragraph.draft_id, Paragraph.kind, Paragraph.state)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def all_ids(session: Session) -> list[int]:
    return list(session.scalars(select(Draft.id).order_by(Draft.id)))
