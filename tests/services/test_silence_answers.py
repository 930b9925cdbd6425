"""What States say to a run, and when it breaks silence."""

from datetime import timedelta

import pytest

from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.services import (
    silence_changes,
)
from tests import silence
from tests.factories import NOW, World
from tests.rulings import entries
from tests.silence import ENDS, SECOND

HOUR = timedelta(hours=1)
HEADS = ["coordinator.zab@example.org", "head.arv@example.org", "head.bel@example.org"]
TOLD = sorted([*HEADS, "chair@example.org", "office@example.org"])


def test_one_objection_breaks_and_its_withdrawal_needs_the_chair(conference: World):
    number = silence.start(conference, "1.", "2.")
    silence.answer(conference, "head.bel", number, "objection", at=NOW + HOUR)
    assert silence.state(conference, number) == "broken"
    assert silence.told(conference, number)[-1][0] == "broken"
    with pytest.raises(WrongState):
        silence.change(conference, silence_changes.restore, number)
    silence.answer(conference, "head.bel", number, "withdrawal", at=NOW + 2 * HOUR, statement="")
    assert silence.state(conference, number) == "broken"
    with pytest.raises(NotAllowed):
        silence.change(conference, silence_changes.restore, number, who="office")
    silence.change(conference, silence_changes.restore, number)
    assert silence.state(conference, number) == "running"
    silence.delivered(conference, number)
    silence.certify(conference, number)
    assert silence.marks(conference, number)["BEL"] == "objected then withdrew"


def test_silence_restored_after_the_hour_has_ended(conference: World):
    number = silence.start(conference, "1.")
    silence.answer(conference, "head.bel", number, "objection")
    silence.answer(conference, "head.bel", number, "withdrawal", at=ENDS - SECOND, statement="")
    silence.change(conference, silence_changes.restore, number, now=ENDS + HOUR)
    assert silence.state(conference, number) == "expired"


def test_an_objection_a_second_before_the_deadline_breaks_even_when_the_clock_was_faster(conference: World):
    number = silence.start(conference, "1.")
    silence.clock_strikes(conference, ENDS)
    silence.answer(conference, "head.bel", number, "objection", at=ENDS - SECOND)
    assert silence.state(conference, number) == "broken"


def test_at_the_deadline_it_is_late_and_kept_as_late(conference: World):
    number = silence.start(conference, "1.")
    silence.answer(conference, "head.bel", number, "objection", at=ENDS)
    assert silence.state(conference, number) == "expired"
    assert entries(conference, "silence answered")[0].payload["late"] is True
    silence.delivered(conference, number)
    silence.certify(conference, number, now=ENDS + HOUR)
    assert silence.marks(conference, number)["BEL"] == "late"
    silence.answer(conference, "head.arv", number, "objection", at=ENDS + 2 * HOUR)
    assert len(silence.answers(conference, number)) == 2


@pytest.mark.parametrize("said", ["more time", "no objection", "explanation"])
def test_what_does_not_object_leaves_the_run(conference: World, said):
    number = silence.start(conference, "1.")
    silence.answer(conference, "coordinator.zab", number, said, at=NOW + HOUR)
    assert silence.state(conference, number) == "running"


def test_who_may_answer(conference: World):
    number = silence.start(conference, "1.")
    for who in ("delegate.arv", "chair", "office", "observer"):
        with pytest.raises(NotAllowed):
            silence.answer(conference, who, number, "objection")
    silence.answer(conference, "observer", number, "comment", statement="We welcome it.")
    assert silence.state(conference, number) == "running"
    with pytest.raises(NotAllowed):
        silence.answer(conference, "chair", number, "comment")


def test_who_is_asked_answers_and_does_not_comment(conference: World):
    """A remark of a delegate would be taken for a sign that the State knew of the run."""
    number = silence.start(conference, "1.")
    for who in ("delegate.arv", "head.arv"):
        with pytest.raises(NotAllowed):
            silence.answer(conference, who, number, "comment")
    assert silence.answers(conference, number) == []


@pytest.mark.parametrize(
    ("said", "labels", "statement", "code"),
    [
        ("silence", (), "x", "unknown-answer"),
        ("objection", (), " ", "answer-statement-missing"),
        ("objection", ("3.",), "x", "unknown-paragraph"),
    ],
)
def test_an_answer_that_says_nothing_is_refused(conference: World, said, labels, statement, code):
    number = silence.start(conference, "1.")
    with pytest.raises(BadText) as refused:
        silence.answer(conference, "head.bel", number, said, labels=labels, statement=statement)
    assert refused.value.code == code


def test_answers_need_a_run_that_asks(conference: World):
    number = silence.prepare(conference, "1.")
    with pytest.raises(NotFound):
        silence.answer(conference, "head.bel", number, "objection")
    silence.announce(conference, number)
    with pytest.raises(WrongState):
        silence.answer(conference, "head.bel", number, "withdrawal")
    silence.change(conference, silence_changes.end, number, ending="withdraw", reason="A new text is coming.")
    with pytest.raises(WrongState):
        silence.answer(conference, "head.bel", number, "objection")


def test_the_same_answer_sent_twice_is_one(conference: World):
    number = silence.start(conference, "1.")
    for _ in range(2):
        silence.answer(conference, "head.bel", number, "objection", form="one-form-2")
    assert len(silence.answers(conference, number)) == 1
