"""How a run is prepared, announced, ended by the clock and superseded by a new wording."""

from datetime import timedelta

import pytest

from drafting.domain.errors import BadText, NotAllowed, NotFound, StaleEdit, WrongState
from drafting.services import (
    adoption,
    proposals,
    silence_changes,
    silence_runs,
    silence_state,
)
from tests import acts, silence
from tests.acts import act, look
from tests.factories import NOW, World
from tests.rulings import entries
from tests.silence import ENDS, SECOND

pytestmark = pytest.mark.usefixtures("one_person_office")

HOUR = timedelta(hours=1)
HEADS = ["coordinator.zab@example.org", "head.arv@example.org", "head.bel@example.org"]
TOLD = sorted([*HEADS, "chair@example.org", "office@example.org"])


def test_a_run_that_is_prepared_is_nobody_elses_business(conference: World):
    number = silence.prepare(conference, "1.", "2.")
    assert silence.state(conference, number) == "draft"
    assert silence.told(conference, number) == []
    assert not [it for it in entries(conference) if it.kind.startswith("silence")]
    with pytest.raises(NotFound):
        look(conference, "head.arv", lambda session, scope: silence_state.find(session, scope, number))


def test_what_is_prepared_can_be_changed_and_thrown_away(conference: World):
    number = silence.prepare(conference, "1.", "2.")
    wanted, seen = silence.plan(conference, "2.", names="chair and office"), silence.run(conference, number).version
    act(
        conference,
        "office",
        lambda session, scope: silence_runs.revise(session, scope, number, wanted, version=seen, now=NOW),
    )
    it = look(conference, "chair", lambda session, scope: silence_state.load(session, scope, number))
    assert [part.paragraph_id for part in it.paragraphs] == [conference.paragraphs["2."]]
    with pytest.raises(StaleEdit):
        act(
            conference,
            "chair",
            lambda session, scope: silence_runs.revise(session, scope, number, wanted, version=seen, now=NOW),
        )
    act(conference, "chair", lambda session, scope: silence_runs.discard(session, scope, number))
    with pytest.raises(NotFound):
        silence.run(conference, number)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject": "weather"}, "unknown-subject"),
        ({"paragraphs": ()}, "paragraphs-missing"),
        ({"subject": "participation"}, "state-missing"),
        ({"meaning": ""}, "meaning-missing"),
        ({"meaning": "adoption"}, "meaning-missing"),
        ({"names": "nobody"}, "unknown-names"),
        ({"subject": "draft", "meaning": "adoption", "severable": True}, "not-severable"),
        ({"zone": "Asia/Atlantis"}, "unknown-zone"),
        ({"day": NOW.date()}, "period-too-short"),
        ({"subject": "participation", "party": 0, "meaning": "participation"}, "state-unfit"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(conference: World, changes, code):
    with pytest.raises(BadText) as refused:
        silence.prepare(conference, "1.", **changes)
    assert refused.value.code == code


def test_only_paragraphs_that_states_agree_on_can_be_asked_about(conference: World):
    with pytest.raises(BadText) as refused:
        silence.prepare(conference, "1.", "title")
    assert refused.value.code == "paragraph-unfit"


def test_delegations_neither_prepare_nor_announce(conference: World):
    with pytest.raises(NotAllowed):
        silence.prepare(conference, "1.", who="head.arv")


def test_the_announcement_freezes_wording_and_states_and_tells_everybody(conference: World):
    number = silence.start(conference, "1.", "2.")
    row = silence.run(conference, number)
    assert (row.state, row.opens_at, row.ends_at, row.next_at) == ("running", NOW, ENDS, ENDS - 24 * HOUR)
    announced = entries(conference, "silence announced")[0].payload
    assert announced["wording"] == row.wording
    assert len(row.wording) == 64
    assert announced["eligible"] == [conference.parties[code] for code in ("ARV", "BEL", "ZAB")]
    assert silence.told(conference, number) == [("start", email) for email in TOLD]
    assert [it.capacity for it in entries(conference, "silence announced", "silence opened")] == ["chair", "clock"]


def test_the_office_acts_on_the_recorded_instruction_of_the_chair(conference: World):
    number = silence.prepare(conference, "1.", who="office")
    with pytest.raises(BadText) as refused:
        silence.announce(conference, number, who="office")
    assert refused.value.code == "instruction-missing"
    instructed = silence.prepare(conference, "1.", who="office", instruction="The Chair, by telephone, 5 June.")
    silence.announce(conference, instructed, who="office")
    assert entries(conference, "silence announced")[0].payload["instruction"] == "The Chair, by telephone, 5 June."


def test_a_notice_in_both_languages_is_needed(conference: World):
    number = silence.prepare(conference, "1.", notice_ru=" ")
    with pytest.raises(BadText) as refused:
        silence.announce(conference, number)
    assert refused.value.code == "notice-missing"


def test_an_announcement_sent_twice_is_one(conference: World):
    number = silence.prepare(conference, "1.")
    silence.announce(conference, number, form="one-form-1")
    silence.announce(conference, number, form="one-form-1")
    assert len(entries(conference, "silence announced")) == 1
    with pytest.raises(WrongState):
        silence.announce(conference, number)


def test_nobody_is_asked_about_what_moved_on_since_the_preview(conference: World):
    number = silence.prepare(conference, "1.")

    def late(session, scope):
        seq = scope.draft.seq - 1
        silence_runs.announce(session, scope, number, seq=seq, version=1, token=acts.token(), now=NOW)

    with pytest.raises(WrongState) as refused:
        act(conference, "chair", late)
    assert refused.value.state == "moved on"


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [(("1.",), ("1.", "2."), True), (("1.",), ("2.",), False), ((), ("1.",), True)],
)
def test_one_active_run_decides_a_thing(conference: World, first, second, meet):
    acts.reword(conference, "3.", "States should meet every year.")
    silence.start(conference, *first)
    number = silence.prepare(conference, *second)
    if not meet:
        silence.announce(conference, number)
        return
    with pytest.raises(WrongState) as refused:
        silence.announce(conference, number)
    assert refused.value.state == "active"


