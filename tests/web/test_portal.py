"""The pages of the public archive: judged as pages in both languages, at addresses that stay, kept by caches."""

from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from lxml import etree

from drafting.documents.reading import read
from drafting.persistence.records import (
    AgendaItem,
    ChairTerm,
    Document,
    DocumentVersion,
    Instrument,
    Meeting,
    Membership,
    PartyName,
    Recommendation,
    WorkingGroup,
)
from drafting.services import copy_check, search_index
from tests import acts
from tests.archive import open_to, publish, reissue, second_draft
from tests.factories import NOW, World
from tests.web.judge import judge, untranslated

AT = "/portal/en/test"
DOCUMENT = f"{AT}/documents/test-process-01-01-2026"
# Every address that a capital may have written down; one that changes breaks it.
STABLE = (
    "/portal/en",
    "/portal/ru",
    "/portal/en/test",
    "/portal/en/test?on=2015-06-30",
    "/portal/en/test/meetings",
    "/portal/en/test/meetings/first",
    "/portal/en/test/documents/test-process-01-01-2026",
    "/portal/ru/test/documents/test-process-01-01-2026",
    "/portal/en/test/documents/test-process-01-01-2026/v1",
    "/portal/en/test/documents/test-process-01-01-2026/v2",
    "/portal/en/test/documents/test-process-01-01-2026/v2/en.docx",
    "/portal/en/test/documents/test-process-01-01-2026/v2/en.pdf",
    "/portal/en/test/documents/test-process-01-01-2026/v2/en.md",
    "/portal/en/test/documents/test-process-01-01-2026/v2/en.txt",
    "/portal/en/search",
    "/portal/en/search?q=report",
    "/portal/en/verify",
    "/portal/test/meetings.ics",
    "/portal/sitemap.xml",
    "/robots.txt",
)
NOT_PAGES = ("docx", "pdf", ".md", "txt", "ics", "xml")


@pytest.fixture
def archive(world: World) -> World:
    """A public Process with everything that its pages can show; the communiqué published and issued anew."""
    acts.agree_all(world)
    acts.adopt(world)
    publish(world)
    reissue(world, "3.", "States shall meet every year.", reason="Zabora formalised.")
    publish(world)
    with world.database.writing() as session:
        of = {"process_id": world.process}
        zabora = {**of, "party_id": world.parties["ZAB"]}
        session.add_all(
            (
                Instrument(**of, title_en="Declaration", title_ru="Декларация", adopted_on=date(2011, 3, 16)),
                ChairTerm(**of, party_id=world.parties["ARV"], starts_on=date(2026, 1, 1), ends_on=date(2028, 1, 1)),
                Membership(**zabora, status="observer", since=date(2011, 1, 1), until=date(2020, 1, 1)),
                Membership(**zabora, status="participating", since=date(2020, 1, 1)),
                PartyName(
                    **zabora,
                    until=date(2018, 1, 1),
                    name_en="Old Zabora",
                    name_ru="Старая Абора",
                    long_en="",
                    long_ru="",
                ),
            )
        )
        meeting = session.get_one(Meeting, world.meeting)
        meeting.theme_en, meeting.theme_ru, meeting.venue_en, meeting.venue_ru = "Rescue", "Спасание", "Hall", "Зал"
        ahead = Meeting(**of, slug="next", kind="seminar", title_en="Seminar", title_ru="Семинар", state="cancelled")
        ahead.city_en = ahead.city_ru = ""
        ahead.zone, ahead.starts_on, ahead.ends_on = "UTC", date(2027, 5, 30), date(2027, 6, 1)
        item = AgendaItem(
            meeting_id=world.meeting, place="1", kind="item", label="1.", title_en="Opening", title_ru="Открытие"
        )
        group = WorkingGroup(meeting_id=world.meeting, place=1, theme_en="Return", theme_ru="Возвращение")
        session.add_all((ahead, item, group))
        session.flush()
        advice = Recommendation(meeting_id=world.meeting, group_id=group.id, number=1, strength="should")
        advice.text_en, advice.text_ru = "States should share reports.", "Государствам следует делиться докладами."
        session.add(advice)
        for at in (item.id, None):
            paper = Document(**of, meeting_id=world.meeting, item_id=at, kind="other", language="en", symbol="X/1")
            paper.title_en, paper.title_ru, paper.access = "Background", "Справка", "public"
            session.add(paper)
            session.flush()
            file = DocumentVersion(
                **of, document_id=paper.id, meeting_id=world.meeting, language="ru", number=1, at=NOW
            )
            file.state, file.filename, file.media_type, file.sha256 = "original", "справка.txt", "text/plain", "0" * 64
            file.data, file.size = b"abc", 3
            session.add(file)
    open_to(world, "public")
    with world.database.writing() as session:
        search_index.rebuild(session)
    return world


