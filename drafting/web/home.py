"""The first page after signing in."""

from flask import Blueprint, render_template
from flask_login import login_required

from drafting.services import home as services
from drafting.web.request import now, person_id, reading

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@login_required
def index() -> str:
    with reading() as session:
        meetings = services.home(session, person_id(), now())
    return render_template("home/page.html", meetings=meetings)
