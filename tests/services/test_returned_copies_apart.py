"""What one delegation wrote, commented or named never shows to another that has a part in the same file."""

import pytest

from drafting.domain.errors import NotFound, WrongState
from drafting.persistence.queries import proposals as proposal_queries
from drafting.services import proposals, returned_copies
from tests import acts, returned, rulings
from tests.factories import World
from tests.returned import both, edited, remarked, replacing
from tests.services.test_received_copies import HOW, assign


@pytest.fixture
def it(conference: World) -> World:
    return conference


def received(it: World) -> str:
    """A file that Belmora's Bolat and Arvendal's Aida wrote in, on one paragraph too, with its comments and header."""
    edits = {
        "1.": both(
            replacing("report", "findings", by="Aida"), remarked("Our red line.", "Bolat"), remarked("So.", "Dina")
        ),
        "3.": replacing("every year", "monthly", by="Bolat"),
        "(b)": remarked("Never.", "Bolat"),
    }
    copy = edited(it, edits, party="BEL")
    copy = returned.replace(copy, noticed=(("text-box-left-out", "Belmora's notes"),))
    ref = returned.receive(it, copy, name="Belmora confidential.docx")
    assign(it, ref, "ARV", Bolat="BEL")
    return ref


def test_a_comment_of_another_delegations_author_is_no_reason_of_this_one(it: World):
    page = returned.preview(it, "office", received(it))
    said = [(one.party.code, one.finding.outcome, one.finding.reason) for one in page.changes if one.party]
    # Who only commented belongs to the party of the whole, as does all that nobody else is named for.
    assert ("ARV", "changed", "So.") in said
    assert ("BEL", "commented", "Our red line.") in said
    assert not any("red line" in reason or "Never" in reason for code, _, reason in said if code == "ARV")
    assert not any("So." in reason for code, _, reason in said if code == "BEL")


def test_who_is_given_a_part_of_a_file_learns_nothing_of_the_rest(it: World):
    ref = received(it)
    returned.take(it, "office", ref)
    page = returned.preview(it, "head.arv", ref)
    assert "Belmora" not in repr(page.noticed)
    assert (page.other_party, page.authors, page.is_whole) == (None, (), False)
    assert "red line" not in repr([one.finding for one in page.changes])
    [line] = acts.look(it, "head.arv", returned_copies.shelf).own
    assert (line.made, line.is_whole) == (1, False)
    [line] = acts.look(it, "office", returned_copies.shelf).received
    assert (line.made, line.is_whole) == (2, True)


def test_the_office_does_not_learn_what_becomes_of_a_private_text_that_it_gave(it: World):
    ref = returned.receive(it, edited(it, {"1.": replacing("report", "findings")}))
    [made] = returned.take(it, "office", ref)
    before = returned.preview(it, "office", ref)
    acts.act(it, "head.arv", lambda session, scope: proposals.discard(session, scope, made))
    page = returned.preview(it, "office", ref)
    assert [one.became for one in page.changes] == ["private"]
    assert page.seal == before.seal
    assert [one.became for one in returned.preview(it, "head.arv", ref).changes] == ["withdrawn"]


def test_words_that_differ_from_what_a_colleague_saved_are_not_lost(it: World):
    ref = returned.bring(it, "head.arv", edited(it, {"1.": replacing("report", "findings")}))
    page = returned.preview(it, "head.arv", ref)
    [change] = page.open
    mine = returned.wish(change, "To praise the study;", "Mine.")
    [first] = returned.take(it, "delegate.arv", ref, change, seal=page.seal)
    with pytest.raises(WrongState):
        returned.take(it, "head.arv", ref, mine, seal=page.seal)
    assert returned.take(it, "head.arv", ref, change, seal=page.seal) == [first]
    with it.database.reading() as session:
        kept = proposal_queries.by_ref(session, it.draft, first, it.parties["ARV"])
    assert kept is not None
    assert kept.text == "To welcome the findings;"


def test_private_texts_are_not_said_to_be_given_where_a_colleague_tabled_them(it: World):
    ref = returned.receive(it, edited(it, {"1.": replacing("report", "findings")}))
    page = returned.preview(it, "office", ref)
    [change] = page.open
    returned.take(it, "office", ref, change, table=True, how=HOW, seal=page.seal)
    with pytest.raises(WrongState):
        returned.take(it, "office", ref, change, seal=page.seal)
    assert len(rulings.entries(it, "proposal tabled")) == 1


def test_what_was_shown_for_one_delegation_is_not_taken_for_another(it: World):
    ref = returned.receive(it, edited(it, {"1.": replacing("report", "findings")}))
    page = returned.preview(it, "office", ref)
    assign(it, ref, "BEL")
    with pytest.raises(WrongState):
        returned.take(it, "office", ref, *page.open, table=True, how=HOW, seal=page.seal)
    assert rulings.entries(it, "proposal tabled") == []


def test_what_was_made_for_one_delegation_stays_its_own_when_the_rest_is_another_ones(it: World):
    edits = {"1.": replacing("report", "findings"), "3.": replacing("every year", "monthly")}
    ref = returned.receive(it, edited(it, edits))
    returned.take(it, "office", ref, returned.preview(it, "office", ref).open[0])
    assign(it, ref, "BEL")
    returned.take(it, "office", ref)
    made = [one.party.code for one in returned.preview(it, "office", ref).made if one.party]
    assert made == ["ARV", "BEL"]
    page = returned.preview(it, "head.bel", ref)
    assert [one.seat.id for one in page.changes] == [it.paragraphs["3."]]
    assert not page.is_whole
    [line] = acts.look(it, "head.bel", returned_copies.shelf).own
    assert (line.made, line.is_whole) == (1, False)


@pytest.mark.parametrize("who", ["chair", "rapporteur", "administrator", "head.arv", "observer"])
def test_a_received_file_that_was_nobodys_when_it_was_closed_stays_the_offices_alone(it: World, who: str):
    ref = returned.receive(it, edited(it, {"1.": replacing("report", "findings")}, party=""))
    acts.act(it, "office", lambda session, scope: returned_copies.finish(session, scope, ref))
    with pytest.raises(NotFound):
        returned.preview(it, who, ref)
    assert returned.preview(it, "office", ref).changes


def test_who_only_commented_is_told_apart_too(it: World):
    ref = received(it)
    assert [one.name for one in returned.preview(it, "office", ref).authors] == ["Aida", "Bolat", "Dina"]
    assign(it, ref, "ARV", Bolat="BEL", Dina="ZAB")
    said = [(one.party.code, one.finding.reason) for one in returned.preview(it, "office", ref).changes if one.party]
    assert ("ZAB", "So.") in said
    assert not any("So." in reason for code, reason in said if code != "ZAB")
    assign(it, ref, "ARV", Bolat="BEL", Dina="nobody")
    assert not any("So." in one.finding.reason for one in returned.preview(it, "office", ref).changes)


def test_an_author_is_known_by_a_name_that_a_form_brought_in_other_lines(it: World):
    ref = returned.receive(it, edited(it, {"1.": replacing("report", "findings", by="Mr\n X")}))
    assign(it, ref, "ARV", **{"Mr\r\n X": "BEL", "Nobody": "BEL"})
    assert returned.row(it, "office", ref).authors == {"Mr\n X": it.parties["BEL"]}
