"""Documents as pages: lists, forms, languages, and a delegation's own papers."""

from io import BytesIO

import pytest

from tests import agenda as agendas
from tests.documents import SAID, add_version, ask, distribute, give_own, listed, newest, read, seal, translate
from tests.web.judge import judge

TOKEN = "a-token-of-the-test"


@pytest.fixture
def path(world) -> str:
    return f"/meetings/{world.meeting}/documents"


def sent(name: str = "facts.txt", data: bytes = b"Facts", **said: str) -> dict:
    return {**SAID, **said, "token": TOKEN, "file": (BytesIO(data), name)}


def test_the_office_distributes_a_document_for_an_item(visit, world, path):
    office, item = visit("office"), agendas.add(world)
    form = office.get(f"{path}/new?item={item}").text
    assert judge(form) == []
    assert 'value="Test Process/00/01/2026"' in form
    assert f'<option value="{item}" selected>' in form
    for _ in range(2):
        answer = office.post(path, data=sent(item=str(item), symbol="Test Process/00/01/2026"))
        assert answer.status_code == 303
    made = newest(world)
    assert listed(world, "observer") == [made]
    other = office.post(path, data=sent(data=b"Other facts", item=str(item), symbol="Test Process/00/01/2026"))
    assert "Another document of this Process bears this symbol." in other.text
    page = visit("observer").get(path).text
    assert judge(page) == []
    for words in ("1. Item", "Facts and figures", "Test Process/00/01/2026", "TXT, 1 KB", "not opened by you yet"):
        assert words in page
    assert "opened by 0" not in page
    assert f'href="/documents/{made}"' in visit("observer").get(f"/meetings/{world.meeting}/agenda").text
    told = office.get(f"/meetings/{world.meeting}/record").text
    assert "Distributed: “Facts and figures” (Test Process/00/01/2026)." in told


def test_what_is_wrong_with_a_document_stands_beside_its_field(visit, path):
    office = visit("office")
    answer = office.post(path, data=sent("a.exe", b"MZ\x00", title_ru="Факты"))
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert 'id="file-problem"' in answer.text
    assert 'value="Факты"' in answer.text
    answer = office.post(path, data=sent(title_ru="", kind=""))
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert 'id="title_ru-problem"' in answer.text


def test_languages_are_added_and_marked_on_the_page_of_a_document(visit, world):
    office, made = visit("office"), distribute(world)
    at = f"/documents/{made}"
    office.post(f"{at}/translating", data={"language": "ru", "do": "start", "token": TOKEN})
    assert "being translated" in office.get(at).text
    again = office.post(f"{at}/translating", data={"language": "ru", "do": "start", "token": TOKEN + "2"})
    assert (again.status_code, judge(again.text)) == (409, [])
    office.post(f"{at}/translating", data={"language": "ru", "do": "stop", "token": TOKEN})
    offered = office.get(at).text.partition('<select id="language"')[2].partition("</select>")[0]
    assert 'value="ru"' in offered
    assert "Almaty" not in offered
    unknown = office.post(f"{at}/translating", data={"language": "fr", "token": TOKEN})
    assert (unknown.status_code, judge(unknown.text)) == (422, [])
    file = {"language": "ru", "token": TOKEN, "file": (BytesIO("Факты".encode()), "факты.txt")}
    assert office.post(f"{at}/versions", data=file).status_code == 303
    page = office.get(at).text
    assert judge(page) == []
    assert "факты.txt" in page
    bad = office.post(f"{at}/versions", data={"language": "ru", "token": TOKEN + "2"})
    assert (bad.status_code, judge(bad.text)) == (422, [])
    assert 'id="file-problem"' in bad.text
    file = {"language": "en", "token": TOKEN, "file": (BytesIO(b"More"), "more.txt")}
    office.post(f"{at}/versions", data=file)
    assert "Earlier versions" in office.get(at).text
    assert "Earlier versions" not in visit("observer").get(at).text


def test_the_status_of_languages_is_a_table_for_the_chair_and_the_office(visit, world, path):
    assert "No document has been distributed yet." in visit("chair").get(f"{path}/languages").text
    translate(world, distribute(world, title_en="One"))
    distribute(world, title_en="Two")
    page = visit("chair").get(f"{path}/languages").text
    assert judge(page) == []
    assert 'class="status-translating">being translated' in page
    assert 'class="status-missing">missing' in page


