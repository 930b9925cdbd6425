"""Reminders of awaited notes verbales: recorded once by the clock, ended by the note or another word."""

import threading
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from drafting.domain.errors import DraftingError, WrongState
from drafting.persistence.database import Database
from drafting.persistence.records import Draft, Notice, Participation
from drafting.services import silence_clock, verification
from tests import acts, rulings, silence
from tests.awaited import DAY, FORTNIGHT, HOUR, days, enter, next_due, remind, reminded, row, stated, strike, told
from tests.factories import NOW, World
from tests.player import players

pytestmark = pytest.mark.usefixtures("one_person_office")


def test_a_state_that_will_answer_by_note_is_reminded_a_fortnight_later_and_then_every_fortnight(conference):
    acts.participate(conference, "ZAB", "note verbale")
    assert row(conference, "ZAB").awaited_since == NOW
    assert next_due(conference) == NOW + FORTNIGHT
    assert strike(conference, NOW + FORTNIGHT - timedelta(seconds=1)) == 0
    assert strike(conference, NOW + FORTNIGHT) == 1
    assert strike(conference, NOW + FORTNIGHT) == 0
    assert reminded(conference) == [("ZAB", 1, "clock")]
    assert told(conference) == [("ZAB", "coordinator.zab@example.org"), (None, "office@example.org")]
    assert next_due(conference) == NOW + 2 * FORTNIGHT
    strike(conference, NOW + 2 * FORTNIGHT)
    assert reminded(conference)[1:] == [("ZAB", 2, "clock")]
    assert len(told(conference)) == 4
    assert row(conference, "ZAB").reminded_at == NOW + 2 * FORTNIGHT


def test_the_entry_of_the_clock_names_who_stated_it(conference):
    acts.participate(conference, "ZAB", "note verbale")
    strike(conference, NOW + FORTNIGHT)
    assert rulings.entries(conference, "note awaited")[0].person_id == conference.people["office"]


@pytest.mark.parametrize("status", ["adopting", "bracketed", "observer", "not participating"])
def test_nobody_else_is_reminded_and_another_word_ends_it(conference, status):
    acts.participate(conference, "ZAB", "note verbale")
    facts = {"status": status, "note": "", "basis": "Note No. 12.", "token": acts.token(), "now": NOW + HOUR}
    party = conference.parties["ZAB"]
    acts.act(
        conference,
        "office",
        lambda session, scope: stated(session, scope, party, facts),
    )
    assert (row(conference, "ZAB").awaited_since, next_due(conference)) == (None, None)
    assert strike(conference, NOW + 10 * FORTNIGHT) == 0
    assert reminded(conference) == []


def test_stated_again_it_is_awaited_anew_and_reminders_are_counted_on(conference):
    acts.participate(conference, "ZAB", "note verbale")
    strike(conference, NOW + FORTNIGHT)
    enter(conference, now=NOW + FORTNIGHT)
    facts = {"status": "note verbale", "note": "", "basis": "It will reply later.", "token": acts.token()}
    facts["now"] = NOW + FORTNIGHT + HOUR
    party = conference.parties["ZAB"]
    acts.act(conference, "office", lambda session, scope: stated(session, scope, party, facts))
    assert row(conference, "ZAB").awaited_since == NOW + FORTNIGHT + HOUR
    strike(conference, NOW + 2 * FORTNIGHT + HOUR)
    assert [number for _, number, _ in reminded(conference)] == [1, 2]
    assert len(told(conference)) == 4


def test_the_note_about_this_text_ends_it_and_no_other_note_does(conference):
    acts.participate(conference, "ZAB", "note verbale")
    enter(conference, draft=False)
    enter(conference, "BEL")
    assert row(conference, "ZAB").awaited_since == NOW
    enter(conference)
    assert (row(conference, "ZAB").awaited_since, next_due(conference)) == (None, None)
    assert strike(conference, NOW + FORTNIGHT) == 0


def test_a_note_that_answers_a_run_on_the_text_says_nothing_of_participation(conference):
    acts.participate(conference, "ZAB", "note verbale")
    on_text = silence.start(conference, "1.")
    enter(conference, run=on_text)
    assert row(conference, "ZAB").awaited_since == NOW
    state = conference.parties["ZAB"]
    number = silence.start(conference, subject="participation", party=state, meaning="participation", eligible=(state,))
    enter(conference, run=number)
    assert row(conference, "ZAB").awaited_since is None


