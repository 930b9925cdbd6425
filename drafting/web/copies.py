"""A delegation's copy: taken home as a Word file, brought back, looked at change by change, made into proposals.

The Office brings what delegations sent it in writing, many files at once.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import login_required

from drafting.documents import returned_copies as reader
from drafting.domain.errors import BadText, WrongState
from drafting.persistence.records import ReturnedCopy
from drafting.services import returned_copies as copies
from drafting.services import returned_copy_acts as acts
from drafting.services import returned_copy_page, work
from drafting.services.imports import File
from drafting.services.returned_copy_acts import Wish
from drafting.services.scope import OutOfSeason, draft_scope
from drafting.web import copies_reading, copies_words, errors, refusals
from drafting.web.request import (
    form_number,
    form_text,
    form_token,
    now,
    number_or_none,
    person_id,
    reading,
    see_other,
    sent_name,
    writing,
)

AT_ONCE = 3  # So many files are read while the person waits.

blueprint = Blueprint("copies", __name__, url_prefix="/drafts/<int:draft_id>/copies")


@blueprint.get("")
@login_required
def show(draft_id: int) -> Response:
    return _shelf(draft_id)


def _shelf(draft_id: int, problem: str = "", about: str = "", status: int = 200) -> Response:
    """about: which of the two forms the problem is of: "own" or "received"."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        page = render_template(
            "copies/shelf.html",
            scope=scope,
            shelf=copies.shelf(session, scope),
            problem=problem,
            about=about,
            copies_words=copies_words,
            problem_of=_problem_of,
            most=copies.MOST,
        )
    return make_response(page, status)


def _problem_of(row: ReturnedCopy) -> str:
    return refusals.problem(copies.problem_of(row))


@blueprint.post("")
@login_required
def bring(draft_id: int) -> Response:
    """A delegation brings its copy back. The file is read before any lock is taken."""
    with reading() as session:
        copies.require_brings(draft_scope(session, person_id(), draft_id, now()), by_office=False)
    try:
        file = _files()[0]
        answer = reader.read(file.data)
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            ref = copies.bring(session, scope, file, answer, now())
    except BadText as error:
        return _shelf(draft_id, refusals.problem(error), "own", 422)
    return see_other("copies.one", draft_id=draft_id, copy_ref=ref)


@blueprint.post("/received")
@login_required
def receive(draft_id: int) -> Response:
    """The Office brings what delegations sent it: a few files are read at once, many beside the pages."""
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            copies.require_brings(scope, by_office=True)
            rows = [copies.keep(session, scope, it, by_office=True, now=now()) for it in _files()]
            waiting = [it.ref for it in dict.fromkeys(rows) if it.status == "waiting"]
            job = ""
            if len(waiting) > AT_ONCE:
                job = work.start(session, scope, "copies", {"refs": waiting}, token=form_token(), now=now()).ref
    except BadText as error:
        return _shelf(draft_id, refusals.problem(error), "received", 422)
    if job:
        return see_other("work.show", ref=job)
    copies_reading.read_all(draft_id, person_id(), waiting)
    # A double click reads nothing anew, and is told what was read.
    flash(copies_words.read(len({it.ref for it in rows})), "good")
    return see_other("copies.show", draft_id=draft_id)


def _files() -> list[File]:
    """Raises BadText: no-file, too-many-files."""
    sent = [it for it in request.files.getlist("file") if it.filename]
    if not sent:
        raise BadText("no-file")
    if len(sent) > copies.MOST:
        raise BadText("too-many-files", most=copies.MOST)
    return [File(sent_name(it.filename), it.read()) for it in sent]


@blueprint.get("/<copy_ref>")
@login_required
def one(draft_id: int, copy_ref: str) -> Response:
    return _opened(draft_id, copy_ref)


