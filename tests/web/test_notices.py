"""What became of the notices of a run, the copy as sent, and the Office's rulings, as pages."""

from dataclasses import replace

import pytest

from drafting.notices.mail import Letter
from drafting.persistence.records import Notice
from drafting.services import outbox
from tests import silence
from tests.factories import NOW
from tests.web.judge import judge, untranslated

pytestmark = pytest.mark.usefixtures("one_person_office")

STATES = ("waiting", "claimed", "in doubt", "refused", "given up")


@pytest.fixture
def pages(world) -> str:
    """The path of the notices of a run whose five have come each to another state; the sixth and seventh went out."""
    silence.start(world, "1.", city="Almaty")
    with world.database.writing() as session:
        for state, delivery in zip(STATES, outbox.deliveries(session, 1), strict=True):
            notice = session.get_one(Notice, delivery.id)
            notice.state, notice.attempts = state, 3
            notice.next_try_at = NOW if state == "waiting" else None
            notice.problem = "" if state == "claimed" else "550 <no> such mailbox"
    silence.extend(world, 1, silence.ENDS.replace(day=10))
    with world.database.writing() as session:
        notices = [session.get_one(Notice, it.id) for it in outbox.deliveries(session, 1) if it.occasion == "extended"]
        notices[0].state, notices[0].ruled_at, notices[0].ruled_by = "sent", NOW, world.people["office"]
        for notice in notices[1:]:
            notice.state, notice.sent_at = "sent", NOW
            notice.subject, notice.body_text, notice.message_id = "Subject & more", "Words <of> it", "<1@example.org>"
        notices[-1].state = "overtaken"
    return f"/drafts/{world.draft}/runs/1/notices"


def notice(world, who, occasion="start") -> int:
    with world.database.reading() as session:
        found = outbox.deliveries(session, 1)
    return next(it.id for it in found if it.person_id == world.people[who] and it.occasion == occasion)


@pytest.mark.parametrize("who", ["chair", "office", "head.arv", "delegate.arv", "head.bel", "observer"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_page_is_sound_in_both_languages(visit, pages, who, language):
    browser = visit(who)
    browser.post("/preferences", data={"language": language})
    page = browser.get(pages)
    assert page.status_code == 200
    assert judge(page.text) == []
    if language == "ru":
        assert untranslated(page.text) == []


def test_the_chair_sees_every_recipient_with_what_became_of_the_notice(visit, pages, world):
    page = " ".join(visit("chair").get(pages).text.split())
    for said in (
        "0 of 5 sent",
        "4 of 5 sent",
        "tried 3 times, next on 5 June 2026, 17:00 Almaty (UTC+5)",
        "on its way",
        "in doubt: the mail server took the words and did not answer",
        "refused by the mail server",
        "given up after 3 tries",
        "sent on 5 June 2026, 17:00 Almaty (UTC+5)",
        "taken as sent by the Support Office on 5 June 2026, 17:00 Almaty (UTC+5)",
        "not sent, because the deadline had moved or passed",
        "550 &lt;no&gt; such mailbox",
    ):
        assert said in page
    for who in ("head.arv", "head.bel", "coordinator.zab", "office", "chair"):
        assert f"{who}@example.org" in page
    assert "Send again" not in page


def test_a_delegation_sees_no_addresses_of_others(visit, pages):
    page = visit("head.arv").get(pages).text
    assert "head.arv@example.org" in page
    for who in ("head.bel", "coordinator.zab", "office@", "chair@"):
        assert who not in page
    assert "No notice to you or your delegation." in visit("observer").get(pages).text


def test_where_no_mail_server_is_set_those_who_run_the_meeting_are_told(visit, pages, settings, clock, world):
    assert "No mail server is set" in visit("chair").get(pages).text
    assert "No mail server is set" not in visit("head.arv").get(pages).text


def test_where_one_is_set_nothing_is_said_of_it(settings, clock, app, visit, pages):
    app.extensions["drafting"].settings = replace(settings, smtp_url="smtp://127.0.0.1", mail_from="a@example.org")
    assert "No mail server is set" not in visit("chair").get(pages).text


@pytest.mark.parametrize(("ruling", "state"), [("send again", "waiting"), ("take as sent", "sent")])
def test_the_office_rules_with_a_button_and_reads_what_follows(visit, pages, world, ruling, state):
    browser = visit("office")
    with world.database.reading() as session:
        doubtful = next(it for it in outbox.deliveries(session, 1) if it.state == "in doubt")
    assert f'action="{pages}/{doubtful.id}"' in browser.get(pages).text
    answer = browser.post(f"{pages}/{doubtful.id}", data={"ruling": ruling})
    assert (answer.status_code, answer.location) == (303, pages)
    with world.database.reading() as session:
        ruled = next(it for it in outbox.deliveries(session, 1) if it.id == doubtful.id)
    assert (ruled.state, ruled.ruled_by) == (state, world.people["office"])
    assert browser.post(f"{pages}/{doubtful.id}", data={"ruling": ruling}).status_code == 409


def test_a_ruling_that_is_none_and_one_by_others_are_refused(visit, pages, world):
    path = f"{pages}/{notice(world, 'head.arv')}"
    assert visit("office").post(path, data={"ruling": "forget it"}).status_code == 400
    assert visit("office").post(f"{pages}/99999", data={"ruling": "send again"}).status_code == 404
    for who in ("chair", "head.arv", "observer"):
        assert visit(who).post(path, data={"ruling": "send again"}).status_code == 403


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_copy_shows_the_words_as_they_were_sent(visit, pages, world, language):
    browser = visit("chair")
    browser.post("/preferences", data={"language": language})
    page = browser.get(f"{pages}/{notice(world, 'head.arv', 'extended')}")
    assert judge(page.text) == []
    assert "Words &lt;of&gt; it" in page.text
    assert "Subject &amp; more" in page.text
    unsent = browser.get(f"{pages}/{notice(world, 'head.arv')}")
    assert judge(unsent.text) == []
    assert "Words" not in unsent.text
    if language == "ru":
        assert untranslated(page.text) == []
        assert untranslated(unsent.text) == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("chair", 200), ("office", 200), ("head.arv", 200), ("delegate.arv", 404), ("head.bel", 404), ("stranger", 404)],
)
def test_a_copy_is_for_its_recipient_the_chair_and_the_office(visit, pages, world, who, status):
    assert visit(who).get(f"{pages}/{notice(world, 'head.arv', 'extended')}").status_code == status


def test_a_run_that_does_not_exist_has_no_notices(visit, world):
    assert visit("chair").get(f"/drafts/{world.draft}/runs/1/notices").status_code == 404


def test_a_copy_without_an_answer_says_so(visit, world):
    silence.start(world, "1.", city="Almaty")
    with world.database.writing() as session:
        mine = outbox.claim(session, "a postman", NOW)
    letter = Letter(mine.email, "<1@example.org>", ("en", "ru"), "Subject", "Words", "<p>Words</p>")
    with world.database.writing() as session:
        outbox.hand_over(session, mine, letter, NOW)
    page = visit("chair").get(f"/drafts/{world.draft}/runs/1/notices/{mine.id}").text
    assert "without an answer of the mail server" in page