def test_a_note_of_a_party_of_which_nothing_is_stated_changes_nothing(conference):
    with conference.database.writing() as session:
        session.delete(session.get_one(Participation, (conference.draft, conference.parties["OBS"])))
    enter(conference, "OBS")
    with conference.database.writing() as session:
        session.add(Participation(draft_id=conference.draft, party_id=conference.parties["OBS"], status="observer"))
    assert row(conference, "OBS").awaited_since is None


def test_an_adopted_text_reminds_too(conference):
    acts.participate(conference, "ZAB", "note verbale")
    acts.agree_all(conference)
    acts.adopt(conference)
    assert strike(conference, NOW + FORTNIGHT) == 1
    remind(conference, who="chair", now=NOW + FORTNIGHT + DAY)
    assert reminded(conference) == [("ZAB", 1, "clock"), ("ZAB", 2, "chair")]


def test_a_pause_of_the_job_for_months_gives_one_reminder_and_the_next_at_the_hour_of_old(conference):
    acts.participate(conference, "ZAB", "note verbale")
    late = NOW + 200 * DAY + 5 * HOUR
    assert strike(conference, late) == 1
    assert strike(conference, late) == 0
    assert reminded(conference) == [("ZAB", 1, "clock")]
    assert next_due(conference) == NOW + 214 * DAY


def test_a_clock_that_is_set_back_reminds_nobody_twice(conference):
    acts.participate(conference, "ZAB", "note verbale")
    strike(conference, NOW + FORTNIGHT)
    for now in (NOW - 400 * DAY, NOW, NOW + FORTNIGHT, NOW + 2 * FORTNIGHT - HOUR):
        assert strike(conference, now) == 0
    assert reminded(conference) == [("ZAB", 1, "clock")]


def test_a_text_that_is_prepared_again_reminds_nobody_until_it_is_shown(conference):
    acts.participate(conference, "ZAB", "note verbale")
    phase(conference, "preparing")
    assert strike(conference, NOW + FORTNIGHT) == 1
    assert next_due(conference) == NOW + 2 * FORTNIGHT
    phase(conference, "negotiation")
    assert (reminded(conference), told(conference)) == ([], [])
    strike(conference, NOW + 2 * FORTNIGHT)
    assert reminded(conference) == [("ZAB", 1, "clock")]


def phase(it: World, name: str) -> None:
    with it.database.writing() as session:
        session.execute(update(Draft).values(phase=name))


def test_the_process_says_after_how_many_days_and_whether_at_all(conference):
    days(conference, 3)
    acts.participate(conference, "ZAB", "note verbale")
    assert next_due(conference) == NOW + 3 * DAY
    days(conference, 0)
    assert strike(conference, NOW + 3 * DAY) == 1
    assert (reminded(conference), next_due(conference)) == ([], None)
    acts.participate(conference, "BEL", "note verbale")
    assert next_due(conference) is None
    assert row(conference, "BEL").awaited_since == NOW
    remind(conference, "BEL")
    assert reminded(conference) == [("BEL", 1, "support")]
    assert next_due(conference) is None


def test_the_keeper_wakes_for_whichever_comes_first(conference):
    number = silence.start(conference, "1.")
    first = silence.run(conference, number).next_at
    acts.participate(conference, "ZAB", "note verbale")
    assert next_due(conference) == first
    days(conference, 1)
    acts.participate(conference, "ARV", "note verbale")
    assert next_due(conference) == NOW + DAY
    # One round records both: the end of the run and the reminders.
    assert strike(conference, NOW + FORTNIGHT) == 3
    assert strike(conference, NOW + FORTNIGHT) == 0


def test_several_states_are_reminded_each_by_an_entry_of_its_own(conference):
    for code in ("ZAB", "ARV", "BEL"):
        acts.participate(conference, code, "note verbale")
    assert strike(conference, NOW + FORTNIGHT) == 3
    assert sorted(code for code, _, _ in reminded(conference)) == ["ARV", "BEL", "ZAB"]
    assert len(told(conference)) == 6


def test_what_fails_before_it_is_stored_has_reminded_nobody(conference):
    acts.participate(conference, "ZAB", "note verbale")
    with pytest.raises(LookupError), conference.database.writing() as session:  # noqa: PT012 - the failure follows
        silence_clock.record_due(session, NOW + FORTNIGHT)
        raise LookupError
    assert (reminded(conference), told(conference)) == ([], [])
    assert strike(conference, NOW + FORTNIGHT) == 1


