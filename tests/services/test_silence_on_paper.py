"""What comes on paper, what an outage gives back, and who is told who objected."""

from datetime import datetime, timedelta

import pytest

from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.services import (
    notes_verbales,
    silence_answers,
    silence_certificate,
    silence_changes,
    silence_state,
)
from tests import acts, silence
from tests.acts import act, look
from tests.factories import NOW, World
from tests.rulings import entries
from tests.silence import ENDS, SECOND

HOUR = timedelta(hours=1)


def note(it: World, *said, **facts) -> int:
    """Answers the number of its entry."""
    silence.note(it, *said, **facts)
    return entries(it, "silence answered")[-1].seq


def rule(it: World, number: int, seq: int, *, in_time: bool, now: datetime, **facts) -> None:
    silence.change(it, silence_certificate.rule_on_note, number, seq=seq, in_time=in_time, now=now, **facts)


def way(it: World, number: int, now: datetime) -> silence_certificate.Way:
    return look(
        it,
        "chair",
        lambda session, scope: silence_certificate.way(session, scope, silence_state.load(session, scope, number), now),
    )


def test_a_note_registered_in_time_breaks_silence_from_the_hour_it_was_handed_over(conference: World):
    number = silence.start(conference, "1.")
    note(conference, number, "BEL", "objection", received=NOW + HOUR, now=NOW + 2 * HOUR)
    assert silence.state(conference, number) == "broken"
    answered = entries(conference, "silence answered")[0]
    assert (answered.capacity, answered.party_id, answered.payload["note"]) == ("support", conference.parties["BEL"], 1)
    assert answered.payload["received"] == (NOW + HOUR).isoformat()


@pytest.mark.parametrize(("in_time", "state", "mark"), [(True, "not adopted", "objected"), (False, "adopted", "late")])
def test_the_chair_rules_on_a_note_that_was_entered_too_late(conference: World, in_time, state, mark):
    number = silence.start(conference, "1.")
    silence.delivered(conference, number)
    silence.clock_strikes(conference, ENDS)
    seq = note(conference, number, "BEL", "objection", received=ENDS - SECOND, now=ENDS + HOUR)
    assert silence.state(conference, number) == "expired"
    found = way(conference, number, ENDS + HOUR)
    assert [it.seq for it in found.notes] == [seq]
    assert [(it.kind, it.party) for it in found.obstacles] == [("note", conference.parties["BEL"])]
    with pytest.raises(WrongState):
        silence.certify(conference, number, now=ENDS + HOUR)
    form = acts.token()
    for _ in range(2):
        rule(conference, number, seq, in_time=in_time, now=ENDS + 2 * HOUR, token=form)
    assert len(entries(conference, "note ruled")) == 1
    assert len(entries(conference, "silence broken")) == in_time
    with pytest.raises(WrongState):
        rule(conference, number, seq, in_time=not in_time, now=ENDS + 2 * HOUR)
    silence.certify(conference, number, now=ENDS + 3 * HOUR)
    assert silence.state(conference, number) == state
    assert silence.marks(conference, number)["BEL"] == mark


def test_a_note_entered_after_the_certificate_is_kept_as_late_and_awaits_nothing(conference: World):
    number = silence.start(conference, "1.")
    silence.delivered(conference, number)
    silence.certify(conference, number)
    seq = note(conference, number, "BEL", "objection", received=ENDS - SECOND, now=ENDS + HOUR)
    assert entries(conference, "silence answered")[0].payload["late"] is True
    it = look(conference, "chair", lambda session, scope: silence_state.load(session, scope, number))
    assert it.notes_to_rule() == []
    with pytest.raises(WrongState):
        rule(conference, number, seq, in_time=True, now=ENDS + HOUR)
    assert silence.state(conference, number) == "adopted"


def test_only_the_chair_rules_on_notes_and_only_on_what_awaits_it(conference: World):
    number = silence.start(conference, "1.")
    silence.answer(conference, "head.arv", number, "no objection", statement="")
    seq = entries(conference, "silence answered")[-1].seq
    with pytest.raises(WrongState):
        rule(conference, number, seq, in_time=True, now=ENDS)
    with pytest.raises(NotFound):
        rule(conference, number, seq + 100, in_time=True, now=ENDS)
    for who in ("office", "head.bel", "observer"):
        with pytest.raises(NotAllowed):
            rule(conference, number, seq, in_time=True, now=ENDS, who=who)


