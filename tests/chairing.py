"""What the Office records about the chairmanship of the small conference, each in a transaction of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.config import Settings
from drafting.domain.errors import BadFields, NotFound
from drafting.persistence.queries import chairmanship as queries
from drafting.persistence.records import ChairTerm, Instruction, Person
from drafting.services import chairmanship, instructions, matters, people, representatives
from drafting.services.scope import ProcessScope, process_scope
from tests.acts import token
from tests.factories import NOW, World

Answer = TypeVar("Answer")
SETTINGS = Settings(database_url="sqlite://", secret_key="a secret of the tests, long enough")
NAMED = {"name_en": "Ms New Chair", "position_ru": "министр", "email": "new.chair@example.org"}


def direct(
    world: World, do: Callable[[Session, ProcessScope], Answer], who: str = "secretariat", now: datetime = NOW
) -> Answer:
    """Do something in the whole Process, under its lock."""
    with world.database.writing() as session:
        return do(session, process_scope(session, world.people[who], world.process, now, lock=True))


def election(world: World, code: str, starts_on: str, **changes: str) -> dict[str, str]:
    """The form of an election on the day of its term's beginning, or on the day of NOW where that is sooner."""
    elected = min(starts_on, NOW.date().isoformat())
    return {"state": str(world.parties[code]), "elected_on": elected, "starts_on": starts_on, **changes}


def elect(world: World, code: str, starts_on: str, **changes: str) -> int:
    """Answers the number of the term."""
    form = election(world, code, starts_on, **changes)
    direct(world, lambda session, scope: chairmanship.elect(session, scope, form, token=token(), now=NOW))
    with world.database.reading() as session:
        return max(it.id for it in queries.terms(session, world.process))


def passes(world: World, code: str, day: str = "2026-06-05", reason: str = "") -> None:
    form = {"passing": str(world.parties[code]), "passed_on": day, "pass_reason": reason}
    direct(world, lambda session, scope: chairmanship.record_pass(session, scope, form, token=token(), now=NOW))


def instruct(world: World, **changes: str) -> int:
    """Answers the number of the instruction."""
    form = {"given_on": "2026-06-05", "instruction": "Circulate the agenda.", "given_by": "H.E. Mr Chair", **changes}
    direct(
        world,
        lambda session, scope: instructions.instruct(session, scope, form, language="en", token=token(), now=NOW),
    )
    with world.database.reading() as session:
        return max(session.scalars(select(Instruction.id)))


def overview(world: World, now: datetime = NOW) -> chairmanship.Overview:
    with world.database.reading() as session:
        scope = process_scope(session, world.people["secretariat"], world.process, now)
        return chairmanship.overview(session, scope.process, chairmanship.today_in(scope.process, now))


def term(world: World, term_id: int) -> ChairTerm:
    with world.database.reading() as session:
        return session.get_one(ChairTerm, term_id)


def name(
    world: World, term_id: int, who: str = "secretariat", now: datetime = NOW, seal: str = "", **typed: str
) -> people.Link | None:
    form, shown = {**NAMED, **typed}, seal or matters.seal(term(world, term_id))
    return direct(
        world,
        lambda session, scope: representatives.name_representative(
            session, SETTINGS, scope, term_id, form, seal=shown, token=token(), now=now
        ),
        who,
        now,
    )


def chairs(world: World, person: int, now: datetime = NOW) -> bool:
    with world.database.reading() as session:
        try:
            return process_scope(session, person, world.process, now).actor.holds("chair")
        except NotFound:
            return False


def person_of(world: World, email: str) -> int:
    with world.database.reading() as session:
        return session.scalars(select(Person.id).where(Person.email == email)).one()


def problems(caught: pytest.ExceptionInfo[BadFields]) -> dict[str, str]:
    return {field: it.code for field, it in caught.value.problems.items()}
