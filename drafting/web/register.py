"""The register of parties: the list on any day, and a party's page, for everybody who has a role in the Process."""

from datetime import date

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.domain.days import read_day
from drafting.domain.errors import BadText
from drafting.services import matters
from drafting.services import register as services
from drafting.services.people import Link
from drafting.services.scope import process_scope
from drafting.web import links, refusals, register_words
from drafting.web.request import now, person_id, reading

blueprint = Blueprint("register", __name__, url_prefix="/processes/<int:process_id>/parties")


@blueprint.get("")
@login_required
def show(process_id: int) -> Response:
    problem, day = "", None
    try:
        day = _asked()
    except BadText as error:
        problem = refusals.problem(error)
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        today = services.today(scope.process, now())
        groups = services.on(session, process_id, day or today)
    html = render_template(
        "register/page.html",
        scope=scope,
        groups=groups,
        day=day or today,
        is_today=day in (None, today),
        asked=request.args.get("on", ""),
        problem=problem,
        register_words=register_words,
    )
    return make_response(html, 422 if problem else 200)


def _asked() -> date | None:
    said = request.args.get("on", "")
    return read_day(said) if said.strip() else None


@blueprint.get("/<int:party_id>")
@login_required
def party(process_id: int, party_id: int) -> Response:
    return party_page(process_id, party_id)


def party_page(
    process_id: int, party_id: int, status: int = 200, *, link: Link | None = None, refusal: str = ""
) -> Response:
    """link: to sign in by, shown this once."""
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        page = services.page(session, scope, party_id, now())
    html = render_template(
        "register/party.html",
        scope=scope,
        page=page,
        party=page.known.party,
        link=link,
        address=links.address(link),
        refusal=refusal,
        register_words=register_words,
        seal=matters.seal,
    )
    return links.shown_once(make_response(html, status), link)
