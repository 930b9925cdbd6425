"""The page of the chairmanship and of one term: what is told, typed words kept, a link shown once."""

import re
from datetime import timedelta

import pytest

from drafting.persistence.records import Process
from tests import chairing
from tests.factories import NOW
from tests.web import runs
from tests.web.judge import judge, untranslated

LINK = re.compile(r"http://127\.0\.0\.1:8000(/invitation/[\w-]{32})\"")


@pytest.fixture
def address(world):
    return f"/processes/{world.process}/chair"


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_an_election_is_recorded_and_the_chairmanship_passes(world, visit, address):
    browser = visit("secretariat")
    page = browser.get(address).text
    assert "No Chair has been elected yet." in page
    form = {**runs.fields(page, "/terms"), "state": world.parties["BEL"], "starts_on": "2026-06-05"}
    assert browser.post(f"{address}/terms", data=form).status_code == 303
    page = browser.get(address).text
    assert judge(page) == []
    assert "Republic of Belmora" in page
    assert "from 5 June 2026 to 4 June 2028" in words(page)
    assert "Zabora is next" in page
    assert (
        "The chairmanship passes to Belmora: from 5 June 2026 to 4 June 2028."
        in browser.get(f"/processes/{world.process}/record").text
    )


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(world, visit, address):
    chairing.elect(world, "BEL", "2024-06-10")
    browser = visit("secretariat")
    form = {**runs.fields(browser.get(address).text, "/terms"), "state": world.parties["ARV"]}
    form |= {"elected_on": "2026-06-01", "starts_on": "2026-06-09", "basis": "By acclamation, they said."}
    answer = browser.post(f"{address}/terms", data=form)
    assert answer.status_code == 422
    assert judge(answer.text) == []
    assert "A State chairs from 10 June 2024 to 9 June 2026. Two terms cannot overlap." in answer.text
    assert "By acclamation, they said." in answer.text
    assert '<details class="fold" open>' in answer.text
    answer = browser.post(f"{address}/terms", data=form | {"starts_on": "2026-06-20"})
    assert "Nobody would chair from 10 June 2026 to 19 June 2026." in answer.text


def test_passes_and_gaps_and_the_end_of_a_term_are_told(world, visit, address):
    chairing.elect(world, "ARV", "2021-01-01")
    chairing.elect(world, "BEL", "2024-07-01", gap="1")
    chairing.passes(world, "ZAB", reason="Elections at home.")
    said = words(visit("head.arv").get(address).text)
    assert "Nobody chaired from 1 January 2023 to 30 June 2024." in said
    assert "Zabora · passed on 5 June 2026: Elections at home." in said
    assert "The term in the chair ends on 30 June 2026 and no State is elected to follow." in said
    assert "26 days left" in said
    assert "Arvendal is next" in said


def test_instructions_are_between_the_chair_and_the_office(world, visit, address):
    browser = visit("secretariat")
    form = runs.fields(browser.get(address).text, "/instructions")
    form |= {"instruction": "Book the hall in Almaty.", "given_by": "H.E. the Minister", "about_meeting": world.meeting}
    assert browser.post(f"{address}/instructions", data=form).status_code == 303
    page = browser.get(address).text
    assert "Book the hall in Almaty." in page
    for who in ("head.arv", "observer", "office"):
        assert "Book the hall" not in visit(who).get(address).text
    path = re.search(r'action="(\S+/done)"', page)[1]
    assert browser.post(path, data=runs.fields(page, "/done")).status_code == 303
    page = browser.get(address).text
    assert "carried out" in page
    again = browser.post(path, data={"token": "another-click"})
    assert (again.status_code, judge(again.text)) == (409, [])
    assert "The instruction was marked as carried out before." in again.text


