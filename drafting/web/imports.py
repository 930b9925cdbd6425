"""A file becomes a draft: chosen, read, shown as it was recognised, corrected, saved."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import get_locale
from flask_login import login_required
from markupsafe import Markup

from drafting.documents import tracked_file
from drafting.documents.tree import Block
from drafting.domain.errors import BadText
from drafting.persistence.records import Draft
from drafting.services import comparison, imported_changes, imports
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.web import comparison_words, refusals, wording
from drafting.web.request import form_text, now, person_id, reading, see_other, sent_name, whole, writing

blueprint = Blueprint("imports", __name__, url_prefix="/meetings/<int:meeting_id>/import")


@blueprint.get("")
@login_required
def choose(meeting_id: int) -> Response:
    return _choose(meeting_id)


def _choose(meeting_id: int, problem: str = "", status: int = 200) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
    scope.require("import")
    page = render_template("imports/choose.html", scope=scope, problem=problem, title=form_text("title"))
    return make_response(page, status)


@blueprint.post("")
@login_required
def upload(meeting_id: int) -> Response:
    """Reads the file, which may take a second, before any lock is taken."""
    with reading() as session:
        meeting_scope(session, person_id(), meeting_id, now()).require("import")
    try:
        file = _file()
        read = tracked_file.read_apart(file.data, file.name)
    except BadText as error:
        return _choose(meeting_id, refusals.problem(error), 422)
    with writing() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        title = form_text("title")
        ref = imports.keep(session, scope, file, read.now, title=title, now=now(), before=read.before, copy=read.copy)
    return see_other("imports.preview", meeting_id=meeting_id, ref=ref)


def _file() -> imports.File:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise BadText("no-file")
    return imports.File(sent_name(sent.filename), sent.read())


@blueprint.get("/<ref>")
@login_required
def preview(meeting_id: int, ref: str) -> Response:
    scope, shown, drafts = _shown(meeting_id, ref)
    if shown.draft is not None:
        return see_other("drafts.show", draft_id=shown.draft)
    if shown.tracked and (not shown.tracked.chosen or "changes" in request.args):
        return _changes(scope, shown)
    blocks = shown.recognition.blocks
    choices = imports.Choices(shown.title, shown.language, [it.kind for it in blocks], [str(it.level) for it in blocks])
    return make_response(_page(scope, shown, drafts, choices))


def _changes(scope: MeetingScope, shown: imports.Preview, problem: str = "", status: int = 200) -> Response:
    """What the tracked changes of the file are."""
    return make_response(render_template("imports/changes.html", scope=scope, shown=shown, problem=problem), status)


@blueprint.post("/<ref>/changes")
@login_required
def choose_changes(meeting_id: int, ref: str) -> Response:
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now())
            imports.choose_changes(session, scope, ref, form_text("changes"))
    except BadText as error:
        scope, shown, _ = _shown(meeting_id, ref)
        return _changes(scope, shown, refusals.problem(error), 422)
    return see_other("imports.preview", meeting_id=meeting_id, ref=ref)


def _shown(meeting_id: int, ref: str) -> tuple[MeetingScope, imports.Preview, tuple[Draft, ...]]:
    """The upload, and the drafts that it may be compared with."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        return scope, imports.preview(session, scope, ref), comparison.beside(session, scope)


def _page(
    scope: MeetingScope,
    shown: imports.Preview,
    drafts: Sequence[Draft],
    choices: imports.Choices,
    problem: str = "",
) -> str:
    return render_template(
        "imports/preview.html",
        scope=scope,
        shown=shown,
        drafts=drafts,
        choices=choices,
        problem=problem,
        options=kind_options(str(get_locale())),
        warnings=shown.warnings_of(),
    )


@blueprint.get("/<ref>/compare")
@login_required
def compare(meeting_id: int, ref: str) -> Response:
    """What became of each paragraph between a draft as it stands and the file; stores nothing."""
    draft_id = request.args.get("draft", type=whole)
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        found = comparison.comparison(session, scope, ref, draft_id)
    if found.upload.draft is not None:
        return see_other("drafts.show", draft_id=found.upload.draft)
    only_deletions = request.args.get("show") == "deletions"
    page = render_template(
        "imports/comparison.html",
        scope=scope,
        page=found,
        only_deletions=only_deletions,
        comparison_words=comparison_words,
    )
    return make_response(page)


@blueprint.post("/<ref>")
@login_required
def save(meeting_id: int, ref: str) -> Response:
    kinds, levels = request.form.getlist("kind"), request.form.getlist("level")
    choices = imports.Choices(form_text("title"), form_text("language"), kinds, levels, form_text("changes"))
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now())
            draft_id = imported_changes.save(session, scope, ref, choices, now())
    except BadText as error:
        scope, shown, drafts = _shown(meeting_id, ref)
        if error.code == "changes-said-anew":
            choices = replace(choices, kinds=(), levels=())  # What was said of blocks was said of others.
        return make_response(_page(scope, shown, drafts, _complete(shown, choices), refusals.problem(error)), 422)
    return see_other("drafts.show", draft_id=draft_id)


def _complete(shown: imports.Preview, typed: imports.Choices) -> imports.Choices:
    """What was typed, with what was recognised wherever the form did not say or said what does not exist."""
    blocks = shown.recognition.blocks
    kinds = [kind if kind in wording.BLOCK_KINDS else it.kind for kind, it in _beside(typed.kinds, blocks)]
    levels = [level or str(it.level) for level, it in _beside(typed.levels, blocks)]
    return imports.Choices(typed.title, typed.language, kinds, levels)


def _beside(typed: Sequence[str], blocks: Sequence[Block]) -> list[tuple[str, Block]]:
    given = [*typed, *[""] * len(blocks)]
    return list(zip(given, blocks, strict=False))


@cache
def kind_options(_locale: str) -> dict[str, Markup]:
    """kind -> the options of a list with that kind chosen; a page of 1,000 blocks repeats them."""
    return {
        chosen: Markup("").join(
            Markup("<option value={}{}>{}").format(kind, " selected" if kind == chosen else "", word)
            for kind, word in wording.BLOCK_KINDS.items()
        )
        for chosen in wording.BLOCK_KINDS
    }
