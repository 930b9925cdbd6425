"""The register of notes verbales: read by those it concerns, written by the Support Office, its scans given out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath

from flask import Blueprint, Response, make_response, render_template, request, send_file
from flask_login import login_required

from drafting.domain import deadlines, scans
from drafting.domain.errors import BadText, NotFound, WrongState
from drafting.persistence.records import Meeting
from drafting.services import notes_register, notes_verbales
from drafting.services.scope import meeting_scope
from drafting.web import cities, moments, refusals
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, whole, writing

blueprint = Blueprint("notes_verbales", __name__, url_prefix="/meetings/<int:meeting_id>/notes-verbales")
# Nothing in a scan may run, should a browser ever show it instead of saving it.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@blueprint.get("")
@login_required
def show(meeting_id: int) -> str:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        register = notes_register.register(session, scope, request.args.get("party", ""))
        subjects = notes_register.subjects(session, scope) if scope.may("register note") else ()
    zone = moments.reader_zone(scope.meeting)
    return render_template(
        "notes_verbales/page.html",
        scope=scope,
        register=register,
        subjects=subjects,
        key_of=key_of,
        zone=zone,
        endings=scans.ENDINGS,
    )


@dataclass(frozen=True)
class Typed:
    """The form as it was filled in. about: "", the id of a draft, or "<draft>-<number of its run>"."""

    about: str = ""
    party: str = ""
    reference: str = ""
    dated: str = ""
    day: str = ""
    hour: str = ""
    city: str = ""
    answer: str = ""
    paragraphs: tuple[str, ...] = ()
    text: str = ""


@blueprint.get("/new")
@login_required
def new(meeting_id: int) -> Response:
    """The form, for a note about what the address names: `?about=12` a draft, `?about=12-2` a run on it."""
    return _form(meeting_id, Typed(about=request.args.get("about", "")))


def _form(meeting_id: int, typed: Typed, problem: str = "", status: int = 200) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        subjects = notes_register.subjects(session, scope)
        subject = next((it for it in subjects if key_of(it) == typed.about), None)
        if typed.about and subject is None and not problem:
            raise NotFound
        circulated = notes_register.circulated(session, subject.run) if subject and subject.run else ()
    page = render_template(
        "notes_verbales/new.html",
        scope=scope,
        subject=subject,
        circulated=circulated,
        typed=typed,
        about=key_of(subject) if subject else "",
        problem=problem,
        city=typed.city or cities.city_of(scope.meeting),
        places=cities.offered(scope.meeting),
    )
    return make_response(page, status)


def key_of(subject: notes_register.Subject) -> str:
    """How a form names what a note is about."""
    return f"{subject.draft.id}-{subject.run.number}" if subject.run else str(subject.draft.id)


@blueprint.post("")
@login_required
def register(meeting_id: int) -> Response:
    typed = _typed()
    with reading() as session:
        asked = meeting_scope(session, person_id(), meeting_id, now())
        asked.require("register note")
    try:
        paper = _paper(typed, asked.meeting)
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now())
            notes_verbales.register(session, scope, paper, token=form_token(), now=now())
    except BadText as error:
        return _form(meeting_id, typed, refusals.problem(error), 422)
    except WrongState as error:
        return _form(meeting_id, typed, refusals.refusal(error), 409)
    return see_other("notes_verbales.show", meeting_id=meeting_id)


def _typed() -> Typed:
    fields = ("about", "party", "reference", "dated", "day", "hour", "city", "answer", "text")
    paragraphs = tuple(request.form.getlist("paragraph"))
    return Typed(**{name: form_text(name) for name in fields}, paragraphs=paragraphs)


def _paper(typed: Typed, meeting: Meeting) -> notes_verbales.Paper:
    """Raises BadText: note-subject, bad-date, bad-hour, hour-needed, unknown-zone, hour-missing, hour-twice."""
    draft, run = _about(typed.about)
    zone = cities.zone_of(typed.city, meeting)
    return notes_verbales.Paper(
        party=_number(typed.party),
        reference=typed.reference,
        dated=moments.day_and_hour(typed.dated, "")[0],
        received_at=_received(typed, zone),
        zone=zone,
        about=typed.text,
        draft=draft,
        run=run,
        answer=typed.answer,
        paragraphs=_numbers(typed.paragraphs),
        scan=_scan(),
    )


def _received(typed: Typed, zone: str) -> datetime:
    """The instant at which the clocks of the city showed that hour of that day."""
    day, hour = moments.day_and_hour(typed.day, typed.hour)
    if hour is None:
        raise BadText("hour-needed")
    return deadlines.deadline(day, hour, zone).at


def _about(said: str) -> tuple[int | None, int | None]:
    draft, _dash, run = said.partition("-")
    if not said:
        return None, None
    found = _number(draft), _number(run) if run else None
    if found[0] is None or (run and found[1] is None):
        raise BadText("note-subject")
    return found


def _number(said: str) -> int | None:
    try:
        return whole(said)
    except ValueError:
        return None


def _numbers(said: Sequence[str]) -> tuple[int, ...]:
    """What is no number names no paragraph."""
    return tuple(found if (found := _number(it)) is not None else -1 for it in said)


def _scan() -> notes_verbales.Scan | None:
    sent = request.files.get("scan")
    if sent is None or not sent.filename:
        return None
    return notes_verbales.Scan(PurePosixPath(sent.filename).name, sent.read())


@blueprint.get("/<int:number>/scan")
@login_required
def scan(meeting_id: int, number: int) -> Response:
    """The file, to be saved and never shown in the page's own origin, under a name and a type of ours."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        opened = notes_register.scan(session, scope, number)
    name = f"note-verbale-{opened.number}.{scans.ENDINGS[opened.type]}"
    response = send_file(BytesIO(opened.data), opened.type, as_attachment=True, download_name=name, max_age=0)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    return response
