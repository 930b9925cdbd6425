"""What happens to a proposal after it was saved: edited, tabled, co-sponsored, withdrawn, discarded."""

from collections.abc import Callable

from flask import Blueprint, Response
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import BadText, StaleEdit, WrongState
from drafting.services import proposals
from drafting.services.scope import DraftScope, draft_scope
from drafting.web import wording
from drafting.web.instants import named
from drafting.web.paragraphs import Typed, done, opened, refused, stands
from drafting.web.request import form_number, form_text, form_token, now, person_id, reading, writing

blueprint = Blueprint("proposals", __name__, url_prefix="/drafts/<int:draft_id>/proposals/<ref>")
Act = Callable[[Session, DraftScope], str]


def _act(draft_id: int, ref: str, act: Act) -> Response:
    """Do it, and show the paragraph with what was done. act: answers that as a sentence."""
    paragraph_id = 0
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            paragraph_id = proposals.find(session, scope, ref).paragraph_id
            said = act(session, scope)
    except WrongState as error:
        return refused(draft_id, paragraph_id, ref, error)
    return done(draft_id, paragraph_id, said)


@blueprint.post("/table")
@login_required
def table(draft_id: int, ref: str) -> Response:
    def act(session: Session, scope: DraftScope) -> str:
        made = proposals.table(session, scope, ref, token=form_token(), now=now())
        return stands(made.number, made.status)

    return _act(draft_id, ref, act)


@blueprint.post("/sponsor")
@login_required
def sponsor(draft_id: int, ref: str) -> Response:
    def act(session: Session, scope: DraftScope) -> str:
        made = proposals.sponsor(session, scope, ref, token=form_token(), now=now())
        return wording.sponsored(made.number, named(scope.parties[scope.actor.binds() or 0]))

    return _act(draft_id, ref, act)


@blueprint.post("/withdraw")
@login_required
def withdraw(draft_id: int, ref: str) -> Response:
    def act(session: Session, scope: DraftScope) -> str:
        made = proposals.withdraw(session, scope, ref, token=form_token(), now=now())
        return stands(made.number, made.status)

    return _act(draft_id, ref, act)


@blueprint.post("/discard")
@login_required
def discard(draft_id: int, ref: str) -> Response:
    def act(session: Session, scope: DraftScope) -> str:
        proposals.discard(session, scope, ref)
        return wording.discarded()

    return _act(draft_id, ref, act)


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
            made = proposals.edit(
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
            said = stands(made.number, made.status)
    except (BadText, StaleEdit, WrongState) as error:
        return refused(draft_id, paragraph_id, f"edit:{ref}", error)
    return done(draft_id, paragraph_id, said)
