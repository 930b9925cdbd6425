"""Reminders of awaited notes verbales in the browser and in the mail: sent by hand, listed, read in both languages."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from drafting.domain.notices import TO_RULE
from drafting.notices.mail import Letter
from drafting.persistence.records import Appointment, Notice
from drafting.services import notice_facts, outbox
from drafting.web.notice_words import letter
from tests import acts, rulings, silence
from tests.factories import NOW
from tests.web.judge import judge, untranslated

pytestmark = pytest.mark.usefixtures("one_person_office")

URL = "https://drafting.example.org"
FORTNIGHT = timedelta(days=14)


@pytest.fixture
def address(world):
    acts.participate(world, "ZAB", "note verbale")
    return f"/drafts/{world.draft}/awaited-notes"


@pytest.fixture
def press(world, address):
    def pressed(browser, code="ZAB", click=1):
        return browser.post(f"{address}/{world.parties[code]}", data={"token": f"submission-{click}"})

    return pressed


def notices(world) -> list[Notice]:
    with world.database.reading() as session:
        return list(session.scalars(select(Notice).order_by(Notice.id)))


@pytest.mark.parametrize("who", ["office", "chair"])
def test_a_press_of_the_button_reminds_once_and_shows_who_was_told(world, visit, address, press, who):
    browser = visit(who)
    for _ in range(2):
        answer = press(browser)
        assert (answer.status_code, answer.location) == (303, address)
    assert len(notices(world)) == 2
    page = browser.get(address).text
    assert judge(page) == []
    for words in ("Reminded 1 time, last on 5 June 2026, 17:00 Almaty", "Next reminder on 19 June 2026, 17:00 Almaty"):
        assert words in page
    for email in ("coordinator.zab@example.org", "office@example.org"):
        assert email in page


def test_a_second_reminder_within_a_day_is_refused_in_words(world, visit, clock, address, press):
    press(visit("office"))
    answer = press(visit("chair"), click=2)
    assert answer.status_code == 409
    assert "reminded less than a day ago" in answer.text
    assert judge(answer.text) == []
    clock.advance(days=1)
    assert press(visit("chair"), click=3).status_code == 303
    assert len(notices(world)) == 4


def test_whose_note_is_not_awaited_is_not_reminded_and_the_page_says_so(visit, press):
    answer = press(visit("office"), "BEL")
    assert answer.status_code == 409
    assert "is awaited any more. Nobody was reminded." in answer.text


def test_the_button_stands_beside_the_state_wherever_it_is_awaited_for_those_who_may(world, visit, address):
    action = f'action="{address}/{world.parties["ZAB"]}"'
    for path in (
        address,
        f"/drafts/{world.draft}/participation",
        f"/meetings/{world.meeting}/notes-verbales",
    ):
        for who in ("office", "chair"):
            assert visit(who).get(path).text.count(action) == 1, (path, who)
        for who in ("rapporteur", "coordinator.zab", "head.arv"):
            page = visit(who).get(path).text
            assert action not in page, (path, who)
            # Of others' notes the register tells a delegation nothing.
            assert ("Awaited since 5 June 2026" in page) == (who != "head.arv" or "drafts" in path), (path, who)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("who", ["office", "chair", "coordinator.zab", "head.arv"])
def test_the_pages_are_pages_in_both_languages(world, visit, clock, address, press, language, who):
    press(visit("office"))
    silence.clock_strikes(world, NOW + FORTNIGHT)
    clock.now = NOW + FORTNIGHT
    with world.database.writing() as session:
        for state, notice in zip((*TO_RULE, "overtaken"), session.scalars(select(Notice)), strict=True):
            notice.state, notice.attempts, notice.next_try_at = state, 3, None
    browser = visit(who)
    browser.post("/preferences", data={"language": language})
    for path in (
        address,
        f"/drafts/{world.draft}/participation",
        f"/drafts/{world.draft}/history",
        f"/meetings/{world.meeting}/notes-verbales",
        "/deadlines",
    ):
        page = browser.get(path)
        assert page.status_code == 200, path
        assert judge(page.text) == [], path
        assert language == "en" or untranslated(page.text) == [], path


def test_the_record_says_that_the_clock_reminded(world, visit, address):
    silence.clock_strikes(world, NOW + FORTNIGHT)
    page = visit("head.arv").get(f"/drafts/{world.draft}/history").text
    assert "Reminder 1 of the note verbale that is awaited from Zabora." in page
    entry = page.partition("that is awaited from Zabora")
    assert "The clock" in entry[0][-900:] + entry[2][:900]


def test_a_page_without_an_awaited_note_says_so(world, visit):
    page = visit("head.arv").get(f"/drafts/{world.draft}/awaited-notes").text
    assert "No note verbale about this text is awaited." in page
    assert "No notice to you or your delegation." in page


def test_the_list_of_deadlines_names_what_is_awaited_without_one_the_own_first(world, visit, address):
    acts.participate(world, "ARV", "note verbale")
    page = visit("coordinator.zab").get("/deadlines").text
    assert judge(page) == []
    awaited = page[page.index("Awaited without a deadline") :]
    assert awaited.index("note verbale: Zabora") < awaited.index("note verbale: Arvendal")
    assert f'href="{address}"' in awaited
    assert "Next reminder on 19 June 2026" in awaited
    assert "Nothing is being decided by silence." not in page
    arvendal = visit("head.arv").get("/deadlines").text
    assert arvendal.index("note verbale: Arvendal") < arvendal.index("note verbale: Zabora")


# The copy, and the Office's word.


@pytest.fixture
def sent(world, visit, press) -> Notice:
    """The notice to the coordinator of Zabora, gone without an answer of the mail server."""
    press(visit("office"))
    with world.database.writing() as session:
        mine = outbox.claim(session, "a postman", NOW)
    with world.database.writing() as session:
        words = Letter(mine.email, "<1@example.org>", ("en", "ru"), "Subject", "Words <of> it", "<p>Words</p>")
        outbox.hand_over(session, mine, words, NOW)
        outbox.mark(session, mine, "lose", NOW)
    assert mine.email == "coordinator.zab@example.org"
    return mine


@pytest.mark.parametrize(
    ("who", "status"),
    [("chair", 200), ("office", 200), ("coordinator.zab", 200), ("head.bel", 404), ("rapporteur", 404)],
)
def test_a_copy_is_for_its_recipient_the_chair_and_the_office(visit, address, sent, who, status):
    answer = visit(who).get(f"{address}/notices/{sent.id}")
    assert answer.status_code == status
    assert judge(answer.text) == []
    assert ("Words &lt;of&gt; it" in answer.text) == (status == 200)
    assert (f'href="{address}/notices/{sent.id}"' in visit(who).get(address).text) == (status == 200)


def test_the_office_rules_on_a_doubtful_reminder(world, visit, address, sent):
    path = f"{address}/notices/{sent.id}"
    assert f'action="{path}"' in visit("office").get(address).text
    assert f'action="{path}"' not in visit("chair").get(address).text
    assert visit("chair").post(path, data={"ruling": "send again"}).status_code == 403
    assert visit("office").post(path, data={"ruling": "forget it"}).status_code == 400
    answer = visit("office").post(path, data={"ruling": "take as sent"})
    assert (answer.status_code, answer.location) == (303, address)
    assert notices(world)[0].state == "sent"
    assert "taken as sent by the Support Office" in visit("office").get(address).text


# The mail.


@pytest.fixture
def mail(app, world, address):
    """The newest letter to a person, as it would be sent now."""

    def written(who="coordinator.zab"):
        with world.database.reading() as session:
            query = select(Notice).where(Notice.person_id == world.people[who]).order_by(Notice.id.desc())
            facts = notice_facts.gather(session, session.scalars(query).first(), NOW)
        return letter(app, facts, URL)

    return written


def strike(world) -> None:
    silence.clock_strikes(world, NOW + FORTNIGHT)


def halves(it) -> tuple[str, str]:
    first, _, second = it.text.partition("-----")
    return first, second.lstrip("-")


def test_the_mail_says_what_is_awaited_since_when_and_that_there_is_no_deadline(world, mail):
    strike(world)
    it = mail()
    assert it.subject == "Reminder, a note verbale is awaited: Communiqué"
    said, russian = halves(it)
    for words in (
        "Zabora is recorded as answering by note verbale.",
        "There is no deadline, and silence means nothing",
        "Text: Communiqué (Ref: Test Process/01/01/2026)",
        "Meeting: First Conference, Test Process",
        "Awaited since: 5 June 2026",
        "Reminder: No. 1",
        "Deadline: none",
        "- The State sends its note verbale to the Support Office.",
        "to those who answer for a State: Zabora.",
    ):
        assert words in said
    assert "Basis" not in said
    assert "Абора" in russian
    assert "5 июня 2026 года" in russian
    assert f"{URL}/drafts/{world.draft}/participation#party-{world.parties['ZAB']}" in said


def test_the_mail_says_on_what_basis_where_one_was_given(world, mail):
    stated = {"status": "note verbale", "note": "", "basis": "Statement of its head.", "token": acts.token()}
    party = world.parties["ZAB"]
    acts.act(
        world,
        "office",
        lambda session, scope: acts.participation.state_participation(session, scope, party, now=NOW, **stated),
    )
    strike(world)
    assert "Basis: Statement of its head." in mail().text.splitlines()


def test_the_office_is_told_for_information_who_was_reminded(world, mail):
    strike(world)
    it = mail("office")
    assert it.subject == "For information, a note verbale is awaited (Zabora): Communiqué"
    said, russian = halves(it)
    assert "Reminded for the State: Coordinator Zab." in said
    assert "to the Support Office, for information." in said
    assert "The State sends its note verbale" not in said
    assert "Coordinator Zab (рус.)" in russian


def test_the_office_is_told_that_nobody_could_be_reminded(world, mail):
    with world.database.writing() as session:
        session.execute(update(Appointment).where(Appointment.role == "coordinator").values(until=NOW))
    strike(world)
    assert "Nobody is appointed who answers for the State" in mail("office").text


def test_the_readers_language_comes_first_and_no_russian_half_speaks_english(world, mail):
    rulings.appoint(world, "head.bel", "coordinator", "ZAB")
    strike(world)
    for who in ("head.bel", "office"):
        it = mail(who)
        russian = halves(it)[0 if who == "head.bel" else 1]
        page = f'<html lang="ru"><p>{russian}'.replace("Communiqué (Ref: Test Process/01/01/2026)", "")
        page = re.sub(r"https?://\S+|Communiqué", "", page)
        assert untranslated(page) == []
    assert mail("head.bel").languages == ("ru", "en")


def test_the_one_link_leads_to_the_page_after_signing_in_and_carries_no_secret(world, mail):
    strike(world)
    it = mail()
    path = f"{URL}/drafts/{world.draft}/participation#party-{world.parties['ZAB']}"
    assert set(re.findall(r"https?://[^\s\"<]+", it.text + it.html)) == {path}
