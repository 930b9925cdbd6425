"""The forms of the agenda: an item with its speakers."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import BadFields, WrongState
from drafting.persistence.queries import agenda as queries
from drafting.persistence.records import AgendaItem, Delegate
from drafting.services import agenda, agenda_speakers, matters
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.web import agenda as pages
from drafting.web import agenda_words, refusals
from drafting.web.instants import named
from drafting.web.request import form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("agenda_items", __name__, url_prefix="/meetings/<int:meeting_id>/agenda/items")
FIELDS = ("kind", "label", "title_en", "title_ru", "note_en", "note_ru", "minutes", "hour", "sitting", "draft")
SPEAKER = ("role", "delegate", "name_en", "name_ru")
NOTHING: Mapping[str, str] = {}


@blueprint.get("/new")
@login_required
def new(meeting_id: int) -> Response:
    """An empty form. ?sitting=3: in which sitting the item is to stand."""
    typed = {"sitting": request.args.get("sitting", ""), "kind": "item"}
    return _form(meeting_id, None, typed=typed)


@blueprint.post("")
@login_required
def add(meeting_id: int) -> Response:
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            agenda.add(session, scope, _typed(FIELDS), token=form_token(), now=now())
    except BadFields as error:
        return _form(meeting_id, None, 422, typed=_typed(FIELDS), problems=refusals.problems(error))
    return see_other("agenda.show", meeting_id=meeting_id)


@blueprint.get("/<int:item_id>")
@login_required
def edit(meeting_id: int, item_id: int) -> Response:
    return _form(meeting_id, item_id)


@blueprint.post("/<int:item_id>")
@login_required
def save(meeting_id: int, item_id: int) -> Response:
    said = _typed(FIELDS)
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            agenda.change(session, scope, item_id, said, seal=form_text("seal"), token=form_token(), now=now())
    except BadFields as error:
        return _form(meeting_id, item_id, 422, typed=said, problems=refusals.problems(error))
    except WrongState as error:
        return _form(meeting_id, item_id, 409, typed=said, refusal=refusals.refusal(error))
    return see_other("agenda.show", meeting_id=meeting_id, _anchor=f"item-{item_id}")


@blueprint.post("/<int:item_id>/remove")
@login_required
def remove(meeting_id: int, item_id: int) -> Response:
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            agenda.remove(session, scope, item_id, seal=form_text("seal"), token=form_token(), now=now())
    except WrongState as error:
        return pages.page(meeting_id, 409, refusals.refusal(error))
    return see_other("agenda.show", meeting_id=meeting_id)


@blueprint.post("/<int:item_id>/speakers")
@login_required
def add_speaker(meeting_id: int, item_id: int) -> Response:
    said = _typed(SPEAKER)
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            agenda_speakers.add(session, scope, item_id, said, token=form_token(), now=now())
    except BadFields as error:
        return _form(meeting_id, item_id, 422, speaker=said, wrong=refusals.problems(error))
    return see_other("agenda_items.edit", meeting_id=meeting_id, item_id=item_id, _anchor="speakers")


@blueprint.post("/<int:item_id>/speakers/<int:speaker_id>")
@login_required
def change_speaker(meeting_id: int, item_id: int, speaker_id: int) -> Response:
    """`do`: up, down or remove."""
    with writing() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
        if form_text("do") == "remove":
            agenda_speakers.remove(session, scope, item_id, speaker_id, token=form_token(), now=now())
        else:
            up = form_text("do") == "up"
            agenda_speakers.step(session, scope, item_id, speaker_id, up=up, token=form_token(), now=now())
    return see_other("agenda_items.edit", meeting_id=meeting_id, item_id=item_id, _anchor="speakers")


def _typed(names: tuple[str, ...]) -> dict[str, str]:
    return {name: form_text(name) for name in names}


def _form(
    meeting_id: int,
    item_id: int | None,
    status: int = 200,
    *,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] = NOTHING,
    refusal: str = "",
    speaker: Mapping[str, str] = NOTHING,
    wrong: Mapping[str, str] = NOTHING,
) -> Response:
    """speaker, wrong: what was typed of a speaker, and what is wrong with it."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        scope.require("keep agenda")
        row = None if item_id is None else agenda.find(session, scope, item_id)
        offered = _offered(session, scope, row)
    page = render_template(
        "agenda/item.html",
        scope=scope,
        item=row,
        seal=matters.seal(row) if row else "",
        typed=_stored(row, scope) if typed is None and row else typed,
        problems=problems,
        refusal=refusal,
        speaker=speaker,
        wrong=wrong,
        words=agenda_words,
        **offered,
    )
    return make_response(page, status)


def _stored(row: AgendaItem, scope: MeetingScope) -> dict[str, str]:
    """The item as its form shows it."""
    found = {name: getattr(row, name) for name in ("kind", "label", "title_en", "title_ru", "note_en", "note_ru")}
    numbers = {"minutes": row.minutes, "sitting": row.sitting_id or "", "draft": row.draft_id or ""}
    hour = agenda_words.hour(row.starts_at, scope.meeting.zone) if row.starts_at else ""
    return {**found, **{name: str(it) for name, it in numbers.items()}, "hour": hour}


def _offered(session: Session, scope: MeetingScope, row: AgendaItem | None) -> dict[str, Any]:
    """What the form offers, as (value, words), and the speakers that the item has."""
    zone = scope.meeting.zone
    sittings = [(it.id, agenda_words.sitting_line(it, zone)) for it in queries.sittings(session, scope.meeting.id)]
    drafts = [(it.id, it.title) for it in queries.drafts(session, scope.meeting.id)]
    delegates = agenda_speakers.offered(session, scope)
    ranks = {party: n for n, party in enumerate(scope.parties)}
    delegates.sort(key=lambda it: ranks.get(it.party_id, len(ranks)))
    return {
        "sittings": sittings,
        "drafts": drafts,
        "delegates": [(it.id, _delegate(it, scope)) for it in delegates],
        "speakers": queries.speakers(session, scope.meeting.id, row.id) if row else [],
    }


def _delegate(it: Delegate, scope: MeetingScope) -> str:
    party = scope.parties.get(it.party_id)
    name = named(it) or it.name_en or it.name_ru
    return f"{named(party)}: {name}" if party else name
