"""Positions of States on paragraphs. Source: practice.md section 5."""

from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import consensus
from drafting.domain.errors import BadText, NotAllowed, WrongState
from drafting.persistence.queries import consensus as queries
from drafting.persistence.queries import drafts
from drafting.persistence.records import Position
from drafting.services import record, texts, under_silence
from drafting.services.scope import DraftScope


def give_position(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    *,
    kind: str,
    statement: str,
    revision: int,
    token: str,
    now: datetime,
) -> None:
    """Give the State's position on the exact wording that the form showed.

    revision: number of the revision on the form. Raises NotAllowed, BadText, StaleEdit.
    """
    party = scope.actor.binds()
    if party is None or not scope.may("give position"):
        raise NotAllowed("give position")
    if record.already_done(session, scope, token):
        return
    statement = texts.remark(statement)
    if kind not in consensus.POSITIONS:
        raise BadText("unknown-position")
    if kind in consensus.NEEDS_STATEMENT and not statement:
        raise BadText("statement-missing", position=kind)
    current = texts.load(session, scope, paragraph_id)
    texts.require_current(session, current, revision)
    if current.paragraph.state == "deleted":
        raise WrongState("deleted", "give position")
    if kind == "objects":
        # Its place is the run that asks for objections; here it would break no silence, and nobody would be told.
        under_silence.require_free(session, scope, paragraph_id, "object")
    _hold(session, scope, current, party, kind, statement, capacity="delegation", token=token, now=now)


def object_by_silence(
    session: Session, scope: DraftScope, current: drafts.Text, party: int, *, statement: str, run: int, now: datetime
) -> None:
    """An objection to a run becomes the State's position, with the Chair's certificate. run: its number."""
    _hold(session, scope, current, party, "objects", statement, capacity="chair", now=now, run=run)


def _hold(
    session: Session,
    scope: DraftScope,
    current: drafts.Text,
    party: int,
    kind: str,
    statement: str,
    *,
    capacity: str,
    now: datetime,
    token: str | None = None,
    run: int | None = None,
) -> None:
    paragraph = current.paragraph
    facts = {} if run is None else {"run": run}
    record.append(
        session,
        scope,
        "position given",
        capacity=capacity,
        party=party,
        paragraph=paragraph.id,
        now=now,
        token=token,
        payload={"position": kind, "statement": statement, "wording": paragraph.wording, **facts},
    )
    held = queries.position(session, paragraph.id, party)
    if held is None:
        held = Position(paragraph_id=paragraph.id, party_id=party, draft_id=scope.draft.id)
        session.add(held)
    held.kind, held.statement, held.wording = kind, statement, paragraph.wording
    held.person_id, held.at, held.seq = scope.actor.person, now, scope.draft.seq
    paragraph.changed_seq = scope.draft.seq
