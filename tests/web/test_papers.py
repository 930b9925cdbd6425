"""The page of papers: drawn up by a plain form, opened as drafts, exported, told when the data move on."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from drafting.persistence.records import Meeting
from drafting.web import papers_words
from tests.paper_world import furnish
from tests.web.judge import judge, untranslated


@pytest.fixture
def office(world, visit):
    furnish(world)
    return visit("office")


def address(world):
    return f"/meetings/{world.meeting}/papers"


def draw(browser, world, kind, *languages):
    token = re.search(r'name="token" value="([^"]+)"', browser.get(address(world)).text)[1]
    return browser.post(address(world), data={"token": token, "kind": kind, "languages": list(languages)})


def drafts(page):
    return re.findall(r'href="(/drafts/\d+)"', page)


def test_a_report_is_drawn_up_opened_and_exported_in_both_languages(office, world):
    answer = draw(office, world, "report", "en", "ru")
    assert (answer.status_code, answer.location) == (303, f"{address(world)}#paper-report")
    page = office.get(address(world)).text
    assert judge(page) == []
    english, russian = drafts(page)
    assert "Annex I. Agenda" in office.get(english).text
    assert "Приложение I. Повестка дня" in office.get(russian).text
    word = office.get(f"{russian}/export/file?form=docx&view=clean")
    text = ZipFile(BytesIO(word.data)).read("word/document.xml").decode()
    assert "Содержание" in text
    assert office.get(f"{english}/export/file?form=pdf&view=clean").data.startswith(b"%PDF")
    record = office.get(f"/meetings/{world.meeting}/record").text
    assert "“Final report” (Test Process/05/01/2026) was drawn up." in record


def test_the_page_tells_when_the_data_moved_on(office, world):
    draw(office, world, "agenda", "en")
    assert "As the data stand now." in office.get(address(world)).text
    with world.database.writing() as session:
        session.get_one(Meeting, world.meeting).theme_en = "Asylum"
    assert "The data changed since: draw it up anew." in office.get(address(world)).text
    draw(office, world, "agenda", "en")
    page = office.get(address(world)).text
    assert "Version 2, drawn up" in page
    assert "drawn up anew: version 2" in office.get(f"/meetings/{world.meeting}/record").text


def test_a_form_without_a_language_says_what_is_missing(office, world):
    answer = draw(office, world, "agenda")
    assert answer.status_code == 422
    assert "Choose at least one language." in answer.text
    assert judge(answer.text) == []


def test_the_page_speaks_russian(office, world):
    draw(office, world, "summary", "en", "ru")
    office.post("/preferences", data={"language": "ru", "next": "/"})
    page = office.get(address(world)).text
    assert untranslated(page) == []
    assert "Резюме Председателя" in page


@pytest.mark.parametrize(
    ("edited", "outdated", "said"),
    [
        (False, False, "As the data stand now."),
        (True, False, "Edited since it was drawn up; the data did not change."),
        (False, True, "The data changed since: draw it up anew."),
        (True, True, "Drawing it up anew makes a new version beside it."),
    ],
)
def test_how_a_paper_stands_to_the_data(app, edited, outdated, said):
    with app.test_request_context():
        assert said in papers_words.state(edited=edited, outdated=outdated)


def test_a_report_says_in_its_own_language_until_when_a_state_is_awaited(app, world):
    with world.database.reading() as session, app.test_request_context():
        meeting = session.get_one(Meeting, world.meeting)
        at = meeting.starts_on
        midnight = datetime(at.year, at.month, at.day, 19, tzinfo=UTC)
        assert papers_words.TOLD.until(midnight, "Asia/Almaty", "ru") == "5 июня 2026 года (Алматы)"
