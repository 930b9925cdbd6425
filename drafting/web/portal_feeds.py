"""What programs read of the archive: the calendar of meetings, the list of addresses, what robots may fetch."""

from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from drafting.domain.readership import ANYBODY
from drafting.notices import days
from drafting.persistence.records import Meeting, Process
from drafting.services import portal
from drafting.services.drafts import LANGUAGES
from drafting.web import instants
from drafting.web.portal_frame import kept, pages, reader
from drafting.web.request import now, reading, site

blueprint = pages("portal_feeds")
robots = Blueprint("robots", __name__)


@blueprint.get("/<slug>/meetings.ics")
def meetings(slug: str) -> Response:
    """For a calendar program, which knows no pages: its language is a question behind the address."""
    language = request.args.get("language", "")
    with reading() as session:
        it, found = portal.meetings(session, reader(session), slug)
    with force_locale(language if language in LANGUAGES else "en"):
        name = _("Meetings: %(process)s", process=instants.named(it))
        made = days.calendar(name, instants.language(), [_days(it, meeting) for meeting in found])
    response = make_response(made)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    return kept(response)


def _days(it: Process, meeting: Meeting) -> days.Days:
    public = site().settings.public_url
    address = url_for(
        "portal.meeting", language=instants.language(), process_slug=it.slug, slug=meeting.slug, _external=False
    )
    return days.Days(
        uid=f"meeting-{it.slug}-{meeting.slug}@{urlsplit(public).hostname}",
        # As of today: nothing that a reader may know tells when the meeting was last changed.
        stamp=datetime.combine(now().date(), time(), UTC),
        first=meeting.starts_on,
        last=meeting.ends_on,
        status="CANCELLED" if meeting.state == "cancelled" else "CONFIRMED",
        summary=instants.named(meeting, "title"),
        location=", ".join(part for part in (_venue(meeting), instants.named(meeting, "city")) if part),
        description=instants.named(meeting, "theme"),
        url=f"{public}{address}",
    )


def _venue(meeting: Meeting) -> str:
    return instants.named(meeting, "venue")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page that anybody may read, in both languages, whoever asks."""
    with reading() as session:
        found = portal.addresses(session, ANYBODY)
    made = make_response(
        render_template("portal/sitemap.xml", found=found, languages=LANGUAGES, site_address=site().settings.public_url)
    )
    made.headers["Content-Type"] = "application/xml; charset=utf-8"
    return kept(made)


@robots.get("/robots.txt")
def txt() -> Response:
    """The archive is for everybody; the rest is for those who work there."""
    lines = ("User-agent: *", "Allow: /portal", "Allow: /static/", "Disallow: /", "")
    made = make_response("\n".join((*lines, f"Sitemap: {site().settings.public_url}/portal/sitemap.xml", "")))
    made.headers["Content-Type"] = "text/plain; charset=utf-8"
    return kept(made)
