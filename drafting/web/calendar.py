"""Deadlines and meetings in a person's own calendar: a feed with a secret address, and a file for each run."""

from collections.abc import Iterable
from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as __
from flask_login import current_user, login_required

from drafting.notices import calendar
from drafting.services import calendars, meeting_calendar, silence_state
from drafting.services.scope import draft_scope
from drafting.web import instants, moments
from drafting.web.notice_words import MEANINGS
from drafting.web.request import now, person_id, reading, see_other, site, writing

blueprint = Blueprint("calendar", __name__)
# How a calendar shows a run that is not simply on its way.
STATUS = {
    "draft": "TENTATIVE",
    "suspended": "TENTATIVE",
    "broken": "TENTATIVE",
    "withdrawn": "CANCELLED",
    "void": "CANCELLED",
    "superseded": "CANCELLED",
}
REMARKS = {
    "draft": __("being prepared"),
    "suspended": __("suspended"),
    "broken": __("silence is broken"),
    "expired": __("awaits the Chair’s certificate"),
}


@blueprint.get("/calendar")
@login_required
def show() -> Response:
    return _page()


@blueprint.post("/calendar/address")
@login_required
def make_address() -> Response:
    with writing() as session:
        secret = calendars.new_address(session, person_id(), now())
    return _page(site().settings.public_url + url_for("calendar.feed", secret=secret))


@blueprint.post("/calendar/address/end")
@login_required
def end_address() -> Response:
    with writing() as session:
        calendars.end_address(session, person_id())
    return see_other("calendar.show")


def _page(address: str = "") -> Response:
    """address: the new one, which this page alone ever shows."""
    with reading() as session:
        made_at = calendars.address_since(session, person_id())
    since = moments.day_of(instants.local(made_at, current_user.zone or "UTC").date()) if made_at else ""
    response = make_response(render_template("calendar/page.html", since=since, address=address))
    if address:
        response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/calendar/<secret>.ics")
def feed(secret: str) -> Response:
    """For a calendar program, which cannot sign in: the address itself is the key, and opens nothing else."""
    with reading() as session:
        person = calendars.whose(session, secret)
        found = calendars.of_person(session, person.id, now())
        meetings = meeting_calendar.of_person(session, person.id, now())
    with force_locale(person.language):
        name = _("Meetings and no-objection deadlines")
        deadlines = [_dated(it, person.zone) for it in found]
        return answer(name, person.language, deadlines, [gathering(it) for it in meetings])


@blueprint.get("/drafts/<int:draft_id>/runs/<int:number>.ics")
@login_required
def of_run(draft_id: int, number: int) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        found = calendars.of_run(session, scope, silence_state.find(session, scope, number))
    dated = _dated(found, current_user.zone)
    response = answer(dated.summary, instants.language(), [dated])
    response.headers["Content-Disposition"] = f"attachment; filename=deadline-{draft_id}-{number}.ics"
    return response


def answer(
    name: str, language: str, deadlines: Iterable[calendar.Dated], meetings: Iterable[calendar.Lasting] = ()
) -> Response:
    response = make_response(calendar.calendar(name, language, deadlines, meetings))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.add_etag()
    return cast("Response", response.make_conditional(request))


def _dated(it: calendars.Scheduled, zone: str) -> calendar.Dated:
    run, public_url = it.run, site().settings.public_url
    # A deadline passes by itself, recorded or not.
    state = silence_state.as_of(run, now())
    return calendar.Dated(
        uid=f"no-objection-{run.draft_id}-{run.number}@{urlsplit(public_url).hostname}",
        sequence=it.changes,
        changed=it.changed_at,
        ends=run.ends_at,
        status=STATUS.get(state, "CONFIRMED"),
        summary=_summary(it, state),
        description=_description(it, zone),
        url=_address(it),
        remind=tuple(run.reminder_hours) if state in ("announced", "running") else (),
    )


def gathering(it: meeting_calendar.Gathering) -> calendar.Lasting:
    """A meeting as a calendar program shows it, in the reader's language."""
    meeting, public_url = it.meeting, site().settings.public_url
    places = (instants.named(meeting, "venue"), instants.named(meeting, "city"))
    return calendar.Lasting(
        uid=f"meeting-{meeting.id}@{urlsplit(public_url).hostname}",
        sequence=it.changes,
        changed=it.changed_at,
        first=meeting.starts_on,
        last=meeting.ends_on,
        status="CANCELLED" if meeting.state == "cancelled" else "CONFIRMED",
        summary=instants.named(meeting, "title"),
        description="\n".join(
            words for words in (instants.named(it.process), instants.named(meeting, "theme")) if words
        ),
        place=", ".join(place for place in places if place),
        url=f"{public_url}/meetings/{meeting.id}" if it.opens else "",
    )


def _address(it: calendars.Scheduled) -> str:
    return f"{site().settings.public_url}/drafts/{it.draft.id}/runs/{it.run.number}"


def _summary(it: calendars.Scheduled, state: str) -> str:
    title = it.draft.title
    if state in REMARKS:
        return _("No-objection deadline (%(state)s): %(title)s", state=REMARKS[state], title=title)
    return _("No-objection deadline: %(title)s", title=title)


def _description(it: calendars.Scheduled, zone: str) -> str:
    run = it.run
    until = moments.deadline(run.ends_at, run.zone, run.city, end_of_day=run.end_of_day, other_zone=zone)
    lines = (instants.named(it.meeting, "title"), until, str(MEANINGS[run.meaning]), _address(it))
    return "\n".join(lines)
