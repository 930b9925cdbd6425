"""Documents as pages: what a reader may see of them, how far they are translated, and who has opened them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from drafting.domain import papers, permissions
from drafting.domain.papers import Delegation, Reading
from drafting.persistence.queries import agenda as agenda_queries
from drafting.persistence.queries import documents as queries
from drafting.persistence.records import AgendaItem, Document, DocumentVersion, Draft, Party
from drafting.services import matters
from drafting.services.agenda_page import ordered_items
from drafting.services.document_scope import Scope, book_of, find, is_shown, keeps
from drafting.services.document_versions import holds
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Language:
    """status: one of `papers.STATUSES`; standing: the newest version that can be read; draft: where it is one."""

    code: str
    status: str
    standing: DocumentVersion | None
    draft: Draft | None


@dataclass(frozen=True)
class View:
    """A document as the reader may see it. is_new: not opened by the reader; reading: None for those who do not see who
    has opened it; seal: "" for those who do not keep it."""

    row: Document
    languages: tuple[Language, ...]
    is_new: bool
    is_asked: bool
    reading: Reading | None
    seal: str


@dataclass(frozen=True)
class Group:
    """The documents of an item, None for the meeting or the Process as a whole. number: the item's as printed."""

    item: AgendaItem | None
    number: str
    views: tuple[View, ...]


@dataclass(frozen=True)
class Page:
    """parties: id -> party, of the delegations that documents go to, and of those that brought them."""

    groups: tuple[Group, ...]
    languages: tuple[str, ...]
    parties: Mapping[int, Party]


@dataclass(frozen=True)
class One:
    """A document with all its versions, the newest of each language first, which only those who may go back see."""

    view: View
    older: tuple[DocumentVersion, ...]
    item: AgendaItem | None
    parties: Mapping[int, Party]


def page(session: Session, scope: Scope) -> Page:
    """Every document that the reader may know of, in a number of queries that does not grow with them."""
    rows = [it for it in queries.documents(session, book_of(scope)) if is_shown(scope, it)]
    beside = _beside(session, scope)
    views: dict[int | None, list[View]] = defaultdict(list)
    for row in rows:
        views[row.item_id].append(_view(scope, row, beside))
    groups = [Group(None, "", tuple(views[None]))] if views[None] else []
    if isinstance(scope, MeetingScope):
        numbered = ordered_items(session, scope.meeting.id)
        groups += [Group(it, number, tuple(views[it.id])) for it, number in numbered if views[it.id]]
    return Page(tuple(groups), tuple(scope.process.languages), beside.parties)


def one(session: Session, scope: Scope, document_id: int) -> One:
    """Raises NotFound."""
    row = find(session, scope, document_id)
    beside = _beside(session, scope)
    view = _view(scope, row, beside)
    standing = {it.standing.id for it in view.languages if it.standing}
    back = scope.reader().directing or row.party_id in scope.reader().seats
    older = [it for it in beside.versions.get(row.id, ()) if it.id not in standing and it.sha256]
    item = None if row.item_id is None else session.get_one(AgendaItem, row.item_id)
    return One(view, tuple(older) if back else (), item, beside.parties)


@dataclass(frozen=True)
class _Beside:
    """What stands beside documents, read at once."""

    versions: Mapping[int, Sequence[DocumentVersion]]
    drafts: Mapping[int, Draft]
    opened: Mapping[int, set[int]]
    mine: set[int]
    delegations: Sequence[Delegation]
    parties: Mapping[int, Party]


def _beside(session: Session, scope: Scope) -> _Beside:
    book = book_of(scope)
    versions: dict[int, list[DocumentVersion]] = defaultdict(list)
    for it in queries.versions(session, book):
        versions[it.document_id].append(it)
    opened: dict[int, set[int]] = defaultdict(set)
    if scope.reader().directing:
        for document, party in queries.openings(session, book):
            opened[document].add(party)
    drafts = agenda_queries.drafts(session, scope.meeting.id) if isinstance(scope, MeetingScope) else []
    parties = attending(session, scope)
    return _Beside(
        versions=versions,
        drafts={it.id: it for it in drafts if _is_seen(scope, it)},
        opened=opened,
        mine=queries.opened_by(session, book, scope.actor.person),
        delegations=[Delegation(it.id, it.status == "participating") for it in parties],
        parties={**scope.parties, **{it.id: it for it in parties}},
    )


def _is_seen(scope: Scope, draft: Draft) -> bool:
    return permissions.may(scope.actor, "see draft", permissions.Subject(phase=draft.phase))


def attending(session: Session, scope: Scope) -> list[Party]:
    """The delegations that papers go to: participating States and observers by the rule, but for what was decided."""
    by_rule = [it for it in scope.parties.values() if it.status in ("participating", "observer")]
    if not isinstance(scope, MeetingScope):
        return by_rule
    decided = queries.admissions(session, scope.meeting.id)
    shut_out = {party.id for act, party in decided if act == "exclude"}
    invited = [party for act, party in decided if act == "invite" and party.id not in scope.parties]
    return [it for it in by_rule if it.id not in shut_out] + invited


def _view(scope: Scope, row: Document, beside: _Beside) -> View:
    versions = beside.versions.get(row.id, ())
    values = [papers.Version(it.language, it.number, it.state, holds(it), it.at) for it in versions]
    told = papers.statuses(row.language, values, scope.process.languages)
    directing = scope.reader().directing and row.withdrawn_at is None
    return View(
        row=row,
        languages=tuple(_language(code, status, versions, values, beside) for code, status in told.items()),
        is_new=_is_new(scope, row, versions, beside),
        is_asked=papers.is_asked(row.access, row.party_id) and row.withdrawn_at is None,
        reading=papers.reading(row.access, beside.delegations, beside.opened.get(row.id, ())) if directing else None,
        seal=matters.seal(row) if keeps(scope, row) or row.access == "delegation" else "",
    )


def _is_new(scope: Scope, row: Document, versions: Sequence[DocumentVersion], beside: _Beside) -> bool:
    """Whether the person has something of others to open and has not opened it."""
    own = row.party_id is not None and row.party_id in scope.reader().seats
    return not own and row.id not in beside.mine and row.withdrawn_at is None and any(it.sha256 for it in versions)


def _language(
    code: str,
    status: str,
    versions: Sequence[DocumentVersion],
    values: Sequence[papers.Version],
    beside: _Beside,
) -> Language:
    newest = papers.standing(values, code)
    row = next((it for it in versions if newest and (it.language, it.number) == (code, newest.number)), None)
    draft = beside.drafts.get(row.draft_id) if row is not None and row.draft_id is not None else None
    return Language(code, status, row, draft)
