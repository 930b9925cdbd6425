"""The record: what happened, the text as it stood after any entry, and whether the books agree."""

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.services import history, verification
from drafting.services.scope import draft_scope
from drafting.web import record_words
from drafting.web.request import now, person_id, reading, whole

blueprint = Blueprint("history", __name__, url_prefix="/drafts/<int:draft_id>")


@blueprint.get("/history")
@login_required
def of_draft(draft_id: int) -> Response:
    """Newest first, fifty on a page; `since` leaves out what a reader has seen already."""
    since = max(request.args.get("since", 0, type=whole), 0)
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        page = history.of_draft(session, scope, before=request.args.get("before", type=whole), since=since)
    return _shown("history/page.html", page=page, scope=scope)


@blueprint.get("/paragraphs/<int:paragraph_id>/history")
@login_required
def of_paragraph(draft_id: int, paragraph_id: int) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        page = history.of_paragraph(session, scope, paragraph_id, before=request.args.get("before", type=whole))
    return _shown("history/page.html", page=page, scope=scope)


@blueprint.get("/as-of/<int:seq>")
@login_required
def as_of(draft_id: int, seq: int) -> Response:
    """The whole text, rebuilt from the record alone."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        found = history.as_of(session, scope, seq)
    return _shown("history/as_of.html", it=found, entry=found.entry, scope=scope)


@blueprint.get("/record")
@login_required
def verify(draft_id: int) -> Response:
    """Whether the chain is intact and the tables agree with what the record tells."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        scope.require("verify")
        verdict = verification.verify(session, draft_id)
    return _shown("history/record.html", verdict=verdict, scope=scope)


def _shown(template: str, **facts: object) -> Response:
    return make_response(render_template(template, record_words=record_words, **facts))
