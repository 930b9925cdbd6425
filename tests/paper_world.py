"""A meeting with everything that its papers are drawn up from, in both languages."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain.matters import OPENED
from drafting.persistence.records import (
    AgendaItem,
    AgendaSpeaker,
    Base,
    ChairTerm,
    Delegate,
    Meeting,
    Party,
    Sitting,
    Speech,
)
from drafting.services import groups, matters, recommendations
from drafting.services.scope import meeting_scope
from tests.factories import NOW, World

MORNING = NOW.replace(hour=4)  # 09:00 in Almaty
STATES = ("ARV", "BEL", "ZAB")
NETWORK = "NET"


def furnish(world: World, *, more: int = 0) -> None:
    """Agenda, delegations, speeches, groups, an elected Chair. more: further items, delegates and speeches of each."""
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW, lock=True)
        scope.meeting.ordinal, scope.meeting.theme_en, scope.meeting.theme_ru = 5, "Mobility", "Мобильность"
        scope.meeting.host_en, scope.meeting.host_ru = "Government of Belmora", "Правительство Бельморы"
        rows = [*_agenda(session, world, more), *_delegations(session, world, more)]
        rows += _speeches(session, world, rows, more)
        matters.record(session, scope.meeting, scope.actor, OPENED, scope.meeting, *rows, now=NOW)
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW, lock=True)
        groups.add_group(session, scope, groups.Theme("Statistics", "Статистика", "Ms Vel"), token="theme-one", now=NOW)
        group = groups.page(session, scope)[0].row.id
        for at, text in enumerate(("States should meet.", "Donors are invited to help.")):
            words = recommendations.Words(text, f"Следует {at}.", "should", [], ["donors"])
            recommendations.add(session, scope, group, words, token=f"words-{at}-of-it", now=NOW)
    elect(world)


def _added(session: Session, rows: list[Any]) -> list[Base]:
    session.add_all(rows)
    session.flush()
    return rows


def _agenda(session: Session, world: World, more: int) -> list[Base]:
    hours = {"meeting_id": world.meeting}
    sitting = Sitting(**hours, number=1, starts_at=MORNING, ends_at=MORNING + timedelta(hours=8), opened_at=MORNING)
    _added(session, [sitting])
    named = [
        ("opening", "Opening", "Открытие", 30),
        ("statements", "General debate", "Общие прения", 60),
        ("break", "Coffee", "Перерыв на кофе", 15),
        ("adoption", "Adoption", "Принятие", 30),
        *(("item", f"Item {at}", f"Пункт {at}", 5) for at in range(more)),
    ]
    items = [
        AgendaItem(
            **hours,
            sitting_id=sitting.id,
            place=f"{at:05d}",
            kind=kind,
            title_en=english,
            title_ru=russian,
            minutes=minutes,
        )
        for at, (kind, english, russian, minutes) in enumerate(named, 1)
    ]
    loose = AgendaItem(**hours, place="00001", kind="other", title_en="Any other", title_ru="Разное", note_en="If any")
    _added(session, [*items, loose])
    opener = AgendaSpeaker(**hours, item_id=items[0].id, place=1, role="opener", name_en="The Chair", name_ru="")
    return [sitting, *items, loose, *_added(session, [opener])]


def _delegations(session: Session, world: World, more: int) -> list[Base]:
    network = Party(
        process_id=world.process,
        code=NETWORK,
        kind="organization",
        status="observer",
        category="civil society",
        country="KAZ",
        name_en="Net of Hope",
        name_ru="Сеть надежды",
        long_en="Net of Hope",
        long_ru="Сеть надежды",
    )
    _added(session, [network])
    world.parties[NETWORK] = network.id
    rows = [
        _delegate(world, code, at, state=state)
        for code in ("ZAB", "ARV", NETWORK, "OBS")
        for at, state in ((1, "confirmed"), (2, "confirmed" if code != "ZAB" else "named"))
    ]
    rows.append(_delegate(world, "ARV", 9, badge="interpreter"))
    rows += [_delegate(world, "ARV", 10 + at) for at in range(more)]
    return _added(session, rows)


def _delegate(world: World, code: str, place: int, *, state: str = "confirmed", badge: str = "delegate") -> Delegate:
    return Delegate(
        meeting_id=world.meeting,
        party_id=world.parties[code],
        place=place,
        is_head=place == 1,
        title_en="Ms",
        title_ru="г-жа",
        name_en=f"{code} Person {place}",
        name_ru=f"{code} Лицо {place}",
        position_en="Minister" if place == 1 else "",
        position_ru="министр" if place == 1 else "",
        badge=badge,
        state=state,
    )


def _speeches(session: Session, world: World, rows: list[Any], more: int) -> list[Base]:
    debate = next(it for it in rows if isinstance(it, AgendaItem) and it.kind == "statements")
    head = next(it for it in rows if isinstance(it, Delegate) and it.party_id == world.parties["ARV"])
    made = [
        speech(world, debate.id, "ARV", 1, state="given", minute=5, delegate_id=head.id),
        speech(world, debate.id, "ZAB", 2, state="given", minute=2),
        speech(world, debate.id, "OBS", 3, state="listed"),
        speech(world, debate.id, "BEL", 4, state="withdrawn"),
        speech(world, None, NETWORK, 1, state="given", minute=20),
        *(speech(world, debate.id, "ARV", 10 + at, state="given", minute=30 + at) for at in range(more)),
    ]
    return _added(session, made)


def speech(
    world: World, item: int | None, code: str, place: int, *, state: str, minute: int = 0, **facts: Any
) -> Speech:
    return Speech(
        meeting_id=world.meeting,
        item_id=item,
        party_id=world.parties[code],
        kind="statement",
        place=place,
        seconds=420,
        state=state,
        started_at=MORNING + timedelta(minutes=30 + minute) if state == "given" else None,
        spoken=100 + minute,
        **facts,
    )


def elect(world: World) -> None:
    with world.database.writing() as session:
        meeting = session.get_one(Meeting, world.meeting)
        facts = {"process_id": world.process, "elected_on": meeting.starts_on, "meeting_id": world.meeting}
        session.add(
            ChairTerm(**facts, party_id=world.parties["BEL"], starts_on=meeting.starts_on, ends_on=date(2028, 6, 5))
        )
