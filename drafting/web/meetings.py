"""The meetings of a Process: their calendar, the first page of one, and what the Chair and the Office plan."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import login_required

from drafting.domain import meetings as rules
from drafting.domain.errors import BadFields, NotFound, WrongState
from drafting.persistence.records import Meeting
from drafting.services import chairmanship, matters, meeting_calendar, meeting_page, periodicity
from drafting.services import meetings as services
from drafting.services.scope import MeetingScope, ProcessScope, meeting_scope, process_scope
from drafting.web import calendar, chairmanship_words, cities, instants, meeting_words, refusals
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("meetings", __name__)
NOTHING: Mapping[str, str] = {}


@blueprint.get("/processes/<int:process_id>/meetings")
@login_required
def index(process_id: int) -> str:
    kind = request.args.get("kind", "")
    kind = kind if kind in rules.KINDS else ""
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        found = meeting_calendar.calendar(session, scope.process, person_id(), kind=kind, now=now())
        today = chairmanship.today_in(scope.process, now())
        warned = periodicity.warnings(session, scope, today)
    return render_template(
        "meetings/index.html",
        scope=scope,
        calendar=found,
        kind=kind,
        today=today,
        warnings=[it for it in warned if it.kind in rules.KINDS],
        due=chairmanship_words,
        words=meeting_words,
    )


@blueprint.get("/processes/<int:process_id>/meetings.ics")
@login_required
def feed(process_id: int) -> Response:
    """The meetings of the Process as a file for a calendar program."""
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        found = meeting_calendar.of_process(session, scope.process, person_id(), now())
    name = _("Meetings: %(process)s", process=instants.named(scope.process))
    response = calendar.answer(name, instants.language(), (), [calendar.gathering(it) for it in found])
    response.headers["Content-Disposition"] = f"attachment; filename=meetings-{scope.process.slug}.ics"
    return response


@blueprint.get("/processes/<int:process_id>/meetings/new")
@login_required
def new(process_id: int) -> Response:
    """The choice of a kind, or the form for one of that kind with what is usual."""
    kind = request.args.get("kind", "")
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        scope.require("plan meeting")
        usual = services.suggested(session, scope, kind) if kind in rules.KINDS else None
    if usual is None:
        return make_response(render_template("meetings/choose.html", scope=scope, words=meeting_words))
    typed = {"kind": kind, **vars(usual), "zone": scope.process.zone, "access": "participants"}
    return _form(scope, None, typed)


def _form(
    scope: ProcessScope | MeetingScope,
    meeting: Meeting | None,
    typed: Mapping[str, Any],
    status: int = 200,
    *,
    problems: Mapping[str, str] = NOTHING,
    refusal: str = "",
) -> Response:
    html = render_template(
        "meetings/form.html",
        scope=scope,
        meeting=meeting,
        typed=typed,
        problems=problems,
        refusal=refusal,
        words=meeting_words,
        zones=_zones(scope, meeting),
        seal=matters.seal(meeting) if meeting and status != 422 else typed.get("seal", ""),  # noqa: PLR2004
    )
    return make_response(html, status)


def _zones(scope: ProcessScope | MeetingScope, meeting: Meeting | None) -> list[tuple[str, str]]:
    """What can be chosen: the zones of the list, and those that the Process and the meeting have already."""
    found = dict(cities.zones())
    for zone in (scope.process.zone, meeting.zone if meeting else ""):
        if zone:
            found.setdefault(zone, cities.city_name(zone))
    return list(found.items())


def _typed() -> dict[str, str]:
    return {name: form_text(name) for name in request.form}


@blueprint.post("/processes/<int:process_id>/meetings")
@login_required
def plan(process_id: int) -> Response:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
    zones = dict(_zones(scope, None))
    try:
        with writing() as session:
            locked = process_scope(session, person_id(), process_id, now(), lock=True)
            meeting_id = services.plan(session, locked, _typed(), zones=zones, token=form_token(), now=now())
    except BadFields as error:
        return _form(scope, None, request.form, 422, problems=refusals.problems(error))
    return see_other("meetings.show", meeting_id=meeting_id)


@blueprint.get("/meetings/<int:meeting_id>")
@login_required
def show(meeting_id: int) -> Response:
    return _page(meeting_id)


def _page(
    meeting_id: int,
    status: int = 200,
    *,
    typed: Mapping[str, Any] = NOTHING,
    problems: Mapping[str, str] = NOTHING,
    refusal: str = "",
) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        page = meeting_page.page(session, scope)
    html = render_template(
        "meetings/page.html",
        scope=scope,
        page=page,
        today=instants.local(now(), scope.meeting.zone).date(),
        typed=typed,
        problems=problems,
        refusal=refusal,
        words=meeting_words,
    )
    return make_response(html, status)


@blueprint.get("/meetings/<int:meeting_id>/edit")
@login_required
def edit(meeting_id: int) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
    scope.require("plan meeting")
    return _form(scope, scope.meeting, standing(scope.meeting))


def standing(meeting: Meeting) -> dict[str, Any]:
    """The fields of the form as they stand."""
    names = [f"{name}_{language}" for name in rules.BILINGUAL for language in ("en", "ru")]
    kept = {name: getattr(meeting, name) for name in (*names, "kind", "zone", "access")}
    days = {name: getattr(meeting, name).isoformat() for name in ("starts_on", "ends_on")}
    return {**kept, **days, "ordinal": meeting.ordinal or ""}


@blueprint.post("/meetings/<int:meeting_id>/edit")
@login_required
def change(meeting_id: int) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
    zones = dict(_zones(scope, scope.meeting))
    try:
        with writing() as session:
            here = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            services.change(session, here, _typed(), zones=zones, seal=form_text("seal"), token=form_token(), now=now())
    except BadFields as error:
        return _form(scope, scope.meeting, request.form, 422, problems=refusals.problems(error))
    except WrongState as error:
        with reading() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now())
        return _form(scope, scope.meeting, request.form, 409, refusal=refusals.refusal(error))
    return see_other("meetings.show", meeting_id=meeting_id)


@blueprint.post("/meetings/<int:meeting_id>/state")
@login_required
def proceed(meeting_id: int) -> Response:
    """Open, close or cancel the meeting."""
    event = form_text("event")
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            services.proceed(
                session,
                scope,
                event,
                reason=form_text("reason"),
                seal=form_text("seal"),
                token=form_token(),
                now=now(),
            )
    except BadFields as error:
        return _page(meeting_id, 422, typed=request.form, problems=refusals.problems(error))
    except WrongState as error:
        if event not in meeting_words.EVENTS:
            raise NotFound from error
        return _page(meeting_id, 409, typed=request.form, refusal=refusals.refusal(error))
    return see_other("meetings.show", meeting_id=meeting_id)
