"""Who was in the room in a sitting: the Office ticks people, everybody sees which delegations were present."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain.errors import BadText, NotFound
from drafting.domain.participants import CATEGORIES, Category
from drafting.persistence.queries import delegations as queries
from drafting.persistence.records import Attendance, Delegate, Party, Sitting
from drafting.services import delegations, matters
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Seat:
    """A delegation in the room. members: for the Office alone, with whether each is present."""

    party: Party
    is_present: bool
    members: tuple[tuple[Delegate, bool], ...]


@dataclass(frozen=True)
class Total:
    """How many delegations of a category are present, of how many that come to the meeting."""

    category: Category
    present: int
    of: int


@dataclass(frozen=True)
class Page:
    """seats: every delegation, by category in printing order; present: ids of the delegates ticked, for the Office;
    people: how many are."""

    sitting: Sitting
    groups: tuple[tuple[Category, tuple[Seat, ...]], ...]
    totals: tuple[Total, ...]
    present: tuple[int, ...]
    people: int
    may_note: bool


def page(session: Session, scope: MeetingScope, sitting_id: int) -> Page:
    """Raises NotFound."""
    sitting = _sitting(session, scope, sitting_id)
    ticked = {it.delegate_id for it in queries.attendance(session, sitting.id)}
    rows = queries.delegates(session, scope.meeting.id)
    rows = [it for it in rows if it.state != "withdrawn" or it.id in ticked]
    by_party: dict[int, list[Delegate]] = {}
    for row in rows:
        by_party.setdefault(row.party_id, []).append(row)
    may_note = scope.may("note attendance")
    seats = [
        _seat(party, delegations.ordered(by_party.get(party.id, ())), ticked, named=may_note)
        for party in delegations.attending(session, scope, by_party).values()
    ]
    groups = [(it, tuple(seat for seat in seats if delegations.category(seat.party) == it)) for it in CATEGORIES]
    return Page(
        sitting=sitting,
        groups=tuple((category, found) for category, found in groups if found),
        totals=tuple(_total(category, found) for category, found in groups if found),
        present=tuple(sorted(ticked)) if may_note else (),
        people=len(ticked),
        may_note=may_note,
    )


def _sitting(session: Session, scope: MeetingScope, sitting_id: int) -> Sitting:
    found = queries.sitting(session, scope.meeting.id, sitting_id)
    if found is None:
        raise NotFound
    return found


def _seat(party: Party, members: Collection[Delegate], ticked: Collection[int], *, named: bool) -> Seat:
    told = tuple((it, it.id in ticked) for it in members)
    return Seat(party, any(here for _, here in told), told if named else ())


def _total(category: Category, seats: Iterable[Seat]) -> Total:
    here = [it.is_present for it in seats]
    return Total(category, sum(here), len(here))


def note(
    session: Session,
    scope: MeetingScope,
    sitting_id: int,
    *,
    shown: Collection[int],
    ticked: Collection[int],
    token: str,
    now: datetime,
) -> None:
    """Keep who is in the room. shown: the delegates ticked when the form was shown; ticked: those ticked now.

    Only what was changed is changed, so two people at two doors do not undo each other's ticks. Raises NotAllowed,
    NotFound, BadText("nobody-such").
    """
    scope.require("note attendance")
    sitting = _sitting(session, scope, sitting_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return
    here = {it.delegate_id: it for it in queries.attendance(session, sitting.id)}
    came = set(ticked) - set(shown) - here.keys()
    left = (set(shown) - set(ticked)) & here.keys()
    known = {it.id for it in queries.delegates(session, scope.meeting.id) if it.state != "withdrawn"}
    if came - known:
        raise BadText("nobody-such")
    made = [
        Attendance(meeting_id=scope.meeting.id, sitting_id=sitting.id, delegate_id=it, at=now) for it in sorted(came)
    ]
    session.add_all(made)
    if not made and not left:
        return
    told = {
        "number": sitting.number,
        "came": len(made),
        "left": len(left),
        "present": len(here) + len(made) - len(left),
    }
    matters.record(
        session,
        scope.meeting,
        scope.actor,
        "attendance noted",
        *made,
        now=now,
        gone=tuple(here[it] for it in sorted(left)),
        about=told,
        token=token,
    )
