"""Appending to the record: gapless, chained, in the right capacity, once for each submission."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from drafting.domain import permissions
from drafting.domain import record as books
from drafting.persistence.records import Appointment, Entry
from drafting.services import record
from drafting.services.scope import DraftScope
from tests import acts
from tests.factories import NOW, World

PAYLOAD: dict[str, Any] = {"language": "en", "number": 2, "text": "Текст «с кавычками»", "state": "open"}


def append(session: Session, scope: DraftScope, **facts: Any) -> Entry:
    """An entry that replays without moving anything: the draft is opened once more."""
    known: dict[str, Any] = {"capacity": "office", "now": NOW, "payload": {}, **facts}
    return record.append(session, scope, "draft opened", **known)


def test_entries_are_numbered_without_gaps_and_chained(conference: World):
    for _ in range(3):
        acts.act(conference, "office", append)
    with conference.database.reading() as session:
        rows = list(session.scalars(select(Entry).where(Entry.draft_id == conference.draft).order_by(Entry.seq)))
        draft = conference.scope(session, "office", lock=False).draft
    assert [it.seq for it in rows] == [1, 2, 3, 4, 5]
    assert rows[0].previous == books.FIRST
    assert [it.previous for it in rows[1:]] == [it.hash for it in rows[:-1]]
    assert (draft.seq, draft.head_hash) == (5, rows[-1].hash)


def test_what_is_stored_gives_the_hash_that_was_taken(conference: World):
    """A payload with Cyrillic, and an instant with microseconds, come back as they went in."""
    instant = NOW + timedelta(microseconds=123456)
    acts.act(conference, "office", lambda session, scope: append(session, scope, now=instant, payload=PAYLOAD))
    with conference.database.reading() as session:
        row = session.get_one(Entry, (conference.draft, 3))
        draft = conference.scope(session, "office", lock=False).draft
    assert (row.at, row.payload, draft.changed_at) == (instant, PAYLOAD, instant)


@pytest.mark.parametrize(
    ("who", "capacity", "role"),
    [
        ("chair", "chair", "chair"),
        ("office", "office", "support"),
        ("chair", "office", "chair"),
        ("administrator", "office", "administrator"),
        ("head.arv", "delegation", "head"),
        ("delegate.arv", "delegation", "delegate"),
        ("coordinator.zab", "delegation", "coordinator"),
        ("observer", "delegation", "observer"),
        ("rapporteur", "office", "office"),
    ],
)
def test_an_entry_says_in_which_capacity_it_was_made(conference: World, who: str, capacity: str, role: str):
    made = acts.act(conference, who, lambda session, scope: append(session, scope, capacity=capacity))
    assert (made.capacity, made.person_id) == (role, conference.people[who])


def test_who_holds_several_capacities_acts_in_the_one_that_the_act_needs(conference: World):
    with conference.database.writing() as session:
        scope = conference.scope(session, "chair")
        facts = {"process_id": scope.process.id, "meeting_id": scope.meeting.id, "since": NOW}
        chair, party = conference.people["chair"], conference.parties["ARV"]
        session.add(Appointment(person_id=chair, party_id=party, role="delegate", **facts))
        session.add(Appointment(person_id=chair, party_id=party, role="head", **facts))
    made = [
        acts.act(conference, "chair", lambda session, scope, it=it: append(session, scope, capacity=it)).capacity
        for it in ("chair", "delegation")
    ]
    assert made == ["chair", "head"]


def test_every_capacity_is_a_role():
    assert {role for roles in record.CAPACITIES.values() for role in roles} <= set(permissions.ROLES)


def test_a_submission_is_known_by_its_person_and_token(conference: World):
    acts.act(conference, "office", lambda session, scope: append(session, scope, token="submission-1"))

    def done(who: str, token: str) -> bool:
        return acts.look(conference, who, lambda session, scope: record.already_done(session, scope, token))

    assert done("office", "submission-1")
    assert not done("office", "submission-2")
    # Nobody can spend another person's token.
    assert not done("chair", "submission-1")


def test_the_database_takes_a_submission_once(conference: World):
    acts.act(conference, "office", lambda session, scope: append(session, scope, token="submission-1"))
    with pytest.raises(IntegrityError):
        acts.act(conference, "office", lambda session, scope: append(session, scope, token="submission-1"))


def test_what_fails_leaves_no_entry(conference: World):
    def fail(session: Session, scope: DraftScope) -> None:
        append(session, scope)
        raise RuntimeError("after the entry")

    with pytest.raises(RuntimeError):
        acts.act(conference, "office", fail)
    assert acts.look(conference, "office", lambda _session, scope: scope.draft.seq) == 2
