"""The public archive: Processes, their members on a day, their meetings."""

from datetime import date

from flask import Response, redirect, request, url_for

from drafting.domain.errors import BadText
from drafting.persistence.records import Process
from drafting.services import portal
from drafting.services.drafts import LANGUAGES
from drafting.web import instants, moments, refusals
from drafting.web.portal_frame import IN, pages, reader, shown
from drafting.web.request import now, reading

blueprint = pages("portal")


@blueprint.get("")
def root() -> Response:
    """To the archive in the language that the browser asks for."""
    best = request.accept_languages.best_match(LANGUAGES, "en")
    response = redirect(url_for("portal.index", language=best), 302)
    response.headers["Vary"] = "Accept-Language"
    return response  # type: ignore[return-value]


@blueprint.get(IN)
def index() -> Response:
    with reading() as session:
        found = portal.processes(session, reader(session))
    return shown("portal/index.html", processes=found)


@blueprint.get(f"{IN}/<slug>")
def process(slug: str) -> Response:
    asked, problem = request.args.get("on", ""), ""
    with reading() as session:
        who = reader(session)
        today = on = _today(portal.process(session, who, slug))
        try:
            on = moments.day_and_hour(asked, "")[0] if asked else today
        except BadText as error:
            problem = refusals.problem(error)
        page = portal.process_page(session, who, slug, today=today, on=on)
    return shown("portal/process.html", page=page, today=today, asked=asked, problem=problem)


@blueprint.get(f"{IN}/<slug>/meetings")
def meetings(slug: str) -> Response:
    """The calendar: what comes, then what was."""
    with reading() as session:
        it, found = portal.meetings(session, reader(session), slug)
    ahead = [meeting for meeting in found if meeting.ends_on >= _today(it)]
    past = [meeting for meeting in found if meeting.ends_on < _today(it)]
    return shown("portal/meetings.html", process=it, ahead=ahead[::-1], past=past)


@blueprint.get(f"{IN}/<process_slug>/meetings/<slug>")
def meeting(process_slug: str, slug: str) -> Response:
    with reading() as session:
        page = portal.meeting_page(session, reader(session), process_slug, slug)
    return shown("portal/meeting.html", page=page)


def _today(it: Process) -> date:
    return instants.local(now(), it.zone).date()
