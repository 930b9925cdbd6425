"""Editing a text in preparation, paragraph by paragraph, as long as nobody negotiates it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, make_response, render_template
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import BadText, StaleEdit, WrongState
from drafting.services import preparation, texts
from drafting.services.scope import DraftScope, draft_scope
from drafting.web import refusals
from drafting.web.request import form_number, form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("preparation", __name__, url_prefix="/drafts/<int:draft_id>/preparation")
Act = Callable[[Session, DraftScope], object]


@blueprint.get("/<int:paragraph_id>")
@login_required
def show(draft_id: int, paragraph_id: int) -> Response:
    return _page(draft_id, paragraph_id)


def _page(draft_id: int, paragraph_id: int, status: int = 200, **shown: Any) -> Response:
    """shown: about ("reword", "insert", "delete"), typed, problem, stale, where a form comes back."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        scope.require("prepare text")
        current = texts.load(session, scope, paragraph_id)
        context = {"about": "", "typed": "", "problem": "", "stale": None, **shown}
        page = render_template(
            "preparation/page.html", scope=scope, paragraph=current.paragraph, revision=current.revision, **context
        )
    return make_response(page, status)


def _edited(draft_id: int, paragraph_id: int, about: str, act: Act) -> Response:
    """Make an edit and go back to the text; else the page again, with what was typed."""
    shown: dict[str, Any] = {"about": about, "typed": form_text("text")}
    try:
        with writing() as session:
            act(session, draft_scope(session, person_id(), draft_id, now(), lock=True))
    except BadText as error:
        return _page(draft_id, paragraph_id, 422, problem=refusals.problem(error), **shown)
    except StaleEdit as error:
        return _page(draft_id, paragraph_id, 409, stale=error, **shown)
    except WrongState as error:
        return _page(draft_id, paragraph_id, 409, problem=refusals.refusal(error), **shown)
    return see_other("drafts.show", draft_id=draft_id, _anchor=f"p-{paragraph_id}")


@blueprint.post("/<int:paragraph_id>/reword")
@login_required
def reword(draft_id: int, paragraph_id: int) -> Response:
    def act(session: Session, scope: DraftScope) -> None:
        seen, text = form_number("revision"), form_text("text")
        preparation.reword(session, scope, paragraph_id, text=text, revision=seen, token=form_token(), now=now())

    return _edited(draft_id, paragraph_id, "reword", act)


@blueprint.post("/<int:paragraph_id>/insert")
@login_required
def insert(draft_id: int, paragraph_id: int) -> Response:
    """After the paragraph, or with where=before in front of it."""

    def act(session: Session, scope: DraftScope) -> None:
        facts: dict[str, Any] = {"after": form_text("where") != "before", "token": form_token(), "now": now()}
        text, seen = form_text("text"), form_number("revision")
        preparation.insert(session, scope, paragraph_id, text=text, revision=seen, **facts)

    return _edited(draft_id, paragraph_id, "insert", act)


@blueprint.post("/<int:paragraph_id>/delete")
@login_required
def delete(draft_id: int, paragraph_id: int) -> Response:
    def act(session: Session, scope: DraftScope) -> None:
        preparation.delete(
            session, scope, paragraph_id, revision=form_number("revision"), token=form_token(), now=now()
        )

    return _edited(draft_id, paragraph_id, "delete", act)


@blueprint.post("/renumber")
@login_required
def renumber(draft_id: int) -> Response:
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            preparation.renumber(session, scope, token=form_token(), now=now())
    except WrongState:
        flash(_("Every number is in its place; nothing was changed."), "good")
    return see_other("drafts.show", draft_id=draft_id)
