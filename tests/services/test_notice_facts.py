"""Whose objection a notice may name, where paper notes came in late."""

from datetime import timedelta

import pytest

from drafting.persistence.records import Entry
from drafting.services.notice_facts import _objectors
from tests.factories import NOW

HOUR = timedelta(hours=1)
ENDS = NOW + 72 * HOUR
ANNOUNCED = {
    "names": "all",
    "opens": NOW.isoformat(),
    "eligible": [1, 2],
    "severable": False,
    "paragraphs": [{"id": 5, "wording": "0" * 64}],
}


def answered(seq, party, received, *, late=False, note=None, answer="objection"):
    facts = {"answer": answer, "received": received.isoformat(), "paragraphs": [], "late": late, "note": note}
    return Entry(seq=seq, kind="silence answered", party_id=party, payload=facts)


def ruled(seq, answer, *, in_time):
    return Entry(seq=seq, kind="note ruled", party_id=None, payload={"answer": answer, "in_time": in_time})


@pytest.mark.parametrize(
    ("story", "named"),
    [
        ([answered(4, 1, NOW + HOUR)], [1]),
        ([answered(4, 1, ENDS, late=True)], []),
        ([answered(4, 1, ENDS - HOUR, late=True, note=7)], []),
        ([answered(4, 1, ENDS - HOUR, late=True, note=7), ruled(5, 4, in_time=True)], [1]),
        ([answered(4, 1, ENDS - HOUR, late=True, note=7), ruled(5, 4, in_time=False)], []),
        ([answered(4, 1, ENDS - HOUR, note=7), answered(5, 2, NOW + HOUR)], [2, 1]),
        # An outage moved the deadline past the answer.
        ([answered(4, 1, ENDS - HOUR, late=True)], [1]),
        ([answered(4, 1, NOW + HOUR), answered(5, 1, NOW + 2 * HOUR, answer="withdrawal")], []),
        ([answered(4, 3, NOW + HOUR)], []),
    ],
)
def test_who_objects_is_who_was_received_in_time_or_ruled_to_have_been(story, named):
    assert list(_objectors(ANNOUNCED, ENDS, story)) == named
    assert list(_objectors({**ANNOUNCED, "names": "chair and office"}, ENDS, story)) == []
