"""Documents: lists by item, one with its languages and openings, the status of languages, and the files themselves."""

from contextlib import suppress
from io import BytesIO

from flask import Blueprint, Response, make_response, render_template, request, send_file
from flask_login import current_user, login_required
from sqlalchemy.exc import SQLAlchemyError

from drafting.domain import paper_files
from drafting.domain.errors import NotFound
from drafting.services import document_files, document_versions, documents_page
from drafting.services.document_files import Opened
from drafting.services.document_scope import book_of, keeps, scope_of
from drafting.services.scope import MeetingScope, meeting_scope, process_scope
from drafting.web import document_words, errors, process_words
from drafting.web.notes_verbales import SANDBOX
from drafting.web.request import now, person_id, reading, writing

blueprint = Blueprint("documents", __name__)


@blueprint.get("/meetings/<int:meeting_id>/documents")
@login_required
def show(meeting_id: int) -> str:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        page = documents_page.page(session, scope)
    return render_template("documents/page.html", scope=scope, page=page, words=document_words, of="meeting")


@blueprint.get("/processes/<int:process_id>/documents")
@login_required
def of_process(process_id: int) -> str:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        page = documents_page.page(session, scope)
    return render_template("documents/page.html", scope=scope, page=page, words=document_words, of="process")


@blueprint.get("/meetings/<int:meeting_id>/documents/languages")
@login_required
def languages(meeting_id: int) -> str:
    """Which language of which document is missing, for the Chair and the Office."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        scope.require("see all deliveries")
        page = documents_page.page(session, scope)
    return render_template(
        "documents/languages.html",
        scope=scope,
        page=page,
        words=document_words,
        language_name=process_words.language_name,
    )


@blueprint.get("/documents/<int:document_id>")
@login_required
def one(document_id: int) -> Response:
    return page(document_id)


def page(
    document_id: int,
    status: int = 200,
    *,
    problem: str = "",
    problems: dict[str, str] | None = None,
    chosen: str = "",
) -> Response:
    """A document. problem: why the last change was not made; problems: of the form of a file; chosen: its language."""
    with reading() as session:
        scope = scope_of(session, person_id(), document_id, now())
        found = documents_page.one(session, scope, document_id)
    row = found.view.row
    return make_response(
        render_template(
            "documents/one.html",
            scope=scope,
            one=found,
            of="meeting" if isinstance(scope, MeetingScope) else "process",
            place=book_of(scope),
            kept=keeps(scope, row) and row.withdrawn_at is None,
            asks=row.access == "delegation" and scope.may("ask to distribute", owner=row.party_id),
            offered=[(it, process_words.language_name(it)) for it in document_versions.languages(scope, row)],
            words=document_words,
            language_name=process_words.language_name,
            problem=problem,
            problems=problems or {},
            typed={"language": chosen or row.language},
        ),
        status,
    )


@blueprint.get("/documents/<int:document_id>/<language>/<int:number>")
def file(document_id: int, language: str, number: int) -> Response:
    """The file, to be saved and never shown in the page's own origin; what is public is for everybody.

    Who is not signed in is asked to, whatever is there: nobody learns so which documents exist.
    """
    who = person_id() if current_user.is_authenticated else None
    try:
        with reading() as session:
            opened = document_files.open_file(session, who, document_id, language, number, now())
            fresh = request.if_none_match.contains(opened.version.sha256)
            data = b"" if fresh else document_files.data(session, opened)
    except NotFound:
        if who is None:
            return errors.signed_out()
        raise
    if who is not None and opened.is_first and request.method == "GET":
        _note_opening(who, document_id)
    return make_response("", 304) if fresh else _given_out(opened, data)


def _given_out(opened: Opened, data: bytes) -> Response:
    version = opened.version
    # Told anew: what the table says is what once was found in the bytes.
    name = paper_files.filename(version.filename, version.media_type)
    response = send_file(BytesIO(data), version.media_type, as_attachment=True, download_name=name, etag=version.sha256)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _note_opening(who: int, document_id: int) -> None:
    """In a transaction of its own, after the file was granted; whatever happens to it, the file is given out."""
    with suppress(SQLAlchemyError, NotFound), writing() as session:
        document_files.note_opening(session, who, document_id, now())
