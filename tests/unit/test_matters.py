"""The record of a Process or a meeting: its hash covers everything, its replay gives the newest facts of each row."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.matters import FIRST, Matter, matter_hash, replay

AT = datetime(2026, 6, 3, 9, tzinfo=UTC)
ENTRY = Matter("meeting", 1, 2, "sitting opened", 3, "chair", None, AT, {"rows": [], "about": {"number": 1}}, FIRST)


@pytest.mark.parametrize(
    "change",
    [
        {"book": "process"},
        {"of": 2},
        {"seq": 3},
        {"kind": "sitting closed"},
        {"person": 4},
        {"capacity": "office"},
        {"party": 5},
        {"at": AT + timedelta(microseconds=1)},
        {"payload": {"rows": [], "about": {"number": 2}}},
        {"previous": "1" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_is_changed_the_hash_is_another(change: dict[str, object]):
    assert matter_hash(replace(ENTRY, **change)) != matter_hash(ENTRY)


def test_the_hash_does_not_depend_on_the_zone_that_an_instant_is_written_in():
    assert matter_hash(replace(ENTRY, at=AT.astimezone(timezone(timedelta(hours=5))))) == matter_hash(ENTRY)


NAMES = st.tuples(st.sampled_from(["sitting", "speech"]), st.integers(1, 3))
CHANGES = st.lists(st.lists(st.tuples(NAMES, st.none() | st.integers(0, 5)), max_size=4), max_size=8)


@given(CHANGES)
def test_replay_keeps_the_newest_facts_of_each_row(changes):
    expected, payloads = {}, []
    for entry in changes:
        rows = []
        for name, value in entry:
            if value is None and name not in expected:
                continue
            rows.append({"table": name[0], "id": name[1], "facts": None if value is None else {"value": value}})
            if value is None:
                del expected[name]
            else:
                expected[name] = {"value": value}
        payloads.append({"rows": rows, "about": {}})
    assert replay(payloads) == expected


def test_a_row_that_goes_without_having_come_cannot_be_replayed():
    with pytest.raises(KeyError):
        replay([{"rows": [{"table": "speech", "id": 1, "facts": None}]}])
