"""What the archive's search finds, kept in the transaction that changes it.

Whoever records a matter of a Process or a meeting has its index kept by that (`services/matters.record`); `rebuild`
makes the whole of it anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.domain import inline, search_words
from drafting.persistence.queries import search as queries
from drafting.persistence.records import (
    Base,
    Document,
    Meeting,
    Process,
    Publication,
    Recommendation,
    SearchEntry,
    WorkingGroup,
)
from drafting.services.stems import stem

# Signs of a text that are indexed; what is longer is a shelf of documents.
LONGEST = 300_000
KINDS = ("process", "meeting", "document", "paper", "recommendation")
Indexed = Process | Meeting | Publication | Document | Recommendation
_KIND_OF: Mapping[type[Base], str] = {
    Process: "process",
    Meeting: "meeting",
    Publication: "document",
    Document: "paper",
    Recommendation: "recommendation",
}
LANGUAGES = ("en", "ru")


@dataclass(frozen=True)
class _Found:
    """What is found in one language. sought_by: further words of the title, such as the symbol."""

    language: str
    title: str
    text: str
    sought_by: str = ""


def follow(session: Session, changed: Iterable[Base], gone: Iterable[Base] = ()) -> None:
    """Bring the index in step with rows that were changed or removed; rows of other tables are no concern of it."""
    whole = {id(it): it for row in changed for it in (row, *_told_by(session, row)) if type(it) in _KIND_OF}
    for it in (*whole.values(), *(it for it in gone if type(it) in _KIND_OF)):
        _drop(session, _KIND_OF[type(it)], it.id)  # type: ignore[attr-defined] # every one of them has it
    for it in whole.values():
        _put(session, cast("Indexed", it))


def _told_by(session: Session, row: Base) -> Iterator[Base]:
    """What is found by words or by a year of another row: a recommendation by its theme, papers by their meeting."""
    if isinstance(row, WorkingGroup):
        yield from session.scalars(select(Recommendation).where(Recommendation.group_id == row.id))
    elif isinstance(row, Meeting):
        for record in (Document, Recommendation):
            yield from session.scalars(select(record).where(record.meeting_id == row.id))


def rebuild(session: Session) -> int:
    """Make the whole index anew; answers how many entries it has."""
    queries.drop_all(session)
    for record in (Process, Meeting, Recommendation, Document):
        for row in session.scalars(select(record).order_by(record.id)):
            _put(session, cast("Indexed", row))
    session.flush()
    return len(list(session.scalars(select(SearchEntry.id))))


def _drop(session: Session, kind: str, of: int) -> None:
    queries.drop(session, [it.id for it in queries.entries_of(session, kind, {of})])


def _put(session: Session, row: Indexed) -> None:
    match row:
        case Process():
            _enter(session, "process", row.id, row.id, None, None, 0, _of_process(row))
        case Meeting():
            _enter(session, "meeting", row.id, row.process_id, row.id, None, row.starts_on.year, _of_meeting(row))
        case Publication():
            _publication(session, row)
        case Document():
            _paper(session, row)
        case _:
            _recommendation(session, row)


def _of_process(it: Process) -> Iterator[_Found]:
    yield _Found("en", it.name_en, "")
    yield _Found("ru", it.name_ru, "")


def _of_meeting(it: Meeting) -> Iterator[_Found]:
    yield _Found("en", it.title_en, _lines(it.theme_en, it.city_en))
    yield _Found("ru", it.title_ru, _lines(it.theme_ru, it.city_ru))


def _lines(*parts: str) -> str:
    return "\n".join(it for it in parts if it)


def _publication(session: Session, it: Publication) -> None:
    """The newest issue in each language is found; it leads to the earlier ones."""
    issues = queries.issues(session, it.document_id, it.language)
    if it.id != issues[-1].id:
        return
    for other in issues:
        _drop(session, "document", other.id)
    _drop(session, "paper", it.document_id)
    document = session.get_one(Document, it.document_id)
    title = {"en": document.title_en, "ru": document.title_ru}.get(it.language, it.title)
    found = _Found(it.language, title, "\n".join(_lines_of(it)), _lines(it.title, it.symbol))
    _enter(session, "document", it.id, it.process_id, it.meeting_id, document.id, it.adopted_on.year, (found,))


def _lines_of(it: Publication) -> Iterator[str]:
    for block in it.blocks:
        if block["kind"] not in ("symbol", "title"):
            label = "" if block["kind"] == "note" else block["label"]
            yield f"{label} {inline.plain(block['text'])}".strip()


def _paper(session: Session, it: Document) -> None:
    issues = queries.issues(session, it.id)
    for issue in issues:
        _publication(session, issue)
    if issues:
        return
    meeting = session.get(Meeting, it.meeting_id) if it.meeting_id else None
    year = meeting.starts_on.year if meeting else 0
    found = (_Found("en", it.title_en, "", it.symbol), _Found("ru", it.title_ru, "", it.symbol))
    _enter(session, "paper", it.id, it.process_id, it.meeting_id, it.id, year, found)


def _recommendation(session: Session, it: Recommendation) -> None:
    meeting = session.get_one(Meeting, it.meeting_id)
    group = session.get_one(WorkingGroup, it.group_id)
    found = (_Found("en", group.theme_en, it.text_en), _Found("ru", group.theme_ru, it.text_ru))
    _enter(session, "recommendation", it.id, meeting.process_id, meeting.id, None, meeting.starts_on.year, found)


def _enter(
    session: Session,
    kind: str,
    of: int,
    process: int,
    meeting: int | None,
    document: int | None,
    year: int,
    found: Iterable[_Found],
) -> None:
    rows = [it for it in found if it.title or it.text]
    entries = [
        SearchEntry(
            process_id=process,
            meeting_id=meeting,
            document_id=document,
            kind=kind,
            of=of,
            language=it.language,
            year=year,
            title=it.title,
            text=it.text[:LONGEST],
        )
        for it in rows
    ]
    session.add_all(entries)
    session.flush()  # The words are kept under the entries' numbers.
    for entry, it in zip(entries, rows, strict=True):
        title = _words(session, _lines(it.title, it.sought_by))
        queries.put_words(session, entry.id, title, _words(session, entry.text))


def _words(session: Session, text: str) -> str:
    """What the database indexes: the words, or their stems where it knows no morphology."""
    found = search_words.words(text)
    return " ".join(found if queries.has_own_morphology(session) else map(stem, found))
