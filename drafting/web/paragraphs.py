"""One paragraph, opened in place or as a page of its own: proposing on it and taking a position.

Every answer is the paragraph as it stands afterwards; what a person typed stays on the screen.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, flash, render_template, request
from flask_login import login_required

from drafting.domain import brackets
from drafting.domain.errors import BadText, StaleEdit, WrongState
from drafting.domain.instructions import instructions
from drafting.domain.proposals import require_short
from drafting.services import consensus, proposals, silence_glance, texts
from drafting.services.paragraph_page import paragraph_page
from drafting.services.scope import draft_scope
from drafting.web import refusals, silence_words, wording
from drafting.web.instants import named
from drafting.web.request import (
    form_number,
    form_text,
    form_token,
    now,
    page_or_fragment,
    person_id,
    reading,
    see_other,
    wants_fragment,
    writing,
)

blueprint = Blueprint("paragraphs", __name__)


@dataclass(frozen=True)
class Typed:
    """What a person typed into a form that was not taken, to be shown again. about: which form."""

    about: str
    problem: str = ""
    kind: str = "replace"
    text: str = ""
    bracket: str = ""
    reason: str = ""
    position: str = ""
    statement: str = ""
    remark: str = ""
    stale: StaleEdit | None = None


@blueprint.get("/drafts/<int:draft_id>/paragraphs/<int:paragraph_id>")
@login_required
def show(draft_id: int, paragraph_id: int) -> Response:
    return opened(draft_id, paragraph_id)


@blueprint.get("/drafts/<int:draft_id>/paragraphs/<int:paragraph_id>/closed")
@login_required
def closed(draft_id: int, paragraph_id: int) -> Response:
    """The paragraph without its panel, to put it away again."""
    if not wants_fragment():
        return see_other("drafts.show", draft_id=draft_id, _anchor=f"p-{paragraph_id}")
    return opened(draft_id, paragraph_id, is_open=False)


def opened(
    draft_id: int,
    paragraph_id: int,
    typed: Typed | None = None,
    status: int = 200,
    *,
    said: str = "",
    is_open: bool = True,
) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        page = paragraph_page(session, scope, paragraph_id, alone=wants_fragment())
        runs = silence_glance.of_draft(session, scope, now())
    return page_or_fragment(
        "paragraphs/page.html",
        "paragraphs/_paragraph.html",
        status,
        page=page,
        scope=scope,
        paragraph=page.paragraph,
        typed=typed,
        said=said,
        is_open=is_open,
        view="text",
        runs=runs,
        silence_words=silence_words,
    )


@blueprint.post("/drafts/<int:draft_id>/paragraphs/<int:paragraph_id>/preview")
@login_required
def preview(draft_id: int, paragraph_id: int) -> str:
    """The exact change and its note, while a person types; nothing is stored."""
    kind, typed = form_text("kind"), texts.normal(form_text("text"))
    require_short(typed)
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        current = texts.load(session, scope, paragraph_id)
    base = "" if kind.startswith("insert") else current.revision.text
    new = "" if kind == "delete" else typed
    label = current.paragraph.label
    return render_template(
        "paragraphs/_preview.html", scope=scope, base=base, new=new, notes=_notes(kind, label, base, new), label=label
    )


def _notes(kind: str, label: str, base: str, new: str) -> list[str]:
    if kind == "delete":
        return [wording.delete_paragraph()]
    if kind.startswith("insert"):
        return [wording.insert_paragraph(before=kind == "insert before", label=label)]
    return [wording.classical(it) for it in instructions(base, new)]


@blueprint.post("/drafts/<int:draft_id>/paragraphs/<int:paragraph_id>/proposals")
@login_required
def propose(draft_id: int, paragraph_id: int) -> Response:
    """Save for the own delegation, and table at once where the person binds it and asks to."""
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            made = proposals.propose(
                session,
                scope,
                paragraph_id,
                kind=form_text("kind"),
                text=_bracketed(),
                reason=form_text("reason"),
                base=form_number("revision"),
                token=form_token(),
                now=now(),
            )
            if form_text("then") == "table" and made.number is None:
                proposals.table(session, scope, made.ref, token=f"{form_token()}-t", now=now())
            said = stands(made.number, made.status)
    except (BadText, StaleEdit, WrongState) as error:
        return refused(draft_id, paragraph_id, "propose", error)
    return done(draft_id, paragraph_id, said)


def stands(number: int | None, status: str) -> str:
    """What became of a proposal, as a sentence."""
    return wording.settled(number, status) if number else wording.kept_private()


def _bracketed() -> str:
    """The typed text; the words chosen for brackets are put into them where the form asks so (without JavaScript)."""
    text, chosen = form_text("text"), form_text("bracket").strip()
    if not chosen:
        return text
    if text.count(chosen) != 1:
        raise BadText("bracket-not-found")
    start = text.index(chosen)
    return brackets.bracket(text, start, start + len(chosen))


@blueprint.post("/drafts/<int:draft_id>/paragraphs/<int:paragraph_id>/position")
@login_required
def give_position(draft_id: int, paragraph_id: int) -> Response:
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            consensus.give_position(
                session,
                scope,
                paragraph_id,
                kind=form_text("position"),
                statement=form_text("statement"),
                revision=form_number("revision"),
                token=form_token(),
                now=now(),
            )
            party = scope.parties[scope.actor.binds() or 0]
            said = wording.position_given(named(party), form_text("position"))
    except (BadText, StaleEdit, WrongState) as error:
        return refused(draft_id, paragraph_id, "position", error)
    return done(draft_id, paragraph_id, said)


def done(draft_id: int, paragraph_id: int, said: str) -> Response:
    """The paragraph as it stands now, and what was done, said to those who cannot see the change."""
    if wants_fragment():
        return opened(draft_id, paragraph_id, said=said)
    flash(said, "good")
    return see_other("paragraphs.show", draft_id=draft_id, paragraph_id=paragraph_id)


def refused(draft_id: int, paragraph_id: int, about: str, error: BadText | StaleEdit | WrongState) -> Response:
    """The paragraph again, with what was typed and what is wrong: 422 for bad input, 409 for a text that moved on."""
    stale = error if isinstance(error, StaleEdit) else None
    problem = ""
    if isinstance(error, BadText):
        problem = refusals.problem(error)
    elif isinstance(error, WrongState):
        problem = refusals.refusal(error)
    typed = Typed(
        about=about,
        problem=problem,
        kind=form_text("kind") or "replace",
        text=texts.normal(form_text("text")),
        bracket=form_text("bracket"),
        reason=form_text("reason"),
        position=form_text("position"),
        statement=form_text("statement"),
        remark=form_text("remark"),
        stale=stale,
    )
    return opened(draft_id, paragraph_id, typed, 422 if isinstance(error, BadText) else 409)


__all__ = ["blueprint", "done", "opened", "refused", "request", "stands"]
