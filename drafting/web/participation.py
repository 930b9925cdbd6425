"""Participation of States in the instrument: the table, what follows for the text, States in brackets, the report."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, flash, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import login_required

from drafting.domain import deadlines
from drafting.domain.errors import BadText, StaleEdit, WrongState
from drafting.domain.participation import MEANINGS, Stated, possible
from drafting.persistence.queries import drafts
from drafting.services import bracket_rulings, participation, participation_changes
from drafting.services.participation_mentions import confirm_all
from drafting.services.participation_page import participation_page, places
from drafting.services.scope import draft_scope
from drafting.web import cities, moments, participation_words, record_words, refusals
from drafting.web.instants import local
from drafting.web.request import form_number, form_text, form_token, now, person_id, reading, see_other, whole, writing

blueprint = Blueprint("participation", __name__, url_prefix="/drafts/<int:draft_id>/participation")


@blueprint.get("")
@login_required
def show(draft_id: int) -> Response:
    return shown(draft_id)


def shown(draft_id: int, problem: str = "", status: int = 200) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        page = participation_page(session, scope)
    said = {"participation_words": participation_words, "record_words": record_words}
    return make_response(
        render_template("participation/page.html", page=page, scope=scope, problem=problem, **said), status
    )


@dataclass(frozen=True)
class Typed:
    """The fields of the form as they were typed, or as they stand."""

    status: str = ""
    note: str = ""
    since: str = ""
    basis: str = ""
    day: str = ""
    hour: str = ""
    zone: str = ""
    meaning: str = ""

    def stated(self) -> Stated:
        """Raises BadText for a day, an hour or a zone that does not exist."""
        awaited = self.status == "bracketed" and bool(self.day or self.hour)
        end = deadlines.deadline(*moments.day_and_hour(self.day, self.hour), self.zone) if awaited else None
        return Stated(
            status=self.status,
            note=self.note,
            since=_day(self.since),
            basis=self.basis,
            answer_by=end.at if end else None,
            zone=end.zone if end else "",
            meaning=self.meaning if self.status == "bracketed" else "",
        )


def _day(said: str) -> date | None:
    return moments.day_and_hour(said, "")[0] if said.strip() else None


FIELDS = tuple(Typed.__dataclass_fields__)
# The field that a problem is about, where only one can have it.
BESIDE = {
    "basis-missing": "basis",
    "since-unfit": "since",
    "deadline-unfit": "day",
    "zone-missing": "zone",
    "unknown-zone": "zone",
    "meaning-unfit": "meaning",
    "bad-hour": "hour",
    "hour-missing": "hour",
    "hour-twice": "hour",
}


def _typed() -> Typed:
    return Typed(**{name: form_text(name) for name in FIELDS})


def _standing(it: Stated | None, zone: str) -> Typed:
    if it is None:
        return Typed(zone=zone)
    day = hour = ""
    if it.answer_by is not None:
        end = deadlines.Deadline(
            it.answer_by, it.zone, is_end_of_day=participation_words.ends_a_day(it.answer_by, it.zone)
        )
        day = deadlines.last_day(end).isoformat()
        hour = "" if end.is_end_of_day else f"{local(it.answer_by, it.zone):%H:%M}"
    return Typed(it.status, it.note, "", "", day, hour, it.zone or zone, it.meaning)


@blueprint.get("/<int:party_id>")
@login_required
def edit(draft_id: int, party_id: int) -> Response:
    return _form(draft_id, party_id)


def _form(
    draft_id: int, party_id: int, typed: Typed | None = None, problem: str = "", status: int = 200, at: str = ""
) -> Response:
    """at: the field that the problem stands beside, "" for the form as a whole."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        scope.require("state participation")
        before = participation.current(session, scope, party_id)
    adopted = scope.draft.phase == "adopted"
    party = scope.parties[party_id]
    page = render_template(
        "participation/edit.html",
        scope=scope,
        party=party,
        before=before,
        typed=typed or _standing(before, scope.meeting.zone),
        problem=problem,
        at=at,
        statuses=possible(party.kind, before.status if before else "", adopted=adopted),
        meanings=MEANINGS,
        zones=cities.zones(),
        city_name=cities.city_name,
        needs_basis=adopted or bool(before and before.since),
        participation_words=participation_words,
    )
    return make_response(page, status)


