"""The calendar: a secret address that opens deadlines and nothing else, and a file for each run."""

import io
import json
import logging
import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from drafting.persistence.records import Draft, Person, Process
from drafting.services import silence_changes
from drafting.web.logs import JsonLines
from tests import silence
from tests.factories import NOW
from tests.web.judge import judge, untranslated

HOUR = timedelta(hours=1)
ADDRESS = re.compile(r'value="http://127\.0\.0\.1:8000(/calendar/[\w-]{43}\.ics)"')


def subscribe(visit, who="head.arv") -> str:
    answer = visit(who).post("/calendar/address", data={"token": "a-submission"})
    return ADDRESS.search(answer.text)[1]


def events(answer) -> list:
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    # Meetings stand behind the deadlines: tests/web/test_meetings.py.
    return [it for it in Calendar.from_ical(answer.data).walk("VEVENT") if it["uid"].startswith("no-objection")]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_is_sound_before_with_and_after_an_address(visit, language):
    browser = visit("head.arv")
    browser.post("/preferences", data={"language": language})
    for page in (
        browser.get("/calendar"),
        browser.post("/calendar/address"),
        browser.get("/calendar"),
        browser.post("/calendar/address/end", follow_redirects=True),
    ):
        assert judge(page.text) == []
        if language == "ru":
            assert untranslated(page.text) == []


def test_an_address_is_shown_once_and_kept_by_nobody(visit):
    browser = visit("head.arv")
    answer = browser.post("/calendar/address")
    address = ADDRESS.search(answer.text)[1]
    assert answer.headers["Cache-Control"] == "no-store"
    page = browser.get("/calendar").text
    assert address not in page
    assert "You have an address, made on 5 June 2026." in page


def test_a_feed_needs_no_sign_in_and_ends_with_its_address(client, visit, world):
    silence.start(world, "1.", city="Almaty")
    address = subscribe(visit)
    answer = client.get(address)
    assert "private" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert [str(it["uid"]) for it in events(answer)] == [f"no-objection-{world.draft}-1@127.0.0.1"]
    visit("head.arv").post("/calendar/address/end")
    assert client.get(address).status_code == 404
    assert client.get("/calendar/unknown.ics").status_code == 404


def test_an_unchanged_feed_is_not_sent_again(client, visit, world):
    silence.start(world, "1.", city="Almaty")
    address = subscribe(visit)
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    silence.extend(world, 1, silence.ENDS + HOUR)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_deadline_is_an_instant_in_utc_with_alarms_before_it(client, visit, world):
    silence.start(world, "1.", city="Almaty")
    (event,) = events(client.get(subscribe(visit)))
    assert event.decoded("dtend") == silence.ENDS
    assert b"DTEND:20260609T130000Z" in event.to_ical()
    assert event.decoded("dtstart") == silence.ENDS - timedelta(minutes=30)
    assert event["status"] == "CONFIRMED"
    assert str(event["url"]) == f"http://127.0.0.1:8000/drafts/{world.draft}/runs/1"
    alarms = event.walk("VALARM")
    assert [it.decoded("trigger") for it in alarms] == [-24 * HOUR, -2 * HOUR]
    assert {it["trigger"].params["RELATED"] for it in alarms} == {"END"}


def test_the_alarms_come_when_the_process_reminds(client, visit, world):
    with world.database.writing() as session:
        session.get_one(Process, 1).reminder_hours = [48]
    silence.start(world, "1.", city="Almaty")
    (event,) = events(client.get(subscribe(visit)))
    assert [it.decoded("trigger") for it in event.walk("VALARM")] == [-48 * HOUR]


def test_each_extension_raises_the_number_of_the_same_event(client, visit, world):
    silence.start(world, "1.", city="Almaty")
    address = subscribe(visit)
    (before,) = events(client.get(address))
    silence.extend(world, 1, silence.ENDS + 24 * HOUR, now=NOW + HOUR)
    (after,) = events(client.get(address))
    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after.decoded("dtend") == silence.ENDS + 24 * HOUR
    assert after.decoded("last-modified") == NOW + HOUR


