"""What needs a person: each kind appears for whom it concerns, counts what is there, and goes when it is done."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from drafting.persistence.database import Database
from drafting.persistence.records import (
    Addressee,
    Admission,
    Base,
    ChairTerm,
    Delegate,
    Document,
    DocumentOpening,
    DocumentVersion,
    Draft,
    FollowUp,
    Instruction,
    Meeting,
    NationalContact,
    Process,
    Publication,
    Recommendation,
    ReturnedCopy,
    Speech,
    WorkingGroup,
)
from drafting.services import home, needs
from tests import acts
from tests.factories import NOW, World, world

TODAY = NOW.date()


@pytest.fixture
def room(database: Database) -> World:
    it = world(database)
    # What waits from the beginning is told by a test of its own.
    with database.writing() as session:
        for code in ("ARV", "BEL", "ZAB"):
            session.add(contact(it, code))
            session.add(delegate(it, code, state="confirmed"))
    return it


def contact(it: World, code: str) -> NationalContact:
    return NationalContact(
        process_id=it.process, party_id=it.parties[code], kind="coordinator", name_en="X", name_ru="X", since=TODAY
    )


def delegate(it: World, code: str, **facts: Any) -> Delegate:
    party = it.parties[code]
    row = {"meeting_id": it.meeting, "party_id": party, "place": 1, "name_en": "X", "name_ru": "X"}
    return Delegate(**(row | facts))


def document(it: World, number: int, **facts: Any) -> Document:
    row = {"id": number, "process_id": it.process, "meeting_id": it.meeting, "kind": "paper", "title_en": "X"}
    return Document(**(row | {"title_ru": "X", "language": "en", "access": "participants"} | facts))


def version(it: World, number: int, language: str, state: str = "original") -> DocumentVersion:
    row = {"process_id": it.process, "meeting_id": it.meeting, "document_id": number, "number": 1, "at": NOW}
    return DocumentVersion(language=language, state=state, **row)


def speech(it: World, code: str, **facts: Any) -> Speech:
    row = {"meeting_id": it.meeting, "party_id": it.parties[code], "kind": "statement", "place": 1, "seconds": 420}
    return Speech(**(row | {"state": "listed"} | facts))


def found(session: Session, it: World, who: str) -> dict[str, int]:
    lines = home.home(session, it.people[who], NOW)
    whole = [line.process for line in home.processes(session, it.people[who], NOW) if line.actor.holds("support")]
    return {need.kind: need.count for need in needs.needs(session, it.people[who], lines, whole)}


Make = Callable[[World], Sequence[Base]]


def recommended(it: World) -> list[Base]:
    group = WorkingGroup(id=1, meeting_id=it.meeting, place=1, theme_en="X", theme_ru="X")
    rows: list[Base] = [group]
    for number, state in ((1, "open"), (2, "under way"), (3, "done"), (4, "open")):
        facts = {"group_id": 1, "number": number, "text_en": "X", "text_ru": "X", "strength": "should"}
        rows.append(Recommendation(id=number, meeting_id=it.meeting, state=state, **facts))
        to = Addressee(meeting_id=it.meeting, recommendation_id=number, party_id=it.parties["ARV"])
        rows.append(to)
    done = {"person_id": it.people["head.arv"], "on": TODAY, "state": "under way", "note": "X", "language": "en"}
    of = {"meeting_id": it.meeting, "recommendation_id": 4, "party_id": it.parties["ARV"], "at": NOW}
    return [*rows, FollowUp(**of, **done)]


def copies(it: World) -> list[Base]:
    """Four received by the Office, one of them not read yet and one dealt with; two that Arvendal brought itself."""
    kept = {"draft_id": it.draft, "person_id": it.people["office"], "filename": "a.docx", "sha256": "0" * 64, "at": NOW}
    told = [(True, "ARV", "read"), (True, None, "read"), (True, "BEL", "waiting"), (True, "BEL", "done")]
    told += [(False, "ARV", "read"), (False, "ARV", "read"), (False, "BEL", "discarded")]
    return [
        ReturnedCopy(**kept, ref=str(at), by_office=office, party_id=code and it.parties[code], status=status)
        for at, (office, code, status) in enumerate(told)
    ]


CASES: list[tuple[str, Make, dict[str, dict[str, int]]]] = [
    (
        "copies that came back",
        copies,
        {
            "office": {"received copies": 2},
            "delegate.arv": {"own copies": 2},
            "head.bel": {},
            "observer": {},
            "chair": {},
        },
    ),
    (
        "people to confirm",
        lambda it: [delegate(it, "ARV"), delegate(it, "BEL"), delegate(it, "BEL", state="invited")],
        {"office": {"confirm people": 2}, "secretariat": {"confirm people": 2}, "chair": {}, "head.arv": {}},
    ),
    (
        "texts to translate",
        lambda it: [
            *(document(it, number, access="office") for number in (1, 2, 3, 4)),
            document(it, 5, access="office", withdrawn_at=NOW),
            document(it, 6, access="delegation", party_id=it.parties["ARV"]),
            *(version(it, 1, language) for language in ("en", "ru")),
            version(it, 2, "en"),
            version(it, 3, "en"),
            version(it, 3, "ru", "translating"),
        ],
        # One has both languages, one lacks Russian, one is being translated, one has no file at all.
        {"office": {"translate": 3}, "chair": {}, "observer": {}},
    ),
    (
        "documents to read",
        lambda it: [
            document(it, 1),
            document(it, 2, access="participating"),
            document(it, 3, access="delegation", party_id=it.parties["BEL"]),
            document(it, 4, access="office"),
            *(version(it, number, language) for number in (1, 2, 3, 4) for language in ("en", "ru")),
            DocumentOpening(document_id=1, person_id=it.people["head.arv"], at=NOW),
        ],
        {"head.arv": {"read": 1}, "head.bel": {"read": 3}, "observer": {"read": 1}, "office": {}, "chair": {}},
    ),
    (
        "requests for the floor",
        lambda it: [speech(it, "ARV", kind="floor", state="asked"), speech(it, "BEL", kind="floor", state="given")],
        {"chair": {"give the floor": 1}, "office": {}, "head.arv": {}},
    ),
    (
        "statements",
        lambda it: [speech(it, "ARV"), speech(it, "BEL", text_ru="Речь"), speech(it, "OBS")],
        {"head.arv": {"give statement": 1}, "head.bel": {}, "observer": {"give statement": 1}, "office": {}},
    ),
    (
        "an own entry",
        lambda it: [delegate(it, "ARV", state="invited", person_id=it.people["delegate.arv"])],
        {"delegate.arv": {"enter oneself": 1}, "head.arv": {}, "office": {}},
    ),
    (
        "attendance",
        lambda it: [
            Admission(meeting_id=it.meeting, party_id=it.parties["OBS"], act="exclude", state="proposed"),
        ],
        {"chair": {"decide on attendance": 1}, "office": {}},
    ),
    (
        "instructions",
        lambda it: [
            Instruction(
                process_id=it.process,
                on=TODAY,
                text="X",
                language="en",
                given_by="X",
                recorded_by=it.people["chair"],
                recorded_at=NOW,
                done_at=done,
            )
            for done in (None, NOW)
        ],
        # A role in one meeting alone is none in the Process.
        {"secretariat": {"carry out instructions": 1}, "office": {}, "chair": {}},
    ),
    ("recommendations", recommended, {"head.arv": {"report": 2}, "delegate.arv": {}, "head.bel": {}, "office": {}}),
]


@pytest.mark.parametrize(("make", "expected"), [it[1:] for it in CASES], ids=[it[0] for it in CASES])
def test_each_need_is_told_to_whom_it_concerns(room, make: Make, expected: dict[str, dict[str, int]]):
    with room.database.writing() as session:
        for row in make(room):
            session.add(row)
            session.flush()
    with room.database.reading() as session:
        assert {who: found(session, room, who) for who in expected} == expected


def test_a_state_is_asked_for_its_delegation_and_its_coordinator(database):
    it = world(database)
    with database.reading() as session:
        assert found(session, it, "head.arv") == {"name delegation": 1}
        assert found(session, it, "coordinator.zab") == {"name delegation": 1}
        assert found(session, it, "delegate.arv") == {}
        assert found(session, it, "secretariat") == {"find coordinators": 3}
        assert found(session, it, "office") == {}


def test_proposals_wait_for_the_chair_and_the_adopted_text_for_the_archive(room):
    acts.propose(room, "head.arv", "1.", "To note the report;")
    with room.database.reading() as session:
        lines = home.home(session, room.people["chair"], NOW)
        (need,) = needs.needs(session, room.people["chair"], lines, [])
        assert (need.kind, need.count, need.draft and need.draft.id) == ("rule on proposals", 1, room.draft)
    with room.database.writing() as session:
        draft = session.get_one(Draft, room.draft)
        draft.phase = "adopted"
    with room.database.reading() as session:
        assert found(session, room, "chair") == {}
        assert found(session, room, "office") == {"publish": 1}
    with room.database.writing() as session:
        session.add(document(room, 1, access="public"))
        session.flush()
        session.add(publication(room))
        session.add_all([version(room, 1, "en"), version(room, 1, "ru")])
    with room.database.reading() as session:
        assert found(session, room, "office") == {}


def publication(it: World) -> Publication:
    of = {"process_id": it.process, "meeting_id": it.meeting, "document_id": 1, "draft_id": it.draft}
    named = {"slug": "x", "language": "en", "version": 1, "symbol": "", "title": "X"}
    return Publication(**of, **named, adopted_on=TODAY, published_at=NOW, hash="0" * 64, blocks=[])


def test_a_meeting_that_is_over_asks_for_nothing_but_its_archive(room):
    with room.database.writing() as session:
        session.add_all([delegate(room, "ARV"), speech(room, "ARV")])
        session.get_one(Meeting, room.meeting).state = "closed"
        session.get_one(Draft, room.draft).phase = "adopted"
    with room.database.reading() as session:
        assert found(session, room, "office") == {"publish": 1}
        assert found(session, room, "head.arv") == {}


def test_the_newest_meeting_comes_first_and_processes_last(room):
    with room.database.writing() as session:
        first = session.get_one(Meeting, room.meeting)
        facts = {key.name: getattr(first, key.name) for key in Meeting.__table__.columns if key.name != "id"}
        days = {"starts_on": date(2027, 6, 1), "ends_on": date(2027, 6, 2)}
        later = Meeting(**(facts | {"slug": "later", "seq": 0, "head_hash": ""} | days))
        session.add(later)
        session.flush()
        session.add_all([delegate(room, "ARV"), delegate(room, "ARV", meeting_id=later.id)])
        session.delete(session.query(NationalContact).first())
        later_id = later.id
    with room.database.reading() as session:
        who = room.people["secretariat"]
        lines = home.home(session, who, NOW)
        whole = [it.process for it in home.processes(session, who, NOW)]
        told = [(it.kind, it.meeting and it.meeting.id) for it in needs.needs(session, who, lines, whole)]
        assert told == [("confirm people", later_id), ("confirm people", room.meeting), ("find coordinators", None)]


def test_the_number_of_queries_does_not_grow(room, count_queries):
    def asked() -> int:
        with room.database.reading() as session:
            lines = home.home(session, room.people["secretariat"], NOW)
            whole = [it.process for it in home.processes(session, room.people["secretariat"], NOW)]
            with count_queries() as queries:
                needs.needs(session, room.people["secretariat"], lines, whole)
        return len(queries)

    few = asked()
    with room.database.writing() as session:
        session.add_all([delegate(room, "ARV", place=place) for place in range(2, 60)])
        session.add_all([document(room, number) for number in range(1, 40)])
        session.add_all([speech(room, "BEL", asked_at=NOW - timedelta(minutes=it)) for it in range(40)])
    assert asked() == few <= 14


def test_what_falls_due_is_told_to_those_who_direct_the_process_the_most_pressing_first(room):
    with room.database.writing() as session:
        terms = {"process_id": room.process, "party_id": room.parties["ARV"]}
        session.add(ChairTerm(**terms, starts_on=TODAY - timedelta(days=700), ends_on=TODAY + timedelta(days=20)))
        session.get_one(Process, room.process).support_until = TODAY + timedelta(days=10)
    with room.database.reading() as session:
        for who, expected in (("chair", ["support office", "chair term"]), ("head.arv", [])):
            lines = home.home(session, room.people[who], NOW)
            found = needs.warnings(session, lines, home.processes(session, room.people[who], NOW), NOW)
            assert [due.kind for _, due in found] == expected
