"""What follows for the text when a State's participation changes: shown whole, then done at once, nothing silently.

Source: practice.md sections 1, 4 and 5. Before the adoption each paragraph's change is an entry of its own, and what
was agreed stays agreed, because a bracketed name is no dispute about words; afterwards the text is issued anew.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import notes
from drafting.domain.errors import WrongState
from drafting.domain.losses import Loss
from drafting.domain.mentions import shared_notes
from drafting.domain.participation import Stated
from drafting.domain.participation_texts import Offer, offered
from drafting.domain.record import text_hash
from drafting.persistence.queries import drafts
from drafting.persistence.queries.drafts import Line
from drafting.services import losses, neighbours, participation, record, reissue, ruled_brackets, texts
from drafting.services.neighbours import Outlook
from drafting.services.participation_mentions import heard
from drafting.services.reissue import Rewording
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Change:
    """What would become of one paragraph. lines: its loss list."""

    line: Line
    offer: Offer
    lines: tuple[Loss, ...]


@dataclass(frozen=True)
class Consequences:
    """All that follows from a State's new status. dying: the notes that no text marks any more if all of it is done;
    seal: what a form carries to say that all this was shown."""

    party: int
    status: str
    changes: tuple[Change, ...]
    dying: tuple[Line, ...]
    seal: str


def consequences(session: Session, scope: DraftScope, party_id: int, status: str) -> Consequences:
    """For the page and for `carry_out` alike. Raises NotFound."""
    participation.current(session, scope, party_id)
    standing = [it for it in drafts.lines(session, scope.draft.id, scope.draft.language) if it.state != "deleted"]
    made = _offers(session, scope, standing, party_id, status)
    after = {it.id: offer.text for it, offer in made}
    dying = _dying(standing, after)
    last = _last_marks(standing, after, {it.label for it in dying})
    changes = tuple(
        Change(it, offer, _losses(session, scope, it, offer.text, last.get(it.id, ()))) for it, offer in made
    )
    facts = [party_id, status, [[it.id, it.number, offer.text] for it, offer in made], [it.id for it in dying]]
    return Consequences(party_id, status, changes, tuple(dying), text_hash(json.dumps(facts)))


def _offers(
    session: Session, scope: DraftScope, standing: Sequence[Line], party_id: int, status: str
) -> list[tuple[Line, Offer]]:
    rulings, states = ruled_brackets.of_draft(session, scope), scope.states()
    body = [(it, heard(it.text, states, rulings.get(it.id, ()))) for it in standing if it.kind != "note"]
    shared = shared_notes((it.text, found) for it, found in body)
    made = ((it, offered(it.text, found, party_id, status, shared=shared)) for it, found in body)
    return [(it, offer) for it, offer in made if offer is not None]


def _dying(standing: Sequence[Line], after: Mapping[int, str]) -> list[Line]:
    """The notes that lead nobody any more since these changes, and did before."""
    bodies = {it.label: it.text for it in standing if it.kind == "note"}
    body = [it for it in standing if it.kind != "note"]
    before = set(notes.unmarked((it.text for it in body), bodies))
    gone = set(notes.unmarked((after.get(it.id, it.text) for it in body), bodies)) - before
    return [it for it in standing if it.kind == "note" and it.label in gone]


def _last_marks(
    standing: Sequence[Line], after: Mapping[int, str], dying: Collection[str]
) -> dict[int, frozenset[str]]:
    """By paragraph: the notes of which it loses the last mark."""
    last = {key: it.id for it in standing if it.id in after for key in notes.marks(it.text) if key in dying}
    return {paragraph: frozenset(key for key in last if last[key] == paragraph) for paragraph in last.values()}


def _losses(session: Session, scope: DraftScope, line: Line, text: str, lone: Collection[str]) -> tuple[Loss, ...]:
    asked = losses.asked(session, scope, texts.load(session, scope, line.id))
    return losses.between(line.text, text, asked, frozenset(lone))


def carry_out(
    session: Session,
    scope: DraftScope,
    party_id: int,
    asked: Stated,
    *,
    taken: Collection[int],
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """State the participation, and make the changes of the text that were chosen, in one go.

    taken: ids of the paragraphs whose offered text is taken; seal: of the consequences that were shown. What is stated
    already is not stated again, so that the text may follow later. Raises NotAllowed, NotFound, BadText, WrongState as
    `participation.checked`; WrongState("moved on") when something else would happen than was shown; WrongState as
    `neighbours.outlook`.
    """
    scope.require("state participation")
    if record.already_done(session, scope, token):
        return
    found = consequences(session, scope, party_id, asked.status)
    if found.seal != seal:
        raise WrongState("moved on", "carry out")
    chosen = [it for it in found.changes if it.line.id in taken]
    before = participation.current(session, scope, party_id)
    unsaid: str | None = token  # One submission, many entries: one of them bears its token.
    if not chosen or not is_said(asked, before):
        made = participation.checked(session, scope, party_id, asked, now=now)
        participation.write(session, scope, party_id, made, token=token, now=now)
        unsaid = None
    if scope.draft.phase == "adopted":
        rewordings = [Rewording(it.line.id, it.offer.text, it.lines) for it in chosen]
        basis = asked.basis or (before.basis if before else "")
        reissue.issue(
            session, scope, party_id, basis, rewordings, _bodies(chosen, session, scope), token=unsaid, now=now
        )
    elif chosen:
        _reword(session, scope, party_id, chosen, token=unsaid, now=now)


def is_said(asked: Stated, before: Stated | None) -> bool:
    """Whether nothing new is stated, so that only the text is to follow what stands already."""
    if before is None or asked.basis:
        return False
    return replace(asked, since=before.since, basis=before.basis) == before


def _bodies(chosen: Sequence[Change], session: Session, scope: DraftScope) -> list[int]:
    """Ids of the notes that die of these changes alone."""
    standing = [it for it in drafts.lines(session, scope.draft.id, scope.draft.language) if it.state != "deleted"]
    return [it.id for it in _dying(standing, {it.line.id: it.offer.text for it in chosen})]


def _reword(
    session: Session, scope: DraftScope, party_id: int, chosen: Sequence[Change], *, token: str | None, now: datetime
) -> None:
    """Each paragraph by an entry of its own, then the notes that die of it."""
    dying = _bodies(chosen, session, scope)
    # How others stand is told once, when all is done: what stands between two changes is nobody's wording.
    whole = neighbours.outlook(session, scope, {it.line.id: it.offer.text for it in chosen})
    because: dict[str, Any] = {"participation": party_id, "ruling": "follow"}
    for it in chosen:
        is_last = it is chosen[-1]
        seen = whole if is_last else Outlook(whole.disputed)
        facts: dict[str, Any] = {"token": token if is_last else None, "outlook": seen, "follows": True}
        current = texts.load(session, scope, it.line.id)
        texts.change(session, scope, current, it.offer.text, because=because, lines=it.lines, now=now, **facts)
    for note in dying:
        _bury(session, scope, party_id, note, now)


def _bury(session: Session, scope: DraftScope, party_id: int, note: int, now: datetime) -> None:
    current = texts.load(session, scope, note)
    told = losses.told(losses.between(current.revision.text, ""))
    because = {"participation": party_id, "unmarked": True, "losses": told}
    seen = neighbours.outlook(session, scope, {note: None})
    paragraph = current.paragraph
    texts.rule(session, scope, paragraph, "delete", because=because, now=now, outlook=seen, capacity="office")
