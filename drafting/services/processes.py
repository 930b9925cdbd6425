"""A Process: how it comes to be, what is said of it, and the instruments that founded it.

Source: practice.md section 1. A Process begins empty, with its Support Office alone; everything else is done by people.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.config import Settings
from drafting.domain import access, permissions
from drafting.domain import processes as rules
from drafting.domain.addresses import is_address
from drafting.domain.errors import NotFound
from drafting.domain.fields import Fields
from drafting.domain.processes import Deed, Identity
from drafting.persistence.queries import accounts as account_queries
from drafting.persistence.queries import processes as queries
from drafting.persistence.records import (
    Appointment,
    ChairTerm,
    Draft,
    Instrument,
    Meeting,
    Party,
    Person,
    Process,
)
from drafting.services import accounts, matters, people
from drafting.services.rules import today
from drafting.services.scope import ProcessScope


@dataclass(frozen=True)
class Officer:
    """Somebody of the Support Office. name: in both languages until the person is given others, "" for none said."""

    email: str
    name: str = ""


@dataclass(frozen=True)
class Founded:
    """links: (the person, the secret of a sign-in link), in the order asked for."""

    process: Process
    links: tuple[tuple[Person, str], ...]


@dataclass(frozen=True)
class Overview:
    """chair: the running term and its State; office: who acts for the Support Office in the whole Process; meetings:
    the next ones that the reader may know of, and whether each is open to the reader; participating, observers: how
    many States, and how many observers of any kind."""

    instruments: tuple[Instrument, ...]
    chair: tuple[ChairTerm, Party] | None
    office: tuple[Person, ...]
    meetings: tuple[tuple[Meeting, bool], ...]
    participating: int
    observers: int


def create(
    session: Session, settings: Settings, slug: str, identity: Identity, office: Sequence[Officer], now: datetime
) -> Founded:
    """A Process from nothing, with the people of its Support Office, who do everything else in the browser.

    Raises BadFields: bad-slug, slug-taken, bad-email, office-missing, and as `processes.check_identity`.
    """
    fields = Fields()
    rules.check_slug(fields, slug)
    fields.require("slug", queries.by_slug(session, slug) is None, "slug-taken")
    fields.require("support", office, "office-missing")
    by_address = {accounts.normal_email(it.email): it for it in office}
    fields.require("support", all(is_address(it) for it in by_address), "bad-email")
    rules.check_identity(fields, identity)
    fields.done()
    process = Process(slug=slug, **_columns(identity))
    session.add(process)
    session.flush()  # The roles refer to it.
    found = [_appointed(session, process, it, now) for it in by_address.values()]
    actor = permissions.Actor(found[0].id, (permissions.Capacity("support"),))
    matters.lock(session, process, actor, now)
    matters.record(session, process, actor, "process created", process, now=now, about=_named(process))
    return Founded(process, tuple((it, accounts.invite(session, settings, it, now)) for it in found))


def _appointed(session: Session, process: Process, it: Officer, now: datetime) -> Person:
    name = it.name or it.email.partition("@")[0]
    invited = people.Invited(it.email, name, name, role="support", party=None, whole_process=True)
    person = people.known_or_new(session, invited)
    session.add(Appointment(person_id=person.id, process_id=process.id, role="support", since=now))
    # As with every new role: who was given a link of before must not come by it.
    account_queries.end_invitations(session, person.id, now)
    return person


def _columns(it: Identity) -> dict[str, Any]:
    return {**asdict(it), "languages": list(it.languages)}


def _named(process: Process) -> dict[str, Any]:
    return {"name_en": process.name_en, "name_ru": process.name_ru}


def overview(session: Session, scope: ProcessScope, now: datetime) -> Overview:
    """What everybody who has a role in the Process sees first."""
    process, day = scope.process, today(scope.process, now)
    own = queries.meetings_of_person(session, process.id, scope.actor.person, now)
    reader, whole = scope.reader(), bool(scope.actor.capacities)
    meetings = [
        (it, whole or it.id in own)
        for it in queries.meetings_from(session, process.id, day)
        if it.id in own or access.admits(it.access, reader)
    ]
    chair = queries.chair_term(session, process.id, day)
    return Overview(
        instruments=tuple(queries.instruments(session, process.id)),
        chair=None if chair is None else (chair[0], chair[1]),
        office=tuple(queries.people_in_whole_process(session, process.id, "support", now)),
        meetings=tuple(meetings),
        participating=sum(it.status == "participating" for it in scope.parties.values()),
        observers=sum(it.status == "observer" for it in scope.parties.values()),
    )


def save(session: Session, scope: ProcessScope, identity: Identity, *, seal: str, token: str, now: datetime) -> None:
    """Change what the Office says of the Process; its slug stays.

    seal: of the Process that the form was rendered from. Raises NotAllowed; WrongState("moved on"); BadFields: as
    `processes.check_identity`.
    """
    process = scope.process
    scope.require("keep register")
    if matters.already_done(session, process, scope.actor, token):
        return
    matters.require_unmoved(process, seal)
    fields = Fields()
    rules.check_identity(fields, identity)
    fields.done()
    about = {"was_en": process.name_en, "was_ru": process.name_ru}
    for name, said in _columns(identity).items():
        setattr(process, name, said)
    about |= _named(process)
    matters.record(session, process, scope.actor, "process changed", process, now=now, about=about, token=token)


def instrument(session: Session, scope: ProcessScope, instrument_id: int) -> Instrument:
    """For its form. Raises NotAllowed, NotFound."""
    scope.require("keep register")
    found = queries.instrument(session, scope.process.id, instrument_id)
    if found is None:
        raise NotFound
    return found


def adopted(session: Session, scope: ProcessScope) -> tuple[tuple[Draft, Meeting], ...]:
    """The texts that were adopted in this tool and may be an instrument. Raises NotAllowed."""
    scope.require("keep register")
    return tuple((draft, meeting) for draft, meeting in queries.adopted_drafts(session, scope.process.id))


def add_instrument(session: Session, scope: ProcessScope, deed: Deed, *, token: str, now: datetime) -> None:
    """Raises NotAllowed; BadFields: as `processes.check_deed`, unknown-draft."""
    scope.require("keep register")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    row = Instrument(process_id=scope.process.id, **_checked(session, scope, deed, now))
    session.add(row)
    _record(session, scope, "instrument added", row, token, now)


def save_instrument(
    session: Session, scope: ProcessScope, instrument_id: int, deed: Deed, *, seal: str, token: str, now: datetime
) -> None:
    """seal: of the row that the form showed. Raises as `add_instrument`; NotFound; WrongState("moved on")."""
    scope.require("keep register")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    row = instrument(session, scope, instrument_id)
    matters.require_unmoved(row, seal)
    for name, said in _checked(session, scope, deed, now).items():
        setattr(row, name, said)
    _record(session, scope, "instrument changed", row, token, now)


def remove_instrument(
    session: Session, scope: ProcessScope, instrument_id: int, *, seal: str, token: str, now: datetime
) -> None:
    """What was written down by mistake; the record keeps it. Raises NotAllowed; NotFound; WrongState("moved on")."""
    scope.require("keep register")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    row = instrument(session, scope, instrument_id)
    matters.require_unmoved(row, seal)
    about = {"title_en": row.title_en, "title_ru": row.title_ru}
    process, actor = scope.process, scope.actor
    matters.record(session, process, actor, "instrument removed", now=now, gone=(row,), about=about, token=token)


def _record(session: Session, scope: ProcessScope, kind: str, row: Instrument, token: str, now: datetime) -> None:
    about = {"title_en": row.title_en, "title_ru": row.title_ru}
    matters.record(session, scope.process, scope.actor, kind, row, now=now, about=about, token=token)


def _checked(session: Session, scope: ProcessScope, deed: Deed, now: datetime) -> dict[str, Any]:
    """The columns of an instrument. Raises BadFields."""
    fields = Fields()
    rules.check_deed(fields, deed, today(scope.process, now))
    known = {draft.id for draft, _ in queries.adopted_drafts(session, scope.process.id)}
    fields.require("draft", deed.draft is None or deed.draft in known, "unknown-draft")
    fields.done()
    columns = asdict(deed)
    draft_id = columns.pop("draft")
    return {**columns, "draft_id": draft_id}
