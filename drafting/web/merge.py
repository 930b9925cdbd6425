"""The merge desk: what is tabled on one paragraph, picked change by change, and taken as the new wording.

Every answer to a choice is the result at once; nothing is changed before the Chair takes it.
"""

from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, flash, request
from flask_babel import gettext as _
from flask_login import login_required

from drafting.domain.errors import BadText, DraftingError, StaleEdit, Unlisted, WrongState
from drafting.services import merge_rulings, merging, silence_glance
from drafting.services.merging import Choices, Fate, MergeDesk
from drafting.services.scope import draft_scope
from drafting.web import merge_words, refusals, silence_words
from drafting.web.desk import elsewhere, is_out_of_season
from drafting.web.request import (
    form_number,
    form_text,
    form_token,
    now,
    page_or_fragment,
    person_id,
    reading,
    see_other,
    whole,
    writing,
)

blueprint = Blueprint("merge", __name__, url_prefix="/drafts/<int:draft_id>/desk/<int:paragraph_id>/merge")
PRESETS = ("all", "brackets", "base")


@dataclass(frozen=True)
class Refusal:
    """A wording that was not taken. gone, come: numbers of proposals that left the table, and that came to it; moved:
    whether the text or the table did; unlisted: whether what it changes was not shown before."""

    problem: str = ""
    stale: StaleEdit | None = None
    moved: bool = False
    gone: tuple[int, ...] = ()
    come: tuple[int, ...] = ()
    unlisted: bool = False


@blueprint.get("")
@login_required
def show(draft_id: int, paragraph_id: int) -> Response:
    return shown(draft_id, paragraph_id, Choices(), "merge/_desk.html")


@blueprint.get("/taken")
@login_required
def taken(draft_id: int, paragraph_id: int) -> Response:
    """The new wording, and what is left on the table told against it."""
    return shown(draft_id, paragraph_id, Choices(), "merge/_taken.html", page="merge/taken.html")


@blueprint.post("/preview")
@login_required
def preview(draft_id: int, paragraph_id: int) -> Response:
    """What the choices give. A button asks for the whole form anew, a choice made in it only for the result."""
    asked = choices()
    if form_text("then"):
        return shown(draft_id, paragraph_id, asked, "merge/_form.html")
    if numbers("laid") == tuple(it for it in numbers("shown") if it not in asked.aside):
        return shown(draft_id, paragraph_id, asked, "merge/_changed.html")
    # Words were put back together with what was set aside then: the changes in the form are others.
    response = shown(draft_id, paragraph_id, asked, "merge/_form.html")
    response.headers["HX-Retarget"] = "#merge-form"
    return response


@blueprint.post("")
@login_required
def take(draft_id: int, paragraph_id: int) -> Response:
    """Take the result as the new wording."""
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            if is_out_of_season(scope):
                return elsewhere(scope)
            merge_rulings.take(
                session,
                scope,
                paragraph_id,
                choices=choices(),
                shown=numbers("shown"),
                revision=form_number("revision"),
                token=form_token(),
                now=now(),
                seen=form_text("seen"),
            )
    except (BadText, StaleEdit, Unlisted, WrongState) as error:
        return refused(draft_id, paragraph_id, error)
    flash(_("The new wording is taken. The record credits every contribution."), "good")
    return see_other("merge.taken", draft_id=draft_id, paragraph_id=paragraph_id)


def refused(draft_id: int, paragraph_id: int, error: DraftingError) -> Response:
    """The form again with every choice that still fits.

    422 for bad input and for a wording whose changes were not shown, 409 when something moved on.
    """
    asked = choices()
    if isinstance(error, StaleEdit) and error.carried is not None:
        asked = replace(asked, text=error.carried)
    refusal = Refusal(
        problem=_problem(error),
        stale=error if isinstance(error, StaleEdit) else None,
        moved=isinstance(error, WrongState),
        unlisted=isinstance(error, Unlisted),
    )
    status = 422 if isinstance(error, BadText | Unlisted) else 409
    return shown(draft_id, paragraph_id, asked, "merge/_desk.html", refusal=refusal, status=status)


def _problem(error: DraftingError) -> str:
    """What is wrong with the wording itself, or with taking it here; "" where the text or the table moved on."""
    if isinstance(error, BadText):
        return refusals.problem(error)
    return refusals.refusal(error) if isinstance(error, WrongState) and error.state != "moved on" else ""


def shown(
    draft_id: int,
    paragraph_id: int,
    asked: Choices,
    fragment: str,
    *,
    page: str = "merge/page.html",
    refusal: Refusal | None = None,
    status: int = 200,
) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        if is_out_of_season(scope):
            return elsewhere(scope)
        desk = merging.merge_desk(session, scope, paragraph_id, asked)
        runs = silence_glance.of_draft(session, scope, now())
    if refusal and (refusal.moved or refusal.stale):
        refusal = _told(refusal, desk)
    return page_or_fragment(
        page,
        fragment,
        status,
        desk=desk,
        table=desk.table,
        result=desk.result,
        paragraph=desk.current.paragraph,
        scope=scope,
        refusal=refusal,
        merge_words=merge_words,
        run=runs.touching(paragraph_id),
        silence_words=silence_words,
        projector=True,
    )


def _told(refusal: Refusal, desk: MergeDesk) -> Refusal:
    before, after = set(numbers("shown")), set(desk.table.numbers)
    return replace(refusal, gone=tuple(sorted(before - after)), come=tuple(sorted(after - before)))


def choices() -> Choices:
    """What the form says; whatever it does not say goes by default."""
    then = form_text("then")
    return Choices(
        options=_options(),
        text=None if then == "anew" or "text" not in request.form else form_text("text"),
        made=form_text("made"),
        fates=_fates(),
        aside={it for it in numbers("shown") if f"aside-{it}" in request.form},
        preset=then.removeprefix("by-") if then in PRESETS or then.startswith("by-") else "",
    )


def _options() -> dict[str, str]:
    """Key of a change -> name of the pick; where places were typed, the order that they give."""
    found = {}
    for name, option in request.form.items():
        if name.startswith("pick-"):
            key = name.removeprefix("pick-")
            found[key] = _order(key) if option == "order" else option
    return found


def _order(key: str) -> str:
    """The wordings that were given a place, in the order of their places; the base where none was."""
    before = f"place-{key}-"
    places = {name.removeprefix(before): value for name, value in request.form.items() if name.startswith(before)}
    numbered = [(int(it), name) for name, it in places.items() if it.isascii() and it.isdigit() and len(it) < 4]  # noqa: PLR2004 - a place
    return ".".join(name for place, name in sorted(numbered) if place) or "base"


def _fates() -> dict[int, Fate]:
    return {
        number: Fate(
            settles=form_text(f"fate-{number}") == "settle",
            reason=form_text(f"reason-{number}"),
            extent=form_text(f"extent-{number}"),
        )
        for number in numbers("shown")
        if f"fate-{number}" in request.form
    }


def numbers(name: str) -> tuple[int, ...]:
    """Numbers that our own forms carry: those "shown", offered to be merged, and those "laid" over the text."""
    try:
        return tuple(whole(it) for it in form_text(name).split())
    except ValueError:
        abort(400)
