"""The rules of a no-objection run: a table of cases, and a machine that plays any history against them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from drafting.domain.errors import WrongState
from drafting.domain.silence import (
    ACTIVE,
    ANSWERS,
    BREAKING,
    SETTLING,
    STATES,
    TRANSITIONS,
    Given,
    Obstacle,
    Run,
    after_outage,
    as_of,
    breaks,
    due,
    in_the_way_of_certifying,
    is_late,
    later,
    marks,
    objected,
    standing,
    step,
)

OPENS = datetime(2026, 8, 28, 12, tzinfo=UTC)
ENDS = OPENS + timedelta(hours=72)
SECOND = timedelta(seconds=1)
KAZ, KGZ, TJK, STRANGER = 1, 2, 3, 9
RUN = Run("running", OPENS, ENDS, frozenset({KAZ, KGZ, TJK}), paragraphs=(5, 6, 7))
SEVERABLE = replace(RUN, severable=True)


def given_(party, answer, *, after=1.0, paragraphs=()):
    return Given(party, answer, OPENS + timedelta(hours=after), frozenset(paragraphs))


def test_every_state_can_be_reached_and_the_last_ones_are_never_left():
    assert set(TRANSITIONS.values()) | {"draft"} == set(STATES)
    final = {"adopted", "not adopted", "withdrawn", "void", "superseded"}
    assert not any(before in final for before, _ in TRANSITIONS)
    assert set(STATES) - final - {"draft"} == ACTIVE


def test_what_was_never_announced_can_only_be_announced():
    assert [event for before, event in TRANSITIONS if before == "draft"] == ["announce"]


def test_an_event_that_does_not_fit_is_refused():
    with pytest.raises(WrongState):
        step("adopted", "break")


@pytest.mark.parametrize(
    ("state", "now", "event", "seen"),
    [
        ("announced", OPENS - SECOND, None, "announced"),
        ("announced", OPENS, "open", "running"),
        ("announced", ENDS, "open", "expired"),
        ("running", ENDS - SECOND, None, "running"),
        ("running", ENDS, "expire", "expired"),
        ("broken", ENDS, None, "broken"),
        ("suspended", ENDS, None, "suspended"),
        ("expired", ENDS + SECOND, None, "expired"),
        ("adopted", ENDS, None, "adopted"),
        ("draft", ENDS, None, "draft"),
    ],
)
def test_a_deadline_passes_by_itself(state, now, event, seen):
    run = replace(RUN, state=state)
    assert due(run, now) == event
    assert as_of(run, now) == seen


def test_an_objection_a_second_before_the_deadline_breaks_and_one_at_it_is_late():
    in_time, late = Given(KAZ, "objection", ENDS - SECOND), Given(KAZ, "objection", ENDS)
    assert breaks(RUN, in_time)
    assert not is_late(RUN, in_time.received)
    assert not breaks(RUN, late)
    assert marks(RUN, [late])[KAZ] == "late"
    assert marks(RUN, [in_time, late])[KAZ] == "objected"


@pytest.mark.parametrize("answer", ANSWERS)
def test_only_what_objects_breaks_and_only_from_an_eligible_state(answer):
    assert breaks(RUN, given_(KAZ, answer)) == (answer in BREAKING)
    assert not breaks(RUN, given_(STRANGER, answer))


@pytest.mark.parametrize(
    ("run", "paragraphs", "is_broken", "against"),
    [
        (RUN, (), True, {5, 6, 7}),
        (RUN, (5,), True, {5}),
        (SEVERABLE, (), True, {5, 6, 7}),
        (SEVERABLE, (5,), False, {5}),
        (SEVERABLE, (5, 6, 7), True, {5, 6, 7}),
        (SEVERABLE, (8,), True, set()),
    ],
)
def test_an_objection_to_some_paragraphs_of_a_severable_run_leaves_the_others(run, paragraphs, is_broken, against):
    objection = given_(KAZ, "amendment", paragraphs=paragraphs)
    assert breaks(run, objection) == is_broken
    assert objected(run, [objection]) == against


def test_a_withdrawal_in_time_takes_back_what_its_state_objected_to_before_it():
    answers = [
        given_(KGZ, "procedural", after=3),
        given_(KAZ, "withdrawal", after=2),
        given_(KAZ, "objection", after=1),
        given_(TJK, "objection", after=4),
        given_(TJK, "withdrawal", after=72),
    ]
    assert [it.party for it in standing(RUN, answers)] == [KGZ, TJK]
    assert marks(RUN, answers) == {KAZ: "objected then withdrew", KGZ: "objected", TJK: "objected"}
    again = [*answers, given_(KAZ, "amendment", after=5)]
    assert marks(RUN, again)[KAZ] == "objected"


def test_a_state_that_was_not_reached_is_not_called_silent_unless_it_answered():
    said = [given_(KGZ, "explanation")]
    assert marks(RUN, said, {KAZ, KGZ}) == {KAZ: "not reached", KGZ: "silent", TJK: "silent"}


def test_what_stands_in_the_way_of_a_certificate_is_complete():
    answers = [given_(KAZ, "objection"), given_(KGZ, "comment")]
    assert in_the_way_of_certifying(RUN, ENDS - SECOND, answers, {TJK, KGZ}) == (
        Obstacle("deadline"),
        Obstacle("objection", KAZ),
        Obstacle("undelivered", KGZ),
        Obstacle("undelivered", TJK),
    )
    part = [given_(KAZ, "objection", paragraphs=(5,))]
    assert in_the_way_of_certifying(SEVERABLE, ENDS, part, ()) == (Obstacle("settling"),)
    assert in_the_way_of_certifying(SEVERABLE, ENDS + SETTLING, part, ()) == ()


def test_a_deadline_moves_only_later_and_only_before_it_passes():
    assert later(RUN, ENDS + SECOND, ENDS - SECOND) == ENDS + SECOND
    for ends, now, state in (
        (ENDS, OPENS, "running"),
        (ENDS + SECOND, ENDS, "running"),
        (ENDS + SECOND, OPENS, "suspended"),
    ):
        with pytest.raises(WrongState):
            later(replace(RUN, state=state), ends, now)


@given(st.integers(-100, 200), st.integers(0, 100))
def test_an_outage_extends_by_what_it_cut_of_the_period(began, hours):
    start = OPENS + timedelta(hours=began)
    ends = after_outage(RUN, start, start + timedelta(hours=hours))
    cut = 0 if began >= 72 else max(hours + min(began, 0), 0)
    assert ends == ENDS + timedelta(hours=cut)


class AnyRun(RuleBasedStateMachine):
    """A Chair, four States of which one is not eligible, and a clock that jumps."""

    def __init__(self) -> None:
        super().__init__()
        self.run = replace(RUN, state="draft")
        self.now = OPENS - timedelta(hours=1)
        self.answers: list[Given] = []
        self.certified = 0

    def _try(self, event: str) -> bool:
        try:
            self.run = replace(self.run, state=step(as_of(self.run, self.now), event))
        except WrongState:
            return False
        return True

    @rule(minutes=st.integers(0, 60 * 24))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule()
    def the_job_records(self):
        seen = as_of(self.run, self.now)
        while event := due(self.run, self.now):
            self.run = replace(self.run, state=step(self.run.state, event))
        assert self.run.state == seen
        assert due(self.run, self.now) is None

    @rule(event=st.sampled_from(["announce", "suspend", "resume", "withdraw", "annul", "supersede"]))
    def the_chair_rules(self, event):
        self._try(event)

    @precondition(lambda self: self.run.state != "draft")
    @rule(party=st.sampled_from([KAZ, KGZ, TJK, STRANGER]), answer=st.sampled_from(ANSWERS))
    def a_state_answers(self, party, answer):
        self.answers.append(Given(party, answer, self.now))
        if breaks(self.run, self.answers[-1]):
            self._try("break")

    @rule()
    def the_chair_confirms_restored_silence(self):
        if self.now < self.run.ends and not standing(self.run, self.answers):
            self._try("restore")

    @rule(hours=st.integers(-10, 48))
    def the_chair_extends(self, hours):
        before = self.run.ends
        try:
            ends = later(replace(self.run, state=as_of(self.run, self.now)), before + timedelta(hours=hours), self.now)
        except WrongState:
            return
        assert self.now < before < ends
        self.run = replace(self.run, ends=ends)

    @rule()
    def the_chair_certifies(self):
        if not in_the_way_of_certifying(self.run, self.now, self.answers, ()) and self._try("certify"):
            self.certified += 1
            assert self.now >= self.run.ends

    @invariant()
    def a_run_is_certified_once_and_never_over_an_objection_that_stands(self):
        assert self.certified <= 1
        if self.run.state == "adopted":
            assert not [it for it in standing(self.run, self.answers) if breaks(self.run, it)]

    @invariant()
    def each_eligible_state_has_one_mark_and_nobody_else_any(self):
        assert set(marks(self.run, self.answers)) == self.run.eligible


TestAnyRun = AnyRun.TestCase
