"""The first page of a Process, and the forms of its Office."""

from datetime import date

import pytest

from drafting.persistence.queries import processes as queries
from drafting.persistence.records import ChairTerm, Process
from drafting.services import processes
from drafting.services.processes import Officer
from tests import ministers
from tests.factories import NOW
from tests.services.test_processes import IDENTITY
from tests.web.judge import judge

EDIT = "/processes/1/edit"
NEW = "/processes/1/instruments/new"
DEED = {
    "token": "a-form-of-ours",
    "title_en": "Declaration",
    "title_ru": "Декларация",
    "symbol": "TP/01/2011",
    "adopted_on": "2011-03-16",
    "place_en": "Almaty",
    "place_ru": "Алматы",
}


@pytest.fixture
def office(visit):
    return visit("secretariat")


def hidden(page: str, name: str = "seal") -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def fields(office, **changes) -> dict:
    form = {"name_en": "Lake Process", "name_ru": "Озёрный процесс", "zone": "Asia/Bishkek", "working": "ru"}
    form |= {"languages": ["ru", "en", "ky"], "access": "public", "symbol_name": "LP", "token": "a-form-of-ours"}
    return form | {"seal": hidden(office.get(EDIT).text)} | changes


def instrument(world):
    with world.database.reading() as session:
        (row,) = queries.instruments(session, world.process)
        return row


def test_the_first_page_says_what_the_process_is(world, visit):
    with world.database.writing() as session:
        days = {"starts_on": date(2026, 1, 1), "ends_on": date(2028, 1, 1)}
        words = {"representative_en": "Ms Chair", "representative_ru": "Г-жа Председатель", "position_en": "Minister"}
        session.add(ChairTerm(process_id=1, party_id=world.parties["BEL"], **days, **words))
        session.get_one(Process, 1).support_until = date(2027, 6, 30)
    page = visit("observer").get("/processes/1").text
    for said in (
        ">Test Process</h1>",
        "Тестовый процесс",
        "Belmora, until 31 December 2027",
        "Ms Chair, Minister",
        "Secretariat",
        "Provisional until 30 June 2027",
        "English (working language), Russian",
        "Almaty",
        "First Conference",
        "No founding instrument has been written down yet.",
    ):
        assert said in page, said
    assert EDIT not in page


def test_an_empty_process_is_a_page_too(app, client, world, settings):
    with world.database.writing() as session:
        made = processes.create(session, settings, "lake", IDENTITY, [Officer("anna@lake.example")], NOW)
        secret, number = made.links[0][1], made.process.id
    client.post(f"/invitation/{secret}", data={"token": "a-form-of-ours"})
    for part in ("", "/edit", "/rules", "/instruments/new", "/record"):
        answer = client.get(f"/processes/{number}{part}")
        assert (answer.status_code, judge(answer.text)) == (200, []), part
    page = client.get(f"/processes/{number}").text
    assert "Nobody chairs at present" in page
    assert "No meeting lies ahead." in page
    assert "The Process “Lake Process” was created." in client.get(f"/processes/{number}/record").text


def test_the_office_edits_the_process(world, office):
    answer = office.post(EDIT, data=fields(office))
    assert (answer.status_code, answer.location) == (303, "/processes/1")
    with world.database.reading() as session:
        process = session.get_one(Process, 1)
        assert (process.name_en, process.zone, process.access) == ("Lake Process", "Asia/Bishkek", "public")
        assert (process.languages, process.symbol_name) == (["ru", "en", "ky"], "LP")
    page = office.get(EDIT).text
    assert page.count("checked") == 3
    record = office.get("/processes/1/record").text
    assert "The Process was renamed from “Test Process” to “Lake Process”." in record
    office.post(EDIT, data=fields(office, token="another-form", access="office"))
    assert "What the Support Office says of the Process was changed." in office.get("/processes/1/record").text


def test_the_working_language_is_one_of_the_languages_ticked_or_not(world, office):
    office.post(EDIT, data=fields(office, working="tg", languages=["en"]))
    with world.database.reading() as session:
        assert session.get_one(Process, 1).languages == ["tg", "en"]


