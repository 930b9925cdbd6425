"""The people of a meeting, for those who run it. A new link is shown once, in the answer to its form."""

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.domain.errors import BadText, WrongState
from drafting.services import people as services
from drafting.services.scope import meeting_scope
from drafting.web import links, refusals
from drafting.web.request import form_text, now, person_id, reading, see_other, site, writing

blueprint = Blueprint("people", __name__, url_prefix="/meetings/<int:meeting_id>/people")
NOTHING = services.Invited(email="", name_en="", name_ru="", role="", party=None, whole_process=False)


@blueprint.get("")
@login_required
def show(meeting_id: int) -> Response:
    return _page(meeting_id)


def _page(
    meeting_id: int,
    status: int = 200,
    *,
    link: services.Link | None = None,
    problem: str = "",
    typed: services.Invited = NOTHING,
) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        groups = services.people(session, scope, now())
        rank = services.rank_of(session, scope, now())
    page = render_template(
        "people/page.html",
        scope=scope,
        groups=groups,
        rank=rank,
        link=link,
        address=links.address(link),
        problem=problem,
        typed=typed,
    )
    return links.shown_once(make_response(page, status), link)


@blueprint.post("")
@login_required
def invite(meeting_id: int) -> Response:
    typed = _typed()
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now())
            link = services.invite(session, site().settings, scope, typed, now())
    except BadText as error:
        return _page(meeting_id, 422, problem=refusals.problem(error), typed=typed)
    return _page(meeting_id, link=link)


def _typed() -> services.Invited:
    party = form_text("party")
    return services.Invited(
        email=form_text("email"),
        name_en=form_text("name_en"),
        name_ru=form_text("name_ru"),
        role=form_text("role"),
        # A number that is no party's is refused like a missing one.
        party=request.form.get("party", 0, type=int) if party else None,
        whole_process=form_text("scope") == "process",
    )


@blueprint.post("/<int:of>/link")
@login_required
def new_link(meeting_id: int, of: int) -> Response:
    with writing() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        link = services.new_link(session, site().settings, scope, of, now())
    return _page(meeting_id, link=link)


@blueprint.post("/roles/<int:appointment_id>/end")
@login_required
def end(meeting_id: int, appointment_id: int) -> Response:
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now())
            services.end(session, scope, appointment_id, now())
    except WrongState as error:
        return _page(meeting_id, 409, problem=refusals.refusal(error))
    return see_other("people.show", meeting_id=meeting_id)