def test_a_document_is_changed_and_withdrawn(visit, world, path):
    office, made = visit("office"), distribute(world)
    at = f"/documents/{made}"
    form = office.get(f"{at}/edit").text
    assert judge(form) == []
    assert 'value="Facts and figures"' in form
    assert (
        office.post(at, data={**SAID, "title_en": "Other", "seal": seal(world, made), "token": TOKEN}).status_code
        == 303
    )
    stale = office.post(at, data={**SAID, "title_en": "Stale", "seal": "old", "token": TOKEN})
    assert (stale.status_code, judge(stale.text)) == (409, [])
    assert 'value="Stale"' in stale.text
    bad = office.post(at, data={**SAID, "kind": "", "seal": seal(world, made), "token": TOKEN})
    assert (bad.status_code, judge(bad.text)) == (422, [])
    assert office.post(f"{at}/withdraw", data={"seal": "old", "token": TOKEN}).status_code == 409
    assert office.post(f"{at}/withdraw", data={"seal": seal(world, made), "token": TOKEN}).status_code == 303
    page = office.get(at).text
    assert judge(page) == []
    assert "no longer shown to others" in page
    assert "document withdrawn" in office.get(path).text
    assert visit("observer").get(at).status_code == 404
    file = {"language": "ru", "token": TOKEN, "file": (BytesIO(b"x"), "x.txt")}
    late = office.post(f"{at}/versions", data=file)
    assert (late.status_code, judge(late.text)) == (409, [])


def test_a_delegation_brings_a_paper_and_its_head_asks_to_have_it_distributed(visit, world, path):
    delegate, head, office = visit("delegate.arv"), visit("head.arv"), visit("office")
    assert judge(delegate.get(f"{path}/own").text) == []
    bad = delegate.post(f"{path}/own", data={**SAID, "token": TOKEN})
    assert (bad.status_code, judge(bad.text)) == (422, [])
    assert delegate.post(f"{path}/own", data=sent(title_en="Our confidential view", title_ru="")).status_code == 303
    made = newest(world)
    at = f"/documents/{made}"
    page = delegate.get(path).text
    assert judge(page) == []
    assert "Our confidential view" in page
    assert "not opened by you yet" not in page
    assert "Ask the Office" not in delegate.get(at).text
    assert judge(delegate.get(f"{at}/edit").text) == []
    for other in ("office", "chair", "head.bel", "observer", "rapporteur", "administrator"):
        for seen in (path, f"/meetings/{world.meeting}/record", f"/meetings/{world.meeting}/agenda"):
            assert "confidential" not in visit(other).get(seen).text
        assert visit(other).get(at).status_code == 404
    assert "Ask the Office" in head.get(at).text
    assert head.post(f"{at}/ask", data={"seal": "old", "token": TOKEN}).status_code == 409
    assert head.post(f"{at}/ask", data={"seal": seal(world, made), "token": TOKEN}).status_code == 303
    page = delegate.get(at).text
    assert judge(page) == []
    assert "has not done so yet" in page
    assert "awaits distribution" in office.get(path).text
    form = office.get(f"{at}/edit").text
    assert 'value="Test Process/00/01/2026"' in form
    said = {**SAID, "title_en": "View of Arvendal", "seal": seal(world, made), "token": TOKEN}
    assert office.post(at, data=said).status_code == 303
    assert "View of Arvendal" in visit("observer").get(path).text


def test_the_chair_and_the_office_see_who_has_opened_a_document(visit, world, path):
    made = distribute(world)
    read(world, "head.arv", made)
    for who in ("chair", "office"):
        page = visit(who).get(path).text
        assert "opened by 1 of 4 delegations" in page
        page = visit(who).get(f"/documents/{made}").text
        assert judge(page) == []
        assert "Belmora, Zabora, Observia" in page
    assert "Who has opened it" not in visit("head.bel").get(f"/documents/{made}").text
    assert "not opened by you yet" not in visit("head.arv").get(path).text


def test_the_process_has_documents_of_its_own(visit, world):
    secretariat = visit("secretariat")
    at = f"/processes/{world.process}/documents"
    assert "No document has been distributed yet." in visit("head.arv").get(at).text
    bad = secretariat.post(at, data={**SAID, "kind": "", "token": TOKEN})
    assert (bad.status_code, judge(bad.text)) == (422, [])
    assert secretariat.post(at, data=sent(title_en="Mechanism")).status_code == 303
    page = visit("head.arv").get(at).text
    assert judge(page) == []
    assert "Mechanism" in page
    one = visit("observer").get(f"/documents/{newest(world)}")
    assert (one.status_code, judge(one.text)) == (200, [])
    assert judge(secretariat.get(f"/documents/{newest(world)}/edit").text) == []


def test_a_title_in_one_language_is_shown_in_it(visit, world, path):
    give_own(world, title_en="", title_ru="Указания столицы")
    page = visit("delegate.arv").get(path).text
    assert judge(page) == []
    assert 'lang="ru">Указания столицы' in page


def test_a_paper_that_awaits_distribution_keeps_its_file(visit, world):
    made = give_own(world)
    add_version(world, made, who="delegate.arv")
    ask(world, made)
    assert visit("office").get(f"/documents/{made}/ru/1").data == b"Facts"


@pytest.mark.parametrize("count", [5, 60])
def test_the_list_takes_the_same_queries_however_long_it_is(visit, world, path, count_queries, count):
    for n in range(count):
        distribute(world, title_en=f"Facts {n}")
    office = visit("office")
    office.get(path)
    with count_queries() as queries:
        page = office.get(path).text
    assert page.count('id="document-') == count
    assert len(queries) <= 17
