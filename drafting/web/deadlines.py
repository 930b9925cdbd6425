"""Every deadline that concerns a person, in one list."""

from flask import Blueprint, render_template
from flask_login import login_required

from drafting.services.deadlines_page import deadlines_page
from drafting.web import silence_words
from drafting.web.request import now, person_id, reading

blueprint = Blueprint("deadlines", __name__)


@blueprint.get("/deadlines")
@login_required
def index() -> str:
    at = now()
    with reading() as session:
        page = deadlines_page(session, person_id(), at)
    return render_template("deadlines/page.html", page=page, now=at, silence_words=silence_words)