def test_the_link_of_a_representative_is_shown_once(world, visit, address, app):
    term = chairing.elect(world, "BEL", "2026-06-05")
    browser = visit("secretariat")
    page = browser.get(f"{address}/terms/{term}").text
    assert judge(page) == []
    form = runs.fields(page, "/representative")
    form |= {"name_en": "Ms New Chair", "name_ru": "г-жа Новая", "email": "new@example.org"}
    answer = browser.post(f"{address}/terms/{term}/representative", data=form)
    assert (answer.status_code, judge(answer.text), answer.headers["Cache-Control"]) == (200, [], "no-store")
    (path,) = LINK.findall(answer.text)
    again = browser.post(f"{address}/terms/{term}/representative", data=form)
    assert again.status_code == 303
    assert path not in browser.get(f"{address}/terms/{term}").text
    guest = app.test_client()
    assert guest.post(path, data={"token": "form-0001"}).headers["Location"] == "/"
    assert guest.get(f"/processes/{world.process}/meetings/new").status_code == 200


def test_an_account_that_reaches_further_is_given_no_link(world, visit, address):
    term = chairing.elect(world, "BEL", "2026-06-05")
    browser = visit("secretariat")
    form = runs.fields(browser.get(f"{address}/terms/{term}").text, "/representative")
    form |= {"name_en": "Somebody", "email": "administrator@example.org"}
    answer = browser.post(f"{address}/terms/{term}/representative", data=form)
    assert answer.status_code == 200
    assert not LINK.search(answer.text)
    assert "No link for" in answer.text


def test_a_term_is_ended_and_a_stale_form_keeps_its_words(world, visit, address):
    term = chairing.elect(world, "BEL", "2026-06-05")
    browser = visit("secretariat")
    page = browser.get(f"{address}/terms/{term}").text
    form = runs.fields(page, "/end")
    wrong = browser.post(f"{address}/terms/{term}/end", data=form | {"ended_on": "2020-01-01", "end_reason": "Illness"})
    assert (wrong.status_code, judge(wrong.text)) == (422, [])
    assert "Choose a day from 5 June 2026 on and before 5 June 2028" in wrong.text
    assert "Illness" in wrong.text
    filled = form | {"ended_on": "2026-12-01", "end_reason": "A new government."}
    assert browser.post(f"{address}/terms/{term}/end", data=filled).status_code == 303
    stale = browser.post(
        f"{address}/terms/{term}/end", data=filled | {"token": "another-form", "end_reason": "My own words."}
    )
    assert (stale.status_code, judge(stale.text)) == (409, [])
    assert "My own words." in stale.text
    assert "from 5 June 2026 to 30 November 2026" in words(browser.get(address).text)


def test_what_is_over_is_shown_without_forms(world, visit, address):
    term = chairing.elect(world, "BEL", "2020-01-01")
    page = visit("secretariat").get(f"{address}/terms/{term}").text
    assert judge(page) == []
    assert "This term is over." in page
    assert "/end" not in page


@pytest.mark.parametrize("who", ["secretariat", "head.bel"])
def test_the_pages_speak_russian_in_every_state(world, visit, address, who, clock):
    browser = visit(who)
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    with world.database.writing() as session:
        session.get_one(Process, world.process).support_until = (NOW + timedelta(days=10)).date()
    for code, starts in (("BEL", "2022-05-01"), ("ARV", "2024-07-01"), ("ZAB", "2026-08-01")):
        chairing.elect(world, code, starts, basis="Решение государств", gap="1")
        page = browser.get(address).text
        assert judge(page) == []
        assert untranslated(page) == []
    chairing.passes(world, "ARV")
    assert untranslated(browser.get(address).text) == []
    assert "Председательство переходит к следующему государству: Абора" in words(page)
    record = browser.get(f"/processes/{world.process}/record").text
    assert untranslated(record) == []


def test_the_page_costs_the_same_after_many_terms(world, visit, address, count_queries):
    browser = visit("head.arv")
    chairing.elect(world, "BEL", "2000-01-01")
    browser.get(address)
    with count_queries() as few:
        browser.get(address)
    for number in range(8):
        chairing.elect(world, ("ARV", "BEL", "ZAB")[number % 3], f"{2002 + 2 * number}-01-01", basis="So decided.")
        chairing.passes(world, ("ARV", "BEL", "ZAB")[number % 3])
    with count_queries() as many:
        browser.get(address)
    assert len(many) == len(few) <= 20
