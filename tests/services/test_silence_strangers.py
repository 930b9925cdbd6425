"""Whoever has no business in a no-objection run, and whatever is not of it: nothing moves for them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.domain.proposals import LONGEST
from drafting.persistence.records import Appointment, Draft, Meeting, Party, Position
from drafting.services import (
    adoption,
    drafts,
    silence_answers,
    silence_certificate,
    silence_changes,
    silence_runs,
    verification,
)
from tests import acts, run_rules, silence
from tests.acts import act, look
from tests.factories import NOW, TEXT, World, import_text, name_paragraphs, world
from tests.rulings import appoint, entries
from tests.silence import ENDS, SECOND

HOUR = timedelta(hours=1)
DELEGATES = ("head.arv", "delegate.arv", "coordinator.zab", "observer")
NOBODY = (*DELEGATES, "rapporteur", "administrator")
LATER = {"day": ENDS.date() + timedelta(days=1), "hour": None, "reason": "More time was asked."}
WHY = {"reason": "It was in error."}
# Act, its facts, and who may do it.
ACTS = {
    "extend": (silence_changes.extend, LATER, ("chair", "office")),
    "suspend": (silence_changes.suspend, WHY, ("chair", "office")),
    "resume": (silence_changes.resume, {}, ("chair", "office")),
    "end": (silence_changes.end, {**WHY, "ending": "annul"}, ("chair", "office")),
    "restore": (silence_changes.restore, {}, ("chair",)),
    "certify": (silence_certificate.certify, {"seq": 1, "statement": ""}, ("chair",)),
    "rule on notices": (silence_certificate.rule_on_notices, {"party": 1, "reached": True}, ("chair",)),
    "rule on note": (silence_certificate.rule_on_note, {"seq": 1, "in_time": True}, ("chair",)),
}


def unchanged(it: World, before: run_rules.Snapshot) -> bool:
    with it.database.reading() as session:
        return run_rules.snapshot(session) == before


def rows(it: World) -> run_rules.Snapshot:
    with it.database.reading() as session:
        return run_rules.snapshot(session)


@pytest.mark.parametrize("name", list(ACTS))
def test_only_chair_and_office_direct_a_run_and_only_the_chair_certifies(conference: World, name):
    do, facts, may = ACTS[name]
    number = silence.start(conference, "1.")
    before = rows(conference)
    for who in (*NOBODY, "chair", "office"):
        if who in may:
            continue
        with pytest.raises(NotAllowed):
            silence.change(conference, do, number, who=who, **facts)
    with pytest.raises(NotFound):
        silence.change(conference, do, number, who="stranger", **facts)
    assert unchanged(conference, before)


def test_what_is_prepared_is_no_delegates_to_see_change_or_send(conference: World):
    number = silence.prepare(conference, "1.")
    wanted, before = silence.plan(conference, "2."), rows(conference)
    for who in NOBODY:
        for do in (
            lambda session, scope: silence_runs.prepare(session, scope, wanted, token=acts.token(), now=NOW),
            lambda session, scope: silence_runs.revise(session, scope, number, wanted, version=1, now=NOW),
            lambda session, scope: silence_runs.discard(session, scope, number),
        ):
            with pytest.raises(NotAllowed):
                act(conference, who, do)
        # To announce, one must see it first.
        with pytest.raises(NotFound):
            silence.announce(conference, number, who=who)
    assert unchanged(conference, before)


@pytest.mark.parametrize("name", list(ACTS))
@pytest.mark.parametrize("forged", [0, -1, 2, 10**6])
def test_a_number_that_is_no_runs_finds_nothing(conference: World, name, forged):
    do, facts, _ = ACTS[name]
    silence.start(conference, "1.")
    before = rows(conference)
    with pytest.raises(NotFound):
        silence.change(conference, do, forged, **facts)
    with pytest.raises(NotFound):
        silence.answer(conference, "head.bel", forged, "objection")
    assert unchanged(conference, before)


@pytest.mark.parametrize("name", ["resume", "restore"])
def test_an_act_out_of_its_state_changes_nothing(conference: World, name):
    do, facts, _ = ACTS[name]
    number = silence.start(conference, "1.")
    before = rows(conference)
    with pytest.raises(WrongState):
        silence.change(conference, do, number, **facts)
    assert unchanged(conference, before)


def test_nothing_is_asked_while_the_draft_is_prepared(database):
    it = world(database, is_open=False)
    for who in ("chair", "office"):
        with pytest.raises(NotAllowed):
            silence.prepare(it, "1.", who=who)


def elsewhere(it: World, *, meeting: bool) -> World:
    """Another draft, of the same meeting or of another one of the Process, where the same people hold office."""
    with it.database.writing() as session:
        there = it.meeting
        if meeting:
            row = session.get_one(Meeting, it.meeting)
            facts = {key.name: getattr(row, key.name) for key in Meeting.__table__.columns if key.name != "id"}
            second = Meeting(**{**facts, "slug": "second"})
            session.add(second)
            session.flush()
            there = second.id
            for held in session.scalars(select(Appointment).where(Appointment.meeting_id == it.meeting)):
                keys = ("person_id", "process_id", "party_id", "role", "since", "until")
                session.add(Appointment(meeting_id=there, **{key: getattr(held, key) for key in keys}))
            session.flush()
        draft = import_text(session, it.people["office"], there, TEXT)
        other = World(
            it.database, draft.id, it.process, there, it.people, it.parties, name_paragraphs(session, draft.id)
        )
    with it.database.writing() as session:
        drafts.open_draft(session, other.scope(session, "office"), token=acts.token(), now=NOW)
    return other


def test_a_run_of_another_draft_is_not_this_ones(conference: World):
    other = elsewhere(conference, meeting=False)
    silence.start(other, "1.")
    number = silence.start(other, "2.")
    with pytest.raises(NotFound):
        silence.answer(conference, "head.bel", number, "objection")
    with pytest.raises(NotFound):
        silence.change(conference, silence_changes.end, number, ending="annul", reason="In error.")
    with pytest.raises(BadText, match="paragraph-unfit"):
        silence.prepare(conference, paragraphs=(other.paragraphs["1."],), subject="paragraphs")
    mine = silence.start(conference, "1.")
    with pytest.raises(BadText) as refused:
        act(
            conference,
            "head.bel",
            lambda session, scope: silence_answers.give(
                session,
                scope,
                mine,
                answer="objection",
                paragraphs=[other.paragraphs["1."]],
                statement="No.",
                token=acts.token(),
                now=NOW,
            ),
        )
    assert refused.value.code == "unknown-paragraph"
    assert silence.state(other, number) == silence.state(conference, mine) == "running"


def test_an_outage_and_a_note_concern_their_own_meeting(conference: World):
    other = elsewhere(conference, meeting=True)
    here, there = silence.start(conference, "1."), silence.start(other, "1.")
    assert silence.outage(conference, NOW + HOUR, NOW + 2 * HOUR, now=NOW + 2 * HOUR) == [conference.draft]
    assert silence.run(conference, here).ends_at == ENDS + HOUR
    assert silence.run(other, there).ends_at == ENDS
    strayed = World(**{**vars(conference), "draft": other.draft})
    with pytest.raises(BadText) as refused:
        silence.note(strayed, there, "BEL", "objection", received=NOW, now=NOW)
    assert refused.value.code == "note-subject"
    assert silence.state(other, there) == "running"


def test_whoever_holds_office_in_one_meeting_alone_answers_nothing_in_another(conference: World):
    other = elsewhere(conference, meeting=True)
    with conference.database.writing() as session:
        for held in session.scalars(
            select(Appointment).where(
                Appointment.meeting_id == other.meeting, Appointment.person_id == other.people["head.bel"]
            )
        ):
            session.delete(held)
    number = silence.start(other, "1.")
    with pytest.raises(NotFound):
        silence.answer(other, "head.bel", number, "objection")
    # A coordinator speaks for the State in every meeting of the Process.
    silence.answer(other, "coordinator.zab", number, "objection")
    assert silence.state(other, number) == "broken"


def test_a_state_that_has_left_answers_no_more_but_on_paper_and_keeps_its_mark(conference: World):
    number = silence.start(conference, "1.")
    with conference.database.writing() as session:
        session.get_one(Party, conference.parties["BEL"]).status = "observer"
    with pytest.raises(NotAllowed):
        silence.answer(conference, "head.bel", number, "objection")
    # It was asked, and the list of those who were asked is frozen.
    silence.note(conference, number, "BEL", "objection", received=NOW, now=NOW)
    assert silence.state(conference, number) == "broken"
    silence.certify(conference, number)
    assert silence.marks(conference, number) == {"ARV": "silent", "BEL": "objected", "ZAB": "silent"}


def test_a_state_that_came_later_is_not_asked(conference: World):
    number = silence.start(conference, "1.")
    with conference.database.writing() as session:
        session.get_one(Party, conference.parties["OBS"]).status = "participating"
    appoint(conference, "observer", "head", "OBS")
    with pytest.raises(NotAllowed):
        silence.answer(conference, "observer", number, "objection")
    assert silence.state(conference, number) == "running"


def test_who_has_left_office_answers_no_more_and_the_successor_does(conference: World):
    number = silence.start(conference, "1.")
    with conference.database.writing() as session:
        for held in session.query(Appointment).filter_by(person_id=conference.people["head.bel"]):
            held.until = NOW + HOUR
    appoint(conference, "delegate.bel", "head", "BEL")
    with pytest.raises(NotFound):
        silence.answer(conference, "head.bel", number, "objection", at=NOW + HOUR)
    silence.answer(conference, "delegate.bel", number, "objection", at=NOW + HOUR)
    assert silence.state(conference, number) == "broken"


@pytest.mark.parametrize(("words", "code"), [("x" * 5_000_000, "too-long"), ("No.\0", "unreadable-sign")])
def test_words_that_no_page_shows_are_refused_everywhere(conference: World, words, code):
    number = silence.start(conference, "1.")
    before = rows(conference)

    def refused(do, *said, **facts):
        with pytest.raises(BadText) as error:
            do(conference, *said, **facts)
        assert error.value.code == code

    refused(silence.answer, "head.bel", number, "objection", statement=words)
    refused(silence.answer, "observer", number, "comment", statement=words)
    refused(silence.change, silence_changes.suspend, number, reason=words)
    refused(silence.extend, number, ENDS + HOUR, reason=words)
    refused(silence.outage, NOW, NOW + HOUR, now=NOW + HOUR, reason=words)
    for field in ("notice_en", "notice_ru", "instruction"):
        refused(silence.prepare, "2.", **{field: words})
    assert unchanged(conference, before)
    silence.delivered(conference, number)
    refused(silence.certify, number, statement=words)
    assert silence.state(conference, number) == "running"
    assert LONGEST < 5_000_000


def test_nobody_adopts_over_a_run_and_a_letting_go_ends_it(conference: World):
    acts.agree_all(conference)
    number = silence.start(conference, "1.")
    with pytest.raises(WrongState) as refused:
        acts.adopt(conference)
    assert [(it.kind, it.words) for it in refused.value.obstacles] == [("run", str(number))]
    silence.change(conference, silence_changes.end, number, ending="withdraw", reason="All is agreed.")
    acts.adopt(conference)


@pytest.mark.parametrize("objects", [False, True])
def test_participation_is_settled_by_silence_after_the_text_was_adopted_by_the_gavel(conference: World, objects):
    zab = conference.parties["ZAB"]
    acts.participate(conference, "ZAB", "bracketed")
    acts.agree_all(conference)
    facts = {"subject": "participation", "party": zab, "meaning": "participation"}
    number = silence.start(conference, **facts)
    acts.adopt(conference)
    if objects:
        silence.answer(conference, "coordinator.zab", number, "objection", at=NOW + HOUR)
    silence.clock_strikes(conference, ENDS)
    silence.delivered(conference, number)
    silence.certify(conference, number)
    stated = [it.payload["status"] for it in entries(conference, "participation stated")]
    assert stated == (["bracketed"] if objects else ["bracketed", "adopting"])
    with conference.database.reading() as session:
        assert session.get_one(Draft, conference.draft).phase == "adopted"
        assert session.scalars(select(Position).where(Position.kind == "objects")).all() == []
        assert verification.verify(session, conference.draft).findings == ()


def test_the_whole_is_not_adopted_by_silence_over_what_came_up_meanwhile(conference: World):
    acts.reword(conference, "3.", "States should meet every year.")
    number = silence.start(conference, meaning="adoption")
    with pytest.raises(WrongState):
        acts.position(conference, "head.bel", "1.", "objects", "No.")
    silence.delivered(conference, number)
    with pytest.raises(WrongState):
        silence.certify(conference, number, now=ENDS - SECOND)
    silence.certify(conference, number)
    assert look(conference, "chair", adoption.obstacles)[0].words == "adopted"
