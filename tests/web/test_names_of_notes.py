"""A footnote is called by the number that it is printed with, on every page, and never by its key."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from drafting.persistence.records import Paragraph
from tests import acts
from tests.factories import World


@pytest.fixture
def noted(world: World) -> World:
    """A new footnote stands before the one whose key is its old number."""
    acts.accept(world, acts.propose_note(world, "head.arv", "symbol", "Ref{note}", "[As set out in 2026.]"))
    return world


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("head.arv", "history"),
        ("head.arv", "paragraphs/{new}/history"),
        ("chair", "desk?paragraph={new}"),
        ("chair", "runs/new?subject=paragraphs"),
        ("head.arv", "brackets"),
        ("head.arv", "matrix"),
        ("head.arv", "paragraphs/{new}"),
    ],
)
def test_a_new_footnote_is_note_1(noted: World, visit: Callable[[str], FlaskClient], who: str, path: str):
    with noted.database.reading() as session:
        new = session.query(Paragraph).filter(Paragraph.label.startswith("new-")).one().id
    text = visit(who).get(f"/drafts/{noted.draft}/{path.format(new=new)}", follow_redirects=True).text
    assert "Note 1" in text
    assert "Note new-" not in text
    assert "New footnote" not in text.replace("New footnote: it came with the wording that marks it.", "")
