"""The chairmanship of a Process: the present Chair, the order of the States, terms, passes and instructions."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import BadFields, WrongState
from drafting.persistence.queries import processes
from drafting.persistence.records import Party
from drafting.services import chairmanship as services
from drafting.services import instructions, matters, people, periodicity, representatives
from drafting.services.scope import ProcessScope, process_scope
from drafting.web import chairmanship_words, instants, links, refusals
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, site, writing

blueprint = Blueprint("chairmanship", __name__, url_prefix="/processes/<int:process_id>/chair")
NOTHING: Mapping[str, str] = {}


@blueprint.get("")
@login_required
def show(process_id: int) -> Response:
    return _page(process_id)


def _page(
    process_id: int,
    status: int = 200,
    *,
    form: str = "",
    typed: Mapping[str, Any] = NOTHING,
    problems: Mapping[str, str] = NOTHING,
    refusal: str = "",
) -> Response:
    """form: the one that came back, with what was typed in it."""
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        today = services.today_in(scope.process, now())
        page = services.overview(session, scope.process, today)
        warned = periodicity.warnings(session, scope, today)
        given = instructions.listed(session, scope) if scope.may("instruct") else ()
        meetings = processes.meetings(session, process_id)
    begun = {
        "state": page.next.id if page.next else "",
        "starts_on": page.lines[-1].term.ends_on.isoformat() if page.lines else today.isoformat(),
        **{name: today.isoformat() for name in ("elected_on", "passed_on", "given_on")},
        "passing": page.next.id if page.next else "",
        "given_by": instants.named(page.present.term, "representative") if page.present else "",
    }
    html = render_template(
        "chairmanship/page.html",
        scope=scope,
        page=page,
        given=given,
        warnings=[it for it in warned if it.kind in (periodicity.TERM, periodicity.VACANT, periodicity.SUPPORT)],
        own=[(it.id, instants.named(it)) for it in scope.parties.values() if may_chair(it)],
        held=[(it.id, instants.named(it, "title")) for it in meetings],
        form=form,
        typed={**begun, **typed},
        problems=problems,
        refusal=refusal,
        words=chairmanship_words,
        a_day=timedelta(days=1),
    )
    return make_response(html, status)


def may_chair(party: Party) -> bool:
    return party.kind == "state" and party.status == "participating"


def _change(process_id: int, form: str, act: Callable[[Session, ProcessScope], None]) -> Response:
    """Do it under the lock of the Process; what is wrong stands beside the fields of the form."""
    try:
        with writing() as session:
            act(session, process_scope(session, person_id(), process_id, now(), lock=True))
    except BadFields as error:
        return _page(process_id, 422, form=form, typed=request.form, problems=refusals.problems(error))
    except WrongState as error:
        return _page(process_id, 409, form=form, typed=request.form, refusal=refusals.refusal(error))
    return see_other("chairmanship.show", process_id=process_id)


def _typed() -> dict[str, str]:
    return {name: form_text(name) for name in request.form}


@blueprint.post("/terms")
@login_required
def elect(process_id: int) -> Response:
    return _change(
        process_id,
        "elect",
        lambda session, scope: services.elect(session, scope, _typed(), token=form_token(), now=now()),
    )


@blueprint.post("/passes")
@login_required
def record_pass(process_id: int) -> Response:
    return _change(
        process_id,
        "pass",
        lambda session, scope: services.record_pass(session, scope, _typed(), token=form_token(), now=now()),
    )


@blueprint.post("/instructions")
@login_required
def instruct(process_id: int) -> Response:
    return _change(
        process_id,
        "instruct",
        lambda session, scope: instructions.instruct(
            session, scope, _typed(), language=instants.language(), token=form_token(), now=now()
        ),
    )


@blueprint.post("/instructions/<int:instruction_id>/done")
@login_required
def mark_done(process_id: int, instruction_id: int) -> Response:
    return _change(
        process_id,
        "done",
        lambda session, scope: instructions.mark_done(session, scope, instruction_id, token=form_token(), now=now()),
    )


@blueprint.get("/terms/<int:term_id>")
@login_required
def term(process_id: int, term_id: int) -> Response:
    return _term(process_id, term_id)


def _term(
    process_id: int,
    term_id: int,
    status: int = 200,
    *,
    form: str = "",
    typed: Mapping[str, Any] = NOTHING,
    problems: Mapping[str, str] = NOTHING,
    refusal: str = "",
    link: people.Link | None = None,
) -> Response:
    """The forms of one term; a new link is shown once, in the answer to its form."""
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        scope.require("run chairmanship")
        line = services.term(session, scope, term_id)
        email = representatives.email_of(session, line.term)
        today = services.today_in(scope.process, now())
    row = line.term
    stands = {
        **{f"name_{it}": getattr(row, f"representative_{it}") for it in ("en", "ru")},
        **{f"position_{it}": getattr(row, f"position_{it}") for it in ("en", "ru")},
        "email": email,
    }
    html = render_template(
        "chairmanship/term.html",
        scope=scope,
        served=line,
        over=row.ends_on <= today,
        seal=typed.get("seal") if status == 422 else matters.seal(row),  # noqa: PLR2004
        form=form,
        typed={**stands, **typed},
        problems=problems,
        refusal=refusal,
        link=link,
        address=links.address(link),
        a_day=timedelta(days=1),
    )
    return links.shown_once(make_response(html, status), link)


@blueprint.post("/terms/<int:term_id>/representative")
@login_required
def name_representative(process_id: int, term_id: int) -> Response:
    try:
        with writing() as session:
            link = representatives.name_representative(
                session,
                site().settings,
                process_scope(session, person_id(), process_id, now(), lock=True),
                term_id,
                _typed(),
                seal=form_text("seal"),
                token=form_token(),
                now=now(),
            )
    except (BadFields, WrongState) as error:
        return _again(process_id, term_id, "representative", error)
    if link is None:
        return see_other("chairmanship.show", process_id=process_id)
    return _term(process_id, term_id, link=link)


@blueprint.post("/terms/<int:term_id>/end")
@login_required
def end_term(process_id: int, term_id: int) -> Response:
    try:
        with writing() as session:
            scope = process_scope(session, person_id(), process_id, now(), lock=True)
            services.end_term(session, scope, term_id, _typed(), seal=form_text("seal"), token=form_token(), now=now())
    except (BadFields, WrongState) as error:
        return _again(process_id, term_id, "end", error)
    return see_other("chairmanship.show", process_id=process_id)


def _again(process_id: int, term_id: int, form: str, error: BadFields | WrongState) -> Response:
    if isinstance(error, BadFields):
        return _term(process_id, term_id, 422, form=form, typed=request.form, problems=refusals.problems(error))
    return _term(process_id, term_id, 409, form=form, typed=request.form, refusal=refusals.refusal(error))
