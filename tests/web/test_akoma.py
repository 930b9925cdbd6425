"""Akoma Ntoso on the pages: chosen plainly, named sensibly, valid, in the document's language, nothing private."""

import pytest
from lxml import etree

from drafting.documents.akn import akn_in
from tests import acts
from tests.akoma import AKN, faults, references
from tests.factories import TEXT, import_text
from tests.web.judge import judge, untranslated


@pytest.fixture
def address(world):
    return f"/drafts/{world.draft}/akoma-ntoso"


def test_the_page_offers_both_files(visit, address):
    answer = visit("office").get(address)
    assert answer.status_code == 200
    assert judge(answer.text) == []
    for value in ("text", "amendments"):
        assert f'value="{value}"' in answer.text
    assert "table of participation" not in answer.text


def test_the_page_of_an_adopted_text_says_that_the_file_holds_its_hash(world, visit, address):
    acts.agree_all(world)
    acts.adopt(world)
    assert "table of participation" in visit("office").get(address).text


def test_the_page_speaks_russian(world, visit, address):
    browser = visit("office")
    browser.post("/preferences", data={"language": "ru"})
    answer = browser.get(address)
    assert judge(answer.text) == []
    assert "Содержание файла" in answer.text
    assert untranslated(answer.text) == []


@pytest.mark.parametrize("view", ["text", "amendments"])
def test_a_file_is_valid_and_named_by_symbol_and_revision(world, visit, address, view):
    acts.propose(world, "head.arv", "1.", "To note the report;")
    answer = visit("chair").get(f"{address}/file?view={view}")
    assert answer.status_code == 200
    assert answer.mimetype == "application/xml"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    suffix = "" if view == "text" else "-amendments"
    assert f"test-process-01-01-2026-rev1{suffix}.akn.xml" in answer.headers["Content-Disposition"]
    assert faults(answer.data) == []


def test_the_file_of_the_text_is_read_again_as_the_text(visit, address):
    assert akn_in.read(visit("office").get(f"{address}/file?view=text").data).blocks == TEXT


def test_an_unknown_file_is_refused(visit, address):
    assert visit("office").get(f"{address}/file?view=secrets").status_code == 400
    assert visit("office").get(f"{address}/file").status_code == 400


def names(data: bytes) -> dict[str, str]:
    return {it.get("eId"): it.get("showAs") for it in etree.fromstring(data).iter(f"{AKN}*") if it.get("showAs")}


def test_a_file_speaks_the_language_of_its_document_and_not_the_readers(world, visit, address):
    acts.propose(world, "head.arv", "1.", "To note the report;")
    with world.database.writing() as session:
        russian = import_text(session, world.people["office"], world.meeting, TEXT, language="ru").id
    browser = visit("office")
    data = browser.get(f"{address}/file?view=amendments").data
    assert (names(data)["ARV"], names(data)["role-author"]) == ("Arvendal", "Author")
    assert "replace “welcome” with “note”" in data.decode()
    data = browser.get(f"/drafts/{russian}/akoma-ntoso/file?view=text").data
    said = names(data)
    assert (said["ARV"], said["process"], said["role-author"]) == ("Ярвендаль", "Тестовый процесс", "Автор")
    assert said["event-draft-imported"] == "Проект введён в систему"
    assert b'language="rus"' in data


def test_private_texts_are_in_no_file(world, visit, address):
    acts.propose(world, "delegate.arv", "1.", "A confidential wording;", table=False)
    for view in ("text", "amendments"):
        assert b"confidential" not in visit("office").get(f"{address}/file?view={view}").data


def test_everything_that_a_file_names_stands_in_it(world, visit, address):
    acts.accept(world, acts.propose(world, "head.arv", "1.", "To note the report;"))
    for view in ("text", "amendments"):
        given, named = references(visit("office").get(f"{address}/file?view={view}").data)
        assert named <= given.keys()
