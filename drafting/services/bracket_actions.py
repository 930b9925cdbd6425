"""Lifting, striking and choosing, each shown as the wording it would give before the Chair takes it.

Source: practice.md section 3: the words outside stay as they are; repairs are offered as a wording of their own, never
made silently; whatever counts States is pointed out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy.orm import Session

from drafting.domain import bracket_repairs, brackets, choices, proposals
from drafting.domain.anchors import follow, spans
from drafting.domain.errors import BadText, NotFound, StaleEdit, WrongState
from drafting.domain.losses import Loss
from drafting.domain.options import OptionSet, option_sets
from drafting.persistence.queries import drafts
from drafting.services import losses, record, texts
from drafting.services.bracket_board import party_names
from drafting.services.bracket_rulings import group_of
from drafting.services.bracket_whole import whole
from drafting.services.scope import DraftScope

Act = Literal["lift", "strike", "choose"]
ACTS: tuple[Act, ...] = get_args(Act)
Form = Literal["plain", "repaired"]


@dataclass(frozen=True)
class Deed:
    """What is done to a bracket. start: of its first sign, or of an option set; chosen: with "choose" the start of the
    bracket or the index of the option that stays, None for none of them."""

    act: str
    start: int
    chosen: int | None = None


@dataclass(frozen=True)
class Wording:
    """One wording that a deed would give, with its loss list; seal: what a form carries to say that this was shown."""

    form: Form
    text: str
    lines: tuple[Loss, ...]
    seal: str


@dataclass(frozen=True)
class Far:
    """The paragraph in which a bracket over several closes, and its wording without the closing sign."""

    current: drafts.Text
    wording: Wording


@dataclass(frozen=True)
class Offer:
    """wordings: the plain one first; counted: what counts States in the text and may be wrong afterwards; far: what
    lifting changes besides, where the bracket closes in a later paragraph."""

    current: drafts.Text
    deed: Deed
    wordings: tuple[Wording, ...]
    counted: tuple[str, ...]
    far: Far | None = None


@dataclass(frozen=True)
class Shown:
    """What the page showed of a paragraph. revision: number of the one it was shown at; seen: as in
    `losses.require_seen`, state: as in `texts.require_agreement_seen`, both None when no page was shown."""

    revision: int
    seen: str | None = None
    state: str | None = None


def outcomes(text: str, deed: Deed, names: Mapping[str, str]) -> dict[Form, str]:
    """The plain wording, and the repaired one where it differs.

    names: code by name, for attributions. Raises BadText: "no-bracket", "unclosed", "unknown-act", and those of
    `choices`.
    """
    if deed.act == "lift":
        plain, repaired = brackets.lift(text, deed.start), bracket_repairs.lift_and_repair(text, deed.start)
    elif deed.act == "strike":
        plain, repaired = brackets.strike(text, deed.start), bracket_repairs.strike_and_repair(text, deed.start)
    elif deed.act == "choose":
        plain = repaired = _choice(text, deed, names)
    else:
        raise BadText("unknown-act")
    return {"plain": plain} if repaired == plain else {"plain": plain, "repaired": repaired}


def _choice(text: str, deed: Deed, names: Mapping[str, str]) -> str:
    options = next((it for it in option_sets([text]) if _begins_at(it, deed.start)), None)
    if options is not None and options.options[0].label:
        return choices.choose_option(text, options.options, deed.chosen)
    members = [start for start, _ in group_of(text, deed.start)]
    return choices.choose(text, members, deed.chosen, names)


def _begins_at(it: OptionSet, start: int) -> bool:
    return it.options[0].start == start


def whereabouts(session: Session, scope: DraftScope, paragraph_id: int, start: int, revision: int) -> int:
    """Where the bracket of an earlier revision stands now.

    Raises NotFound for none that ever was, StaleEdit with the texts when it has gone.
    """
    current = texts.load(session, scope, paragraph_id)
    based = drafts.revision(session, paragraph_id, scope.draft.language, revision)
    if based is None:
        raise NotFound
    place = next((it for it in spans(based.text) if it[0] == start), None)
    if place is None or based.id == current.revision.id:
        return start
    now = follow(based.text, current.revision.text, [place])[0]
    if now is None:
        raise StaleEdit(based.text, current.revision.text, "", None)
    return now[0]


def offer(session: Session, scope: DraftScope, paragraph_id: int, deed: Deed) -> Offer:
    """What a deed would give on the text as it stands. Raises NotFound, BadText as `outcomes`."""
    current = texts.load(session, scope, paragraph_id)
    far = _far(session, scope, paragraph_id, deed)
    old = current.revision.text
    found = outcomes(old, deed, party_names(scope))
    return Offer(
        current=current,
        deed=deed,
        wordings=tuple(_wordings(session, scope, current, found)),
        counted=tuple(old[slice(*it)] for it in bracket_repairs.count_words(old)),
        far=far,
    )


def _far(session: Session, scope: DraftScope, paragraph_id: int, deed: Deed) -> Far | None:
    closing = _closing_sign(session, scope, paragraph_id, deed.start) if deed.act in ("lift", "strike") else None
    if closing is None:
        return None
    if deed.act == "strike":
        raise BadText("over-paragraphs")
    there, at = closing
    current = texts.load(session, scope, there)
    text = brackets.lift(current.revision.text, at)
    return Far(current, Wording("plain", text, losses.listed(session, scope, current, text), losses.seal(text)))


def _closing_sign(session: Session, scope: DraftScope, paragraph_id: int, start: int) -> tuple[int, int] | None:
    """Where a bracket closes that does not close in its own paragraph: id of the paragraph, offset of the sign."""
    found = whole(session, scope)
    for it in found.found:
        if (found.lines[it.paragraph].id, it.start) == (paragraph_id, start) and it.end and it.last != it.paragraph:
            return found.lines[it.last].id, it.end - 1
    return None


def _wordings(
    session: Session, scope: DraftScope, current: drafts.Text, found: Mapping[Form, str]
) -> Iterator[Wording]:
    for form, text in found.items():
        yield Wording(form, text, losses.listed(session, scope, current, text), losses.seal(text))


def settle(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    deed: Deed,
    *,
    form: str,
    shown: Shown,
    far: Shown | None = None,
    token: str,
    now: datetime,
) -> None:
    """Make the wording that was shown the text.

    form: which of `outcomes`; far: of the paragraph in which a bracket over several closes. Raises NotAllowed, BadText
    as `outcomes` ("over-paragraphs" for a strike over several, or where the page showed one alone), StaleEdit with the
    wording on the earlier text as "yours", WrongState, Unlisted.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    if current.paragraph.state == "deleted":
        raise WrongState("deleted", deed.act)
    _require_current(session, scope, current, deed, form, shown.revision)
    texts.require_agreement_seen(current, shown.state)
    _settle_far(session, scope, paragraph_id, deed, far, now)
    old = current.revision.text
    text = _formed(outcomes(old, deed, party_names(scope)), form)
    proposals.check("replace", old, text)
    lines = losses.listed(session, scope, current, text)
    losses.require_seen(lines, text, shown.seen)
    because = {"ruling": deed.act, "bracket": deed.start, "chosen": deed.chosen, "form": form}
    texts.change(session, scope, current, text, because=because, now=now, token=token, lines=lines)


