"""The Chair's rulings on paragraphs: closing, deferring, reopening, a new wording, and what refuses each.

Source of the rules: practice.md section 5. After every test the record is replayed and must agree with the tables.
"""

from typing import Any

import pytest

from drafting.domain.consensus import Obstacle
from drafting.domain.errors import BadText, WrongState
from drafting.persistence.records import Party, Process
from drafting.services import proposals, rulings, texts
from tests import acts
from tests.factories import World
from tests.rulings import entries, found, ruling

CLOSED = ("agreed", "agreed ad referendum")


def refused(it: World, label: str, **fields: Any) -> WrongState:
    with pytest.raises(WrongState) as caught:
        ruling(it, rulings.close, it.paragraphs[label], **{"ad_referendum": False, "revision": 1, **fields})
    return caught.value


# Closing: the absence of formal objection at the moment of decision


@pytest.mark.parametrize(("event", "state"), [("close", "agreed"), ("close ad referendum", "agreed ad referendum")])
def test_closing_is_recorded_with_the_exact_wording_and_the_capacity(conference: World, event: str, state: str):
    acts.close(conference, "1.", ad_referendum=event != "close")
    assert found(conference, "1.")[0] == state
    (entry,) = entries(conference, "paragraph ruled")
    with conference.database.reading() as session:
        wording = texts.load(session, conference.scope(session, "chair", lock=False), entry.paragraph_id or 0)
        assert entry.payload["wording"] == wording.paragraph.wording
    assert (entry.payload["ruling"], entry.payload["before"], entry.payload["revision"]) == (event, "open", 1)
    assert entry.capacity == "chair"


@pytest.mark.parametrize("ruled", CLOSED)
def test_a_paragraph_with_an_objection_cannot_be_closed_and_the_words_are_told(conference: World, ruled: str):
    acts.position(conference, "head.arv", "1.", "objects", "The report is not ours.")
    error = refused(conference, "1.", ad_referendum=ruled != "agreed")
    arvendal = conference.parties["ARV"]
    assert error.obstacles == (Obstacle("objection", conference.paragraphs["1."], arvendal, "The report is not ours."),)
    assert found(conference, "1.")[0] == "open"


def test_the_refusal_lists_every_obstacle(conference: World):
    acts.position(conference, "head.arv", "3.", "objects", "A year is too short.")
    acts.position(conference, "coordinator.zab", "3.", "objects", "So it is.")
    acts.propose(conference, "head.bel", "3.", "States meet every two years.")
    assert [(it.kind, it.words) for it in refused(conference, "3.").obstacles] == [
        ("objection", "A year is too short."),
        ("objection", "So it is."),
        ("bracket", "[shall]"),
        ("bracket", "[should]"),
        ("proposal", "1"),
    ]


@pytest.mark.parametrize("kind", ["agrees", "agrees ad referendum", "no objection", "scrutiny reservation"])
def test_a_position_that_is_no_objection_does_not_block(conference: World, kind: str):
    acts.position(conference, "head.arv", "1.", kind)
    acts.close(conference, "1.")
    assert found(conference, "1.")[0] == "agreed"


@pytest.mark.parametrize("kind", ["reservation", "disassociates"])
def test_a_reservation_or_disassociation_is_printed_but_does_not_block(conference: World, kind: str):
    acts.position(conference, "head.arv", "1.", kind, "For the record.")
    acts.close(conference, "1.")
    assert found(conference, "1.")[0] == "agreed"


def test_silence_of_all_is_no_objection(conference: World):
    acts.close(conference, "1.")
    assert found(conference, "1.")[0] == "agreed"


def test_a_scrutiny_reservation_blocks_where_the_process_says_so(conference: World):
    with conference.database.writing() as session:
        process = session.get(Process, conference.scope(session, "chair").process.id)
        assert process is not None
        process.scrutiny_blocks = True
    acts.position(conference, "head.arv", "1.", "scrutiny reservation", "The capital is asleep.")
    (obstacle,) = refused(conference, "1.").obstacles
    assert obstacle == Obstacle(
        "scrutiny", conference.paragraphs["1."], conference.parties["ARV"], "The capital is asleep."
    )


def test_an_objection_withdrawn_by_a_new_position_blocks_no_more(conference: World):
    acts.position(conference, "head.arv", "1.", "objects", "Not yet.")
    acts.position(conference, "head.arv", "1.", "no objection")
    acts.close(conference, "1.")


def test_an_objection_to_an_earlier_wording_does_not_block_the_new_one(conference: World):
    acts.position(conference, "head.arv", "1.", "objects", "Not “welcome”.")
    acts.reword(conference, "1.", "To note the report;")
    acts.close(conference, "1.")


def test_an_objection_counts_again_when_its_wording_returns(conference: World):
    acts.position(conference, "head.arv", "1.", "objects", "Not “welcome”.")
    acts.reword(conference, "1.", "To note the report;")
    acts.reword(conference, "1.", "To welcome the report;")
    assert [it.kind for it in refused(conference, "1.", revision=3).obstacles] == ["objection"]


def test_the_objection_of_a_party_that_only_observes_by_now_blocks_no_more(conference: World):
    acts.position(conference, "head.arv", "1.", "objects", "Not yet.")
    with conference.database.writing() as session:
        party = session.get(Party, conference.parties["ARV"])
        assert party is not None
        party.status = "observer"
    acts.close(conference, "1.")
    assert found(conference, "1.")[0] == "agreed"


