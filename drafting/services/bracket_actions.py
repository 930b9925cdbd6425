"""Lifting, striking and choosing, each shown as the wording it would give before the Chair takes it.

Source: practice.md section 3: the words outside stay as they are; repairs are offered as a wording of their own, never
made silently; whatever counts States is pointed out.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy.orm import Session

from drafting.domain import bracket_repairs, brackets, choices, proposals
from drafting.domain.anchors import follow, spans
from drafting.domain.errors import BadText, NotFound, StaleEdit, Unlisted, WrongState
from drafting.domain.losses import Loss
from drafting.domain.options import OptionSet, option_sets
from drafting.domain.reaching import has_words
from drafting.persistence.queries import drafts
from drafting.services import bracket_plans, losses, record, texts
from drafting.services.bracket_board import party_names
from drafting.services.bracket_plans import Deed, Plan
from drafting.services.bracket_rulings import group_of
from drafting.services.scope import DraftScope

Act = Literal["lift", "strike", "choose"]
ACTS: tuple[Act, ...] = get_args(Act)
Form = Literal["plain", "repaired"]


@dataclass(frozen=True)
class Wording:
    """One wording that a deed would give, with its loss list; seal: what a form carries to say that this was shown."""

    form: Form
    text: str
    lines: tuple[Loss, ...]
    seal: str


@dataclass(frozen=True)
class Offer:
    """wordings: the plain one first, none where there is a plan; counted: what counts States in the text and may be
    wrong afterwards; plan: where a deed reaches over several paragraphs, or leaves nothing of its own."""

    current: drafts.Text
    deed: Deed
    wordings: tuple[Wording, ...]
    counted: tuple[str, ...]
    plan: Plan | None = None


@dataclass(frozen=True)
class Shown:
    """What the page showed of a paragraph. revision: number of the one it was shown at; seen: as in
    `losses.require_seen`, of a plan its seal, None when no page was shown; state: as in `texts.require_agreement_seen`;
    others: id -> number of the revision, of the other paragraphs of a plan."""

    revision: int
    seen: str | None = None
    state: str | None = None
    others: Mapping[int, int] = field(default_factory=dict)


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
    """What a deed would give on the text as it stands. Raises NotFound, BadText as `outcomes` and `reaching`."""
    current = texts.load(session, scope, paragraph_id)
    old = current.revision.text
    made = _plan(session, scope, current, deed)
    stands = [old] if made is None else [it.line.text for it in made.parts if it.text is not None]
    found = {} if made else outcomes(old, deed, party_names(scope))
    return Offer(
        current=current,
        deed=deed,
        wordings=tuple(_wordings(session, scope, current, found)),
        counted=tuple(text[slice(*it)] for text in stands for it in bracket_repairs.count_words(text)),
        plan=made,
    )


def _plan(session: Session, scope: DraftScope, current: drafts.Text, deed: Deed) -> Plan | None:
    """Where a deed does more than reword its own paragraph, all that it does."""
    made = bracket_plans.plan(session, scope, current.paragraph.id, deed)
    if made is None and deed.act in ("strike", "choose"):
        plain = outcomes(current.revision.text, deed, party_names(scope))["plain"]
        made = None if has_words(plain) else bracket_plans.deletion(session, scope, current.paragraph.id)
    return made


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
    token: str,
    now: datetime,
) -> None:
    """Make what was shown the text.

    form: which of `outcomes`, where there is no plan. Raises NotAllowed, BadText as `offer`, StaleEdit with the
    wording on the earlier text as "yours", WrongState, Unlisted.
    """
    scope.require("rule")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    if current.paragraph.state == "deleted":
        raise WrongState("deleted", deed.act)
    _require_current(session, scope, current, deed, form, shown)
    texts.require_agreement_seen(current, shown.state)
    made = _plan(session, scope, current, deed)
    if made is not None:
        if shown.seen not in (None, made.seal):
            raise Unlisted([line for part in made.parts for line in part.lines])
        bracket_plans.carry_out(session, scope, made, deed=deed, opened=paragraph_id, token=token, now=now)
        return
    old = current.revision.text
    text = _formed(outcomes(old, deed, party_names(scope)), form)
    proposals.check("replace", old, text)
    lines = losses.listed(session, scope, current, text)
    losses.require_seen(lines, text, shown.seen)
    because = {"ruling": deed.act, "bracket": deed.start, "chosen": deed.chosen, "form": form}
    texts.change(session, scope, current, text, because=because, now=now, token=token, lines=lines)


def _require_current(
    session: Session, scope: DraftScope, current: drafts.Text, deed: Deed, form: str, shown: Shown
) -> None:
    yours = ""
    if shown.revision != current.revision.number:
        based = drafts.revision(session, current.paragraph.id, current.revision.language, shown.revision)
        # Of a deed over several paragraphs no wording of one says what it was.
        with suppress(BadText):
            yours = _formed(outcomes(based.text, deed, party_names(scope)), form) if based else ""
    texts.require_current(session, current, shown.revision, yours)
    for paragraph_id, number in shown.others.items():
        texts.require_current(session, texts.load(session, scope, paragraph_id), number)


def _formed(found: Mapping[Form, str], form: str) -> str:
    return next((text for name, text in found.items() if name == form), found["plain"])


def proposed(made: Offer) -> tuple[str, str]:
    """Kind and text to begin a proposal with: the repaired wording, where there is one.

    Raises BadText("over-paragraphs"): a proposal is made on one paragraph.
    """
    if made.plan is None:
        return "replace", made.wordings[-1].text
    if len(made.plan.parts) > 1:
        raise BadText("over-paragraphs")
    return "delete", ""
