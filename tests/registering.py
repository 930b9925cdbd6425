"""What the Office does with the register of the small conference, each in a transaction of its own."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.records import Draft, NationalContact, Party, ProcessEntry
from drafting.services import (
    matters,
    matters_verification,
    register,
    register_contacts,
    register_membership,
    register_parties,
    verification,
)
from drafting.services.register import Known
from drafting.services.scope import ProcessScope, process_scope
from tests import acts
from tests.factories import NOW, World

Answer = TypeVar("Answer")
OFFICE = "secretariat"
BASIS = {"basis_en": "Decision of the ministers", "basis_ru": "Решение министров"}
TODAY = date(2026, 6, 5)
NEWLAND: Mapping[str, str] = {
    "code": "NEW",
    "category": "state",
    "name_en": "Newland",
    "name_ru": "Новия",
    "long_en": "Republic of Newland",
    "long_ru": "Республика Новия",
    "status": "participating",
    "since": "2026-06-01",
    **BASIS,
}
COORDINATOR: Mapping[str, str] = {
    "kind": "coordinator",
    "name_en": "Ilva Torr",
    "name_ru": "Ильва Торр",
    "position_en": "Director",
    "position_ru": "Директор",
    "email": "Ilva.Torr@Example.org",
    "phone": "+7 700 000 00 00",
    "since": "2026-06-01",
}


def keep(
    it: World, do: Callable[[Session, register_membership.Keeping], Answer], who: str = OFFICE, now: datetime = NOW
) -> Answer:
    """With every draft and the Process locked."""
    with it.database.writing() as session:
        return do(session, register_membership.keeping(session, it.people[who], it.process, now))


def hold(it: World, do: Callable[[Session, ProcessScope], Answer], who: str = OFFICE, now: datetime = NOW) -> Answer:
    """With the Process locked."""
    with it.database.writing() as session:
        return do(session, process_scope(session, it.people[who], it.process, now, lock=True))


def add(it: World, token: str = "", now: datetime = NOW, **said: str) -> int:
    """Answers the id of the new party."""
    made = keep(
        it,
        lambda session, kept: register_parties.add(
            session, kept, {**NEWLAND, **said}, token=token or acts.token(), now=now
        ),
        now=now,
    )
    assert made is not None
    it.parties[made.code] = made.id
    return made.id


def become(it: World, code: str, status: str, /, *, token: str = "", now: datetime = NOW, **said: str) -> None:
    typed = {"status": status, "day": "2026-06-05", **BASIS, **said}
    keep(
        it,
        lambda session, kept: register_membership.change(
            session, kept, it.parties[code], typed, token=token or acts.token(), now=now
        ),
        now=now,
    )


def known(it: World, code: str) -> Known:
    with it.database.reading() as session:
        return register.known(session, it.process, it.parties[code])


def seal_of(it: World, row: type, number: int) -> str:
    with it.database.reading() as session:
        return matters.seal(session.get_one(row, number))


def rename(it: World, code: str, /, *, token: str = "", seal: str = "", **said: str) -> None:
    shown = seal or seal_of(it, Party, it.parties[code])
    hold(
        it,
        lambda session, scope: register_parties.rename(
            session, scope, it.parties[code], said, seal=shown, token=token or acts.token(), now=NOW
        ),
    )


def amend(it: World, code: str, /, *, token: str = "", seal: str = "", **said: str) -> None:
    shown = seal or seal_of(it, Party, it.parties[code])
    hold(
        it,
        lambda session, scope: register_parties.amend(
            session, scope, it.parties[code], said, seal=shown, token=token or acts.token(), now=NOW
        ),
    )


def remove(it: World, code: str, /, *, token: str = "", seal: str = "") -> None:
    shown = seal or seal_of(it, Party, it.parties[code])
    hold(
        it,
        lambda session, scope: register_parties.remove(
            session, scope, it.parties[code], seal=shown, token=token or acts.token(), now=NOW
        ),
    )


def appoint(it: World, code: str, /, *, token: str = "", now: datetime = NOW, **said: str) -> int:
    """Answers the id of the newest contact of the party."""
    typed = {**COORDINATOR, **said}
    hold(
        it,
        lambda session, scope: register_contacts.appoint(
            session, scope, it.parties[code], typed, token=token or acts.token(), now=now
        ),
        now=now,
    )
    with it.database.reading() as session:
        own = select(NationalContact.id).where(NationalContact.party_id == it.parties[code])
        return session.scalars(own.order_by(NationalContact.id.desc())).first() or 0


def told(it: World) -> list[tuple[str, dict[str, Any]]]:
    """(kind, what it says of itself) of the entries of the Process's record, without its opening."""
    with it.database.reading() as session:
        entries = session.scalars(select(ProcessEntry).where(ProcessEntry.seq > 1).order_by(ProcessEntry.seq))
        return [(one.kind, one.payload["about"]) for one in entries]


def disagreements(it: World) -> list[object]:
    """Of the books of the Process and of every draft with the tables."""
    with it.database.reading() as session:
        process = process_scope(session, it.people[OFFICE], it.process, NOW).process
        found = [*matters_verification.verify(session, process).findings]
        for draft in session.scalars(select(Draft.id)):
            found += verification.verify(session, draft).findings
        return list(found)
