"""The calendar of a Process, planning a meeting, its first page, who attends, and meetings in a calendar program."""

import re
from datetime import date

import pytest
from icalendar import Calendar
from sqlalchemy import select

from drafting.persistence.records import AgendaItem, Meeting, Party, Process, Sitting
from tests.factories import NOW
from tests.web import runs
from tests.web.judge import judge, untranslated

ADDRESS = re.compile(r'value="http://127\.0\.0\.1:8000(/calendar/[\w-]{43}\.ics)"')


def plan(world, browser, kind="senior officials", **changes) -> str:
    """Plan a meeting as the form suggests it; answers the address of its first page."""
    page = browser.get(f"/processes/{world.process}/meetings/new?kind={kind}").text
    form = runs.fields(page, "/meetings") | {"starts_on": "2026-09-08", "ends_on": "2026-09-09"}
    form |= {"city_en": "Astana", "city_ru": "Астана", **changes}
    answer = browser.post(f"/processes/{world.process}/meetings", data=form)
    assert answer.status_code == 303, runs.said(answer.text)
    return answer.location


def test_a_meeting_is_planned_from_what_is_usual_and_stands_in_the_calendar(world, visit):
    browser = visit("secretariat")
    chosen = browser.get(f"/processes/{world.process}/meetings/new").text
    assert judge(chosen) == []
    page = browser.get(f"/processes/{world.process}/meetings/new?kind=ministerial conference").text
    assert judge(page) == []
    form = runs.fields(page, "/meetings")
    assert (form["ordinal"], form["zone"], form["access"]) == ("1", "Asia/Almaty", "participants")
    assert form["title_ru"] == "Первая Министерская конференция Тестового процесса"
    path = plan(world, browser, theme_en="Shared borders", venue_en="Palace", host_en="The Government")
    page = runs.said(browser.get(path).text)
    for words in ("First Senior Officials’ Meeting of the Test Process", "Shared borders", "8–9 September 2026"):
        assert words in page
    calendar = runs.said(visit("head.arv").get(f"/processes/{world.process}/meetings").text)
    assert "September First Senior Officials’ Meeting of the Test Process" in calendar
    assert "Ministerial Conference due by 5 June 2028" in calendar
    assert "A meeting was planned from 8 September 2026 to 9 September 2026" in browser.get(f"{path}/record").text


def test_everything_wrong_is_told_beside_its_field_with_the_words_kept(world, visit):
    browser = visit("secretariat")
    page = browser.get(f"/processes/{world.process}/meetings/new?kind=seminar").text
    form = runs.fields(page, "/meetings") | {
        "starts_on": "2026-09-08",
        "ends_on": "2026-09-07",
        "theme_ru": "Мой текст",
    }
    answer = browser.post(f"/processes/{world.process}/meetings", data=form)
    assert (answer.status_code, judge(answer.text)) == (422, [])
    assert "The end comes before the beginning." in answer.text
    assert "Give it in at least one of the two languages." in answer.text
    assert "Мой текст" in answer.text


def test_a_meeting_is_changed_and_a_stale_form_keeps_its_words(world, visit):
    browser = visit("office")
    path = f"/meetings/{world.meeting}"
    page = browser.get(f"{path}/edit").text
    assert judge(page) == []
    form = runs.fields(page, "/edit")
    assert browser.post(f"{path}/edit", data=form | {"venue_en": "New hall"}).location == path
    assert "New hall" in browser.get(path).text
    stale = browser.post(f"{path}/edit", data=form | {"venue_en": "Another hall", "token": "another-form"})
    assert (stale.status_code, judge(stale.text)) == (409, [])
    assert "Another hall" in stale.text
    fresh = runs.fields(browser.get(f"{path}/edit").text, "/edit")
    wrong = browser.post(f"{path}/edit", data=fresh | {"title_en": "", "title_ru": ""})
    assert (wrong.status_code, judge(wrong.text)) == (422, [])


def test_a_zone_that_no_city_of_the_list_keeps_stays_the_meetings_own(world, visit):
    with world.database.writing() as session:
        session.get_one(Meeting, world.meeting).zone = "Asia/Kathmandu"
    browser = visit("office")
    form = runs.fields(browser.get(f"/meetings/{world.meeting}/edit").text, "/edit")
    assert form["zone"] == "Asia/Kathmandu"
    assert browser.post(f"/meetings/{world.meeting}/edit", data=form).status_code == 303


