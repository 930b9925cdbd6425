"""The speakers' list of an item, the texts of statements, and the timer before the speaker."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, flash, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import BadFields, NotAllowed, WrongState
from drafting.services import sitting_page, speakers, speakers_page, statements
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.services.speakers_roll import find
from drafting.web import refusals, speakers_words
from drafting.web.live import part, shown_part
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, whole, writing

blueprint = Blueprint("speakers", __name__, url_prefix="/meetings/<int:meeting_id>/speakers")
Change = Callable[[Session, MeetingScope], object]
GENERAL = 0


@blueprint.get("")
@login_required
def show(meeting_id: int) -> Response:
    return _page(meeting_id, request.args.get("item", type=whole))


def _page(
    meeting_id: int,
    item: int | None,
    status: int = 200,
    *,
    refusal: str = "",
    problems: Mapping[str, str] | None = None,
    about: int = 0,
) -> Response:
    """about: the speech whose form came back."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        page = speakers_page.page(session, scope, item, now())
    html = render_template(
        "speakers/page.html",
        scope=scope,
        page=page,
        said=speakers_words,
        refusal=refusal,
        problems=problems or {},
        typed=request.form,
        about=about,
    )
    return make_response(html, status)


def _item() -> int | None:
    """The item of a form, None for the general list."""
    return request.form.get("item", GENERAL, type=whole) or None


def _changed(meeting_id: int, item: int | None, change: Change, about: int = 0) -> Response:
    """Make a change and show the list, or say what stands in its way."""
    try:
        with writing() as session:
            change(session, meeting_scope(session, person_id(), meeting_id, now(), lock=True))
    except BadFields as error:
        return _page(meeting_id, item or GENERAL, 422, problems=refusals.problems(error), about=about)
    except WrongState as error:
        return _page(meeting_id, item or GENERAL, 409, refusal=refusals.refusal(error), about=about)
    if form_text("back") == "sitting":
        return see_other("sitting.show", meeting_id=meeting_id)
    return see_other("speakers.show", meeting_id=meeting_id, item=item or GENERAL)


@blueprint.post("/list")
@login_required
def make_list(meeting_id: int) -> Response:
    """Put every attending delegation on the list by the rule."""
    item = _item()
    return _changed(
        meeting_id, item, lambda session, scope: speakers.make_list(session, scope, item, token=form_token(), now=now())
    )


@blueprint.post("/ask")
@login_required
def ask(meeting_id: int) -> Response:
    item, party = _item(), request.form.get("party", type=whole)
    kind = form_text("kind")
    return _changed(
        meeting_id,
        item,
        lambda session, scope: speakers.ask(
            session, scope, item, party_id=party, kind=kind, token=form_token(), now=now()
        ),
    )


@blueprint.post("/<int:speech_id>/withdraw")
@login_required
def withdraw(meeting_id: int, speech_id: int) -> Response:
    return _changed(
        meeting_id,
        _item(),
        lambda session, scope: speakers.withdraw(session, scope, speech_id, token=form_token(), now=now()),
    )


@blueprint.post("/<int:speech_id>/move")
@login_required
def move(meeting_id: int, speech_id: int) -> Response:
    place, shown = request.form.get("place", type=whole), form_text("seal")
    return _changed(
        meeting_id,
        _item(),
        lambda session, scope: speakers.move(
            session, scope, speech_id, place, shown=shown, token=form_token(), now=now()
        ),
        about=speech_id,
    )


@blueprint.post("/<int:speech_id>/limit")
@login_required
def set_limit(meeting_id: int, speech_id: int) -> Response:
    limit, was = request.form.get("minutes", type=whole), request.form.get("was", GENERAL, type=whole)
    return _changed(
        meeting_id,
        _item(),
        lambda session, scope: speakers.set_limit(
            session, scope, speech_id, limit, was=was, token=form_token(), now=now()
        ),
        about=speech_id,
    )


# The text of a statement


@blueprint.get("/<int:speech_id>/text")
@login_required
def text(meeting_id: int, speech_id: int) -> Response:
    return _text(meeting_id, speech_id)


def _text(
    meeting_id: int, speech_id: int, status: int = 200, *, refusal: str = "", problems: Mapping[str, str] | None = None
) -> Response:
    """The text for whoever may read it, with a form for whoever may give it; the words typed after a refusal."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        speech = find(session, scope, speech_id)
        (line,) = speakers_page.lines_of(session, scope, [speech], (), now())
        if not line.may_read:
            raise NotAllowed("give statement")
    html = render_template(
        "speakers/text.html",
        scope=scope,
        line=line,
        said=speakers_words,
        seal=statements.text_seal(speech),
        typed=request.form if status != 200 else {"text_en": speech.text_en, "text_ru": speech.text_ru},  # noqa: PLR2004
        refusal=refusal,
        problems=problems or {},
    )
    return make_response(html, status)


@blueprint.post("/<int:speech_id>/text")
@login_required
def give_text(meeting_id: int, speech_id: int) -> Response:
    english, russian = (form_text(it).replace("\r\n", "\n").strip() for it in ("text_en", "text_ru"))
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            statements.give_text(
                session,
                scope,
                speech_id,
                text_en=english,
                text_ru=russian,
                shown=form_text("seal"),
                token=form_token(),
                now=now(),
            )
    except BadFields as error:
        return _text(meeting_id, speech_id, 422, problems=refusals.problems(error))
    except WrongState as error:
        return _text(meeting_id, speech_id, 409, refusal=refusals.refusal(error))
    flash(_("The text is kept.") if english or russian else _("The text is taken back."), "good")
    return see_other("speakers.text", meeting_id=meeting_id, speech_id=speech_id)


# The timer


@blueprint.get("/podium")
@login_required
def podium(meeting_id: int) -> str:
    """How long the speaker still has, large."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        live = sitting_page.live(session, scope, now(), on_wall=True)
    return render_template("speakers/podium.html", **shown_part(scope, live), title=_("Timer of the speaker"))


@blueprint.get("/podium/part")
@login_required
def podium_part(meeting_id: int) -> Response:
    return part(meeting_id, "speakers/_podium.html", on_wall=True)