def is_page(address: str) -> bool:
    return not address.endswith(NOT_PAGES)


def in_russian(address: str) -> str:
    return address.replace("/en", "/ru", 1)


def test_addresses_of_the_archive_stay(archive: World, client: FlaskClient):
    answers = {it: client.get(it).status_code for it in STABLE}
    assert answers == dict.fromkeys(STABLE, 200)


def test_every_page_is_a_page_in_both_languages(archive: World, client: FlaskClient):
    for address in (it for it in STABLE if is_page(it)):
        for path, language in ((address, address[8:10]), (in_russian(address), "ru")):
            page = client.get(path).text
            assert judge(page) == [], path
            assert f'<html lang="{language}"' in page, path
            assert "<script" not in page, path
            if language == "ru":
                assert untranslated(page) == [], path


def test_a_page_leads_to_itself_in_the_other_language(archive: World, client: FlaskClient):
    page = client.get(f"{AT}?on=2015-06-30").text
    assert 'hreflang="ru" href="http://127.0.0.1:8000/portal/ru/test?on=2015-06-30"' in page
    assert '<a href="/portal/ru/test?on=2015-06-30" lang="ru"' in page
    odd = client.get(f"{AT}?_external=1&endpoint=home.index&_scheme=ftp").text
    assert '<a href="/portal/ru/test" lang="ru"' in odd


def test_a_page_needs_no_cookie_and_is_kept_by_caches(archive: World, client: FlaskClient):
    for address in STABLE:
        answer = client.get(address)
        assert "Set-Cookie" not in answer.headers, address
        assert answer.headers["Cache-Control"] == "public, max-age=300", address
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304, address


def test_the_archive_speaks_the_language_of_its_address_to_everybody(archive: World, client: FlaskClient, visit):
    assert "Portal" not in client.get("/portal/ru", headers={"Accept-Language": "en"}).text
    assert '<html lang="en"' in visit("head.bel").get("/portal/en").text
    assert client.get("/portal", headers={"Accept-Language": "ru"}).location == "/portal/ru"
    assert client.get("/portal", headers={"Accept-Language": "fr"}).location == "/portal/en"


def test_a_signed_in_person_finds_the_way_back(archive: World, visit):
    page = visit("chair").get(AT)
    assert "My meetings" in page.text
    assert page.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("on", "participating", "observers"),
    [
        ("2026-06-05", ["Arvendal", "Belmora", "Zabora"], ["Observia"]),
        ("2019-12-31", ["Arvendal", "Belmora"], ["Observia", "Zabora"]),
        ("2015-06-30", ["Arvendal", "Belmora"], ["Observia", "Old Zabora"]),
        ("2005-06-30", ["Arvendal", "Belmora"], ["Observia"]),
    ],
)
def test_members_are_those_of_the_day_under_its_names(archive: World, client, on, participating, observers):
    tree = etree.HTML(client.get(f"{AT}?on={on}").text)
    lists = [[it.text.strip() for it in group.findall("li")] for group in tree.findall('.//ul[@class="members"]')]
    assert lists == [participating, observers]


def test_the_order_of_states_is_english_in_russian_too(archive: World, client: FlaskClient):
    tree = etree.HTML(client.get("/portal/ru/test?on=2026-06-05").text)
    assert [it.text.strip() for it in tree.find('.//ul[@class="members"]')] == ["Ярвендаль", "Бельмора", "Абора"]


@pytest.mark.parametrize("on", ["yesterday", "2026-13-01", "0001-01-01"])
def test_a_day_that_is_none_is_told_beside_its_field(archive: World, client: FlaskClient, on: str):
    answer = client.get(f"{AT}?on={on}")
    assert answer.status_code == 200
    assert "This is no date" in answer.text
    assert judge(answer.text) == []


def test_reissues_point_both_ways(archive: World, client: FlaskClient):
    first, second = (client.get(f"{DOCUMENT}/v{it}").text for it in (1, 2))
    assert "Superseded." in first
    assert f'<a href="{DOCUMENT}/v2">version 2</a>' in first
    assert "Zabora formalised." in first
    assert "States should meet every year." in first
    assert "Superseded." not in second
    assert f'<a href="{DOCUMENT}/v1">version 1</a> (Adopted by consensus' in second
    assert "States shall meet every year." in client.get(DOCUMENT).text


