"""What happens to a proposal after it was saved: edited, tabled, co-sponsored, withdrawn, discarded."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import BadText, StaleEdit, WrongState
from drafting.services import proposals
from drafting.services.scope import DraftScope, draft_scope
from drafting.web.paragraphs import Typed, done, opened, refused
from drafting.web.request import form_number, form_text, form_token, now, person_id, reading, writing

blueprint = Blueprint("proposals", __name__, url_prefix="/drafts/<int:draft_id>/proposals/<ref>")
Act = Callable[[Session, DraftScope, str, datetime], object]


def _act(draft_id: int, ref: str, act: Act) -> Response:
    paragraph_id = 0
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            paragraph_id = proposals.find(session, scope, ref).paragraph_id
            act(session, scope, ref, now())
    except WrongState as error:
        return refused(draft_id, paragraph_id, ref, error)
    return done(draft_id, paragraph_id)


@blueprint.post("/table")
@login_required
def table(draft_id: int, ref: str) -> Response:
    return _act(draft_id, ref, lambda s, scope, it, at: proposals.table(s, scope, it, token=form_token(), now=at))


@blueprint.post("/sponsor")
@login_required
def sponsor(draft_id: int, ref: str) -> Response:
    return _act(draft_id, ref, lambda s, scope, it, at: proposals.sponsor(s, scope, it, token=form_token(), now=at))


@blueprint.post("/withdraw")
@login_required
def withdraw(draft_id: int, ref: str) -> Response:
    return _act(draft_id, ref, lambda s, scope, it, at: proposals.withdraw(s, scope, it, token=form_token(), now=at))


@blueprint.post("/discard")
@login_required
def discard(draft_id: int, ref: str) -> Response:
    return _act(draft_id, ref, lambda s, scope, it, _at: proposals.discard(s, scope, it))


@blueprint.get("/edit")
@login_required
def edit(draft_id: int, ref: str) -> Response:
    """The paragraph opened with the private text in its form."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        proposal = proposals.find(session, scope, ref)
        scope.require("edit proposal", proposal.party_id)
    typed = Typed(about=f"edit:{ref}", kind=proposal.kind, text=proposal.text, reason=proposal.reason)
    return opened(draft_id, proposal.paragraph_id, typed)


@blueprint.post("/edit")
@login_required
def save(draft_id: int, ref: str) -> Response:
    paragraph_id = 0
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            paragraph_id = proposals.find(session, scope, ref).paragraph_id
            proposals.edit(
                session,
                scope,
                ref,
                text=form_text("text"),
                reason=form_text("reason"),
                base=form_number("revision"),
                version=form_number("version"),
                now=now(),
            )
            if form_text("then") == "table":
                proposals.table(session, scope, ref, token=form_token(), now=now())
    except (BadText, StaleEdit, WrongState) as error:
        return refused(draft_id, paragraph_id, f"edit:{ref}", error)
    return done(draft_id, paragraph_id)
