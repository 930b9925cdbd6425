"""The papers of a meeting that are drawn up from its data: when, and whether the data say something else by now."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.domain.errors import BadFields
from drafting.services import papers
from drafting.services.drafts import LANGUAGES
from drafting.services.scope import meeting_scope
from drafting.web import groups_words, papers_words, refusals
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("papers", __name__, url_prefix="/meetings/<int:meeting_id>/papers")


@blueprint.get("")
@login_required
def show(meeting_id: int) -> Response:
    return _page(meeting_id)


def _page(meeting_id: int, status: int = 200, **shown: Any) -> Response:
    """shown: problems, and the kind they are about, where a form comes back."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        found = papers.page(session, scope, papers_words.TOLD)
        context = {"papers": found, "languages": LANGUAGES, "about": "", "problems": {}, **shown}
        page = render_template(
            "papers/page.html", scope=scope, words_of=papers_words, names=groups_words.LANGUAGES, **context
        )
    return make_response(page, status)


@blueprint.post("")
@login_required
def draw_up(meeting_id: int) -> Response:
    kind = form_text("kind")
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            chosen = request.form.getlist("languages")
            papers.draw_up(session, scope, kind, chosen, papers_words.TOLD, token=form_token(), now=now())
    except BadFields as error:
        return _page(meeting_id, 422, about=kind, problems=refusals.problems(error))
    return see_other("papers.show", meeting_id=meeting_id, _anchor=f"paper-{kind}")
