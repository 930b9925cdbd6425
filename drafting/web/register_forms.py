"""The forms with which the Office keeps the register: a party comes in, is renamed, changes what it is, goes out."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting import world
from drafting.domain import membership, register
from drafting.domain.errors import BadFields, NotFound, WrongState
from drafting.domain.register_sheet import said_of
from drafting.persistence.queries import processes
from drafting.services import matters, register_membership, register_parties
from drafting.services import register as services
from drafting.services.register_membership import keeping
from drafting.services.scope import process_scope
from drafting.web import refusals, register_words
from drafting.web.register import party_page
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("register_forms", __name__, url_prefix="/processes/<int:process_id>/parties")
NOTHING: Mapping[str, str] = {}
FOUND = 12


def typed() -> dict[str, str]:
    return {name: form_text(name) for name in request.form}


def form(
    template: str,
    process_id: int,
    party_id: int,
    status: int = 200,
    *,
    said: Mapping[str, str] | None = None,
    problems: Mapping[str, str] = NOTHING,
    refusal: str = "",
    **facts: Any,
) -> Response:
    """A form about a party, for the Office. said: what was typed, None for the party as it stands."""
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        scope.require("keep register")
        known = services.known(session, process_id, party_id)
    html = render_template(
        template,
        scope=scope,
        known=known,
        party=known.party,
        typed=said_of(known.entry()) if said is None else said,
        problems=problems,
        refusal=refusal,
        register_words=register_words,
        seal=matters.seal,
        **facts,
    )
    return make_response(html, status)


def submitted(
    process_id: int, party_id: int, act: Callable[[Session], object], again: Callable[..., Response]
) -> Response:
    """Do it, and go to the party's page; or show the form again with what was typed."""
    try:
        with writing() as session:
            act(session)
    except BadFields as error:
        return again(422, said=typed(), problems=refusals.problems(error))
    except WrongState as error:
        return again(409, said=typed(), refusal=refusals.refusal(error))
    return see_other("register.party", process_id=process_id, party_id=party_id)


@blueprint.get("/add")
@login_required
def new(process_id: int) -> Response:
    chosen, by_hand = request.args.get("state", ""), request.args.get("by", "")
    said = register_parties.from_world(chosen) if chosen else {}
    if by_hand in register.CATEGORIES:
        said = {"category": by_hand}
    return _adding(process_id, said=said)


def _adding(
    process_id: int, status: int = 200, *, said: Mapping[str, str], problems: Mapping[str, str] = NOTHING
) -> Response:
    """A box to search the world's States, and the form once a State or a kind of party is chosen."""
    words = request.args.get("q", "")[:80]
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        scope.require("keep register")
        here = {it.code for it in processes.parties(session, process_id)}
    category = said.get("category", "")
    html = render_template(
        "register/add.html",
        scope=scope,
        q=words,
        found=world.search(words, FOUND),
        here=here,
        typed=said,
        category=category,
        statuses=[it for it in membership.possible(category) if it != "former"],
        problems=problems,
        register_words=register_words,
    )
    return make_response(html, status)


@blueprint.post("/add")
@login_required
def add(process_id: int) -> Response:
    try:
        with writing() as session:
            kept = keeping(session, person_id(), process_id, now())
            made = register_parties.add(session, kept, typed(), token=form_token(), now=now())
    except BadFields as error:
        return _adding(process_id, 422, said=typed(), problems=refusals.problems(error))
    if made is None:
        return see_other("register.show", process_id=process_id)
    return see_other("register.party", process_id=process_id, party_id=made.id)


@blueprint.get("/<int:party_id>/names")
@login_required
def names(process_id: int, party_id: int) -> Response:
    return form("register/names.html", process_id, party_id)


