"""Changing a delegation: members named, invited, changed, put in order, made head, confirmed, withdrawn."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, flash, make_response, render_template, request
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain import delegation_sheet, participants
from drafting.domain.errors import BadFields, BadText, WrongState
from drafting.domain.register_sheet import decoded
from drafting.persistence.records import Delegate
from drafting.services import (
    delegation_changes,
    delegation_files,
    delegation_heads,
    delegation_invitations,
    delegations,
)
from drafting.services.delegation_files import BadRows
from drafting.services.matters import seal
from drafting.services.people import Link
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.web import delegation_words, links, refusals
from drafting.web.delegations import page_of, typed_entry
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, site, writing

blueprint = Blueprint("delegation_members", __name__, url_prefix="/meetings/<int:meeting_id>/delegations")
# A number that some row may bear.
SHORT = re.compile(r"[0-9]{1,9}")
Act = Callable[[Session, MeetingScope], Any]


def _submission() -> dict[str, Any]:
    return {"token": form_token(), "now": now()}


def _carried_out(meeting_id: int, act: Act) -> Any:
    with writing() as session:
        return act(session, meeting_scope(session, person_id(), meeting_id, now(), lock=True))


def _done(meeting_id: int, party_id: int, act: Act, anchor: str = "") -> Response:
    """Carry something out and go back to the delegation, or show it with what stands in the way."""
    try:
        _carried_out(meeting_id, act)
    except WrongState as error:
        return page_of(meeting_id, party_id, 409, problem=delegation_words.refusal(error))
    except BadFields as error:
        return page_of(meeting_id, party_id, 422, problem=" ".join(refusals.problems(error).values()))
    return see_other("delegations.one", meeting_id=meeting_id, party_id=party_id, _anchor=anchor or None)


# Entries


def _form(
    meeting_id: int,
    party_id: int,
    delegate_id: int | None = None,
    status: int = 200,
    *,
    kind: str = "entry",
    problem: str = "",
    problems: Mapping[str, str] | None = None,
) -> Response:
    """The form of an entry, a new one where no delegate is named, or of an invitation; what was typed stands in it."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        delegation_changes.require_naming(scope, party_id)
        party = delegations.find_party(session, scope, party_id)
        row = None if delegate_id is None else _member(session, scope, party_id, delegate_id)
    typed = request.form if request.method == "POST" else {}
    if row is not None and not typed:
        typed = vars(delegation_changes.entry_of(row))
    body = render_template(
        f"delegations/{kind}.html",
        scope=scope,
        party=party,
        row=row,
        typed=typed,
        seal=seal(row) if row else "",
        problem=problem,
        problems=problems or {},
        honorifics=participants.HONORIFICS,
        badges=[(it, delegation_words.BADGES[it]) for it in participants.CHOSEN],
        words_of=delegation_words,
    )
    return make_response(body, status)


def _member(session: Session, scope: MeetingScope, party_id: int, delegate_id: int) -> Delegate:
    row = delegation_changes.to_change(session, scope, delegate_id)
    delegation_changes.require_of(row, party_id)
    return row


@blueprint.get("/<int:party_id>/members/new")
@login_required
def new(meeting_id: int, party_id: int) -> Response:
    return _form(meeting_id, party_id)


@blueprint.post("/<int:party_id>/members/new")
@login_required
def add(meeting_id: int, party_id: int) -> Response:
    return _saved(
        meeting_id,
        party_id,
        None,
        lambda session, scope: delegation_changes.add(session, scope, party_id, typed_entry(), **_submission()),
    )


@blueprint.get("/<int:party_id>/members/<int:delegate_id>")
@login_required
def edit(meeting_id: int, party_id: int, delegate_id: int) -> Response:
    return _form(meeting_id, party_id, delegate_id)


@blueprint.post("/<int:party_id>/members/<int:delegate_id>")
@login_required
def change(meeting_id: int, party_id: int, delegate_id: int) -> Response:
    return _saved(
        meeting_id,
        party_id,
        delegate_id,
        lambda session, scope: delegation_changes.change(
            session, scope, delegate_id, typed_entry(), seal=form_text("seal"), **_submission()
        ),
    )


def _saved(meeting_id: int, party_id: int, delegate_id: int | None, act: Act) -> Response:
    try:
        _carried_out(meeting_id, act)
    except BadFields as error:
        return _form(meeting_id, party_id, delegate_id, 422, problems=refusals.problems(error))
    except WrongState as error:
        said = delegation_words.refusal(error)
        if error.state in ("over", "withdrawn"):
            return page_of(meeting_id, party_id, 409, problem=said)
        return _form(meeting_id, party_id, delegate_id, 409, problem=said)
    return see_other("delegations.one", meeting_id=meeting_id, party_id=party_id)


# Invitations


@blueprint.get("/<int:party_id>/invitations/new")
@login_required
def invitation(meeting_id: int, party_id: int) -> Response:
    return _form(meeting_id, party_id, kind="invite")


@blueprint.post("/<int:party_id>/invitations/new")
@login_required
def invite(meeting_id: int, party_id: int) -> Response:
    def act(session: Session, scope: MeetingScope) -> Link:
        return delegation_invitations.invite(session, site().settings, scope, party_id, typed_entry(), **_submission())

    try:
        link = _carried_out(meeting_id, act)
    except BadFields as error:
        return _form(meeting_id, party_id, None, 422, kind="invite", problems=refusals.problems(error))
    except WrongState as error:
        return page_of(meeting_id, party_id, 409, problem=delegation_words.refusal(error))
    return page_of(meeting_id, party_id, link=link, address=links.address(link))


