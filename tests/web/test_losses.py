"""What a wording changes is shown before it is taken: in the card of a proposal, under typed words, in the history."""

import html
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from drafting.services import losses
from tests import acts
from tests.factories import World, name_paragraphs
from tests.rulings import found
from tests.web.desk import address, decide, on_desk, rule, shown
from tests.web.judge import judge

Visit = Callable[[str], FlaskClient]
UNASKED = "no proposal asked for this deletion"


@pytest.fixture
def chair(visit: Visit) -> FlaskClient:
    return visit("chair")


def card(page: str, ref: str) -> str:
    return page.split(f'id="desk-proposal-{ref}"')[1].split('class="decisions"', maxsplit=1)[0]


def form(page: str, about: str) -> str:
    """The form of typed words; about: as its hidden field says it."""
    return page.split(f'name="about" value="{about}"')[1].split("</form>", maxsplit=1)[0]


def seen(text: str) -> str:
    return f'name="seen" value="{losses.seal(text)}"'


def previewed(it: World, client: FlaskClient, label: str, about: str, text: str) -> str:
    answer = client.post(address(it, it.paragraphs[label], "preview"), data={"about": about, "text": text})
    assert answer.status_code == 200
    return html.unescape(answer.text)


def test_a_sign_left_without_its_partner_is_told_before_the_words_are_taken(world: World, chair: FlaskClient):
    page = previewed(world, chair, "2.", "reword", "States [shall][should meet every year.")
    assert "With this change nothing closes the bracket that opens at" in page
    whole = previewed(world, chair, "2.", "reword", "States [shall] meet every year.")
    assert "With this change" not in whole


# Proposals


def test_a_card_says_what_accepting_would_change_and_who_asked(world: World, chair: FlaskClient):
    one = acts.propose(world, "head.arv", "1.", "To welcome;")
    two = acts.propose(world, "head.bel", "1.", "", kind="delete")
    page = on_desk(world, chair, "1.")
    assert "What it changes: 1 deletion" in card(page, one)
    assert "asked for by proposals 1 (Arvendal) and 2 (Belmora)" in card(page, one)
    assert "asked for by proposal 2 (Belmora)" in card(page, two)
    assert UNASKED not in card(page, one) + card(page, two)


def test_a_proposal_that_changes_nothing_now_has_no_list(world: World, chair: FlaskClient):
    there = acts.propose(world, "head.arv", "1.", "To note the report;")
    against = acts.propose(world, "head.bel", "1.", "To see the report;")
    acts.reword(world, "1.", "To note the report;")
    page = on_desk(world, chair, "1.")
    assert "What it changes" not in card(page, there)
    assert "What it changes" not in card(page, against)


def test_a_new_paragraph_is_one_addition(world: World, chair: FlaskClient):
    ref = acts.propose(world, "head.arv", "1.", "To thank the host;", kind="insert after")
    assert "What it changes: 1 addition" in card(on_desk(world, chair, "1."), ref)


# Typed words, in two steps


@pytest.mark.parametrize("ruling", ["reword", "bracket"])
def test_words_whose_changes_were_not_shown_are_kept_and_their_list_is_shown(
    world: World, chair: FlaskClient, ruling: str
):
    text = "To [note] the report;"
    for stale_or_none in ("", losses.seal("To note the report;")):
        answer = rule(world, chair, "1.", "reword", ruling=ruling, text=text, seen=stale_or_none)
        page = shown(answer)
        assert answer.status_code == 422
        assert "Nothing is taken yet" in page
        assert found(world, "1.")[1] == 1
        assert f">{text}</textarea>" in form(page, ruling)
        assert UNASKED in form(page, ruling)
        assert seen(text) in form(page, ruling)
    assert rule(world, chair, "1.", "reword", ruling=ruling, text=text, seen=losses.seal(text)).status_code == 303
    assert found(world, "1.")[2] == text


def test_a_proposal_is_not_taken_with_words_whose_changes_were_not_shown(world: World, chair: FlaskClient):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;")
    answer = decide(world, chair, ref, "take", text="To see the report;", seen="")
    assert answer.status_code == 422
    assert seen("To see the report;") in form(shown(answer), f"take:{ref}")
    assert "asked for by proposal 1 (Arvendal)" in form(shown(answer), f"take:{ref}")
    assert found(world, "1.")[1] == 1
    assert decide(world, chair, ref, "take", text="To see the report;").status_code == 303


