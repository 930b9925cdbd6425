"""The rules of a Process: shown to everybody in it, changed by the Office or the Chair, some by ministers alone."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.domain import rules
from drafting.domain.errors import BadFields, WrongState
from drafting.services import rules as services
from drafting.services.scope import process_scope
from drafting.web import refusals, rule_words
from drafting.web.request import LARGEST, form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("rules", __name__, url_prefix="/processes/<int:process_id>/rules")
NOBODY: Mapping[str, str] = {}


@blueprint.get("")
@login_required
def show(process_id: int) -> str:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        lines = services.lines(session, scope.process)
    groups = [(name, [it for it in lines if it.rule.group == name]) for name in rule_words.GROUPS]
    return render_template("rules/page.html", scope=scope, groups=groups, rule_words=rule_words, process=scope.process)


@blueprint.get("/<rule_key>")
@login_required
def edit(process_id: int, rule_key: str) -> Response:
    return _form("rules/change.html", process_id, rule_key)


@blueprint.get("/<rule_key>/provision")
@login_required
def provision(process_id: int, rule_key: str) -> Response:
    return _form("rules/provision.html", process_id, rule_key)


def _form(
    template: str,
    process_id: int,
    rule_key: str,
    status: int = 200,
    *,
    typed: Mapping[str, Any] | None = None,
    problems: Mapping[str, str] = NOBODY,
    refusal: str = "",
) -> Response:
    """typed: what was sent, None for the rule as it stands."""
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        page = services.page(session, scope, rule_key, now())
    rule, value = page.line.rule, page.line.value
    filled = _standing(page) if typed is None else typed
    html = render_template(
        template,
        scope=scope,
        page=page,
        rule=rule,
        rule_words=rule_words,
        was=services.shown(rule, value),
        typed=filled,
        ticked=filled.get("values", ()),
        problems=problems,
        refusal=refusal,
    )
    return make_response(html, status)


def _standing(page: services.Page) -> dict[str, Any]:
    """The fields of a rule that nobody has typed into yet."""
    line = page.line
    values = [] if line.rule.is_fixed else rules.typed(line.rule, line.value)
    text = line.provision
    return {
        "value": values[0] if values else "",
        "values": values,
        "text_en": text.text_en if text else "",
        "text_ru": text.text_ru if text else "",
        "reserved": line.is_reserved,
    }


def _typed() -> dict[str, Any]:
    return {**request.form, "values": _values()}


def _values() -> list[str]:
    """One field, or each that is ticked."""
    return [it.replace("\x00", "") for it in request.form.getlist("value")]


def _said() -> services.Said:
    """A number that is no decision's is refused like a foreign one."""
    chosen = form_text("decision")
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) <= len(str(LARGEST)) else 0
    return services.Said(form_text("basis"), min(number, LARGEST) if chosen else None)


@blueprint.post("/<rule_key>")
@login_required
def change(process_id: int, rule_key: str) -> Response:
    try:
        with writing() as session:
            scope = process_scope(session, person_id(), process_id, now(), lock=True)
            at, was, token = now(), form_text("was").replace("\r\n", "\n"), form_token()
            services.change(session, scope, rule_key, _values(), _said(), was=was, token=token, now=at)
    except BadFields as error:
        problems = refusals.problems(error)
        return _form("rules/change.html", process_id, rule_key, 422, typed=_typed(), problems=problems)
    except WrongState as error:
        refusal = refusals.refusal(error)
        return _form("rules/change.html", process_id, rule_key, 409, typed=_typed(), refusal=refusal)
    return see_other("rules.show", process_id=process_id, _anchor=rule_key)


@blueprint.post("/<rule_key>/provision")
@login_required
def cite(process_id: int, rule_key: str) -> Response:
    cited = services.Cited(form_text("text_en"), form_text("text_ru"), "reserved" in request.form)
    try:
        with writing() as session:
            scope = process_scope(session, person_id(), process_id, now(), lock=True)
            seal, token = form_text("seal"), form_token()
            services.cite(session, scope, rule_key, cited, _said(), seal=seal, token=token, now=now())
    except BadFields as error:
        problems = refusals.problems(error)
        return _form("rules/provision.html", process_id, rule_key, 422, typed=_typed(), problems=problems)
    except WrongState as error:
        refusal = refusals.refusal(error)
        return _form("rules/provision.html", process_id, rule_key, 409, typed=_typed(), refusal=refusal)
    return see_other("rules.show", process_id=process_id, _anchor=rule_key)
