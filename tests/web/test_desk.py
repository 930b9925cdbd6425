"""The Chair's desk in the browser: what it shows, to whom, and how it is used in place."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests import acts
from tests.factories import World
from tests.rulings import appoint, found
from tests.web.desk import address, decide, on_desk, rule, shown

Visit = Callable[[str], FlaskClient]


@pytest.fixture
def chair(visit: Visit) -> FlaskClient:
    return visit("chair")


# What it shows


def test_the_desk_begins_with_the_first_open_paragraph(world: World, chair: FlaskClient):
    acts.close(world, "(i)", "1.")
    page = shown(chair.get(address(world)))
    assert re.search(r"<title>\s*Paragraph 2 on the Chair’s desk", page)
    assert "States [" not in page


def test_the_page_is_named_by_its_paragraph_and_a_point_by_the_one_it_belongs_to(world: World, chair: FlaskClient):
    assert "<title>Paragraph 2 (a) on the Chair’s desk" in on_desk(world, chair, "(a)")
    assert "<title>Note 1 on the Chair’s desk" in on_desk(world, chair, "1")
    assert "<title>Title on the Chair’s desk" in on_desk(world, chair, "title")


def test_an_objection_stands_first_with_its_words(world: World, chair: FlaskClient):
    acts.position(world, "head.arv", "1.", "objects", "The report is not ours.")
    acts.position(world, "head.bel", "1.", "reservation", "We read it narrowly.")
    acts.position(world, "coordinator.zab", "1.", "agrees")
    page = on_desk(world, chair, "1.")
    objection, reservation = page.index("The report is not ours."), page.index("We read it narrowly.")
    assert page.index("1 objection") < objection < reservation < page.index('id="desk-proposals"')
    assert "Arvendal objects: “The report is not ours.”" in page


def test_the_desk_says_who_must_be_asked_again_and_who_is_silent(world: World, chair: FlaskClient):
    acts.position(world, "head.arv", "1.", "agrees")
    acts.reword(world, "1.", "To welcome the second report;")
    acts.position(world, "head.bel", "1.", "agrees")
    page = on_desk(world, chair, "1.")
    again = page[page.index("To be asked again") : page.index("desk-proposals")]
    assert "Arvendal" in again.split("tally")[0]
    assert re.search(r"silent</span>: Zabora<", page)


def test_every_proposal_on_the_table_has_its_change_its_reason_and_its_decisions(world: World, chair: FlaskClient):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;", reason="It is not yet read.")
    page = on_desk(world, chair, "1.")
    assert "<del>welcome</del><ins>note</ins>" in page
    assert "Delegation of Arvendal, paragraph 1" in page
    assert "Reason: It is not yet read." in page
    for act in ("accept", "take", "decline"):
        assert f'action="{address(world, "proposals", ref, act)}"' in page


def test_a_private_text_never_lies_on_the_desk_of_a_chair_who_heads_its_delegation(world: World, chair: FlaskClient):
    appoint(world, "chair", "head", "ARV")
    acts.propose(world, "delegate.arv", "1.", "To bury the report;", table=False)
    assert "To bury the report" not in on_desk(world, chair, "1.")


def test_an_observers_suggestion_is_shown_without_decisions(world: World, chair: FlaskClient):
    ref = acts.propose(world, "observer", "1.", "To praise the report;")
    page = on_desk(world, chair, "1.")
    assert "praise" in page
    assert address(world, "proposals", ref, "accept") not in page


def test_brackets_are_offered_with_the_wordings_on_the_table_side_by_side(world: World, chair: FlaskClient):
    acts.propose(world, "head.arv", "1.", "To note the report;")
    acts.propose(world, "head.bel", "1.", "To applaud the report;")
    assert ">To [welcome][ARV: note][BEL: applaud] the report;</textarea>" in on_desk(world, chair, "1.")


def test_a_deleted_paragraph_can_only_be_reopened(world: World, chair: FlaskClient):
    acts.accept(world, acts.propose(world, "head.arv", "1.", "", kind="delete"))
    page = on_desk(world, chair, "1.")
    assert "<del>To welcome the report;</del>" in page
    assert {act for act in ("close", "defer", "reopen", "reword") if f'/{act}"' in page} == {"reopen"}


def test_a_title_is_reworded_but_never_closed_by_itself(world: World, chair: FlaskClient):
    page = on_desk(world, chair, "title")
    assert {act for act in ("close", "defer", "reopen", "reword") if f'/{act}"' in page} == {"reword"}
    assert rule(world, chair, "title", "close", **{"as": "agreed"}).status_code == 409
    assert found(world, "title")[0] == "open"


def test_when_nothing_is_open_the_desk_says_so(world: World, chair: FlaskClient):
    acts.agree_all(world)
    page = shown(chair.get(address(world)))
    assert "No paragraph is open" in page
    assert "Next open" not in page


def test_the_next_open_paragraph_is_sought_round_the_end(world: World, chair: FlaskClient):
    acts.close(world, "1")
    assert "Next open: Paragraph (i)" in on_desk(world, chair, "3.")
    assert "Next open: Paragraph 3" in on_desk(world, chair, "(b)")


def test_an_unknown_paragraph_is_not_found(world: World, chair: FlaskClient):
    assert chair.get(address(world), query_string={"paragraph": 4711}).status_code == 404
    assert rule(world, chair, "1.", "close", revision=9).status_code == 404


# Who may


@pytest.mark.parametrize("who", ["office", "rapporteur", "administrator", "head.arv", "delegate.arv", "observer"])
def test_only_the_chair_comes_to_the_desk(world: World, visit: Visit, who: str):
    ref = acts.propose(world, "head.arv", "1.", "To note the report;")
    client = visit(who)
    assert client.get(address(world)).status_code == 403
    assert rule(world, client, "1.", "close").status_code == 403
    assert decide(world, client, ref, "accept").status_code == 403
    assert found(world, "1.")[0] == "open"


def test_a_stranger_learns_nothing_of_the_desk(world: World, visit: Visit):
    assert visit("stranger").get(address(world)).status_code == 404


def test_after_adoption_the_chair_is_led_to_the_adopted_text(world: World, chair: FlaskClient):
    acts.agree_all(world)
    acts.adopt(world)
    for answer in (chair.get(address(world)), rule(world, chair, "1.", "reopen", reason="late")):
        assert (answer.status_code, answer.location) == (303, f"/drafts/{world.draft}")
    assert "adopted and frozen" in shown(chair.get(f"/drafts/{world.draft}"))


# In place


def test_htmx_gets_the_desk_alone_with_what_was_ruled(world: World, chair: FlaskClient):
    answer = chair.post(
        address(world, world.paragraphs["1."], "close"),
        data={"revision": 1, "token": acts.token(), "as": "agreed"},
        headers={"HX-Request": "true"},
    )
    page = shown(answer)
    assert answer.status_code == 200
    assert page.lstrip().startswith('<div class="desk" id="desk"')
    assert "<html" not in page
    assert "Paragraph 1: agreed." in page
    assert answer.headers["HX-Replace-Url"].endswith(f"/desk?paragraph={world.paragraphs['1.']}")


def test_a_refusal_in_place_is_the_desk_too(world: World, chair: FlaskClient):
    answer = chair.post(
        address(world, world.paragraphs["3."], "close"),
        data={"revision": 1, "token": acts.token(), "as": "agreed"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 409
    assert shown(answer).lstrip().startswith('<div class="desk" id="desk"')


def test_the_script_of_the_desk_is_loaded_only_there(world: World, chair: FlaskClient):
    assert "js/desk.js" in on_desk(world, chair, "1.")
    assert "js/desk.js" not in shown(chair.get(f"/drafts/{world.draft}"))


def test_every_key_of_the_legend_is_on_the_desk(world: World, chair: FlaskClient):
    acts.propose(world, "head.arv", "1.", "To note the report;")
    keys = set(re.findall(r'data-key="([^"]+)"', on_desk(world, chair, "1.")))
    acts.close(world, "2.")
    keys |= set(re.findall(r'data-key="([^"]+)"', on_desk(world, chair, "2.")))
    assert keys == {"k ArrowLeft", "j ArrowRight", "n", "1", "b", "a", "r", "d", "o"}
