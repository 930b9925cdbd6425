"""Remarks on a paragraph: made by whoever speaks for a delegation, taken back by it. Every answer is the paragraph."""

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_login import login_required

from drafting.domain.errors import BadText, WrongState
from drafting.services import remarks
from drafting.services.scope import draft_scope
from drafting.web.paragraphs import done, refused
from drafting.web.request import form_text, form_token, now, person_id, writing

blueprint = Blueprint("remarks", __name__, url_prefix="/drafts/<int:draft_id>")


@blueprint.post("/paragraphs/<int:paragraph_id>/remarks")
@login_required
def make(draft_id: int, paragraph_id: int) -> Response:
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            remarks.make(session, scope, paragraph_id, text=form_text("remark"), token=form_token(), now=now())
    except (BadText, WrongState) as error:
        return refused(draft_id, paragraph_id, "remark", error)
    return done(draft_id, paragraph_id, _("The remark is made: everybody who works on the text can read it."))


@blueprint.post("/remarks/<int:seq>/withdraw")
@login_required
def withdraw(draft_id: int, seq: int) -> Response:
    with writing() as session:
        scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
        paragraph_id = remarks.withdraw(session, scope, seq, token=form_token(), now=now())
    return done(draft_id, paragraph_id, _("The remark is taken back; the record keeps it."))
