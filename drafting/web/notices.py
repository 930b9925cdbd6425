"""What became of the notices of a run: who was told, the copy as sent, and the Office's word on a doubtful one."""

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask_login import login_required

from drafting.domain import notices
from drafting.services import outbox, silence_state
from drafting.services.scope import draft_scope
from drafting.web import delivery_words
from drafting.web.request import now, person_id, reading, see_other, site, writing

blueprint = Blueprint("notices", __name__, url_prefix="/drafts/<int:draft_id>/runs/<int:number>/notices")


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    """What `notices/_deliveries.html` needs wherever it is included."""
    return {"delivery_words": delivery_words, "mail_is_set": bool(site().settings.smtp_url)}


@blueprint.get("")
@login_required
def show(draft_id: int, number: int) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        run = silence_state.find(session, scope, number)
        deliveries = outbox.deliveries_shown(session, scope, run.id)
    page = render_template("notices/page.html", scope=scope, run=run, deliveries=deliveries)
    return make_response(page)


@blueprint.get("/<int:notice_id>")
@login_required
def copy(draft_id: int, number: int, notice_id: int) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        run = silence_state.find(session, scope, number)
        notice = outbox.find_copy(session, scope, run.id, notice_id)
    return make_response(render_template("notices/copy.html", scope=scope, run=run, notice=notice))


@blueprint.post("/<int:notice_id>")
@login_required
def rule(draft_id: int, number: int, notice_id: int) -> Response:
    with writing() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        run = silence_state.find(session, scope, number)
        outbox.rule(session, scope, run.id, notice_id, ruling=form_ruling(), now=now())
    return see_other("notices.show", draft_id=draft_id, number=number)


def form_ruling() -> notices.Ruling:
    """What the button says; anything else is no form of ours (400)."""
    said = request.form.get("ruling", "")
    if said not in notices.RULINGS:
        abort(400)
    return said