def test_a_meeting_is_opened_closed_and_cancelled(world, visit):
    browser = visit("secretariat")
    path = plan(world, browser)
    form = runs.fields(browser.get(path).text, "/state")
    assert browser.post(f"{path}/state", data={**form, "event": "start"}).status_code == 303
    assert "in session" in browser.get(path).text
    stale = browser.post(f"{path}/state", data={**form, "event": "start", "token": "another-click"})
    assert (stale.status_code, judge(stale.text)) == (409, [])
    assert "The meeting is open, closed or cancelled already." in stale.text
    form = runs.fields(browser.get(path).text, "/state")
    wrong = browser.post(f"{path}/state", data={**form, "event": "cancel", "reason": " "})
    assert (wrong.status_code, judge(wrong.text)) == (422, [])
    assert "Give a reason" in wrong.text
    assert browser.post(f"{path}/state", data={**form, "event": "dance"}).status_code == 404
    form |= {"event": "cancel", "reason": "No hall."}
    assert browser.post(f"{path}/state", data=form).status_code == 303
    assert "This meeting was cancelled." in browser.get(path).text
    assert "Reason: No hall." in browser.get(f"{path}/record").text


def test_the_first_page_shows_the_agenda_in_brief(world, visit):
    with world.database.writing() as session:
        sitting = Sitting(meeting_id=world.meeting, number=1, title_en="Opening", starts_at=NOW, ends_at=NOW)
        item = AgendaItem(
            meeting_id=world.meeting, place="1", kind="item", label="1.", title_en="Adoption", title_ru="Принятие"
        )
        pause = AgendaItem(meeting_id=world.meeting, place="2", kind="break", title_en="Coffee", title_ru="Кофе")
        session.add_all([sitting, item, pause])
    page = visit("head.arv").get(f"/meetings/{world.meeting}").text
    assert judge(page) == []
    assert "Sitting 1 · Opening · 5 June, 17:00 Almaty" in runs.said(page)
    assert "1. Adoption" in runs.said(page)
    assert "Coffee" not in page
    assert "Import a draft" not in page


def test_the_calendar_can_be_asked_for_one_kind(world, visit):
    browser = visit("secretariat")
    plan(world, browser, "seminar")
    only = browser.get(f"/processes/{world.process}/meetings?kind=seminar").text
    assert judge(only) == []
    assert "First Conference" not in only
    assert "First Seminar" in only
    assert "First Conference" in browser.get(f"/processes/{world.process}/meetings?kind=summit").text


def test_what_is_overdue_is_told_on_the_calendar(world, visit):
    with world.database.writing() as session:
        meeting = session.get_one(Meeting, world.meeting)
        meeting.starts_on = meeting.ends_on = date(2024, 6, 1)
    page = runs.said(visit("head.arv").get(f"/processes/{world.process}/meetings").text)
    assert "Ministerial Conference: the next one was due by 1 June 2026 and is not planned. · 4 days overdue" in page


@pytest.fixture
def fund(world) -> int:
    with world.database.writing() as session:
        party = Party(
            process_id=world.process,
            code="FUND",
            kind="organization",
            status="invited",
            category="civil society",
            name_en="Aid Fund",
            name_ru="Фонд помощи",
            long_en="Aid Fund",
            long_ru="Фонд помощи",
        )
        session.add(party)
        session.flush()
        return party.id


def test_an_observer_is_excluded_by_the_chairs_ruling_and_does_not_get_in(world, visit):
    office, chair, observer = visit("office"), visit("chair"), visit("observer")
    path, party = f"/meetings/{world.meeting}/admissions", world.parties["OBS"]
    assert observer.get(f"/drafts/{world.draft}").status_code == 200
    form = runs.fields(office.get(path).text, f"/{party}/propose")
    assert office.post(f"{path}/{party}/propose", data=form).status_code == 303
    page = office.get(path).text
    assert judge(page) == []
    assert "The Chair rules, or the participating States adopt a decision" in page
    form = runs.fields(chair.get(path).text, f"/{party}/decide")
    wrong = chair.post(f"{path}/{party}/decide", data=form)
    assert (wrong.status_code, judge(wrong.text)) == (422, [])
    assert "Write down the words of the Chair’s ruling." in wrong.text
    ruled = form | {"note_en": "I see no objection."}
    assert chair.post(f"{path}/{party}/decide", data=ruled).status_code == 303
    assert observer.get(f"/drafts/{world.draft}").status_code == 404
    assert observer.get(f"/meetings/{world.meeting}").status_code == 404
    assert "First Conference" not in observer.get("/").text
    assert "does not attend, by decision of the participating States" in chair.get(f"/meetings/{world.meeting}").text
    page = chair.get(path).text
    assert judge(page) == []
    assert "I see no objection." in page
    late = chair.post(f"{path}/{party}/decide", data=ruled | {"token": "another-click"})
    assert (late.status_code, judge(late.text)) == (409, [])
    wrong = chair.post(f"{path}/{party}/lift", data={"token": "lift-it-now", "reason": ""})
    assert (wrong.status_code, judge(wrong.text)) == (422, [])
    assert chair.post(f"{path}/{party}/lift", data={"token": "lift-it-now", "reason": "So ruled."}).status_code == 303
    assert observer.get(f"/drafts/{world.draft}").status_code == 200


