"""Documents are distributed by the Office, brought by delegations, changed and withdrawn."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import papers, symbols
from drafting.domain.agenda_form import LONGEST_TITLE, line
from drafting.domain.errors import NotAllowed, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.queries import agenda as agenda_queries
from drafting.persistence.queries import documents as queries
from drafting.persistence.records import Document
from drafting.services import matters
from drafting.services.document_scope import Scope, book_of, find, kept, record
from drafting.services.document_versions import File, put
from drafting.services.scope import MeetingScope

LONGEST_SYMBOL = 120


def offered(session: Session, scope: Scope, now: datetime) -> str:
    """The symbol that the scheme of the Process gives to the next document of the meeting, or of the Process itself."""
    return _write(scope, next_number(session, scope), now)


def next_number(session: Session, scope: Scope) -> int:
    return queries.highest_number(session, book_of(scope)) + 1


def _write(scope: Scope, number: int, now: datetime) -> str:
    process = scope.process
    meeting, year = 0, now.year
    if isinstance(scope, MeetingScope):
        meeting, year = scope.meeting.ordinal or 0, scope.meeting.starts_on.year
    return symbols.write(process.symbol_scheme, _name(scope), symbols.Symbol(meeting, number, year))[:LONGEST_SYMBOL]


def _name(scope: Scope) -> str:
    return scope.process.symbol_name or scope.process.name_en


def distribute(
    session: Session, scope: Scope, said: Mapping[str, str], file: File | None, *, token: str, now: datetime
) -> int | None:
    """Distribute a document, with the file of its original if there is one already; answers its id, None for a double
    click.

    said: kind, title_en, title_ru, symbol, language, access, item (an id or "").
    Raises NotAllowed; BadFields: kind: paper-kind; titles; symbol: symbol-taken; language: unknown-language; access:
    paper-access; item: unknown-item; file: as `document_versions.fill`.
    """
    scope.require("distribute")
    if matters.already_done(session, book_of(scope), scope.actor, token):
        return None
    row = _new(scope)
    _write_facts(session, scope, row, said)
    row.number = _number(session, scope, row.symbol)
    return _keep(session, scope, "document distributed", row, file, token=token, now=now)


def give_own(
    session: Session, scope: MeetingScope, said: Mapping[str, str], file: File | None, *, token: str, now: datetime
) -> int | None:
    """A paper of the person's own delegation, seen by nobody else.

    Raises as `distribute`; BadFields: title_en: paper-title where it has no title in any language; file: no-file.
    """
    party = scope.actor.seat()
    scope.require("give own paper", owner=party)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return None
    row = _new(scope)
    row.party_id = party
    _write_facts(session, scope, row, {**said, "access": "delegation", "symbol": ""})
    fields = Fields()
    fields.require("file", file, "no-file")
    fields.done()
    return _keep(session, scope, "own paper given", row, file, token=token, now=now)


def _new(scope: Scope) -> Document:
    meeting = scope.meeting.id if isinstance(scope, MeetingScope) else None
    return Document(process_id=scope.process.id, meeting_id=meeting, symbol="")


def _keep(
    session: Session, scope: Scope, kind: str, row: Document, file: File | None, *, token: str, now: datetime
) -> int:
    session.add(row)
    session.flush()  # The version refers to the document's id.
    versions = [put(session, row, row.language, file, now)] if file else []
    record(session, scope, kind, row, *versions, now=now, token=token)
    return row.id


def change(
    session: Session,
    scope: Scope,
    document_id: int,
    said: Mapping[str, str],
    *,
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """What is said of a document; what lay before the Chair and the Office alone is distributed by another class, and a
    delegation's paper gets its number then.

    Raises as `distribute`; NotFound; WrongState when it moved on, was withdrawn or is kept by the archive.
    """
    row = kept(session, scope, document_id)
    if matters.already_done(session, book_of(scope), scope.actor, token):
        return
    matters.require_unmoved(row, seal)
    laid_up = row.access == "office"
    own = row.access == "delegation"
    _write_facts(session, scope, row, {**said, "access": "delegation", "symbol": ""} if own else said)
    if row.number is None and row.access not in ("delegation", "office"):
        row.number = _number(session, scope, row.symbol)
    let_out = laid_up and row.access != "office"
    record(session, scope, "document distributed" if let_out else "document changed", row, now=now, token=token)


def ask(session: Session, scope: Scope, document_id: int, *, seal: str, token: str, now: datetime) -> None:
    """The head lays a paper of the delegation before the Chair and the Office, to be distributed.

    Raises NotAllowed; NotFound; WrongState when it moved on or lies there already.
    """
    row = find(session, scope, document_id)
    if not scope.may("ask to distribute", owner=row.party_id):
        raise NotAllowed("ask to distribute")
    if matters.already_done(session, book_of(scope), scope.actor, token):
        return
    matters.require_unmoved(row, seal)
    if row.access != "delegation" or row.withdrawn_at is not None:
        raise WrongState("asked", "ask to distribute")
    row.access = "office"
    record(session, scope, "distribution asked", row, now=now, token=token)


def withdraw(session: Session, scope: Scope, document_id: int, *, seal: str, token: str, now: datetime) -> None:
    """Nobody else is shown it any more; it is kept. Raises NotAllowed; NotFound; WrongState as `change`."""
    row = find(session, scope, document_id)
    if matters.already_done(session, book_of(scope), scope.actor, token):
        return
    kept(session, scope, document_id)
    matters.require_unmoved(row, seal)
    row.withdrawn_at = now
    record(session, scope, "document withdrawn", row, now=now, token=token)


def _write_facts(session: Session, scope: Scope, row: Document, said: Mapping[str, str]) -> None:
    """Everything that is wrong is told at once."""
    fields = Fields()
    own = said.get("access") == "delegation"
    kind, language, access = (said.get(it, "") for it in ("kind", "language", "access"))
    titles = [line(fields, said, it, LONGEST_TITLE, required=not own) for it in ("title_en", "title_ru")]
    symbol = line(fields, said, "symbol", LONGEST_SYMBOL)
    fields.require("kind", kind in papers.KINDS, "paper-kind")
    fields.require("title_en", any(titles), "paper-title")
    fields.require("language", language in scope.process.languages, "unknown-language")
    fields.require("access", own or access in papers.DISTRIBUTED, "paper-access")
    borne = queries.by_symbol(session, scope.process.id, symbol) if symbol else []
    fields.require("symbol", all(it == row.id for it in borne), "symbol-taken")
    items = _items(session, scope)
    item = said.get("item", "")
    fields.require("item", not item or item in items, "unknown-item")
    fields.done()
    row.kind, row.language, row.access, row.symbol = kind, language, access, symbol
    row.title_en, row.title_ru = titles
    row.item_id = items.get(item)


def _items(session: Session, scope: Scope) -> dict[str, int]:
    rows = agenda_queries.items(session, scope.meeting.id) if isinstance(scope, MeetingScope) else []
    return {str(it.id): it.id for it in rows}


def _number(session: Session, scope: Scope, symbol: str) -> int:
    """The number that the symbol tells, else the next one."""
    told = symbols.read(scope.process.symbol_scheme, _name(scope), symbol)
    return told.document if told else next_number(session, scope)
