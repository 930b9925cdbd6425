"""Who takes part in a meeting and in which capacity: invited, appointed, released.

A link signs in as its person, so it is given only for people whom the own Process alone knows, and only an
administrator deals with administrators: nobody rises above the own role by way of another person's account.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from drafting.config import Settings
from drafting.domain.addresses import is_address
from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.domain.permissions import Role
from drafting.persistence.queries import accounts as account_queries
from drafting.persistence.queries import people as queries
from drafting.persistence.records import Appointment, Party, Person
from drafting.services import accounts, texts
from drafting.services.scope import MeetingScope

# Roles by the status of the party they sit with; the others act for no delegation.
STATUS_OF_PARTY: dict[str, str] = {
    "head": "participating",
    "delegate": "participating",
    "coordinator": "participating",
    "observer": "observer",
}
# Roles that may be held in the whole Process; the others end with their meeting.
PROCESS_WIDE = frozenset({"coordinator", "support", "administrator"})
MANAGERS = frozenset({"support", "administrator"})
LONGEST_NAME = 120  # As the table of people holds them.


@dataclass(frozen=True)
class Invited:
    """What the form says. party: id of the delegation, None for none; whole_process: else this meeting alone."""

    email: str
    name_en: str
    name_ru: str
    role: str
    party: int | None
    whole_process: bool


@dataclass(frozen=True)
class Link:
    """A person and the secret of a new link; None when the person signs in by means the own Process cannot give."""

    person: Person
    secret: str | None


@dataclass(frozen=True)
class Held:
    """A running appointment, and whether the viewer may end it."""

    id: int
    role: str
    whole_process: bool
    may_end: bool


@dataclass(frozen=True)
class Member:
    """A person in one delegation (or in none), with the roles held there."""

    person: Person
    held: tuple[Held, ...]


@dataclass(frozen=True)
class Group:
    """A party with its people; party None: the Chair, the Office and who else acts for no delegation."""

    party: Party | None
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Rank:
    """How far the viewer's own roles reach: over the whole Process, and over administrators."""

    whole_process: bool
    administrator: bool

    def covers(self, role: str, *, whole_process: bool) -> bool:
        return (self.whole_process or not whole_process) and (self.administrator or role != "administrator")


def people(session: Session, scope: MeetingScope, now: datetime) -> tuple[Group, ...]:
    """Participating States in English alphabetical order, observers, then those without a delegation; nobody acts for
    a party that has left.

    Raises NotAllowed.
    """
    scope.require("manage people")
    rows = account_queries.people_of_meeting(session, scope.process.id, scope.meeting.id, now)
    rank = _rank(scope, [row[0] for row in rows])
    groups = [
        Group(party, _members([row for row in rows if row[0].party_id == party.id], rank))
        for party in scope.parties.values()
        if party.status != "former"
    ]
    return (*groups, Group(None, _members([row for row in rows if row[0].party_id is None], rank)))


def _members(rows: Iterable[Row[Appointment, Person, Party | None]], rank: Rank) -> tuple[Member, ...]:
    held: dict[int, list[Held]] = {}
    found: dict[int, Person] = {}
    for appointment, person, _ in rows:
        found[person.id] = person
        held.setdefault(person.id, []).append(_held(appointment, rank))
    return tuple(Member(person, tuple(held[person.id])) for person in found.values())


def _held(it: Appointment, rank: Rank) -> Held:
    whole = it.meeting_id is None
    return Held(it.id, it.role, whole, rank.covers(it.role, whole_process=whole))


def _rank(scope: MeetingScope, running: Iterable[Appointment]) -> Rank:
    own = [it for it in running if it.person_id == scope.actor.person and it.role in MANAGERS]
    return Rank(
        whole_process=any(it.meeting_id is None for it in own),
        administrator=any(it.role == "administrator" for it in own),
    )


def rank_of(session: Session, scope: MeetingScope, now: datetime) -> Rank:
    """How far the actor's roles reach here."""
    return _rank(scope, _here(scope, queries.running(session, scope.actor.person, now)))


def _here(scope: MeetingScope, running: Iterable[Appointment]) -> list[Appointment]:
    """The appointments that count in this meeting."""
    return [it for it in running if it.process_id == scope.process.id and it.meeting_id in (None, scope.meeting.id)]


