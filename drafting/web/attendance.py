"""Who is in the room in a sitting: the Office's list of ticks, and for everybody the delegations that are present."""

import re

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.domain.errors import BadText
from drafting.services import attendance
from drafting.services.scope import meeting_scope
from drafting.web import delegation_words, refusals
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing

# A number that some row may bear.
SHORT = re.compile(r"[0-9]{1,9}")
blueprint = Blueprint("attendance", __name__, url_prefix="/meetings/<int:meeting_id>/sittings/<int:sitting_id>")


@blueprint.get("/attendance")
@login_required
def show(meeting_id: int, sitting_id: int) -> Response:
    return _page(meeting_id, sitting_id)


def _page(meeting_id: int, sitting_id: int, status: int = 200, problem: str = "") -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        page = attendance.page(session, scope, sitting_id)
    body = render_template("attendance/page.html", scope=scope, page=page, problem=problem, words_of=delegation_words)
    return make_response(body, status)


@blueprint.post("/attendance")
@login_required
def note(meeting_id: int, sitting_id: int) -> Response:
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            shown, ticked = _numbers(form_text("shown").split()), _numbers(request.form.getlist("present"))
            attendance.note(session, scope, sitting_id, shown=shown, ticked=ticked, token=form_token(), now=now())
    except BadText as error:
        return _page(meeting_id, sitting_id, 422, refusals.problem(error))
    return see_other("attendance.show", meeting_id=meeting_id, sitting_id=sitting_id)


def _numbers(said: list[str]) -> set[int]:
    """What is no number names nobody."""
    return {int(it) for it in said if SHORT.fullmatch(it)}
