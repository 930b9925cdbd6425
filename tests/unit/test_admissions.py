"""Who attends by the rule, and what may be decided otherwise."""

import pytest

from drafting.domain.admissions import act_for, attends, step
from drafting.domain.errors import WrongState

LIFE = {
    "": {"propose": "proposed"},
    "proposed": {"decide": "decided", "refuse": "refused"},
    "refused": {"propose": "proposed"},
    "decided": {"lift": ""},
}


@pytest.mark.parametrize("state", LIFE)
@pytest.mark.parametrize("event", ["propose", "decide", "refuse", "lift"])
def test_what_may_follow_what(state, event):
    if event in LIFE[state]:
        assert step(state, event) == LIFE[state][event]
    else:
        with pytest.raises(WrongState):
            step(state, event)


def test_an_observer_is_excluded_and_civil_society_invited_and_nothing_is_decided_of_others():
    assert (act_for("observer"), act_for("invited")) == ("exclude", "invite")
    for status in ("participating", "former"):
        with pytest.raises(WrongState):
            act_for(status)


@pytest.mark.parametrize(
    ("status", "decided", "expected"),
    [
        ("participating", "", True),
        ("observer", "", True),
        ("observer", "exclude", False),
        ("invited", "", False),
        ("invited", "invite", True),
        ("former", "", False),
    ],
)
def test_who_attends(status, decided, expected):
    assert attends(status, decided) is expected
