"""The Chair's desk: one paragraph at a time, for the keyboard and the wall, with every ruling that fits it.

Every answer is the desk with the paragraph as it stands afterwards. A ruling that cannot be made says all that is in
the way, and what the Chair typed stays on the screen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy.orm import Session

from drafting.domain import permissions
from drafting.domain.consensus import Obstacle
from drafting.domain.errors import BadText, StaleEdit, Unlisted, WrongState
from drafting.domain.proposals import check
from drafting.persistence.queries import outline
from drafting.services import desk, proposals, rulings, silence_glance, texts
from drafting.services.outline import numbered_notes, spoken_labels
from drafting.services.scope import DraftScope, draft_scope
from drafting.web import refusals, silence_words, wording
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
    whole,
    writing,
)

blueprint = Blueprint("desk", __name__, url_prefix="/drafts/<int:draft_id>/desk")
Rule = Callable[[Session, DraftScope], None]


@dataclass(frozen=True)
class Refusal:
    """A ruling that was not made. about: "close", "reword", "take:<ref>", …; text, reason: as they were typed; moot:
    what was ruled on is gone, and the form may be gone with it; unlisted: what the words change was not shown yet."""

    about: str
    problem: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    stale: StaleEdit | None = None
    moot: bool = False
    unlisted: bool = False
    text: str = ""
    reason: str = ""

    @property
    def words(self) -> str:
        """What stands in the form again: the typed words, on top of the newer text where they fit it."""
        return (self.stale.carried if self.stale else None) or self.text


@blueprint.get("")
@login_required
def show(draft_id: int) -> Response:
    return shown(draft_id, request.args.get("paragraph", type=whole))


def shown(
    draft_id: int, paragraph_id: int | None, refusal: Refusal | None = None, status: int = 200, said: str = ""
) -> Response:
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        if is_out_of_season(scope):
            return elsewhere(scope)
        found = desk.desk(session, scope, paragraph_id)
        runs = silence_glance.of_draft(session, scope, now())
    return page_or_fragment(
        "desk/page.html",
        "desk/_desk.html",
        status,
        desk=found,
        page=found.page,
        paragraph=found.page.paragraph,
        scope=scope,
        refusal=refusal,
        said=said,
        projector=True,
        run=runs.touching(found.page.paragraph.id),
        silence_words=silence_words,
    )


def is_out_of_season(scope: DraftScope) -> bool:
    """Whether the Chair comes before the draft is open, or after it was adopted."""
    return permissions.may(scope.actor, "rule") and not scope.may("rule")


def elsewhere(scope: DraftScope) -> Response:
    adopted = scope.draft.phase == "adopted"
    flash(
        _("The text is adopted and frozen: there is nothing left to rule on.")
        if adopted
        else _("The draft is not open for negotiation yet."),
        "caution",
    )
    return see_other("drafts.show", draft_id=scope.draft.id)


def ruled(draft_id: int, paragraph_id: int, about: str, rule: Rule) -> Response:
    """Make a ruling on a paragraph, and show the desk."""
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            if is_out_of_season(scope):
                return elsewhere(scope)
            rule(session, scope)
            lines = outline.outline(session, draft_id)
            it = next(line for line in lines if line.id == paragraph_id)
            said = wording.stands(it.kind, spoken_labels(lines, numbered_notes(session, scope.draft))[it.id], it.state)
    except REFUSALS as error:
        return refused(draft_id, paragraph_id, about, error)
    return done(draft_id, paragraph_id, said)


def decided(draft_id: int, ref: str, about: str, rule: Rule) -> Response:
    """Make a ruling on a proposal, and show the desk with its paragraph."""
    paragraph_id = 0
    try:
        with writing() as session:
            scope = draft_scope(session, person_id(), draft_id, now(), lock=True)
            if is_out_of_season(scope):
                return elsewhere(scope)
            proposal = proposals.find(session, scope, ref)
            paragraph_id = proposal.paragraph_id
            rule(session, scope)
            said = wording.settled(proposal.number, proposal.status)
    except REFUSALS as error:
        return refused(draft_id, paragraph_id, f"{about}:{ref}", error)
    return done(draft_id, paragraph_id, said)


def done(draft_id: int, paragraph_id: int, said: str) -> Response:
    if not wants_fragment():
        flash(said, "good")
        return see_other("desk.show", draft_id=draft_id, paragraph=paragraph_id)
    response = shown(draft_id, paragraph_id, said=said)
    # Loading the page again shows the paragraph that was ruled on, not the next one.
    response.headers["HX-Replace-Url"] = url_for("desk.show", draft_id=draft_id, paragraph=paragraph_id)
    return response


REFUSALS = (BadText, StaleEdit, Unlisted, WrongState)


def refused(
    draft_id: int, paragraph_id: int, about: str, error: BadText | StaleEdit | Unlisted | WrongState
) -> Response:
    """The desk again: 422 for bad input and for words whose changes were not shown, 409 when something stands in the
    way or the text moved on."""
    problem = ""
    obstacles: tuple[Obstacle, ...] = ()
    if isinstance(error, BadText):
        problem = refusals.problem(error)
    elif isinstance(error, WrongState):
        problem = "" if error.obstacles else refusals.refusal(error)
        obstacles = cast("tuple[Obstacle, ...]", error.obstacles)
    refusal = Refusal(
        about=about,
        problem=problem,
        obstacles=obstacles,
        stale=error if isinstance(error, StaleEdit) else None,
        moot=isinstance(error, WrongState) and not obstacles,
        unlisted=isinstance(error, Unlisted),
        text=texts.normal(form_text("text")),
        reason=form_text("reason"),
    )
    return shown(draft_id, paragraph_id, refusal, 422 if isinstance(error, BadText | Unlisted) else 409)


@blueprint.post("/<int:paragraph_id>/close")
@login_required
def close(draft_id: int, paragraph_id: int) -> Response:
    """Close as agreed, or with as=ad-referendum as agreed ad referendum."""

    def rule(session: Session, scope: DraftScope) -> None:
        rulings.close(
            session,
            scope,
            paragraph_id,
            ad_referendum=form_text("as") == "ad-referendum",
            revision=form_number("revision"),
            token=form_token(),
            now=now(),
        )

    return ruled(draft_id, paragraph_id, "close", rule)


@blueprint.post("/<int:paragraph_id>/reopen")
@login_required
def reopen(draft_id: int, paragraph_id: int) -> Response:
    def rule(session: Session, scope: DraftScope) -> None:
        reason, seen = form_text("reason"), form_number("revision")
        rulings.reopen(session, scope, paragraph_id, reason=reason, revision=seen, token=form_token(), now=now())

    return ruled(draft_id, paragraph_id, "reopen", rule)


@blueprint.post("/<int:paragraph_id>/defer")
@login_required
def defer(draft_id: int, paragraph_id: int) -> Response:
    def rule(session: Session, scope: DraftScope) -> None:
        reason, seen = form_text("reason"), form_number("revision")
        rulings.defer(session, scope, paragraph_id, reason=reason, revision=seen, token=form_token(), now=now())

    return ruled(draft_id, paragraph_id, "defer", rule)


@blueprint.post("/<int:paragraph_id>/reword")
@login_required
def reword(draft_id: int, paragraph_id: int) -> Response:
    """The Chair's own wording, or with ruling=bracket words put into brackets."""
    ruling: Literal["reword", "bracket"] = "bracket" if form_text("ruling") == "bracket" else "reword"

    def rule(session: Session, scope: DraftScope) -> None:
        text, seen = form_text("text"), form_number("revision")
        rulings.reword(
            session,
            scope,
            paragraph_id,
            text=text,
            ruling=ruling,
            revision=seen,
            token=form_token(),
            now=now(),
            seen=form_text("seen"),
            state=form_text("state"),
        )

    return ruled(draft_id, paragraph_id, ruling, rule)


