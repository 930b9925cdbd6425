"""The Process: its first page, what the Office says of it, and its founding instruments."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.domain.chairmanship import last_day
from drafting.domain.errors import BadFields, BadText, WrongState
from drafting.domain.processes import Deed, Identity, day_of
from drafting.persistence.records import Instrument, Process
from drafting.services import matters, people
from drafting.services import processes as services
from drafting.services.scope import process_scope
from drafting.web import moments, process_words, refusals
from drafting.web.request import LARGEST, form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("processes", __name__, url_prefix="/processes/<int:process_id>")
NOTHING: Mapping[str, str] = {}


@blueprint.get("")
@login_required
def show(process_id: int) -> str:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        page = services.overview(session, scope, now())
    return render_template(
        "processes/page.html", scope=scope, page=page, process_words=process_words, last_day=last_day
    )


@blueprint.get("/edit")
@login_required
def edit(process_id: int) -> Response:
    return _edit(process_id)


def _edit(
    process_id: int,
    status: int = 200,
    *,
    typed: Mapping[str, Any] | None = None,
    problems: Mapping[str, str] = NOTHING,
    refusal: str = "",
) -> Response:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        scope.require("keep register")
    html = render_template(
        "processes/edit.html",
        scope=scope,
        typed=_standing(scope.process) if typed is None else typed,
        seal=matters.seal(scope.process),
        problems=problems,
        refusal=refusal,
        process_words=process_words,
    )
    return make_response(html, status)


def _standing(process: Process) -> dict[str, Any]:
    names = ("name_en", "name_ru", "zone", "symbol_name", "access")
    kept = {name: getattr(process, name) for name in names}
    return {**kept, "working": process.languages[0], "languages": process.languages}


@blueprint.post("/edit")
@login_required
def save(process_id: int) -> Response:
    working, ticked = form_text("working"), request.form.getlist("languages")
    identity = Identity(
        name_en=people.one_line(form_text("name_en")),
        name_ru=people.one_line(form_text("name_ru")),
        zone=form_text("zone"),
        # The working language is one of the Process's, ticked or not.
        languages=(working, *(it for it in ticked if it != working)),
        symbol_name=people.one_line(form_text("symbol_name")),
        access=form_text("access"),
    )
    typed = {**request.form, "languages": ticked}
    try:
        with writing() as session:
            scope = process_scope(session, person_id(), process_id, now(), lock=True)
            services.save(session, scope, identity, seal=form_text("seal"), token=form_token(), now=now())
    except BadFields as error:
        return _edit(process_id, 422, typed=typed, problems=refusals.problems(error))
    except WrongState as error:
        return _edit(process_id, 409, typed=typed, refusal=refusals.refusal(error))
    return see_other("processes.show", process_id=process_id)


@blueprint.get("/instruments/new")
@login_required
def new_instrument(process_id: int) -> Response:
    return _instrument(process_id, None)


@blueprint.get("/instruments/<int:instrument_id>")
@login_required
def instrument(process_id: int, instrument_id: int) -> Response:
    return _instrument(process_id, instrument_id)


def _instrument(
    process_id: int,
    instrument_id: int | None,
    status: int = 200,
    *,
    typed: Mapping[str, Any] | None = None,
    problems: Mapping[str, str] = NOTHING,
    refusal: str = "",
) -> Response:
    """instrument_id: None for one that is still to be added."""
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        adopted = services.adopted(session, scope)
        row = None if instrument_id is None else services.instrument(session, scope, instrument_id)
    html = render_template(
        "processes/instrument.html",
        scope=scope,
        row=row,
        seal="" if row is None else matters.seal(row),
        adopted=[(draft.id, f"{draft.title} · {moments.day_of(meeting.ends_on)}") for draft, meeting in adopted],
        typed=_deed_standing(row) if typed is None else typed,
        problems=problems,
        refusal=refusal,
    )
    return make_response(html, status)


def _deed_standing(row: Instrument | None) -> dict[str, Any]:
    if row is None:
        return {}
    names = ("title_en", "title_ru", "symbol", "place_en", "place_ru")
    day = row.adopted_on.isoformat() if row.adopted_on else ""
    return {**{name: getattr(row, name) for name in names}, "adopted_on": day, "draft": row.draft_id or ""}


def _deed() -> Deed:
    """Raises BadFields for a day that is none."""
    names = ("title_en", "title_ru", "symbol", "place_en", "place_ru")
    chosen = form_text("draft")
    try:
        adopted_on = day_of(form_text("adopted_on"))
    except BadText as error:
        raise BadFields({"adopted_on": error}) from error
    known = chosen.isascii() and chosen.isdecimal() and len(chosen) < len(str(LARGEST))
    return Deed(
        **{name: people.one_line(form_text(name)) for name in names},
        adopted_on=adopted_on,
        # A number that is no text's is refused like a foreign one.
        draft=(int(chosen) if known else 0) if chosen else None,
    )


@blueprint.post("/instruments/new")
@login_required
def add_instrument(process_id: int) -> Response:
    try:
        with writing() as session:
            scope = process_scope(session, person_id(), process_id, now(), lock=True)
            scope.require("keep register")
            services.add_instrument(session, scope, _deed(), token=form_token(), now=now())
    except BadFields as error:
        return _instrument(process_id, None, 422, typed=request.form, problems=refusals.problems(error))
    return see_other("processes.show", process_id=process_id, _anchor="instruments")


@blueprint.post("/instruments/<int:instrument_id>")
@login_required
def save_instrument(process_id: int, instrument_id: int) -> Response:
    try:
        with writing() as session:
            scope = process_scope(session, person_id(), process_id, now(), lock=True)
            services.instrument(session, scope, instrument_id)
            seal, token = form_text("seal"), form_token()
            services.save_instrument(session, scope, instrument_id, _deed(), seal=seal, token=token, now=now())
    except BadFields as error:
        return _instrument(process_id, instrument_id, 422, typed=request.form, problems=refusals.problems(error))
    except WrongState as error:
        return _instrument(process_id, instrument_id, 409, typed=request.form, refusal=refusals.refusal(error))
    return see_other("processes.show", process_id=process_id, _anchor="instruments")


@blueprint.post("/instruments/<int:instrument_id>/removal")
@login_required
def remove_instrument(process_id: int, instrument_id: int) -> Response:
    try:
        with writing() as session:
            scope = process_scope(session, person_id(), process_id, now(), lock=True)
            seal, token = form_text("seal"), form_token()
            services.remove_instrument(session, scope, instrument_id, seal=seal, token=token, now=now())
    except WrongState as error:
        return _instrument(process_id, instrument_id, 409, refusal=refusals.refusal(error))
    return see_other("processes.show", process_id=process_id, _anchor="instruments")
