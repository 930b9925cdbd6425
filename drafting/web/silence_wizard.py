"""From the idea to the announcement: what is asked, the preview with the notice still editable, and sending it off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, flash, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain import silence_subjects
from drafting.domain.errors import BadText, StaleEdit, WrongState
from drafting.persistence.queries.outline import Line
from drafting.persistence.records import SilenceRun
from drafting.services import silence_plan, silence_runs, silence_state
from drafting.services.scope import DraftScope, draft_scope
from drafting.services.silence_plan import Letter
from drafting.web import cities, moments, refusals, silence_form, silence_words
from drafting.web.request import form_number, form_text, form_token, now, person_id, reading, see_other, site, writing
from drafting.web.silence_form import Problem, Typed

blueprint = Blueprint("silence_wizard", __name__, url_prefix="/drafts/<int:draft_id>/runs")


@blueprint.get("/new")
@login_required
def new(draft_id: int) -> Response:
    """The choice of what it is about, or the fields of one choice, with what the address names already ticked."""
    with reading() as session:
        scope = _directing(session, draft_id, now())
    subject = request.args.get("subject", "")
    subjects = silence_plan.subjects(scope)
    if subject not in subjects and len(subjects) > 1:
        page = render_template("silence/choose.html", scope=scope, subjects=subjects, silence_words=silence_words)
        return make_response(page)
    return _fields(draft_id, _blank(scope, subject if subject in subjects else subjects[0]))


def _directing(session: Session, draft_id: int, at: datetime, *, lock: bool = False) -> DraftScope:
    """The draft, for those who may direct a run on it. Raises NotAllowed."""
    scope = draft_scope(session, person_id(), draft_id, at, lock=lock)
    scope.require("direct run")
    return scope


def _blank(scope: DraftScope, subject: str) -> Typed:
    """Nothing is chosen beforehand but what leaves no choice, and where the meeting is."""
    meanings = silence_subjects.meanings(subject, scope.draft.kind)
    return Typed(
        subject=subject,
        paragraphs=tuple(request.args.getlist("paragraph")),
        party=request.args.get("party", ""),
        meaning=meanings[0] if len(meanings) == 1 else "",
        city=cities.city_of(scope.meeting),
    )


def _fields(
    draft_id: int, typed: Typed, error: BadText | StaleEdit | None = None, run: SilenceRun | None = None
) -> Response:
    """The form; error: why it was not taken; run: what is changed, None for a new one."""
    at = now()
    with reading() as session:
        scope = _directing(session, draft_id, at)
        askable = silence_plan.askable(session, scope) if typed.subject == "paragraphs" else []
    subject = typed.subject if typed.subject in silence_subjects.SUBJECTS else silence_plan.subjects(scope)[0]
    page = render_template(
        "silence/fields.html",
        scope=scope,
        typed=replace(typed, subject=subject),
        problem=_problem(error, scope),
        run=run,
        askable=askable,
        meanings=silence_subjects.meanings(subject, scope.draft.kind),
        name_rules=silence_subjects.NAMES,
        places=cities.offered(scope.meeting),
        first_day=silence_form.first_day(at, scope.process.silence_hours, scope.meeting.zone),
        silence_words=silence_words,
    )
    return make_response(page, _status(error))


def _problem(error: BadText | StaleEdit | WrongState | None, scope: DraftScope) -> Problem | None:
    if isinstance(error, BadText):
        return silence_form.problem(error, scope.meeting.zone)
    if isinstance(error, WrongState):
        return Problem(refusals.refusal(error))
    return Problem(stale()) if error else None


def _status(error: BadText | StaleEdit | WrongState | None) -> int:
    if error is None:
        return 200
    return 422 if isinstance(error, BadText) else 409


@blueprint.post("/new")
@login_required
def create(draft_id: int) -> Response:
    at, typed = now(), silence_form.typed()
    try:
        with writing() as session:
            scope = _directing(session, draft_id, at, lock=True)
            plan = silence_form.plan(typed, scope.meeting)
            number = silence_plan.prepare(session, scope, plan, _words(scope), token=form_token(), now=at).number
    except BadText as error:
        return _fields(draft_id, typed, error)
    return see_other("silence_wizard.preview", draft_id=draft_id, number=number)


def _words(scope: DraftScope) -> silence_plan.Words:
    def said(run: SilenceRun, seats: Sequence[Line]) -> tuple[str, str]:
        return silence_words.notices(scope, run, seats)

    return said


@blueprint.get("/<int:number>/fields")
@login_required
def fields(draft_id: int, number: int) -> Response:
    """The fields of what is prepared, to change them. What is announced has its own page."""
    at = now()
    with reading() as session:
        scope = _directing(session, draft_id, at)
        run = silence_state.find(session, scope, number)
        plan = silence_plan.plan_of(session, scope, run, at)
    if run.state != "draft":
        return see_other("silence.show", draft_id=draft_id, number=number)
    return _fields(draft_id, silence_form.typed_of(plan), run=run)


@blueprint.post("/<int:number>/fields")
@login_required
def change(draft_id: int, number: int) -> Response:
    at, typed = now(), silence_form.typed()
    try:
        with writing() as session:
            scope = _directing(session, draft_id, at, lock=True)
            plan, version = silence_form.plan(typed, scope.meeting), form_number("version")
            silence_plan.change(session, scope, number, plan, _words(scope), version=version, now=at)
    except (BadText, StaleEdit) as error:
        with reading() as session:
            run = silence_state.find(session, _directing(session, draft_id, at), number)
        return _fields(draft_id, typed, error, run)
    return see_other("silence_wizard.preview", draft_id=draft_id, number=number)


def stale() -> str:
    return _("Somebody else changed this while you were writing. Your words are kept; look at both, then save again.")


@blueprint.get("/<int:number>/prepare")
@login_required
def preview(draft_id: int, number: int) -> Response:
    """Everything that the announcement would freeze and send. What is announced has its own page."""
    with reading() as session:
        scope = _directing(session, draft_id, now())
        run = silence_state.find(session, scope, number)
    if run.state != "draft":
        return see_other("silence.show", draft_id=draft_id, number=number)
    return _preview(draft_id, number)


def _preview(
    draft_id: int,
    number: int,
    letter: Letter | None = None,
    error: BadText | StaleEdit | WrongState | None = None,
) -> Response:
    """letter: the words as they were typed and not saved, None for those that are saved."""
    at = now()
    with reading() as session:
        scope = _directing(session, draft_id, at)
        found = silence_plan.preview(session, scope, number, at)
    saved = Letter(found.run.notice_en, found.run.notice_ru, found.run.instruction)
    page = render_template(
        "silence/preview.html",
        it=found,
        run=found.run,
        scope=scope,
        saved=saved,
        letter=letter or saved,
        problem=_problem(error, scope),
        zone=moments.reader_zone(scope.meeting),
        has_mail=bool(site().settings.smtp_url),
        silence_words=silence_words,
    )
    return make_response(page, _status(error))


def _letter() -> Letter:
    """The words in the form, with the ends of lines as they are stored."""
    words = (form_text(name).replace("\r\n", "\n").strip() for name in ("notice_en", "notice_ru", "instruction"))
    return Letter(*words)


@blueprint.post("/<int:number>/prepare")
@login_required
def save(draft_id: int, number: int) -> Response:
    """Save the words of the notice."""
    at = now()
    try:
        with writing() as session:
            scope = _directing(session, draft_id, at, lock=True)
            silence_plan.reword(session, scope, number, _letter(), version=form_number("version"), now=at)
    except (BadText, StaleEdit, WrongState) as error:
        return _not_taken(draft_id, number, error)
    flash(_("The notice is saved. Nobody has been told yet."), "good")
    return see_other("silence_wizard.preview", draft_id=draft_id, number=number)


def _not_taken(draft_id: int, number: int, error: BadText | StaleEdit | WrongState) -> Response:
    """The preview as it stands now, with the words as they were typed; of what is announced, its own page."""
    with reading() as session:
        scope = _directing(session, draft_id, now())
        is_prepared = silence_state.find(session, scope, number).state == "draft"
    if isinstance(error, WrongState) and not is_prepared:
        flash(refusals.refusal(error), "caution")
        return see_other("silence.show", draft_id=draft_id, number=number)
    return _preview(draft_id, number, _letter(), error)


@blueprint.post("/<int:number>/announce")
@login_required
def announce(draft_id: int, number: int) -> Response:
    """Freeze it, record it, and tell everybody, in the very words of the form."""
    at = now()
    try:
        with writing() as session:
            scope = _directing(session, draft_id, at, lock=True)
            silence_plan.announce(
                session,
                scope,
                number,
                _letter(),
                seq=form_number("seq"),
                version=form_number("version"),
                token=form_token(),
                now=at,
            )
    except (BadText, StaleEdit, WrongState) as error:
        return _not_taken(draft_id, number, error)
    flash(_("The procedure is announced. Notices go out to everybody who is asked."), "good")
    return see_other("silence.show", draft_id=draft_id, number=number)


@blueprint.post("/<int:number>/discard")
@login_required
def discard(draft_id: int, number: int) -> Response:
    """Throw away what was never announced; nobody else ever saw it."""
    with writing() as session:
        scope = _directing(session, draft_id, now(), lock=True)
        silence_runs.discard(session, scope, number)
    flash(_("Thrown away. Nobody was told of it."), "good")
    return see_other("drafts.show", draft_id=draft_id)