def test_an_observers_suggestion_blocks_only_once_a_state_has_taken_it_up(conference: World):
    ref = acts.propose(conference, "observer", "1.", "To praise the report;")
    acts.close(conference, "1.")
    acts.reopen(conference, "1.")
    ruling(conference, proposals.sponsor, ref, "head.bel")
    (obstacle,) = refused(conference, "1.").obstacles
    assert (obstacle.kind, obstacle.words) == ("proposal", "1")


def test_a_private_text_is_no_obstacle_and_remains_untold(conference: World):
    acts.propose(conference, "head.arv", "1.", "To bury the report;", table=False)
    acts.close(conference, "1.")
    assert found(conference, "1.")[0] == "agreed"


def test_a_bracketed_name_of_a_state_and_a_blank_do_not_block_consensus(conference: World):
    acts.reword(conference, "1.", "To welcome the report of [Zabora] of [date];")
    assert found(conference, "1.")[0] == "open"
    acts.close(conference, "1.")
    assert found(conference, "1.")[0] == "agreed"


def test_what_is_agreed_ad_referendum_is_agreed_later_but_nothing_is_agreed_twice(conference: World):
    acts.close(conference, "1.", ad_referendum=True)
    assert refused(conference, "1.", ad_referendum=True).obstacles == ()
    acts.close(conference, "1.")
    assert refused(conference, "1.").state == "agreed"
    assert refused(conference, "1.", ad_referendum=True).state == "agreed"


@pytest.mark.parametrize("label", ["title", "symbol", "enacting"])
def test_a_formal_line_is_neither_closed_nor_deferred(conference: World, label: str):
    assert refused(conference, label).obstacles == ()
    with pytest.raises(WrongState):
        ruling(conference, rulings.defer, conference.paragraphs[label], reason="")
    assert found(conference, label)[0] == "open"


# Deferring and reopening


def test_a_deferred_paragraph_keeps_its_reason_and_may_be_closed_or_reopened(conference: World):
    ruling(conference, rulings.defer, conference.paragraphs["1."], reason=" Until the evening.\r\n")
    ruling(conference, rulings.defer, conference.paragraphs["3."], reason="", revision=1)
    assert entries(conference, "paragraph ruled")[0].payload["reason"] == "Until the evening."
    acts.close(conference, "1.")
    acts.reopen(conference, "3.")
    assert (found(conference, "1.")[0], found(conference, "3.")[0]) == ("agreed", "bracketed")


@pytest.mark.parametrize("ruled", CLOSED)
def test_reopening_needs_a_reason_that_is_recorded(conference: World, ruled: str):
    acts.close(conference, "1.", ad_referendum=ruled != "agreed")
    with pytest.raises(BadText, match="reason-missing"):
        acts.reopen(conference, "1.", " \n")
    acts.reopen(conference, "1.", "Zabora asks for it.")
    assert found(conference, "1.")[0] == "open"
    assert entries(conference, "paragraph ruled")[-1].payload["reason"] == "Zabora asks for it."


def test_what_is_open_cannot_be_reopened_and_what_is_closed_cannot_be_deferred(conference: World):
    with pytest.raises(WrongState):
        acts.reopen(conference, "1.")
    acts.close(conference, "1.")
    with pytest.raises(WrongState):
        ruling(conference, rulings.defer, conference.paragraphs["1."], reason="")


# A new wording


@pytest.mark.parametrize("ruled", CLOSED)
def test_a_new_wording_reopens_what_was_agreed(conference: World, ruled: str):
    acts.close(conference, "1.", ad_referendum=ruled != "agreed")
    acts.reword(conference, "1.", "To note the report;")
    assert found(conference, "1.") == ("open", 2, "To note the report;")


def test_words_in_brackets_make_the_paragraph_bracketed_and_lifting_them_opens_it(conference: World):
    acts.reword(conference, "1.", "To [welcome] the report;")
    assert found(conference, "1.")[0] == "bracketed"
    acts.reword(conference, "1.", "To welcome the report;")
    assert found(conference, "1.")[0] == "open"


def test_putting_into_brackets_is_recorded_as_such(conference: World):
    paragraph = conference.paragraphs["1."]
    ruling(conference, rulings.reword, paragraph, text="[To welcome the report;]", ruling="bracket", revision=1)
    assert found(conference, "1.")[0] == "bracketed"
    assert entries(conference, "wording changed")[0].payload["ruling"] == "bracket"


@pytest.mark.parametrize(
    ("ruled", "text", "code"),
    [
        ("reword", " ", "empty-text"),
        ("reword", "To welcome the report;", "no-change"),
        ("reword", "x" * 20_001, "too-long"),
        ("bracket", "To note the report;", "no-brackets"),
        ("bracket", "To welcome the report of [Zabora];", "no-brackets"),
    ],
)
def test_a_wording_that_says_nothing_is_refused(conference: World, ruled: str, text: str, code: str):
    with pytest.raises(BadText, match=code):
        ruling(conference, rulings.reword, conference.paragraphs["1."], text=text, ruling=ruled, revision=1)
    assert found(conference, "1.")[1] == 1


def test_text_is_stored_composed_with_plain_line_ends(conference: World):
    acts.reword(conference, "1.", "\u0418\u0306од\r\nодин")
    assert found(conference, "1.")[2] == "Йод\nодин"