def _opened(
    draft_id: int,
    copy_ref: str,
    *,
    status: int = 200,
    problem: str = "",
    problems: Mapping[str, str] | None = None,
    typed: Mapping[str, Any] | None = None,
) -> Response:
    """typed: what a form that was not taken said: ticked (keys), wishes (key -> Wish), how."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        row = copies.find(session, scope, copy_ref)
        is_readable = bool(row.found)
        page = render_template(
            "copies/one.html",
            scope=scope,
            row=row,
            page=returned_copy_page.preview(session, scope, row) if is_readable else None,
            is_brought_by_me=copies.may_keep(scope, row),
            problem=problem,
            problems=problems or {},
            typed=typed,
            copies_words=copies_words,
            problem_of=_problem_of,
        )
    return make_response(page, status)


@blueprint.post("/<copy_ref>")
@login_required
def take(draft_id: int, copy_ref: str) -> Response:
    """Make proposals of what was ticked, and table them where the form says so."""
    wishes = _wishes()
    ticked = request.form.getlist("take")
    asked = acts.Asked(
        wishes=[it for it in wishes if it.key in ticked],
        is_tabled=form_text("then") == "table",
        how=form_text("how"),
        seal=form_text("seal"),
    )
    typed = {"ticked": ticked, "wishes": {it.key: it for it in wishes}, "how": asked.how}
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            made = acts.take(session, scope, copy_ref, asked, now())
            row = copies.find(session, scope, copy_ref)
            said = copies_words.made(made, tabled=asked.is_tabled, given=row.by_office)
    except OutOfSeason as error:
        # The text was adopted while somebody worked on it: the words are shown once more, to be kept elsewhere.
        return _opened(draft_id, copy_ref, status=403, problem=errors.out_of_season(error.phase), typed=typed)
    except BadText as error:
        return _opened(draft_id, copy_ref, status=422, problem=refusals.problem(error), typed=typed)
    except WrongState as error:
        return _opened(draft_id, copy_ref, status=409, problem=refusals.refusal(error), typed=typed)
    except acts.Refused as error:
        problems = {key: _sentence(it) for key, it in error.problems.items()}
        status = 422 if all(isinstance(it, BadText) for it in error.problems.values()) else 409
        problem = copies_words.looked_at(len(problems))
        return _opened(draft_id, copy_ref, status=status, problem=problem, problems=problems, typed=typed)
    flash(said, "good")
    return see_other("copies.one", draft_id=draft_id, copy_ref=copy_ref)


def _sentence(error: BadText | WrongState) -> str:
    return refusals.problem(error) if isinstance(error, BadText) else refusals.refusal(error)


def _wishes() -> list[Wish]:
    """What the form says of every change that it shows, ticked or not."""
    return [Wish(it, form_text(f"text-{it}"), form_text(f"reason-{it}")) for it in request.form.getlist("key")]


@blueprint.post("/<copy_ref>/read")
@login_required
def read(draft_id: int, copy_ref: str) -> Response:
    """Read a file that still waits: what was to read it was cut off."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        copies.require_brings(scope, by_office=copies.find(session, scope, copy_ref).by_office)
    copies_reading.read_all(draft_id, person_id(), [copy_ref])
    return see_other("copies.one", draft_id=draft_id, copy_ref=copy_ref)


@blueprint.post("/<copy_ref>/authors")
@login_required
def assign(draft_id: int, copy_ref: str) -> Response:
    """Say whose changes these are, of the whole file or of each of its authors."""
    names, whose = request.form.getlist("author"), request.form.getlist("whose")
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            copies.assign(
                session,
                scope,
                copy_ref,
                party=number_or_none(form_text("party")),
                authors={name: _whose(it) for name, it in zip(names, whose, strict=False)},
                version=form_number("version"),
            )
    except BadText as error:
        return _opened(draft_id, copy_ref, status=422, problem=refusals.problem(error))
    except WrongState as error:
        return _opened(draft_id, copy_ref, status=409, problem=refusals.refusal(error))
    return see_other("copies.one", draft_id=draft_id, copy_ref=copy_ref)


def _whose(said: str) -> int | None:
    return returned_copy_page.EACH if said == "each" else number_or_none(said)


@blueprint.post("/<copy_ref>/finish")
@login_required
def finish(draft_id: int, copy_ref: str) -> Response:
    """Close it: what was made stays, and the list of what was not."""
    with writing() as session:
        copies.finish(session, draft_scope(session, person_id(), draft_id, now(), lock=True), copy_ref)
    flash(_("The copy is closed."), "good")
    return see_other("copies.show", draft_id=draft_id)


@blueprint.post("/<copy_ref>/discard")
@login_required
def discard(draft_id: int, copy_ref: str) -> Response:
    """Put it away with all that was read in it."""
    try:
        with writing() as session:
            copies.discard(session, draft_scope(session, person_id(), draft_id, now(), lock=True), copy_ref)
    except WrongState as error:
        return _opened(draft_id, copy_ref, status=409, problem=refusals.refusal(error))
    flash(_("The copy is put away."), "good")
    return see_other("copies.show", draft_id=draft_id)
