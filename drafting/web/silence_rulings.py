"""What the Chair and the Office do to a run while it lasts, and the certificate; each ends on the page of the run."""

from datetime import datetime

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.services import silence_certificate, silence_changes
from drafting.services.scope import DraftScope
from drafting.web import moments
from drafting.web.request import form_number, form_text, form_token
from drafting.web.silence import done

blueprint = Blueprint("silence_rulings", __name__, url_prefix="/drafts/<int:draft_id>/runs/<int:number>")


@blueprint.post("/extend")
@login_required
def extend(draft_id: int, number: int) -> Response:
    """Move the deadline later, in the run's own zone."""

    def act(session: Session, scope: DraftScope, at: datetime) -> None:
        scope.require("direct run")
        day, hour = moments.day_and_hour(form_text("day"), form_text("hour"))
        reason, token = form_text("reason"), form_token()
        silence_changes.extend(session, scope, number, day=day, hour=hour, reason=reason, token=token, now=at)

    return done(draft_id, number, "extend", act, _("The deadline is moved for all, and everybody is told."))


@blueprint.post("/suspend")
@login_required
def suspend(draft_id: int, number: int) -> Response:
    def act(session: Session, scope: DraftScope, at: datetime) -> None:
        silence_changes.suspend(session, scope, number, reason=form_text("reason"), token=form_token(), now=at)

    return done(draft_id, number, "suspend", act, _("The clock stands still, and everybody is told."))


@blueprint.post("/resume")
@login_required
def resume(draft_id: int, number: int) -> Response:
    def act(session: Session, scope: DraftScope, at: datetime) -> None:
        silence_changes.resume(session, scope, number, token=form_token(), now=at)

    return done(draft_id, number, "resume", act, _("The clock runs on. The deadline is later by as long as it stood."))


@blueprint.post("/restore")
@login_required
def restore(draft_id: int, number: int) -> Response:
    def act(session: Session, scope: DraftScope, at: datetime) -> None:
        silence_changes.restore(session, scope, number, token=form_token(), now=at)

    return done(draft_id, number, "restore", act, _("Silence holds again, and everybody is told."))


@blueprint.post("/end")
@login_required
def end(draft_id: int, number: int) -> Response:
    """Withdraw the run or annul it."""

    def act(session: Session, scope: DraftScope, at: datetime) -> None:
        ending, reason, token = form_text("ending"), form_text("reason"), form_token()
        silence_changes.end(session, scope, number, ending=ending, reason=reason, token=token, now=at)

    return done(draft_id, number, "end", act, _("The procedure has ended, and everybody is told."))


@blueprint.post("/reached/<int:party_id>")
@login_required
def reached(draft_id: int, number: int, party_id: int) -> Response:
    """The Chair's word whether a State knew of the run although no notice was delivered."""

    def act(session: Session, scope: DraftScope, at: datetime) -> None:
        knew, token = form_text("reached") == "yes", form_token()
        silence_certificate.rule_on_notices(session, scope, number, party_id, reached=knew, token=token, now=at)

    return done(draft_id, number, "reached", act, _("The ruling is in the record."))


@blueprint.post("/notes/<int:seq>")
@login_required
def note(draft_id: int, number: int, seq: int) -> Response:
    """The Chair's word whether a paper note that was entered late had been received in time."""

    def act(session: Session, scope: DraftScope, at: datetime) -> None:
        in_time, token = form_text("in_time") == "yes", form_token()
        silence_certificate.rule_on_note(session, scope, number, seq, in_time=in_time, token=token, now=at)

    return done(draft_id, number, "note", act, _("The ruling is in the record."))


@blueprint.post("/certificate")
@login_required
def certify(draft_id: int, number: int) -> Response:
    def act(session: Session, scope: DraftScope, at: datetime) -> None:
        seq, statement, token = form_number("seq"), form_text("statement"), form_token()
        silence_certificate.certify(session, scope, number, seq=seq, statement=statement, token=token, now=at)

    return done(draft_id, number, "certify", act, _("The certificate is issued, and everybody is told."))