def invite(session: Session, settings: Settings, scope: MeetingScope, invited: Invited, now: datetime) -> Link:
    """Give a person a role, once, and a link to sign in by; the person is created when the address is new.

    Raises NotAllowed, and BadText: bad-email, name-missing, unknown-role, party-missing, party-unfit,
    party-unneeded, scope-unfit.
    """
    scope.require("manage people")
    _check(scope, invited)
    if not rank_of(session, scope, now).covers(invited.role, whole_process=invited.whole_process):
        raise NotAllowed("manage people")
    person = known_or_new(session, invited)
    meeting = None if invited.whole_process else scope.meeting.id
    held = queries.running(session, person.id, now)
    wanted = (scope.process.id, meeting, invited.party, invited.role)
    if wanted not in [(it.process_id, it.meeting_id, it.party_id, it.role) for it in held]:
        process, _, party, role = wanted
        made = Appointment(
            person_id=person.id, process_id=process, meeting_id=meeting, party_id=party, role=role, since=now
        )
        session.add(made)
        held = [*held, made]
        # Whoever was given a link of before must not come by a role that came after it.
        account_queries.end_invitations(session, person.id, now)
    return link_for(session, settings, scope, person, held, now)


def _check(scope: MeetingScope, invited: Invited) -> None:
    if not is_address(accounts.normal_email(invited.email)):
        raise BadText("bad-email")
    if invited.role not in get_args(Role):
        raise BadText("unknown-role")
    status = STATUS_OF_PARTY.get(invited.role)
    if status is None and invited.party is not None:
        raise BadText("party-unneeded")
    if status is not None:
        party = scope.parties.get(invited.party or 0)
        if party is None:
            raise BadText("party-missing")
        if party.status != status:
            raise BadText("party-unfit")
    if invited.whole_process and invited.role not in PROCESS_WIDE:
        raise BadText("scope-unfit")


def known_or_new(session: Session, invited: Invited) -> Person:
    """A known person keeps the own names; of a new one the missing name is taken from the other language.

    Raises BadText("name-missing").
    """
    email = accounts.normal_email(invited.email)
    known = queries.lock_person(session, email=email)
    if known is not None:
        return known
    english, russian = (_name(it) for it in (invited.name_en, invited.name_ru))
    if not english and not russian:
        raise BadText("name-missing")
    person = Person(email=email, name_en=english or russian, name_ru=russian or english)
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError:
        # The same form, sent twice at once: the other one was first.
        return _person(session, email=email)
    return person


def one_line(words: str) -> str:
    """What was typed or pasted into a line, without breaks and signs that nobody sees."""
    seen = "".join(sign for sign in words if sign.isprintable() or sign.isspace())
    return " ".join(texts.normal(seen).split())


def _name(name: str) -> str:
    return one_line(name)[:LONGEST_NAME].strip()


def _person(session: Session, *, email: str | None = None, person_id: int | None = None) -> Person:
    found = queries.lock_person(session, email=email, person_id=person_id)
    if found is None:
        raise NotFound
    return found


def link_for(
    session: Session,
    settings: Settings,
    scope: MeetingScope,
    person: Person,
    held: Sequence[Appointment],
    now: datetime,
) -> Link:
    """A link for a person with these running roles, where the actor's own roles reach as far as they do."""
    rank = rank_of(session, scope, now)
    reached = all(_reaches(rank, scope, it) for it in held)
    return Link(person, accounts.invite(session, settings, person, now) if reached else None)


def _reaches(rank: Rank, scope: MeetingScope, it: Appointment) -> bool:
    """Whether signing in as somebody with this role gives no more than the viewer's own roles do."""
    if it.process_id != scope.process.id:
        return False
    if it.role in MANAGERS:
        return rank.covers(it.role, whole_process=it.meeting_id is None)
    return rank.whole_process or it.meeting_id in (None, scope.meeting.id)


def new_link(session: Session, settings: Settings, scope: MeetingScope, person_id: int, now: datetime) -> Link:
    """A new link for somebody of this meeting. Raises NotAllowed; NotFound when the person has no role here."""
    scope.require("manage people")
    person = _person(session, person_id=person_id)
    held = queries.running(session, person.id, now)
    if not _here(scope, held):
        raise NotFound
    return link_for(session, settings, scope, person, held, now)


def end(session: Session, scope: MeetingScope, appointment_id: int, now: datetime) -> None:
    """End a role of this meeting; ended once, it stays ended.

    Raises NotAllowed; NotFound; WrongState when it is the actor's own last role that runs the meeting's people.
    """
    scope.require("manage people")
    appointment = queries.appointment(session, scope.process.id, appointment_id)
    if appointment is None or appointment.meeting_id not in (None, scope.meeting.id):
        raise NotFound
    if appointment.until is not None and appointment.until <= now:
        return
    whole = appointment.meeting_id is None
    if not rank_of(session, scope, now).covers(appointment.role, whole_process=whole):
        raise NotAllowed("manage people")
    own = _here(scope, queries.running(session, scope.actor.person, now))
    others = [it for it in own if it.role in MANAGERS and it.id != appointment.id]
    if appointment.person_id == scope.actor.person and appointment.role in MANAGERS and not others:
        raise WrongState("running", "end own role")
    appointment.until = now