@pytest.mark.parametrize(
    ("ending", "status"), [("withdraw", "CANCELLED"), ("annul", "CANCELLED"), ("suspend", "TENTATIVE")]
)
def test_what_is_withdrawn_or_void_is_cancelled_and_reminds_of_nothing(client, visit, world, ending, status):
    silence.start(world, "1.", city="Almaty")
    if ending == "suspend":
        silence.change(world, silence_changes.suspend, 1, reason="A pause.")
    else:
        silence.change(world, silence_changes.end, 1, ending=ending, reason="A slip.")
    (event,) = events(client.get(subscribe(visit)))
    assert event["status"] == status
    assert event.walk("VALARM") == []


def test_a_deadline_that_passed_says_so_recorded_or_not(client, visit, world, clock):
    silence.start(world, "1.", city="Almaty")
    address = subscribe(visit)
    clock.now = silence.ENDS
    (event,) = events(client.get(address))
    assert str(event["summary"]) == "No-objection deadline (awaits the Chair’s certificate): Communiqué"
    assert event.walk("VALARM") == []


def test_a_calendar_shows_no_text_and_no_objector(client, visit, world):
    number = silence.start(world, "1.", "2.", severable=True, names="chair and office", city="Almaty")
    address = subscribe(visit, "chair")
    before = client.get(address).data
    silence.answer(world, "head.bel", number, "objection", labels=("1.",), statement="A secret.")
    # Whoever follows the calendar cannot even count the answers.
    assert client.get(address).data == before
    for word in (b"Belmora", b"secret", b"welcome the report", b"head.bel"):
        assert word not in before


def test_the_feed_speaks_its_owners_language_and_knows_the_owners_zone(client, visit, world):
    silence.start(world, "1.", city="Almaty")
    with world.database.writing() as session:
        session.get_one(Person, world.people["head.bel"]).zone = "Europe/London"
    answer = client.get(subscribe(visit, "head.bel"), headers={"Accept-Language": "en"})
    (event,) = events(answer)
    assert str(event["summary"]) == "Срок для возражений: Communiqué"
    assert "9 июня 2026 года, 18:00 Алматы (UTC+5), 14:00 Лондон" in str(event["description"])


def test_a_person_without_a_role_any_more_has_an_empty_calendar(client, visit, world):
    silence.start(world, "1.", city="Almaty")
    assert events(client.get(subscribe(visit, "stranger"))) == []


def test_the_log_of_a_feed_carries_no_secret(client, visit):
    address = subscribe(visit)
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    logging.getLogger("drafting").addHandler(handler)
    client.get(address)
    logging.getLogger("drafting").removeHandler(handler)
    said = json.loads(lines.getvalue())
    assert (said["route"], said["person"]) == ("/calendar/<secret>.ics", None)
    assert address.split("/")[2].removesuffix(".ics") not in lines.getvalue()


@pytest.mark.parametrize(("who", "prepared"), [("chair", 200), ("office", 200), ("head.arv", 404), ("observer", 404)])
def test_a_run_is_a_file_of_its_own_for_whoever_may_see_it(visit, world, who, prepared):
    silence.start(world, "1.", city="Almaty")
    silence.prepare(world, "2.", city="Almaty")
    answer = visit(who).get(f"/drafts/{world.draft}/runs/1.ics")
    assert answer.headers["Content-Disposition"] == f"attachment; filename=deadline-{world.draft}-1.ics"
    assert [it.decoded("dtend") for it in events(answer)] == [silence.ENDS]
    assert visit(who).get(f"/drafts/{world.draft}/runs/2.ics").status_code == prepared
    assert visit("stranger").get(f"/drafts/{world.draft}/runs/1.ics").status_code == 404


def test_a_run_in_preparation_is_tentative(visit, world):
    silence.prepare(world, "2.", city="Almaty")
    (event,) = events(visit("chair").get(f"/drafts/{world.draft}/runs/1.ics"))
    assert (event["status"], event["sequence"]) == ("TENTATIVE", 0)
    assert "(being prepared)" in str(event["summary"])


def test_a_draft_that_is_prepared_is_in_no_delegations_calendar(client, visit, world):
    silence.start(world, "1.", city="Almaty")
    with world.database.writing() as session:
        session.get_one(Draft, world.draft).phase = "preparing"
    assert events(client.get(subscribe(visit, "head.arv"))) == []
    assert len(events(client.get(subscribe(visit, "rapporteur")))) == 1


def test_every_line_is_short_enough_for_any_calendar_program(client, visit, world):
    silence.start(world, "1.", city="Almaty")
    data = client.get(subscribe(visit)).data
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