def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_is_kept(office):
    form = fields(office, name_en=" ", name_ru="Озеро", zone="Mars/Base", working="xx", access="")
    answer = office.post(EDIT, data=form)
    assert (answer.status_code, judge(answer.text)) == (422, [])
    for name in ("name_en", "zone", "languages", "access"):
        assert f'id="{name}-problem"' in answer.text, name
    assert 'value="Озеро"' in answer.text
    stale = office.post(EDIT, data=fields(office, seal="0" * 16, name_en="Sea Process"))
    assert (stale.status_code, judge(stale.text)) == (409, [])
    assert 'value="Sea Process"' in stale.text


def test_a_zone_outside_the_list_stays_in_it(world, office):
    with world.database.writing() as session:
        session.get_one(Process, 1).zone = "Pacific/Apia"
    page = office.get(EDIT).text
    assert '<option value="Pacific/Apia" selected>' in page


def test_an_instrument_is_added_changed_and_removed(world, office):
    assert office.post(NEW, data=DEED).status_code == 303
    page = office.get("/processes/1").text
    assert "adopted on 16 March 2011" in page
    assert "TP/01/2011" in page
    path = f"/processes/1/instruments/{instrument(world).id}"
    form = office.get(path).text
    assert 'value="2011-03-16"' in form
    changed = {**DEED, "token": "another-form", "seal": hidden(form), "adopted_on": "", "title_en": "Charter"}
    assert office.post(path, data=changed).status_code == 303
    assert "date not known" in office.get("/processes/1").text
    assert 'name="adopted_on"' in office.get(path).text
    stale = office.post(path, data={**changed, "token": "third-form", "title_en": "Covenant"})
    assert (stale.status_code, judge(stale.text)) == (409, [])
    assert 'value="Covenant"' in stale.text
    refused = office.post(f"{path}/removal", data={"token": "fourth-form", "seal": "0" * 16})
    assert (refused.status_code, judge(refused.text)) == (409, [])
    gone = office.post(f"{path}/removal", data={"token": "fifth-form", "seal": hidden(office.get(path).text)})
    assert gone.status_code == 303
    assert "Charter" not in office.get("/processes/1").text
    record = office.get("/processes/1/record").text
    for said in (
        "The founding instrument “Declaration” was added.",
        "The founding instrument “Charter” was changed.",
        "The founding instrument “Charter” was removed.",
    ):
        assert said in record


def test_an_instrument_points_to_its_adopted_text(world, office):
    decision = ministers.decide(world)
    assert office.post(NEW, data={**DEED, "draft": str(decision)}).status_code == 303
    path = f"/processes/1/instruments/{instrument(world).id}"
    assert f'<option value="{decision}" selected>' in office.get(path).text
    assert f'href="/drafts/{decision}"' in office.get("/processes/1").text


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"title_ru": ""}, "title_ru"),
        ({"adopted_on": "16.03.2011"}, "adopted_on"),
        ({"adopted_on": "2027-01-01"}, "adopted_on"),
        ({"symbol": "x" * 121}, "symbol"),
    ],
)
def test_an_instrument_that_cannot_be_is_told_beside_its_field(world, office, changes, name):
    office.post(NEW, data=DEED)
    path = f"/processes/1/instruments/{instrument(world).id}"
    seal = hidden(office.get(path).text)
    for address in (NEW, path):
        answer = office.post(address, data={**DEED, "seal": seal, "token": "another-form", **changes})
        assert (answer.status_code, judge(answer.text)) == (422, [])
        assert f'id="{name}-problem"' in answer.text
        assert 'value="Almaty"' in answer.text


@pytest.mark.parametrize("number", ["x", "9" * 30, "-3", "424242"])
def test_a_number_that_is_no_adopted_texts_is_refused(world, office, number):
    ministers.decide(world)
    answer = office.post(NEW, data={**DEED, "draft": number})
    assert answer.status_code == 422
    assert "Choose an adopted text of the list." in answer.text
