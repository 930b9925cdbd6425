"""A two-day ministerial meeting, from an empty Process to the public archive, played as people play it.

The Office starts with a Process and nothing in it; in the end a reader who is not signed in finds what was adopted.
"""

import re
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server

from drafting.app import create_app
from drafting.config import Settings
from drafting.domain.processes import Identity
from drafting.persistence.migrate import upgrade
from drafting.persistence.queries import matters
from drafting.services import matters_verification, verification
from drafting.services import processes as services
from tests.browser import ministerial
from tests.browser.conftest import LiveServer
from tests.browser.steps import press
from tests.conftest import Clock

MORNING = datetime(2027, 6, 2, 3, 30, tzinfo=UTC)  # 08:30 in Almaty, half an hour before the opening


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2027, 3, 1, 5, tzinfo=UTC))


@pytest.fixture
def empty(tmp_path: Path, clock: Clock) -> Iterator[tuple[LiveServer, str]]:
    """The application on a Process with nobody but its Office, and the Office's sign-in link."""
    path = tmp_path / "empty.sqlite"
    upgrade(f"sqlite:///{path}")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = Settings(
            f"sqlite:///{path}", "a secret of the tests, long enough", public_url=url, secure_cookies=False
        )
        app = create_app(settings, clock)
        server = make_server("127.0.0.1", listener.getsockname()[1], app, threaded=True, fd=listener.fileno())
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        database = app.extensions["drafting"].database
        with database.writing() as session:
            identity = Identity("Test Process", "Тестовый процесс", "Asia/Almaty", access="public")
            office = [services.Officer("office@example.org", "Marta Ilven")]
            founded = services.create(session, settings, "test", identity, office, clock())
            link = f"{url}/invitation/{founded.links[0][1]}"
        yield LiveServer(url, app, database), link
        server.shutdown()
        thread.join()
        server.server_close()
        database.close()


