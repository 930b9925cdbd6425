"""Who represents the State in the chair: a name, and with an e-mail address, an account with the Chair's role.

The role lasts as long as the term. A link to sign in is shown once, under the rule of `services/people.py`: nobody
rises above the own roles by way of another person's account.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.config import Settings
from drafting.domain.addresses import is_address
from drafting.domain.fields import Fields
from drafting.persistence.queries import accounts as account_queries
from drafting.persistence.queries import chairmanship as queries
from drafting.persistence.queries import people as people_queries
from drafting.persistence.records import Appointment, ChairTerm, Person
from drafting.services import accounts, chairmanship, matters, people
from drafting.services.scope import ProcessScope

LONGEST_NAME, LONGEST_POSITION = 120, 200


def name_representative(
    session: Session,
    settings: Settings,
    scope: ProcessScope,
    term_id: int,
    typed: Mapping[str, str],
    *,
    seal: str,
    token: str,
    now: datetime,
) -> people.Link | None:
    """Name the representative: name_en, name_ru, position_en, position_ru, email. Answers the account with its link, or
    None where there is no account or the submission was carried out before.

    Without an address whoever had the role has it no more. Raises NotAllowed, NotFound, WrongState, BadFields.
    """
    scope.require("run chairmanship")
    if matters.already_done(session, scope.process, scope.actor, token):
        return None
    line = chairmanship.open_term(session, scope, term_id, seal, now)
    named = _read(typed)
    row, email = line.term, named.pop("email")
    for column, words in named.items():
        setattr(row, column, words)
    link = _account(session, settings, scope, row, email, now)
    about = {**chairmanship.named(line.party), "person_en": row.representative_en, "person_ru": row.representative_ru}
    chairmanship.note(session, scope, "representative named", row, about=about, token=token, now=now)
    return link


def _read(typed: Mapping[str, str]) -> dict[str, str]:
    """The columns of the term; what is given in one language alone stands in the other, too. Raises BadFields."""
    fields = Fields()
    name = {it: people.one_line(typed.get(f"name_{it}", "")) for it in ("en", "ru")}
    position = {it: people.one_line(typed.get(f"position_{it}", "")) for it in ("en", "ru")}
    fields.require("name_en", name["en"] or name["ru"], "name-missing")
    for it in ("en", "ru"):
        fields.require(f"name_{it}", len(name[it]) <= LONGEST_NAME, "field-too-long", longest=LONGEST_NAME)
        fits = len(position[it]) <= LONGEST_POSITION
        fields.require(f"position_{it}", fits, "field-too-long", longest=LONGEST_POSITION)
    email = accounts.normal_email(typed.get("email", ""))
    fields.require("email", not email or is_address(email), "bad-email")
    fields.done()
    return {
        "representative_en": name["en"] or name["ru"],
        "representative_ru": name["ru"] or name["en"],
        "position_en": position["en"] or position["ru"],
        "position_ru": position["ru"] or position["en"],
        "email": email,
    }


def _account(
    session: Session, settings: Settings, scope: ProcessScope, row: ChairTerm, email: str, now: datetime
) -> people.Link | None:
    """The account and the role, as long as the term; whoever represented the State before has the role no more."""
    person = _person(session, row, email) if email else None
    held = queries.appointment(session, row.appointment_id)
    if person is not None and held is not None and held.person_id == person.id:
        return None
    if held is not None:
        held.until = now
    row.person_id = row.appointment_id = None
    if person is None:
        return None
    made = Appointment(
        person_id=person.id,
        process_id=scope.process.id,
        role="chair",
        since=chairmanship.beginning(scope.process, row.starts_on),
        until=chairmanship.beginning(scope.process, row.ends_on),
    )
    session.add(made)
    session.flush()  # The term refers to it.
    row.person_id, row.appointment_id = person.id, made.id
    # Whoever was given a link of before must not come by a role that came after it.
    account_queries.end_invitations(session, person.id, now)
    return _link(session, settings, scope, person, people_queries.running(session, person.id, now), now)


def _person(session: Session, row: ChairTerm, email: str) -> Person:
    invited = people.Invited(
        email=email,
        name_en=row.representative_en,
        name_ru=row.representative_ru,
        role="chair",
        party=None,
        whole_process=True,
    )
    return people.known_or_new(session, invited)


def _link(
    session: Session,
    settings: Settings,
    scope: ProcessScope,
    person: Person,
    held: Sequence[Appointment],
    now: datetime,
) -> people.Link:
    """The Office may give a link to whom this Process alone knows; the Chair, to whoever has no other role at all."""
    if scope.actor.holds("support"):
        allowed = scope.actor.holds("administrator") or all(it.role != "administrator" for it in held)
        reached = allowed and all(it.process_id == scope.process.id for it in held)
    else:
        reached = len(held) == 1
    return people.Link(person, accounts.invite(session, settings, person, now) if reached else None)


def email_of(session: Session, row: ChairTerm) -> str:
    """The address of the representative's account, "" without one."""
    person = session.get(Person, row.person_id) if row.person_id is not None else None
    return person.email if person else ""