def test_a_withdrawal_on_paper_that_was_in_time_lets_the_chair_restore_silence(conference: World):
    number = silence.start(conference, "1.")
    silence.answer(conference, "head.bel", number, "objection", at=NOW + HOUR)
    seq = note(conference, number, "BEL", "withdrawal", received=ENDS - SECOND, now=ENDS + HOUR)
    with pytest.raises(WrongState) as refused:
        silence.change(conference, silence_changes.restore, number, now=ENDS + HOUR)
    assert refused.value.state == "objection stands"
    rule(conference, number, seq, in_time=True, now=ENDS + HOUR)
    form = acts.token()
    for _ in range(2):
        silence.change(conference, silence_changes.restore, number, now=ENDS + HOUR, token=form)
    assert silence.state(conference, number) == "expired"
    silence.delivered(conference, number)
    silence.certify(conference, number, now=ENDS + 2 * HOUR)
    assert silence.marks(conference, number)["BEL"] == "objected then withdrew"


def test_a_paper_objection_to_one_paragraph_of_a_severable_run_leaves_the_other(conference: World):
    number = silence.start(conference, "1.", "2.", severable=True)
    silence.delivered(conference, number)
    seq = note(conference, number, "BEL", "amendment", received=ENDS - SECOND, now=ENDS, labels=["2."])
    rule(conference, number, seq, in_time=True, now=ENDS + HOUR)
    assert silence.state(conference, number) == "expired"
    silence.certify(conference, number, now=ENDS + HOUR)
    certificate = entries(conference, "silence certified")[0].payload
    assert (certificate["outcome"], certificate["open"]) == ("adopted in part", [conference.paragraphs["2."]])


def test_objections_to_every_paragraph_of_a_severable_run_adopt_none(conference: World):
    acts.close(conference, "2.", ad_referendum=True)
    number = silence.start(conference, "1.", "2.", severable=True)
    silence.answer(conference, "head.arv", number, "objection", labels=["1."])
    silence.answer(conference, "head.bel", number, "objection", labels=["2."])
    assert silence.state(conference, number) == "running"
    with pytest.raises(WrongState):
        silence.certify(conference, number, now=ENDS - SECOND)
    silence.certify(conference, number)
    assert silence.state(conference, number) == "not adopted"
    assert len(entries(conference, "position given")) == 2


@pytest.mark.parametrize(("code", "said"), [("OBS", "objection"), ("OBS", "no objection"), ("ZAB", "objection")])
def test_paper_of_whoever_is_not_asked_breaks_nothing(conference: World, code, said):
    bel = conference.parties["BEL"]
    number = silence.start(conference, subject="participation", party=bel, meaning="participation")
    with pytest.raises(BadText) as refused:
        note(conference, number, code, said, received=NOW, now=NOW)
    assert refused.value.code == "not-asked"
    note(conference, number, code, "comment", received=NOW, now=NOW)
    assert silence.state(conference, number) == "running"


def test_paper_is_the_offices_to_register(conference: World):
    number = silence.start(conference, "1.")
    for who in ("chair", "head.bel", "observer", "rapporteur"):
        with pytest.raises(NotAllowed):
            note(conference, number, "BEL", "objection", received=NOW, now=NOW, who=who)


def test_only_the_office_makes_a_note_answer_a_run(conference: World):
    """A head who came by a note of another State cannot answer with it."""
    number = silence.start(conference, "1.")
    note(conference, number, "BEL", "explanation", received=NOW, now=NOW)
    with conference.database.reading() as session:
        held = session.get_one(notes_verbales.NoteVerbale, 1)
    facts = {"answer": "objection", "paragraphs": (), "statement": "No.", "token": acts.token(), "now": NOW}
    with pytest.raises(NotAllowed):
        act(
            conference,
            "head.arv",
            lambda session, scope: silence_answers.give(session, scope, number, note=held, **facts),
        )


@pytest.mark.parametrize(
    ("began", "ended", "longer"),
    [
        (ENDS - 2 * HOUR, ENDS - HOUR, HOUR),
        (ENDS - HOUR, ENDS + 2 * HOUR, 3 * HOUR),
        # It began before the run did, so it took less.
        (NOW - HOUR, NOW + HOUR, HOUR),
    ],
)
def test_an_outage_gives_back_what_it_took(conference: World, began, ended, longer):
    number = silence.start(conference, "1.")
    silence.clock_strikes(conference, ENDS)
    form = acts.token()
    assert silence.outage(conference, began, ended, now=ENDS + 2 * HOUR, form=form) == [conference.draft]
    assert silence.outage(conference, began, ended, now=ENDS + 2 * HOUR, form=form) == []
    row = silence.run(conference, number)
    assert (row.ends_at, row.end_of_day) == (ENDS + longer, False)
    assert row.state == ("expired" if ENDS + longer <= ENDS + 2 * HOUR else "running")
    declared = entries(conference, "outage declared")
    assert [(it.capacity, it.payload["ends"]) for it in declared] == [("support", row.ends_at.isoformat())]
    assert ("extended", "head.arv@example.org") in silence.told(conference, number)


