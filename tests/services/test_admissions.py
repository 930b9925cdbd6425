"""Who attends a meeting: exclusions and invitations, proposed, decided, refused and lifted; and who gets in."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.domain.errors import BadFields, NotAllowed, NotFound, WrongState
from drafting.persistence.records import Admission, Appointment, Draft, Meeting, MeetingEntry, Party
from drafting.services import admissions, home, matters_verification
from drafting.services.scope import MeetingScope, draft_scope, meeting_scope, process_scope
from tests.acts import token
from tests.factories import NOW, World

RULING = {"note_en": "I see no objection; it is so decided."}


@pytest.fixture
def fund(conference) -> int:
    """A body of civil society, whose observer may come once it is invited."""
    with conference.database.writing() as session:
        party = Party(
            process_id=conference.process,
            code="FUND",
            kind="organization",
            status="invited",
            category="civil society",
            name_en="Aid Fund",
            name_ru="Фонд помощи",
            long_en="Aid Fund",
            long_ru="Фонд помощи",
        )
        session.add(party)
        session.flush()
        role = {"process_id": conference.process, "party_id": party.id, "role": "observer", "since": NOW}
        session.add(Appointment(person_id=conference.people["stranger"], meeting_id=conference.meeting, **role))
        return party.id


@pytest.fixture(autouse=True)
def books(conference):
    yield
    with conference.database.reading() as session:
        meeting = session.get_one(Meeting, conference.meeting)
        assert not meeting.seq or matters_verification.verify(session, meeting).findings == ()


def act(world: World, who: str, do: Callable[[Session, MeetingScope], None]) -> None:
    with world.database.writing() as session:
        do(session, meeting_scope(session, world.people[who], world.meeting, NOW, lock=True))


def propose(world: World, party: int, who: str = "office", submission: str = "") -> None:
    act(
        world,
        who,
        lambda session, scope: admissions.propose(session, scope, party, token=submission or token(), now=NOW),
    )


def rule(world: World, how, party: int, who: str = "chair", submission: str = "", **typed: str) -> None:
    form = typed or RULING
    act(world, who, lambda session, scope: how(session, scope, party, form, token=submission or token(), now=NOW))


def attending(world: World) -> list[str]:
    with world.database.reading() as session:
        return [it.code for it in admissions.attending(session, session.get_one(Meeting, world.meeting))]


def gets_in(world: World, who: str) -> bool:
    """Into the meeting, its drafts and the own first page, which never disagree."""
    with world.database.reading() as session:
        doors = ((meeting_scope, world.meeting), (draft_scope, world.draft))
        found = {opens(session, enter, world.people[who], of) for enter, of in doors}
        found.add(bool(home.home(session, world.people[who], NOW)))
    (answer,) = found
    return answer


def opens(session: Session, enter: Callable[..., object], person: int, of: int) -> bool:
    try:
        enter(session, person, of, NOW)
    except NotFound:
        return False
    return True


def test_observers_attend_by_the_rule_until_states_decide_otherwise(conference):
    party = conference.parties["OBS"]
    assert attending(conference) == ["ARV", "BEL", "ZAB", "OBS"]
    propose(conference, party)
    assert gets_in(conference, "observer")
    rule(conference, admissions.decide, party)
    assert attending(conference) == ["ARV", "BEL", "ZAB"]
    assert not gets_in(conference, "observer")
    with conference.database.reading() as session:
        assert process_scope(session, conference.people["observer"], conference.process, NOW)
    rule(conference, admissions.lift, party, reason="They may come.")
    assert attending(conference) == ["ARV", "BEL", "ZAB", "OBS"]
    assert gets_in(conference, "observer")


def test_civil_society_comes_by_invitation_alone(conference, fund):
    assert not gets_in(conference, "stranger")
    propose(conference, fund)
    assert not gets_in(conference, "stranger")
    rule(conference, admissions.decide, fund, note_ru="Возражений нет.")
    assert attending(conference) == ["ARV", "BEL", "ZAB", "OBS", "FUND"]
    with conference.database.reading() as session:
        assert meeting_scope(session, conference.people["stranger"], conference.meeting, NOW)
        row = session.scalars(select(Admission)).one()
        assert (row.act, row.basis, row.note_en, row.note_ru) == (
            "invite",
            "ruling",
            "Возражений нет.",
            "Возражений нет.",
        )
    rule(conference, admissions.lift, fund, reason="The consent was withdrawn.")
    assert not gets_in(conference, "stranger")


def test_an_exclusion_from_one_meeting_holds_for_roles_in_the_whole_process_too(conference):
    with conference.database.writing() as session:
        role = session.scalars(select(Appointment).where(Appointment.person_id == conference.people["observer"])).one()
        role.meeting_id = None
    propose(conference, conference.parties["OBS"])
    rule(conference, admissions.decide, conference.parties["OBS"])
    assert not gets_in(conference, "observer")


def test_a_second_role_of_an_excluded_observers_person_still_counts(conference):
    with conference.database.writing() as session:
        session.add(
            Appointment(
                person_id=conference.people["observer"], process_id=conference.process, role="rapporteur", since=NOW
            )
        )
    propose(conference, conference.parties["OBS"])
    rule(conference, admissions.decide, conference.parties["OBS"])
    assert gets_in(conference, "observer")


def decision(world: World, kind: str = "invitation", phase: str = "adopted") -> int:
    with world.database.writing() as session:
        draft = session.get_one(Draft, world.draft)
        draft.kind, draft.phase = kind, phase
    return world.draft


def test_a_decision_of_the_meeting_settles_it_and_the_office_may_enter_that(conference, fund):
    propose(conference, fund)
    with pytest.raises(BadFields) as caught:
        rule(conference, admissions.decide, fund, "office", draft=str(decision(conference, phase="negotiation")))
    assert caught.value.problems["draft"].code == "decision-unfit"
    with pytest.raises(BadFields):
        rule(conference, admissions.decide, fund, "office", draft=str(decision(conference, kind="publication")))
    made = decision(conference)
    rule(conference, admissions.decide, fund, "office", draft=str(made))
    with conference.database.reading() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW)
        line = admissions.listed(session, scope)[1]
        assert (line.admission.basis, line.draft.id, line.attends, line.state) == ("silence", made, True, "decided")
        entry = session.scalars(select(MeetingEntry).order_by(MeetingEntry.seq.desc())).first()
        assert (entry.kind, entry.capacity) == ("admission decided", "support")
    decision(conference, "text", "negotiation")


def test_what_was_refused_may_be_proposed_again(conference):
    party = conference.parties["OBS"]
    propose(conference, party)
    with pytest.raises(BadFields) as caught:
        rule(conference, admissions.refuse, party, note_en=" ")
    assert caught.value.problems["note_en"].code == "ruling-words-missing"
    rule(conference, admissions.refuse, party)
    assert "OBS" in attending(conference)
    propose(conference, party)
    with conference.database.reading() as session:
        row = session.scalars(select(Admission)).one()
        assert (row.state, row.note_en, row.basis) == ("proposed", "", "")


def test_what_does_not_follow_is_refused(conference):
    party = conference.parties["OBS"]
    for how in (admissions.decide, admissions.refuse, admissions.lift):
        with pytest.raises(WrongState):
            rule(conference, how, party, **RULING, reason="It is so.")
    with pytest.raises(WrongState):
        propose(conference, conference.parties["ARV"])
    with pytest.raises(NotFound):
        propose(conference, 999)
    propose(conference, party)
    with pytest.raises(WrongState):
        propose(conference, party)
    with pytest.raises(BadFields):
        rule(conference, admissions.decide, party, note_en="")


def test_a_double_click_does_each_thing_once(conference):
    party = conference.parties["OBS"]

    def twice(kind: str, do: Callable[[str], None]) -> None:
        for _ in range(2):
            do(f"token-of-{kind}")

    twice("propose", lambda it: propose(conference, party, submission=it))
    twice("refuse", lambda it: rule(conference, admissions.refuse, party, submission=it))
    propose(conference, party)
    twice("decide", lambda it: rule(conference, admissions.decide, party, submission=it))
    twice("lift", lambda it: rule(conference, admissions.lift, party, submission=it, reason="So be it."))
    with conference.database.reading() as session:
        kinds = list(session.scalars(select(MeetingEntry.kind).order_by(MeetingEntry.seq)))
    assert [it.removeprefix("admission ") for it in kinds[1:]] == [
        "proposed",
        "refused",
        "proposed",
        "decided",
        "lifted",
    ]


def test_the_chair_rules_and_delegations_have_no_hand_in_it(conference):
    party = conference.parties["OBS"]
    for who in ("head.arv", "rapporteur"):
        with pytest.raises(NotAllowed):
            propose(conference, party, who)
    propose(conference, party)
    for how in (admissions.decide, admissions.refuse, admissions.lift):
        with pytest.raises(NotAllowed):
            rule(conference, how, party, "office")


def test_who_attends_costs_two_queries_at_any_size(conference, count_queries):
    with conference.database.reading() as session:
        meeting = session.get_one(Meeting, conference.meeting)
        with count_queries() as queries:
            admissions.attending(session, meeting)
    assert len(queries) == 2


def test_a_meeting_for_participating_states_alone_is_not_found_by_observers(conference):
    with conference.database.writing() as session:
        session.get_one(Meeting, conference.meeting).access = "participating"
    assert (gets_in(conference, "observer"), gets_in(conference, "head.arv"), gets_in(conference, "office")) == (
        False,
        True,
        True,
    )