def test_several_keepers_at_once_remind_each_state_once(conference, database_url):
    for code in ("ZAB", "ARV", "BEL"):
        acts.participate(conference, code, "note verbale")
    ready, counts = threading.Barrier(4), []

    def keep() -> None:
        database = Database(database_url)
        ready.wait()
        for _ in range(5):
            with database.writing() as session:
                counts.append(silence_clock.record_due(session, NOW + FORTNIGHT))
        database.close()

    threads = [threading.Thread(target=keep) for _ in range(4)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    assert sum(counts) == 3
    assert sorted(reminded(conference)) == [("ARV", 1, "clock"), ("BEL", 1, "clock"), ("ZAB", 1, "clock")]
    assert len(told(conference)) == 6


def test_a_person_and_the_keeper_at_once_remind_once(conference, database_url):
    acts.participate(conference, "ZAB", "note verbale")
    ready, refused = threading.Barrier(2), []

    def keep() -> None:
        database = Database(database_url)
        ready.wait()
        with database.writing() as session:
            silence_clock.record_due(session, NOW + FORTNIGHT)
        database.close()

    def by_hand() -> None:
        ready.wait()
        try:
            remind(conference, now=NOW + FORTNIGHT)
        except WrongState as error:
            refused.append(error.state)

    threads = [threading.Thread(target=it) for it in (keep, by_hand)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    found = reminded(conference)
    assert len(found) == 1
    assert refused == (["reminded"] if found[0][2] == "clock" else [])


def test_keepers_in_processes_of_their_own_killed_at_any_step_remind_once(conference):
    """One is killed after each statement and round each commit, then two come at once; a fortnight each round."""
    acts.participate(conference, "ZAB", "note verbale")
    step, died = 0, True
    with players(3) as company:
        while died:
            step += 1
            now = NOW + step * FORTNIGHT
            company[0].order(conference, "record", now=now, step=step)
            died = company[0].told() == "died"
            for keeper in company[1:]:
                keeper.order(conference, "record all", now=now, limit=50)
            for keeper in company[1:]:
                keeper.told()
            assert next_due(conference) == NOW + (step + 1) * FORTNIGHT
    assert reminded(conference) == [("ZAB", number, "clock") for number in range(1, step + 1)]
    assert len(told(conference)) == 2 * step
    assert step > 10


def test_the_same_reminder_to_the_same_person_is_refused_by_the_database(conference):
    acts.participate(conference, "ZAB", "note verbale")
    remind(conference)
    with conference.database.reading() as session:
        keys = set(session.scalars(select(Notice.key)))
    zab, who = conference.parties["ZAB"], conference.people
    prefix = f"note:{conference.draft}:{zab}:1"
    assert keys == {f"{prefix}:{who['coordinator.zab']}", f"{prefix}:{who['office']}"}


# Whatever happens in whatever order.

STEPS = st.tuples(
    st.sampled_from(("strike", "remind", "state", "adopt by word", "note", "days")),
    st.sampled_from(("ZAB", "BEL")),
    st.integers(-30, 60),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=14))
def test_whatever_happens_only_awaited_states_are_reminded_and_once_each_time(anew, steps):
    with anew() as it:
        now = NOW
        for what, code, jump in steps:
            now = max(now + jump * DAY, NOW)  # The clock may be set back, not to before the conference.
            awaited = {one: row(it, one).awaited_since is not None for one in ("ZAB", "BEL")}
            before = reminded(it)
            try:
                take(it, what, code, jump, now)
            except DraftingError:
                assert reminded(it) == before
            fresh = reminded(it)[len(before) :]
            assert all(awaited[one] for one, _, _ in fresh)
            assert len({one for one, _, _ in fresh}) == len(fresh), "nobody is reminded twice at once"
            assert all((what == "strike") == (capacity == "clock") for _, _, capacity in fresh)
            assert strike(it, now) == 0 or what != "strike"
        for code in ("ZAB", "BEL"):
            numbers = [number for one, number, _ in reminded(it) if one == code]
            assert numbers == list(range(1, len(numbers) + 1)) == list(range(1, row(it, code).reminded + 1))
            assert row(it, code).awaited_since is not None or row(it, code).remind_at is None
        assert len(told(it)) == 2 * len(reminded(it))
        with it.database.reading() as session:
            assert verification.verify(session, it.draft).findings == ()


def take(it: World, what: str, code: str, jump: int, now) -> None:
    if what == "strike":
        strike(it, now)
    elif what == "remind":
        remind(it, code, now=now)
    elif what == "note":
        enter(it, code, now=now)
    elif what == "days":
        days(it, max(jump, 0))
    else:
        status = "note verbale" if what == "state" else "adopting"
        facts = {"status": status, "note": "", "basis": "So.", "token": acts.token(), "now": now}
        party = it.parties[code]
        acts.act(it, "office", lambda session, scope: stated(session, scope, party, facts), now)
