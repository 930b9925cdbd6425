"""Who attends a meeting: observers by the rule, exceptions from it, civil society invited with consent."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import BadFields, WrongState
from drafting.services import admissions as services
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.web import meeting_words, refusals
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("admissions", __name__, url_prefix="/meetings/<int:meeting_id>/admissions")
NOTHING: Mapping[str, str] = {}


@blueprint.get("")
@login_required
def show(meeting_id: int) -> Response:
    return _page(meeting_id)


def _page(
    meeting_id: int,
    status: int = 200,
    *,
    about: int = 0,
    typed: Mapping[str, Any] = NOTHING,
    problems: Mapping[str, str] = NOTHING,
    refusal: str = "",
) -> Response:
    """about: the party whose form came back."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        lines = services.listed(session, scope)
        decisions = services.decisions(session, scope)
    html = render_template(
        "admissions/page.html",
        scope=scope,
        lines=lines,
        decisions=[(it.id, it.title) for it in decisions],
        about=about,
        typed=typed,
        problems=problems,
        refusal=refusal,
        words=meeting_words,
    )
    return make_response(html, status)


def _change(meeting_id: int, party_id: int, act: Callable[[Session, MeetingScope], None]) -> Response:
    try:
        with writing() as session:
            act(session, meeting_scope(session, person_id(), meeting_id, now(), lock=True))
    except BadFields as error:
        return _page(meeting_id, 422, about=party_id, typed=request.form, problems=refusals.problems(error))
    except WrongState as error:
        return _page(meeting_id, 409, about=party_id, typed=request.form, refusal=refusals.refusal(error))
    return see_other("admissions.show", meeting_id=meeting_id)


def _typed() -> dict[str, str]:
    return {name: form_text(name) for name in ("note_en", "note_ru", "draft", "reason")}


@blueprint.post("/<int:party_id>/propose")
@login_required
def propose(meeting_id: int, party_id: int) -> Response:
    return _change(
        meeting_id,
        party_id,
        lambda session, scope: services.propose(session, scope, party_id, token=form_token(), now=now()),
    )


@blueprint.post("/<int:party_id>/decide")
@login_required
def decide(meeting_id: int, party_id: int) -> Response:
    """By the Chair's words, or by a decision that was adopted; the button says whether it is so decided or not."""
    act = services.refuse if form_text("then") == "refuse" else services.decide
    return _change(
        meeting_id,
        party_id,
        lambda session, scope: act(session, scope, party_id, _typed(), token=form_token(), now=now()),
    )


@blueprint.post("/<int:party_id>/lift")
@login_required
def lift(meeting_id: int, party_id: int) -> Response:
    return _change(
        meeting_id,
        party_id,
        lambda session, scope: services.lift(session, scope, party_id, _typed(), token=form_token(), now=now()),
    )
