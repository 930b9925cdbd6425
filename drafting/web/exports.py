"""Export: the text as a file, clean or with the proposals on the table."""

from dataclasses import dataclass
from io import BytesIO
from typing import cast
from urllib.parse import quote

from flask import Blueprint, Flask, Response, abort, render_template, request, send_file
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.documents import writing
from drafting.documents.tree import Printed
from drafting.domain.errors import BadText
from drafting.services import exports
from drafting.services.scope import DraftScope, draft_scope
from drafting.web import export_words
from drafting.web.request import now, person_id, reading

blueprint = Blueprint("exports", __name__, url_prefix="/drafts/<int:draft_id>/export")


@dataclass(frozen=True)
class File:
    name: str
    data: bytes


@blueprint.get("")
@login_required
def choose(draft_id: int) -> str:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        views = exports.views(scope)
        if not views:
            scope.require("export")
    return render_template(
        "exports/page.html",
        scope=scope,
        forms=tuple(writing.MEDIA_TYPES),
        views=tuple(view for view in views if view != "copy"),
        copy="copy" in views,
        export_words=export_words,
    )


@blueprint.get("/file")
@login_required
def file(draft_id: int) -> Response:
    """The file, rendered after the transaction: a long text must not hold a snapshot open."""
    view = request.args.get("view", "")
    form = "docx" if view == "copy" else request.args.get("form", "")
    if form not in writing.MEDIA_TYPES or view not in exports.VIEWS:
        abort(400)
    if form not in exports.offered(view):
        raise BadText("form-of-view")
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        made, name = _assembled(session, scope, form, view, line_numbers=request.args.get("lines") == "on")
    response = send_file(BytesIO(writing.write(made, form)), writing.MEDIA_TYPES[form], max_age=0)
    # Both forms of RFC 6266: browsers take the full name, what cannot read Cyrillic gets one that still says which.
    plain = f"draft-{draft_id}-rev{name.rpartition('-rev')[2]}" if not name.isascii() else name
    response.headers.set("Content-Disposition", "attachment", filename=plain, **{"filename*": f"UTF-8''{quote(name)}"})
    # The framework's word for files is "public", meant for style sheets; a draft is for who asked for it, and moves on.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def exported(app: Flask, draft_id: int, form: str, view: str) -> File:
    """For the command line: the same file, for whoever runs the machine.

    form: a key of writing.MEDIA_TYPES; view: one of exports.VIEWS. Raises NotFound, BadText: form-of-view,
    view-of-adopted.
    """
    if form not in exports.offered(cast("exports.View", view)):
        raise BadText("form-of-view")
    with app.app_context():
        with reading() as session:
            scope = exports.office_scope(session, draft_id)
            made, name = _assembled(session, scope, form, cast("exports.View", view))
        return File(name, writing.write(made, form))


def _assembled(
    session: Session, scope: DraftScope, form: str, view: exports.View, *, line_numbers: bool = False
) -> tuple[Printed, str]:
    words = export_words.in_language(scope.draft.language)
    made = exports.printed(session, scope, view, words, line_numbers=line_numbers)
    return made, exports.file_name(scope.draft, view, form)
