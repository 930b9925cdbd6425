"""The first page after signing in."""

from flask import Blueprint, render_template
from flask_login import login_required

from drafting.services import home as services
from drafting.services import needs
from drafting.services.deadlines_page import deadlines_page
from drafting.web import chairmanship_words, need_words, silence_words
from drafting.web.request import now, person_id, reading

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@login_required
def index() -> str:
    at = now()
    with reading() as session:
        meetings = services.home(session, person_id(), at)
        processes = services.processes(session, person_id(), at)
        kept = [it.process for it in processes if it.actor.holds("support")]
        waits = needs.needs(session, person_id(), meetings, kept)
        warnings = needs.warnings(session, meetings, processes, at)
        waiting = deadlines_page(session, person_id(), at, past=0)
    return render_template(
        "home/page.html",
        meetings=meetings,
        processes=processes,
        needs=waits,
        warnings=warnings,
        due=chairmanship_words,
        waiting=waiting,
        now=at,
        need_words=need_words,
        silence_words=silence_words,
    )