def fill(page: Page, fields: Mapping[str, str]) -> None:
    """Fields by their names; a choice by its value."""
    for name, value in fields.items():
        field = page.locator(f"#{name}")
        if field.evaluate("it => it.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words, level=1)).to_be_visible()


def take_link(page: Page, link: str) -> None:
    page.goto(link)
    press(page, "Sign in")
    page.wait_for_url(lambda url: "/invitation/" not in url)


def unfold(page: Page, summary: str) -> None:
    page.locator("summary").filter(has_text=re.compile(f"^\\s*{summary}\\s*$")).first.click()


def go(page: Page, *links: str) -> None:
    """Follow links one after the other, by their names."""
    for name in links:
        page.get_by_role("link", name=name, exact=True).first.click()


def part(page: Page, name: str) -> None:
    """One of the parts of the meeting or the Process."""
    page.get_by_role("navigation", name=re.compile("^Parts of")).get_by_role("link", name=name, exact=True).click()


def register(office: Page) -> None:
    """States out of the world's table, organizations by hand."""
    go(office, "Test Process", "Parties")
    for code, name in (ministerial.STATES | ministerial.OBSERVERS).items():
        go(office, "Add a party")
        office.get_by_label("Name or code").fill(code)
        press(office, "Search")
        go(office, name)
        fill(office, {"status": "participating" if code in ministerial.STATES else "observer", "since": "2020-01-15"})
        fill(office, {"basis_en": "Founding conference", "basis_ru": "Учредительная конференция"})
        press(office, "Add to the register")
        expect(office.get_by_role("heading", name=re.compile(name), level=1)).to_be_visible()
        part(office, "Parties")
    for body in ministerial.BODIES:
        office.goto(f"{office.url.split('/parties')[0]}/parties/add?by={body.category.replace(' ', '%20')}")
        fill(office, {"name_en": body.english, "name_ru": body.russian, "code": body.code, "status": body.status})
        if body.country:
            fill(office, {"country": body.country})
        press(office, "Add to the register")
        part(office, "Parties")
    expect(office.get_by_role("link", name="Legal Aid Society")).to_be_visible()


def chairmanship(office: Page) -> str:
    """Kazakhstan is elected; its representative gets a link."""
    part(office, "Chairmanship")
    unfold(office, "Record an election")
    office.locator("#state").select_option(label="Kazakhstan")
    fill(office, {"elected_on": "2027-02-20", "starts_on": "2027-03-01", "basis": "First conference, decision 4"})
    press(office, "Record the election")
    office.get_by_role("link", name=re.compile("representative", re.IGNORECASE)).first.click()
    fill(office, {"name_en": "Aru Bolat", "name_ru": "Ару Болат", "position_en": "Deputy Minister"})
    fill(office, {"position_ru": "заместитель Министра", "email": "chair@example.org"})
    press(office, "Name the representative")
    return office.locator("input[readonly][value*=invitation], #link").first.input_value()


def meeting(office: Page) -> None:
    part(office, "Meetings")
    go(office, "Plan a meeting")
    office.get_by_role("link", name=re.compile("Ministerial Conference", re.IGNORECASE)).first.click()
    fill(office, {"starts_on": "2027-06-02", "ends_on": "2027-06-03", "city_en": "Almaty", "city_ru": "Алматы"})
    fill(office, {"theme_en": "Two years of work", "theme_ru": "Два года работы", "access": "public"})
    fill(office, {"venue_en": "House of Conferences", "venue_ru": "Дом конференций"})
    press(office, "Save")
    expect(office.get_by_text("House of Conferences")).to_be_visible()


def texts(office: Page) -> None:
    """Two texts are read and opened for negotiation."""
    for title, text in ministerial.TEXTS.items():
        part(office, "Overview")
        go(office, "Import a draft")
        office.get_by_label("File").set_input_files(
            {"name": "text.md", "mimeType": "text/markdown", "buffer": text.encode()}
        )
        press(office, "Read the file")
        office.get_by_label("Title of the draft").fill(title)
        press(office, "Save as a draft in preparation")
        press(office, "Open for negotiation")
        expect(office.get_by_text("This draft is in preparation.")).to_have_count(0)
        office.go_back()
        office.goto("/meetings/1")


def agenda(office: Page) -> None:
    part(office, "Agenda")
    for number, day in ((1, "2027-06-02"), (2, "2027-06-03")):
        go(office, "Add a sitting")
        fill(office, {"number": str(number), "day": day, "starts": "09:00", "ends": "17:30"})
        press(office, "Save")
    for item in ministerial.AGENDA:
        go(office, "Add an item")
        fill(office, {"kind": item.kind, "title_en": item.english, "title_ru": item.russian})
        office.locator("#sitting").select_option(index=item.sitting)
        fill(office, {"minutes": str(item.minutes), "hour": item.hour})
        if item.draft:
            office.locator("#draft").select_option(label=item.draft)
        press(office, "Save")
        heading(office, "Agenda")
    expect(office.get_by_role("listitem").filter(has_text="Closing of the Conference").first).to_be_visible()


def civil_society(office: Page, chair: Page) -> None:
    """The Office proposes to invite it, the Chair rules."""
    part(office, "Overview")
    office.get_by_role("link", name=re.compile("parties$")).click()
    office.get_by_role("button", name=re.compile("Legal Aid Society")).click()
    chair.goto(office.url)
    chair.locator("summary").filter(has_text="Record what was decided").click()
    words = "No participating State objects."
    chair.get_by_label("Words of the ruling in English").fill(words)
    chair.get_by_label("Words of the ruling in Russian").fill("Ни одно государство-участник не возражает.")
    press(chair, "It is so decided")
    expect(chair.get_by_text(words)).to_be_visible()


def delegations(office: Page) -> None:
    """45 people in six categories are named by files and confirmed."""
    part(office, "Delegations")
    for code in ministerial.MEMBERS:
        name = (ministerial.STATES | ministerial.OBSERVERS | {it.code: it.english for it in ministerial.BODIES})[code]
        go(office, name, "Take from a table (CSV)")
        file = {"name": "members.csv", "mimeType": "text/csv", "buffer": ministerial.table_of(code).encode()}
        office.get_by_label("File (CSV)").set_input_files(file)
        press(office, "Take the members")
        office.get_by_role("button", name=re.compile("^Confirm")).first.click()
        expect(office.get_by_role("button", name=re.compile("^Confirm"))).to_have_count(0)
        part(office, "Delegations")


def begin(server: LiveServer, clock: Clock, instant: datetime, office: Page, chair: Page) -> None:
    """A day begins: everybody signs in anew."""
    clock.now = instant
    for page, who in ((office, "office"), (chair, "chair")):
        page.context.add_cookies([{"name": "drafting", "value": server.cookie(who), "url": server.url}])
        page.goto("/meetings/1")


def first_day(office: Page, chair: Page, clock: Clock) -> None:
    """The Chair opens, fifteen delegations speak in turn, the sitting is closed."""
    part(office, "Speakers")
    go(office, "Statements by heads of delegation")
    press(office, "Make the list by the rule")
    expect(office.get_by_role("heading", name="15 on the list")).to_be_visible()
    chair.goto("/meetings/1")
    part(chair, "Sitting")
    chair.get_by_role("button", name=re.compile("^Open")).first.click()
    press(chair, "Take up the first item")
    for _ in range(4):
        clock.advance(minutes=30)
        press(chair, "Close the item and take up the next")
    expect(chair.locator("#on-floor")).to_be_visible()
    for number in range(15):
        following = chair.get_by_role("button", name=re.compile("^Next: "))
        name = following.inner_text().removeprefix("Next: ")
        following.click()
        expect(chair.locator(".speaker .name")).to_have_text(name)
        clock.advance(minutes=6 if number < 8 else 2, seconds=30)
    press(chair, "Stop")
    expect(chair.get_by_text("15 have spoken")).to_be_visible()
    press(chair, "Close the item")
    press(chair, "Close the sitting")
    expect(chair.get_by_text("No sitting is open.")).to_be_visible()


def adopt(chair: Page, draft: int, paragraphs: int) -> None:
    """Each paragraph is agreed with the gavel, then the whole."""
    chair.goto(f"/drafts/{draft}/desk")
    for number in range(paragraphs):
        chair.get_by_role("button", name=re.compile("^I see no objection.* is agreed(?! ad)")).click()
        is_last = number == paragraphs - 1
        onward = chair.get_by_role("link", name=re.compile("^Adoption of" if is_last else "^Next open"))
        onward.click()
    press(chair, "It is so decided: adopt the text")
    expect(chair.get_by_text(re.compile("^Adopted")).first).to_be_visible()


def second_day(chair: Page) -> None:
    part(chair, "Sitting")
    chair.get_by_role("button", name=re.compile("^Open")).last.click()
    press(chair, "Take up the first item")
    adopt(chair, 1, 3)
    adopt(chair, 2, 2)
    chair.goto("/meetings/1/sitting")
    fill(chair, {"ruling": "taking note", "words": "The Conference takes note of the report of the senior officials."})
    press(chair, "Enter into the record")
    expect(chair.get_by_text("takes note of the report")).to_be_visible()
    press(chair, "Close the sitting")


def report(office: Page) -> None:
    """The final report in both languages, with everybody in it."""
    office.goto("/meetings/1/papers")
    office.get_by_role("region", name="Final report").get_by_role("button").click()
    section = office.get_by_role("region", name=re.compile("^Final report"))
    expect(section.get_by_role("link", name="English", exact=True)).to_be_visible()
    section.get_by_role("link", name="English", exact=True).click()
    for words in ("45", "Kazakhstan", "Legal Aid Society", "Ministerial Communiqué"):
        expect(office.locator("main")).to_contain_text(words)


def archive(office: Page) -> None:
    office.goto("/meetings/1/publications")
    for title, russian in ((ministerial.COMMUNIQUE, "Коммюнике министров"), (ministerial.CONCLUSIONS, "Выводы")):
        publish = office.get_by_role("link", name="Publish…")
        if publish.count() and not office.locator("#title_en").count():
            publish.first.click()
        fill(office, {"title_en": title, "title_ru": russian})
        press(office, "Publish")
    expect(office.get_by_text("not published yet")).to_have_count(0)


def test_a_ministerial_meeting_from_an_empty_process_to_the_public_archive(
    empty: tuple[LiveServer, str], open_page: Callable[..., Page], clock: Clock
):
    server, link = empty
    office, chair, reader = (open_page(server.url) for _ in range(3))
    take_link(office, link)
    register(office)
    take_link(chair, chairmanship(office))
    meeting(office)
    texts(office)
    agenda(office)
    civil_society(office, chair)
    delegations(office)
    begin(server, clock, MORNING, office, chair)
    first_day(office, chair, clock)
    begin(server, clock, MORNING.replace(day=3), office, chair)
    second_day(chair)
    report(office)
    archive(office)
    reader.goto("/portal/en/test")
    reader.get_by_role("link", name=ministerial.COMMUNIQUE).click()
    expect(reader.get_by_text("To welcome the report of the senior officials.")).to_be_visible()
    with server.database.reading() as session:
        verdicts = [verification.verify(session, it) for it in verification.all_drafts(session)]
        verdicts += [matters_verification.verify(session, it) for it in matters.all_processes(session)]
        verdicts += [matters_verification.verify(session, it) for it in matters.all_meetings(session)]
        assert [it.findings for it in verdicts] == [()] * len(verdicts)
