"""Follow-up: what became of the recommendations of a Process, by theme and addressee."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.domain import recommendations as rules
from drafting.domain.errors import BadFields, BadText
from drafting.services import follow_up
from drafting.services.scope import MeetingScope, meeting_scope, process_scope
from drafting.web import groups_words, moments, refusals
from drafting.web.instants import language
from drafting.web.request import (
    form_text,
    form_token,
    now,
    number_or_none,
    person_id,
    reading,
    see_other,
    whole,
    writing,
)

blueprint = Blueprint("follow_up", __name__)


@blueprint.get("/processes/<int:process_id>/follow-up")
@login_required
def show(process_id: int) -> str:
    filters = _asked()
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        page = follow_up.page(session, scope, filters, _today(scope.process.zone))
    return render_template(
        "follow_up/page.html", scope=scope, page=page, filters=filters, rules=rules, words_of=groups_words
    )


def _asked() -> follow_up.Filters:
    """What the address asks for; an addressee is "party-12", or the name of an audience."""
    to = request.args.get("to", "")
    number = to.removeprefix("party-")
    state = request.args.get("state", "")
    return follow_up.Filters(
        group=request.args.get("theme", type=whole),
        party=number_or_none(number) if to.startswith("party-") else None,
        audience=to if to in rules.AUDIENCES else "",
        state=state if state in rules.STATES else "",
        silent=request.args.get("silent") == "1",
    )


def _today(zone: str) -> date:
    return now().astimezone(ZoneInfo(zone)).date()


@blueprint.get("/meetings/<int:meeting_id>/recommendations/<int:recommendation_id>")
@login_required
def one(meeting_id: int, recommendation_id: int) -> Response:
    return _one(meeting_id, recommendation_id)


def _one(meeting_id: int, recommendation_id: int, status: int = 200, **shown: Any) -> Response:
    """shown: problems and typed, where the form comes back."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        found = follow_up.one(session, scope, recommendation_id)
    today = _today(scope.process.zone).isoformat()
    page = render_template(
        "follow_up/one.html",
        scope=scope,
        it=found,
        reporters=follow_up.reporters(scope, found),
        states=[(it, groups_words.STATES[it]) for it in rules.STATES],
        languages=list(groups_words.LANGUAGES.items()),
        words_of=groups_words,
        typed=shown.pop("typed", None) or {"on": today, "language": language(), "party": _own(scope)},
        **shown,
    )
    return make_response(page, status)


def _own(scope: MeetingScope) -> int | None:
    return None if scope.may("follow up") else scope.actor.delegation()


@blueprint.post("/meetings/<int:meeting_id>/recommendations/<int:recommendation_id>")
@login_required
def report(meeting_id: int, recommendation_id: int) -> Response:
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            follow_up.report(session, scope, recommendation_id, _said(), token=form_token(), now=now())
    except BadFields as error:
        problems = refusals.problems(error)
        return _one(meeting_id, recommendation_id, 422, problems=problems, typed=request.form)
    return see_other("follow_up.one", meeting_id=meeting_id, recommendation_id=recommendation_id)


def _said() -> follow_up.Said:
    party = form_text("party")
    return follow_up.Said(
        state=form_text("state"),
        note=form_text("note"),
        on=_day(form_text("on")),
        language=form_text("language"),
        # A number that is no party's is refused like another's.
        party=request.form.get("party", 0, type=whole) if party else None,
    )


def _day(said: str) -> date | None:
    try:
        return moments.day_and_hour(said, "")[0]
    except BadText:
        return None
