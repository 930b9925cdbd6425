"""The delegations of a meeting, the people of each, the own entry, badges, and lists as files."""

from flask import Blueprint, Response, flash, make_response, render_template, request
from flask_login import login_required

from drafting.domain import participants
from drafting.domain.errors import BadFields, WrongState
from drafting.persistence.records import Delegate
from drafting.services import (
    delegation_changes,
    delegation_files,
    delegation_invitations,
    delegations,
    participant_list,
)
from drafting.services.delegation_changes import Entry
from drafting.services.matters import seal
from drafting.services.people import Link
from drafting.services.scope import meeting_scope
from drafting.web import delegation_words, refusals, register_words
from drafting.web.request import form_number, form_text, form_token, now, person_id, reading, see_other, writing

blueprint = Blueprint("delegations", __name__, url_prefix="/meetings/<int:meeting_id>/delegations")


@blueprint.get("")
@login_required
def show(meeting_id: int) -> str:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        page = delegations.show(session, scope)
    return render_template(
        "delegations/page.html", scope=scope, page=page, words_of=delegation_words, country=register_words.country
    )


@blueprint.get("/<int:party_id>")
@login_required
def one(meeting_id: int, party_id: int) -> Response:
    return page_of(meeting_id, party_id)


def page_of(
    meeting_id: int,
    party_id: int,
    status: int = 200,
    *,
    problem: str = "",
    link: Link | None = None,
    address: str = "",
) -> Response:
    """A delegation, with what came of a change. address: of a new link, shown this once."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        page = delegations.one(session, scope, party_id, now())
    context = {"page": page, "problem": problem, "link": link, "address": address}
    body = render_template(
        "delegations/one.html",
        scope=scope,
        seal=seal,
        codes=participants.BADGES,
        takes_links=delegation_invitations.takes_accounts(page.party),
        words_of=delegation_words,
        **context,
    )
    response = make_response(body, status)
    if link is not None:
        response.headers["Cache-Control"] = "no-store"
    return response


# The own entry


@blueprint.get("/mine")
@login_required
def mine(meeting_id: int) -> Response:
    return _own_entry(meeting_id, request.args.get("delegate", type=int))


def _own_entry(
    meeting_id: int, of: int | None, status: int = 200, *, problem: str = "", problems: dict[str, str] | None = None
) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        rows = delegations.own_entries(session, scope)
        row = next((it for it in rows if it.id == of), rows[0])
        parties = delegations.attending(session, scope, {it.party_id for it in rows})
    typed = request.form if request.method == "POST" else _asked(row)
    context = {"row": row, "others": [it for it in rows if it is not row], "parties": parties, "seal": seal(row)}
    body = render_template(
        "delegations/mine.html",
        scope=scope,
        typed=typed,
        problem=problem,
        problems=problems or {},
        honorifics=participants.HONORIFICS,
        words_of=delegation_words,
        **context,
    )
    return make_response(body, status)


def _asked(row: Delegate) -> dict[str, str]:
    """What stands there; a name that is only the beginning of the address is asked for."""
    said = vars(delegation_changes.entry_of(row))
    if row.state == "invited" and row.name_en == delegation_changes.placeholder(row.email):
        said = {**said, "name_en": "", "name_ru": ""}
    return said


@blueprint.post("/mine")
@login_required
def save_mine(meeting_id: int) -> Response:
    of = form_number("delegate")
    try:
        with writing() as session:
            scope = meeting_scope(session, person_id(), meeting_id, now(), lock=True)
            delegation_changes.complete(
                session, scope, of, typed_entry(), seal=form_text("seal"), token=form_token(), now=now()
            )
            party_id = delegation_changes.find(session, scope, of).party_id
    except BadFields as error:
        return _own_entry(meeting_id, of, 422, problems=refusals.problems(error))
    except WrongState as error:
        return _own_entry(meeting_id, of, 409, problem=delegation_words.refusal(error))
    flash(delegation_words.completed(), "good")
    return see_other("delegations.one", meeting_id=meeting_id, party_id=party_id)


def typed_entry() -> Entry:
    return Entry(**{name: form_text(name) for name in vars(Entry())})


# Badges and files


@blueprint.get("/badges")
@login_required
def badges(meeting_id: int) -> str:
    """One card for each, of the confirmed, or of everybody named; of one delegation where it is asked for."""
    everybody = request.args.get("of") == "everybody"
    party = request.args.get("party", type=int)
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        scope.require("confirm delegates")
        found = participant_list.in_order(session, scope, ("confirmed", "named") if everybody else ("confirmed",))
    cards = [it for it in found if party in (None, it.party.id)]
    return render_template(
        "delegations/badges.html",
        scope=scope,
        cards=cards,
        everybody=everybody,
        party=party,
        codes=participants.BADGES,
        words_of=delegation_words,
    )


@blueprint.get("/file")
@login_required
def file_of_meeting(meeting_id: int) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        table = delegation_files.of_meeting(session, scope)
    return _file(table, f"{scope.meeting.slug}-delegations.csv")


@blueprint.get("/<int:party_id>/file")
@login_required
def file_of_delegation(meeting_id: int, party_id: int) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        table = delegation_files.of_delegation(session, scope, party_id, now())
        code = delegations.find_party(session, scope, party_id).code
    return _file(table, f"{scope.meeting.slug}-{code}.csv")


def _file(table: str, name: str) -> Response:
    response = make_response(table)
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    plain = "".join(it if it.isascii() and (it.isalnum() or it in "-.") else "_" for it in name)
    response.headers.set("Content-Disposition", "attachment", filename=plain)
    # Addresses of people stand in it.
    response.headers["Cache-Control"] = "no-store"
    return response