def test_line_ends_of_a_browser_are_those_of_the_list(world: World, chair: FlaskClient):
    typed = "To note\r\nthe report;"
    answer = rule(world, chair, "1.", "reword", ruling="reword", text=typed, seen="")
    assert seen("To note\nthe report;") in form(shown(answer), "reword")
    assert "line break" in form(shown(answer), "reword")


def test_words_that_are_offered_come_with_their_list(world: World, chair: FlaskClient):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;")
    page = on_desk(world, chair, "1.")
    assert seen("To note the report;") in form(page, f"take:{ref}")
    assert "Put into brackets" in form(page, "bracket").split('name="seen"')[1]
    # Nothing is typed yet: there is nothing to take.
    assert 'name="seen"' not in form(page, "reword")
    assert "Show what changes" in form(page, "reword")
    assert "Set this wording" not in form(page, "reword")


def test_words_that_cannot_be_taken_have_no_list(world: World, chair: FlaskClient):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;")
    answer = decide(world, chair, ref, "take", text="")
    assert 'name="seen"' not in form(shown(answer), f"take:{ref}")
    answer = rule(world, chair, "1.", "reword", ruling="reword", text="a" * 30_000)
    assert answer.status_code == 422
    assert 'name="seen"' not in form(shown(answer), "reword")


def test_words_carried_to_a_newer_text_are_shown_with_what_they_change_there(world: World, chair: FlaskClient):
    acts.reword(world, "1.", "To welcome the second report;")
    answer = rule(world, chair, "1.", "reword", ruling="reword", text="To note the report;")
    assert answer.status_code == 409
    assert seen("To note the second report;") in form(shown(answer), "reword")


def test_what_is_typed_is_listed_at_once(world: World, chair: FlaskClient):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;")
    new = acts.propose(world, "head.arv", "1.", "To thank the host;", kind="insert after")
    answer = previewed(world, chair, "1.", "reword", "To note;")
    assert "asked for by proposal 1 (Arvendal)" in answer
    assert UNASKED in answer
    assert seen("To note;") in answer
    assert "Set this wording" in answer
    assert "Take this wording" in previewed(world, chair, "1.", f"take:{ref}", "To note;")
    assert "<ins>To thank</ins>" in previewed(world, chair, "1.", f"take:{new}", "To thank")
    assert found(world, "1.")[1] == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The text is empty. Type words;"),
        ("To welcome the report;", "The text is the same as it stands."),
    ],
)
def test_there_is_nothing_to_take_in_words_that_change_nothing(world: World, chair: FlaskClient, text: str, says: str):
    answer = previewed(world, chair, "1.", "reword", text)
    assert says in answer
    assert "Show what changes" in answer
    assert 'name="seen"' not in answer


# The history


def test_the_history_shows_the_list_of_each_wording(world: World, visit: Visit):
    acts.accept(world, acts.propose(world, "head.arv", "1.", "To welcome;"))
    acts.reword(world, "1.", "To note;")
    acts.accept(world, acts.propose(world, "head.bel", "2.", "", kind="delete"))
    for page in ("history", f"paragraphs/{world.paragraphs['1.']}/history"):
        answer = visit("observer").get(f"/drafts/{world.draft}/{page}")
        assert judge(answer.text) == []
        assert "asked for by proposal 1 (Arvendal)" in answer.text
        assert "1 deletion that no proposal asked for" in answer.text


def test_new_numbers_in_references_are_listed_and_nobody_had_to_ask(world: World, visit: Visit):
    acts.reword(world, "3.", "States should meet, as in paragraph 2 above.")
    acts.accept(world, acts.propose(world, "head.arv", "1.", "To thank the host;", kind="insert after"))
    with world.database.reading() as session:
        world.paragraphs |= name_paragraphs(session, world.draft)
    acts.close(world, "(i)", "1.", "1 bis.", "2.", "(a)", "(b)", "3.", "1")
    acts.adopt(world)
    page = visit("observer").get(f"/drafts/{world.draft}/history").text
    renumbered = page.split("The paragraphs were renumbered")[1].split('class="who"')[0]
    assert re.search(r"What it changes: 1 deletion, 1 addition\s*</summary>", renumbered)
    assert UNASKED not in renumbered


def test_an_entry_from_before_there_were_lists_reads_as_before(world: World, visit: Visit, monkeypatch):
    monkeypatch.setattr(losses, "told", lambda _lines: [])
    acts.reword(world, "1.", "To note;")
    answer = visit("observer").get(f"/drafts/{world.draft}/history")
    assert "What it changes" not in answer.text
    assert "<ins>note</ins>" in answer.text
