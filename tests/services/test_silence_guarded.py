"""No-objection runs against whoever would bend them: late hours, forged numbers, strangers, and words no page sends."""

from datetime import date, timedelta

import pytest

from drafting.domain.errors import BadText, DraftingError, NotAllowed, NotFound, WrongState
from drafting.services import silence_answers, silence_changes
from drafting.services.scope import meeting_scope
from tests import acts, silence
from tests.acts import act
from tests.factories import NOW, World
from tests.rulings import entries
from tests.silence import ENDS, SECOND

HOUR = timedelta(hours=1)


def outage(it: World, began, ended, *, now, form: str = "", who: str = "office", reason: str = "The power failed."):
    with it.database.writing() as session:
        scope = meeting_scope(session, it.people[who], it.meeting, now)
        facts = {"reason": reason, "token": form or acts.token(), "now": now}
        return silence_changes.declare_outage(session, scope, began=began, ended=ended, **facts)


def test_an_objection_that_an_outage_makes_timely_breaks_silence_at_once(conference: World):
    number = silence.start(conference, "1.")
    silence.clock_strikes(conference, ENDS)
    silence.answer(conference, "head.bel", number, "objection", at=ENDS + HOUR)
    assert silence.state(conference, number) == "expired"
    assert outage(conference, ENDS - 2 * HOUR, ENDS, now=ENDS + 90 * 60 * SECOND) == [conference.draft]
    assert silence.run(conference, number).ends_at == ENDS + 2 * HOUR
    assert silence.state(conference, number) == "broken"
    assert silence.told(conference, number)[-1][0] == "broken"


def test_a_slow_request_that_set_out_before_a_reminder_has_nobody_reminded_again(conference: World):
    number = silence.start(conference, "1.")
    moment = ENDS - 24 * HOUR
    silence.clock_strikes(conference, moment)
    silence.answer(conference, "head.bel", number, "no objection", at=moment - SECOND, statement="")
    silence.clock_strikes(conference, moment + SECOND)
    assert len(entries(conference, "silence reminded")) == 1


def test_what_breaks_a_suspended_run_moves_its_end_to_an_hour_that_is_no_end_of_day(conference: World):
    number = silence.start(conference, "1.", hour=None)
    assert silence.run(conference, number).end_of_day
    silence.change(conference, silence_changes.suspend, number, reason="A holiday was overlooked.")
    silence.answer(conference, "head.bel", number, "objection", at=NOW + HOUR)
    assert not silence.run(conference, number).end_of_day


@pytest.mark.parametrize("day", [date.max, date(9999, 12, 30), date.min])
def test_a_day_that_no_calendar_of_ours_shows_is_refused(conference: World, day):
    with pytest.raises(BadText):
        silence.prepare(conference, "1.", day=day, hour=None)
    number = silence.start(conference, "1.")
    with pytest.raises(BadText):
        silence.change(conference, silence_changes.extend, number, day=day, hour=None, reason="Later.")