def test_a_document_is_shown_in_the_language_of_the_page_where_it_has_one(archive: World, client: FlaskClient):
    russian = client.get(in_russian(DOCUMENT)).text
    assert "Документ опубликован на английском языке" in russian
    with archive.database.reading() as session:
        document = session.query(Document.id).filter(Document.kind == "communique").scalar()
    publish(archive, draft=second_draft(archive, language="ru"), document=document)
    page = client.get(in_russian(DOCUMENT)).text
    assert "Документ опубликован" not in page
    assert '<article class="text sheet" lang="ru"' in page
    assert '<article class="text sheet" lang="en"' in client.get(DOCUMENT).text
    assert client.get(f"{DOCUMENT}/v1/ru.txt").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["x", "x/meetings", "/documents/none", "/documents/test-process-01-01-2026/v9", "/meetings/none", "/papers/999/en"]
    + [f"/documents/test-process-01-01-2026/v1/{it}" for it in ("en.exe", "ru.txt", "en.TXT")],
)
def test_what_is_not_there_is_not_found(archive: World, client: FlaskClient, path: str):
    answer = client.get(AT + path)
    assert answer.status_code == 404
    assert judge(answer.text) == []


def test_files_hold_the_published_words_and_verify(archive: World, client: FlaskClient):
    for form in ("docx", "md", "txt"):
        file = client.get(f"{DOCUMENT}/v1/en.{form}")
        assert f"test-process-01-01-2026-v1-en.{form}" in file.headers["Content-Disposition"]
        texts = [it.text for it in read(file.data, f"x.{form}").blocks]
        assert "States should meet every year." in texts
        assert "version 1" in verified(client, file.data, f"x.{form}")
    assert client.get(f"{DOCUMENT}/v1/en.pdf").data.startswith(b"%PDF")


def verified(client: FlaskClient, data: bytes, name: str, *, status: int = 200) -> str:
    form = {"file": (BytesIO(data), name), "text": ""}
    answer = client.post("/portal/en/verify", data=form, content_type="multipart/form-data")
    assert answer.status_code == status
    assert judge(answer.text) == []
    return answer.text


def test_a_copy_that_differs_is_shown_where(archive: World, client: FlaskClient):
    copy = client.get(f"{DOCUMENT}/v2/en.txt").data.replace(b"welcome the report", b"note the reports")
    page = verified(client, copy, "copy.txt")
    assert "close to one" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "version 2" in page


def test_a_text_can_be_pasted(archive: World, client: FlaskClient):
    text = client.get(f"{DOCUMENT}/v1/en.txt").text
    answer = client.post("/portal/ru/verify", data={"text": text})
    assert "Это принятый текст, слово в слово." in answer.text
    assert untranslated(answer.text) == []


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "", "The file is empty"),
        (b"%PDF-1.7", "copy.pdf", "A PDF holds printed pages"),
        (b"x" * 2_001, "copy.txt", "too large to be compared"),
        (b"word " * 300, "copy.txt", "too long to be compared"),
    ],
)
def test_what_cannot_be_compared_is_told_beside_its_field(archive: World, client, monkeypatch, data, name, said):
    monkeypatch.setattr(copy_check, "LARGEST", 2_000)
    monkeypatch.setattr(copy_check, "LONGEST", 200)
    assert said in verified(client, data, name, status=422)


def test_a_hash_is_verified_by_a_link(archive: World, client: FlaskClient):
    page = client.get(f"{DOCUMENT}/v1").text
    fingerprint = etree.HTML(page).find('.//dd[@class="hash"]').text
    answer = client.get(f"/portal/en/verify?hash={fingerprint.upper()}")
    assert "This is the hash of an adopted text." in answer.text
    assert "version 1" in answer.text
    assert "has this hash" in client.get(f"/portal/en/verify?hash={'0' * 64}").text
    wrong = client.get("/portal/en/verify?hash=123")
    assert (wrong.status_code, judge(wrong.text)) == (422, [])
    assert "64 digits" in wrong.text


