"""Akoma Ntoso: the text or the proposals on it as a file of the standard."""

from collections.abc import Mapping
from io import BytesIO
from typing import cast

from flask import Blueprint, Flask, Response, abort, render_template, request, send_file
from flask_login import login_required

from drafting.documents.akn.akn_out import MEDIA_TYPE
from drafting.domain.errors import BadText
from drafting.services import akoma, exports
from drafting.services.scope import draft_scope
from drafting.web import akoma_words
from drafting.web.request import now, person_id, reading

# What the views of other forms are called of this one.
_VIEWS: Mapping[str, akoma.View] = {"clean": "text", "proposals": "amendments"}

blueprint = Blueprint("akoma", __name__, url_prefix="/drafts/<int:draft_id>/akoma-ntoso")


@blueprint.get("")
@login_required
def choose(draft_id: int) -> str:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        scope.require("export")
    return render_template("akoma/page.html", scope=scope, views=akoma_words.VIEWS)


@blueprint.get("/file")
@login_required
def file(draft_id: int) -> Response:
    """The file, written after the transaction: a long text must not hold a snapshot open."""
    if request.args.get("view") not in akoma.VIEWS:
        abort(400)
    view = cast("akoma.View", request.args["view"])
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        made = akoma.assembled(session, scope, view, akoma_words.in_language(scope.draft.language))
    response = send_file(BytesIO(made.written()), MEDIA_TYPE, max_age=0)
    response.headers.set("Content-Disposition", "attachment", filename=akoma.file_name(made, view))
    # The framework's word for files is "public", meant for style sheets; a draft is for who asked for it, and moves on.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def exported(app: Flask, draft_id: int, view: str) -> bytes:
    """For the command line: the same file, for whoever runs the machine.

    view: as that of other forms. Raises NotFound; BadText: form-of-view for a view that the standard does not know.
    """
    if view not in _VIEWS:
        raise BadText("form-of-view")
    with app.app_context():
        with reading() as session:
            scope = exports.office_scope(session, draft_id)
            made = akoma.assembled(session, scope, _VIEWS[view], akoma_words.in_language(scope.draft.language))
        return made.written()
