"""What a person says about a bracket: its type, whether it is a dispute, who holds it; on a heading, whether brackets
run on.

Source: practice.md section 3. The Chair and the Support Office say of which type a bracket is and attribute it; a State
speaks for itself alone. The words stay as they are.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import bracket_rulings as rules
from drafting.domain import brackets
from drafting.domain.anchors import Span, spans
from drafting.domain.bracket_spans import BOUNDS
from drafting.domain.errors import BadText, WrongState
from drafting.persistence.queries import drafts
from drafting.services import neighbours, record, ruled_brackets, texts
from drafting.services.scope import DraftScope


def rule_on_bracket(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    start: int,
    *,
    ruling: str,
    revision: int,
    token: str,
    now: datetime,
) -> None:
    """Say of which type a bracket is, for its whole group, or whether it is a dispute at all.

    start: offset of its first sign in the revision of this number, which the page showed. Raises NotAllowed, StaleEdit,
    BadText ("no-bracket", "no-group", "unknown-ruling"), WrongState when an agreed paragraph would be in dispute again,
    or the paragraph is deleted.
    """
    scope.require("rule on brackets")
    if record.already_done(session, scope, token):
        return
    if ruling not in rules.RULINGS or ruling in rules.OF_HOLDERS | rules.OF_HEADINGS | rules.OF_PARTICIPATION:
        raise BadText("unknown-ruling")
    current = texts.load(session, scope, paragraph_id)
    texts.require_current(session, current, revision)
    places = [place(current.revision.text, start)]
    if ruling not in ("dispute", "not a dispute"):
        places = group_of(current.revision.text, start)
    _append(session, scope, current, ruling, places, capacity="office", token=token, now=now)


def place(text: str, start: int) -> Span:
    """The bracket whose first sign is at this offset. Raises BadText("no-bracket")."""
    found = next((it for it in spans(text) if it[0] == start), None)
    if found is None:
        raise BadText("no-bracket", at=start)
    return found


def group_of(text: str, start: int) -> list[Span]:
    """The brackets side by side with this one, itself among them. Raises BadText: "no-bracket", "no-group"."""
    place(text, start)
    found = brackets.read(text).brackets
    group = next((it.group for it in found if it.start == start), None)
    if group is None:
        raise BadText("no-group", at=start)
    return [(it.start, it.end or it.start + 1) for it in found if it.group == group]


def attribute(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    start: int,
    *,
    parties: Collection[int],
    holds: bool,
    revision: int,
    token: str,
    now: datetime,
) -> None:
    """Say of participating States that they hold a bracket, or that they do not.

    The Chair and the Office speak of any State, who binds a State of its own alone. Raises NotAllowed, StaleEdit,
    BadText ("no-bracket", "holder-missing").
    """
    if not scope.may("rule on brackets"):
        for party in parties or [0]:
            scope.require("hold bracket", party)
    if record.already_done(session, scope, token):
        return
    known = {it.id for it in scope.participating()}
    if not parties or not known.issuperset(parties):
        raise BadText("holder-missing")
    current = texts.load(session, scope, paragraph_id)
    texts.require_current(session, current, revision)
    own = scope.actor.binds()
    by_itself = set(parties) == {own}
    _append(
        session,
        scope,
        current,
        "held" if holds else "not held",
        [place(current.revision.text, start)],
        parties=[it for it in scope.parties if it in parties],
        party=own if by_itself else None,
        capacity="delegation" if by_itself else "office",
        token=token,
        now=now,
    )


def say_participation(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    start: int,
    *,
    party: int,
    ruling: str,
    revision: int,
    token: str,
    now: datetime,
) -> None:
    """Say whether a bracket is about a State's participation, which is no dispute, or about words, which is one.

    ruling: of `rules.OF_PARTICIPATION`. Raises NotAllowed, StaleEdit, BadText ("no-bracket", "unknown-ruling",
    "state-missing"), WrongState as `rule_on_bracket`.
    """
    scope.require("rule on brackets")
    if record.already_done(session, scope, token):
        return
    if ruling not in rules.OF_PARTICIPATION:
        raise BadText("unknown-ruling")
    if party not in scope.parties or scope.parties[party].kind != "state":
        raise BadText("state-missing")
    current = texts.load(session, scope, paragraph_id)
    texts.require_current(session, current, revision)
    places = [place(current.revision.text, start)]
    _append(session, scope, current, ruling, places, parties=[party], capacity="office", token=token, now=now)


def rule_on_heading(
    session: Session, scope: DraftScope, paragraph_id: int, *, runs_on: bool, token: str, now: datetime
) -> None:
    """Say that brackets run across a heading, or that they end there. Raises NotAllowed, WrongState."""
    scope.require("rule on brackets")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    if current.paragraph.kind not in BOUNDS:
        raise WrongState(current.paragraph.kind, "run on")
    ruling = "brackets run on" if runs_on else "brackets end here"
    _append(session, scope, current, ruling, [rules.WHOLE], capacity="office", token=token, now=now)


def _append(
    session: Session,
    scope: DraftScope,
    current: drafts.Text,
    ruling: str,
    places: Sequence[Span],
    *,
    capacity: str,
    token: str,
    now: datetime,
    parties: Sequence[int] = (),
    party: int | None = None,
) -> None:
    paragraph, text = current.paragraph, current.revision.text
    if paragraph.state == "deleted":
        raise WrongState("deleted", "rule on bracket")
    before = ruled_brackets.of_draft(session, scope)
    after = rules.ruled(before.get(paragraph.id, ()), ruling, places, parties=parties, seq=scope.draft.seq + 1)
    states = _restated(session, scope, before, before | {paragraph.id: after})
    ruled_brackets.write(session, scope, paragraph.id, after)
    record.append(
        session,
        scope,
        "bracket ruled",
        capacity=capacity,
        party=party,
        paragraph=paragraph.id,
        now=now,
        token=token,
        payload={
            "ruling": ruling,
            "language": current.revision.language,
            "number": current.revision.number,
            "places": [list(it) for it in places],
            "words": [text[slice(*it)] for it in places],
            "parties": list(parties),
            "states": states,
        },
    )
    paragraph.changed_seq = scope.draft.seq


def _restated(
    session: Session,
    scope: DraftScope,
    before: dict[int, tuple[rules.Ruled, ...]],
    after: dict[int, tuple[rules.Ruled, ...]],
) -> list[dict[str, Any]]:
    """Restate the paragraphs that are in dispute since this ruling, or are no longer. Raises WrongState."""
    lines = [it for it in drafts.lines(session, scope.draft.id, scope.draft.language) if it.state != "deleted"]
    were, are = (neighbours.disputed(scope, lines, rulings) for rulings in (before, after))
    return neighbours.enact(session, scope, neighbours.restated(lines, were, are))
