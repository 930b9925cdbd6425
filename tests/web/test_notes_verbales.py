"""The register of notes verbales in the browser: entering a note, reading the register, saving a scan and no more."""

import io

import pytest

from drafting.persistence.records import NoteVerbale
from tests import acts, silence
from tests.web.judge import judge, untranslated

PDF = b"%PDF-1.7\nthe scanned note"
FORM = {
    "about": "",
    "reference": "No. 17/2026",
    "dated": "2026-06-04",
    "day": "2026-06-05",
    "hour": "16:30",
    "city": "Almaty",
    "text": "The Ministry will answer in July.",
}


@pytest.fixture
def address(world):
    return f"/meetings/{world.meeting}/notes-verbales"


@pytest.fixture
def enter(world, address):
    def send(browser, code="ARV", *, click=1, scan=None, name="note.pdf", **changes):
        form = {**FORM, "token": f"submission-{click}", "party": world.parties[code], **changes}
        if scan is not None:
            form["scan"] = (io.BytesIO(scan), name)
        return browser.post(address, data=form)

    return send


def rows(world) -> list[NoteVerbale]:
    with world.database.reading() as session:
        return list(session.query(NoteVerbale).order_by(NoteVerbale.number))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_pages_are_pages_in_both_languages(world, visit, address, enter, language):
    number = silence.start(world, "1.", "2.")
    acts.participate(world, "ZAB", "note verbale")
    browser = visit("office")
    enter(browser, scan=PDF)
    enter(browser, "BEL", click=2, about=f"{world.draft}-{number}", answer="objection", hour="17:00")
    browser.post("/preferences", data={"language": language})
    paths = ("", "?party=ARV", "?party=ZAB", "/new", f"/new?about={world.draft}", f"/new?about={world.draft}-{number}")
    for path in paths:
        page = browser.get(f"{address}{path}")
        assert page.status_code == 200, path
        assert judge(page.text) == [], path
        assert language == "en" or untranslated(page.text) == [], path


def test_a_note_is_entered_and_read(world, visit, address, enter):
    browser = visit("office")
    assert "No note is entered yet." in browser.get(address).text
    answer = enter(browser, about=str(world.draft), scan=PDF)
    assert (answer.status_code, answer.location) == (303, address)
    assert enter(browser, about=str(world.draft), scan=PDF).status_code == 303
    (row,) = rows(world)
    assert (row.number, row.draft_id, row.scan_name) == (1, world.draft, "note.pdf")
    page = browser.get(address).text
    for words in ("Arvendal", "No. 17/2026", "4 June 2026", "5 June 2026, 16:30 Almaty (UTC+5)", row.scan_sha256):
        assert words in page


def test_the_hour_is_that_of_the_city(world, visit, enter):
    enter(visit("office"), city="London", hour="12:30")
    assert rows(world)[0].received_at.isoformat() == "2026-06-05T11:30:00+00:00"


def test_a_note_answers_a_run_from_the_form(world, visit, address, enter):
    number = silence.start(world, "1.", "2.")
    browser = visit("office")
    about = f"{world.draft}-{number}"
    page = browser.get(f"{address}/new?about={about}").text
    assert "No-objection procedure 1" in page
    assert "To welcome the report;" in page
    named = world.paragraphs["2."]
    answer = enter(browser, about=about, answer="objection", paragraph=[named], hour="17:00")
    assert answer.status_code == 303
    (said,) = silence.answers(world, number)
    assert (said.answer, said.paragraphs) == ("objection", [named])
    assert "Objection" in browser.get(address).text


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"party": ""}, "Choose the State or organization"),
        ({"party": "Arvendal"}, "Choose the State or organization"),
        ({"reference": ""}, "Give the number that the note bears"),
        ({"dated": "4 June"}, "This is no date."),
        ({"dated": "2026-06-06"}, "cannot bear a later date"),
        ({"day": ""}, "This is no date."),
        ({"hour": ""}, "Give the hour at which the note was received."),
        ({"hour": "25:00"}, "This is no hour."),
        ({"hour": "17:01"}, "later than now"),
        ({"city": "Atlantis"}, "No such time zone"),
        ({"day": "2026-03-29", "dated": "2026-03-28", "hour": "01:30", "city": "London"}, "skip that hour"),
        ({"day": "2025-10-26", "dated": "2025-10-25", "hour": "01:30", "city": "London"}, "that hour twice"),
        ({"text": ""}, "Say in a few words"),
        ({"about": "x"}, "Choose what the note is about."),
        ({"about": "1-x"}, "Choose what the note is about."),
    ],
)
def test_what_is_wrong_is_said_and_the_words_are_kept(world, visit, enter, changes, problem):
    answer = enter(visit("office"), **changes)
    assert answer.status_code == 422
    assert problem in answer.text
    assert changes.get("text", FORM["text"]) in answer.text
    assert judge(answer.text) == []
    assert rows(world) == []


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b"", "note.pdf", "The file of the scan is empty."),
        (b"<!doctype html><script>alert(1)</script>", "note.pdf", "This file is no scan."),
        (b"GIF89a\x01\x00", "note.gif", "This file is no scan."),
        (b"%PDF-" + bytes(20 * 1024 * 1024), "note.pdf", "The scan is too large: at most 20 MB."),
    ],
    ids=["empty", "html", "gif", "large"],
)
def test_a_file_that_is_no_scan_is_refused(world, visit, enter, data, name, problem):
    answer = enter(visit("office"), scan=data, name=name)
    # What is large the test's own client keeps in a file, which it leaves open.
    answer.request.environ["wsgi.input"].close()
    assert answer.status_code == 422
    assert problem in answer.text
    assert rows(world) == []


