"""Forms of documents: distributed, brought by a delegation, changed, withdrawn, with a file for each language."""

import hashlib
from collections.abc import Mapping

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain import papers
from drafting.domain.errors import BadFields, WrongState
from drafting.persistence.records import Document
from drafting.services import document_versions, documents, matters
from drafting.services.agenda_page import ordered_items
from drafting.services.document_scope import Scope, book_of, find, scope_of
from drafting.services.document_versions import File
from drafting.services.scope import MeetingScope, meeting_scope, process_scope
from drafting.web import document_words, process_words, refusals
from drafting.web import documents as pages
from drafting.web.instants import named
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("document_forms", __name__)
FIELDS = ("kind", "title_en", "title_ru", "symbol", "language", "access", "item")


@blueprint.get("/meetings/<int:meeting_id>/documents/new")
@login_required
def new(meeting_id: int) -> Response:
    """?item=3: for which item of the agenda."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        return _new(session, scope, own=False)


@blueprint.get("/meetings/<int:meeting_id>/documents/own")
@login_required
def new_own(meeting_id: int) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        return _new(session, scope, own=True)


@blueprint.get("/processes/<int:process_id>/documents/new")
@login_required
def new_of_process(process_id: int) -> Response:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        return _new(session, scope, own=False)


@blueprint.post("/meetings/<int:meeting_id>/documents")
@login_required
def distribute(meeting_id: int) -> Response:
    file = _file()
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            made = documents.distribute(session, scope, _typed(), file, token=_token(file), now=now())
    except BadFields as error:
        with reading() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now())
            return _new(session, scope, own=False, problems=refusals.problems(error))
    return see_other("documents.show", meeting_id=meeting_id, _anchor=f"document-{made}" if made else None)


@blueprint.post("/meetings/<int:meeting_id>/documents/own")
@login_required
def give_own(meeting_id: int) -> Response:
    file = _file()
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            made = documents.give_own(session, scope, _typed(), file, token=_token(file), now=now())
    except BadFields as error:
        with reading() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now())
            return _new(session, scope, own=True, problems=refusals.problems(error))
    return see_other("documents.show", meeting_id=meeting_id, _anchor=f"document-{made}" if made else None)


@blueprint.post("/processes/<int:process_id>/documents")
@login_required
def distribute_of_process(process_id: int) -> Response:
    file = _file()
    try:
        with writing() as session:
            scope = process_scope(session, person_id(), process_id, now(), lock=True)
            documents.distribute(session, scope, _typed(), file, token=_token(file), now=now())
    except BadFields as error:
        with reading() as session:
            scope = process_scope(session, person_id(), process_id, now())
            return _new(session, scope, own=False, problems=refusals.problems(error))
    return see_other("documents.of_process", process_id=process_id)


@blueprint.get("/documents/<int:document_id>/edit")
@login_required
def edit(document_id: int) -> Response:
    return _edit(document_id)


@blueprint.post("/documents/<int:document_id>")
@login_required
def save(document_id: int) -> Response:
    said = _typed()
    try:
        with writing() as session:
            scope = scope_of(session, person_id(), document_id, now(), lock=True)
            seal = form_text("seal")
            documents.change(session, scope, document_id, said, seal=seal, token=form_token(), now=now())
    except BadFields as error:
        return _edit(document_id, 422, typed=said, problems=refusals.problems(error))
    except WrongState as error:
        return _edit(document_id, 409, typed=said, refusal=refusals.refusal(error))
    return see_other("documents.one", document_id=document_id)


@blueprint.post("/documents/<int:document_id>/ask")
@login_required
def ask(document_id: int) -> Response:
    """The head of a delegation asks to have its paper distributed."""
    try:
        with writing() as session:
            scope = scope_of(session, person_id(), document_id, now(), lock=True)
            documents.ask(session, scope, document_id, seal=form_text("seal"), token=form_token(), now=now())
    except WrongState as error:
        return pages.page(document_id, 409, problem=refusals.refusal(error))
    return see_other("documents.one", document_id=document_id)


@blueprint.post("/documents/<int:document_id>/withdraw")
@login_required
def withdraw(document_id: int) -> Response:
    try:
        with writing() as session:
            scope = scope_of(session, person_id(), document_id, now(), lock=True)
            documents.withdraw(session, scope, document_id, seal=form_text("seal"), token=form_token(), now=now())
    except WrongState as error:
        return pages.page(document_id, 409, problem=refusals.refusal(error))
    return see_other("documents.one", document_id=document_id)


@blueprint.post("/documents/<int:document_id>/versions")
@login_required
def add_version(document_id: int) -> Response:
    language, file = form_text("language"), _file()
    try:
        with writing() as session:
            scope = scope_of(session, person_id(), document_id, now(), lock=True)
            document_versions.add(session, scope, document_id, language, file, token=_token(file), now=now())
    except BadFields as error:
        return pages.page(document_id, 422, problems=refusals.problems(error), chosen=language)
    except WrongState as error:
        return pages.page(document_id, 409, problem=refusals.refusal(error))
    return see_other("documents.one", document_id=document_id)


@blueprint.post("/documents/<int:document_id>/translating")
@login_required
def translating(document_id: int) -> Response:
    """`do`: stop, else it begins."""
    act = document_versions.stop_translating if form_text("do") == "stop" else document_versions.translate
    try:
        with writing() as session:
            scope = scope_of(session, person_id(), document_id, now(), lock=True)
            act(session, scope, document_id, form_text("language"), token=form_token(), now=now())
    except BadFields as error:
        return pages.page(document_id, 422, problem=" ".join(refusals.problems(error).values()))
    except WrongState as error:
        return pages.page(document_id, 409, problem=refusals.refusal(error))
    return see_other("documents.one", document_id=document_id)


def _typed() -> dict[str, str]:
    return {name: form_text(name) for name in FIELDS}


def _file() -> File | None:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    return File(sent.filename, sent.read())


def _token(file: File | None) -> str:
    """The same words with another file are another submission."""
    return f"{form_token()}-{hashlib.sha256(file.data if file else b'').hexdigest()[:8]}"


def _new(session: Session, scope: Scope, *, own: bool, problems: Mapping[str, str] | None = None) -> Response:
    """An empty form, or one that came back with what is wrong."""
    party = scope.actor.delegation()
    scope.require("give own paper" if own else "distribute", owner=party)
    typed = {"language": scope.process.languages[0], "access": "participants", "kind": "background"}
    typed["item"] = request.args.get("item", "")
    if not own:
        typed["symbol"] = documents.offered(session, scope, now())
    if problems is not None:
        typed = _typed()
    return _form(session, scope, None, typed, problems or {}, own=own)


def _edit(
    document_id: int,
    status: int = 200,
    *,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    refusal: str = "",
) -> Response:
    with reading() as session:
        scope = scope_of(session, person_id(), document_id, now())
        row = find(session, scope, document_id)
        scope.require("give own paper" if row.access == "delegation" else "distribute", owner=row.party_id)
        stored = {**{name: getattr(row, name) for name in FIELDS if name != "item"}, "item": str(row.item_id or "")}
        if not row.symbol and papers.is_asked(row.access, row.party_id):
            stored["symbol"] = documents.offered(session, scope, now())
        return _form(
            session,
            scope,
            row,
            stored if typed is None else typed,
            problems or {},
            own=row.access == "delegation",
            refusal=refusal,
            status=status,
        )


def _form(
    session: Session,
    scope: Scope,
    row: Document | None,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    *,
    own: bool,
    refusal: str = "",
    status: int = 0,
) -> Response:
    meets = isinstance(scope, MeetingScope)
    items = ordered_items(session, scope.meeting.id) if isinstance(scope, MeetingScope) else []
    page = render_template(
        "documents/form.html",
        scope=scope,
        of="meeting" if meets else "process",
        place=book_of(scope),
        document=row,
        seal=matters.seal(row) if row else "",
        typed=typed,
        problems=problems,
        refusal=refusal,
        own=own,
        items=[(it.id, f"{number}. {named(it, 'title')}" if number else named(it, "title")) for it, number in items],
        languages=[(code, process_words.language_name(code)) for code in scope.process.languages],
        classes=[(it, document_words.ACCESS[it]) for it in papers.DISTRIBUTED],
        words=document_words,
    )
    return make_response(page, status or (422 if problems else 200))