def test_nobody_can_be_silent_about_a_dispute(conference: World):
    number = silence.prepare(conference, "1.", "3.")
    acts.position(conference, "head.bel", "1.", "objects", "No.")
    with pytest.raises(WrongState) as refused:
        silence.announce(conference, number)
    assert [it.kind for it in refused.value.obstacles] == ["objection", "bracket", "bracket"]


def test_a_shorter_period_than_the_rules_ask_for_is_refused_at_the_announcement(conference: World):
    number = silence.prepare(conference, "1.")
    with pytest.raises(BadText) as refused:
        silence.announce(conference, number, now=ENDS - 71 * HOUR)
    assert refused.value.code == "period-too-short"


def test_a_run_that_opens_later_is_announced_until_then(conference: World):
    number = silence.start(conference, "1.", opens=NOW + HOUR)
    assert silence.state(conference, number) == "announced"
    assert silence.clock_strikes(conference, NOW + HOUR - SECOND) == 0
    assert silence.clock_strikes(conference, NOW + HOUR) == 1
    assert silence.state(conference, number) == "running"


def test_the_clock_reminds_and_ends_and_each_only_once(conference: World):
    number = silence.start(conference, "1.")
    for moment in (ENDS - 24 * HOUR, ENDS - 2 * HOUR, ENDS):
        assert silence.clock_strikes(conference, moment - SECOND) == 0
        assert silence.clock_strikes(conference, moment) == 1
        assert silence.clock_strikes(conference, moment) == 0
    assert silence.state(conference, number) == "expired"
    assert [it.payload["hours"] for it in entries(conference, "silence reminded")] == [24, 2]
    occasions = [occasion for occasion, _ in silence.told(conference, number)]
    assert occasions.count("reminder") == 2 * len(HEADS)
    assert occasions.count("expired") == len(TOLD)


def test_after_a_pause_of_the_clock_nobody_is_reminded_twice_at_once(conference: World):
    silence.start(conference, "1.")
    silence.clock_strikes(conference, ENDS - HOUR)
    assert [it.payload["hours"] for it in entries(conference, "silence reminded")] == [2]


