"""The first page after signing in."""

from flask import Blueprint, render_template
from flask_login import login_required

from drafting.services import home as services
from drafting.services.deadlines_page import deadlines_page
from drafting.web import silence_words
from drafting.web.request import now, person_id, reading

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@login_required
def index() -> str:
    at = now()
    with reading() as session:
        meetings = services.home(session, person_id(), at)
        waiting = deadlines_page(session, person_id(), at, past=0)
    return render_template("home/page.html", meetings=meetings, waiting=waiting, now=at, silence_words=silence_words)
