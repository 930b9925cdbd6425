"""The adoption pack: what it holds, the key that signs it, and the button that has it made."""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, make_response, render_template
from flask_login import login_required

from drafting.config import Settings
from drafting.documents.packs.pack import MEDIA_TYPE
from drafting.documents.packs.pack_page import write_page
from drafting.domain import manifest
from drafting.domain.errors import BadText
from drafting.services import keys, packs, work
from drafting.services.pack_check import PUBLIC_KEY
from drafting.services.scope import draft_scope
from drafting.services.work import Result, Task
from drafting.web import pack_parts, pack_words, refusals
from drafting.web.request import form_token, now, person_id, reading, see_other, site, writing

blueprint = Blueprint("packs", __name__, url_prefix="/drafts/<int:draft_id>/pack")
VERIFY = "verify.html"
SHOWN = 5  # of the person's packs, the newest


@dataclass(frozen=True)
class File:
    name: str
    data: bytes


@blueprint.get("")
@login_required
def show(draft_id: int) -> Response:
    return _page(draft_id)


def _page(draft_id: int, problem: str = "", status: int = 200) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        scope.require("make pack")
        mine = work.newest(session, scope, "pack", SHOWN, now())
    try:
        key = keys.load(site().settings.signing_key).public
    except BadText as error:
        key, problem, status = None, problem or refusals.problem(error), max(status, 200)
    page = render_template(
        "packs/page.html", scope=scope, mine=mine, key=key, problem=problem, folders=pack_words.FOLDERS
    )
    return make_response(page, status)


@blueprint.post("")
@login_required
def make(draft_id: int) -> Response:
    """Begun, and told on a page of its own, which may be left and returned to."""
    try:
        keys.load(site().settings.signing_key)
    except BadText as error:
        return _page(draft_id, refusals.problem(error), 422)
    with writing() as session:
        scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
        begun = work.start(session, scope, "pack", {"seq": scope.draft.seq}, token=form_token(), now=now())
    return see_other("work.show", ref=begun.ref)


@blueprint.get("/public-key.pem")
@login_required
def public_key(draft_id: int) -> Response:
    with reading() as session:
        draft_scope(session, person_id(), draft_id, now()).require("make pack")
    response = make_response(keys.load(site().settings.signing_key).public.pem)
    response.headers["Content-Type"] = "application/x-pem-file"
    response.headers.set("Content-Disposition", "attachment", filename="public-key.pem")
    return response


def made(task: Task) -> Result:
    """The work of the kind "pack", in the application's context. Raises BadText; NotFound and WrongState when the
    draft is no adopted one any more."""
    file = _made(task.held.draft, site().settings, task)
    return Result(file.name, MEDIA_TYPE, file.data)


def made_now(app: Flask, draft_id: int) -> File:
    """For the command line: the same file, for whoever runs the machine. Raises as `made`."""
    with app.app_context():
        return _made(draft_id, site().settings)


def _made(draft_id: int, settings: Settings, task: Task | None = None) -> File:
    """Read in one snapshot, written when it is over: a pack takes seconds."""
    key = keys.load(settings.signing_key)
    with reading() as session:
        found = packs.matter(session, packs.office_scope(session, draft_id))
        parts = pack_parts.gathered(session, found)
        name = packs.file_name(found.scope.draft)
        halves = pack_words.how_to_verify(found, key.public, name)
    files: dict[str, bytes] = {}
    for done, part in enumerate(parts):
        if task is not None:
            task.step(done, len(parts))
        files[part.path] = part.write()
    listed = manifest.listed({**files, PUBLIC_KEY: key.public.pem})
    files[VERIFY] = write_page(halves, listed.values())
    return File(name, packs.sealed(packs.about(found), files, key))