@pytest.mark.parametrize(("began", "ended"), [(ENDS, ENDS + HOUR), (NOW - 2 * HOUR, NOW - HOUR), (NOW - HOUR, NOW)])
def test_an_outage_outside_the_period_takes_nothing(conference: World, began, ended):
    number = silence.start(conference, "1.")
    silence.clock_strikes(conference, ENDS)
    assert silence.outage(conference, began, ended, now=ENDS + 2 * HOUR) == []
    assert silence.run(conference, number).ends_at == ENDS
    assert entries(conference, "outage declared") == []


def test_an_outage_is_given_back_to_every_run_that_is_not_over(conference: World):
    over, broken = silence.start(conference, "1."), silence.start(conference, "2.")
    later = silence.start(conference, "(a)", opens=NOW + 20 * HOUR)
    silence.change(conference, silence_changes.end, over, ending="withdraw", reason="It was in error.")
    silence.answer(conference, "head.bel", broken, "objection")
    paused = silence.start(conference, "(b)")
    silence.change(conference, silence_changes.suspend, paused, reason="A holiday was overlooked.")
    silence.outage(conference, NOW + HOUR, NOW + 3 * HOUR, now=NOW + 3 * HOUR)
    moved = {number: silence.run(conference, number).ends_at - ENDS for number in (over, broken, later, paused)}
    assert moved == {over: 0 * HOUR, broken: 2 * HOUR, later: 0 * HOUR, paused: 2 * HOUR}
    assert silence.state(conference, broken) == "broken"


def test_an_outage_is_declared_by_the_office_with_a_reason_and_lies_in_the_past(conference: World):
    silence.start(conference, "1.")
    for who in ("chair", "head.bel", "administrator"):
        with pytest.raises(NotAllowed):
            silence.outage(conference, NOW, NOW + HOUR, now=NOW + HOUR, who=who)
    for began, ended, reason, code in (
        (NOW, NOW + HOUR + SECOND, "x", "outage-unfit"),
        (NOW + HOUR, NOW, "x", "outage-unfit"),
        (NOW, NOW, "x", "outage-unfit"),
        (NOW, NOW + HOUR, " ", "reason-missing"),
    ):
        with pytest.raises(BadText) as refused:
            silence.outage(conference, began, ended, now=NOW + HOUR, reason=reason)
        assert refused.value.code == code


@pytest.mark.parametrize("names", ["all", "chair and office", "after the end"])
def test_who_is_told_who_objected(conference: World, names):
    number = silence.start(conference, "1.", names=names)
    silence.answer(conference, "head.bel", number, "objection")

    def shown(who):
        return look(
            conference,
            who,
            lambda session, scope: silence_state.names_shown(scope, silence_state.find(session, scope, number)),
        )

    assert shown("chair")
    assert shown("office")
    assert shown("head.arv") == shown("observer") == (names == "all")
    silence.certify(conference, number, now=NOW + HOUR)
    assert shown("head.arv") == shown("observer") == (names != "chair and office")


def test_the_state_of_a_run_is_seen_before_it_is_recorded(conference: World):
    number = silence.start(conference, "1.", opens=NOW + HOUR)
    row = silence.run(conference, number)
    for now, state in ((NOW, "announced"), (NOW + HOUR, "running"), (ENDS - SECOND, "running"), (ENDS, "expired")):
        assert silence_state.as_of(row, now) == state
    assert row.state == "announced"


def test_the_answers_of_a_run_stand_in_the_order_of_their_entries(conference: World):
    number = silence.start(conference, "1.")
    silence.answer(conference, "head.bel", number, "objection", at=NOW + HOUR)
    note(conference, number, "ARV", "objection", received=NOW, now=NOW + 2 * HOUR)
    with conference.database.reading() as session:
        found = silence_answers.of_run(session, silence.run(conference, number).id)
    assert [it.party_id for it in found] == [conference.parties["BEL"], conference.parties["ARV"]]
    assert len(entries(conference, "silence broken")) == 1
