"""The part of a page that looks at the server again every two seconds: 304 while nothing has changed."""

import hashlib

from flask import Response, make_response, render_template, request
from flask_babel import get_locale

from drafting.persistence.queries import sitting as queries
from drafting.services import sitting_page
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.web import sitting_words, speakers_words
from drafting.web.request import now, person_id, reading, site

# The server's instant in milliseconds: the timer goes by it, whatever the clock of the device says. The Date header
# has whole seconds only, and some servers write it twice.
INSTANT = "Drafting-Now"


def part(meeting_id: int, template: str, *, on_wall: bool = False) -> Response:
    """The fragment, or 304 when nothing that this reader sees has changed. Raises NotFound."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        tag = _tag(template, scope.actor, queries.marks(session, meeting_id))
        if request.if_none_match.contains_weak(tag):
            response = make_response("", 304)
        else:
            live = sitting_page.live(session, scope, now(), on_wall=on_wall)
            response = make_response(render_template(template, **shown_part(scope, live)))
    response.set_etag(tag, weak=True)  # Forms carry a fresh token each time, so no two answers are the same bytes.
    response.headers[INSTANT] = str(instant())
    return response


def _tag(*shown: object) -> str:
    """Names everything that the fragment depends on."""
    reader = (site().build, str(get_locale()))
    return hashlib.sha256(repr((*shown, *reader)).encode()).hexdigest()[:32]


def instant() -> int:
    return int(now().timestamp() * 1000)


def shown_part(scope: MeetingScope, live: sitting_page.Live) -> dict[str, object]:
    """What the fragments need, alone or inside their pages."""
    return {
        "scope": scope,
        "live": live,
        "said": speakers_words,
        "gavel": sitting_words,
        "instant": instant(),
        "projector": False,
    }


def shown_live(meeting_id: int, status: int = 200, *, refusal: str = "") -> Response:
    """The live part of the Chair's screen, as the answer to one of its own buttons."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        live = sitting_page.live(session, scope, now())
    page = render_template("sitting/_live.html", **shown_part(scope, live), refusal=refusal)
    response = make_response(page, status)
    response.headers[INSTANT] = str(instant())
    return response
