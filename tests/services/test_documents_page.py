"""Documents as pages: who has opened them, where they stand, and how many queries that takes."""

import pytest
from sqlalchemy import select

from drafting.domain.errors import BadFields, NotAllowed, NotFound
from drafting.persistence.records import Admission, Document, DocumentOpening, DocumentVersion, Meeting, Party, Process
from drafting.services import document_files, documents_page, matters, matters_verification
from drafting.services.scope import meeting_scope, process_scope
from tests.documents import (
    SAID,
    change,
    distribute,
    listed,
    of_process,
    one,
    read,
)
from tests.factories import NOW

EVERYBODY = {"office", "chair", "head.arv", "delegate.arv", "head.bel", "observer", "rapporteur", "administrator"}


@pytest.fixture(autouse=True)
def books(conference):
    """The records of the meeting and the Process agree with their tables at the end of every test."""
    yield
    with conference.database.reading() as session:
        for book in (session.get_one(Meeting, conference.meeting), session.get_one(Process, conference.process)):
            assert matters_verification.verify(session, book).findings == ()


def test_who_has_opened_a_document_is_told_to_the_chair_and_the_office_by_delegation(conference):
    made = distribute(conference)
    narrow = distribute(conference, access="participating")
    assert one(conference, "head.arv", made).view.is_new
    for who in ("head.arv", "delegate.arv", "head.arv", "observer", "office", "stranger"):
        if who != "stranger":
            read(conference, who, made)
    assert not one(conference, "head.arv", made).view.is_new
    assert one(conference, "head.bel", made).view.is_new
    arv, bel, obs, zab = (conference.parties[it] for it in ("ARV", "BEL", "OBS", "ZAB"))
    for who in ("office", "chair"):
        reading = one(conference, who, made).view.reading
        assert (reading.opened, reading.unopened) == ((arv, obs), (bel, zab))
        assert one(conference, who, narrow).view.reading.unopened == (arv, bel, zab)
    for who in ("head.arv", "rapporteur"):
        assert one(conference, who, made).view.reading is None
    with conference.database.reading() as session:
        assert len(session.scalars(select(DocumentOpening)).all()) == 4


def test_decided_exceptions_count_among_the_delegations(conference):
    made = distribute(conference)
    with conference.database.writing() as session:
        guest = Party(
            process_id=conference.process,
            code="NET",
            kind="organization",
            status="invited",
            category="civil society",
            name_en="Network",
            name_ru="Сеть",
            long_en="Network",
            long_ru="Сеть",
        )
        session.add(guest)
        session.flush()
        number = guest.id
        for party, what in ((guest.id, "invite"), (conference.parties["OBS"], "exclude")):
            session.add(Admission(meeting_id=conference.meeting, party_id=party, act=what, state="decided"))
    found = one(conference, "office", made)
    order = [conference.parties[it] for it in ("ARV", "BEL", "ZAB")]
    assert found.view.reading.unopened == (*order, number)
    assert found.parties[number].name_en == "Network"
    with conference.database.writing() as session:
        for it in session.scalars(select(Admission)):
            session.delete(it)
        session.flush()
        session.delete(session.get_one(Party, number))


def test_documents_of_the_process_are_apart_from_those_of_a_meeting(conference):
    made = of_process(conference, title_en="Rules")
    assert listed(conference, "office") == []
    with conference.database.reading() as session:
        whole = process_scope(session, conference.people["head.bel"], conference.process, NOW)
        groups = documents_page.page(session, whole).groups
    assert [(it.item, [view.row.id for view in it.views]) for it in groups] == [(None, [made])]
    assert one(conference, "head.bel", made).view.row.title_en == "Rules"
    assert read(conference, "coordinator.zab", made) == b"Facts"
    with pytest.raises(NotAllowed):
        change(conference, made, "office")
    change(conference, made, "secretariat", title_en="Other")
    reading = one(conference, "secretariat", made).view.reading
    assert conference.parties["ZAB"] in reading.opened
    with pytest.raises(BadFields) as refused:
        of_process(conference, item="1")
    assert refused.value.problems["item"].code == "unknown-item"


@pytest.mark.parametrize("count", [10, 100])
def test_documents_take_the_same_queries_however_many_they_are(conference, count_queries, count):
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW, lock=True)
        at = {"process_id": conference.process, "meeting_id": conference.meeting}
        rows = [Document(**at, **SAID, number=n) for n in range(count)]
        session.add_all(rows)
        session.flush()
        files = [version(it, language, at) for it in rows for language in ("en", "ru")]
        session.add_all(files)
        matters.record(session, scope.meeting, scope.actor, "document changed", *rows, *files, now=NOW)
    for who, most in (("office", 12), ("head.arv", 11)):
        with count_queries() as queries:
            assert len(listed(conference, who)) == count
        assert len(queries) <= most, who
        assert not any("document_version.data" in it for it in queries.statements)


def version(document: Document, language: str, at: dict[str, int]) -> DocumentVersion:
    facts = {"number": 1, "state": "translated", "sha256": "0" * 64, "data": b"Facts", "size": 5, "at": NOW}
    return DocumentVersion(**at, document_id=document.id, language=language, media_type="text/plain", **facts)


def test_an_opening_is_noted_once_and_only_for_whoever_has_a_role(conference):
    made = distribute(conference, access="public")
    for _ in range(2):
        with conference.database.writing() as session:
            document_files.note_opening(session, conference.people["head.arv"], made, NOW)
    with conference.database.writing() as session, pytest.raises(NotFound):
        document_files.note_opening(session, conference.people["stranger"], made, NOW)
    with conference.database.reading() as session:
        assert [it.party_id for it in session.scalars(select(DocumentOpening))] == [conference.parties["ARV"]]
