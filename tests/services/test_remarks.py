"""Remarks: what a delegation says of a paragraph without asking for other words.

Source: practice.md section 1 (observers comment, never block). After every test the record is replayed and must agree
with the tables.
"""

from typing import Any

import pytest

from drafting.domain import consensus as rules
from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.persistence.records import Entry
from drafting.services import remarks, standing, texts
from drafting.services.draft_page import draft_page
from drafting.services.paragraph_page import paragraph_page
from tests import acts
from tests.factories import NOW, World
from tests.rulings import entries

LONG = "x" * 20_001


def say(it: World, who: str, text: str = "Why here?", label: str = "1.", **fields: Any) -> Entry:
    fields = {"text": text, "token": acts.token(), "now": NOW, **fields}
    return acts.act(it, who, lambda session, scope: remarks.make(session, scope, it.paragraphs[label], **fields))


def take_back(it: World, who: str, seq: int) -> int:
    return acts.act(it, who, lambda session, scope: remarks.withdraw(session, scope, seq, token=acts.token(), now=NOW))


def read(it: World, who: str, label: str = "1.") -> list[tuple[str, str, bool]]:
    page = acts.look(it, who, lambda session, scope: paragraph_page(session, scope, it.paragraphs[label]))
    return [(one.party.code, one.text, one.outdated) for one in page.paragraph.remarks]


def test_a_remark_is_read_by_everybody_and_is_an_entry(conference: World):
    say(conference, "head.arv", " Why here?\r\n")
    for who in ("chair", "office", "head.bel", "observer", "delegate.arv"):
        assert read(conference, who) == [("ARV", "Why here?", False)]
    (entry,) = entries(conference, "remark made")
    assert (entry.capacity, entry.party_id) == ("head", conference.parties["ARV"])
    assert entry.payload["text"] == "Why here?"


def test_observers_make_remarks_and_stand_in_nobodys_way(conference: World):
    say(conference, "observer")
    stands = acts.look(
        conference,
        "chair",
        lambda session, scope: standing.standing(
            session, scope, texts.load(session, scope, conference.paragraphs["1."])
        ),
    )
    assert rules.in_the_way_of_closing(stands, scrutiny_blocks=True) == ()


@pytest.mark.parametrize("who", ["chair", "office", "rapporteur", "delegate.arv"])
def test_who_speaks_for_no_delegation_makes_none(conference: World, who: str):
    with pytest.raises(NotAllowed):
        say(conference, who)
    assert entries(conference, "remark made") == []


@pytest.mark.parametrize(("text", "code"), [("", "remark-missing"), (" \n", "remark-missing"), (LONG, "too-long")])
def test_a_remark_says_something_and_is_no_longer_than_a_paragraph(conference: World, text: str, code: str):
    with pytest.raises(BadText) as caught:
        say(conference, "head.arv", text)
    assert caught.value.code == code


def test_two_clicks_make_one_remark(conference: World):
    token = acts.token()
    first, second = (say(conference, "head.arv", token=token).seq for _ in range(2))
    assert first == second
    assert len(read(conference, "chair")) == 1


def test_a_remark_is_taken_back_by_its_delegation_alone_and_stays_in_the_record(conference: World):
    seq = say(conference, "head.arv").seq
    for who in ("head.bel", "chair", "observer"):
        with pytest.raises(NotAllowed):
            take_back(conference, who, seq)
    for _ in range(2):  # A second time changes nothing.
        assert take_back(conference, "head.arv", seq) == conference.paragraphs["1."]
    assert read(conference, "chair") == []
    assert [it.payload["text"] for it in entries(conference, "remark made", "remark withdrawn")] == ["Why here?"] * 2


def test_only_a_remark_can_be_taken_back(conference: World):
    with pytest.raises(NotFound):
        take_back(conference, "head.arv", 1)


def test_none_is_made_on_a_deleted_paragraph(conference: World):
    acts.accept(conference, acts.propose(conference, "head.bel", "1.", "", kind="delete"))
    with pytest.raises(WrongState, match="deleted"):
        say(conference, "head.arv")


def test_a_remark_tells_when_the_wording_has_moved_on(conference: World):
    say(conference, "head.arv")
    acts.reword(conference, "1.", "To welcome the report of the Office;")
    assert read(conference, "chair") == [("ARV", "Why here?", True)]


def test_the_draft_page_counts_them(conference: World):
    say(conference, "head.arv", label="2.")
    say(conference, "observer", label="2.")
    page = acts.look(conference, "head.bel", draft_page)
    assert {it.label: len(it.remarks) for it in page.paragraphs if it.remarks} == {"2.": 2}
