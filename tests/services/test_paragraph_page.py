"""A paragraph with everything on it: its neighbours, its notes, and what stands in the way of closing it."""

import pytest

from drafting.documents.tree import Block
from drafting.domain import consensus
from drafting.domain.errors import NotFound
from drafting.services.paragraph_page import paragraph_page
from drafting.services.standing import whole
from tests.factories import world

TEXT = (
    Block("title", "Communiqué"),
    Block("operative", "To welcome the report[^b];", "1."),
    Block("operative", "To meet [every year;", "2."),
    Block("operative", "in one of the capitals;", "3."),
    Block("operative", "and to report] on [the outcome].", "4."),
    Block("note", "The first.", "a"),
    Block("note", "The second.", "b"),
)


@pytest.fixture
def it(database):
    return world(database, TEXT)


def test_a_page_names_the_obstacles_that_the_ruling_would_name(it):
    with it.database.reading() as session:
        scope = it.scope(session, "chair", lock=False)
        for standing in whole(session, scope):
            page = paragraph_page(session, scope, standing.paragraph)
            assert page.standing_obstacles == consensus.in_the_way_of_closing(standing, scrutiny_blocks=False)
        inside = paragraph_page(session, scope, it.paragraphs["3."])
        assert [obstacle.kind for obstacle in inside.standing_obstacles] == ["bracket"]


def test_a_page_knows_its_neighbours_and_its_place(it):
    with it.database.reading() as session:
        scope = it.scope(session, "chair", lock=False)
        ids = [line.id for line in paragraph_page(session, scope, it.paragraphs["1."]).lines]
        pages = [paragraph_page(session, scope, paragraph) for paragraph in ids]
    assert [page.previous for page in pages] == [None, *ids[:-1]]
    assert [page.following for page in pages] == [*ids[1:], None]
    assert [(page.position, page.total) for page in pages] == [(at, len(TEXT)) for at in range(1, len(TEXT) + 1)]


def test_alone_a_paragraph_has_the_notes_it_has_to_do_with(it):
    with it.database.reading() as session:
        scope = it.scope(session, "chair", lock=False)
        marking, plain, note = (
            paragraph_page(session, scope, it.paragraphs[label], alone=True) for label in ("1.", "3.", "b")
        )
    assert marking.note_numbers == note.note_numbers == {"b": 1}
    assert marking.notes == {"a": "The first.", "b": "The second."}
    assert plain.note_numbers == plain.notes == {}
    assert (plain.previous, plain.following) == (None, None)


def test_a_paragraph_of_another_draft_is_not_found(it):
    with it.database.reading() as session:
        scope = it.scope(session, "chair", lock=False)
        with pytest.raises(NotFound):
            paragraph_page(session, scope, max(it.paragraphs.values()) + 1)
