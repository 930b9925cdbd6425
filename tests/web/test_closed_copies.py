"""What the page of a copy promises it keeps, when the copy is closed and when it is large."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import acts, returned
from tests.factories import World
from tests.returned import edited, followed_by, replacing


@pytest.fixture
def closed(world: World) -> str:
    """One of which a change was refused, as its paragraph is agreed."""
    acts.close(world, "2.")
    copy = edited(world, {"1.": replacing("report", "findings"), "2.": replacing("cooperate", "meet")})
    ref = returned.bring(world, "head.arv", copy)
    returned.take(world, "head.arv", ref, table=True)
    return f"/drafts/{world.draft}/copies/{ref}"


def test_a_change_to_agreed_text_is_for_another_time(closed: str, world: World, visit: Callable[[str], FlaskClient]):
    head = visit("head.arv")
    text = head.get(closed).text
    assert "1 change was not taken; 1 proposal came of it." in text
    assert "If the Chair reopens it, bring the file again" in text
    acts.reopen(world, "2.")
    text = head.get(closed).text
    assert "1 change was not taken; 1 proposal came of it." in text
    assert "To propose what is left, bring the file again." in text
    assert "can be proposed" not in text + head.get(closed.rpartition("/")[0]).text


@pytest.mark.parametrize(
    ("language", "said"), [("en", "After paragraph 1: new paragraph"), ("ru", "После пункта 1: новый пункт")]
)
def test_a_new_paragraph_is_named_by_the_one_beside_it(
    world: World, visit: Callable[[str], FlaskClient], language: str, said: str
):
    ref = returned.bring(world, "head.arv", edited(world, {"1.": followed_by("To meet;")}))
    browser = visit("head.arv")
    browser.post("/preferences", data={"language": language})
    assert said in browser.get(f"/drafts/{world.draft}/copies/{ref}").text


def test_a_form_with_the_words_of_many_changes_is_read(world: World, visit: Callable[[str], FlaskClient]):
    ref = returned.bring(world, "head.arv", edited(world, {"1.": replacing("report", "findings")}))
    keys = [f"k{number}" for number in range(1000)]
    form = {"key": keys, "seal": "s", "then": "table", **{f"text-{key}": "Отметить доклад. " * 60 for key in keys}}
    answer = visit("head.arv").post(f"/drafts/{world.draft}/copies/{ref}", data=form)
    assert answer.status_code == 422
    assert "Nothing is ticked." in answer.text
