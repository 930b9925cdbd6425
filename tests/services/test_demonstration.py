"""The demonstration is what `make demo` promises: a negotiation in its middle, with its books in order."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from drafting.persistence.queries import drafts as queries
from drafting.persistence.queries import matters as books
from drafting.persistence.queries import proposals
from drafting.services import (
    attendance,
    chairmanship,
    delegations,
    demonstration,
    home,
    matters_verification,
    needs,
    register,
    sitting_page,
    verification,
)
from drafting.services.conference import Conference
from drafting.services.scope import draft_scope, meeting_scope
from tests.factories import NOW

LOADED = datetime(2026, 11, 22, 9, tzinfo=UTC)
CHAIR, OFFICE = (demonstration.CAST[it] for it in ("chair", "support"))


@pytest.fixture
def made(database) -> Conference:
    return demonstration.load(database, LOADED)


def test_the_story_leaves_a_negotiation_in_its_middle(database, made):
    with database.reading() as session:
        ids = verification.all_drafts(session)
        assert [verification.verify(session, it).findings for it in ids] == [()] * 4
        states = Counter(it.paragraph.state for it in queries.texts(session, ids[0], "en"))
        assert states.keys() >= {"agreed", "agreed ad referendum", "bracketed", "open", "deferred"}
        tabled = Counter(it.paragraph_id for it in proposals.on_the_table(session, ids[0]))
        assert sorted(tabled.values())[-3:] == [3, 3, 3]
        scope = draft_scope(session, made.people[demonstration.CAST["chair"]].id, ids[0], NOW)
        statuses = [it.status for it in made.parties.values()]
        assert (statuses.count("participating"), statuses.count("observer")) == (8, 2)
        assert all(email in made.people for email in demonstration.CAST.values())
        with pytest.raises(LookupError):
            demonstration._current(session, scope, "99.")


def test_the_books_of_the_process_and_of_every_meeting_agree_and_go_forward_in_time(database, made):
    with database.reading() as session:
        found = [*books.all_processes(session), *books.all_meetings(session)]
        verdicts = [matters_verification.verify(session, it) for it in found]
        assert [(bool(it.entries), it.findings) for it in verdicts] == [(True, ())] * 4
        for book in found:
            told = [it.at for it in books.entries(session, book)]
            assert told == sorted(told)


def test_the_process_has_a_register_with_days_and_a_chair_of_the_whole(database, made):
    with database.reading() as session:
        known = {it.party.code: it for it in register.everything(session, made.process.id).values()}
        assert all(spell.since for it in known.values() for spell in it.spells)
        assert [it.status for it in known["ZHR"].spells] == ["observer", "participating"]
        assert [it.names.name_en for it in known["KTH"].former] == ["Eastern Kethara"]
        assert (known["UNM"].party.status, known["LLA"].party.status) == ("observer", "invited")
        chair = chairmanship.overview(session, made.process, LOADED.date()).present
        assert chair is not None
        assert (chair.party.code, chair.term.person_id) == ("HLV", made.people[CHAIR].id)
        (line, *_) = home.home(session, made.people[CHAIR].id, LOADED)
        assert {it.party for it in line.actor.capacities if it.role == "chair"} == {None, made.parties["HLV"].id}


def test_the_meeting_is_in_its_second_sitting_and_something_waits_for_everybody(database, made):
    with database.reading() as session:
        scope = meeting_scope(session, made.people[CHAIR].id, made.meeting.id, LOADED)
        live = sitting_page.live(session, scope, LOADED)
        assert [bool(it.closed_at) for it in live.sittings] == [True, False]
        assert live.before is not None
        assert live.before.paragraph is not None
        assert [it.party.name_en for it in live.requests] == ["Kethara"]

        scope = meeting_scope(session, made.people[OFFICE].id, made.meeting.id, LOADED)
        page = delegations.show(session, scope)
        assert all(line.head for group in page.groups for line in group.lines)
        assert len(page.groups) == 5
        assert attendance.page(session, scope, page.sittings[0][0].id).people == 13

        lines = home.home(session, made.people[OFFICE].id, LOADED)
        waiting = {it.kind: it.count for it in needs.needs(session, made.people[OFFICE].id, lines, [made.process])}
        assert waiting == {
            "confirm people": 2,
            "translate": 1,
            "publish": 1,
            "carry out instructions": 1,
            "find coordinators": 5,
        }
