"""The delegations of a meeting as people see them: everybody the confirmed members, insiders all that stands there.

Insiders of a delegation are those who sit with it and the Office; credentials are the Chair's business, too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import order, participants
from drafting.domain.errors import NotFound
from drafting.domain.participants import Category, Standing
from drafting.persistence.queries import delegations as queries
from drafting.persistence.queries import processes
from drafting.persistence.records import Delegate, Party, Person, Sitting
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Line:
    """A delegation in the list. head: None where there is none, or none whom the reader may know of; confirmed: how
    many of its members are; counts: state -> how many, for those who may know."""

    party: Party
    head: Delegate | None
    confirmed: int
    counts: Mapping[str, int] | None


@dataclass(frozen=True)
class Group:
    category: Category
    lines: tuple[Line, ...]


# How the participating States stand: a key of `participants.STANDINGS` -> the States of which it is so.
Credentials = Mapping[Standing, tuple[Party, ...]]


@dataclass(frozen=True)
class ListPage:
    """mine: the reader's own entries; own: the parties with which the reader sits and names delegates; waiting: how
    many the Office has to confirm; sittings: each with how many people were in the room."""

    groups: tuple[Group, ...]
    credentials: Credentials | None
    mine: tuple[Delegate, ...]
    own: tuple[Party, ...]
    waiting: int
    sittings: tuple[tuple[Sitting, int], ...]


@dataclass(frozen=True)
class OnePage:
    """A delegation. members: in order, those whom the reader may see; inside: whether the reader sees everything;
    may_name: whether the reader may change it; outside: people with a role for it who are not among the members."""

    party: Party
    category: Category
    members: tuple[Delegate, ...]
    withdrawn: tuple[Delegate, ...]
    inside: bool
    may_name: bool
    outside: tuple["Outside", ...]

    @property
    def head(self) -> Delegate | None:
        return next((it for it in self.members if it.is_head), None)

    def to_confirm(self) -> tuple[Delegate, ...]:
        return tuple(it for it in self.members if it.state == "named")


@dataclass(frozen=True)
class Outside:
    """A person with a role for the delegation in this meeting who is not in its list. appointment: its id."""

    appointment: int
    role: str
    person: Person


def category(party: Party) -> Category:
    return participants.category_of(party.kind, party.category, party.status)


def attending(session: Session, scope: MeetingScope, named: Iterable[int] = ()) -> dict[int, Party]:
    """The parties that come to the meeting, id -> party, in printing order.

    named: further parties that have delegates here; one that left the Process later keeps its place in the list.
    """
    decided = queries.decided(session, scope.meeting.id)
    kept = set(named)
    found = [
        it
        for it in processes.parties(session, scope.process.id)
        if it.id in kept or participants.attends(it.status, decided.get(it.id, ""))
    ]
    found.sort(key=_place)
    return {it.id: it for it in found}


def _place(party: Party) -> tuple[int, str, int]:
    return participants.CATEGORIES.index(category(party)), order.english_key(party.sort_key or party.name_en), party.id


def ordered(members: Iterable[Delegate]) -> tuple[Delegate, ...]:
    """The head first, then the others by place."""
    return tuple(sorted(members, key=lambda it: (not it.is_head, it.place, it.id)))


def is_inside(scope: MeetingScope, party_id: int) -> bool:
    """Whether the reader sees who is not confirmed yet, and the addresses."""
    return scope.may("confirm delegates") or party_id in scope.actor.seats()


def is_told_of(scope: MeetingScope, it: Delegate) -> bool:
    """Whether the reader may know that this person comes: everybody, once the Office confirmed it."""
    return it.state == "confirmed" or is_inside(scope, it.party_id)


def show(session: Session, scope: MeetingScope) -> ListPage:
    """Every delegation, by category."""
    rows = [it for it in queries.delegates(session, scope.meeting.id) if it.state != "withdrawn"]
    by_party: dict[int, list[Delegate]] = {}
    for row in rows:
        by_party.setdefault(row.party_id, []).append(row)
    parties = attending(session, scope, by_party)
    present = queries.present(session, scope.meeting.id)
    lines = [_line(scope, party, by_party.get(party.id, [])) for party in parties.values()]
    groups = [Group(it, tuple(found for found in lines if category(found.party) == it)) for it in _shown()]
    return ListPage(
        groups=tuple(it for it in groups if it.lines),
        credentials=credentials(parties.values(), by_party) if scope.actor.holds("support", "chair") else None,
        mine=tuple(it for it in rows if it.person_id == scope.actor.person),
        own=tuple(it for it in parties.values() if it.id in scope.actor.seats() and may_name(scope, it.id)),
        waiting=sum(it.state == "named" for it in rows) if scope.may("confirm delegates") else 0,
        sittings=tuple((it, present.get(it.id, 0)) for it in queries.sittings(session, scope.meeting.id)),
    )


def _shown() -> Sequence[Category]:
    return [it for it in participants.CATEGORIES if it != "secretariat"]


def _line(scope: MeetingScope, party: Party, members: Sequence[Delegate]) -> Line:
    head = next((it for it in members if it.is_head), None)
    if head is not None and head.state != "confirmed" and not is_inside(scope, party.id):
        head = None
    counted = Counter(it.state for it in members)
    told = is_inside(scope, party.id) or scope.actor.holds("chair")
    return Line(party, head, counted["confirmed"], counted if told else None)


def credentials(parties: Iterable[Party], members: Mapping[int, Sequence[Delegate]]) -> Credentials:
    """How the participating States stand. members: party -> those who have not withdrawn."""
    found: dict[Standing, tuple[Party, ...]] = dict.fromkeys(participants.STANDINGS, ())
    for party in parties:
        if category(party) == "participating":
            it = participants.standing([(row.is_head, row.state) for row in members.get(party.id, ())])
            found[it] = (*found[it], party)
    return found


def find_party(session: Session, scope: MeetingScope, party_id: int) -> Party:
    """A party that comes to this meeting, or came. Raises NotFound."""
    party = queries.party(session, scope.process.id, party_id)
    if party is None:
        raise NotFound
    decided = queries.decided(session, scope.meeting.id).get(party_id, "")
    if not participants.attends(party.status, decided) and not queries.of_party(session, scope.meeting.id, party_id):
        raise NotFound
    return party


def may_name(scope: MeetingScope, party_id: int) -> bool:
    """Once a meeting is over, its lists are the Office's."""
    is_open = scope.meeting.state not in ("closed", "cancelled")
    return scope.may("confirm delegates") or (is_open and scope.may("name delegates", party_id))