@blueprint.post("/<int:party_id>/form")
@login_required
def again(draft_id: int, party_id: int) -> Response:
    """Back to the form, with everything that was typed."""
    return _form(draft_id, party_id, _typed())


@blueprint.post("/<int:party_id>/preview")
@login_required
def preview(draft_id: int, party_id: int) -> Response:
    """The second step: all that follows for the text, before anything is stated."""
    return _preview(draft_id, party_id)


def _preview(draft_id: int, party_id: int, problem: str = "", status: int = 200) -> Response:
    typed = _typed()
    try:
        stated = typed.stated()
        with reading() as session:
            scope = draft_scope(session, person_id(), draft_id, now())
            scope.require("state participation")
            before = participation.current(session, scope, party_id)
            found = participation_changes.consequences(session, scope, party_id, stated.status)
            if not found.changes or not participation_changes.is_said(stated, before):
                participation.checked(session, scope, party_id, stated, now=now())
            named = places(drafts.lines(session, scope.draft.id, scope.draft.language))
    except BadText as error:
        return _form(draft_id, party_id, typed, refusals.problem(error), 422, BESIDE.get(error.code, ""))
    except WrongState as error:
        return _form(draft_id, party_id, typed, refusals.refusal(error), 409)
    page = render_template(
        "participation/preview.html",
        scope=scope,
        party=scope.parties[party_id],
        before=before,
        stated=stated,
        typed=typed,
        fields=FIELDS,
        found=found,
        places=named,
        problem=problem,
        participation_words=participation_words,
    )
    return make_response(page, status)


@blueprint.post("/<int:party_id>")
@login_required
def carry_out(draft_id: int, party_id: int) -> Response:
    """State it and make the chosen changes, or show once more what would follow."""
    typed = _typed()
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            participation_changes.carry_out(
                session,
                scope,
                party_id,
                typed.stated(),
                taken=request.form.getlist("taken", type=whole),  # What is no number names no paragraph.
                seal=form_text("seal"),
                token=form_token(),
                now=now(),
            )
    except BadText as error:
        return _form(draft_id, party_id, typed, refusals.problem(error), 422, BESIDE.get(error.code, ""))
    except WrongState as error:
        return _preview(draft_id, party_id, refusals.refusal(error), 409)
    flash(_("Participation is recorded."), "good")
    return see_other("participation.show", draft_id=draft_id, _anchor=f"party-{party_id}")


@blueprint.post("/mentions/<int:paragraph_id>/<int:start>")
@login_required
def confirm(draft_id: int, paragraph_id: int, start: int) -> Response:
    """Say whether a State in brackets is a matter of participation or of words."""
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            bracket_rulings.say_participation(
                session,
                scope,
                paragraph_id,
                start,
                party=form_number("party"),
                ruling=form_text("ruling"),
                revision=form_number("revision"),
                token=form_token(),
                now=now(),
            )
    except BadText as error:
        return shown(draft_id, refusals.problem(error), 422)
    except StaleEdit:
        return shown(draft_id, _("The paragraph has a new wording. Look at the bracket as it stands now."), 409)
    except WrongState as error:
        return shown(draft_id, refusals.refusal(error), 409)
    return see_other("participation.show", draft_id=draft_id, _anchor="brackets")


@blueprint.post("/mentions")
@login_required
def confirm_mentions(draft_id: int) -> Response:
    """All States in brackets of which nobody has said anything yet are a matter of participation."""
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            confirm_all(session, scope, seq=form_number("seq"), token=form_token(), now=now())
    except WrongState as error:
        return shown(draft_id, refusals.refusal(error), 409)
    return see_other("participation.show", draft_id=draft_id, _anchor="brackets")
