"""National coordinators and representatives: who speaks for a party between meetings, dated and replaceable.

Source: practice.md section 1: one coordinator for each participating State. A former one ends on the day on which the
next begins, and stays in the history.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.config import Settings
from drafting.domain import register
from drafting.domain.addresses import is_address
from drafting.domain.errors import NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.queries import accounts as account_queries
from drafting.persistence.queries import people as people_queries
from drafting.persistence.records import Appointment, Base, NationalContact
from drafting.services import accounts, matters, people
from drafting.services import register as reading
from drafting.services.people import Invited, Link
from drafting.services.register import Known
from drafting.services.register_membership import day_of, named
from drafting.services.scope import ProcessScope

KINDS = ("coordinator", "representative")
FACTS = ("name_en", "name_ru", "position_en", "position_ru", "email", "phone")


@dataclass(frozen=True)
class Said:
    """A contact as a form says it."""

    name_en: str
    name_ru: str
    position_en: str
    position_ru: str
    email: str
    phone: str


def appoint(
    session: Session, scope: ProcessScope, party_id: int, typed: Mapping[str, str], *, token: str, now: datetime
) -> None:
    """Somebody speaks for a party from a day on: typed holds the facts, kind, since and, for a representative who takes
    another's place, `replaces`, the number of that contact.

    A new coordinator takes the place of the one there is. The caller holds the Process's lock. Raises NotAllowed,
    NotFound; BadFields.
    """
    scope.require("keep register")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    it = reading.known(session, scope.process.id, party_id)
    fields = Fields()
    said, kind = _read(typed, fields), typed.get("kind", "")
    fields.require("kind", kind in KINDS, "contact-kind")
    fields.require("kind", kind != "coordinator" or it.party.status == "participating", "contact-coordinator")
    since = day_of(fields, "since", typed.get("since", ""))
    fields.require("since", since is not None, "day-missing")
    before = _replaced(it, kind, typed.get("replaces", ""), since, fields)
    if before and since:
        fields.require("since", before.since < since, "contact-before", since=before.since)
    fields.done()
    first = since or reading.today(scope.process, now)
    made = NationalContact(process_id=scope.process.id, party_id=party_id, kind=kind, since=first, **vars(said))
    session.add(made)
    rows: list[Base] = [made]
    if before:
        _end(session, scope, before, first, now)
        rows.append(before)
    about = _about(it, made) | ({"before_en": before.name_en, "before_ru": before.name_ru} if before else {})
    matters.record(session, scope.process, scope.actor, "contact named", *rows, now=now, about=about, token=token)


def _read(typed: Mapping[str, str], fields: Fields) -> Said:
    said = {name: register.one_line(typed.get(name, "")) for name in FACTS}
    for name in ("name_en", "name_ru"):
        fields.require(name, said[name], "contact-name")
    register.short(fields, said)
    said["email"] = accounts.normal_email(said["email"])
    fields.require("email", not said["email"] or is_address(said["email"]), "bad-email")
    return Said(**said)


def _replaced(it: Known, kind: str, number: str, since: date | None, fields: Fields) -> NationalContact | None:
    """Whose place is taken: of coordinators the newest one's, unless it has ended by then."""
    own = [one for one in it.contacts if one.kind == kind]
    lasting = [one for one in own if one.until is None or (since is not None and since < one.until)]
    if kind == "coordinator":
        return next(iter(lasting), None)
    found = next((one for one in lasting if str(one.id) == number), None)
    fields.require("replaces", found or not number, "contact-replaces")
    return found


def _about(it: Known, contact: NationalContact) -> dict[str, Any]:
    """What the record says aloud: no address and no number."""
    told = {"kind": contact.kind, "person_en": contact.name_en, "person_ru": contact.name_ru}
    return named(it.party) | told | {"day": contact.since.isoformat()}


def _end(session: Session, scope: ProcessScope, contact: NationalContact, day: date, now: datetime) -> None:
    """The contact, and the role that it brought: from the first minute of that day where the Process has its clock."""
    contact.until = day
    appointment = session.get(Appointment, contact.appointment_id) if contact.appointment_id else None
    if appointment is not None:
        over = datetime.combine(day, time(), ZoneInfo(scope.process.zone))
        ends = max(over, now)
        appointment.until = ends if appointment.until is None else min(appointment.until, ends)


def contact_of(it: Known, contact_id: int) -> NationalContact:
    """Raises NotFound."""
    found = next((one for one in it.contacts if one.id == contact_id), None)
    if found is None:
        raise NotFound
    return found


