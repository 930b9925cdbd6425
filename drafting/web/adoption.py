"""Adoption of the whole: what stands in the way, what the numbers will be, who participates, and the ruling."""

from flask import Blueprint, Response, flash, render_template
from flask_babel import gettext as _
from flask_login import login_required

from drafting.domain.errors import WrongState
from drafting.services import adoption
from drafting.services.adoption_page import adoption_page
from drafting.services.scope import draft_scope
from drafting.web import record_words, refusals
from drafting.web.request import form_number, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("adoption", __name__, url_prefix="/drafts/<int:draft_id>/adoption")


@blueprint.get("")
@login_required
def show(draft_id: int) -> str:
    return shown(draft_id)


def shown(draft_id: int, problem: str = "") -> str:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        page = adoption_page(session, scope)
    return render_template(
        "adoption/page.html",
        page=page,
        scope=scope,
        problem=problem,
        record_words=record_words,
    )


@blueprint.post("")
@login_required
def adopt(draft_id: int) -> Response | tuple[str, int]:
    """The gavel: on the draft page the adopted text, or all that stands in the way once more."""
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            adoption.adopt(session, scope, seq=form_number("seq"), token=form_token(), now=now())
    except WrongState as error:
        return shown(draft_id, refusals.refusal(error)), 409
    flash(_("The text is adopted by consensus."), "good")
    return see_other("drafts.show", draft_id=draft_id)


@blueprint.post("/confirmation")
@login_required
def confirm(draft_id: int) -> Response | tuple[str, int]:
    """Every paragraph agreed ad referendum, and blocked by nothing else, is agreed."""
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            adoption.confirm_ad_referendum(session, scope, seq=form_number("seq"), token=form_token(), now=now())
    except WrongState as error:
        return shown(draft_id, refusals.refusal(error)), 409
    return see_other("adoption.show", draft_id=draft_id)
