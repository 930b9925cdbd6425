"""The first page: one's meetings and drafts, and what awaits one, in the same number of queries for any number."""

import pytest

from drafting.domain import record
from drafting.persistence.records import Draft
from drafting.services import drafts
from tests import acts, silence
from tests.factories import NOW, TEXT, import_text


def more_drafts(world, count: int) -> None:
    for number in range(count):
        with world.database.writing() as session:
            made = import_text(session, world.people["office"], world.meeting, TEXT)
            made_id = made.id
        with world.database.writing() as session:
            scope = world.__class__(**{**vars(world), "draft": made_id}).scope(session, "office")
            drafts.open_draft(session, scope, token=f"open-{number:06d}", now=NOW)


def test_the_number_of_queries_does_not_grow_with_the_drafts(world, visit, count_queries):
    browser = visit("head.arv")
    browser.get("/")
    with count_queries() as one:
        browser.get("/")
    more_drafts(world, 6)
    with count_queries() as many:
        page = browser.get("/")
    assert page.text.count('class="card ') == 7
    assert len(many) == len(one) <= 30


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("head.arv", "7 paragraphs await your position"),
        ("delegate.arv", None),
        ("observer", None),
        ("chair", None),
    ],
)
def test_positions_are_awaited_from_those_who_bind_their_state(visit, who, said):
    page = visit(who).get("/").text
    assert ("await your position" in page) == (said is not None)
    assert said is None or said in page


def test_a_position_given_awaits_no_more_until_the_wording_changes(world, visit):
    acts.position(world, "head.arv", "1.", "agrees")
    assert "6 paragraphs await your position" in visit("head.arv").get("/").text
    assert "7 paragraphs await your position" in visit("coordinator.zab").get("/").text
    acts.reword(world, "1.", "To take note of the report;")
    assert "7 paragraphs await your position" in visit("head.arv").get("/").text
    acts.close(world, "1.")
    assert "6 paragraphs await your position" in visit("head.arv").get("/").text


def test_private_texts_are_counted_for_the_own_delegation_alone(world, visit):
    acts.propose(world, "delegate.arv", "1.", "To note the report;", table=False)
    assert "1 private text of your delegation is not tabled yet" in visit("head.arv").get("/").text
    assert "1 private text of your delegation is not tabled yet" in visit("delegate.arv").get("/").text
    for other in ("coordinator.zab", "delegate.bel", "observer", "chair", "office"):
        assert "private text" not in visit(other).get("/").text


def test_a_suggestion_waits_for_those_who_may_take_it_up(world, visit):
    acts.propose(world, "observer", "1.", "To note the report;")
    assert "1 suggestion of an observer waits for a State" in visit("head.arv").get("/").text
    assert "suggestion" not in visit("delegate.arv").get("/").text


def test_a_draft_in_preparation_is_listed_for_those_who_prepare_it(world, visit):
    with world.database.writing() as session:
        session.get_one(Draft, world.draft).phase = "preparing"
    assert "No draft is on the table yet." in visit("head.arv").get("/").text
    assert "in preparation" in visit("office").get("/").text


def test_what_was_adopted_awaits_nothing(world, visit):
    with world.database.writing() as session:
        draft = session.get_one(Draft, world.draft)
        draft.phase, draft.adopted_hash = "adopted", record.FIRST
        draft.adopted_at = NOW
    assert "await" not in visit("head.arv").get("/").text


def test_what_is_decided_by_silence_stands_first_for_who_is_asked_and_for_the_chair(world, visit, clock):
    silence.start(world, "1.", city="Almaty")
    asked = visit("head.arv").get("/").text
    assert asked.index("Waiting for your delegation") < asked.index("First Conference")
    assert 'href="/drafts/1/runs/1"' in asked
    chair = visit("chair").get("/").text
    assert "What is decided by silence, and until when" in chair
    assert "Waiting for" not in chair
    clock.now = silence.ENDS
    assert "Waiting for the Chair’s certificate" in visit("chair").get("/").text
    assert "Waiting for" not in visit("head.arv").get("/").text
