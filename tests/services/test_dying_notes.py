"""A note dies with its last mark: named before the adoption, deleted by it, told by an entry of its own."""

from collections.abc import Iterator

import pytest

from drafting.documents.tree import Block
from drafting.domain.errors import WrongState
from drafting.persistence.database import Database
from drafting.persistence.queries import drafts
from drafting.services import adoption, verification
from drafting.services.adoption_page import adoption_page
from tests import acts
from tests.factories import World, world
from tests.rulings import entries

NOTED = (
    Block("operative", "To thank the host[^a].", "1."),
    Block("operative", "To meet[^b] again.", "2."),
    Block("note", "Adopted in 2021.", "a"),
    Block("note", "Every year [, see paragraph 1 above][^c].", "b"),
    Block("note", "Counted from [date].", "c"),
)


@pytest.fixture
def noted(database: Database) -> Iterator[World]:
    """Paragraph 2 has lost the mark of its note, which alone marks another one; all the rest is agreed."""
    it = world(database, NOTED)
    acts.reword(it, "2.", "To meet again.")
    acts.close(it, "1.", "2.", "a")
    yield it
    with database.reading() as session:
        assert verification.verify(session, it.draft).findings == ()


def dead(it: World) -> list[tuple[str, str]]:
    return [(seat.label, words) for seat, words in acts.look(it, "observer", adoption_page).dying]


def in_the_way(it: World) -> list[tuple[str, int | None, int | None, str]]:
    found = acts.look(it, "chair", adoption.obstacles)
    return [(ob.kind, ob.paragraph, ob.party, ob.words) for ob in found]


def labels(it: World) -> list[str]:
    with it.database.reading() as session:
        rows = drafts.texts(session, it.draft, "en")
    return [row.paragraph.label for row in rows if row.paragraph.state != "deleted"]


def test_notes_whose_last_mark_is_gone_are_named_and_stand_in_nobodys_way(noted: World):
    assert dead(noted) == [("b", NOTED[3].text), ("c", NOTED[4].text)]
    assert in_the_way(noted) == []


def test_adoption_deletes_each_dead_note_by_an_entry_that_names_it(noted: World):
    acts.adopt(noted)
    assert labels(noted) == ["1.", "2.", "a"]
    told = [it for it in entries(noted, "paragraph ruled") if it.payload["state"] == "deleted"]
    assert [(it.paragraph_id, it.payload["ruling"], it.payload["unmarked"]) for it in told] == [
        (noted.paragraphs["b"], "delete", True),
        (noted.paragraphs["c"], "delete", True),
    ]
    assert told[1].payload["losses"] == [{"kind": "deletion", "words": NOTED[4].text, "asked": []}]
    assert told[-1].seq < entries(noted, "draft adopted")[0].seq
    assert dead(noted) == []


def test_a_note_whose_mark_is_put_back_lives_on_with_the_notes_that_it_marks(noted: World):
    acts.reword(noted, "1.", "To thank the host[^a][^b].")
    assert dead(noted) == []
    assert [it[0] for it in in_the_way(noted)] == [
        "not agreed",
        "bracket",
        "not agreed",
        "placeholder",
        "not agreed",
    ]


def test_a_mark_in_a_deleted_paragraph_keeps_no_note_alive(noted: World):
    acts.reopen(noted, "1.")
    acts.accept(noted, acts.propose(noted, "head.arv", "1.", "", kind="delete"))
    assert [label for label, _ in dead(noted)] == ["a", "b", "c"]
    acts.adopt(noted)
    assert labels(noted) == ["1."]


def test_what_a_state_says_about_a_dead_note_is_heard(noted: World):
    acts.position(noted, "head.bel", "b", "objects", "The note is to stay.")
    acts.propose(noted, "head.arv", "c", "Counted from 2027.")
    at, by = noted.paragraphs, noted.parties
    assert in_the_way(noted) == [
        ("objection", at["b"], by["BEL"], "The note is to stay."),
        ("proposal", at["c"], by["ARV"], "1"),
    ]
    with pytest.raises(WrongState):
        acts.adopt(noted)
    assert [label for label, _ in dead(noted)] == ["b", "c"]


def test_references_in_a_dead_note_are_not_rewritten(noted: World):
    acts.reopen(noted, "1.")
    acts.accept(noted, acts.propose(noted, "head.arv", "1.", "To begin;", kind="insert before"))
    assert acts.look(noted, "chair", adoption.renumbering).labels
    assert noted.paragraphs["b"] not in acts.look(noted, "chair", adoption.renumbering).texts


def test_what_was_reserved_on_a_dead_note_goes_with_it(noted: World):
    acts.position(noted, "head.bel", "b", "reservation", "Not every year.")
    acts.adopt(noted)
    assert all(row["said"] == [] for row in entries(noted, "draft adopted")[0].payload["participation"])


def test_a_mark_leads_to_its_footnote_or_stands_in_the_way(noted: World):
    acts.reword(noted, "1.", "To thank the host[^a] of the year[^9].")
    acts.reword(noted, "2.", r"To meet\[^9] again.")
    lost = ("mark", noted.paragraphs["1."], None, "thank the host of the year")
    assert [it for it in in_the_way(noted) if it[0] == "mark"] == [lost]
    acts.reword(noted, "1.", "To thank the host[^a].")
    assert "mark" not in [it[0] for it in in_the_way(noted)]
