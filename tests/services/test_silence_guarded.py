"""No-objection runs against whoever would bend them: late hours, forged numbers, strangers, and words no page sends."""

from datetime import date, timedelta

import pytest

from drafting.domain.errors import BadText, WrongState
from drafting.persistence.records import Party
from drafting.services import rulings, silence_certificate, silence_changes, silence_runs
from tests import acts, run_rules, silence
from tests.factories import NOW, World
from tests.rulings import entries
from tests.silence import ENDS, SECOND

HOUR = timedelta(hours=1)


def test_an_objection_that_an_outage_makes_timely_breaks_silence_at_once(conference: World):
    number = silence.start(conference, "1.")
    silence.clock_strikes(conference, ENDS)
    silence.answer(conference, "head.bel", number, "objection", at=ENDS + HOUR)
    assert silence.state(conference, number) == "expired"
    assert silence.outage(conference, ENDS - 2 * HOUR, ENDS, now=ENDS + 90 * 60 * SECOND) == [conference.draft]
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


def test_a_run_prepared_before_the_adoption_asks_nobody_about_the_adopted_text(conference: World):
    number = silence.prepare(conference, "1.")
    acts.agree_all(conference)
    acts.adopt(conference)
    with pytest.raises(BadText) as refused:
        silence.announce(conference, number)
    assert refused.value.code == "subject-settled"


def test_nobody_is_asked_to_be_silent_about_a_dispute_that_came_after_the_preparation(conference: World):
    acts.reword(conference, "3.", "States should meet every year.")
    number = silence.prepare(conference)
    ref = acts.propose(conference, "head.arv", "1.", "To [begin] again;", kind="insert after")
    acts.act(
        conference,
        "chair",
        lambda session, scope: rulings.accept(session, scope, ref, revision=1, token=acts.token(), now=NOW),
    )
    with pytest.raises(WrongState) as refused:
        silence.announce(conference, number)
    assert [it.kind for it in refused.value.obstacles] == ["bracket"]


def membership(it: World, code: str, status: str) -> None:
    with it.database.writing() as session:
        session.get_one(Party, it.parties[code]).status = status


def test_all_who_participate_when_it_is_announced_are_asked_about_a_text(conference: World):
    number = silence.prepare(conference, "1.")
    membership(conference, "OBS", "participating")
    membership(conference, "ZAB", "observer")
    silence.announce(conference, number)
    assert set(silence.marks(conference, number)) == {"ARV", "BEL", "OBS"}


def test_a_state_that_has_left_is_not_asked_about_its_participation(conference: World):
    facts = {"subject": "participation", "party": conference.parties["ZAB"], "meaning": "participation"}
    number = silence.prepare(conference, **facts)
    membership(conference, "ZAB", "observer")
    with pytest.raises(BadText) as refused:
        silence.announce(conference, number)
    assert refused.value.code == "state-unfit"


def broken(it: World, number: int) -> None:
    silence.answer(it, "head.bel", number, "objection")


def suspended(it: World, number: int) -> None:
    silence.change(it, silence_changes.suspend, number, reason="A holiday was overlooked.")


def passed(it: World, number: int) -> None:
    silence.delivered(it, number)
    silence.clock_strikes(it, ENDS)


def waiting(_it: World, _number: int) -> None:
    """Nothing has happened yet."""


LATER = {"day": ENDS.date() + timedelta(days=1), "hour": None, "reason": "More time was asked."}


@pytest.mark.parametrize(
    ("before", "do", "facts", "kind"),
    [
        (waiting, silence_changes.extend, LATER, "silence extended"),
        (waiting, silence_changes.suspend, {"reason": "A holiday."}, "silence suspended"),
        (suspended, silence_changes.resume, {}, "silence resumed"),
        (waiting, silence_changes.end, {"ending": "annul", "reason": "In error."}, "silence ended"),
        (waiting, silence_certificate.rule_on_notices, {"party": 1, "reached": True}, "notice ruled"),
        (broken, silence_certificate.certify, {"statement": ""}, "silence certified"),
        (passed, silence_certificate.certify, {"statement": ""}, "silence certified"),
    ],
)
def test_each_form_sent_twice_is_carried_out_once(conference: World, before, do, facts, kind):
    number = silence.start(conference, "1.")
    before(conference, number)
    if do is silence_certificate.certify:
        facts = {**facts, "seq": newest(conference)}
    form, now = acts.token(), silence.SETTLED if before is passed else NOW + HOUR
    for _ in range(2):
        silence.change(conference, do, number, token=form, now=now, **facts)
    assert len(entries(conference, kind)) == 1


def newest(it: World) -> int:
    return acts.look(it, "chair", lambda _session, scope: scope.draft.seq)


def test_the_same_plan_sent_twice_prepares_one_run(conference: World):
    wanted, form = silence.plan(conference, "1."), acts.token()

    def prepare(session, scope):
        return silence_runs.prepare(session, scope, wanted, token=form, now=NOW).number

    assert acts.act(conference, "chair", prepare) == acts.act(conference, "chair", prepare) == 1


@pytest.mark.parametrize("ending", ["withdraw", "annul"])
def test_what_was_never_announced_cannot_be_ended_and_leaves_the_record_readable(conference: World, ending):
    number = silence.prepare(conference, "1.")
    with pytest.raises(WrongState):
        silence.change(conference, silence_changes.end, number, ending=ending, reason="It was in error.")
    assert entries(conference, "silence ended") == []


def test_an_objection_that_waited_for_its_turn_until_the_certificate_was_issued_is_late(conference: World):
    """The certificate says what stood in the record; nothing may stand beside it that contradicts it."""
    number = silence.start(conference, "1.")
    silence.delivered(conference, number)
    silence.certify(conference, number)
    silence.answer(conference, "head.bel", number, "objection", at=ENDS - SECOND)
    assert entries(conference, "silence answered")[0].payload["late"] is True
    run_rules.examine(conference)
