"""The page of a meeting's people: the list, the form, and a link that is shown once."""

import re

import pytest
from sqlalchemy import select

from drafting.persistence.records import Appointment, Person
from tests.web.judge import judge

FORM = {
    "email": "new.person@example.org",
    "name_en": "New Person",
    "name_ru": "Новое Лицо",
    "role": "delegate",
    "scope": "meeting",
}
LINK = re.compile(r"http://127\.0\.0\.1:8000(/invitation/[\w-]{32})\"")


@pytest.fixture
def address(world):
    return f"/meetings/{world.meeting}/people"


def form(world, **changes):
    return {**FORM, "party": str(world.parties["ARV"]), **changes}


def appointment(world, who):
    with world.database.reading() as session:
        return session.scalars(select(Appointment.id).where(Appointment.person_id == world.people[who])).one()


@pytest.mark.parametrize("who", ["office", "administrator"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_is_sound(world, visit, address, who, language):
    browser = visit(who)
    browser.post("/preferences", data={"language": language})
    page = browser.get(address)
    assert page.status_code == 200
    assert judge(page.text) == []


def test_delegations_stand_in_english_order_on_a_russian_page_too(world, visit, address):
    browser = visit("office")
    browser.post("/preferences", data={"language": "ru"})
    headings = re.findall(r"<h2[^>]*>([^<]+)", browser.get(address).text)
    assert [it.strip() for it in headings[:4]] == ["Ярвендаль", "Бельмора", "Абора", "Обсервия"]


@pytest.mark.parametrize("who", ["chair", "head.arv", "observer", "rapporteur"])
def test_others_are_refused_and_strangers_find_nothing(world, visit, address, who):
    paths = [
        address,
        f"{address}/{world.people['observer']}/link",
        f"{address}/roles/{appointment(world, 'chair')}/end",
    ]
    for browser, status in ((visit(who), 403), (visit("stranger"), 404)):
        assert browser.get(address).status_code == status
        assert [browser.post(it, data=form(world)).status_code for it in paths] == [status] * 3


def test_a_link_is_shown_once_and_stands_in_no_address_and_no_cookie(world, visit, address, app):
    browser = visit("office")
    answer = browser.post(address, data=form(world))
    assert answer.status_code == 200
    assert judge(answer.text) == []
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    (path,) = LINK.findall(answer.text)
    again = browser.get(address).text
    assert "new.person@example.org" in again
    assert path not in again
    guest = app.test_client()
    assert "New Person" in guest.get(path).text
    assert guest.post(path, data={"token": "form-0001"}).headers["Location"] == "/"
    assert guest.get("/").status_code == 200


def test_the_address_of_a_link_is_not_what_a_request_says_of_its_host(world, visit, address, app):
    cookie = visit("office").get_cookie("drafting")
    headers = {"Host": "evil.example", "Cookie": f"drafting={cookie.value}"}
    answer = app.test_client(use_cookies=False).post(address, data=form(world), headers=headers)
    assert LINK.search(answer.text)
    assert "evil.example" not in answer.text


def test_a_new_link_for_somebody_known(world, visit, address, app):
    answer = visit("office").post(f"{address}/{world.people['head.arv']}/link")
    (path,) = LINK.findall(answer.text)
    assert "Head Arv" in app.test_client().get(path).text


def test_where_no_link_may_be_made_the_page_says_why(world, visit, address):
    answer = visit("office").post(f"{address}/{world.people['administrator']}/link")
    assert answer.status_code == 200
    assert "/invitation/" not in answer.text
    assert "outside your reach" in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "nobody"}, "This is no e-mail address."),
        ({"name_en": "", "name_ru": ""}, "Give the person’s name."),
        ({"role": "king"}, "Choose a role."),
        ({"party": ""}, "Choose the delegation that the person sits with."),
        ({"party": "x"}, "Choose the delegation that the person sits with."),
        ({"scope": "process"}, "This role is held in one meeting."),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(world, visit, address, changes, sentence):
    answer = visit("administrator").post(address, data=form(world, **changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert judge(answer.text) == []
    typed = form(world, **changes)
    assert f'value="{typed["email"]}"' in answer.text
    assert f'name="name_ru" lang="ru" maxlength="120" autocomplete="off" value="{typed["name_ru"]}"' in answer.text
    with world.database.reading() as session:
        assert session.scalar(select(Person).where(Person.email == "new.person@example.org")) is None


def test_an_administrator_is_offered_more_than_the_office_of_one_meeting(world, visit, address):
    office, administrator = visit("office").get(address).text, visit("administrator").get(address).text
    for offer in ('value="administrator"', 'value="process"'):
        assert offer not in office
        assert offer in administrator


def test_a_role_ends(world, visit, address):
    answer = visit("office").post(f"{address}/roles/{appointment(world, 'observer')}/end")
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert visit("observer").get(f"/drafts/{world.draft}").status_code == 404


def test_the_own_last_role_stays_and_the_page_says_why(world, visit, address):
    answer = visit("office").post(f"{address}/roles/{appointment(world, 'office')}/end")
    assert answer.status_code == 409
    assert "your last role" in answer.text
    assert judge(answer.text) == []
    assert visit("office").get(address).status_code == 200


def test_the_first_page_leads_here(world, visit, address):
    assert f'href="{address}"' in visit("office").get("/").text
    assert f'href="{address}"' not in visit("chair").get("/").text
