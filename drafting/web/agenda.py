"""The agenda of a meeting: read by everybody in it, put in order by the Chair and the Office."""

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.domain.agenda import Seat
from drafting.domain.errors import BadText, WrongState
from drafting.services import agenda, agenda_page
from drafting.services.scope import meeting_scope
from drafting.web import agenda_words, refusals
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, whole, writing

blueprint = Blueprint("agenda", __name__)


@blueprint.get("/meetings/<int:meeting_id>/agenda")
@login_required
def show(meeting_id: int) -> Response:
    return page(meeting_id)


def page(meeting_id: int, status: int = 200, problem: str = "") -> Response:
    """The agenda as it stands. problem: why the last change was not made."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        found = agenda_page.page(session, scope)
    return make_response(
        render_template("agenda/page.html", scope=scope, page=found, words=agenda_words, problem=problem), status
    )


@blueprint.post("/meetings/<int:meeting_id>/agenda/order")
@login_required
def move(meeting_id: int) -> Response:
    """By a button "<item> up|down <seal>", or by dragging: item, seal, sitting, before."""
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            scope.require("keep agenda")
            token = form_token()
            item, way, seal = _moved()
            if way in ("up", "down"):
                agenda.step(session, scope, item, up=way == "up", seal=seal, token=token, now=now())
            else:
                agenda.move(session, scope, item, _seat(), seal=seal, token=token, now=now())
    except BadText as error:
        return page(meeting_id, 422, refusals.problem(error))
    except WrongState as error:
        return page(meeting_id, 409, refusals.refusal(error))
    return see_other("agenda.show", meeting_id=meeting_id, _anchor=f"item-{item}")


def _moved() -> tuple[int, str, str]:
    """(item, "up", "down" or "to", seal). Raises WrongState for what no button of ours sends."""
    parts = form_text("move").split()
    try:
        item, way, seal = parts
        return whole(item), way, seal
    except ValueError as err:
        raise WrongState("moved on", "") from err


def _seat() -> Seat:
    sitting, before = (request.form.get(name, type=int) for name in ("sitting", "before"))
    return Seat(sitting, before)
