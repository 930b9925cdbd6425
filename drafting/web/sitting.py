"""The sitting on one screen: the Chair's, everybody else's without its controls, and the hall's on the wall."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import BadFields, WrongState
from drafting.services import sitting, sitting_page
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.web import refusals
from drafting.web.instants import language
from drafting.web.live import part, shown_live, shown_part
from drafting.web.request import (
    form_text,
    form_token,
    now,
    person_id,
    reading,
    see_other,
    wants_fragment,
    whole,
    writing,
)

blueprint = Blueprint("sitting", __name__, url_prefix="/meetings/<int:meeting_id>/sitting")
Act = Callable[[Session, MeetingScope], None]


@blueprint.get("")
@login_required
def show(meeting_id: int) -> Response:
    return _page(meeting_id)


def _page(
    meeting_id: int, status: int = 200, *, refusal: str = "", problems: Mapping[str, str] | None = None
) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        live = sitting_page.live(session, scope, now())
    typed = request.form or {"language": language()}
    html = render_template(
        "sitting/page.html", **shown_part(scope, live), refusal=refusal, problems=problems or {}, typed=typed
    )
    return make_response(html, status)


@blueprint.get("/live")
@login_required
def live(meeting_id: int) -> Response:
    return part(meeting_id, "sitting/_live.html")


@blueprint.get("/projector")
@login_required
def projector(meeting_id: int) -> str:
    """What the hall sees, whoever is signed in at the machine that shows it."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        live = sitting_page.live(session, scope, now(), on_wall=True)
    return render_template("sitting/projector.html", **{**shown_part(scope, live), "projector": True})


@blueprint.get("/projector/part")
@login_required
def projector_part(meeting_id: int) -> Response:
    return part(meeting_id, "sitting/_projector.html", on_wall=True)


def _done(meeting_id: int, act: Act) -> Response:
    """Do it and show the sitting, or show it with what stood in the way and the words that were typed."""
    try:
        with writing() as session:
            act(session, meeting_scope(session, person_id(), meeting_id, now(), lock=True))
    except BadFields as error:
        return _page(meeting_id, 422, problems=refusals.problems(error))
    except WrongState as error:
        refusal = refusals.refusal(error)
        return (shown_live if wants_fragment() else _page)(meeting_id, 409, refusal=refusal)
    return shown_live(meeting_id) if wants_fragment() else see_other("sitting.show", meeting_id=meeting_id)


@blueprint.post("/<int:sitting_id>/open")
@login_required
def open_sitting(meeting_id: int, sitting_id: int) -> Response:
    shown = form_text("seal")
    return _done(
        meeting_id,
        lambda session, scope: sitting.open_sitting(
            session, scope, sitting_id, shown=shown, token=form_token(), now=now()
        ),
    )


@blueprint.post("/close")
@login_required
def close_sitting(meeting_id: int) -> Response:
    shown = form_text("seal")
    return _done(
        meeting_id,
        lambda session, scope: sitting.close_sitting(session, scope, shown=shown, token=form_token(), now=now()),
    )


@blueprint.post("/items/<int:item_id>")
@login_required
def take_up(meeting_id: int, item_id: int) -> Response:
    """Take up an item; with closing=1 the one before the meeting is closed first."""
    shown, closing = form_text("seal"), form_text("closing") == "1"
    return _done(
        meeting_id,
        lambda session, scope: sitting.take_up(
            session, scope, item_id, closing=closing, shown=shown, token=form_token(), now=now()
        ),
    )


@blueprint.post("/items/close")
@login_required
def close_item(meeting_id: int) -> Response:
    shown = form_text("seal")
    return _done(
        meeting_id,
        lambda session, scope: sitting.close_item(session, scope, shown=shown, token=form_token(), now=now()),
    )


@blueprint.post("/paragraph")
@login_required
def put_before(meeting_id: int) -> Response:
    paragraph, shown = request.form.get("paragraph", type=whole), form_text("seal")
    return _done(
        meeting_id,
        lambda session, scope: sitting.put_before(
            session, scope, paragraph, shown=shown, token=form_token(), now=now()
        ),
    )


@blueprint.post("/rulings")
@login_required
def rule(meeting_id: int) -> Response:
    said = {"kind": form_text("ruling"), "words": form_text("words"), "language": form_text("language")}
    shown = form_text("about")
    return _done(
        meeting_id,
        lambda session, scope: sitting.rule(session, scope, **said, shown=shown, token=form_token(), now=now()),
    )
