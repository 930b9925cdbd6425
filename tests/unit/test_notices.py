"""What becomes of a notice, how long delivery is tried, and what a mail server's answer means."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import notices
from drafting.domain.errors import WrongState
from drafting.notices import mail

NOW = datetime(2026, 6, 5, 12, tzinfo=UTC)
# state -> event -> what follows; written out here a second time.
FOLLOWS = {
    "waiting": {"claim": "claimed"},
    "claimed": {
        "lapse": "waiting",
        "overtake": "overtaken",
        "hand over": "handing over",
        "try again": "waiting",
        "refuse": "refused",
        "give up": "given up",
    },
    "handing over": {
        "accept": "sent",
        "lapse": "in doubt",
        "lose": "in doubt",
        "try again": "waiting",
        "refuse": "refused",
        "give up": "given up",
    },
    "in doubt": {
        "accept": "sent",
        "lose": "in doubt",
        "try again": "waiting",
        "refuse": "refused",
        "give up": "given up",
        "send again": "waiting",
        "take as sent": "sent",
    },
    "refused": {"send again": "waiting", "take as sent": "sent"},
    "given up": {"send again": "waiting", "take as sent": "sent"},
    "sent": {},
    "overtaken": {},
}


def test_every_state_and_event_is_in_the_table():
    assert FOLLOWS.keys() == set(notices.STATES)
    events = {event for follows in FOLLOWS.values() for event in follows}
    assert events == {*get_args(notices.Event), *notices.RULINGS}


@pytest.mark.parametrize("state", FOLLOWS)
@pytest.mark.parametrize("event", [*get_args(notices.Event), *notices.RULINGS])
def test_each_event_leads_where_the_table_says_or_is_refused(state: str, event: str):
    expected = FOLLOWS[state].get(event)
    if expected:
        assert notices.step(state, event) == expected
    else:
        with pytest.raises(WrongState):
            notices.step(state, event)


@given(st.lists(st.sampled_from(get_args(notices.Event))))
def test_what_was_sent_or_may_have_been_is_never_sent_again_by_itself(events: list[notices.Event]):
    """Words go only with "hand over"; between two of them stands a refusal, never doubt or success."""
    state, may_have_gone = "waiting", False
    for event in events:
        try:
            state = notices.step(state, event)
        except WrongState:
            continue
        assert not (event == "hand over" and may_have_gone)
        # The server itself said that it did not take them.
        may_have_gone = event == "hand over" or (may_have_gone and event not in ("try again", "refuse", "give up"))


def test_the_office_rules_on_whatever_stopped_without_success():
    assert {state for state, follows in FOLLOWS.items() if "send again" in follows} == set(notices.TO_RULE)


def test_delivery_is_tried_soon_at_first_then_hourly_for_two_days_and_then_given_up():
    waits, tried, attempts = [], NOW, 1
    while later := notices.next_try(attempts, tried):
        waits.append((later - tried) // timedelta(minutes=1))
        tried, attempts = later, attempts + 1
    assert waits[:5] == [1, 5, 15, 60, 60]
    assert set(waits[4:]) == {60}
    assert timedelta(hours=47) < tried - NOW <= timedelta(hours=48)
    assert notices.next_try(attempts + 1, tried) is None


@pytest.mark.parametrize(
    ("stage", "code", "event"),
    [
        ("server", None, "try again"),
        ("server", 421, "try again"),
        ("server", 535, "try again"),
        ("recipient", None, "try again"),
        ("recipient", 450, "try again"),
        ("recipient", 550, "refuse"),
        ("words", None, "lose"),
        ("words", 250, "accept"),
        ("words", 452, "try again"),
        ("words", 554, "refuse"),
    ],
)
def test_an_answer_means_what_the_standard_says(stage: notices.Stage, code: int | None, event: notices.Event):
    assert notices.verdict(stage, code) == event


def test_a_claim_holds_longer_than_all_the_patience_of_one_mail():
    # Connecting, greeting, encryption and its greeting, signing in (two answers), sender, recipient, the go-ahead.
    assert timedelta(seconds=9 * mail.PATIENCE + mail.PATIENCE_FOR_WORDS) < notices.LEASE