@blueprint.post("/<int:party_id>/names")
@login_required
def rename(process_id: int, party_id: int) -> Response:
    def act(session: Session) -> None:
        scope = process_scope(session, person_id(), process_id, now(), lock=True)
        at, token = now(), form_token()
        register_parties.rename(session, scope, party_id, typed(), seal=form_text("seal"), token=token, now=at)

    return submitted(
        process_id,
        party_id,
        act,
        lambda status, **facts: form("register/names.html", process_id, party_id, status, **facts),
    )


@blueprint.get("/<int:party_id>/entries")
@login_required
def entries(process_id: int, party_id: int) -> Response:
    return form("register/entries.html", process_id, party_id)


@blueprint.post("/<int:party_id>/entries")
@login_required
def amend(process_id: int, party_id: int) -> Response:
    def act(session: Session) -> None:
        scope = process_scope(session, person_id(), process_id, now(), lock=True)
        at, token = now(), form_token()
        register_parties.amend(session, scope, party_id, typed(), seal=form_text("seal"), token=token, now=at)

    return submitted(
        process_id,
        party_id,
        act,
        lambda status, **facts: form("register/entries.html", process_id, party_id, status, **facts),
    )


@blueprint.post("/<int:party_id>/remove")
@login_required
def remove(process_id: int, party_id: int) -> Response:
    try:
        with writing() as session:
            scope = process_scope(session, person_id(), process_id, now(), lock=True)
            token = form_token()
            register_parties.remove(session, scope, party_id, seal=form_text("seal"), token=token, now=now())
    except WrongState as error:
        return party_page(process_id, party_id, 409, refusal=refusals.refusal(error))
    return see_other("register.show", process_id=process_id)


@blueprint.get("/<int:party_id>/membership")
@login_required
def membership_form(process_id: int, party_id: int) -> Response:
    return _membership(process_id, party_id, said={})


def _membership(process_id: int, party_id: int, status: int = 200, **facts: Any) -> Response:
    return form("register/membership.html", process_id, party_id, status, possible=membership.possible, **facts)


@blueprint.post("/<int:party_id>/membership")
@login_required
def change(process_id: int, party_id: int) -> Response:
    def act(session: Session) -> None:
        kept = keeping(session, person_id(), process_id, now())
        register_membership.change(session, kept, party_id, typed(), token=form_token(), now=now())

    again = lambda status, **facts: _membership(process_id, party_id, status, **facts)  # noqa: E731 - a form, no more
    return submitted(process_id, party_id, act, again)


@blueprint.get("/<int:party_id>/membership/<int:membership_id>")
@login_required
def correction(process_id: int, party_id: int, membership_id: int) -> Response:
    return _correction(process_id, party_id, membership_id)


def _correction(
    process_id: int, party_id: int, membership_id: int, status: int = 200, *, said: Any = None, **facts: Any
) -> Response:
    with reading() as session:
        process_scope(session, person_id(), process_id, now()).require("keep register")
        known = services.known(session, process_id, party_id)
    numbers = [it.id for it in known.rows] or [0]
    if membership_id not in numbers:
        raise NotFound
    spell = known.spells[numbers.index(membership_id)]
    row = known.rows[numbers.index(membership_id)] if known.rows else known.party
    since = spell.since.isoformat() if spell.since else ""
    standing = {"since": since, "basis_en": spell.basis_en, "basis_ru": spell.basis_ru}
    facts |= {"said": standing if said is None else said, "spell": spell, "number": membership_id, "row": row}
    return form("register/correction.html", process_id, party_id, status, **facts)


@blueprint.post("/<int:party_id>/membership/<int:membership_id>")
@login_required
def correct(process_id: int, party_id: int, membership_id: int) -> Response:
    def act(session: Session) -> None:
        kept = keeping(session, person_id(), process_id, now())
        seal, token, said = form_text("seal"), form_token(), typed()
        register_membership.correct(session, kept, party_id, membership_id, said, seal=seal, token=token, now=now())

    again = lambda status, **facts: _correction(process_id, party_id, membership_id, status, **facts)  # noqa: E731 - a form, no more
    return submitted(process_id, party_id, act, again)