def one(session: Session, scope: MeetingScope, party_id: int, now: datetime) -> OnePage:
    """A delegation with its members. Raises NotFound."""
    party = find_party(session, scope, party_id)
    rows = queries.of_party(session, scope.meeting.id, party_id)
    inside, naming = is_inside(scope, party_id), may_name(scope, party_id)
    seen = [it for it in rows if it.state == "confirmed" or (inside and it.state != "withdrawn")]
    return OnePage(
        party=party,
        category=category(party),
        members=ordered(seen),
        withdrawn=tuple(it for it in rows if inside and it.state == "withdrawn"),
        inside=inside,
        may_name=naming,
        outside=_outside(session, scope, party_id, rows, now) if naming else (),
    )


def _outside(
    session: Session, scope: MeetingScope, party_id: int, rows: Iterable[Delegate], now: datetime
) -> tuple[Outside, ...]:
    listed = {it.person_id for it in rows if it.state != "withdrawn"}
    held = queries.appointments(session, scope.meeting.id, party_id, now)
    people = queries.people(session, {it.person_id for it in held} - listed)
    return tuple(Outside(it.id, it.role, people[it.person_id]) for it in held if it.person_id in people)


def own_entries(session: Session, scope: MeetingScope) -> list[Delegate]:
    """The reader's own entries in the delegations of the meeting. Raises NotFound when there are none."""
    found = queries.of_person(session, scope.meeting.id, scope.actor.person)
    if not found:
        raise NotFound
    return found
