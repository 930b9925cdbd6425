"""Awaited notes reminded of by hand: who may and how often, who is told and who sees it, what a reminder tells."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from drafting.domain.errors import NotAllowed, NotFound, WrongState
from drafting.persistence.records import Appointment, Entry, Notice, Participation
from drafting.services import note_facts, note_reminders, notice_facts, outbox, verification
from tests import acts, rulings, silence
from tests.awaited import DAY, FORTNIGHT, HOUR, enter, next_due, remind, reminded, strike, told
from tests.factories import NOW, World

pytestmark = pytest.mark.usefixtures("one_person_office")

# By hand.


@pytest.mark.parametrize(("who", "capacity"), [("chair", "chair"), ("office", "support")])
def test_the_chair_and_the_office_remind_by_hand(conference, who, capacity):
    acts.participate(conference, "ZAB", "note verbale")
    remind(conference, who=who, now=NOW + 3 * DAY + HOUR)
    assert reminded(conference) == [("ZAB", 1, capacity)]
    assert rulings.entries(conference, "note awaited")[0].person_id == conference.people[who]
    assert len(told(conference)) == 2
    # The clock counts from it, at the hour of old.
    assert next_due(conference) == NOW + 3 * DAY + FORTNIGHT


@pytest.mark.parametrize("who", ["rapporteur", "administrator", "head.arv", "coordinator.zab", "observer"])
def test_nobody_else_does(conference, who):
    acts.participate(conference, "ZAB", "note verbale")
    with pytest.raises(NotAllowed):
        remind(conference, who=who)


def test_a_double_click_reminds_once(conference):
    acts.participate(conference, "ZAB", "note verbale")
    for _ in range(2):
        remind(conference, form="submission-1")
    assert reminded(conference) == [("ZAB", 1, "support")]


@pytest.mark.parametrize("by_clock", [False, True])
def test_a_state_is_not_reminded_by_hand_within_a_day_of_a_reminder(conference, by_clock):
    acts.participate(conference, "ZAB", "note verbale")
    at = NOW + FORTNIGHT
    if by_clock:
        strike(conference, at)
    else:
        remind(conference, now=at)
    with pytest.raises(WrongState) as caught:
        remind(conference, who="chair", now=at + DAY - timedelta(seconds=1))
    assert (caught.value.state, caught.value.event) == ("reminded", "remind of note")
    assert len(told(conference)) == 2
    remind(conference, who="chair", now=at + DAY)
    assert [number for _, number, _ in reminded(conference)] == [1, 2]


def test_whose_note_is_not_awaited_is_not_reminded(conference):
    for code in ("ZAB", "OBS"):
        with pytest.raises(WrongState) as caught:
            remind(conference, code)
        assert caught.value.state == "not awaited"
    with pytest.raises(NotFound):
        remind(replace(conference, parties={"ZAB": 9999}))


# Who is told.


def test_the_office_is_told_also_where_nobody_answers_for_the_state(conference):
    with conference.database.writing() as session:
        session.execute(update(Appointment).where(Appointment.role == "coordinator").values(until=NOW))
    acts.participate(conference, "ZAB", "note verbale")
    strike(conference, NOW + FORTNIGHT)
    assert told(conference) == [(None, "office@example.org")]


def test_who_is_head_and_coordinator_and_sits_in_the_office_is_told_once_as_the_states(conference):
    for role, code in (("head", "ZAB"), ("support", "")):
        rulings.appoint(conference, "coordinator.zab", role, code)
    acts.participate(conference, "ZAB", "note verbale")
    strike(conference, NOW + FORTNIGHT)
    assert told(conference) == [("ZAB", "coordinator.zab@example.org"), (None, "office@example.org")]


def seen(it: World, who: str) -> note_reminders.Reminders:
    return acts.look(it, who, note_reminders.reminders)


def test_deliveries_are_for_the_chair_the_office_and_those_they_concern(conference):
    for code in ("ZAB", "BEL"):
        acts.participate(conference, code, "note verbale")
        remind(conference, code)
    everything = {"coordinator.zab@example.org", "head.bel@example.org", "office@example.org"}
    for who in ("chair", "office"):
        assert {it.email for it in seen(conference, who).deliveries} == everything
    assert [it.email for it in seen(conference, "coordinator.zab").deliveries] == ["coordinator.zab@example.org"]
    assert [it.name for it in seen(conference, "delegate.bel").deliveries] == ["Head Bel (рус.)"]
    assert seen(conference, "head.arv").deliveries == ()


def test_those_awaited_stand_in_english_alphabetical_order_with_their_reminders(conference):
    for code in ("ZAB", "ARV"):
        acts.participate(conference, code, "note verbale")
    remind(conference)
    page = seen(conference, "head.bel")
    assert [(party.code, it.reminded) for party, it in page.awaited] == [("ARV", 0), ("ZAB", 1)]
    assert [it.code for it in page.states.values()] == ["ZAB"]


def test_a_copy_and_a_ruling_are_found_under_the_draft_alone(conference):
    acts.participate(conference, "ZAB", "note verbale")
    remind(conference)
    silence.start(conference, "1.")
    with conference.database.writing() as session:
        of_run, of_none = (
            session.scalars(select(Notice).where(where)).first()
            for where in (Notice.run_id.is_not(None), Notice.run_id.is_(None))
        )
        of_none.state, of_none.next_try_at = "in doubt", None

    def find(who: str, run: int | None, notice: Notice) -> Notice:
        return acts.look(conference, who, lambda session, scope: outbox.find_copy(session, scope, run, notice.id))

    assert find("chair", None, of_none).id == of_none.id
    assert find("coordinator.zab", None, of_none).id == of_none.id
    for who, run, notice in (("chair", None, of_run), ("chair", 1, of_none), ("head.arv", None, of_none)):
        with pytest.raises(NotFound):
            find(who, run, notice)
    ruling = {"ruling": "take as sent", "now": NOW}
    acts.act(conference, "office", lambda session, scope: outbox.rule(session, scope, None, of_none.id, **ruling))
    with conference.database.reading() as session:
        assert session.get_one(Notice, of_none.id).state == "sent"


# What a reminder tells.


def facts(it: World, *, who: str = "coordinator.zab") -> note_facts.AwaitedNote:
    with it.database.reading() as session:
        notice = session.scalars(
            select(Notice).where(Notice.run_id.is_(None), Notice.person_id == it.people[who]).order_by(Notice.id.desc())
        ).first()
        found = notice_facts.gather(session, notice, NOW)
    assert isinstance(found, note_facts.AwaitedNote)
    return found


def test_it_tells_what_was_stated_last_before_it(conference):
    acts.participate(conference, "ZAB", "note verbale")
    stated = {"status": "note verbale", "note": "", "basis": "Oral statement.", "since": date(2026, 5, 2)}
    party = conference.parties["ZAB"]
    for basis, now in (("Oral statement.", NOW), ("A later word.", NOW + 2 * HOUR)):
        with conference.database.writing() as session:
            scope = conference.scope(session, "office")
            form = {**stated, "basis": basis, "token": acts.token(), "now": now}
            acts.participation.state_participation(session, scope, party, **form)
        if basis != "A later word.":
            remind(conference, now=NOW + HOUR)
    found = facts(conference)
    assert (found.state.id, found.since, found.basis, found.number) == (party, date(2026, 5, 2), "Oral statement.", 1)
    assert [it.email for it in found.told] == ["coordinator.zab@example.org"]
    assert not found.is_overtaken
    enter(conference)
    assert facts(conference, who="office").is_overtaken


def test_an_entry_of_before_there_were_days_says_when_it_was_written(conference, monkeypatch):
    acts.participate(conference, "ZAB", "note verbale")
    remind(conference)
    real = note_reminders.statement

    def of_old(*arguments, **named) -> Entry:
        entry = real(*arguments, **named)
        # 12:00 UTC is the same day in Almaty, 20:00 is the next.
        return Entry(at=NOW + 8 * HOUR, payload={"party": entry.payload["party"], "status": "note verbale", "note": ""})

    monkeypatch.setattr(note_reminders, "statement", of_old)
    assert facts(conference).since == date(2026, 6, 6)


def test_how_often_a_state_was_reminded_stands_in_both_books(conference):
    acts.participate(conference, "ZAB", "note verbale")
    remind(conference)

    def count(number: int) -> tuple[verification.Finding, ...]:
        with conference.database.writing() as session:
            session.execute(
                update(Participation).where(Participation.party_id == conference.parties["ZAB"]).values(reminded=number)
            )
        with conference.database.reading() as session:
            return verification.verify(session, conference.draft).findings

    name = str(conference.parties["ZAB"])
    assert count(2) == (verification.Finding("participation", name, verification.DIFFERS),)
    assert count(1) == ()
