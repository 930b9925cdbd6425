"""The records of a Process and of a meeting: opened whole, chained, append-only, and compared with the tables."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from drafting.domain.errors import NotFound, WrongState
from drafting.persistence.database import Database
from drafting.persistence.queries import matters as queries
from drafting.persistence.records import Meeting, MeetingEntry, Process, Sitting
from drafting.services import matters, matters_page, matters_verification
from drafting.services.scope import MeetingScope, meeting_scope, process_scope
from tests.factories import NOW, World, world


@pytest.fixture
def room(database: Database) -> World:
    return world(database)


def scope_of(session: Session, it: World, who: str = "office") -> MeetingScope:
    return meeting_scope(session, it.people[who], it.meeting, NOW, lock=True)


def sit(session: Session, scope: MeetingScope, number: int, token: str | None = None) -> Sitting:
    row = Sitting(meeting_id=scope.meeting.id, number=number, starts_at=NOW, ends_at=NOW + timedelta(hours=3))
    session.add(row)
    about = {"number": number}
    matters.record(session, scope.meeting, scope.actor, "sitting planned", row, now=NOW, about=about, token=token)
    return row


def findings(it: World) -> list[tuple[str, str, str]]:
    with it.database.reading() as session:
        verdict = matters_verification.verify(session, session.get_one(Meeting, it.meeting))
        return [(found.where, found.name, found.problem) for found in verdict.findings]


def test_the_first_entry_holds_everything_as_it_stood(room):
    with room.database.writing() as session:
        scope = process_scope(session, room.people["secretariat"], room.process, NOW, lock=True)
        scope.process.minutes_others = 4
        matters.record(session, scope.process, scope.actor, "rule changed", scope.process, now=NOW)
    with room.database.reading() as session:
        process = session.get_one(Process, room.process)
        opened, changed = queries.entries(session, process)
        assert (opened.kind, opened.capacity) == ("record opened", "clock")
        facts = {(it["table"], it["id"]): it["facts"] for it in opened.payload["rows"]}
        assert facts["process", room.process]["minutes_others"] == 3
        assert {number for table, number in facts if table == "party"} == set(room.parties.values())
        assert changed.payload["rows"][0]["facts"]["minutes_others"] == 4
        assert (changed.capacity, changed.previous) == ("support", opened.hash)
        verdict = matters_verification.verify(session, process)
        assert (verdict.title, verdict.entries, verdict.findings) == ("Test Process", 2, ())


def test_rows_that_come_change_and_go_are_told_by_the_record(room):
    with room.database.writing() as session:
        scope = scope_of(session, room)
        first, second = sit(session, scope, 1), sit(session, scope, 2)
        first.title_en = "Opening"
        matters.record(session, scope.meeting, scope.actor, "sitting replanned", first, now=NOW)
        matters.record(session, scope.meeting, scope.actor, "sitting removed", gone=(second,), now=NOW)
    assert findings(room) == []
    with room.database.reading() as session:
        assert [it.number for it in session.query(Sitting)] == [1]


def test_a_record_that_was_never_opened_is_in_order(room):
    assert findings(room) == []


def test_what_is_sent_twice_is_known(room):
    with room.database.writing() as session:
        scope = scope_of(session, room)
        assert not matters.already_done(session, scope.meeting, scope.actor, "submission-1")
        sit(session, scope, 1, "submission-1")
    with room.database.writing() as session:
        scope = scope_of(session, room)
        assert matters.already_done(session, scope.meeting, scope.actor, "submission-1")
        other = scope_of(session, room, "chair")
        assert not matters.already_done(session, other.meeting, other.actor, "submission-1")
        of_process = process_scope(session, room.people["secretariat"], room.process, NOW)
        assert not matters.already_done(session, of_process.process, of_process.actor, "submission-1")


def test_the_database_refuses_to_change_or_remove_an_entry(room):
    with room.database.writing() as session:
        sit(session, scope_of(session, room), 1)
    for statement in ("UPDATE meeting_entry SET kind = 'x'", "DELETE FROM meeting_entry"):
        with pytest.raises(DatabaseError, match="append-only"), room.database.writing() as session:
            session.execute(text(statement))


def test_a_row_changed_behind_the_record_is_found(room):
    with room.database.writing() as session:
        sit(session, scope_of(session, room), 1)
    with room.database.writing() as session:
        session.execute(text("UPDATE sitting SET title_en = 'Forged'"))
    assert findings(room) == [("sitting", "sitting 1", "differs from the record")]


def test_a_row_made_or_removed_behind_the_record_is_found(room):
    with room.database.writing() as session:
        sit(session, scope_of(session, room), 1)
    with room.database.writing() as session:
        session.execute(text("DELETE FROM sitting"))
        session.add(Sitting(id=9, meeting_id=room.meeting, number=9, starts_at=NOW, ends_at=NOW))
    assert findings(room) == [
        ("sitting", "sitting 1", "stands in the record but not in the table"),
        ("sitting", "sitting 9", "is in no entry of the record"),
    ]


def forge(it: World, **facts: object) -> None:
    """An entry written past the services."""
    with it.database.writing() as session:
        meeting = session.get_one(Meeting, it.meeting)
        row = {
            "meeting_id": it.meeting,
            "seq": meeting.seq + 1,
            "kind": "sitting replanned",
            "capacity": "office",
            "person_id": it.people["office"],
            "party_id": None,
            "at": NOW,
            "payload": {"rows": [], "about": {}},
            "previous": meeting.head_hash,
            "hash": "0" * 64,
            "token": None,
        }
        session.execute(insert(MeetingEntry).values(**(row | facts)))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {},
            [
                ("entry", "3", "was changed after it was written"),
                ("meeting", "newest entry", "differs from the record"),
            ],
        ),
        (
            {"previous": "1" * 64},
            [
                ("entry", "3", "was changed after it was written"),
                ("entry", "3", "does not follow from the entry before it"),
                ("meeting", "newest entry", "differs from the record"),
            ],
        ),
        ({"seq": 5}, [("entry", "3", "is missing")]),
    ],
    ids=["hash", "chain", "gap"],
)
def test_a_forged_entry_is_found(room, facts, expected):
    with room.database.writing() as session:
        sit(session, scope_of(session, room), 1)
    forge(room, **facts)
    assert findings(room) == expected


def test_an_entry_of_another_shape_cannot_be_replayed(room):
    with room.database.writing() as session:
        sit(session, scope_of(session, room), 1)
    forge(room, payload={"about": {}})
    assert ("entry", "", "cannot be replayed") in findings(room)


def test_a_form_of_an_older_row_is_refused(room):
    with room.database.writing() as session:
        row = sit(session, scope_of(session, room), 1)
        shown = matters.seal(row)
        matters.require_unmoved(row, shown)
        row.title_en = "Opening"
        with pytest.raises(WrongState):
            matters.require_unmoved(row, shown)


def test_a_page_of_the_record_shows_the_newest_first_and_goes_on(room, monkeypatch):
    monkeypatch.setattr(matters_page, "SHOWN", 2)
    with room.database.writing() as session:
        scope = scope_of(session, room)
        for number in (1, 2, 3):
            sit(session, scope, number)
    with room.database.reading() as session:
        meeting = session.get_one(Meeting, room.meeting)
        first = matters_page.page(session, meeting)
        assert [it.entry.seq for it in first.lines] == [4, 3]
        assert first.lines[0].person.email == "office@example.org"
        last = matters_page.page(session, meeting, before=first.earlier)
        assert [it.entry.seq for it in last.lines] == [2, 1]
        assert (first.earlier, last.earlier) == (3, 0)
        process = session.get_one(Process, room.process)
        assert matters_page.page(session, process) == matters_page.Page((), 0)


def test_a_process_is_found_by_those_who_have_a_role_in_it_and_by_no_others(room):
    with room.database.reading() as session:
        for who in ("head.arv", "observer", "coordinator.zab"):
            scope = process_scope(session, room.people[who], room.process, NOW)
            # A role in one meeting is none in the Process; a national coordinator has one everywhere.
            assert bool(scope.actor.capacities) == (who == "coordinator.zab")
            assert scope.reader().attends
            assert not scope.may("keep register")
        office = process_scope(session, room.people["secretariat"], room.process, NOW)
        office.require("keep register")
        assert office.reader().directing
        with pytest.raises(NotFound):
            process_scope(session, room.people["stranger"], room.process, NOW)
        with pytest.raises(NotFound):
            process_scope(session, room.people["office"], 404, NOW)
