"""Long work as its owner sees it: how far it is, and what it made; the page may be left and returned to."""

from collections.abc import Mapping
from io import BytesIO
from urllib.parse import quote

from flask import Blueprint, Response, send_file
from flask_login import login_required

from drafting.domain.errors import BadText
from drafting.services import work
from drafting.web import refusals, work_words
from drafting.web.request import now, page_or_fragment, person_id, reading

blueprint = Blueprint("work", __name__, url_prefix="/work/<ref>")
# Where each kind is begun, and what it made is gone on with.
PAGES: Mapping[str, str] = {"pack": "packs.show", "copies": "copies.show"}


@blueprint.get("")
@login_required
def show(ref: str) -> Response:
    return _shown(ref)


@blueprint.get("/progress")
@login_required
def progress(ref: str) -> Response:
    """The same, asked by the page itself: it keeps nobody signed in."""
    return _shown(ref)


def _shown(ref: str) -> Response:
    with reading() as session:
        found = work.fetch(session, person_id(), ref, now())
    problem = found.work.problem
    return page_or_fragment(
        "work/page.html",
        "work/_progress.html",
        found=found,
        work=found.work,
        scope=found.scope,
        title=work_words.KINDS[found.work.kind],
        back=PAGES[found.work.kind],
        back_words=work_words.BACK[found.work.kind],
        problem=refusals.problem(BadText(problem["code"], **problem["details"])) if problem else "",
    )


@blueprint.get("/file")
@login_required
def file(ref: str) -> Response:
    with reading() as session:
        made = work.file(session, person_id(), ref, now())
    response = send_file(BytesIO(made.data or b""), made.media_type, max_age=0)
    # Both forms of RFC 6266: browsers take the full name, what cannot read Cyrillic another one.
    plain = made.filename if made.filename.isascii() else f"file.{made.filename.rpartition('.')[2]}"
    response.headers.set(
        "Content-Disposition", "attachment", filename=plain, **{"filename*": f"UTF-8''{quote(made.filename)}"}
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response
