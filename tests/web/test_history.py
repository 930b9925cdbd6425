"""The pages of the record: every kind of entry in words, the text of any moment, the books checked."""

import pytest

from drafting.persistence.records import Position
from drafting.services import proposals, rulings
from tests import acts
from tests.factories import NOW, name_paragraphs
from tests.web.judge import judge

EVERYBODY = (
    "office",
    "chair",
    "rapporteur",
    "administrator",
    "head.arv",
    "delegate.bel",
    "coordinator.zab",
    "observer",
)


@pytest.fixture
def address(world):
    return f"/drafts/{world.draft}"


def a_whole_life(world):
    """Every kind of entry at least once."""
    suggested = acts.propose(world, "observer", "2.", "To cooperate closely:")
    taken = acts.propose(world, "head.bel", "1.", "", kind="delete", reason="It is old.")
    added = acts.propose(world, "head.arv", "1.", "To thank the host;", kind="insert after")
    acts.act(
        world,
        "head.arv",
        lambda session, scope: proposals.sponsor(session, scope, suggested, token=acts.token(), now=NOW),
    )
    acts.decline(world, suggested, "Too close.")
    acts.accept(world, added)
    acts.accept(world, taken)
    acts.reopen(world, "1.", "Struck by mistake.")
    acts.position(world, "head.bel", "1.", "reservation", "We were not consulted.")
    acts.participate(world, "ZAB", "bracketed", "until 31 August")
    acts.accept(world, acts.propose(world, "head.arv", "(a)", "on joint training;"))
    with world.database.reading() as session:
        world.paragraphs |= name_paragraphs(session, world.draft)
    acts.reword(world, "3.", "States should meet every year, as in paragraph 2 above.")
    acts.close(world, "(i)", "1.", "1 bis.", "2.", "(a)", "(b)", "3.", "1")
    acts.adopt(world)


@pytest.mark.parametrize("who", EVERYBODY)
def test_whoever_sees_the_draft_reads_its_whole_history(world, visit, address, who):
    a_whole_life(world)
    answer = visit(who).get(f"{address}/history")
    assert answer.status_code == 200
    assert judge(answer.text) == []
    for words in (
        "The draft was imported from “communique.md” with 10 paragraphs.",
        "The draft was opened for negotiation.",
        "Suggestion 1 of Observia.",
        "Proposal 2 of Belmora: delete the paragraph.",
        "Proposal 3 of Arvendal: new paragraph after.",
        "Proposal 1 of Observia was co-sponsored.",
        "Proposal 1 of Observia: declined.",
        "Reason: Too close.",
        "New paragraph, as proposal 3 of Arvendal asked.",
        "Deleted, as proposal 2 of Belmora asked.",
        "<del>To welcome the report;</del>",
        "Reopened.",
        "Reason: Struck by mistake.",
        "Position of Belmora: reservation.",
        "We were not consulted.",
        "Participation of Zabora: in square brackets until an internal procedure ends.",
        "Note: until 31 August",
        "New wording, as proposal 4 of Arvendal asked.",
        "The Chair’s wording.",
        "The paragraphs were renumbered",
        "The text was adopted by consensus.",
        "Head Arv, head of delegation, Arvendal",
        "5 June 2026, 17:00 Almaty",
    ):
        assert words in answer.text


@pytest.mark.parametrize("path", ["history", "history?since=1", "as-of/1", "record"])
def test_a_stranger_finds_no_record(visit, address, path):
    assert visit("stranger").get(f"{address}/{path}").status_code == 404


def test_a_proposal_taken_with_the_chairs_words_says_so(world, visit, address):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;")
    acts.act(
        world,
        "chair",
        lambda session, scope: rulings.take(
            session, scope, ref, text="To take note of the report;", revision=1, token=acts.token(), now=NOW
        ),
    )
    page = visit("observer").get(f"{address}/history").text
    assert "New wording: proposal 1 of Arvendal taken with the Chair’s words." in page


def test_older_entries_are_a_link_away(world, visit, address):
    for number in range(60):
        acts.position(world, "head.bel", "1.", "reservation", f"Statement {number}.")
    browser = visit("observer")
    first = browser.get(f"{address}/history").text
    assert judge(first) == []
    assert f'href="{address}/history?before=13"' in first
    second = browser.get(f"{address}/history?before=13").text
    assert "The draft was imported" in second
    assert "Older entries" not in second
    since = browser.get(f"{address}/history?since=5").text
    assert "What changed since entry 5" in since
    assert f'href="{address}/history?before=13&amp;since=5"' in since
    assert judge(since) == []


