"""The register as a file: taken out, and brought in after its rows were seen."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required

from drafting.domain.errors import BadText, WrongState
from drafting.domain.register_sheet import LARGEST, decoded
from drafting.services import register_csv as services
from drafting.services.register_membership import keeping
from drafting.services.scope import process_scope
from drafting.web import refusals, register_words
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("register_file", __name__, url_prefix="/processes/<int:process_id>/parties")


@blueprint.get("/file.csv")
@login_required
def export(process_id: int) -> Response:
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        text = services.exported(session, process_id)
    response = make_response(text.encode())
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="register-{scope.process.slug}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/file")
@login_required
def choose(process_id: int) -> Response:
    return _page(process_id)


def _page(process_id: int, status: int = 200, **facts: Any) -> Response:
    """facts: plan, text, encoding, problem, refusal, where there are some."""
    with reading() as session:
        scope = process_scope(session, person_id(), process_id, now())
        scope.require("keep register")
    shown = {"plan": None, "text": "", "encoding": "", "problem": "", "refusal": "", **facts}
    html = render_template("register/file.html", scope=scope, register_words=register_words, refusals=refusals, **shown)
    return make_response(html, status)


@blueprint.post("/file")
@login_required
def preview(process_id: int) -> Response:
    """Nothing is stored: the text of the file goes into the page, and comes back with the confirmation."""
    try:
        with reading() as session:
            scope = process_scope(session, person_id(), process_id, now())
            scope.require("keep register")
            text, encoding = decoded(_chosen())
            text = _plain(text)
            plan = services.plan(session, scope, text, now())
    except BadText as error:
        return _page(process_id, 422, problem=refusals.problem(error))
    return _page(process_id, plan=plan, text=text, encoding=encoding)


def _chosen() -> bytes:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BadText("no-file")
    with file.stream as stream:
        return stream.read(LARGEST + 1)


def _plain(text: str) -> str:
    """Browsers send the breaks of lines in a manner of their own."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@blueprint.post("/file/confirm")
@login_required
def confirm(process_id: int) -> Response:
    text = _plain(form_text("text"))
    try:
        with writing() as session:
            kept = keeping(session, person_id(), process_id, now())
            services.carry_out(session, kept, text, seal=form_text("seal"), token=form_token(), now=now())
    except BadText as error:
        return _page(process_id, 422, problem=refusals.problem(error))
    except WrongState as error:
        return _again(process_id, text, refusals.refusal(error))
    return see_other("register.show", process_id=process_id)


def _again(process_id: int, text: str, refusal: str) -> Response:
    """What the file would do by now."""
    with reading() as session:
        plan = services.plan(session, process_scope(session, person_id(), process_id, now()), text, now())
    return _page(process_id, 409, plan=plan, text=text, refusal=refusal)
