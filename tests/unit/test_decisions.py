"""Which meeting may decide what."""

import pytest

from drafting.domain.decisions import KINDS, require_competent
from drafting.domain.errors import BadText, WrongState

MEETINGS = ("ministerial conference", "senior officials", "national coordinators", "working group", "")


@pytest.mark.parametrize("meeting", MEETINGS)
@pytest.mark.parametrize("kind", [it for it in KINDS if it != "rules"])
def test_every_meeting_may_invite_and_publish(kind, meeting):
    require_competent(kind, meeting)


def test_ministers_may_amend_the_rules():
    require_competent("rules", "ministerial conference")


@pytest.mark.parametrize("meeting", MEETINGS[1:])
def test_nobody_but_ministers_may_amend_the_rules(meeting):
    with pytest.raises(WrongState) as refused:
        require_competent("rules", meeting)
    assert (refused.value.state, refused.value.event) == (meeting, "amend rules")


@pytest.mark.parametrize("kind", ["text", "", "Rules"])
def test_what_is_no_decision_is_refused(kind):
    with pytest.raises(BadText, match="unknown-decision"):
        require_competent(kind, "ministerial conference")
