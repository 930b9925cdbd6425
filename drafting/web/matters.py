"""The records of a Process and of a meeting, for everybody who has a role in it."""

from flask import Blueprint, render_template, request
from flask_login import login_required

from drafting.services import matters_page
from drafting.services.scope import meeting_scope, process_scope
from drafting.web import matter_words
from drafting.web.request import now, person_id, reading, whole

blueprint = Blueprint("matters", __name__)


@blueprint.get("/processes/<int:process_id>/record")
@login_required
def of_process(process_id: int) -> str:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        page = matters_page.page(session, scope.process, before=request.args.get("before", type=whole))
    return render_template(
        "matters/page.html", scope=scope, page=page, sentence=matter_words.sentence, of="process", place=scope.process
    )


@blueprint.get("/meetings/<int:meeting_id>/record")
@login_required
def of_meeting(meeting_id: int) -> str:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        page = matters_page.page(session, scope.meeting, before=request.args.get("before", type=whole))
    return render_template(
        "matters/page.html", scope=scope, page=page, sentence=matter_words.sentence, of="meeting", place=scope.meeting
    )
