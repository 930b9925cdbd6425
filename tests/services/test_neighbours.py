"""A sign without a partner bears on the paragraphs round it: whoever changes one, the others are restated with it."""

import pytest

from drafting.documents.tree import Block
from drafting.domain.errors import WrongState
from drafting.services import rulings, verification
from tests import acts
from tests.factories import World, name_paragraphs, world
from tests.rulings import entries, found, ruling
from tests.services.test_bracket_rulings import rule

BLOCKS = (
    Block("operative", "To begin;", "1."),
    Block("operative", "To go on;", "2."),
    Block("operative", "To end; and to rest;", "3."),
    Block("heading", "Follow-up"),
    Block("operative", "To follow.", "4."),
)


@pytest.fixture
def it(database) -> World:
    return world(database, BLOCKS)


def states(it: World) -> list[str]:
    with it.database.reading() as session:
        assert verification.verify(session, it.draft).findings == ()
    return [found(it, label)[0] for label in ("1.", "2.", "3.", "4.")]


def bracketed(it: World) -> None:
    acts.reword(it, "1.", "[To begin;")
    acts.reword(it, "3.", "To end;] and to rest;")


def add(it: World, label: str, text: str, kind: str = "insert after") -> str:
    """Insert a paragraph; answers its label."""
    acts.accept(it, acts.propose(it, "head.arv", label, text, kind=kind))
    (entry,) = entries(it, "paragraph added")[-1:]
    with it.database.reading() as session:
        it.paragraphs |= name_paragraphs(session, it.draft)
    return str(entry.payload["label"])


def delete(it: World, label: str) -> None:
    acts.accept(it, acts.propose(it, "head.arv", label, "", kind="delete"))


def test_a_bracket_opened_and_closed_by_rewording_puts_what_it_covers_in_dispute(it):
    acts.reword(it, "1.", "[To begin;")
    assert states(it) == ["bracketed", "open", "open", "open"]
    acts.reword(it, "3.", "To end;] and to rest;")
    assert states(it) == ["bracketed", "bracketed", "bracketed", "open"]
    first, second = entries(it, "wording changed")
    assert (first.payload["states"], second.payload["states"]) == (
        [],
        [{"id": it.paragraphs["2."], "state": "bracketed"}],
    )
    acts.reword(it, "1.", "To begin;")
    assert states(it) == ["open", "open", "bracketed", "open"]


def test_a_paragraph_reworded_or_inserted_within_a_bracket_is_in_dispute(it):
    bracketed(it)
    acts.reword(it, "2.", "To go further;")
    assert states(it)[1] == "bracketed"
    label = add(it, "2.", "To go even further;")
    assert found(it, label)[0] == "bracketed"
    assert states(it) == ["bracketed", "bracketed", "bracketed", "open"]


def test_a_paragraph_inserted_with_a_sign_frees_and_covers_others(it):
    bracketed(it)
    label = add(it, "1.", "To settle;]")
    assert [found(it, label)[0], *states(it)] == ["bracketed", "bracketed", "open", "bracketed", "open"]
    delete(it, label)
    assert states(it) == ["bracketed", "bracketed", "bracketed", "open"]
    acts.reopen(it, label)
    assert [found(it, label)[0], *states(it)] == ["bracketed", "bracketed", "open", "bracketed", "open"]


def test_deleting_an_end_frees_what_stood_between_and_reopening_it_takes_it_back(it):
    bracketed(it)
    delete(it, "1.")
    assert states(it) == ["deleted", "open", "bracketed", "open"]
    acts.reopen(it, "1.")
    assert states(it) == ["bracketed", "bracketed", "bracketed", "open"]


def test_a_heading_that_goes_lets_a_bracket_reach_over_its_place(it):
    acts.reword(it, "3.", "[To end;")
    acts.reword(it, "4.", "To follow.]")
    add(it, "3.", "To stand between;")
    assert found(it, "3 bis.")[0] == "open"
    delete(it, "heading")
    assert [found(it, "3 bis.")[0], *states(it)] == ["bracketed", "open", "open", "bracketed", "bracketed"]


def test_what_is_agreed_is_not_put_in_dispute_by_a_change_beside_it(it):
    acts.reword(it, "1.", "[To begin;")
    acts.close(it, "2.")
    for change in (
        lambda: acts.reword(it, "3.", "To end;] and to rest;"),
        lambda: add(it, "3.", "To end;]", kind="insert before"),
    ):
        with pytest.raises(WrongState) as refused:
            change()
        assert (refused.value.state, refused.value.event) == ("agreed", "dispute")
    assert states(it) == ["bracketed", "agreed", "open", "open"]
    acts.reopen(it, "2.")
    acts.reword(it, "3.", "To end;] and to rest;")
    assert states(it)[:3] == ["bracketed"] * 3


def test_what_is_deferred_stays_so(it):
    ruling(it, rulings.defer, it.paragraphs["2."], reason="")
    bracketed(it)
    assert states(it) == ["bracketed", "deferred", "bracketed", "open"]


def test_a_bracket_ruled_no_dispute_covers_nothing(it):
    acts.reword(it, "1.", "[To begin;")
    rule(it, "1.", "not a dispute", 0)
    acts.reword(it, "3.", "To end;] and to rest;")
    assert states(it) == ["open", "open", "open", "open"]
    acts.reword(it, "1.", "[To begin well;")
    assert states(it) == ["open", "open", "open", "open"]
