"""National coordinators and representatives: named, replaced, corrected, ended, given an account."""

from typing import Any

from flask import Blueprint, Response, request
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import WrongState
from drafting.services import register
from drafting.services import register_contacts as services
from drafting.services.scope import process_scope
from drafting.web import refusals
from drafting.web.register import party_page
from drafting.web.register_forms import form, submitted, typed
from drafting.web.request import form_text, form_token, now, person_id, reading, site, writing

blueprint = Blueprint("register_contacts", __name__, url_prefix="/processes/<int:process_id>/parties/<int:party_id>")


@blueprint.get("/contacts/new")
@login_required
def new(process_id: int, party_id: int) -> Response:
    kind = request.args.get("kind", "")
    return _new(process_id, party_id, said={"kind": kind if kind in services.KINDS else ""})


def _new(process_id: int, party_id: int, status: int = 200, **facts: Any) -> Response:
    return form("register/contact.html", process_id, party_id, status, contact=None, **facts)


@blueprint.post("/contacts/new")
@login_required
def appoint(process_id: int, party_id: int) -> Response:
    def act(session: Session) -> None:
        scope = process_scope(session, person_id(), process_id, now(), lock=True)
        services.appoint(session, scope, party_id, typed(), token=form_token(), now=now())

    return submitted(process_id, party_id, act, lambda status, **facts: _new(process_id, party_id, status, **facts))


@blueprint.get("/contacts/<int:contact_id>")
@login_required
def show(process_id: int, party_id: int, contact_id: int) -> Response:
    return _contact(process_id, party_id, contact_id)


def _contact(
    process_id: int, party_id: int, contact_id: int, status: int = 200, *, said: Any = None, **facts: Any
) -> Response:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        scope.require("keep register")
        contact = services.contact_of(register.known(session, process_id, party_id), contact_id)
    standing = {name: getattr(contact, name) for name in services.FACTS}
    filled = standing if said is None else {**standing, **said}
    return form("register/contact.html", process_id, party_id, status, contact=contact, said=filled, **facts)


@blueprint.post("/contacts/<int:contact_id>")
@login_required
def correct(process_id: int, party_id: int, contact_id: int) -> Response:
    def act(session: Session) -> None:
        scope = process_scope(session, person_id(), process_id, now(), lock=True)
        seal, token = form_text("seal"), form_token()
        services.correct(session, scope, party_id, contact_id, typed(), seal=seal, token=token, now=now())

    return submitted(
        process_id, party_id, act, lambda status, **facts: _contact(process_id, party_id, contact_id, status, **facts)
    )


@blueprint.post("/contacts/<int:contact_id>/end")
@login_required
def end(process_id: int, party_id: int, contact_id: int) -> Response:
    def act(session: Session) -> None:
        scope = process_scope(session, person_id(), process_id, now(), lock=True)
        services.end(session, scope, party_id, contact_id, typed(), token=form_token(), now=now())

    return submitted(
        process_id, party_id, act, lambda status, **facts: _contact(process_id, party_id, contact_id, status, **facts)
    )


@blueprint.post("/contacts/<int:contact_id>/account")
@login_required
def account(process_id: int, party_id: int, contact_id: int) -> Response:
    """The link is shown once, in the answer to this form."""
    try:
        with writing() as session:
            scope = process_scope(session, person_id(), process_id, now(), lock=True)
            link = services.give_account(session, site().settings, scope, party_id, contact_id, now())
    except WrongState as error:
        return party_page(process_id, party_id, 409, refusal=refusals.refusal(error))
    return party_page(process_id, party_id, link=link)
