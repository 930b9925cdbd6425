"""The Process: its first page."""

from flask import Blueprint, render_template
from flask_login import login_required

from drafting.services.scope import process_scope
from drafting.web.request import now, person_id, reading

blueprint = Blueprint("processes", __name__)


@blueprint.get("/processes/<int:process_id>")
@login_required
def show(process_id: int) -> str:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
    return render_template("processes/page.html", scope=scope)