def test_an_invitation_may_be_refused(world, visit, fund):
    chair, path = visit("chair"), f"/meetings/{world.meeting}/admissions"
    chair.post(f"{path}/{fund}/propose", data={"token": "propose-it"})
    form = runs.fields(chair.get(path).text, f"/{fund}/decide") | {"note_en": "No consent.", "then": "refuse"}
    assert chair.post(f"{path}/{fund}/decide", data=form).status_code == 303
    assert "not invited: there was no consent" in visit("head.arv").get(path).text


@pytest.mark.parametrize("who", ["secretariat", "chair", "head.bel"])
def test_the_pages_speak_russian(world, visit, fund, who):
    plan(world, visit("secretariat"))
    chair, browser = visit("chair"), visit(who)
    browser.post("/preferences", data={"language": "ru", "next": "/"})
    path = f"/meetings/{world.meeting}/admissions"
    for party in (world.parties["OBS"], fund):
        chair.post(f"{path}/{party}/propose", data={"token": f"propose-{party}"})
    pages = [path, f"/meetings/{world.meeting}", f"/meetings/{world.meeting}/record"]
    for address in (*pages, f"/processes/{world.process}/meetings", f"/processes/{world.process}/record"):
        page = browser.get(address).text
        assert judge(page) == [], address
        assert untranslated(page) == [], address
    chair.post(f"{path}/{fund}/decide", data={"token": "decide-it", "note_ru": "Возражений нет."})
    for address in pages:
        assert untranslated(browser.get(address).text) == [], address


def events(answer) -> list:
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return [it for it in Calendar.from_ical(answer.data).walk("VEVENT") if it["uid"].startswith("meeting-")]


def test_meetings_stand_in_the_secret_feed_as_whole_days_with_their_place(world, visit, client):
    office = visit("secretariat")
    path = plan(world, office, venue_en="Palace", theme_en="Shared borders")
    secret = ADDRESS.search(visit("head.arv").post("/calendar/address").text)[1]
    known, own = sorted(events(client.get(secret)), key=lambda it: it["dtstart"].dt, reverse=True)
    assert (known["dtstart"].dt, known["dtend"].dt) == (date(2026, 9, 8), date(2026, 9, 10))
    assert known["location"] == "Palace, Astana"
    assert known["description"] == "Test Process\nShared borders"
    # The head of Arvendal has a role in the first meeting alone.
    assert ("url" in known, own["url"]) == (False, f"http://127.0.0.1:8000/meetings/{world.meeting}")
    assert (int(known["sequence"]), known["status"]) == (1, "CONFIRMED")
    form = runs.fields(office.get(path).text, "/state") | {"event": "cancel", "reason": "No hall."}
    office.post(f"{path}/state", data=form)
    cancelled = max(events(client.get(secret)), key=lambda it: it["dtstart"].dt)
    assert (int(cancelled["sequence"]), cancelled["status"], cancelled["uid"]) == (2, "CANCELLED", known["uid"])


def test_the_meetings_of_a_process_are_a_file_in_the_readers_language(world, visit):
    plan(world, visit("secretariat"), access="office")
    browser = visit("head.bel")
    answer = browser.get(f"/processes/{world.process}/meetings.ics")
    assert [it["summary"] for it in events(answer)] == ["Первая конференция"]
    assert answer.headers["Content-Disposition"] == "attachment; filename=meetings-test.ics"
    again = browser.get(f"/processes/{world.process}/meetings.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address", ["/processes/{process}/meetings", "/meetings/{meeting}", "/meetings/{meeting}/admissions"]
)
def test_a_page_costs_the_same_with_forty_more_meetings_and_parties(world, visit, count_queries, address):
    path = address.format(process=world.process, meeting=world.meeting)
    browser = visit("head.arv")
    browser.get(path)
    with count_queries() as few:
        assert browser.get(path).status_code == 200
    with world.database.writing() as session:
        process = session.scalars(select(Process)).one()
        for number in range(40):
            names = {f"{it}_{language}": f"Name {number}" for it in ("name", "long") for language in ("en", "ru")}
            session.add(
                Party(process_id=process.id, code=f"P{number}", kind="organization", status="observer", **names)
            )
            titles = {f"{it}_{language}": f"It {number}" for it in ("title", "city") for language in ("en", "ru")}
            days = {"starts_on": NOW.date(), "ends_on": NOW.date(), "zone": "UTC"}
            session.add(Meeting(process_id=process.id, slug=f"m{number}", kind="seminar", **titles, **days))
    with count_queries() as many:
        browser.get(path)
    assert len(many) == len(few) <= 20