@blueprint.post("/<int:paragraph_id>/preview")
@login_required
def preview(draft_id: int, paragraph_id: int) -> str:
    """What the typed words would change, with the button that takes them; nothing is stored."""
    text, about = texts.normal(form_text("text")), form_text("about")
    with reading() as session:
        scope = draft_scope(session, person_id(), draft_id, now())
        found = desk.desk(session, scope, paragraph_id)
    taken = next((it for it in found.proposals if about == f"take:{it.ref}"), None)
    is_new = taken is not None and taken.kind.startswith("insert")
    base, problem = "" if is_new else found.page.paragraph.text, ""
    try:
        check("replace", base, text)
    except BadText as error:
        problem = refusals.problem(error)
    return render_template(
        "desk/_listed.html",
        scope=scope,
        about=about,
        base=base,
        text=text,
        lines=() if problem else found.of_taking(taken, text) if taken else found.of_wording(text),
        askers=found.askers,
        problem=problem,
    )


@blueprint.post("/proposals/<ref>/accept")
@login_required
def accept(draft_id: int, ref: str) -> Response:
    def rule(session: Session, scope: DraftScope) -> None:
        rulings.accept(session, scope, ref, revision=form_number("revision"), token=form_token(), now=now())

    return decided(draft_id, ref, "accept", rule)


@blueprint.post("/proposals/<ref>/take")
@login_required
def take(draft_id: int, ref: str) -> Response:
    def rule(session: Session, scope: DraftScope) -> None:
        text, seen = form_text("text"), form_number("revision")
        rulings.take(
            session, scope, ref, text=text, revision=seen, token=form_token(), now=now(), seen=form_text("seen")
        )

    return decided(draft_id, ref, "take", rule)


@blueprint.post("/proposals/<ref>/decline")
@login_required
def decline(draft_id: int, ref: str) -> Response:
    def rule(session: Session, scope: DraftScope) -> None:
        reason, seen = form_text("reason"), form_number("revision")
        rulings.decline(session, scope, ref, reason=reason, revision=seen, token=form_token(), now=now())

    return decided(draft_id, ref, "decline", rule)
