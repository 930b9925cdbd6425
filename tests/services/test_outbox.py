"""The outbox: who is told, claims and their leases, the Office's rulings, and who sees what became of a notice."""

from datetime import timedelta

import pytest

from drafting.domain.errors import NotAllowed, NotFound, WrongState
from drafting.domain.notices import LEASE, TO_RULE
from drafting.notices.mail import Letter
from drafting.persistence.database import Database
from drafting.persistence.records import Notice, SilenceRun
from drafting.services import outbox
from tests import silence
from tests.acts import act, look
from tests.factories import NOW, World

pytestmark = pytest.mark.usefixtures("one_person_office")

LETTER = Letter("to@example.org", "<1@example.org>", ("en", "ru"), "Subject", "Words", "<p>Words</p>")
RUN = 1


@pytest.fixture
def it(conference: World) -> World:
    silence.start(conference, "1.")
    return conference


def rows(it: World) -> list[outbox.Delivery]:
    with it.database.reading() as session:
        return list(outbox.deliveries(session, RUN))


def row(it: World, who: str) -> outbox.Delivery:
    return next(delivery for delivery in rows(it) if delivery.person_id == it.people[who])


def queue(it: World, occasion: str, seq: int = 3, detail: str = "") -> None:
    with it.database.writing() as session:
        run = session.get_one(SilenceRun, RUN)
        outbox.queue(session, run, seq=seq, occasion=occasion, now=NOW, detail=detail)


def told(it: World, occasion: str) -> set[str]:
    return {delivery.name for delivery in rows(it) if delivery.occasion == occasion}


def settle(it: World, state: str) -> None:
    with it.database.writing() as session:
        for delivery in outbox.deliveries(session, RUN):
            notice = session.get_one(Notice, delivery.id)
            notice.state, notice.next_try_at, notice.attempts = state, None, 7


def test_the_same_notice_is_queued_once_however_often_it_is_asked_for(it):
    before = len(rows(it))
    queue(it, "start")
    assert len(rows(it)) == before == 5
    queue(it, "start", seq=4)
    assert len(rows(it)) == 10


def test_a_reminder_goes_to_those_who_may_answer_and_once_for_its_hour(it):
    queue(it, "reminder", seq=4, detail="24h")
    queue(it, "reminder", seq=5, detail="24h")
    queue(it, "reminder", seq=6, detail="2h")
    assert told(it, "reminder") == {"Head Arv", "Head Bel (рус.)", "Coordinator Zab"}
    assert [delivery.seq for delivery in rows(it) if delivery.occasion == "reminder"] == [4] * 3 + [6] * 3


def test_everything_else_goes_to_the_chair_and_the_office_too(it):
    queue(it, "expired", seq=4)
    assert told(it, "expired") == {"Chair", "Office", "Head Arv", "Head Bel (рус.)", "Coordinator Zab"}


def test_what_is_queued_in_a_transaction_that_fails_was_never_queued(it):
    with pytest.raises(LookupError), it.database.writing() as session:  # noqa: PT012 - the failure follows the act
        outbox.queue(session, session.get_one(SilenceRun, RUN), seq=9, occasion="ended", now=NOW)
        raise LookupError
    assert told(it, "ended") == set()


def claim(database: Database, by: str = "one", now=NOW) -> Notice | None:
    with database.writing() as session:
        return outbox.claim(session, by, now)


def test_each_claim_takes_another_notice_until_none_is_due(it):
    claimed = [claim(it.database, f"postman {number}") for number in range(6)]
    assert len({notice.id for notice in claimed[:5]}) == 5
    assert claimed[5] is None
    with it.database.reading() as session:
        assert outbox.next_try(session) == NOW + LEASE


def test_a_claim_that_lapsed_is_tried_again_later_and_is_worth_nothing_any_more(it):
    mine, *_ = [claim(it.database, f"postman {number}") for number in range(5)]
    assert claim(it.database, "another", NOW + LEASE) is None
    later = NOW + LEASE + timedelta(minutes=1)
    theirs = claim(it.database, "another", later)
    assert theirs is not None
    assert theirs.attempts == 2
    with it.database.writing() as session:
        assert not outbox.hand_over(session, mine, LETTER, later)
        outbox.mark(session, mine, "accept", later)
    assert {delivery.state for delivery in rows(it)} == {"waiting", "claimed"}


def test_words_are_not_handed_over_twice_on_one_claim(it):
    mine = claim(it.database)
    with it.database.writing() as session:
        assert outbox.hand_over(session, mine, LETTER, NOW)
    with it.database.writing() as session:
        assert not outbox.hand_over(session, mine, LETTER, NOW)


