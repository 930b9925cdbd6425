"""The head of a delegation: one at a time, with the rights that go with it.

Whoever is made head speaks for the delegation from then on, and whoever was, does so no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain.errors import WrongState
from drafting.persistence.queries import delegations as queries
from drafting.persistence.records import Appointment, Delegate, Party
from drafting.services import delegation_changes, delegations, matters
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Question:
    """What is asked before a member becomes head. former: who is head now; speaks: whether the new head has an account
    here, without which nobody speaks for the delegation as its head."""

    party: Party
    member: Delegate
    former: Delegate | None
    speaks: bool


def ask(session: Session, scope: MeetingScope, delegate_id: int) -> Question:
    """Raises NotAllowed, NotFound, WrongState("head") for the one who is head already."""
    row = delegation_changes.to_change(session, scope, delegate_id)
    if row.is_head or row.state == "withdrawn":
        raise WrongState("head" if row.is_head else "withdrawn", "make head")
    party = delegations.find_party(session, scope, row.party_id)
    return Question(party, row, _head(session, row), row.appointment_id is not None)


def _head(session: Session, row: Delegate) -> Delegate | None:
    rows = queries.of_party(session, row.meeting_id, row.party_id)
    return next((it for it in rows if it.is_head), None)


def seal(former: Delegate | None) -> str:
    """Names the head as the question showed it."""
    return "" if former is None else matters.seal(former)


def make_head(
    session: Session,
    scope: MeetingScope,
    delegate_id: int,
    *,
    seal_of_member: str,
    seal_of_former: str,
    token: str,
    now: datetime,
) -> None:
    """Make a member head in the place of the one whom the question showed, and move the rights.

    A head whom the delegation names itself is to be confirmed by the Office again. Raises NotAllowed, NotFound,
    WrongState: head, withdrawn, moved on.
    """
    row = delegation_changes.find(session, scope, delegate_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return  # Whoever handed the rights over has none to ask again with.
    asked = ask(session, scope, delegate_id)
    delegation_changes.require_shown(row, seal_of_member)
    if seal(asked.former) != seal_of_former:
        raise WrongState("moved on", "make head")
    row.is_head = True
    if not delegation_changes.is_office(scope):
        delegation_changes.unconfirm(row)
    changed = [row]
    if asked.former is not None:
        asked.former.is_head = False
        changed.append(asked.former)
    if asked.party.status == "participating":
        changed += [it for it in _move_rights(session, scope, row, now) if it not in changed]
    told = delegation_changes.about(asked.party, row)
    delegation_changes.note(session, scope, "head of delegation named", changed, told=told, token=token, now=now)


def _move_rights(session: Session, scope: MeetingScope, head: Delegate, now: datetime) -> list[Delegate]:
    """Every running role of a head of this delegation goes to the new one. Answers whose role is another now."""
    held = queries.appointments(session, scope.meeting.id, head.party_id, now)
    rows = [it for it in queries.of_party(session, scope.meeting.id, head.party_id) if it.state != "withdrawn"]
    changed = []
    for it in held:
        wanted = "head" if it.person_id == head.person_id else "delegate"
        if it.role not in ("head", "delegate") or it.role == wanted:
            continue
        made = _instead(session, it, wanted, held, now)
        for row in rows:
            if row.person_id == it.person_id:
                row.appointment_id = made.id
                changed.append(row)
    return changed


def _instead(session: Session, it: Appointment, role: str, held: Iterable[Appointment], now: datetime) -> Appointment:
    """The role that a person has instead of another: one held already, else a new one."""
    it.until = now
    same = next((other for other in held if other.person_id == it.person_id and other.role == role), None)
    return same or appoint(session, it, role, now)


def appoint(session: Session, like: Appointment, role: str, now: datetime) -> Appointment:
    """A role of the same person for the same delegation in the same meeting."""
    made = Appointment(
        person_id=like.person_id,
        process_id=like.process_id,
        meeting_id=like.meeting_id,
        party_id=like.party_id,
        role=role,
        since=now,
    )
    session.add(made)
    session.flush()  # The delegate's row names it.
    return made
