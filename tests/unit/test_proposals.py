"""What a proposal may do and through which states it goes. Source: practice.md section 4."""

from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain import proposals
from drafting.domain.errors import BadText, WrongState

STATUSES = get_args(proposals.Status)
EVENTS = get_args(proposals.Event)
# Each status, and where each event leads from it; what is not here is refused.
TABLE: dict[str, dict[str, str]] = {
    "private": {"edit": "private", "table": "tabled", "suggest": "suggested", "discard": "withdrawn"},
    "suggested": {"sponsor": "tabled", "withdraw": "withdrawn"},
    "tabled": {
        "sponsor": "tabled",
        "withdraw": "withdrawn",
        "accept": "accepted",
        "take": "taken",
        "decline": "declined",
    },
    "withdrawn": {},
    "accepted": {},
    "taken": {},
    "declined": {},
}


@pytest.mark.parametrize(("status", "event"), [*product(STATUSES, EVENTS)])
def test_each_event_leads_where_the_table_says_or_is_refused(status: str, event: proposals.Event):
    expected = TABLE[status].get(event)
    if expected is not None:
        assert proposals.step(status, event) == expected
        return
    with pytest.raises(WrongState) as caught:
        proposals.step(status, event)
    assert (caught.value.state, caught.value.event) == (status, event)


def test_every_status_is_private_or_public_and_only_one_is_on_the_table():
    assert set(STATUSES) == set(TABLE) == proposals.PUBLIC | {"private"}
    assert {"tabled"} == proposals.ON_THE_TABLE


@given(st.lists(st.sampled_from(EVENTS), max_size=12))
def test_what_was_once_public_never_becomes_private_again_and_what_is_settled_stays_so(events: list[proposals.Event]):
    status: str = "private"
    for event in events:
        before = status
        try:
            status = proposals.step(status, event)
        except WrongState:
            continue
        assert TABLE[before]
        assert before == "private" or status != "private"


@pytest.mark.parametrize(
    ("kind", "base", "text", "code"),
    [
        ("amend", "a", "b", "unknown-kind"),
        ("", "a", "b", "unknown-kind"),
        ("replace", "a", "a", "no-change"),
        ("replace", "a", "", "empty-text"),
        ("replace", "a", " \n\u00a0", "empty-text"),
        ("insert before", "a", "", "empty-text"),
        ("insert after", "a", "\t", "empty-text"),
        ("replace", "a", "x" * (proposals.LONGEST + 1), "too-long"),
        ("insert after", "a", "x" * (proposals.LONGEST + 1), "too-long"),
    ],
)
def test_a_proposal_that_says_nothing_or_too_much_is_refused(kind: str, base: str, text: str, code: str):
    with pytest.raises(BadText) as caught:
        proposals.check(kind, base, text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("replace", "b"),
        ("replace", "A"),
        ("replace", "a\u00a0"),
        ("replace", "x" * proposals.LONGEST),
        ("delete", ""),
        ("insert before", "a"),
        ("insert after", "a"),
    ],
)
def test_a_proposal_that_says_something_is_taken(kind: str, text: str):
    assert kind in proposals.KINDS
    proposals.check(kind, "a", text)
