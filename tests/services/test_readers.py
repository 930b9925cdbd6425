"""What the database leaves out is what the classes leave out: for every person, class and place."""

import pytest
from sqlalchemy import select

from drafting.domain import access as classes
from drafting.domain.errors import NotFound
from drafting.domain.readership import ANYBODY, Readership
from drafting.persistence.queries import access
from drafting.persistence.records import Admission, Document, Meeting, Process
from drafting.services import readers
from drafting.services.scope import meeting_scope, process_scope
from tests.factories import NOW, PLAN, World

PEOPLE = [it["email"].partition("@")[0] for it in PLAN["people"]]


@pytest.fixture
def shelf(conference: World) -> World:
    """A paper of each class in the meeting, and of the Process itself; one of Belmora's own."""
    with conference.database.writing() as session:
        for meeting in (conference.meeting, None):
            for it in classes.CLASSES:
                session.add(
                    Document(
                        process_id=conference.process,
                        meeting_id=meeting,
                        party_id=conference.parties["BEL"] if it == "delegation" else None,
                        kind="other",
                        language="en",
                        title_en=it,
                        title_ru=it,
                        access=it,
                    )
                )
    return conference


def who(world: World, person: str) -> Readership:
    with world.database.reading() as session:
        return readers.readership(session, world.people[person], NOW)


def admitted(world: World, reader: Readership, meeting: int | None) -> set[str]:
    query = select(Document.access).where(access.of_document(reader))
    query = query.where(Document.meeting_id.is_(None) if meeting is None else Document.meeting_id == meeting)
    with world.database.reading() as session:
        return set(session.scalars(query))


def by_class(world: World, person: str, meeting: int | None) -> set[str]:
    """What `domain/access.py` says to the reader of the pages that people sign in for."""
    with world.database.reading() as session:
        try:
            scope = (
                meeting_scope(session, world.people[person], meeting, NOW)
                if meeting
                else process_scope(session, world.people[person], world.process, NOW)
            )
            reader = scope.reader()
        except NotFound:
            reader = classes.Reader(signed_in=True)
    owner = world.parties["BEL"]
    return {it for it in classes.CLASSES if classes.admits(it, reader, owner)}


def test_a_person_finds_the_papers_that_their_classes_admit(shelf: World):
    for person in PEOPLE:
        reader = who(shelf, person)
        for meeting in (shelf.meeting, None):
            assert admitted(shelf, reader, meeting) == by_class(shelf, person, meeting), person


def test_who_is_not_signed_in_finds_what_is_public(shelf: World):
    for meeting in (shelf.meeting, None):
        assert admitted(shelf, ANYBODY, meeting) == {"public"}


def test_processes_and_meetings_are_found_by_the_same_classes(shelf: World):
    for classed in (it for it in classes.CLASSES if it != "delegation"):
        with shelf.database.writing() as session:
            session.get_one(Process, shelf.process).access = classed
            session.get_one(Meeting, shelf.meeting).access = classed
        for person in [*PEOPLE, ""]:
            reader = who(shelf, person) if person else ANYBODY
            with shelf.database.reading() as session:
                sees_process = session.scalar(select(Process.id).where(access.of_process(reader))) is not None
                sees_meeting = session.scalar(select(Meeting.id).where(access.of_meeting(reader))) is not None
            assert sees_process == (classed in (by_class(shelf, person, None) if person else {"public"}))
            assert sees_meeting == (classed in (by_class(shelf, person, shelf.meeting) if person else {"public"}))


def test_what_one_meeting_opens_another_does_not(shelf: World):
    with shelf.database.writing() as session:
        first = session.get_one(Meeting, shelf.meeting)
        session.add(
            Meeting(
                process_id=shelf.process,
                slug="other",
                kind="seminar",
                title_en="Other",
                title_ru="Другое",
                city_en="",
                city_ru="",
                zone="UTC",
                starts_on=first.starts_on,
                ends_on=first.ends_on,
                access="participants",
            )
        )
        first.access = "participants"

    def found(person: str) -> set[str]:
        with shelf.database.reading() as session:
            return set(session.scalars(select(Meeting.slug).where(access.of_meeting(who(shelf, person)))))

    assert found("head.arv") == {"first"}
    assert found("coordinator.zab") == {"first", "other"}
    assert found("stranger") == set()


@pytest.mark.parametrize(
    ("act", "left"), [("exclude", {"public", "registered"}), (None, {"public", "registered", "participants"})]
)
def test_an_observer_that_is_shut_out_reads_as_a_stranger(shelf: World, act: str | None, left: set[str]):
    if act:
        with shelf.database.writing() as session:
            session.add(Admission(meeting_id=shelf.meeting, party_id=shelf.parties["OBS"], act=act, state="decided"))
    assert admitted(shelf, who(shelf, "observer"), shelf.meeting) == left == by_class(shelf, "observer", shelf.meeting)
