"""A decision is drawn up in two steps: a few fields, then the text that the software made of them, still editable."""

import hashlib
from collections.abc import Mapping

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.domain.decisions import KINDS
from drafting.domain.errors import BadText
from drafting.services import decisions as services
from drafting.services.drafts import LANGUAGES
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.web import decision_words, refusals
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("decisions", __name__, url_prefix="/meetings/<int:meeting_id>/decisions")


@blueprint.get("/new")
@login_required
def new(meeting_id: int) -> Response:
    """The fields of one kind of decision, or the choice of a kind."""
    scope = _scope(meeting_id)
    kind = request.args.get("kind", "")
    if kind not in KINDS:
        return make_response(render_template("decisions/choose.html", scope=scope))
    services.require(scope, kind)
    return make_response(_fields(scope, kind, {}))


def _scope(meeting_id: int) -> MeetingScope:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
    scope.require("decide")
    return scope


def _fields(scope: MeetingScope, kind: str, typed: Mapping[str, str], problem: str = "") -> str:
    return render_template(
        "decisions/fields.html",
        scope=scope,
        kind=kind,
        typed=typed,
        problem=problem,
        capacities=decision_words.CAPACITIES,
    )


@blueprint.post("/text")
@login_required
def text(meeting_id: int) -> Response:
    """The text that the fields make; nothing is stored, and of a file only its hash is taken."""
    scope = _scope(meeting_id)
    kind, language = form_text("kind"), form_text("language")
    services.require(scope, kind)
    typed = {name: form_text(name) for name in (*decision_words.FIELDS[kind], "language")}
    try:
        fields = _complete(scope, kind, typed)
    except BadText as error:
        return make_response(_fields(scope, kind, typed, refusals.problem(error)), 422)
    made = decision_words.written(kind, language, fields)
    return make_response(_text(scope, kind, services.Text(made.title, language, made.paragraphs)))


def _complete(scope: MeetingScope, kind: str, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with this meeting where no other is named.

    Raises BadText: unknown-language, field-missing, unknown-capacity.
    """
    if typed["language"] not in LANGUAGES:
        raise BadText("unknown-language")
    for name in decision_words.FIELDS[kind]:
        if name not in decision_words.OPTIONAL and not typed[name].strip():
            raise BadText("field-missing")
    if kind == "invitation" and typed["capacity"] not in decision_words.CAPACITIES:
        raise BadText("unknown-capacity")
    fields = {**typed, "sha256": _hash()}
    if kind == "invitation" and not typed["event"].strip():
        fields["event"] = scope.meeting.title_ru if typed["language"] == "ru" else scope.meeting.title_en
    return fields


def _hash() -> str:
    """Of the file that was chosen, "" when none was; the file itself is not kept."""
    sent = request.files.get("file")
    return hashlib.sha256(sent.read()).hexdigest() if sent is not None and sent.filename else ""


def _text(scope: MeetingScope, kind: str, typed: services.Text, problem: str = "") -> str:
    return render_template("decisions/text.html", scope=scope, kind=kind, typed=typed, problem=problem)


def _paragraphs() -> list[str]:
    return [it.replace("\x00", "") for it in request.form.getlist("paragraph")]


@blueprint.post("")
@login_required
def create(meeting_id: int) -> Response:
    scope, kind = _scope(meeting_id), form_text("kind")
    services.require(scope, kind)
    typed = services.Text(form_text("title"), form_text("language"), _paragraphs())
    try:
        with writing() as session:
            here = meeting_scope(session, person_id(), meeting_id, now())
            draft_id = services.create(session, here, kind=kind, text=typed, token=form_token(), now=now()).id
    except BadText as error:
        return make_response(_text(scope, kind, typed, refusals.problem(error)), 422)
    return see_other("drafts.show", draft_id=draft_id)
