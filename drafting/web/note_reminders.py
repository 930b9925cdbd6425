"""Reminders of awaited notes verbales: sent by hand, and what became of each."""

from flask import Blueprint, Response, make_response, render_template
from flask_login import login_required

from drafting.domain.errors import WrongState
from drafting.services import note_reminders, outbox
from drafting.services.scope import draft_scope
from drafting.web import refusals
from drafting.web.notices import form_ruling
from drafting.web.request import form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("note_reminders", __name__, url_prefix="/drafts/<int:draft_id>/awaited-notes")


@blueprint.get("")
@login_required
def show(draft_id: int) -> Response:
    return _shown(draft_id)


def _shown(draft_id: int, problem: str = "", status: int = 200) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        page = note_reminders.reminders(session, scope)
    return make_response(render_template("note_reminders/page.html", scope=scope, page=page, problem=problem), status)


@blueprint.post("/<int:party_id>")
@login_required
def remind(draft_id: int, party_id: int) -> Response:
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            note_reminders.remind(session, scope, party_id, token=form_token(), now=now())
    except WrongState as error:
        return _shown(draft_id, refusals.refusal(error), 409)
    return see_other("note_reminders.show", draft_id=draft_id)


@blueprint.get("/notices/<int:notice_id>")
@login_required
def copy(draft_id: int, notice_id: int) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        notice = outbox.find_copy(session, scope, None, notice_id)
    return make_response(render_template("notices/copy.html", scope=scope, run=None, notice=notice))


@blueprint.post("/notices/<int:notice_id>")
@login_required
def rule(draft_id: int, notice_id: int) -> Response:
    """The Office's word on a notice of no run that was refused, given up or is in doubt."""
    with writing() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        notice = outbox.rule(session, scope, None, notice_id, ruling=form_ruling(), now=now())
        page = "copies.show" if notice.occasion == "proposals received" else "note_reminders.show"
    return see_other(page, draft_id=draft_id)
