"""A bracket that opens in one paragraph and closes in a later one stands in the way of all that it covers."""

import pytest

from drafting.documents.tree import Block
from drafting.domain.errors import WrongState
from drafting.services import adoption
from tests import acts
from tests.factories import World, world

BLOCKS = (
    Block("title", "Communiqué"),
    Block("operative", "[To begin;", "1."),
    Block("operative", "To go on;", "2."),
    Block("operative", "To end;] and to rest;", "3."),
    Block("operative", "To be free.", "4."),
    Block("heading", "Follow-up", "", 1),
    Block("operative", "[To stand alone;", "5."),
    Block("heading", "Final", "", 1),
    Block("operative", "To close.", "6."),
)


@pytest.fixture
def bracketed(database) -> World:
    return world(database, BLOCKS)


def state(it: World, label: str) -> str:
    return acts.look(
        it, "chair", lambda session, scope: acts.texts.load(session, scope, it.paragraphs[label])
    ).paragraph.state


def test_every_paragraph_that_it_covers_is_bracketed_from_the_start(bracketed):
    states = [state(bracketed, f"{number}.") for number in range(1, 7)]
    assert states == ["bracketed", "bracketed", "bracketed", "open", "bracketed", "open"]


def test_a_paragraph_inside_it_cannot_be_closed(bracketed):
    with pytest.raises(WrongState) as refused:
        acts.close(bracketed, "2.")
    assert [(it.kind, it.words) for it in refused.value.obstacles] == [("bracket", "To go on;")]
    acts.close(bracketed, "4.", "6.")


def test_adoption_names_each_place(bracketed):
    found = acts.look(bracketed, "chair", adoption.obstacles)
    names = {paragraph: label for label, paragraph in bracketed.paragraphs.items()}
    assert [names[it.paragraph] for it in found if it.kind == "bracket"] == ["1.", "2.", "3.", "5."]


def test_lifting_both_signs_frees_what_stood_between(bracketed):
    acts.reword(bracketed, "1.", "To begin;")
    acts.reword(bracketed, "3.", "To end; and to rest;")
    acts.close(bracketed, "1.", "2.", "3.")
    assert state(bracketed, "2.") == "agreed"