def doubtful(it: World) -> Notice:
    """A notice whose deliverer was taken for dead after the words had gone."""
    mine = claim(it.database)
    with it.database.writing() as session:
        assert outbox.hand_over(session, mine, LETTER, NOW)
    for number in range(5):
        claim(it.database, f"another {number}", NOW + LEASE)
    assert state_of(it, mine) == "in doubt"
    return mine


def state_of(it: World, notice: Notice) -> str:
    return next(delivery.state for delivery in rows(it) if delivery.id == notice.id)


@pytest.mark.parametrize(("event", "state"), [("accept", "sent"), ("try again", "waiting"), ("lose", "in doubt")])
def test_an_answer_that_comes_late_settles_the_doubt(it, event, state):
    mine = doubtful(it)
    with it.database.writing() as session:
        outbox.mark(session, mine, event, NOW + LEASE)
    assert state_of(it, mine) == state


def test_an_answer_that_comes_after_the_ruling_changes_nothing(it):
    mine = doubtful(it)
    rule(it, mine.id, "take as sent")
    with it.database.writing() as session:
        outbox.mark(session, mine, "try again", NOW + LEASE, "451 later")
    assert state_of(it, mine) == "sent"


def rule(it: World, notice: int, ruling: str, who: str = "office") -> Notice:
    return act(it, who, lambda session, scope: outbox.rule(session, scope, RUN, notice, ruling=ruling, now=NOW))


@pytest.mark.parametrize("state", TO_RULE)
def test_the_office_has_a_doubtful_notice_sent_again_as_if_new(it, state):
    settle(it, state)
    assert row(it, "head.arv").awaits_ruling
    rule(it, row(it, "head.arv").id, "send again")
    found = row(it, "head.arv")
    assert not found.awaits_ruling
    assert (found.state, found.attempts, found.next_try_at) == ("waiting", 0, NOW)
    assert (found.ruled_by, found.ruled_at) == (it.people["office"], NOW)


@pytest.mark.parametrize("state", TO_RULE)
def test_the_office_takes_a_doubtful_notice_as_sent_and_the_state_as_reached(it, state):
    settle(it, state)
    assert undelivered(it) == {it.parties[code] for code in ("ARV", "BEL", "ZAB")}
    rule(it, row(it, "head.arv").id, "take as sent")
    found = row(it, "head.arv")
    assert (found.state, found.sent_at, found.ruled_by) == ("sent", None, it.people["office"])
    assert undelivered(it) == {it.parties[code] for code in ("BEL", "ZAB")}


def undelivered(it: World) -> set[int]:
    with it.database.reading() as session:
        return outbox.undelivered(session, RUN)


def test_nothing_else_is_ruled_on_and_nobody_else_rules(it):
    notice = row(it, "head.arv").id
    with pytest.raises(WrongState):
        rule(it, notice, "send again")
    with pytest.raises(NotFound):
        rule(it, 9999, "send again")
    settle(it, "in doubt")
    for who in ("chair", "head.arv", "observer"):
        with pytest.raises(NotAllowed):
            rule(it, notice, "take as sent", who)


def test_other_notices_than_that_of_the_start_reach_nobody_for_the_first_time(it):
    queue(it, "extended", seq=4)
    with it.database.writing() as session:
        for delivery in outbox.deliveries(session, RUN):
            session.get_one(Notice, delivery.id).state = "sent" if delivery.occasion == "extended" else "refused"
    assert undelivered(it) == {it.parties[code] for code in ("ARV", "BEL", "ZAB")}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("chair", 5),
        ("office", 5),
        ("head.arv", 1),
        ("delegate.arv", 1),
        ("rapporteur", 0),
        ("observer", 0),
    ],
)
def test_a_delegation_sees_what_became_of_its_own_notices_and_of_no_others(it, who, seen):
    found = look(it, who, lambda session, scope: outbox.deliveries_shown(session, scope, RUN))
    assert len(found) == seen
    if seen == 1:
        assert found[0].email == "head.arv@example.org"


@pytest.mark.parametrize(
    ("who", "may"),
    [("chair", True), ("office", True), ("head.arv", True), ("delegate.arv", False), ("head.bel", False)],
)
def test_a_copy_is_for_its_recipient_the_chair_and_the_office(it, who, may):
    notice = row(it, "head.arv").id

    def copy(session, scope):
        return outbox.find_copy(session, scope, RUN, notice)

    if may:
        assert look(it, who, copy).email == "head.arv@example.org"
    else:
        with pytest.raises(NotFound):
            look(it, who, copy)
    with pytest.raises(NotFound):
        look(it, who, lambda session, scope: outbox.find_copy(session, scope, RUN + 1, notice))


def test_what_a_server_says_at_length_is_cut(it):
    mine = claim(it.database)
    with it.database.writing() as session:
        outbox.mark(session, mine, "refuse", NOW, "x" * 2000)
    assert max(len(delivery.problem) for delivery in rows(it)) == outbox.LONGEST_PROBLEM
