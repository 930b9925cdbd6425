"""The preview of a run: what the announcement of this moment would freeze and whom it would ask."""

from drafting.persistence.records import Party
from drafting.services import silence_plan
from tests import acts, silence
from tests.acts import look
from tests.factories import NOW, World


def previewed(it: World, number: int) -> silence_plan.Preview:
    return look(it, "chair", lambda session, scope: silence_plan.preview(session, scope, number, NOW))


def leaves(it: World, code: str) -> None:
    """The State is a participant no longer."""
    with it.database.writing() as session:
        session.get_one(Party, it.parties[code]).status = "observer"


def test_brackets_that_came_after_the_preparation_stand_in_the_way_of_the_whole(conference: World):
    acts.reword(conference, "3.", "States should meet every year.")
    number = silence.prepare(conference)
    assert previewed(conference, number).obstacles == ()
    acts.reword(conference, "3.", "States [should] meet every year.")
    assert [it.kind for it in previewed(conference, number).obstacles] == ["bracket"]


def test_a_state_that_left_since_is_not_asked(conference: World):
    number = silence.prepare(conference, "1.")
    leaves(conference, "BEL")
    asked = [conference.parties[code] for code in ("ARV", "ZAB")]
    assert list(previewed(conference, number).contacts) == asked


def test_whom_the_announcement_would_be_refused_for_is_shown_as_prepared(conference: World):
    bel = conference.parties["BEL"]
    number = silence.prepare(conference, subject="participation", party=bel, meaning="participation")
    leaves(conference, "BEL")
    assert list(previewed(conference, number).contacts) == [bel]
