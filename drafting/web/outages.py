"""An outage of the server, declared by the Support Office: whoever was kept from answering gets the time back."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, flash, make_response, render_template
from flask_babel import ngettext
from flask_login import login_required

from drafting.domain import deadlines
from drafting.domain.errors import BadText
from drafting.services import silence_changes, silence_outages
from drafting.services.scope import meeting_scope
from drafting.web import cities, moments, refusals, silence_words
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing
from drafting.web.silence_form import Problem

blueprint = Blueprint("outages", __name__, url_prefix="/meetings/<int:meeting_id>/outage")
FIELDS = {"reason-missing": "reason", "outage-unfit": "ended", "unknown-zone": "city"}


@dataclass(frozen=True)
class Typed:
    """The form as it was filled in."""

    city: str
    began_day: str = ""
    began_hour: str = ""
    ended_day: str = ""
    ended_hour: str = ""
    reason: str = ""


@blueprint.get("")
@login_required
def show(meeting_id: int) -> Response:
    return _shown(meeting_id)


def _shown(meeting_id: int, typed: Typed | None = None, problem: Problem | None = None) -> Response:
    at = now()
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, at)
        scope.require("declare outage")
        runs = silence_outages.exposed(session, scope)
    page = render_template(
        "deadlines/outage.html",
        scope=scope,
        runs=runs,
        now=at,
        typed=typed or Typed(cities.city_of(scope.meeting)),
        problem=problem,
        places=cities.offered(scope.meeting),
        silence_words=silence_words,
    )
    return make_response(page, 422 if problem else 200)


@blueprint.post("")
@login_required
def declare(meeting_id: int) -> Response:
    fields = ("city", "began_day", "began_hour", "ended_day", "ended_hour", "reason")
    typed, at = Typed(**{name: form_text(name) for name in fields}), now()
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, at)
            scope.require("declare outage")
            zone = cities.zone_of(typed.city, scope.meeting)
            began, ended = (_instant(typed, which, zone) for which in ("began", "ended"))
            found = silence_changes.declare_outage(
                session, scope, began=began, ended=ended, reason=typed.reason, token=form_token(), now=at
            )
    except BadText as error:
        at_field = str(error.details.get("at", FIELDS.get(error.code, "")))
        return _shown(meeting_id, typed, Problem(refusals.problem(error), at_field))
    flash(
        ngettext(
            "The outage is declared. Deadlines on %(num)s draft are later.",
            "The outage is declared. Deadlines on %(num)s drafts are later.",
            len(found),
        ),
        "good",
    )
    return see_other("deadlines.index")


def _instant(typed: Typed, which: str, zone: str) -> datetime:
    """Raises BadText with the field in its details."""
    said = getattr(typed, f"{which}_day"), getattr(typed, f"{which}_hour")
    if not said[1].strip():
        raise BadText("hour-empty", at=which)
    try:
        day, hour = moments.day_and_hour(*said)
        return deadlines.deadline(day, hour, zone).at
    except BadText as error:
        raise BadText(error.code, **{**error.details, "at": which}) from error
