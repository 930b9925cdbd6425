"""Working groups of a meeting and their recommendations, by theme, in both languages."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain import recommendations as rules
from drafting.domain.errors import BadFields, WrongState
from drafting.persistence.queries import processes
from drafting.services import groups, recommendations
from drafting.services.matters import seal
from drafting.services.scope import MeetingScope, meeting_scope
from drafting.web import groups_words, refusals
from drafting.web.request import form_text, form_token, now, number_or_none, person_id, reading, see_other, writing

blueprint = Blueprint("groups", __name__, url_prefix="/meetings/<int:meeting_id>")
Act = Callable[[Session, MeetingScope], object]


@blueprint.get("/groups")
@login_required
def show(meeting_id: int) -> Response:
    return _page(meeting_id)


def _page(meeting_id: int, status: int = 200, problem: str = "") -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        found = groups.page(session, scope)
    context = {"groups": found, "differ": rules.differ, "words_of": groups_words, "problem": problem}
    return make_response(render_template("groups/page.html", scope=scope, **context), status)


def _done(meeting_id: int, act: Act, anchor: str = "") -> Response:
    """Carry something out and go back to the list, or show the list with what stands in the way."""
    try:
        with writing() as session:
            act(session, meeting_scope(session, person_id(), meeting_id, now(), lock=True))
    except WrongState as error:
        return _page(meeting_id, 409, refusals.refusal(error))
    return see_other("groups.show", meeting_id=meeting_id, _anchor=anchor or None)


# Themes


@blueprint.get("/groups/new")
@login_required
def new(meeting_id: int) -> Response:
    return _theme_form(meeting_id, None)


@blueprint.post("/groups/new")
@login_required
def add(meeting_id: int) -> Response:
    return _theme_saved(
        meeting_id, None, lambda session, scope: groups.add_group(session, scope, _theme(), **_submission())
    )


@blueprint.get("/groups/<int:group_id>")
@login_required
def edit(meeting_id: int, group_id: int) -> Response:
    return _theme_form(meeting_id, group_id)


@blueprint.post("/groups/<int:group_id>")
@login_required
def change(meeting_id: int, group_id: int) -> Response:
    return _theme_saved(
        meeting_id,
        group_id,
        lambda session, scope: groups.change_group(
            session, scope, group_id, _theme(), seal=form_text("seal"), **_submission()
        ),
    )


def _theme_saved(meeting_id: int, group_id: int | None, act: Act) -> Response:
    try:
        with writing() as session:
            act(session, meeting_scope(session, person_id(), meeting_id, now(), lock=True))
    except BadFields as error:
        return _theme_form(meeting_id, group_id, 422, problems=refusals.problems(error), typed=request.form)
    except WrongState as error:
        return _theme_form(meeting_id, group_id, 409, problem=refusals.refusal(error), typed=request.form)
    return see_other("groups.show", meeting_id=meeting_id)


def _theme_form(meeting_id: int, group_id: int | None, status: int = 200, **shown: Any) -> Response:
    """shown: problems, problem, typed, where a form comes back."""
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        scope.require("keep groups")
        row = None if group_id is None else groups.group(session, scope, group_id)
        typed = shown.pop("typed", None) or (vars(row) if row else {})
        page = render_template(
            "groups/theme.html", scope=scope, row=row, seal=seal(row) if row else "", typed=typed, **shown
        )
    return make_response(page, status)


def _theme() -> groups.Theme:
    return groups.Theme(
        **{name: form_text(name) for name in ("theme_en", "theme_ru", "rapporteur_en", "rapporteur_ru")}
    )


@blueprint.post("/groups/<int:group_id>/move")
@login_required
def move(meeting_id: int, group_id: int) -> Response:
    def act(session: Session, scope: MeetingScope) -> None:
        groups.move_group(session, scope, group_id, up=_up(), **_submission())

    return _done(meeting_id, act, f"theme-{group_id}")


@blueprint.post("/groups/<int:group_id>/remove")
@login_required
def remove(meeting_id: int, group_id: int) -> Response:
    return _done(meeting_id, lambda session, scope: groups.remove_group(session, scope, group_id, **_submission()))


# Recommendations


@blueprint.get("/groups/<int:group_id>/recommendations/new")
@login_required
def new_recommendation(meeting_id: int, group_id: int) -> Response:
    return _form(meeting_id, group_id, None)


@blueprint.post("/groups/<int:group_id>/recommendations/new")
@login_required
def add_recommendation(meeting_id: int, group_id: int) -> Response:
    def act(session: Session, scope: MeetingScope) -> None:
        recommendations.add(session, scope, group_id, _words(), **_submission())

    return _saved(meeting_id, group_id, None, act)


@blueprint.get("/recommendations/<int:recommendation_id>/change")
@login_required
def edit_recommendation(meeting_id: int, recommendation_id: int) -> Response:
    return _form(meeting_id, None, recommendation_id)


@blueprint.post("/recommendations/<int:recommendation_id>/change")
@login_required
def change_recommendation(meeting_id: int, recommendation_id: int) -> Response:
    def act(session: Session, scope: MeetingScope) -> None:
        recommendations.change(session, scope, recommendation_id, _words(), seal=form_text("seal"), **_submission())

    return _saved(meeting_id, None, recommendation_id, act)


def _saved(meeting_id: int, group_id: int | None, recommendation_id: int | None, act: Act) -> Response:
    """The list, or the form again: also with the strength that its verb suggests, where that was asked for."""
    if form_text("then") == "suggest":
        return _form(meeting_id, group_id, recommendation_id, typed=_typed(suggest=True))
    try:
        with writing() as session:
            act(session, meeting_scope(session, person_id(), meeting_id, now(), lock=True))
    except BadFields as error:
        shown: dict[str, Any] = {"problems": refusals.problems(error), "typed": _typed()}
        return _form(meeting_id, group_id, recommendation_id, 422, **shown)
    except WrongState as error:
        shown = {"problem": refusals.refusal(error), "typed": _typed()}
        return _form(meeting_id, group_id, recommendation_id, 409, **shown)
    return see_other("groups.show", meeting_id=meeting_id)


def _form(
    meeting_id: int, group_id: int | None, recommendation_id: int | None, status: int = 200, **shown: Any
) -> Response:
    with reading() as session:
        scope = meeting_scope(session, person_id(), meeting_id, now())
        scope.require("keep groups")
        row = None if recommendation_id is None else recommendations.find(session, scope, recommendation_id)
        theme = groups.group(session, scope, row.group_id if row else group_id or 0)
        typed = shown.pop("typed", None) or (_as_typed(session, scope, recommendation_id) if row else {})
        page = render_template(
            "groups/recommendation.html",
            scope=scope,
            theme=theme,
            row=row,
            label=rules.label(row.number) if row else "",
            seal=recommendations.seal_of(session, row) if row else "",
            parties=groups.in_order(processes.parties(session, scope.process.id)),
            typed=typed,
            words_of=groups_words,
            rules=rules,
            **shown,
        )
    return make_response(page, status)


def _as_typed(session: Session, scope: MeetingScope, recommendation_id: int | None) -> dict[str, Any]:
    view = next(
        it for group in groups.page(session, scope) for it in group.recommendations if it.row.id == recommendation_id
    )
    row = view.row
    return {
        "text_en": row.text_en,
        "text_ru": row.text_ru,
        "strength": row.strength,
        "parties": {str(it.id) for it in view.parties},
        "audiences": set(view.audiences),
    }


def _typed(*, suggest: bool = False) -> dict[str, Any]:
    """What stands in the form again. suggest: with the strength that the verb suggests, where one is known."""
    english, russian = form_text("text_en"), form_text("text_ru")
    strength = form_text("strength")
    if suggest:
        strength = rules.suggested(english, "en") or rules.suggested(russian, "ru") or strength
    return {
        "text_en": english,
        "text_ru": russian,
        "strength": strength,
        "seal": form_text("seal"),
        "parties": set(request.form.getlist("parties")),
        "audiences": set(request.form.getlist("audiences")),
        "suggested": suggest,
    }


def _words() -> recommendations.Words:
    parties = [number_or_none(it) or 0 for it in request.form.getlist("parties")]
    return recommendations.Words(
        form_text("text_en"),
        form_text("text_ru"),
        form_text("strength"),
        parties,
        request.form.getlist("audiences"),
    )


@blueprint.post("/recommendations/<int:recommendation_id>/move")
@login_required
def move_recommendation(meeting_id: int, recommendation_id: int) -> Response:
    def act(session: Session, scope: MeetingScope) -> None:
        recommendations.move(session, scope, recommendation_id, up=_up(), **_submission())

    return _done(meeting_id, act, f"recommendation-{recommendation_id}")


@blueprint.post("/recommendations/<int:recommendation_id>/remove")
@login_required
def remove_recommendation(meeting_id: int, recommendation_id: int) -> Response:
    def act(session: Session, scope: MeetingScope) -> None:
        recommendations.remove(session, scope, recommendation_id, **_submission())

    return _done(meeting_id, act)


def _up() -> bool:
    return form_text("direction") == "up"


def _submission() -> dict[str, Any]:
    return {"token": form_token(), "now": now()}
