"""Which participation may be stated, and what it needs and cannot carry."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.domain.errors import BadText, WrongState
from drafting.domain.participation import MEANINGS, STATUSES, Stated, possible, require_statable, retold, told

UNTIL = datetime(2026, 9, 30, 18, 59, 59, tzinfo=UTC)
AWAITED = Stated("bracketed", "", date(2026, 6, 5), "Statement", UNTIL, "Asia/Almaty", "participation")
SAID = Stated("bracketed", since=date(2026, 6, 5))


@pytest.mark.parametrize(
    ("kind", "before", "adopted", "expected"),
    [
        ("state", "adopting", False, STATUSES),
        ("state", "", False, STATUSES),
        ("state", "bracketed", True, STATUSES),
        ("state", "adopting", True, tuple(it for it in STATUSES if it != "bracketed")),
        ("state", "", True, tuple(it for it in STATUSES if it != "bracketed")),
        ("organization", "observer", False, ("observer", "not participating")),
        ("organization", "observer", True, ("observer", "not participating")),
    ],
)
def test_what_may_be_stated_depends_on_the_party_and_the_text(kind, before, adopted, expected):
    assert possible(kind, before, adopted=adopted) == expected


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        (replace(AWAITED, status="perhaps"), "unknown-participation"),
        (replace(AWAITED, status="note verbale"), "deadline-unfit"),
        (replace(AWAITED, status="adopting"), "deadline-unfit"),
        (replace(AWAITED, zone=""), "zone-missing"),
        (replace(AWAITED, answer_by=None, meaning=""), "zone-missing"),
        (replace(AWAITED, meaning="adoption"), "meaning-unfit"),
        (replace(AWAITED, answer_by=None, zone=""), "meaning-unfit"),
        (Stated("note verbale", meaning="participation"), "meaning-unfit"),
    ],
)
def test_what_a_status_cannot_carry_is_refused(stated: Stated, code: str):
    with pytest.raises(BadText, match=code):
        require_statable(stated, None, kind="state", adopted=False)


@pytest.mark.parametrize("meaning", MEANINGS)
def test_a_state_in_brackets_may_be_awaited_and_its_silence_may_mean_something_or_be_left_unsaid(meaning: str):
    require_statable(replace(AWAITED, meaning=meaning), None, kind="state", adopted=False)
    require_statable(Stated("bracketed"), None, kind="state", adopted=False)
    require_statable(Stated("note verbale"), None, kind="state", adopted=False)


@pytest.mark.parametrize(
    ("before", "adopted", "needed"),
    [(None, False, False), (Stated("adopting"), False, False), (SAID, False, True), (Stated("adopting"), True, True)],
)
def test_a_basis_is_needed_where_somebody_said_something_before_and_after_the_adoption(before, adopted, needed):
    bare = Stated("observer")
    require_statable(replace(bare, basis="Note verbale No. 7"), before, kind="state", adopted=adopted)
    if needed:
        with pytest.raises(BadText, match="basis-missing"):
            require_statable(bare, before, kind="state", adopted=adopted)
    else:
        require_statable(bare, before, kind="state", adopted=adopted)


@pytest.mark.parametrize("before", [None, Stated("adopting")])
def test_nobody_is_put_into_the_brackets_of_an_adopted_text(before: Stated | None):
    with pytest.raises(WrongState):
        require_statable(Stated("bracketed", basis="Said so."), before, kind="state", adopted=True)
    with pytest.raises(WrongState):
        require_statable(Stated("adopting"), before, kind="organization", adopted=False)


@given(
    st.builds(
        Stated,
        status=st.sampled_from(STATUSES),
        note=st.text(max_size=5),
        since=st.none() | st.dates(),
        basis=st.text(max_size=5),
        answer_by=st.none() | st.datetimes(timezones=st.just(UTC)),
        zone=st.sampled_from(("", "Asia/Almaty")),
        meaning=st.sampled_from(MEANINGS),
    )
)
def test_the_record_tells_exactly_what_was_stated(stated: Stated):
    assert retold(told(stated)) == stated


def test_an_old_entry_tells_a_status_and_a_note():
    assert retold({"party": 7, "status": "adopting", "note": ""}) == Stated("adopting")
