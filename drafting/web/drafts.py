"""The draft page: the text in three views, filtered or whole."""

import hashlib
from typing import cast, get_args

from flask import Blueprint, Response, make_response, render_template, request
from flask import session as cookie
from flask_babel import get_locale
from flask_login import current_user, login_required

from drafting.domain.consensus import STATES
from drafting.persistence.queries import record as record_queries
from drafting.services import draft_page, drafts, silence_glance
from drafting.services.scope import DraftScope, admit, draft_scope, within
from drafting.web import record_words, silence_words
from drafting.web.request import form_token, now, person_id, reading, see_other, site, writing

blueprint = Blueprint("drafts", __name__)


@blueprint.get("/drafts/<int:draft_id>")
@login_required
def show(draft_id: int) -> Response:
    """The page, or 304 when nothing that this viewer sees has changed."""
    view, filters = _asked()
    with reading() as session:
        admission = admit(session, person_id(), draft_id, now())
        tag = _tag(view, filters, admission.actor, draft_page.fingerprint(session, admission, now()))
        if request.if_none_match.contains_weak(tag):
            response = make_response("", 304)
        else:
            scope = within(session, admission)
            page = draft_page.draft_page(session, scope, view, filters)
            response = make_response(_rendered(page, scope, silence_glance.of_draft(session, scope, now())))
    response.set_etag(tag, weak=True)  # Forms carry a fresh token each time, so no two answers are the same bytes.
    return response


def _rendered(page: draft_page.DraftPage, scope: DraftScope, runs: silence_glance.Runs) -> str:
    return render_template(
        "drafts/page.html",
        page=page,
        scope=scope,
        states=STATES,
        issued=record_words.issued,
        runs=runs,
        silence_words=silence_words,
    )


def _asked() -> tuple[draft_page.View, draft_page.Filters]:
    asked = request.args.get("view", "text")
    view = cast("draft_page.View", asked if asked in get_args(draft_page.View) else "text")
    filters = draft_page.Filters(
        state=request.args.get("state", ""),
        party=request.args.get("party", ""),
        mine=request.args.get("mine") == "1",
    )
    return view, filters


def _tag(*shown: object) -> str:
    """Names everything that the page depends on; a message waiting to be shown makes it unlike any other."""
    reader = (site().build, str(get_locale()), current_user.theme, cookie.get("_flashes"))
    return hashlib.sha256(repr((*shown, *reader)).encode()).hexdigest()[:32]


@blueprint.get("/drafts/<int:draft_id>/since/<int:seq>")
@login_required
def pulse(draft_id: int, seq: int) -> str:
    """Asked by the page itself from time to time: how much has happened since it was opened."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        count = record_queries.count_since(session, draft_id, seq)
    return render_template("drafts/_since.html", scope=scope, seq=seq, count=count)


@blueprint.post("/drafts/<int:draft_id>/open")
@login_required
def open_draft(draft_id: int) -> Response:
    with writing() as session:
        scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
        drafts.open_draft(session, scope, token=form_token(), now=now())
    return see_other("drafts.show", draft_id=draft_id)