def correct(
    session: Session,
    scope: ProcessScope,
    party_id: int,
    contact_id: int,
    typed: Mapping[str, str],
    *,
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """Other facts of the same person, such as a new number; who comes instead is appointed.

    An account keeps the address that it was given for. The caller holds the Process's lock. Raises NotAllowed,
    NotFound; BadFields; WrongState("moved on").
    """
    scope.require("keep register")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    it = reading.known(session, scope.process.id, party_id)
    contact = contact_of(it, contact_id)
    matters.require_unmoved(contact, seal)
    fields = Fields()
    said = _read(typed, fields)
    kept = contact.person_id is None or said.email == contact.email
    fields.require("email", kept, "contact-account")
    fields.done()
    for name, value in vars(said).items():
        setattr(contact, name, value)
    about = _about(it, contact)
    matters.record(session, scope.process, scope.actor, "contact corrected", contact, now=now, about=about, token=token)


def end(
    session: Session,
    scope: ProcessScope,
    party_id: int,
    contact_id: int,
    typed: Mapping[str, str],
    *,
    token: str,
    now: datetime,
) -> None:
    """A contact ends without another: typed holds day, the first day without. The account's role ends with it.

    The caller holds the Process's lock. Raises NotAllowed, NotFound; BadFields; WrongState("over", "end contact").
    """
    scope.require("keep register")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    it = reading.known(session, scope.process.id, party_id)
    contact = contact_of(it, contact_id)
    if contact.until is not None:
        raise WrongState("over", "end contact")
    fields = Fields()
    day = day_of(fields, "day", typed.get("day", ""))
    fields.require("day", day is not None, "day-missing")
    fields.require("day", day is None or contact.since < day, "contact-before", since=contact.since)
    fields.done()
    last = day or contact.since
    _end(session, scope, contact, last, now)
    about = _about(it, contact) | {"day": last.isoformat()}
    matters.record(session, scope.process, scope.actor, "contact ended", contact, now=now, about=about, token=token)


def give_account(
    session: Session, settings: Settings, scope: ProcessScope, party_id: int, contact_id: int, now: datetime
) -> Link:
    """An account for a coordinator, who then speaks for the State in every meeting; a new link where there is one.

    The caller holds the Process's lock. A link signs in as its person, so it is given only for somebody whom this
    Process alone knows, and never for an administrator. Raises NotAllowed, NotFound; WrongState("no account",
    "give account") for a contact that is no running coordinator of a participating State or has no address.
    """
    scope.require("keep register")
    it = reading.known(session, scope.process.id, party_id)
    contact = contact_of(it, contact_id)
    runs = reading.runs(contact, reading.today(scope.process, now))
    if not (runs and contact.email and contact.kind == "coordinator" and it.party.status == "participating"):
        raise WrongState("no account", "give account")
    asked = Invited(contact.email, contact.name_en, contact.name_ru, "coordinator", party_id, whole_process=True)
    person = people.known_or_new(session, asked)
    held = people_queries.running(session, person.id, now)
    if contact.appointment_id is None:
        appointment = _role(session, scope, party_id, person.id, held, contact, now)
        held = [*held, appointment]
        contact.person_id, contact.appointment_id = person.id, appointment.id
        account_queries.end_invitations(session, person.id, now)
        about = _about(it, contact)
        matters.record(session, scope.process, scope.actor, "contact given account", contact, now=now, about=about)
    reached = all(one.process_id == scope.process.id and one.role != "administrator" for one in held)
    return Link(person, accounts.invite(session, settings, person, now) if reached else None)


def _role(
    session: Session,
    scope: ProcessScope,
    party_id: int,
    person_id: int,
    held: list[Appointment],
    contact: NationalContact,
    now: datetime,
) -> Appointment:
    """The role that the person has already, or a new one; it ends with the contact where that has a last day."""
    wanted = (scope.process.id, None, party_id, "coordinator")
    found = next((it for it in held if (it.process_id, it.meeting_id, it.party_id, it.role) == wanted), None)
    if found is None:
        facts = {"process_id": scope.process.id, "party_id": party_id, "role": "coordinator"}
        found = Appointment(person_id=person_id, meeting_id=None, since=now, until=None, **facts)
        session.add(found)
    session.flush()  # The contact names it by its number.
    if contact.until is not None:
        found.until = datetime.combine(contact.until, time(), ZoneInfo(scope.process.zone))
    return found