def test_a_search_is_asked_by_its_address(archive: World, client: FlaskClient):
    page = client.get("/portal/en/search?q=meets&kind=document&year=2026&lang=en&process=test").text
    assert "1 hit" in page
    assert "<mark>meet</mark>" in page
    assert f'href="{DOCUMENT}"' in page
    for odd in ("page=x", "page=-1", "page=99999999999999999999", "year=²", "process=" + "x" * 70, "q=%00", "kind=%00"):
        answer = client.get(f"/portal/en/search?q=report&{odd}")
        assert (answer.status_code, judge(answer.text)) == (200, []), odd
    for path in ("/meetings/first#paper-", "/meetings/first#recommendation-"):
        found = client.get("/portal/en/search?q=background").text + client.get("/portal/en/search?q=share").text
        assert AT + path in found


def test_a_long_search_has_pages(archive: World, client: FlaskClient):
    with archive.database.writing() as session:
        for number in range(45):
            it = Meeting(process_id=archive.process, slug=f"m{number}", kind="seminar", title_en=f"Zebra {number}")
            it.title_ru, it.city_en, it.city_ru, it.zone, it.access = "Зебра", "", "", "UTC", "public"
            it.starts_on = it.ends_on = date(2020, 1, 1)
            session.add(it)
        session.flush()
        search_index.rebuild(session)
    page = client.get("/portal/en/search?q=zebra&page=2").text
    assert "Page 2 of 3" in page
    assert 'href="/portal/en/search?q=zebra&amp;page=3"' in page
    assert 'href="/portal/en/search?q=zebra&amp;page=1"' in page


def test_the_calendar_tells_whole_days_in_the_language_asked_for(archive: World, client: FlaskClient):
    answer = client.get("/portal/test/meetings.ics?language=ru")
    assert answer.mimetype == "text/calendar"
    events = {str(it["uid"]): it for it in Calendar.from_ical(answer.data).walk("VEVENT")}
    first, ahead = events["meeting-test-first@127.0.0.1"], events["meeting-test-next@127.0.0.1"]
    assert (str(first["summary"]), str(first["location"]), str(first["description"])) == (
        "Первая конференция",
        "Зал, Алматы",
        "Спасание",
    )
    assert (ahead["dtstart"].dt, ahead["dtend"].dt, str(ahead["status"])) == (
        date(2027, 5, 30),
        date(2027, 6, 2),
        "CANCELLED",
    )
    assert b"First Conference" in client.get("/portal/test/meetings.ics?language=xx").data


def test_the_sitemap_names_every_public_page_once_for_each_language(archive: World, client: FlaskClient):
    tree = etree.fromstring(client.get("/portal/sitemap.xml").data)
    found = [it.text.removeprefix("http://127.0.0.1:8000") for it in tree.iterfind(".//{*}loc")]
    assert len(found) == len(set(found))
    assert {DOCUMENT + "/v1", DOCUMENT + "/v2", f"{AT}/meetings/first", "/portal/ru"} <= set(found)
    assert all(client.get(it).status_code == 200 for it in found)


def test_robots_are_led_to_the_archive_and_nowhere_else(client: FlaskClient):
    said = client.get("/robots.txt").text
    assert "Allow: /portal\n" in said
    assert "Disallow: /\n" in said
    assert "Sitemap: http://127.0.0.1:8000/portal/sitemap.xml" in said


def test_a_paper_is_sent_under_its_own_name(archive: World, client: FlaskClient):
    tree = etree.HTML(client.get(f"{AT}/meetings/first").text)
    links = [it.get("href") for it in tree.iter("a") if "/papers/" in (it.get("href") or "")]
    assert len(links) == 2
    answer = client.get(links[0])
    assert answer.data == b"abc"
    assert "filename*=UTF-8''%D1%81" in answer.headers["Content-Disposition"]
    assert client.get(links[0].removesuffix("ru") + "en").status_code == 404


def test_pages_take_as_many_queries_at_any_size(archive: World, client: FlaskClient, count_queries):
    pages = [it for it in STABLE if is_page(it)]

    def counts() -> list[int]:
        found = []
        for it in pages:
            with count_queries() as queries:
                client.get(it)
            found.append(len(queries))
        return found

    before = counts()
    publish(archive, draft=second_draft(archive, language="en"))
    with archive.database.writing() as session:
        for number in range(20):
            it = Meeting(
                process_id=archive.process, slug=f"m{number}", kind="seminar", title_en="Report", title_ru="Доклад"
            )
            it.city_en, it.city_ru, it.zone, it.access = "", "", "UTC", "public"
            it.starts_on = it.ends_on = date(2020, 1, 1)
            session.add(it)
    assert counts() == before
    assert max(before) <= 10
