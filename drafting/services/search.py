"""The search of the archive: what a reader is admitted to and no more, the best first."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from drafting.domain import search_words
from drafting.domain.readership import Readership
from drafting.domain.search_words import Part, Term
from drafting.persistence.queries import search as queries
from drafting.persistence.records import Meeting, Process, SearchEntry
from drafting.services.stems import stem

PAGE = 20
MOST_PAGES = 50


@dataclass(frozen=True)
class Query:
    """As a person asks. process: a slug, kind: of `services/search_index.KINDS`, year, language: "" or None for all;
    page: from 1."""

    words: str
    process: str = ""
    kind: str = ""
    year: int | None = None
    language: str = ""
    page: int = 1


@dataclass(frozen=True)
class Hit:
    """title, snippet: with what was found marked; slug: of the adopted text, "" for other things."""

    entry: SearchEntry
    process: Process
    meeting: Meeting | None
    slug: str
    title: tuple[Part, ...]
    snippet: tuple[Part, ...]


@dataclass(frozen=True)
class Results:
    """total: of all pages; pages: how many there are, MOST_PAGES at most."""

    hits: tuple[Hit, ...]
    total: int
    page: int
    pages: int


NOTHING = Results((), 0, 1, 0)


def search(session: Session, who: Readership, query: Query) -> Results:
    """Total: there is no query that fails. A query without a word finds nothing."""
    terms = search_words.terms(query.words)
    if not terms:
        return NOTHING
    asked = queries.Asked(
        sought=_said(session, terms),
        process=query.process or None,
        kind=query.kind or None,
        year=query.year,
        language=query.language or None,
    )
    total = queries.count(session, who, asked)
    pages = min(-(-total // PAGE), MOST_PAGES)
    page = max(1, min(query.page, pages))
    rows = queries.page(session, who, asked, limit=PAGE, offset=(page - 1) * PAGE)
    sought = {stem(word) for term in terms for word in term}
    return Results(tuple(_hit(row, sought) for row in rows), total, page, pages)


def years(session: Session, who: Readership) -> list[int]:
    """The years to choose from; what belongs to no year has none."""
    return [it for it in queries.years(session, who) if it]


def _said(session: Session, terms: tuple[Term, ...]) -> str:
    """The query as the database understands it: every term in quotation marks is a phrase, and all must be found."""
    own = queries.has_own_morphology(session)
    phrases = (" ".join(term if own else map(stem, term)) for term in terms)
    return " ".join(f'"{it}"' for it in phrases)


def _hit(row: queries.Found, sought: set[str]) -> Hit:
    entry, process, meeting, slug = row
    return Hit(
        entry=entry,
        process=process,
        meeting=meeting,
        slug=slug or "",
        title=search_words.snippet(entry.title, sought, stem),
        snippet=search_words.snippet(entry.text, sought, stem),
    )
