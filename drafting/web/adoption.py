"""Adoption of the whole: what stands in the way, what the numbers will be, who participates, and the ruling."""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, render_template
from flask_babel import gettext as _
from flask_login import login_required

from drafting.domain.errors import BadText, WrongState
from drafting.domain.participation import STATUSES
from drafting.services import adoption, participation
from drafting.services.adoption_page import adoption_page
from drafting.services.scope import draft_scope
from drafting.web import record_words, refusals
from drafting.web.request import form_number, form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("adoption", __name__, url_prefix="/drafts/<int:draft_id>/adoption")


@dataclass(frozen=True)
class Typed:
    """What was typed into a party's form that was not taken."""

    party: int
    problem: str
    note: str


@blueprint.get("")
@login_required
def show(draft_id: int) -> str:
    return shown(draft_id)


def shown(draft_id: int, problem: str = "", typed: Typed | None = None) -> str:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        page = adoption_page(session, scope)
    return render_template(
        "adoption/page.html",
        page=page,
        scope=scope,
        problem=problem,
        typed=typed,
        statuses=STATUSES,
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


@blueprint.post("/participation/<int:party_id>")
@login_required
def participate(draft_id: int, party_id: int) -> Response | tuple[str, int]:
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            participation.state_participation(
                session,
                scope,
                party_id,
                status=form_text("status"),
                note=form_text("note"),
                token=form_token(),
                now=now(),
            )
    except BadText as error:
        return shown(draft_id, typed=Typed(party_id, refusals.problem(error), form_text("note"))), 422
    return see_other("adoption.show", draft_id=draft_id, _anchor=f"party-{party_id}")
