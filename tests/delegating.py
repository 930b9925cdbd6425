"""Acts on the delegations of the small conference, each in a transaction of its own, with a token of its own."""

import itertools
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from drafting.config import Settings
from drafting.domain import delegation_sheet
from drafting.persistence.queries import delegations as queries
from drafting.persistence.records import Appointment, Delegate
from drafting.services import (
    delegation_changes,
    delegation_files,
    delegation_heads,
    delegation_invitations,
    matters,
    matters_verification,
)
from drafting.services.delegation_changes import Entry
from drafting.services.people import Link
from drafting.services.scope import meeting_scope
from tests.factories import NOW, World

SETTINGS = Settings(database_url="sqlite://", secret_key="a secret of the tests, long enough")
MIRA = Entry("Ms", "", "Mira Vel", "Мира Вел", "Adviser", "Советник", "mira@example.org")
_tokens = (f"delegating-{number:06d}" for number in itertools.count())


def do(it: World, who: str, act: Callable[..., Any], *details: Any, now: datetime = NOW, **named: Any) -> Any:
    """act: a service that takes a session, a scope and a token."""
    token = named.pop("token", None) or next(_tokens)
    with it.database.writing() as session:
        scope = meeting_scope(session, it.people[who], it.meeting, now, lock=True)
        return act(session, scope, *details, token=token, now=now, **named)


def add(it: World, who: str = "head.bel", party: str = "BEL", entry: Entry = MIRA, **named: Any) -> int:
    """Name a member; answers the id of the newest of the delegation."""
    do(it, who, delegation_changes.add, it.parties[party], entry, **named)
    return members(it, party)[-1].id


def members(it: World, party: str) -> list[Delegate]:
    """Everybody of a delegation by id, detached."""
    with it.database.reading() as session:
        rows = queries.of_party(session, it.meeting, it.parties[party])
        session.expunge_all()
        return sorted(rows, key=lambda row: row.id)


def row(it: World, of: int) -> Delegate:
    with it.database.reading() as session:
        found = session.get_one(Delegate, of)
        session.expunge_all()
        return found


def seal(it: World, of: int) -> str:
    return matters.seal(row(it, of))


def invite(it: World, who: str = "head.bel", party: str = "BEL", entry: Entry = MIRA, **named: Any) -> Link:
    def act(session: Any, scope: Any, **more: Any) -> Link:
        link = delegation_invitations.invite(session, SETTINGS, scope, it.parties[party], entry, **more)
        it.people[link.person.email.partition("@")[0]] = link.person.id
        return link

    link: Link = do(it, who, act, **named)
    return link


def give_link(it: World, who: str, of: int, **named: Any) -> Link:
    def act(session: Any, scope: Any, **more: Any) -> Link:
        link = delegation_invitations.give_link(session, SETTINGS, scope, of, **more)
        it.people[link.person.email.partition("@")[0]] = link.person.id
        return link

    link: Link = do(it, who, act, **named)
    return link


def enlist(it: World, who: str, person: str, **named: Any) -> Delegate | None:
    of = appointment(it, person)
    found: Delegate | None = do(it, who, delegation_invitations.enlist, of, **named)
    return found


def appointment(it: World, person: str) -> int:
    with it.database.reading() as session:
        query = select(Appointment.id).where(Appointment.person_id == it.people[person], Appointment.until.is_(None))
        return session.scalars(query.order_by(Appointment.id.desc())).first() or 0


def roles(it: World, person: str, now: datetime = NOW) -> list[str]:
    """The running roles of somebody in the meeting."""
    with it.database.reading() as session:
        query = select(Appointment.role).where(Appointment.person_id == it.people[person])
        running = query.where((Appointment.until.is_(None)) | (Appointment.until > now))
        return sorted(session.scalars(running))


def change(it: World, who: str, of: int, entry: Entry, *, shown: str | None = None, **named: Any) -> None:
    do(it, who, delegation_changes.change, of, entry, seal=seal(it, of) if shown is None else shown, **named)


def complete(it: World, who: str, of: int, entry: Entry, *, shown: str | None = None, **named: Any) -> None:
    do(it, who, delegation_changes.complete, of, entry, seal=seal(it, of) if shown is None else shown, **named)


def move(it: World, who: str, of: int, *, up: bool, shown: str | None = None, **named: Any) -> None:
    do(it, who, delegation_changes.move, of, up=up, seal=seal(it, of) if shown is None else shown, **named)


def withdraw(it: World, who: str, of: int, *, shown: str | None = None, **named: Any) -> None:
    do(it, who, delegation_changes.withdraw, of, seal=seal(it, of) if shown is None else shown, **named)


def make_head(it: World, who: str, of: int, *, former: str | None = None, **named: Any) -> None:
    party = row(it, of).party_id
    with it.database.reading() as session:
        rows = queries.of_party(session, it.meeting, party)
        now_head = delegation_heads.seal(next((one for one in rows if one.is_head), None))
    seals = {"seal_of_member": seal(it, of), "seal_of_former": now_head if former is None else former}
    do(it, who, delegation_heads.make_head, of, **seals, **named)


def confirm(it: World, who: str, party: str, *of: int, **named: Any) -> int:
    shown = {one: seal(it, one) for one in of}
    count: int = do(it, who, delegation_changes.confirm, it.parties[party], shown, **named)
    return count


def take(it: World, who: str, party: str, table: str, **named: Any) -> int:
    rows = delegation_sheet.rows(table)
    count: int = do(it, who, delegation_files.take, it.parties[party], rows, **named)
    return count


def faults_of_the_books(it: World) -> tuple[Any, ...]:
    with it.database.reading() as session:
        scope = meeting_scope(session, it.people["office"], it.meeting, NOW)
        return matters_verification.verify(session, scope.meeting).findings
