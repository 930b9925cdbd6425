"""Publishing, for the Support Office: what a meeting adopted, where it is published and for whom."""

from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import login_required

from drafting.domain.errors import BadFields, WrongState
from drafting.services import matters, publications
from drafting.services.publications import Announced
from drafting.services.scope import draft_scope, meeting_scope
from drafting.web import portal_words, refusals
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, site, whole, writing

blueprint = Blueprint("publications", __name__)


@blueprint.get("/meetings/<int:meeting_id>/publications")
@login_required
def show(meeting_id: int) -> Response:
    return _page(meeting_id)


@blueprint.post("/drafts/<int:draft_id>/publication")
@login_required
def publish(draft_id: int) -> Response:
    meeting_id = 0
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            meeting_id = scope.meeting.id
            publications.publish(session, scope, _announced(), token=form_token(), now=now())
    except BadFields as error:
        return _page(meeting_id, 422, draft=draft_id, typed=request.form, problems=refusals.problems(error))
    except WrongState as error:
        return _page(meeting_id, 409, refusal=refusals.refusal(error))
    flash(_("Published. The archive shows it to those whom its class admits."), "good")
    return see_other("publications.show", meeting_id=meeting_id)


def _announced() -> Announced:
    document = form_text("document")
    try:
        number = whole(document) if document else None
    except ValueError:
        abort(400)
    return Announced(number, form_text("kind"), form_text("access"), form_text("title_en"), form_text("title_ru"))


@blueprint.post("/meetings/<int:meeting_id>/publications/<int:published>/access")
@login_required
def change_access(meeting_id: int, published: int) -> Response:
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            publications.change_access(
                session,
                scope,
                published,
                access=form_text("access"),
                seal=form_text("seal"),
                token=form_token(),
                now=now(),
            )
    except BadFields as error:
        return _page(meeting_id, 422, refusal=" ".join(refusals.problems(error).values()))
    except WrongState as error:
        return _page(meeting_id, 409, refusal=refusals.refusal(error))
    return see_other("publications.show", meeting_id=meeting_id)


def _page(meeting_id: int, status: int = 200, **told: Any) -> Response:
    """draft: whose form came back, with what was typed and what is wrong with it; refusal: why nothing was done."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        page = publications.page(session, scope)
    shown = {"draft": 0, "typed": {}, "problems": {}, "refusal": "", **told}
    made = render_template(
        "publications/page.html",
        scope=scope,
        page=page,
        portal_words=portal_words,
        chosen=shown["draft"] or request.args.get("draft", type=int) or _first_waiting(page),
        kind_options=[(it, portal_words.KINDS[it]) for it in publications.KINDS],
        class_options=[(it, portal_words.CLASSES[it]) for it in publications.CLASSES],
        seal=matters.seal,
        site_address=site().settings.public_url,
        **shown,
    )
    return make_response(made, status)


def _first_waiting(page: publications.Page) -> int:
    """The text whose form is open: the first that is not published at all, 0 for none."""
    return next((it.draft.id for it in page.adopted if it.document is None), 0)