@blueprint.post("/<int:party_id>/members/<int:delegate_id>/link")
@login_required
def give_link(meeting_id: int, party_id: int, delegate_id: int) -> Response:
    def act(session: Session, scope: MeetingScope) -> Link:
        return delegation_invitations.give_link(session, site().settings, scope, delegate_id, **_submission())

    try:
        link = _carried_out(meeting_id, act)
    except WrongState as error:
        return page_of(meeting_id, party_id, 409, problem=delegation_words.refusal(error))
    except BadFields as error:
        return page_of(meeting_id, party_id, 422, problem=" ".join(refusals.problems(error).values()))
    return page_of(meeting_id, party_id, link=link, address=links.address(link))


@blueprint.post("/<int:party_id>/enlisted/<int:appointment_id>")
@login_required
def enlist(meeting_id: int, party_id: int, appointment_id: int) -> Response:
    return _done(
        meeting_id,
        party_id,
        lambda session, scope: delegation_invitations.enlist(session, scope, appointment_id, **_submission()),
    )


# Order, head, withdrawal


@blueprint.post("/<int:party_id>/members/<int:delegate_id>/move")
@login_required
def move(meeting_id: int, party_id: int, delegate_id: int) -> Response:
    return _done(
        meeting_id,
        party_id,
        lambda session, scope: delegation_changes.move(
            session,
            scope,
            delegate_id,
            up=form_text("direction") == "up",
            seal=form_text("seal"),
            **_submission(),
        ),
        anchor=f"member-{delegate_id}",
    )


@blueprint.get("/<int:party_id>/members/<int:delegate_id>/head")
@login_required
def ask_head(meeting_id: int, party_id: int, delegate_id: int) -> Response:
    try:
        with reading() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now())
            asked = delegation_heads.ask(session, scope, delegate_id)
            delegation_changes.require_of(asked.member, party_id)
    except WrongState as error:
        return page_of(meeting_id, party_id, 409, problem=delegation_words.refusal(error))
    seals = {"seal": seal(asked.member), "former": delegation_heads.seal(asked.former)}
    return make_response(render_template("delegations/head.html", scope=scope, asked=asked, seals=seals))


@blueprint.post("/<int:party_id>/members/<int:delegate_id>/head")
@login_required
def make_head(meeting_id: int, party_id: int, delegate_id: int) -> Response:
    return _done(
        meeting_id,
        party_id,
        lambda session, scope: delegation_heads.make_head(
            session,
            scope,
            delegate_id,
            seal_of_member=form_text("seal"),
            seal_of_former=form_text("former"),
            **_submission(),
        ),
    )


@blueprint.post("/<int:party_id>/members/<int:delegate_id>/withdraw")
@login_required
def withdraw(meeting_id: int, party_id: int, delegate_id: int) -> Response:
    return _done(
        meeting_id,
        party_id,
        lambda session, scope: delegation_changes.withdraw(
            session, scope, delegate_id, seal=form_text("seal"), **_submission()
        ),
    )


# The Office


@blueprint.post("/<int:party_id>/confirmation")
@login_required
def confirm(meeting_id: int, party_id: int) -> Response:
    """One member or all that the page showed: each as "number-seal"."""

    def act(session: Session, scope: MeetingScope) -> int:
        return delegation_changes.confirm(session, scope, party_id, _shown(), **_submission())

    try:
        count = _carried_out(meeting_id, act)
    except WrongState as error:
        return page_of(meeting_id, party_id, 409, problem=delegation_words.refusal(error))
    if count:
        flash(delegation_words.confirmed_now(count), "good")
    return see_other("delegations.one", meeting_id=meeting_id, party_id=party_id)


def _shown() -> dict[int, str]:
    """What cannot be read names nobody."""
    found = (it.partition("-") for it in request.form.getlist("member"))
    return {int(number): sealed for number, _, sealed in found if SHORT.fullmatch(number)}


@blueprint.get("/<int:party_id>/import")
@login_required
def choose(meeting_id: int, party_id: int) -> Response:
    return _import_page(meeting_id, party_id)


def _import_page(
    meeting_id: int, party_id: int, status: int = 200, *, problem: str = "", faults: tuple[Any, ...] = ()
) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        scope.require("confirm delegates")
        party = delegations.find_party(session, scope, party_id)
    told = [(it.line, it.column, refusals.problem(it.problem)) for it in faults]
    body = render_template(
        "delegations/import.html", scope=scope, party=party, problem=problem, faults=told, words_of=delegation_words
    )
    return make_response(body, status)


@blueprint.post("/<int:party_id>/import")
@login_required
def take(meeting_id: int, party_id: int) -> Response:
    with reading() as session:
        meeting_scope(session, person_id(), meeting_id, now()).require("confirm delegates")
    upload = request.files.get("file")

    def act(session: Session, scope: MeetingScope) -> int:
        return delegation_files.take(session, scope, party_id, rows, **_submission())

    try:
        # Read before any lock is taken.
        rows = delegation_sheet.rows(decoded(upload.read() if upload else b"")[0])
        count = _carried_out(meeting_id, act)
    except BadText as error:
        return _import_page(meeting_id, party_id, 422, problem=refusals.problem(error))
    except BadRows as error:
        return _import_page(meeting_id, party_id, 422, faults=error.faults)
    if count:
        flash(delegation_words.imported(count), "good")
    return see_other("delegations.one", meeting_id=meeting_id, party_id=party_id)
