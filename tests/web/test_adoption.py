"""The page of adoption: for everybody to read, for the Chair and the Office to act on."""

import re

import pytest

from drafting.services.scope import draft_scope
from tests import acts
from tests.factories import NOW, TEXT, import_text
from tests.web.judge import judge

EVERYBODY = (
    "office",
    "chair",
    "rapporteur",
    "administrator",
    "head.arv",
    "delegate.bel",
    "coordinator.zab",
    "observer",
)


@pytest.fixture
def address(world):
    return f"/drafts/{world.draft}/adoption"


def draft(world):
    with world.database.reading() as session:
        return draft_scope(session, world.people["office"], world.draft, NOW).draft


def ruling(world, **fields):
    return {"seq": draft(world).seq, "token": acts.token(), **fields}


@pytest.mark.parametrize("who", EVERYBODY)
def test_whoever_sees_the_draft_sees_what_stands_in_the_way(world, visit, address, who):
    acts.position(world, "head.bel", "2.", "objects", "Not without a date.")
    answer = visit(who).get(address)
    assert answer.status_code == 200
    assert judge(answer.text) == []
    assert "Not without a date." in answer.text
    assert "It is so decided" not in answer.text


def test_a_stranger_does_not_learn_that_there_is_a_draft(world, visit, address):
    browser = visit("stranger")
    assert browser.get(address).status_code == 404
    assert browser.post(address, data=ruling(world)).status_code == 404


def test_each_obstacle_leads_to_its_paragraph_and_the_chair_to_the_desk(world, visit, address):
    here = world.paragraphs["3."]
    assert f'href="/drafts/{world.draft}/paragraphs/{here}"' in visit("head.arv").get(address).text
    assert f'href="/drafts/{world.draft}/desk?paragraph={here}"' in visit("chair").get(address).text


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_note_that_goes_with_the_adoption_is_named_before_and_after(world, visit, address, language):
    acts.agree_all(world)
    acts.reword(world, "(i)", "*Recalling* the Declaration;")
    acts.close(world, "(i)")
    browser = visit("chair")
    browser.post("/preferences", data={"language": language})
    page = browser.get(address).text
    assert judge(page) == []
    assert "<del>Adopted in 2021.</del>" in page.partition('id="dying-title"')[2]
    assert browser.post(address, data=ruling(world)).status_code == 303
    assert 'id="dying-title"' not in browser.get(address).text
    history = browser.get(f"/drafts/{world.draft}/paragraphs/{world.paragraphs['1']}/history").text
    assert judge(history) == []
    said = {
        "en": "Deleted with the adoption: no text marked this note any more.",
        "ru": "Исключено при принятии: ни в одном тексте не осталось знака этой сноски.",
    }
    assert said[language] in history


def test_the_chair_adopts_when_nothing_stands_in_the_way(world, visit, address):
    acts.agree_all(world)
    chair = visit("chair")
    page = chair.get(address).text
    assert "It is so decided" in page
    fields = {
        name: re.search(rf'name="{name}" value="([^"]+)"', page.split("gavel-title")[-1])[1]
        for name in ("seq", "token")
    }
    answer = chair.post(address, data=fields)
    assert (answer.status_code, answer.location) == (303, f"/drafts/{world.draft}")
    assert draft(world).phase == "adopted"
    # The very same form, sent by a double click, is answered alike.
    assert chair.post(address, data=fields).status_code == 303


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_adopted_page_shows_hash_time_and_participation(world, visit, address, who):
    acts.position(world, "head.bel", "1.", "reservation", "Every other year.")
    acts.participate(world, "ZAB", "bracketed", "until 31 August")
    acts.agree_all(world)
    acts.adopt(world)
    page = visit(who).get(address).text
    assert judge(page) == []
    assert draft(world).adopted_hash in page
    assert "17:00 Almaty" in page
    assert "until 31 August" in page
    assert "Every other year." in page
    assert '<form method="post" action="' + address not in page


def test_adopting_too_early_answers_with_the_complete_list(world, visit, address):
    acts.position(world, "head.bel", "2.", "objects", "Not without a date.")
    answer = visit("chair").post(address, data=ruling(world))
    assert answer.status_code == 409
    assert judge(answer.text) == []
    assert "cannot be adopted yet" in answer.text
    for words in ("Belmora objects", "[shall]", "[should]", "Paragraph 1", "Note 1"):
        assert words in answer.text


def test_adopting_what_the_page_did_not_show_is_refused(world, visit, address):
    acts.agree_all(world)
    seen = ruling(world)
    acts.participate(world, "ARV", "note verbale")
    answer = visit("chair").post(address, data=seen)
    assert answer.status_code == 409
    assert "Look again" in answer.text
    assert draft(world).phase == "negotiation"


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "chair"])
def test_nobody_but_the_chair_adopts_or_confirms(world, visit, address, who):
    acts.agree_all(world)
    browser = visit(who)
    assert "It is so decided" not in browser.get(address).text
    assert browser.post(address, data=ruling(world)).status_code == 403
    assert browser.post(f"{address}/confirmation", data=ruling(world)).status_code == 403
    assert draft(world).phase == "negotiation"


def test_what_is_agreed_ad_referendum_is_confirmed_with_one_button(world, visit, address):
    acts.position(world, "head.arv", "1.", "agrees ad referendum")
    acts.close(world, "1.", "2.", ad_referendum=True)
    chair = visit("chair")
    page = chair.get(address).text
    assert "ad referendum: Arvendal" in page
    assert "Confirm all that are agreed ad referendum" in page
    assert "Confirm all" not in visit("head.arv").get(address).text
    answer = chair.post(f"{address}/confirmation", data=ruling(world))
    assert (answer.status_code, answer.location) == (303, address)
    assert "Confirm all" not in chair.get(address).text
    again = chair.post(f"{address}/confirmation", data=ruling(world))
    assert again.status_code == 409
    assert "No paragraph waits" in again.text


def test_the_numbers_after_adoption_are_shown_beforehand(world, visit, address):
    acts.accept(
        world, acts.propose(world, "head.arv", "1.", "To thank the host, see paragraph 9 below;", kind="insert after")
    )
    acts.reword(world, "3.", "States should meet every year, as in paragraph 2 above.")
    page = visit("observer").get(address).text
    assert judge(page) == []
    assert "1 bis." in page
    assert re.search(r"<del>2</del><ins>3</ins>", page)
    assert '<q lang="en">paragraph 9</q>' in page


def test_the_page_asks_the_database_the_same_few_times_at_any_size(world, visit, address, count_queries):
    browser = visit("chair")
    with count_queries() as before:
        browser.get(address)
    for label in ("1.", "2.", "(a)"):
        acts.propose(world, "head.arv", label, "Anew.")
        acts.position(world, "head.bel", label, "objects", "No.")
    acts.close(world, "(b)", ad_referendum=True)
    with count_queries() as after:
        browser.get(address)
    assert len(after) == len(before)


def test_a_draft_in_preparation_says_so_to_those_who_prepare_it(visit, world):
    with world.database.writing() as session:
        other = import_text(session, world.people["office"], world.meeting, TEXT).id
    page = visit("chair").get(f"/drafts/{other}/adoption").text
    assert judge(page) == []
    assert "in preparation" in page
    assert visit("head.arv").get(f"/drafts/{other}/adoption").status_code == 404


def test_the_page_is_in_russian_for_who_reads_russian(visit, address):
    page = visit("head.bel").get(address).text
    assert '<html lang="ru"' in page
    assert "Ярвендаль" in page
