"""Notices delivered to a real mail server that is down, slow, refuses, or dies: nothing is lost, nothing doubled."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from drafting.app import create_app
from drafting.config import Settings
from drafting.domain.notices import LEASE
from drafting.notices import mail
from drafting.persistence.database import Database
from drafting.persistence.records import Notice
from drafting.postman import Postman
from drafting.services import outbox
from tests import silence
from tests.conftest import Clock
from tests.factories import World, world
from tests.mailbox import Mailbox, free_port, mailbox

pytestmark = pytest.mark.usefixtures("one_person_office")

FROM = "Test Process <no-reply@example.org>"
# Who is told of the start: those who answer for each State, the Chair, the Office.
TOLD = [
    "chair@example.org",
    "coordinator.zab@example.org",
    "head.arv@example.org",
    "head.bel@example.org",
    "office@example.org",
]


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as running:
        yield running


@pytest.fixture
def started(database: Database) -> World:
    """The small conference with a run that has just been announced."""
    it = world(database)
    silence.start(it, "1.")
    return it


Deliver = Callable[..., tuple[int, bool]]


@pytest.fixture
def deliver(started: World, settings: Settings, clock: Clock) -> Iterator[Deliver]:
    """`deliver(url)` is one round of a postman who knows this mail server."""
    apps = {}

    def one_round(url: str) -> tuple[int, bool]:
        with_mail = replace(settings, smtp_url=url, mail_from=FROM)
        if url not in apps:
            apps[url] = create_app(with_mail, clock)
        return Postman(apps[url], with_mail, started.database, clock).deliver_due()

    yield one_round
    for app in apps.values():
        app.extensions["drafting"].database.close()


def states(it: World) -> dict[str, str]:
    with it.database.reading() as session:
        return {row.email: row.state for row in outbox.deliveries(session, 1)}


def notice(it: World, email: str) -> outbox.Delivery:
    with it.database.reading() as session:
        return next(row for row in outbox.deliveries(session, 1) if row.email == email)


def test_each_contact_gets_the_notice_once_and_the_copy_is_kept_as_sent(started, deliver, box, clock):
    assert deliver(box.url) == (5, True)
    assert deliver(box.url) == (0, True)
    assert box.reached() == TOLD
    for email in TOLD:
        kept = notice(started, email)
        assert (kept.state, kept.sent_at, kept.attempts, kept.problem) == ("sent", clock.now, 1, "")
        with started.database.reading() as session:
            row = session.get_one(Notice, kept.id)
        letter = box.letter(email)
        # The library of some versions of Python doubles a blank where it folds the line.
        assert (letter["Subject"].split(), letter["Message-ID"]) == (row.subject.split(), row.message_id)
        plain, html = (letter.get_body((form,)) for form in ("plain", "html"))
        assert plain.get_content().splitlines() == row.body_text.splitlines()
        assert html.get_content().splitlines() == row.body_html.splitlines()
    with started.database.reading() as session:
        assert outbox.undelivered(session, 1) == set()


def test_a_letter_says_that_a_machine_wrote_it_and_in_which_languages(deliver, box, clock):
    deliver(box.url)
    letter = box.letter("head.bel@example.org")
    assert letter["From"] == FROM
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "ru, en"
    assert letter["Date"].datetime == clock.now
    assert letter.get_content_type() == "multipart/alternative"
    assert box.letter("chair@example.org")["Content-Language"] == "en, ru"


def test_a_server_that_is_down_costs_nothing_but_time(started, deliver, box, clock):
    assert deliver(f"smtp://127.0.0.1:{free_port()}") == (0, False)
    assert sorted(states(started).values()) == ["waiting"] * 5
    tried = next(it for it in (notice(started, to) for to in TOLD) if it.attempts)
    assert "refused" in tried.problem.lower()
    assert tried.next_try_at == clock.now + timedelta(minutes=1)
    assert deliver(box.url) == (4, True)
    clock.advance(minutes=1)
    assert deliver(box.url) == (1, True)
    assert box.reached() == TOLD


def test_without_a_mail_server_notices_wait_untouched(started, deliver, clock):
    assert deliver("") == (0, True)
    assert [notice(started, to).attempts for to in TOLD] == [0] * 5
    with started.database.reading() as session:
        assert outbox.undelivered(session, 1) == {started.parties[it] for it in ("ARV", "BEL", "ZAB")}


def test_a_slow_server_is_waited_for_and_sends_each_once(deliver, box):
    box.waits = 0.2
    assert deliver(box.url) == (5, True)
    assert box.reached() == TOLD


def test_one_refused_recipient_is_listed_and_the_others_are_reached(started, deliver, box, clock):
    box.to_recipient["head.arv@example.org"] = "550 no such mailbox"
    assert deliver(box.url) == (4, True)
    refused = notice(started, "head.arv@example.org")
    assert (refused.state, refused.problem, refused.next_try_at) == ("refused", "550 no such mailbox", None)
    assert not refused.is_kept
    with started.database.reading() as session:
        assert outbox.undelivered(session, 1) == {started.parties["ARV"]}
    clock.advance(days=3)
    assert deliver(box.url) == (0, True)
    assert box.reached() == [it for it in TOLD if it != "head.arv@example.org"]


def test_a_server_that_says_later_gets_it_later(started, deliver, box, clock):
    box.to_recipient["head.arv@example.org"] = "451 try again"
    box.to_words = ["452 not now"]
    assert deliver(box.url) == (3, True)
    assert sorted(states(started).values()) == ["sent"] * 3 + ["waiting"] * 2
    box.to_recipient.clear()
    clock.advance(minutes=1)
    assert deliver(box.url) == (2, True)
    assert box.reached() == TOLD


def test_words_that_are_refused_for_good_are_not_sent_again(started, deliver, box, clock):
    box.to_words = ["554 this looks like spam"]
    assert deliver(box.url) == (4, True)
    assert sorted(states(started).values()) == ["refused"] + ["sent"] * 4
    clock.advance(days=3)
    assert deliver(box.url) == (0, True)


def test_a_sender_that_is_refused_is_no_fault_of_the_notice(started, deliver, box, clock):
    box.to_sender = "550 who are you"
    assert deliver(box.url) == (0, False)
    assert sorted(states(started).values()) == ["waiting"] * 5
    box.to_sender = ""
    clock.advance(minutes=1)
    assert deliver(box.url) == (5, True)


def test_a_server_that_hangs_up_before_the_words_leaves_no_doubt(started, deliver, box, clock):
    box.hangs_up = "before words"
    assert deliver(box.url) == (0, True)
    assert sorted(states(started).values()) == ["waiting"] * 5
    box.hangs_up = ""
    clock.advance(minutes=1)
    assert deliver(box.url) == (5, True)
    assert box.reached() == TOLD


def test_a_server_that_dies_after_the_words_leaves_doubt_and_nothing_is_sent_again(started, deliver, box, clock):
    box.hangs_up = "after words"
    assert deliver(box.url) == (0, True)
    assert set(states(started).values()) == {"in doubt"}
    box.hangs_up = ""
    clock.advance(days=3)
    assert deliver(box.url) == (0, True)
    assert box.reached() == TOLD
    with started.database.reading() as session:
        assert outbox.undelivered(session, 1) == {started.parties[it] for it in ("ARV", "BEL", "ZAB")}


def test_a_server_that_takes_the_words_and_says_nothing_leaves_doubt(monkeypatch, started, deliver, box):
    monkeypatch.setattr(mail, "PATIENCE_FOR_WORDS", 0.1)
    box.waits = 1
    deliver(box.url)
    assert set(states(started).values()) == {"in doubt"}


def test_nobody_is_tried_for_ever_and_giving_up_can_be_seen(started, deliver, box, clock):
    absent = "head.arv@example.org"
    box.to_recipient[absent] = "451 try again"
    begun, rounds = clock.now, 0
    while "waiting" in states(started).values():
        deliver(box.url)
        clock.advance(hours=1)
        rounds += 1
    assert clock.now - begun > timedelta(days=2)
    found = notice(started, absent)
    assert (found.state, found.attempts, found.problem) == ("given up", rounds, "451 try again")
    clock.advance(days=30)
    assert deliver(box.url) == (0, True)


def test_a_reminder_that_comes_too_late_is_not_sent(started, deliver, box, clock):
    deliver(box.url)
    silence.clock_strikes(started, clock.now)
    clock.now = silence.ENDS - timedelta(hours=2)
    silence.clock_strikes(started, clock.now)
    clock.now = silence.ENDS
    box.letters.clear()
    assert deliver(box.url) == (0, True)
    with started.database.reading() as session:
        found = [(it.occasion, it.state) for it in outbox.deliveries(session, 1) if it.occasion == "reminder"]
    assert found == [("reminder", "overtaken")] * 3
    assert box.letters == []


def test_a_deliverer_taken_for_dead_sends_nothing_more(started, deliver, box, clock, monkeypatch):
    """The claim lapses while the server is asked, and another delivers in between."""
    real, others = mail.Line._connect, []

    def slowly(line: mail.Line) -> object:
        if not others:
            clock.advance(seconds=LEASE.total_seconds())
            others.append(None)
            deliver(box.url)
            clock.advance(minutes=1)
            others.append(deliver(box.url))
        return real(line)

    monkeypatch.setattr(mail.Line, "_connect", slowly)
    deliver(box.url)
    assert len(others) == 2
    assert box.reached() == TOLD
    assert set(states(started).values()) == {"sent"}


def test_a_stop_takes_effect_between_two_letters(started, settings, clock, box):
    with_mail = replace(settings, smtp_url=box.url, mail_from=FROM)
    app = create_app(with_mail, clock)
    postman = Postman(app, with_mail, started.database, clock)
    assert postman.deliver_due(lambda: len(box.letters) < 2) == (2, True)
    assert sorted(states(started).values()) == ["sent"] * 2 + ["waiting"] * 3
    app.extensions["drafting"].database.close()
