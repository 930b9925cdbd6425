"""People join a delegation by invitation of its head, its coordinator or the Office.

A link signs in as its person. So a delegation is given one only for somebody who has never been here and has no role
but its own; for the Office the ranks of `services/people.py` hold. A delegation makes delegates, never heads, and never
takes in who serves elsewhere in the Process: a second seat would change for whom that person speaks. What an address
alone brings to light of other people, such as a name, is not for a delegation to learn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.config import Settings
from drafting.domain.errors import NotAllowed, NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.queries import accounts as account_queries
from drafting.persistence.queries import delegations as queries
from drafting.persistence.queries import people as people_queries
from drafting.persistence.records import Appointment, Delegate, Party, Person
from drafting.services import accounts, delegation_changes, delegations, matters, people
from drafting.services.delegation_changes import Entry
from drafting.services.people import Invited, Link
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Asked:
    """One invitation as it is carried out. role: what the person gets."""

    scope: MeetingScope
    settings: Settings
    party: Party
    role: str
    now: datetime


def invite(
    session: Session,
    settings: Settings,
    scope: MeetingScope,
    party_id: int,
    entry: Entry,
    *,
    token: str,
    now: datetime,
) -> Link:
    """Take a person into a delegation by the e-mail address, and a link to sign in by; sent twice, another link.

    Raises NotAllowed, NotFound, WrongState, BadFields (as `delegation_changes.checked`, and email-missing,
    no-accounts, already-member, serves-elsewhere).
    """
    delegation_changes.require_naming(scope, party_id)
    party = delegations.find_party(session, scope, party_id)
    entry = _checked(entry, party)
    asked = Asked(scope, settings, party, _role(party), now)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return _link(session, asked, _known_or_new(session, entry))
    delegation_changes.require_new(session, scope, party_id, entry)
    person = _known_or_new(session, entry)
    _require_free(session, asked, person)
    row = delegation_changes.new_row(session, scope, party, _named(scope, entry, person), state="invited")
    _seat(session, asked, row, person)
    told = delegation_changes.about(party)
    delegation_changes.note(session, scope, "delegate invited", [row], told=told, token=token, now=now)
    return _link(session, asked, person)


def _checked(entry: Entry, party: Party) -> Entry:
    """Names may be left to the person."""
    fields = Fields()
    fields.require("email", takes_accounts(party), "no-accounts")
    fields.require("email", entry.email.strip(), "email-missing")
    fields.done()
    named = entry.name_en.strip() or entry.name_ru.strip()
    made = delegation_changes.checked(entry if named else replace(entry, name_en="?"))
    return made if named else replace(made, name_en="", name_ru="")


def takes_accounts(party: Party) -> bool:
    """Whether people of the party take part in the work on texts, and so sign in here."""
    return party.status in ("participating", "observer")


def _role(party: Party) -> str:
    return "delegate" if party.status == "participating" else "observer"


def _known_or_new(session: Session, entry: Entry) -> Person:
    named = entry.name_en or delegation_changes.placeholder(entry.email)
    return people.known_or_new(
        session, Invited(entry.email, named, entry.name_ru, role="", party=None, whole_process=False)
    )


def _named(scope: MeetingScope, entry: Entry, person: Person) -> Entry:
    if entry.name_en:
        return entry
    if delegation_changes.is_office(scope):
        return replace(entry, name_en=person.name_en, name_ru=person.name_ru)
    return replace(entry, **dict.fromkeys(("name_en", "name_ru"), delegation_changes.placeholder(person.email)))


def _require_free(session: Session, asked: Asked, person: Person) -> None:
    """Raises BadFields("serves-elsewhere") where only the Office may give the person a second seat."""
    held = people_queries.running(session, person.id, asked.now)
    elsewhere = [it for it in held if it.process_id == asked.scope.process.id and it.party_id != asked.party.id]
    fields = Fields()
    fields.require("email", delegation_changes.is_office(asked.scope) or not elsewhere, "serves-elsewhere")
    fields.done()


def _seat(session: Session, asked: Asked, row: Delegate, person: Person) -> None:
    """The account and the role of a member; a role for the delegation that the person holds already will do."""
    held = queries.appointments(session, asked.scope.meeting.id, asked.party.id, asked.now)
    own = [it for it in held if it.person_id == person.id]
    made = own[0] if own else None
    if made is None:
        made = Appointment(
            person_id=person.id,
            process_id=asked.scope.process.id,
            meeting_id=asked.scope.meeting.id,
            party_id=asked.party.id,
            role=asked.role,
            since=asked.now,
        )
        session.add(made)
        session.flush()  # The delegate's row names it.
        # Whoever was given a link of before must not come by a role that came after it.
        account_queries.end_invitations(session, person.id, asked.now)
    row.person_id, row.appointment_id, row.email = person.id, made.id, person.email
    heads = [it for it in queries.of_party(session, asked.scope.meeting.id, asked.party.id) if it.is_head]
    row.is_head = row.is_head or (made.role == "head" and not heads)


def _link(session: Session, asked: Asked, person: Person) -> Link:
    """The newest link is the one that counts: who was given one before by mistake cannot use it."""
    held = people_queries.running(session, person.id, asked.now)
    if delegation_changes.is_office(asked.scope):
        return people.link_for(session, asked.settings, asked.scope, person, held, asked.now)
    if not _is_own(asked, held) or queries.ever_signed_in(session, {person.id}):
        return Link(person, None)
    account_queries.end_invitations(session, person.id, asked.now)
    return Link(person, accounts.invite(session, asked.settings, person, asked.now))


def _is_own(asked: Asked, held: Sequence[Appointment]) -> bool:
    """Whether the roles are those that the delegation itself gives, and no other."""
    wanted = (asked.scope.meeting.id, asked.party.id, asked.role)
    return all((it.meeting_id, it.party_id, it.role) == wanted for it in held)


def give_link(
    session: Session, settings: Settings, scope: MeetingScope, delegate_id: int, *, token: str, now: datetime
) -> Link:
    """A new link for a member; one who was named with an address alone gets the account with it.

    Raises NotAllowed, also for the account of a head, which the Office gives; NotFound; WrongState; BadFields.
    """
    row = delegation_changes.to_change(session, scope, delegate_id)
    if row.state == "withdrawn":
        raise WrongState("withdrawn", "change delegate")
    party = delegations.find_party(session, scope, row.party_id)
    role = "head" if row.is_head and party.status == "participating" else _role(party)
    asked = Asked(scope, settings, party, role, now)
    if role == "head" and not delegation_changes.is_office(scope):
        raise NotAllowed("name delegates")
    if row.person_id is not None:
        return _link(session, asked, queries.people(session, {row.person_id})[row.person_id])
    entry = _checked(delegation_changes.entry_of(row), party)
    person = _known_or_new(session, entry)
    _require_free(session, asked, person)
    _seat(session, asked, row, person)
    told = delegation_changes.about(party)
    delegation_changes.note(session, scope, "delegate invited", [row], told=told, token=token, now=now)
    return _link(session, asked, person)


def enlist(session: Session, scope: MeetingScope, appointment_id: int, *, token: str, now: datetime) -> Delegate | None:
    """Put somebody who has a role for a delegation into its list; a head becomes its head. None when it was done.

    Raises NotAllowed, NotFound, WrongState("two heads").
    """
    held = people_queries.appointment(session, scope.process.id, appointment_id)
    if held is None or held.party_id is None or held.meeting_id != scope.meeting.id:
        raise NotFound
    delegation_changes.require_naming(scope, held.party_id)
    if matters.already_done(session, scope.meeting, scope.actor, token):
        return None
    page = delegations.one(session, scope, held.party_id, now)
    found = next((it for it in page.outside if it.appointment == held.id), None)
    if found is None:
        raise WrongState("listed", "enlist")
    if held.role == "head" and page.head is not None:
        raise WrongState("two heads", "enlist")
    entry = Entry(name_en=found.person.name_en, name_ru=found.person.name_ru, email=found.person.email)
    row = delegation_changes.new_row(session, scope, page.party, entry, state="named")
    row.person_id, row.appointment_id, row.is_head = found.person.id, held.id, held.role == "head"
    told = delegation_changes.about(page.party)
    delegation_changes.note(session, scope, "delegate named", [row], told=told, token=token, now=now)
    return row
