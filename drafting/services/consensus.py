"""Positions of States on paragraphs, and participation in the instrument.

Source: practice.md sections 1 and 5.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import consensus, participation
from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.persistence.queries import consensus as queries
from drafting.persistence.queries import drafts
from drafting.persistence.records import Participation, Position
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


def state_by_silence(
    session: Session, scope: DraftScope, party_id: int, status: str, *, run: int, now: datetime
) -> None:
    """What a State's silence means for its participation, with the Chair's certificate. run: its number."""
    row = session.get(Participation, (scope.draft.id, party_id))
    if row is None:
        row = Participation(draft_id=scope.draft.id, party_id=party_id)
        session.add(row)
    row.status, row.note = status, row.note or ""
    payload = {"party": party_id, "status": status, "note": row.note, "run": run}
    record.append(session, scope, "participation stated", capacity="chair", now=now, payload=payload)


def state_participation(
    session: Session, scope: DraftScope, party_id: int, *, status: str, note: str, token: str, now: datetime
) -> None:
    """Record how a party participates in the instrument. Raises NotAllowed, NotFound, BadText."""
    scope.require("state participation")
    if record.already_done(session, scope, token):
        return
    if party_id not in scope.parties:
        raise NotFound
    if status not in participation.STATUSES:
        raise BadText("unknown-participation")
    row = session.get(Participation, (scope.draft.id, party_id))
    if row is None:
        row = Participation(draft_id=scope.draft.id, party_id=party_id)
        session.add(row)
    row.status, row.note = status, texts.remark(note)
    record.append(
        session,
        scope,
        "participation stated",
        capacity="office",
        now=now,
        token=token,
        payload={"party": party_id, "status": row.status, "note": row.note},
    )
