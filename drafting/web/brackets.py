"""The bracket board: every open bracket of a draft, and a page for each with what can be said of it and done to it.

Plain links and forms. What is done to a bracket is shown as a wording with its loss list before it is taken.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from itertools import groupby
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain.errors import BadText, NotFound, StaleEdit, Unlisted, WrongState
from drafting.persistence.queries.drafts import Line
from drafting.services import bracket_actions, bracket_board, bracket_filters, bracket_rulings, losses
from drafting.services.bracket_actions import ACTS, Offer, Shown, whereabouts
from drafting.services.bracket_filters import SHOWS, BracketFilters
from drafting.services.bracket_plans import Deed
from drafting.services.bracket_views import Board, Item
from drafting.services.scope import DraftScope, draft_scope
from drafting.web import bracket_chart, bracket_words, paragraphs, refusals
from drafting.web.request import (
    form_number,
    form_text,
    form_token,
    now,
    person_id,
    reading,
    see_other,
    whole,
    writing,
)

blueprint = Blueprint("brackets", __name__, url_prefix="/drafts/<int:draft_id>/brackets")
Change = Callable[[Session, DraftScope], str]
ONE = "/<int:bracketed>/<int:start>"


@blueprint.get("")
@login_required
def show(draft_id: int) -> Response:
    """The board, filtered or whole."""
    filters = _filters()
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        board = bracket_board.board(session, scope)
    return _page(
        "brackets/page.html",
        scope,
        board=board,
        sections=[
            (line, list(items))
            for line, items in groupby(bracket_filters.chosen(board, filters), lambda item: item.line)
        ],
        filters=filters,
        counts=bracket_filters.counted(board),
        holders=bracket_filters.by_holder(board),
        open_count=bracket_filters.disputes(board.members()),
        chart=bracket_chart.chart([count for _, count in board.points]),
    )


def _filters() -> BracketFilters:
    asked = request.values.get("show", "")
    return BracketFilters(
        show=next((it for it in SHOWS if it == asked), "open"),
        holder=request.values.get("holder", ""),
        oldest_first=request.values.get("sort") == "oldest",
    )


def _page(template: str, scope: DraftScope, status: int = 200, /, **facts: object) -> Response:
    draft_id = scope.draft.id
    return make_response(
        render_template(
            template,
            scope=scope,
            bracket_words=bracket_words,
            at=_addresses(draft_id),
            as_of=cache(lambda seq: url_for("history.as_of", draft_id=draft_id, seq=seq)),
            **facts,
        ),
        status,
    )


def _addresses(draft_id: int) -> Callable[..., str]:
    """The address of what is done to a bracket, put together here: a long board has thousands of them."""
    base = url_for("brackets.show", draft_id=draft_id)
    filters = urlencode({name: value for name, value in _kept().items() if value})

    def at(line: Line, start: int, act: str = "", chosen: int | None = None, then: str = "") -> str:
        asked = [f"revision={line.number}", f"act={act}" if act else "", filters]
        asked += [] if chosen is None else [f"chosen={chosen}"]
        return f"{base}/{line.id}/{start}{then}?{'&'.join(part for part in asked if part)}"

    return at


@blueprint.get(ONE)
@login_required
def one(draft_id: int, bracketed: int, start: int) -> Response:
    """One bracket of a revision, wherever it stands now; with `act` the wordings that lifting, striking or choosing
    would give."""
    revision = request.args.get("revision", type=whole)
    try:
        with reading() as session:
            scope = draft_scope(session, person_id(), draft_id, now())
            here = start if revision is None else whereabouts(session, scope, bracketed, start, revision)
    except StaleEdit as error:
        return _gone(draft_id, bracketed, error)
    return _one(draft_id, bracketed, here, _deed(here, was=start))


def _deed(start: int, *, was: int) -> Deed | None:
    """What is asked for, of a bracket that stood elsewhere when the page was shown: what was chosen stood elsewhere
    too, so it is to be chosen again."""
    act = request.values.get("act", "")
    if not act or (act == "choose" and start != was):
        return None
    return Deed(act, start, request.values.get("chosen", type=whole), request.values.get("until", type=whole))


def _one(
    draft_id: int,
    paragraph_id: int,
    start: int,
    deed: Deed | None = None,
    *,
    problem: str = "",
    stale: StaleEdit | None = None,
    unlisted: bool = False,
    status: int = 200,
) -> Response:
    """The page of a bracket. Raises NotFound where none stands."""
    offered: Offer | None = None
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        board = bracket_board.board(session, scope)
        item = _item(board, paragraph_id, start)
        try:
            offered = bracket_actions.offer(session, scope, paragraph_id, deed) if deed else None
        except BadText as error:
            problem, status = problem or refusals.problem(error), status if status != HTTPStatus.OK else 422
        concerned = [it.line.id for it in offered.plan.parts] if offered and offered.plan else [paragraph_id]
        askers = {ref: it for here in concerned for ref, it in losses.askers(session, scope, here).items()}
    return _page(
        "brackets/one.html",
        scope,
        status,
        board=board,
        item=item,
        member=next((it for it in item.members if it.start == start), None),
        start=start,
        deed=deed,
        offer=offered,
        askers=askers,
        filters=_filters(),
        problem=problem,
        stale=stale,
        unlisted=unlisted,
        typed=request.form.getlist("party", type=int),
    )


def _item(board: Board, paragraph_id: int, start: int) -> Item:
    found = [
        it
        for it in (*board.items, *board.strays)
        if it.line.id == paragraph_id and start in {it.start, *(member.start for member in it.members)}
    ]
    if not found:
        raise NotFound
    # Where a bracket opens round the label of an option, the page is about both.
    options = next((it for it in found if it.options), found[0])
    return replace(found[0], options=options.options, is_wide=options.is_wide)


def _gone(draft_id: int, paragraph_id: int, stale: StaleEdit) -> Response:
    """409: the bracket is in the text no longer; both texts, and where to go on."""
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
    return _page("brackets/gone.html", scope, 409, stale=stale, paragraph_id=paragraph_id, filters=_filters())


def _changed(draft_id: int, paragraph_id: int, start: int, change: Change, deed: Deed | None = None) -> Response:
    """Make the change and show the board; or the bracket again, with what is wrong."""
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            said = change(session, scope)
    except BadText as error:
        return _one(draft_id, paragraph_id, start, deed, problem=refusals.problem(error), status=422)
    except WrongState as error:
        return _refused(draft_id, paragraph_id, start, bracket_words.refusal(error))
    except Unlisted:
        return _one(draft_id, paragraph_id, start, deed, unlisted=True, status=409)
    except StaleEdit as error:
        return _moved(draft_id, paragraph_id, start, error)
    flash(said, "good")
    return see_other("brackets.show", draft_id=draft_id, _anchor=f"p-{paragraph_id}", **_kept())


def _refused(draft_id: int, paragraph_id: int, start: int, problem: str) -> Response:
    """409: the bracket and why nothing happened; the board where the bracket is on it no longer."""
    try:
        return _one(draft_id, paragraph_id, start, problem=problem, status=409)
    except NotFound:
        flash(problem, "error")
        return see_other("brackets.show", draft_id=draft_id, **_kept())


def _moved(draft_id: int, paragraph_id: int, start: int, stale: StaleEdit) -> Response:
    """409: nothing was changed; the bracket where it stands now, or that it has gone."""
    try:
        with reading() as session:
            scope = draft_scope(session, person_id(), draft_id, now())
            here = whereabouts(session, scope, paragraph_id, start, form_number("revision"))
        return _one(draft_id, paragraph_id, here, _deed(here, was=start), stale=stale, status=409)
    except (NotFound, StaleEdit):
        return _gone(draft_id, paragraph_id, stale)


def _kept() -> dict[str, str | None]:
    """The filters of the board that one came from."""
    filters = _filters()
    return {
        "show": filters.show if filters.show != "open" else None,
        "holder": filters.holder or None,
        "sort": "oldest" if filters.oldest_first else None,
    }


@blueprint.post(f"{ONE}/settle")
@login_required
def settle(draft_id: int, bracketed: int, start: int) -> Response:
    """Take the wording that was shown."""
    deed = _deed(start, was=start) or Deed("", start)

    def change(session: Session, scope: DraftScope) -> str:
        bracket_actions.settle(
            session,
            scope,
            bracketed,
            deed,
            form=form_text("form"),
            shown=Shown(form_number("revision"), form_text("seen"), form_text("state"), _others()),
            token=form_token(),
            now=now(),
        )
        return bracket_words.done(deed.act)

    return _changed(draft_id, bracketed, start, change, deed)


def _others() -> dict[int, int]:
    """Id -> number of the revision that the page showed, of the other paragraphs that a deed reaches."""
    shown = [re.fullmatch(r"(\d{1,9}):(\d{1,9})", it) for it in request.form.getlist("other")]
    return {int(it[1]): int(it[2]) for it in shown if it}


@blueprint.post(f"{ONE}/rule")
@login_required
def rule(draft_id: int, bracketed: int, start: int) -> Response:
    """Alternatives, independent doubts, or no dispute at all."""

    def change(session: Session, scope: DraftScope) -> str:
        ruling, seen = form_text("ruling"), form_number("revision")
        bracket_rulings.rule_on_bracket(
            session, scope, bracketed, start, ruling=ruling, revision=seen, token=form_token(), now=now()
        )
        return _("The ruling is recorded. The words stay as they are.")

    return _changed(draft_id, bracketed, start, change)


@blueprint.post(f"{ONE}/attribute")
@login_required
def attribute(draft_id: int, bracketed: int, start: int) -> Response:
    """Which States hold it, or no longer do."""

    def change(session: Session, scope: DraftScope) -> str:
        bracket_rulings.attribute(
            session,
            scope,
            bracketed,
            start,
            parties=request.form.getlist("party", type=int),
            holds=form_text("holds") == "yes",
            revision=form_number("revision"),
            token=form_token(),
            now=now(),
        )
        return _("Who holds the bracket is recorded.")

    return _changed(draft_id, bracketed, start, change)


@blueprint.post("/<int:bracketed>/heading")
@login_required
def heading(draft_id: int, bracketed: int) -> Response:
    """Whether brackets run on across a heading."""
    runs_on = form_text("runs_on") == "yes"
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            bracket_rulings.rule_on_heading(session, scope, bracketed, runs_on=runs_on, token=form_token(), now=now())
        flash(_("The ruling is recorded. The words stay as they are."), "good")
    except WrongState as error:
        flash(bracket_words.refusal(error), "error")
    return see_other("brackets.show", draft_id=draft_id, _anchor="faults", **_kept())


@blueprint.get(f"{ONE}/propose")
@login_required
def propose(draft_id: int, bracketed: int, start: int) -> Response:
    """The paragraph's own form with the words that lifting, striking or choosing gives, to be saved or changed."""
    if request.args.get("act") not in ACTS:
        raise NotFound
    revision = request.args.get("revision", type=whole)
    try:
        with reading() as session:
            scope = draft_scope(session, person_id(), draft_id, now())
            scope.require("propose")
            here = start if revision is None else whereabouts(session, scope, bracketed, start, revision)
            deed = _deed(here, was=start)
            offered = bracket_actions.offer(session, scope, bracketed, deed) if deed else None
        proposed = bracket_actions.proposed(offered) if offered else None
    except StaleEdit as error:
        return _gone(draft_id, bracketed, error)
    except BadText as error:
        return _one(draft_id, bracketed, here, problem=refusals.problem(error), status=422)
    if proposed is None:
        return _one(draft_id, bracketed, here)
    kind, text = proposed
    typed = paragraphs.Typed(about="propose", kind=kind, text=text)
    return paragraphs.opened(draft_id, bracketed, typed)
