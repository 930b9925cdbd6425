"""The floor: given to a speaker, the clock paused and going on, taken back. For the Chair and the Office."""

from collections.abc import Callable

from flask import Blueprint, Response, flash
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import WrongState
from drafting.services import floor
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.web import refusals
from drafting.web.live import shown_live
from drafting.web.request import form_text, form_token, now, person_id, see_other, wants_fragment, writing

blueprint = Blueprint("floor", __name__, url_prefix="/meetings/<int:meeting_id>/floor/<int:speech_id>")
Act = Callable[[Session, MeetingScope], None]


def _done(meeting_id: int, act: Act) -> Response:
    """Do it and show the sitting; where something was otherwise meanwhile, show how it stands and say so."""
    try:
        with writing() as session:
            act(session, meeting_scope(session, person_id(), meeting_id, now(), lock=True))
    except WrongState as error:
        return _refused(meeting_id, refusals.refusal(error))
    if wants_fragment():
        return shown_live(meeting_id)
    return see_other(_back(), meeting_id=meeting_id)


def _refused(meeting_id: int, refusal: str) -> Response:
    if wants_fragment():
        return shown_live(meeting_id, 409, refusal=refusal)
    flash(refusal, "error")
    return see_other(_back(), meeting_id=meeting_id)


def _back() -> str:
    return "speakers.show" if form_text("back") == "speakers" else "sitting.show"


@blueprint.post("/give")
@login_required
def give(meeting_id: int, speech_id: int) -> Response:
    shown = form_text("seal")
    return _done(
        meeting_id,
        lambda session, scope: floor.give(session, scope, speech_id, shown=shown, token=form_token(), now=now()),
    )


@blueprint.post("/pause")
@login_required
def pause(meeting_id: int, speech_id: int) -> Response:
    return _done(
        meeting_id, lambda session, scope: floor.pause(session, scope, speech_id, token=form_token(), now=now())
    )


@blueprint.post("/resume")
@login_required
def resume(meeting_id: int, speech_id: int) -> Response:
    return _done(
        meeting_id, lambda session, scope: floor.resume(session, scope, speech_id, token=form_token(), now=now())
    )


@blueprint.post("/stop")
@login_required
def stop(meeting_id: int, speech_id: int) -> Response:
    return _done(
        meeting_id, lambda session, scope: floor.stop(session, scope, speech_id, token=form_token(), now=now())
    )