def test_a_run_that_was_ended_meanwhile_keeps_the_words(world, visit, enter):
    number = silence.start(world, "1.")
    silence.change(world, silence.silence_changes.end, number, ending="withdraw", reason="Another text is prepared.")
    answer = enter(visit("office"), about=f"{world.draft}-{number}", answer="objection", hour="17:00")
    assert answer.status_code == 409
    assert FORM["text"] in answer.text
    assert judge(answer.text) == []
    assert rows(world) == []


@pytest.mark.parametrize("about", ["9999", "x", "1-99", "1-"])
def test_nothing_is_entered_about_what_does_not_exist(visit, address, about):
    assert visit("office").get(f"{address}/new?about={about}").status_code == 404


@pytest.mark.parametrize("who", ["office", "chair", "head.arv", "delegate.arv"])
def test_a_scan_is_saved_and_can_run_nothing(visit, address, enter, who):
    enter(visit("office"), scan=b"%PDF-1.7 <script>alert(1)</script>", name="../<script>.html")
    answer = visit(who).get(f"{address}/1/scan")
    assert answer.data == b"%PDF-1.7 <script>alert(1)</script>"
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=note-verbale-1.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "allow-scripts" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("who", ["rapporteur", "administrator", "head.bel", "observer"])
def test_a_scan_is_for_nobody_else(visit, address, enter, who):
    enter(visit("office"), scan=PDF)
    answer = visit(who).get(f"{address}/1/scan")
    assert answer.status_code in (403, 404)
    assert PDF not in answer.data


def test_a_delegation_reads_its_own_notes(visit, address, enter):
    office = visit("office")
    enter(office, "ARV", click=1, text="Arvendal speaks.")
    enter(office, "BEL", click=2, text="Belmora speaks.")
    page = visit("delegate.arv").get(address).text
    assert "Arvendal speaks." in page
    assert "Belmora" not in page
    assert "Enter the note" not in page


def test_a_run_that_hides_names_shows_none_to_the_rapporteur(world, visit, address, enter):
    number = silence.start(world, "1.", names="chair and office")
    form = {"about": f"{world.draft}-{number}", "answer": "objection", "hour": "17:00", "scan": PDF}
    enter(visit("office"), "BEL", text="Belmora speaks.", **form)
    page = visit("rapporteur").get(address).text
    assert "does not name who objects" in page
    assert "No-objection procedure 1" in page
    for words in ("Belmora", "No. 17/2026", "/1/scan"):
        assert words not in page
    assert "Belmora speaks." in visit("chair").get(address).text


def test_what_a_note_says_is_never_markup(visit, address, enter):
    enter(visit("office"), text="<script>alert(1)</script>", reference="<b>1</b>")
    page = visit("chair").get(address).text
    assert "<script>alert" not in page
    assert "<b>1</b>" not in page
    assert "&lt;script&gt;" in page


def test_those_who_are_awaited_are_listed(world, visit, address, enter):
    acts.participate(world, "ZAB", "note verbale")
    browser = visit("office")
    assert "Still awaited" in browser.get(address).text
    assert "Still awaited" not in visit("head.arv").get(address).text
    enter(browser, "ZAB", about=str(world.draft))
    assert "Still awaited" not in browser.get(address).text


def test_those_who_may_are_led_there_from_home(visit, address):
    for who in ("office", "chair", "rapporteur", "head.arv", "observer"):
        assert f'href="{address}"' in visit(who).get("/").text
    assert f'href="{address}"' not in visit("administrator").get("/").text


def test_the_register_asks_the_database_as_often_for_forty_notes_as_for_four(
    world, visit, address, enter, count_queries
):
    browser, asked = visit("office"), []
    for total in (4, 40):
        for click in range(len(rows(world)), total):
            enter(browser, click=click, about=str(world.draft))
        with count_queries() as queries:
            assert browser.get(address).text.count("No. 17/2026") == total
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_note_is_shown_in_the_zone_of_the_meeting_and_of_the_reader(visit, address, enter, clock):
    clock.advance(hours=1)
    browser = visit("chair")
    enter(visit("office"))
    browser.post("/preferences", data={"zone": "Europe/London"})
    assert "5 June 2026, 16:30 Almaty (UTC+5), 12:30 London" in browser.get(address).text
