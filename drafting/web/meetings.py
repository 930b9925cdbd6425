"""The meetings of a Process, and the first page of one."""

from flask import Blueprint, render_template
from flask_login import login_required

from drafting.persistence.queries import processes
from drafting.services.scope import meeting_scope, process_scope
from drafting.web.request import now, person_id, reading

blueprint = Blueprint("meetings", __name__)


@blueprint.get("/meetings/<int:meeting_id>")
@login_required
def show(meeting_id: int) -> str:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
    return render_template("meetings/page.html", scope=scope)


@blueprint.get("/processes/<int:process_id>/meetings")
@login_required
def index(process_id: int) -> str:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        meetings = processes.meetings(session, process_id)
    return render_template("meetings/index.html", scope=scope, meetings=meetings)