def test_nothing_new_is_said_to_be_nothing(world, visit, address):
    page = visit("observer").get(f"{address}/history?since=2").text
    assert "Nothing was entered since." in page
    assert visit("observer").get(f"{address}/history?since=-4").status_code == 200


def test_a_paragraph_has_its_own_history(world, visit, address):
    a_whole_life(world)
    browser = visit("observer")
    page = browser.get(f"{address}/paragraphs/{world.paragraphs['3.']}/history").text
    assert judge(page) == []
    assert "History of Paragraph 4" in page
    assert "<ins>States [shall][should] meet every year.</ins>" in page
    assert "<del>2</del><ins>3</ins>" in page
    assert "To welcome the report" not in page
    assert browser.get(f"{address}/paragraphs/999/history").status_code == 404


def test_the_history_of_a_long_negotiated_paragraph_goes_on(world, visit, address):
    for number in range(60):
        acts.position(world, "head.bel", "1.", "reservation", f"Statement {number}.")
    own = f"{address}/paragraphs/{world.paragraphs['1.']}/history"
    assert f'href="{own}?before=13"' in visit("observer").get(own).text


def test_the_text_is_shown_as_it_stood_with_a_notice_and_a_way_back(world, visit, address):
    a_whole_life(world)
    browser = visit("observer")
    page = browser.get(f"{address}/as-of/2").text
    assert judge(page) == []
    for words in ("shall", "should", "meet every year.", "To welcome the report;"):
        assert words in page
    assert "as in paragraph" not in page
    assert "It may have changed since." in page
    assert f'href="{address}"' in page
    assert "The draft was opened for negotiation." in page
    newest = browser.get(f"{address}/history").text
    seq = int(newest.split('id="entry-')[1].split('"')[0])
    assert "This is the newest entry" in browser.get(f"{address}/as-of/{seq}").text
    assert browser.get(f"{address}/as-of/{seq + 1}").status_code == 404
    for moment in range(1, seq + 1):
        assert judge(browser.get(f"{address}/as-of/{moment}").text) == []


def test_a_deleted_paragraph_stays_visible_as_deleted(world, visit, address):
    acts.accept(world, acts.propose(world, "head.arv", "1.", "", kind="delete"))
    assert "<del>To welcome the report;</del>" in visit("observer").get(f"{address}/as-of/5").text


@pytest.mark.parametrize("who", ["office", "chair", "administrator"])
def test_the_record_is_checked_in_words(world, visit, address, who):
    a_whole_life(world)
    page = visit(who).get(f"{address}/record").text
    assert judge(page) == []
    assert "The chain is intact and the books agree." in page
    assert f'href="{address}/record"' in visit(who).get(f"{address}/history").text


def test_each_disagreement_is_named(world, visit, address):
    acts.position(world, "head.bel", "1.", "objects", "Not yet.")
    with world.database.writing() as session:
        held = session.get_one(Position, (world.paragraphs["1."], world.parties["BEL"]))
        held.kind = "agrees"
        scope = world.scope(session, "office")
        scope.draft.title = "Another title"
    page = visit("office").get(f"{address}/record").text
    assert judge(page) == []
    assert "2 disagreements were found." in page
    assert "Draft title: it differs from the record." in page
    key = f"{world.paragraphs['1.']}/{world.parties['BEL']}"
    assert f"Position {key}: it differs from the record." in page


@pytest.mark.parametrize("who", ["head.arv", "observer", "rapporteur"])
def test_delegations_do_not_check_the_books(visit, address, who):
    assert visit(who).get(f"{address}/record").status_code == 403
    assert f'href="{address}/record"' not in visit(who).get(f"{address}/history").text


def test_no_page_of_the_record_shows_a_private_text(world, visit, address):
    ref = acts.propose(world, "delegate.arv", "1.", "To welcome the SECRET report;", table=False)
    for who in EVERYBODY:
        browser = visit(who)
        for path in ("history", f"paragraphs/{world.paragraphs['1.']}/history", "as-of/2", "record"):
            page = browser.get(f"{address}/{path}").text
            assert "SECRET" not in page
            assert ref not in page


def test_the_record_reads_in_russian(world, visit, address):
    a_whole_life(world)
    page = visit("head.bel").get(f"{address}/history").text
    assert judge(page) == []
    assert "Ярвендаль" in page
