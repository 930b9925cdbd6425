"""The page of a no-objection run: for everybody who sees the draft, with the form to answer for those who may."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from flask import Blueprint, Response, flash, make_response, render_template, request, send_file
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.documents.pdf.certificate_out import write_certificate
from drafting.domain import silence
from drafting.domain.errors import BadText, NotFound, WrongState
from drafting.services import silence_answers, silence_certified, silence_state
from drafting.services.scope import DraftScope, draft_scope
from drafting.services.silence_page import run_page
from drafting.web import certificate_words, moments, record_words, refusals, silence_words
from drafting.web.request import (
    form_text,
    form_token,
    now,
    page_or_fragment,
    person_id,
    reading,
    see_other,
    whole,
    writing,
)
from drafting.web.silence_life import life

blueprint = Blueprint("silence", __name__, url_prefix="/drafts/<int:draft_id>/runs/<int:number>")
Act = Callable[[Session, DraftScope, datetime], None]


@dataclass(frozen=True)
class Refused:
    """A form that was not taken. about: which one; problem: the sentence; at: the field that it stands beside, "" for
    the form as a whole; obstacles: whether all that stands in the way of the certificate is meant."""

    about: str
    problem: str
    at: str = ""

    def said(self, name: str) -> str:
        """What was typed into a field."""
        return form_text(name)

    def chosen(self, name: str) -> list[str]:
        return request.form.getlist(name)


# The field that a problem is about, where it is not the form as a whole.
FIELDS = {
    "unknown-answer": "answer",
    "answer-statement-missing": "statement",
    "unknown-paragraph": "paragraph",
    "reason-missing": "reason",
    "unknown-ending": "ending",
    "bad-date": "day",
    "bad-hour": "hour",
    "hour-missing": "hour",
    "hour-twice": "hour",
}


@blueprint.get("")
@login_required
def show(draft_id: int, number: int) -> Response:
    """A run that is still prepared has its preview instead."""
    at = now()
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, at)
        is_prepared = silence_state.find(session, scope, number).state == "draft"
    if is_prepared:
        return see_other("silence_wizard.preview", draft_id=draft_id, number=number)
    return shown(draft_id, number, at)


def shown(draft_id: int, number: int, at: datetime, refused: Refused | None = None, status: int = 200) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, at)
        page = run_page(session, scope, number, at)
    return page_or_fragment(
        "silence/page.html",
        "silence/_run.html",
        status,
        page=page,
        run=page.run,
        scope=scope,
        refused=refused,
        zone=moments.reader_zone(scope.meeting),
        silence_words=silence_words,
        record_words=record_words,
        life=life(page),
        answers=_offered(page.objects),
        breaking=[it for it in silence.ANSWERS if it in silence.BREAKING],
    )


def _offered(objects: bool) -> list[str]:  # noqa: FBT001 - there is nothing else to offer by
    """The answers that a State may give now; a withdrawal where an objection of its own stands."""
    return [it for it in silence.ANSWERS if it != "comment" and (it != "withdrawal" or objects)]


def done(draft_id: int, number: int, about: str, act: Act, said: str) -> Response:
    """Do something to a run as one submission, and show the run: as it is now, or why it was not taken.

    The instant of the request is its instant of receipt, however long others hold the draft.
    """
    at = now()
    try:
        with writing() as session:
            act(session, draft_scope(session, person_id(), draft_id, at, lock=True), at)
    except BadText as error:
        return shown(draft_id, number, at, Refused(about, refusals.problem(error), FIELDS.get(error.code, "")), 422)
    except WrongState as error:
        return shown(draft_id, number, at, Refused(about, refusals.refusal(error)), 409)
    if said:
        flash(said, "good")
    return see_other("silence.show", draft_id=draft_id, number=number)


@blueprint.post("/answers")
@login_required
def answer(draft_id: int, number: int) -> Response:
    """An answer for the own State, or an observer's comment."""

    def give(session: Session, scope: DraftScope, at: datetime) -> None:
        given = silence_answers.give(
            session,
            scope,
            number,
            answer=form_text("answer"),
            paragraphs=_paragraphs(),
            statement=form_text("statement"),
            token=form_token(),
            now=at,
        )
        run = silence_state.load(session, scope, number).run
        is_late = silence.is_late(run, given.received_at) and given.answer != "comment"
        flash(_received(given.received_at, scope, is_late=is_late), "caution" if is_late else "good")

    return done(draft_id, number, "comment" if form_text("answer") == "comment" else "answer", give, "")


def _received(at: datetime, scope: DraftScope, *, is_late: bool) -> str:
    received = moments.moment(at, scope.meeting.zone)
    if is_late:
        return _("Received on %(received)s, after the deadline. It is kept as late.", received=received)
    return _("Received on %(received)s, by the clock of the server.", received=received)


def _paragraphs() -> list[int]:
    """Those that are ticked, none for the whole. Raises BadText for what is no number."""
    if form_text("of") == "whole":
        return []
    try:
        found = [whole(it) for it in request.form.getlist("paragraph")]
    except ValueError as err:
        raise BadText("unknown-paragraph") from err
    if form_text("of") == "paragraphs" and not found:
        raise BadText("unknown-paragraph")
    return found


@blueprint.get("/certificate")
@login_required
def certificate(draft_id: int, number: int) -> Response:
    """What the Chair certified, as it stands in the record."""
    found = _certificate(draft_id, number)
    page = render_template(
        "silence/certificate.html",
        it=found,
        run=found.run,
        scope=found.scope,
        zone=moments.reader_zone(found.scope.meeting),
        silence_words=silence_words,
    )
    return make_response(page)


def _certificate(draft_id: int, number: int) -> silence_certified.Certificate:
    """Raises NotFound while there is none."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        found = silence_certified.certificate(session, scope, number)
    if found is None:
        raise NotFound
    return found


@blueprint.get("/certificate.pdf")
@login_required
def certificate_file(draft_id: int, number: int) -> Response:
    """The same as a file to be handed over, with the names that this reader may be told."""
    found = _certificate(draft_id, number)
    made = write_certificate(certificate_words.printed(found, moments.reader_zone(found.scope.meeting)))
    name = f"certificate-{draft_id}-{number}.pdf"
    response = send_file(BytesIO(made), "application/pdf", as_attachment=True, download_name=name, max_age=0)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
