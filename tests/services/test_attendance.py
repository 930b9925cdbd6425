"""Who was in the room: ticked by the Office, told to everybody as delegations."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from drafting.domain.errors import BadText, NotAllowed, NotFound
from drafting.persistence.records import Attendance, MeetingEntry, Sitting
from drafting.services import attendance
from drafting.services.delegation_changes import Entry
from drafting.services.scope import meeting_scope
from tests.delegating import add, do, faults_of_the_books, withdraw
from tests.factories import NOW, world


@pytest.fixture
def room(database):
    it = world(database)
    yield it
    assert faults_of_the_books(it) == ()


@pytest.fixture
def sitting(room):
    with room.database.writing() as session:
        made = Sitting(meeting_id=room.meeting, number=1, starts_at=NOW, ends_at=NOW + timedelta(hours=3))
        session.add(made)
        session.flush()
        return made.id


@pytest.fixture
def people(room, sitting):
    """Two of Belmora, one of Arvendal, one observer: their ids. The sitting is made before the record is opened."""
    named = (("BEL", "One"), ("BEL", "Two"), ("ARV", "Three"), ("OBS", "Four"))
    return [add(room, "office", party, Entry(name_en=name)) for party, name in named]


def note(room, sitting, shown, ticked, who="office", **named):
    do(room, who, attendance.note, sitting, shown=shown, ticked=ticked, **named)


def page(room, sitting, who="office"):
    with room.database.reading() as session:
        found = attendance.page(session, meeting_scope(session, room.people[who], room.meeting, NOW), sitting)
        session.expunge_all()
        return found


def present(room, sitting, who="office"):
    return {seat.party.code for _, seats in page(room, sitting, who).groups for seat in seats if seat.is_present}


def test_the_office_ticks_people_and_everybody_sees_delegations(room, sitting, people):
    note(room, sitting, [], [people[0], people[3]])
    for who in ("office", "chair", "head.arv", "observer", "administrator"):
        found = page(room, sitting, who)
        assert present(room, sitting, who) == {"BEL", "OBS"}
        assert [(it.category, it.present, it.of) for it in found.totals] == [
            ("participating", 1, 3),
            ("observers", 1, 1),
        ]
        assert found.people == 2
        told = [seat.members for _, seats in found.groups for seat in seats]
        assert any(told) is (who == "office")
        assert (found.present, found.may_note) == (
            (tuple(sorted(people[::3])), True) if who == "office" else ((), False)
        )


@pytest.mark.parametrize("who", ["chair", "head.bel", "administrator", "rapporteur"])
def test_others_tick_nobody(room, sitting, people, who):
    with pytest.raises(NotAllowed):
        note(room, sitting, [], people[:1], who)


def test_two_people_at_two_doors_do_not_undo_each_others_ticks(room, sitting, people):
    note(room, sitting, [], [people[0]])
    note(room, sitting, [people[0]], [people[0], people[1]], "secretariat")
    note(room, sitting, [people[0]], [people[2]])
    assert page(room, sitting).present == tuple(sorted(people[1:3]))


def test_the_same_tick_twice_is_one(room, sitting, people):
    for shown in ([], []):
        note(room, sitting, shown, people[:1])
    for _ in range(2):
        note(room, sitting, [], people[:2], token="the-same-click")
    note(room, sitting, people[:2], people[:2])
    with room.database.reading() as session:
        assert len(list(session.scalars(select(Attendance)))) == 2
        told = [it.payload["about"] for it in session.scalars(select(MeetingEntry)) if it.kind == "attendance noted"]
    assert told == [
        {"number": 1, "came": 1, "left": 0, "present": 1},
        {"number": 1, "came": 1, "left": 0, "present": 2},
    ]


def test_who_was_withdrawn_cannot_come_but_was_there(room, sitting, people):
    note(room, sitting, [], people[:1])
    for of in people[:2]:
        withdraw(room, "office", of)
    assert present(room, sitting) == {"BEL"}
    for ticked in ([people[0], people[1]], [people[0], 9999]):
        with pytest.raises(BadText) as refused:
            note(room, sitting, [people[0]], ticked)
        assert refused.value.code == "nobody-such"
    assert page(room, sitting).present == (people[0],)
    note(room, sitting, [people[0]], [])
    assert present(room, sitting) == set()


def test_a_sitting_of_no_such_number_is_not_found(room, sitting, people):
    with pytest.raises(NotFound):
        page(room, sitting + 99)
    with pytest.raises(NotFound):
        note(room, sitting + 99, [], people[:1])


def test_the_page_takes_as_many_queries_for_many_people_as_for_few(room, sitting, people, count_queries):
    def spent():
        with count_queries() as queries:
            page(room, sitting)
        return len(queries)

    few = spent()
    for number in range(20):
        people.append(add(room, "office", "ZAB", Entry(name_en=f"Person {number}")))
    note(room, sitting, [], people)
    assert spent() == few