def test_the_deadline_moves_later_for_all_and_all_are_told(conference: World):
    number = silence.start(conference, "1.")
    silence.extend(conference, number, ENDS + 24 * HOUR)
    row = silence.run(conference, number)
    assert (row.ends_at, row.next_at) == (ENDS + 24 * HOUR, ENDS)
    assert silence.told(conference, number)[-1][0] == "extended"
    for ends, now in ((ENDS, NOW), (ENDS + 48 * HOUR, ENDS + 24 * HOUR)):
        with pytest.raises(WrongState):
            silence.extend(conference, number, ends, now=now)
    with pytest.raises(BadText):
        silence.extend(conference, number, ENDS + 48 * HOUR, reason=" ")


def test_while_suspended_no_time_runs(conference: World):
    number = silence.start(conference, "1.")
    silence.change(conference, silence_changes.suspend, number, reason="A holiday was overlooked.")
    assert silence.clock_strikes(conference, ENDS) == 0
    silence.change(conference, silence_changes.resume, number, now=NOW + 10 * HOUR)
    assert silence.run(conference, number).ends_at == ENDS + 10 * HOUR


def test_an_objection_while_suspended_breaks_and_keeps_the_time_that_was_left(conference: World):
    number = silence.start(conference, "1.")
    silence.change(conference, silence_changes.suspend, number, reason="A holiday was overlooked.")
    silence.answer(conference, "head.bel", number, "objection", at=ENDS + HOUR)
    row = silence.run(conference, number)
    assert (row.state, row.suspended_at) == ("broken", None)
    assert row.ends_at == ENDS + (ENDS + HOUR - NOW)


@pytest.mark.parametrize(("ending", "state"), [("withdraw", "withdrawn"), ("annul", "void")])
def test_a_run_can_be_ended_with_a_reason_and_everybody_is_told(conference: World, ending, state):
    number = silence.start(conference, "1.")
    with pytest.raises(BadText):
        silence.change(conference, silence_changes.end, number, ending=ending, reason="")
    with pytest.raises(BadText):
        silence.change(conference, silence_changes.end, number, ending="forget", reason="x")
    form = "one-form-3"
    for _ in range(2):
        silence.change(conference, silence_changes.end, number, ending=ending, reason="It was in error.", token=form)
    assert silence.state(conference, number) == state
    assert silence.told(conference, number)[-1][0] == "ended"
    assert silence.clock_strikes(conference, ENDS) == 0


def test_a_new_wording_supersedes_the_run_and_another_paragraphs_does_not(conference: World):
    number, whole = silence.start(conference, "1."), None
    acts.reword(conference, "3.", "States should meet every year.")
    assert silence.state(conference, number) == "running"
    acts.reword(conference, "1.", "To welcome the report warmly;")
    assert silence.state(conference, number) == "superseded"
    whole = silence.start(conference, meaning="agreed")
    acts.propose(conference, "head.arv", "1.", "To go home;", kind="insert after", table=False)
    acts.reword(conference, "2.", "To cooperate:")
    assert silence.state(conference, whole) == "superseded"


def test_the_chair_deleting_a_paragraph_supersedes_its_run(conference: World):
    ref = acts.propose(conference, "head.arv", "1.", "", kind="delete")
    number = None
    with pytest.raises(WrongState):
        number = silence.start(conference, "1.")
    act(
        conference,
        "head.arv",
        lambda session, scope: proposals.withdraw(session, scope, ref, token=acts.token(), now=NOW),
    )
    number = silence.start(conference, "1.")
    with pytest.raises(WrongState) as refused:
        acts.propose(conference, "head.arv", "1.", "", kind="delete")
    assert refused.value.state == "under silence"
    assert silence.state(conference, number) == "running"


def test_under_silence_nobody_closes_or_objects_elsewhere(conference: World):
    acts.reword(conference, "3.", "States should meet every year.")
    silence.start(conference, "1.")
    with pytest.raises(WrongState) as refused:
        acts.close(conference, "1.")
    assert refused.value.state == "under silence"
    with pytest.raises(WrongState):
        acts.position(conference, "head.bel", "1.", "objects", "No.")
    acts.position(conference, "head.bel", "1.", "agrees")
    acts.close(conference, "(i)", "2.", "(a)", "(b)", "3.", "1")
    found_now = look(conference, "chair", adoption.obstacles)
    assert [(it.kind, it.words) for it in found_now] == [("not agreed", ""), ("run", "1")]
