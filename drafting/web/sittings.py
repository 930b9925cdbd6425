"""The forms of the agenda: a sitting with its hours."""

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, render_template
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import BadFields, WrongState
from drafting.persistence.queries import agenda as queries
from drafting.persistence.records import Sitting
from drafting.services import matters, sitting_plan
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.web import agenda as pages
from drafting.web import agenda_words, refusals
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("sittings", __name__, url_prefix="/meetings/<int:meeting_id>/agenda/sittings")
FIELDS = ("number", "title_en", "title_ru", "day", "starts", "ends")


@blueprint.get("/new")
@login_required
def new(meeting_id: int) -> Response:
    return _form(meeting_id, None)


@blueprint.post("")
@login_required
def plan(meeting_id: int) -> Response:
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            sitting_plan.plan(session, scope, _typed(), token=form_token(), now=now())
    except BadFields as error:
        return _form(meeting_id, None, 422, typed=_typed(), problems=refusals.problems(error))
    return see_other("agenda.show", meeting_id=meeting_id)


@blueprint.get("/<int:sitting_id>")
@login_required
def edit(meeting_id: int, sitting_id: int) -> Response:
    return _form(meeting_id, sitting_id)


@blueprint.post("/<int:sitting_id>")
@login_required
def replan(meeting_id: int, sitting_id: int) -> Response:
    said = _typed()
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            seal = form_text("seal")
            sitting_plan.replan(session, scope, sitting_id, said, seal=seal, token=form_token(), now=now())
    except BadFields as error:
        return _form(meeting_id, sitting_id, 422, typed=said, problems=refusals.problems(error))
    except WrongState as error:
        return _form(meeting_id, sitting_id, 409, typed=said, refusal=refusals.refusal(error))
    return see_other("agenda.show", meeting_id=meeting_id, _anchor=f"sitting-{sitting_id}")


@blueprint.post("/<int:sitting_id>/remove")
@login_required
def remove(meeting_id: int, sitting_id: int) -> Response:
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            sitting_plan.remove(session, scope, sitting_id, seal=form_text("seal"), token=form_token(), now=now())
    except WrongState as error:
        return pages.page(meeting_id, 409, refusals.refusal(error))
    return see_other("agenda.show", meeting_id=meeting_id)


def _typed() -> dict[str, str]:
    return {name: form_text(name) for name in FIELDS}


def _form(
    meeting_id: int,
    sitting_id: int | None,
    status: int = 200,
    *,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    refusal: str = "",
) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        scope.require("keep agenda")
        row = None if sitting_id is None else sitting_plan.find(session, scope, sitting_id)
        stored = _stored(row, scope) if row else _next(session, scope)
    page = render_template(
        "agenda/sitting.html",
        scope=scope,
        sitting=row,
        seal=matters.seal(row) if row else "",
        typed=stored if typed is None else typed,
        problems=problems or {},
        refusal=refusal,
    )
    return make_response(page, status)


def _stored(row: Sitting, scope: MeetingScope) -> dict[str, str]:
    zone = scope.meeting.zone
    return {
        "number": str(row.number),
        "title_en": row.title_en,
        "title_ru": row.title_ru,
        "day": sitting_plan.day_of(row, scope).isoformat(),
        "starts": agenda_words.hour(row.starts_at, zone),
        "ends": agenda_words.hour(row.ends_at, zone),
    }


def _next(session: Session, scope: MeetingScope) -> dict[str, str]:
    """What a new sitting most likely is."""
    present = queries.sittings(session, scope.meeting.id)
    day = sitting_plan.day_of(present[-1], scope) if present else scope.meeting.starts_on
    number = max((it.number for it in present), default=0) + 1
    return {"number": str(number), "day": day.isoformat()}
