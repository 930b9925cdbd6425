"""Drafts, paragraphs and texts."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from drafting.persistence.records import CurrentText, Draft, Entry, Meeting, Paragraph, Process, Revision


class Located(NamedTuple):
    draft: Draft
    meeting: Meeting
    process: Process


class Text(NamedTuple):
    """A paragraph with its current text in the draft's original language."""

    paragraph: Paragraph
    revision: Revision

    def line(self) -> "Line":
        it, revision = self
        return Line(
            it.id,
            it.kind,
            it.label,
            it.level,
            it.state,
            it.wording,
            it.changed_seq,
            revision.id,
            revision.number,
            revision.text,
        )


class Line(NamedTuple):
    """The same as plain values, for pages that show hundreds. number: of the revision."""

    id: int
    kind: str
    label: str
    level: int
    state: str
    wording: str
    changed_seq: int
    revision_id: int
    number: int
    text: str


class Seat(NamedTuple):
    """Where a paragraph sits, without its text. beside: the paragraph before or after which it was inserted; None where
    it was there from the beginning, or was inserted before the record told of it."""

    id: int
    place: str
    label: str
    kind: str
    level: int
    beside: int | None = None


# What every page of a draft asks is put into words once, because that costs as much as the answer.
_LOCATED = (
    select(Draft, Meeting, Process)
    .join(Meeting, Meeting.id == Draft.meeting_id)
    .join(Process, Process.id == Draft.process_id)
    .where(Draft.id == bindparam("draft_id"))
)
_LOCATED_AND_LOCKED = _LOCATED.with_for_update(of=Draft)


def _current(*what: Any) -> Select[Any]:
    """The paragraphs of a draft with their current texts in one language, in order."""
    return (
        select(*what)
        .join_from(Paragraph, CurrentText, CurrentText.paragraph_id == Paragraph.id)
        .join(Revision, Revision.id == CurrentText.revision_id)
        .where(Paragraph.draft_id == bindparam("draft_id"), CurrentText.language == bindparam("language"))
        .order_by(Paragraph.place)
    )


_TEXTS = _current(Paragraph, Revision)
_TEXT = _TEXTS.where(Paragraph.id == bindparam("paragraph_id"))
_LINES = _current(
    Paragraph.id,
    Paragraph.kind,
    Paragraph.label,
    Paragraph.level,
    Paragraph.state,
    Paragraph.wording,
    Paragraph.changed_seq,
    Revision.id,
    Revision.number,
    Revision.text,
)
_WITH_NOTES = _current(Paragraph.kind, Paragraph.label, Paragraph.state, Revision.text).where(
    or_(Paragraph.kind == "note", Revision.text.contains("[^", autoescape=True))
)


def locate(session: Session, draft_id: int, *, lock: bool) -> Located | None:
    """The draft with its meeting and Process; `lock` takes the draft's row, the one lock of all its changes."""
    row = session.execute(_LOCATED_AND_LOCKED if lock else _LOCATED, {"draft_id": draft_id}).one_or_none()
    return None if row is None else Located(row[0], row[1], row[2])


def texts(session: Session, draft_id: int, language: str) -> list[Text]:
    """Every paragraph in order with its current text, deleted ones included."""
    rows = session.execute(_TEXTS, {"draft_id": draft_id, "language": language})
    return [Text(row[0], row[1]) for row in rows]


def lines(session: Session, draft_id: int, language: str) -> list[Line]:
    """As `texts`; objects that nobody changes would cost a long page more than its words do."""
    return [Line._make(row) for row in session.execute(_LINES, {"draft_id": draft_id, "language": language})]


def with_notes(session: Session, draft_id: int, language: str) -> list[Row[str, str, str, str]]:
    """(kind, label, state, text) of the notes, and of the paragraphs that mark one, in order."""
    return list(session.execute(_WITH_NOTES, {"draft_id": draft_id, "language": language}))


def text(session: Session, draft_id: int, paragraph_id: int, language: str) -> Text | None:
    where = {"draft_id": draft_id, "paragraph_id": paragraph_id, "language": language}
    row = session.execute(_TEXT, where).one_or_none()
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
    beside = _inserted_beside(session, draft_id)
    return [Seat(*row, beside.get(row.id)) for row in rows]


def _inserted_beside(session: Session, draft_id: int) -> dict[int, int]:
    """Inserted paragraph -> the one beside which it was, as the record tells."""
    rows = session.execute(
        select(Entry.paragraph_id, Entry.payload["beside"].as_integer()).where(
            Entry.draft_id == draft_id, Entry.kind == "paragraph added"
        )
    )
    return {paragraph: beside for paragraph, beside in rows if paragraph and beside}


def all_ids(session: Session) -> list[int]:
    return list(session.scalars(select(Draft.id).order_by(Draft.id)))
