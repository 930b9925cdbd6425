"""What those who keep an agenda do in the small conference, each act in a transaction of its own."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.domain import agenda as rules
from drafting.persistence.records import (
    AgendaItem,
    MeetingEntry,
    Sitting,
)
from drafting.services import agenda, agenda_page, agenda_speakers, matters, sitting_plan
from drafting.services.scope import MeetingScope, meeting_scope
from tests.acts import token
from tests.factories import NOW, World

SITTING = {
    "number": "1",
    "title_en": "Morning",
    "title_ru": "Утро",
    "day": "2026-06-05",
    "starts": "10:00",
    "ends": "13:00",
}
ITEM = {"kind": "item", "title_en": "Item", "title_ru": "Пункт", "minutes": "30"}


def act(world: World, who: str, do: Callable[[Session, MeetingScope], object]) -> object:
    with world.database.writing() as session:
        return do(session, meeting_scope(session, world.people[who], world.meeting, NOW, lock=True))


def plan(world: World, who: str = "office", key: str = "", **changed: str) -> int:
    """A sitting; answers its id."""
    said = {**SITTING, **changed}
    act(world, who, lambda session, scope: sitting_plan.plan(session, scope, said, token=key or token(), now=NOW))
    return one(world, select(Sitting.id).where(Sitting.number == int(said["number"])))


def add(world: World, who: str = "office", key: str = "", **changed: str) -> int:
    """An item; answers its id."""
    said = {**ITEM, **changed}
    act(world, who, lambda session, scope: agenda.add(session, scope, said, token=key or token(), now=NOW))
    return one(world, select(AgendaItem.id).order_by(AgendaItem.id.desc()).limit(1))


def one(world: World, query) -> object:
    with world.database.reading() as session:
        return session.scalars(query).one()


def seal(world: World, row: int, table: type = AgendaItem) -> str:
    with world.database.reading() as session:
        return matters.seal(session.get_one(table, row))


def change(world: World, item: int, shown: str = "", **changed: str) -> None:
    shown = shown or seal(world, item)
    act(
        world,
        "office",
        lambda session, scope: agenda.change(
            session, scope, item, {**ITEM, **changed}, seal=shown, token=token(), now=NOW
        ),
    )


def step(world: World, item: int, *, up: bool, key: str = "", shown: str = "") -> None:
    shown = shown or seal(world, item)
    act(
        world,
        "chair",
        lambda session, scope: agenda.step(session, scope, item, up=up, seal=shown, token=key or token(), now=NOW),
    )


def move(
    world: World, item: int, sitting: int | None, before: int | None = None, key: str = "", shown: str = ""
) -> None:
    shown = shown or seal(world, item)
    act(
        world,
        "office",
        lambda session, scope: agenda.move(
            session, scope, item, rules.Seat(sitting, before), seal=shown, token=key or token(), now=NOW
        ),
    )


def look(world: World, who: str = "office") -> agenda_page.Page:
    with world.database.reading() as session:
        return agenda_page.page(session, meeting_scope(session, world.people[who], world.meeting, NOW))


def order_of(world: World) -> list[tuple[int | None, list[int]]]:
    page = look(world)
    parts = [part for day in page.days for part in day.parts]
    return [(it.sitting.id, [line.item.id for line in it.lines]) for it in parts] + [
        (None, [it.item.id for it in page.outside])
    ]


def kinds(world: World) -> list[str]:
    with world.database.reading() as session:
        return list(session.scalars(select(MeetingEntry.kind).order_by(MeetingEntry.seq)))[1:]


def replan(world: World, sitting: int, key: str = "", shown: str = "", **changed: str) -> None:
    shown = shown or seal(world, sitting, Sitting)
    act(
        world,
        "chair",
        lambda session, scope: sitting_plan.replan(
            session, scope, sitting, {**SITTING, **changed}, seal=shown, token=key or token(), now=NOW
        ),
    )


def drop(world: World, sitting: int, key: str = "", shown: str = "") -> None:
    shown = shown or seal(world, sitting, Sitting)
    act(
        world,
        "office",
        lambda session, scope: sitting_plan.remove(session, scope, sitting, seal=shown, token=key or token(), now=NOW),
    )


def remove(world: World, item: int, key: str = "", shown: str = "") -> None:
    shown = shown or seal(world, item)
    act(
        world,
        "office",
        lambda session, scope: agenda.remove(session, scope, item, seal=shown, token=key or token(), now=NOW),
    )


def speak(world: World, item: int, key: str = "", **said: str) -> None:
    act(
        world,
        "office",
        lambda session, scope: agenda_speakers.add(
            session, scope, item, {"role": "speaker", **said}, token=key or token(), now=NOW
        ),
    )
