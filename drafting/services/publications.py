"""Publishing adopted texts: what was published stands for ever, and a text issued anew is a version of its own.

Source: practice.md section 5: adoption freezes text, hashes and notes; later changes are reissues with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import access, slugs
from drafting.domain import record as books
from drafting.domain.errors import NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.queries import matters as matter_queries
from drafting.persistence.queries import publications as queries
from drafting.persistence.queries import record as record_queries
from drafting.persistence.records import Document, DocumentVersion, Draft, Entry, Publication
from drafting.services import matters
from drafting.services.scope import DraftScope, MeetingScope

KINDS = ("communique", "conclusions", "decision", "rules", "report", "other")
# A text that States adopted together is no delegation's own.
CLASSES = tuple(it for it in access.CLASSES if it != "delegation")
LONGEST_TITLE = 300


@dataclass(frozen=True)
class Issue:
    """The adopted text, or one of its reissues. version: 1 as adopted; publication: None until it is published."""

    entry: Entry
    version: int
    publication: Publication | None


@dataclass(frozen=True)
class Adopted:
    """An adopted draft. document: once it is published; issues: in order, all of them."""

    draft: Draft
    document: Document | None
    issues: tuple[Issue, ...]

    @property
    def waiting(self) -> tuple[Issue, ...]:
        """What is not published yet."""
        return tuple(it for it in self.issues if it.publication is None)


@dataclass(frozen=True)
class Page:
    """adopted: in the order of adoption; documents: those published, each with the languages that it has."""

    adopted: tuple[Adopted, ...]
    documents: tuple[tuple[Document, tuple[str, ...]], ...]

    def without(self, language: str) -> list[Document]:
        """The documents that a text of this language may still join, as another language of the same document."""
        return [document for document, languages in self.documents if language not in languages]


@dataclass(frozen=True)
class Announced:
    """How a text is published. document: of which it is another language, None for one of its own, which the other
    fields describe."""

    document: int | None
    kind: str = ""
    access: str = ""
    title_en: str = ""
    title_ru: str = ""


def page(session: Session, scope: MeetingScope) -> Page:
    """What the meeting adopted, published or not. Raises NotAllowed."""
    scope.require("publish")
    drafts = queries.adopted(session, scope.meeting.id)
    entries = queries.issues(session, [it.id for it in drafts])
    published = queries.of_meeting(session, scope.meeting.id)
    languages: dict[int, dict[str, None]] = {}
    for it in published:
        languages.setdefault(it.document.id, {})[it.publication.language] = None
    documents = {it.document.id: it.document for it in published}
    return Page(
        tuple(_adopted(it, entries, published) for it in drafts),
        tuple((documents[key], tuple(found)) for key, found in languages.items()),
    )


def _adopted(draft: Draft, entries: Sequence[Entry], published: Sequence[queries.Published]) -> Adopted:
    own = {it.publication.version: it for it in published if it.publication.draft_id == draft.id}
    issues = tuple(
        Issue(entry, version, own[version].publication if version in own else None)
        for version, entry in enumerate((it for it in entries if it.draft_id == draft.id), 1)
    )
    return Adopted(draft, own[1].document if own else None, issues)


def publish(
    session: Session, scope: DraftScope, announced: Announced, *, token: str, now: datetime
) -> tuple[Publication, ...]:
    """Publish every issue of an adopted text that is not published yet; answers the new ones.

    The caller holds the draft's lock. Where a part of the text is published already, `announced` is not asked.
    Raises NotAllowed, BadFields, WrongState for a text that is not adopted or is all published.
    """
    scope.require("publish")
    matter_queries.lock(session, scope.process)  # An address is taken once in the whole Process.
    matters.lock(session, scope.meeting, scope.actor, now)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return ()
    if scope.draft.phase != "adopted":
        raise WrongState(scope.draft.phase, "publish")
    before = queries.of_draft(session, scope.draft.id)
    waiting = queries.issues(session, [scope.draft.id])[len(before) :]
    if not waiting:
        raise WrongState("published", "publish")
    if before:
        document, slug = session.get_one(Document, before[0].document_id), before[0].slug
    else:
        document, slug = _document(session, scope, announced)
    first = len(before) + 1
    rows = [_row(session, scope, document, slug, it, version, now) for version, it in enumerate(waiting, first)]
    session.add_all(rows)
    versions = _versions(session, scope, document, rows, now)
    about = {
        "title_en": document.title_en,
        "title_ru": document.title_ru,
        "access": document.access,
        "versions": [it.version for it in rows],
        "language": scope.draft.language,
    }
    matters.record(
        session,
        scope.meeting,
        scope.actor,
        "text published",
        document,
        *versions,
        *rows,
        now=now,
        about=about,
        token=token,
    )
    return tuple(rows)


def _document(session: Session, scope: DraftScope, announced: Announced) -> tuple[Document, str]:
    """A document of its own with a new address, or the one of which the text is another language."""
    if announced.document is not None:
        return _joined(session, scope, announced.document)
    fields = Fields()
    fields.require("kind", announced.kind in KINDS, "publication-kind")
    fields.require("access", announced.access in CLASSES, "publication-access")
    titles = {"title_en": announced.title_en.strip(), "title_ru": announced.title_ru.strip()}
    for name, title in titles.items():
        fields.require(name, title, "publication-title")
        fields.require(name, len(title) <= LONGEST_TITLE, "title-too-long", longest=LONGEST_TITLE)
    fields.done()
    item = queries.item_of(session, scope.draft.id)
    document = Document(
        process_id=scope.process.id,
        meeting_id=scope.meeting.id,
        item_id=item.id if item else None,
        kind=announced.kind,
        symbol=symbol_of(scope.draft),
        language=scope.draft.language,
        access=announced.access,
        **titles,
    )
    session.add(document)
    session.flush()  # Its publications refer to it.
    taken = queries.slugs(session, scope.process.id)
    return document, slugs.of_document(scope.draft.symbol, titles["title_en"], taken)


def _joined(session: Session, scope: DraftScope, document_id: int) -> tuple[Document, str]:
    """The document with its address. Raises BadFields where it has this language already, or is none of the meeting's
    published ones."""
    document = queries.document(session, scope.meeting.id, document_id)
    there = queries.of_document(session, document_id)
    fields = Fields()
    fits = document is not None and there and all(it.language != scope.draft.language for it in there)
    fields.require("document", fits, "publication-document")
    fields.done()
    return session.get_one(Document, document_id), there[0].slug


def symbol_of(draft: Draft) -> str:
    """ "Process/03/01/2013", without the word before it."""
    return draft.symbol.rpartition(":")[2].strip()


def _row(
    session: Session, scope: DraftScope, document: Document, slug: str, issue: Entry, version: int, now: datetime
) -> Publication:
    """adopted_on: of a reissue, the day of the reissue."""
    return Publication(
        process_id=scope.process.id,
        meeting_id=scope.meeting.id,
        document_id=document.id,
        draft_id=scope.draft.id,
        slug=slug,
        language=scope.draft.language,
        version=version,
        symbol=symbol_of(scope.draft),
        title=scope.draft.title,
        adopted_on=issue.at.astimezone(ZoneInfo(scope.meeting.zone)).date(),
        published_at=now,
        hash=issue.payload["hash"],
        blocks=blocks_at(session, issue),
        reason=str(issue.payload.get("reason", "")),
    )


def blocks_at(session: Session, issue: Entry) -> list[dict[str, Any]]:
    """The text after an entry, rebuilt from the record: what was adopted is read there and nowhere else."""
    entries = record_queries.entries(session, issue.draft_id, up_to=issue.seq)
    book = books.replay((it.kind, it.party_id, it.paragraph_id, it.payload) for it in entries)
    return [
        {"kind": it.kind, "label": it.label, "level": it.level, "text": it.texts[book.language][1]}
        for it in sorted(book.paragraphs.values(), key=lambda it: it.place)
        if it.state != "deleted"
    ]


def _versions(
    session: Session, scope: DraftScope, document: Document, rows: Sequence[Publication], now: datetime
) -> list[DocumentVersion]:
    """The papers of the meeting show the published text among their versions."""
    first = queries.newest_version(session, document.id, scope.draft.language)
    made = [
        DocumentVersion(
            document_id=document.id,
            process_id=scope.process.id,
            meeting_id=scope.meeting.id,
            language=it.language,
            number=first + number,
            state="original",
            draft_id=scope.draft.id,
            at=now,
        )
        for number, it in enumerate(rows, 1)
    ]
    session.add_all(made)
    return made


def change_access(
    session: Session, scope: MeetingScope, document_id: int, *, access: str, seal: str, token: str, now: datetime
) -> None:
    """Open a published document to another class; the caller holds the meeting's lock.

    Raises NotAllowed, NotFound, BadFields, WrongState when the document was changed since the form was shown.
    """
    scope.require("publish")
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    document = queries.document(session, scope.meeting.id, document_id)
    if document is None or not queries.of_document(session, document_id):
        raise NotFound
    matters.require_unmoved(document, seal)
    fields = Fields()
    fields.require("access", access in CLASSES, "publication-access")
    fields.done()
    before, document.access = document.access, access
    about = {"title_en": document.title_en, "title_ru": document.title_ru, "before": before, "access": access}
    matters.record(
        session, scope.meeting, scope.actor, "publication access", document, now=now, about=about, token=token
    )
