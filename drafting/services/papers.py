"""The papers of a meeting: drawn up from its data as drafts of their own, edited there, and drawn up anew.

A paper drawn up anew is a new version beside the old one, so that no edit is ever overwritten.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.documents.papers import letters, lists, report, values
from drafting.documents.tree import Block
from drafting.domain import symbols
from drafting.domain.fields import Fields
from drafting.domain.record import text_hash
from drafting.persistence.queries import papers as queries
from drafting.persistence.records import Document, DocumentVersion, Draft, Entry
from drafting.services import drafts, matters, paper_facts
from drafting.services.drafts import LANGUAGES
from drafting.services.paper_facts import Told
from drafting.services.scope import MeetingScope

KINDS: Mapping[str, Callable[[values.Facts], tuple[Block, ...]]] = {
    "agenda": lists.agenda,
    "participants": lists.participants,
    "speakers": lists.speakers,
    "report": report.report,
    "summary": letters.summary,
    "transmittal": letters.transmittal,
}
TITLES: Mapping[str, tuple[str, str]] = {
    "agenda": ("Provisional agenda", "Предварительная повестка дня"),
    "participants": ("List of participants", "Список участников"),
    "speakers": ("List of speakers", "Список ораторов"),
    "report": ("Final report", "Заключительный доклад"),
    "summary": ("Summary by the Chair", "Резюме Председателя"),
    "transmittal": ("Letter of transmittal", "Сопроводительное письмо"),
}
# What the draft of a paper names as the file it came from.
GENERATED = "generated"


@dataclass(frozen=True)
class Drawn:
    """A paper in one language as it stands. drawn_at: when; edited: whether somebody changed it since; outdated:
    whether the data say something else by now."""

    draft: Draft
    version: DocumentVersion
    drawn_at: datetime
    edited: bool
    outdated: bool


@dataclass(frozen=True)
class Paper:
    """document: None while the paper was never drawn up; drawn: by language."""

    kind: str
    document: Document | None
    drawn: Mapping[str, Drawn]


def page(session: Session, scope: MeetingScope, told: Told) -> tuple[Paper, ...]:
    """Every kind with what was drawn up of it, in a fixed number of queries. Raises NotAllowed."""
    scope.require("draw up papers")
    source = paper_facts.read(session, scope)
    newest = _newest(source)
    ids = {it.draft_id for it in newest.values() if it.draft_id}
    rows, origins = queries.drafts(session, ids), queries.origins(session, ids)
    return tuple(
        Paper(kind, source.papers.get(kind), _drawn(source, kind, newest, rows, origins, told)) for kind in KINDS
    )


def _newest(source: paper_facts.Source) -> dict[tuple[int, str], DocumentVersion]:
    """(document, language) -> its newest version that is edited as a draft."""
    return {(it.document_id, it.language): it for it in source.versions if it.draft_id}


def _drawn(
    source: paper_facts.Source,
    kind: str,
    newest: Mapping[tuple[int, str], DocumentVersion],
    rows: Mapping[int, Draft],
    origins: Mapping[int, Entry],
    told: Told,
) -> dict[str, Drawn]:
    document = source.papers.get(kind)
    found: dict[str, Drawn] = {}
    for language in LANGUAGES if document else ():
        version = newest.get((document.id, language)) if document else None
        origin = origins.get(version.draft_id or 0) if version else None
        if document is None or version is None or origin is None or origin.payload["file"] != GENERATED:
            continue
        draft = rows[origin.draft_id]
        now = seal(blocks_of(source, kind, language, told, document.symbol))
        found[language] = Drawn(draft, version, origin.at, draft.seq > origin.seq, now != origin.payload["sha256"])
    return found


def blocks_of(source: paper_facts.Source, kind: str, language: str, told: Told, symbol: str) -> tuple[Block, ...]:
    """A paper as the data would have it now."""
    return KINDS[kind](paper_facts.facts(source, language, told, symbol))


def seal(blocks: Sequence[Block]) -> str:
    """Names what a paper was drawn up as: the hash of its blocks."""
    return text_hash(json.dumps([astuple(it) for it in blocks], ensure_ascii=False))


def draw_up(
    session: Session,
    scope: MeetingScope,
    kind: str,
    languages: Collection[str],
    told: Told,
    *,
    token: str,
    now: datetime,
) -> list[int]:
    """A new version in each of these languages; answers their drafts, [] when it was sent before.

    A paper is the Office's own until it is distributed. Raises NotAllowed, BadFields.
    """
    scope.require("draw up papers")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return []
    fields = Fields()
    fields.require("kind", kind in KINDS, "paper-kind-missing")
    chosen = [it for it in LANGUAGES if it in languages]
    fields.require("languages", chosen and set(languages) <= set(LANGUAGES), "paper-language-missing")
    fields.done()
    source = paper_facts.read(session, scope)
    document = source.papers.get(kind) or _document(session, scope, kind, chosen[0])
    versions = [_version(session, scope, source, document, it, told, now) for it in chosen]
    matters.record(
        session,
        scope.meeting,
        scope.actor,
        "paper drawn up",
        document,
        *versions,
        now=now,
        about={
            "symbol": document.symbol,
            "name_en": document.title_en,
            "name_ru": document.title_ru,
            "languages": chosen,
            "number": max(it.number for it in versions),
        },
        token=token,
    )
    return [it.draft_id for it in versions if it.draft_id]


def _document(session: Session, scope: MeetingScope, kind: str, language: str) -> Document:
    meeting, process = scope.meeting, scope.process
    number = queries.highest_number(session, meeting.id) + 1
    symbol = symbols.Symbol(meeting.ordinal or 0, number, meeting.starts_on.year)
    row = Document(
        process_id=process.id,
        meeting_id=meeting.id,
        kind=kind,
        number=number,
        symbol=symbols.write(process.symbol_scheme, process.symbol_name or process.name_en, symbol)[:120],
        title_en=TITLES[kind][0],
        title_ru=TITLES[kind][1],
        language=language,
        access="office",
    )
    session.add(row)
    session.flush()  # Its versions refer to it.
    return row


def _version(
    session: Session,
    scope: MeetingScope,
    source: paper_facts.Source,
    document: Document,
    language: str,
    told: Told,
    now: datetime,
) -> DocumentVersion:
    blocks = blocks_of(source, document.kind, language, told, document.symbol)
    title = document.title_en if language == "en" else document.title_ru
    made = drafts.import_draft(
        session,
        scope,
        title=f"{title}. {paper_facts.named(scope.meeting, 'title', language)}",
        language=language,
        blocks=blocks,
        source=drafts.Source(GENERATED, seal(blocks)),
        now=now,
    )
    before = [it.number for it in source.versions if (it.document_id, it.language) == (document.id, language)]
    row = DocumentVersion(
        document_id=document.id,
        process_id=scope.process.id,
        meeting_id=scope.meeting.id,
        language=language,
        number=max(before, default=0) + 1,
        state="original" if language == document.language else "translated",
        draft_id=made.id,
        at=now,
    )
    session.add(row)
    return row
