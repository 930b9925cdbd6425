"""When an answer counts as received, when time alone brings something, and what a pause or an outage gives back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.deadlines import reminders
from drafting.domain.errors import WrongState
from drafting.domain.silence import (
    ACTIVE,
    ANSWERS,
    BREAKING,
    STATES,
    Given,
    Run,
    after_outage,
    awaits_ruling,
    breaks,
    counted_from,
    is_late,
    marks,
    next_moment,
    outcome,
    resumed,
)

OPENS = datetime(2026, 8, 28, 12, tzinfo=UTC)
ENDS = OPENS + timedelta(hours=72)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
RUN = Run("running", OPENS, ENDS, frozenset({1, 2}), paragraphs=(5, 6))
EARLY, LATE = ENDS - SECOND, ENDS + HOUR
instants = st.integers(-200, 200).map(lambda hours: OPENS + hours * HOUR)
runs = st.builds(
    lambda state, severable: replace(RUN, state=state, severable=severable), st.sampled_from(STATES), st.booleans()
)


@pytest.mark.parametrize(
    ("received", "registered", "in_time", "counted", "waits"),
    [
        (EARLY, EARLY, None, EARLY, False),
        (EARLY, ENDS, None, ENDS, True),
        (EARLY, LATE, None, LATE, True),
        (EARLY, LATE, True, EARLY, False),
        (EARLY, LATE, False, LATE, False),
        # The paper itself says that it came late: nothing is left to rule.
        (ENDS, LATE, None, LATE, False),
        (LATE, LATE, None, LATE, False),
    ],
)
def test_a_paper_note_entered_late_counts_as_late_until_the_chair_says_otherwise(
    received, registered, in_time, counted, waits
):
    assert counted_from(RUN, received, registered, in_time=in_time) == counted
    for answer in ANSWERS:
        weighs = answer in BREAKING or answer == "withdrawal"
        assert awaits_ruling(RUN, answer, received, registered, in_time=in_time) == (waits and weighs)


@given(runs, instants, st.integers(0, 100), st.sampled_from([None, True, False]))
def test_an_answer_counts_from_one_of_its_two_hours_and_no_person_makes_a_page_answer_earlier(run, at, after, in_time):
    registered = at + after * HOUR
    counted = counted_from(run, at, registered, in_time=in_time)
    assert counted in (at, registered)
    assert counted_from(run, at, at, in_time=in_time) == at
    # What counts in time was entered in time, or the Chair said so.
    if not is_late(run, counted):
        assert not is_late(run, registered) or in_time
    if awaits_ruling(run, "objection", at, registered, in_time=in_time):
        assert is_late(run, counted)
        assert not is_late(run, counted_from(run, at, registered, in_time=True))


def test_while_suspended_nothing_is_late():
    assert not is_late(replace(RUN, state="suspended"), LATE)
    assert is_late(RUN, LATE)


@pytest.mark.parametrize(
    ("since", "now", "longer"),
    [
        (OPENS + HOUR, OPENS + 11 * HOUR, 10),
        # It was announced for later: the clock had not begun to run.
        (OPENS - 5 * HOUR, OPENS - HOUR, 0),
        (OPENS - 5 * HOUR, OPENS + HOUR, 1),
        # The order to resume set out before the suspension did, and arrived behind it.
        (OPENS + HOUR + SECOND, OPENS + HOUR, 0),
    ],
)
def test_a_suspension_is_given_back_and_takes_nothing(since, now, longer):
    assert resumed(replace(RUN, state="suspended"), since, now) == ENDS + longer * HOUR


@given(instants, instants)
def test_no_suspension_brings_the_deadline_nearer(since, now):
    assert resumed(replace(RUN, state="suspended"), since, now) >= ENDS


@pytest.mark.parametrize("state", sorted(set(STATES) - {"suspended"}))
def test_only_what_is_suspended_is_resumed(state):
    with pytest.raises(WrongState):
        resumed(replace(RUN, state=state), OPENS, ENDS)


@pytest.mark.parametrize("state", STATES)
def test_an_outage_is_given_back_to_what_is_not_over(state):
    run = replace(RUN, state=state)
    if state in ACTIVE:
        assert after_outage(run, OPENS + HOUR, OPENS + 3 * HOUR) == ENDS + 2 * HOUR
        return
    with pytest.raises(WrongState):
        after_outage(run, OPENS + HOUR, OPENS + 3 * HOUR)


@given(st.sampled_from(STATES), instants, st.lists(st.integers(1, 100), max_size=4))
def test_the_next_moment_is_the_first_of_those_that_are_left(state, now, hours):
    run, reminded = replace(RUN, state=state), reminders(OPENS, ENDS, hours)
    found = next_moment(run, reminded, now)
    if state == "announced":
        assert found == OPENS
    elif state != "running":
        assert found is None
    else:
        assert found == min([it for it in (*reminded, ENDS) if it > now], default=ENDS)


answers = st.lists(
    st.builds(
        Given,
        st.sampled_from([1, 2, 9]),
        st.sampled_from(ANSWERS),
        instants,
        st.frozensets(st.sampled_from([5, 6])),
    ),
    max_size=6,
)


@given(answers, st.booleans())
def test_the_outcome_follows_from_the_objections_alone(said, severable):
    run = replace(RUN, state="expired", severable=severable)
    found, marked = outcome(run, said), marks(run, said)
    assert (found == "adopted") == ("objected" not in marked.values())
    if found == "adopted in part":
        assert severable
    if any(breaks(run, it) for it in said) and found != "not adopted":
        assert "objected then withdrew" in marked.values()
