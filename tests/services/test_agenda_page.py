"""The page of an agenda: days, hours, numbers, and what does not fit for those who keep it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from drafting.persistence.records import (
    AgendaItem,
    AgendaSpeaker,
    ChairTerm,
    Draft,
    Meeting,
    Speech,
)
from drafting.services import agenda_page, matters, matters_verification
from drafting.services.scope import meeting_scope
from tests.agenda import add, kinds, look, plan
from tests.factories import NOW, World


@pytest.fixture(autouse=True)
def books(conference: World):
    """The record of the meeting agrees with its tables at the end of every test."""
    yield
    with conference.database.reading() as session:
        found = matters_verification.verify(session, session.get_one(Meeting, conference.meeting))
        assert found.findings == ()


def test_a_day_is_shown_with_its_sittings_items_and_hours(conference):
    second = plan(conference, number="2", starts="15:00", ends="18:00", title_en="", title_ru="")
    first = plan(conference)
    tomorrow = plan(conference, number="3", day="2026-06-06")
    items = [add(conference, sitting=str(first), title_en=name) for name in ("A", "B")]
    pause = add(conference, sitting=str(first), kind="break", hour="11:30")
    later = add(conference, sitting=str(second), minutes="")
    page = look(conference, "observer")
    assert [(it.day, [part.sitting.id for part in it.parts]) for it in page.days] == [
        (date(2026, 6, 5), [first, second]),
        (date(2026, 6, 6), [tomorrow]),
    ]
    lines = page.days[0].parts[0].lines
    assert [it.item.id for it in lines] == [*items, pause]
    assert [it.number for it in lines] == ["1", "2", ""]
    assert [it.slot.starts for it in lines] == [
        datetime(2026, 6, 5, *at, tzinfo=UTC) for at in ((5,), (5, 30), (6, 30))
    ]
    assert [it.item.id for it in page.days[0].parts[1].lines] == [later]
    assert not any(it.cautions or it.seal for it in lines)
    assert page.cautions == ()
    assert kinds(conference) == ["sitting planned"] * 3 + ["item added"] * 4


def test_numbers_are_the_same_for_other_pages(conference):
    first = plan(conference)
    items = [add(conference), add(conference, sitting=str(first)), add(conference, sitting=str(first), kind="break")]
    with conference.database.reading() as session:
        assert agenda_page.numbers(session, conference.meeting) == {items[1]: "1", items[2]: "", items[0]: "2"}


def test_whoever_keeps_the_agenda_is_told_what_does_not_fit(conference):
    first = plan(conference)
    plan(conference, number="2", day="2026-07-05")
    plan(conference, number="3", starts="12:00", ends="14:00")
    late = add(conference, sitting=str(first), hour="11:00", minutes="150")
    lost = add(conference, kind="adoption")
    slot = add(conference, sitting=str(first), kind="statements", hour="14:00", minutes="1")
    with conference.database.writing() as session:
        for n, state in enumerate(("listed", "listed", "withdrawn")):
            speech = {"kind": "statement", "place": n, "seconds": 180, "state": state}
            session.add(
                Speech(meeting_id=conference.meeting, item_id=slot, party_id=conference.parties["BEL"], **speech)
            )
        session.add(
            ChairTerm(
                process_id=conference.process,
                party_id=conference.parties["BEL"],
                starts_on=date(2025, 1, 1),
                ends_on=date(2026, 12, 1),
            )
        )
        facts = {"kind": "som", "zone": "Asia/Almaty", "title_en": "N", "title_ru": "С", "city_en": "A", "city_ru": "А"}
        days = {"starts_on": date(2027, 6, 1), "ends_on": date(2027, 6, 1)}
        session.add(Meeting(process_id=conference.process, slug="next", **facts, **days))
    page = look(conference)
    lines = {it.item.id: it for day in page.days for part in day.parts for it in part.lines}
    told = {item: [(it.kind, it.minutes) for it in line.cautions] for item, line in lines.items()}
    assert told == {late: [("gap", 60), ("overrun", 61)], slot: [("gap", 30), ("short", 5)]}
    assert lines[slot].statements == 2
    assert [it.kind for it in page.outside[0].cautions] == ["outside", "no paper"]
    assert page.outside[0].item.id == lost
    parts = [part for day in page.days for part in day.parts]
    assert [[it.kind for it in part.cautions] for part in parts] == [[], ["sittings overlap"], ["other day"]]
    assert [(it.kind, it.draft, it.day) for it in page.cautions] == [
        ("no adoption", conference.draft, None),
        ("no election", None, date(2026, 12, 1)),
    ]
    with conference.database.writing() as session:
        session.delete(session.scalars(select(Speech).limit(1)).one())
        for it in session.scalars(select(Speech)):
            session.delete(it)


def test_a_draft_in_preparation_is_named_to_those_who_prepare_it_alone(conference):
    first = plan(conference)
    add(conference, sitting=str(first), kind="adoption", draft=str(conference.draft))
    assert look(conference, "observer").days[0].parts[0].lines[0].draft.id == conference.draft
    with conference.database.writing() as session:
        session.get_one(Draft, conference.draft).phase = "preparing"
    assert look(conference, "observer").days[0].parts[0].lines[0].draft is None
    assert look(conference, "rapporteur").days[0].parts[0].lines[0].draft.id == conference.draft
    with conference.database.writing() as session:
        session.get_one(Draft, conference.draft).phase = "negotiation"


@pytest.mark.parametrize("count", [20, 200])
def test_the_agenda_takes_the_same_queries_however_long_it_is(conference, count_queries, count):
    first = plan(conference)
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW, lock=True)
        facts = {
            "meeting_id": conference.meeting,
            "sitting_id": first,
            "kind": "item",
            "title_en": "a",
            "title_ru": "а",
        }
        rows = [AgendaItem(place=f"{n:05d}", minutes=5, **facts) for n in range(count)]
        session.add_all(rows)
        session.flush()
        speakers = [
            AgendaSpeaker(meeting_id=conference.meeting, item_id=it.id, place=1, role="opener", name_en="A")
            for it in rows
        ]
        session.add_all(speakers)
        matters.record(session, scope.meeting, scope.actor, "item added", *rows, *speakers, now=NOW)
    with count_queries() as queries:
        page = look(conference)
    assert len(page.days[0].parts[0].lines) == count
    assert len(queries) == 11
