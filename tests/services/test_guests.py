"""Civil society attends by invitation: its people read and speak, and have no part in texts."""

import pytest
from sqlalchemy import select

from drafting.domain.errors import NotAllowed, NotFound
from drafting.persistence.database import Database
from drafting.persistence.records import Admission, Appointment, Document, Party, Speech
from drafting.services import consensus, documents, proposals, speakers
from drafting.services.document_versions import File
from drafting.services.scope import draft_scope, meeting_scope
from tests.factories import NOW, World, world


@pytest.fixture
def room(database: Database) -> World:
    it = world(database)
    with database.writing() as session:
        names = dict.fromkeys(("name_en", "name_ru", "long_en", "long_ru"), "Network")
        party = Party(
            process_id=it.process, code="NET", kind="organization", category="civil society", status="invited", **names
        )
        session.add(party)
        session.flush()
        it.parties["NET"] = party.id
        held = {"person_id": it.people["stranger"], "process_id": it.process, "meeting_id": it.meeting}
        session.add(Appointment(**held, party_id=party.id, role="observer", since=NOW))
    return it


def admit(it: World, state: str) -> None:
    with it.database.writing() as session:
        session.add(Admission(meeting_id=it.meeting, party_id=it.parties["NET"], act="invite", state=state))


@pytest.mark.parametrize("state", ["", "proposed", "refused"])
def test_who_is_not_invited_finds_no_meeting(room, state):
    if state:
        admit(room, state)
    with room.database.reading() as session, pytest.raises(NotFound):
        meeting_scope(session, room.people["stranger"], room.meeting, NOW)


def test_a_guest_asks_for_the_floor_and_gives_a_paper_of_its_own(room):
    admit(room, "decided")
    with room.database.writing() as session:
        scope = meeting_scope(session, room.people["stranger"], room.meeting, NOW, lock=True)
        speakers.ask(session, scope, None, party_id=None, kind="floor", token="submission-1", now=NOW)
        said = {"kind": "background", "title_en": "Note", "title_ru": "Записка", "language": "en"}
        given = documents.give_own(session, scope, said, File("note.txt", b"Words."), token="submission-2", now=NOW)
    with room.database.reading() as session:
        assert [it.party_id for it in session.scalars(select(Speech))] == [room.parties["NET"]]
        assert session.get_one(Document, given).party_id == room.parties["NET"]


def test_a_guest_reads_and_speaks_and_has_no_part_in_texts(room):
    admit(room, "decided")
    with room.database.writing() as session:
        scope = meeting_scope(session, room.people["stranger"], room.meeting, NOW)
        assert scope.actor.seats() == {room.parties["NET"]}
        assert scope.may("ask for the floor")
        assert scope.may("name delegates", room.parties["NET"])
        assert not scope.may("name delegates", room.parties["OBS"])
        of_draft = draft_scope(session, room.people["stranger"], room.draft, NOW, lock=True)
        with pytest.raises(NotAllowed):
            proposals.propose(
                session,
                of_draft,
                room.paragraphs["1."],
                kind="replace",
                text="To note the report;",
                reason="",
                base=1,
                token="submission-1",
                now=NOW,
            )
        with pytest.raises(NotAllowed):
            consensus.give_position(
                session,
                of_draft,
                room.paragraphs["1."],
                kind="objects",
                statement="No.",
                revision=1,
                token="submission-2",
                now=NOW,
            )
