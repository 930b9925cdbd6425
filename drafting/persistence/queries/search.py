"""The full-text search of the archive, on the means of each database.

SQLite: a table of FTS5 that holds stems. PostgreSQL: vectors of its own English and Russian morphology.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    case,
    column,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from drafting.domain.readership import Readership
from drafting.persistence.queries import access
from drafting.persistence.records import Document, Meeting, Process, Publication, SearchEntry

WORDS = table("search_words", column("rowid"), column("title"), column("body"), column("english"), column("russian"))
# A word of a title counts for as much as these of the text.
TITLE, BODY = 8.0, 1.0


@dataclass(frozen=True)
class Asked:
    """sought: of SQLite the stems, of PostgreSQL the words, as its query says them; process: a slug; the rest as in
    `SearchEntry`. None asks for all."""

    sought: str
    process: str | None = None
    kind: str | None = None
    year: int | None = None
    language: str | None = None


class Found(NamedTuple):
    """slug: of the adopted text, None for other things."""

    entry: SearchEntry
    process: Process
    meeting: Meeting | None
    slug: str | None


def has_own_morphology(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def put_words(session: Session, entry: int, title: str, body: str) -> None:
    session.execute(insert(WORDS).values(rowid=entry, title=title, body=body))


def entries_of(session: Session, kind: str, of: Iterable[int]) -> list[SearchEntry]:
    return list(session.scalars(select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.of.in_(set(of)))))


def drop(session: Session, entries: Sequence[int]) -> None:
    session.execute(delete(WORDS).where(WORDS.c.rowid.in_(entries)))
    session.execute(delete(SearchEntry).where(SearchEntry.id.in_(entries)))


def drop_all(session: Session) -> None:
    session.execute(delete(WORDS))
    session.execute(delete(SearchEntry))


def issues(session: Session, document: int, language: str | None = None) -> list[Publication]:
    """What was published of a document, by version."""
    query = select(Publication).where(Publication.document_id == document)
    if language is not None:
        query = query.where(Publication.language == language)
    return list(session.scalars(query.order_by(Publication.version, Publication.id)))


def count(session: Session, who: Readership, asked: Asked) -> int:
    return session.scalar(_found(session, who, asked, func.count())) or 0


def page(session: Session, who: Readership, asked: Asked, *, limit: int, offset: int) -> list[Found]:
    """The best hits, the newest first among equals."""
    of_document = and_(SearchEntry.kind == "document", Publication.id == SearchEntry.of)
    query = (
        _found(session, who, asked, SearchEntry, Process, Meeting, Publication.slug)
        .outerjoin(Publication, of_document)
        .order_by(_rank(session), SearchEntry.year.desc(), SearchEntry.id)
    )
    return [Found(*row) for row in session.execute(query.limit(limit).offset(offset))]


def years(session: Session, who: Readership) -> list[int]:
    """The years of what the reader may find, the newest first."""
    query = _admitted(select(SearchEntry.year).select_from(SearchEntry), who).distinct()
    return list(session.scalars(query.order_by(SearchEntry.year.desc())))


def _found(session: Session, who: Readership, asked: Asked, *what: Any) -> Select[Any]:
    query: Select[Any] = select(*what).select_from(SearchEntry)
    query = _admitted(query.join(WORDS, WORDS.c.rowid == SearchEntry.id), who).where(_matches(session, asked.sought))
    wanted = (
        (Process.slug, asked.process),
        (SearchEntry.kind, asked.kind),
        (SearchEntry.year, asked.year),
        (SearchEntry.language, asked.language),
    )
    return query.where(*(field == value for field, value in wanted if value is not None)).params(sought=asked.sought)


def _admitted(query: Select[Any], who: Readership) -> Select[Any]:
    """Only what the reader may read, decided by the rows themselves: nobody has to keep the index in step with them.

    An adopted text is found by its own class, wherever it was adopted; everything else of a meeting with the meeting.
    """
    meeting = or_(SearchEntry.meeting_id.is_(None), access.of_meeting(who))
    document = and_(access.of_document(who), Document.withdrawn_at.is_(None))
    return (
        query.join(Process, Process.id == SearchEntry.process_id)
        .outerjoin(Meeting, Meeting.id == SearchEntry.meeting_id)
        .outerjoin(Document, Document.id == SearchEntry.document_id)
        .where(
            access.of_process(who),
            case(
                (SearchEntry.kind == "document", access.of_document(who)),
                (SearchEntry.kind == "paper", and_(meeting, document)),
                else_=meeting,
            ),
        )
    )


def _matches(session: Session, sought: str) -> ColumnElement[bool]:
    if not has_own_morphology(session):
        return text("search_words MATCH :sought").bindparams(bindparam("sought", sought, Text))  # type: ignore[return-value]
    is_russian = SearchEntry.language == "ru"
    return or_(
        and_(is_russian, WORDS.c.russian.bool_op("@@")(_query("russian"))),
        and_(~is_russian, WORDS.c.english.bool_op("@@")(_query("english"))),
    )


def _rank(session: Session) -> ColumnElement[float]:
    """The smaller, the better."""
    if not has_own_morphology(session):
        return literal_column(f"bm25(search_words, {TITLE}, {BODY})")
    ranks = {it: func.ts_rank(WORDS.c[it], _query(it)) for it in ("russian", "english")}
    return -case((SearchEntry.language == "ru", ranks["russian"]), else_=ranks["english"])


def _query(configuration: str) -> ColumnElement[object]:
    return func.websearch_to_tsquery(literal_column(f"'{configuration}'::regconfig"), bindparam("sought", type_=Text))