def _settle_far(
    session: Session, scope: DraftScope, paragraph_id: int, deed: Deed, shown: Shown | None, now: datetime
) -> None:
    """Take the closing sign out of its paragraph."""
    there = _far(session, scope, paragraph_id, deed)
    if there is None:
        return
    if shown is None:
        raise BadText("over-paragraphs")
    text = there.wording.text
    texts.require_current(session, there.current, shown.revision, text)
    losses.require_seen(there.wording.lines, text, shown.seen)
    because = {"ruling": deed.act, "opened": paragraph_id}
    texts.change(session, scope, there.current, text, because=because, now=now, lines=there.wording.lines)


def _require_current(
    session: Session, scope: DraftScope, current: drafts.Text, deed: Deed, form: str, revision: int
) -> None:
    yours = ""
    if revision != current.revision.number:
        based = drafts.revision(session, current.paragraph.id, current.revision.language, revision)
        yours = _formed(outcomes(based.text, deed, party_names(scope)), form) if based else ""
    texts.require_current(session, current, revision, yours)


def _formed(found: Mapping[Form, str], form: str) -> str:
    return next((text for name, text in found.items() if name == form), found["plain"])


def best(found: Sequence[Wording]) -> str:
    """The wording to begin a proposal with: the repaired one, where there is one."""
    return found[-1].text
