"""The register as a file in the browser: saved, chosen, seen row by row, confirmed."""

import io
import re
from html import unescape

import pytest

from tests import registering as acts
from tests.web.judge import judge, untranslated


@pytest.fixture
def at(world):
    return f"/processes/{world.process}/parties/file"


def choose(browser, at, data, name="register.csv"):
    return browser.post(at, data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")


def hidden(page):
    found = dict(re.findall(r'name="(token|seal|text)" value="([^"]*)"', page))
    return {name: unescape(value) for name, value in found.items()}


def test_the_file_is_for_a_spreadsheet(world, visit, at):
    answer = visit("head.arv").get(f"{at}.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="register-test.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbfcode,category,")
    assert "Ярвендаль".encode() in answer.data


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_is_saved_before_the_rows_were_seen(world, visit, at, language):
    browser = visit("secretariat")
    browser.post("/preferences", data={"language": language})
    new = "ORG;intergovernmental;Org;Орг;observer | 2020-01-01 |  | Decision | Решение"
    data = f"code;category;name_en;name_ru;membership\r\n{new}\r\n".encode("cp1251")
    answer = choose(browser, at, data)
    assert answer.status_code == 200
    assert judge(answer.text) == []
    assert "Windows-1251" in answer.text
    if language == "ru":
        assert untranslated(answer.text) == []
    assert acts.told(world) == []
    assert browser.post(f"{at}/confirm", data=hidden(answer.text)).status_code == 303
    assert acts.told(world) == [("register imported", {"added": 1, "changed": 0})]
    again = choose(browser, at, data)
    assert re.search("There is nothing to save|Сохранять нечего", again.text)


def test_the_exported_file_brought_back_changes_nothing(world, visit, at):
    acts.become(world, "OBS", "participating", basis_en="=A | B")
    browser = visit("secretariat")
    page = choose(browser, at, browser.get(f"{at}.csv").data).text
    assert "There is nothing to save" in page
    assert "Save all of this" not in page


def test_wrong_lines_are_named_and_cannot_be_confirmed(world, visit, at):
    browser = visit("secretariat")
    page = choose(browser, at, b"code,category,name_en\nNEW,state,<b>Newland</b>\nARV,other,Arvendal\n").text
    assert judge(page) == []
    assert "Lines of the file are wrong" in page
    assert "line 2" in page
    assert "line 3" in page
    assert "<b>Newland" not in page
    assert "A State stays a State" in unescape(page)
    assert "Save all of this" not in page
    text = "code,category\nARV,other\n"
    refused = browser.post(f"{at}/confirm", data={"token": "a-forged-one", "seal": "x", "text": text})
    assert refused.status_code == 409
    assert judge(refused.text) == []
    assert "nothing was saved" in refused.text


def test_what_moved_on_meanwhile_is_shown_again(world, visit, at):
    browser = visit("secretariat")
    page = choose(browser, at, b"code,sort_key\nARV,Zz\n").text
    acts.amend(world, "ARV", code="ARV", category="state", sort_key="Aa")
    answer = browser.post(f"{at}/confirm", data=hidden(page))
    assert answer.status_code == 409
    assert "Somebody changed this since your page was shown" in answer.text
    assert browser.post(f"{at}/confirm", data=hidden(answer.text)).status_code == 303
    assert acts.known(world, "ARV").party.sort_key == "Zz"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file holds no parties."),
        (b"code\0", "This is no table of text."),
        (b"name\nArvendal\n", "The first line must name the columns"),
        (b"code,colour\nARV,red\n", "The column “colour” is not known."),
        (b'code\n"ARV', "The quotation marks round a cell do not match near line 2."),
    ],
)
def test_a_hostile_file_is_refused_in_words(world, visit, at, data, sentence):
    answer = choose(visit("secretariat"), at, data)
    assert answer.status_code == 422
    assert judge(answer.text) == []
    assert sentence in unescape(answer.text)


def test_no_file_and_no_table_are_told(world, visit, at):
    browser = visit("secretariat")
    assert "Choose a file first." in browser.post(at).text
    assert browser.post(f"{at}/confirm", data={"token": "a-forged-one", "text": "a"}).status_code == 422
