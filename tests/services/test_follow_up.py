"""Follow-up: who reports what on a recommendation, what that makes of it, and who is silent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from drafting.domain.errors import BadFields, NotAllowed
from drafting.persistence.records import Meeting, Recommendation
from drafting.services import follow_up, matters_verification
from drafting.services.follow_up import Filters, Said
from drafting.services.scope import meeting_scope, process_scope
from tests.factories import NOW
from tests.services.test_groups import act, add, add_group, examine

TODAY = NOW.date()
EVERYTHING = Filters()


def report(world, of, who, state, code=None, **facts):
    said = Said(state, "It was done.", TODAY, "en", world.parties[code] if code else None)
    act(world, lambda s, scope, x: follow_up.report(s, scope, of, replace(said, **facts), **x), who)


def state(world, of):
    with world.database.reading() as session:
        return session.get_one(Recommendation, of).state


def page(world, filters=EVERYTHING, who="secretariat"):
    with world.database.reading() as session:
        return follow_up.page(session, process_scope(session, world.people[who], world.process, NOW), filters, TODAY)


def one(world, of, who="office"):
    with world.database.reading() as session:
        scope = meeting_scope(session, world.people[who], world.meeting, NOW)
        return follow_up.one(session, scope, of)


def test_what_all_addressees_say_is_the_state_and_the_silent_are_named(conference):
    of = add(conference, add_group(conference), parties=(), audiences=("participating",))
    assert [it.code for it in one(conference, of).silent] == ["ARV", "BEL", "ZAB"]
    report(conference, of, "head.arv", "done", "ARV")
    assert state(conference, of) == "under way"
    assert [it.code for it in one(conference, of).silent] == ["BEL", "ZAB"]
    report(conference, of, "head.bel", "dropped", "BEL")
    report(conference, of, "coordinator.zab", "under way", "ZAB")
    assert state(conference, of) == "under way"
    report(conference, of, "coordinator.zab", "done", "ZAB")
    assert state(conference, of) == "done"
    assert not one(conference, of).awaited
    history = one(conference, of).reports
    assert [(it.party.code, it.row.state) for it in history] == [
        ("ZAB", "done"),
        ("ZAB", "under way"),
        ("BEL", "dropped"),
        ("ARV", "done"),
    ]
    examine(conference)


def test_the_office_reports_for_those_outside_the_register_and_for_whoever_told_it(conference):
    of = add(conference, add_group(conference), parties=("ARV",), audiences=("donors",))
    report(conference, of, "office", "done")
    assert state(conference, of) == "done"
    report(conference, of, "office", "under way", "ARV")
    assert state(conference, of) == "under way"
    assert [it.party and it.party.code for it in one(conference, of).reports] == ["ARV", None]


def test_nobody_reports_for_another_or_where_not_addressed(conference):
    of = add(conference, add_group(conference), parties=("ARV",))
    for who, code in (("head.bel", "ARV"), ("delegate.arv", "ARV"), ("head.arv", None), ("office", "BEL")):
        with pytest.raises(NotAllowed):
            report(conference, of, who, "done", code)
    with conference.database.reading() as session:
        heads = [
            [
                it.code
                for it in follow_up.reporters(
                    meeting_scope(session, conference.people[who], conference.meeting, NOW), found
                )
            ]
            for who in ("head.arv", "head.bel", "office")
            for found in [one(conference, of)]
        ]
    assert heads == [["ARV"], [], ["ARV"]]


def test_everything_wrong_with_a_report_is_told_at_once(conference):
    of = add(conference, add_group(conference))
    with pytest.raises(BadFields) as refused:
        report(conference, of, "office", "perhaps", note=" ", on=None, language="kk")
    assert set(refused.value.problems) == {"state", "note", "on", "language"}
    with pytest.raises(BadFields) as refused:
        report(conference, of, "office", "done", on=TODAY + timedelta(days=2))
    assert refused.value.problems["on"].code == "day-not-yet"


def test_the_list_is_filtered_by_theme_addressee_state_and_silence(conference):
    first, second = add_group(conference), add_group(conference, "Borders")
    a = add(conference, first, "A should.", parties=("ARV",))
    b = add(conference, second, "B should.", parties=("BEL",))
    c = add(conference, second, "C should.", parties=(), audiences=("all states",))
    report(conference, a, "office", "done", "ARV")

    def ids(**filters):
        return [it.view.row.id for it in page(conference, Filters(**filters)).shown]

    assert ids() == [a, b, c]
    assert ids(group=second) == [b, c]
    assert ids(party=conference.parties["ARV"]) == [a, c]
    assert ids(party=conference.parties["OBS"]) == [c]
    assert ids(audience="all states") == [c]
    assert ids(state="done") == [a]
    assert ids(silent=True) == [b, c]
    whole = page(conference)
    assert (whole.total, whole.awaited) == (3, 2)
    assert [it.theme_en for it, _ in whole.groups] == ["Statistics", "Borders"]
    assert [it.code for it in whole.addressed] == ["ARV", "BEL"]
    assert whole.audiences == ("all states",)
    assert Filters(silent=True).any()
    assert not Filters().any()


def test_reports_are_due_at_the_next_meeting_of_senior_officials(conference):
    assert page(conference).due is None
    with conference.database.writing() as session:
        for at, state_ in ((-30, "planned"), (90, "planned"), (60, "cancelled"), (120, "planned")):
            session.add(meeting(conference, session, f"som-{at}-{state_}", at, state_))
    assert page(conference).due.slug == "som-90-planned"


def meeting(world, session, slug, days, state_="planned", access="participants"):
    old = session.get_one(Meeting, world.meeting)
    day = TODAY + timedelta(days=days)
    names = {it: getattr(old, it) for it in ("title_en", "title_ru", "city_en", "city_ru", "zone", "process_id")}
    facts = {"kind": "senior officials", "starts_on": day, "ends_on": day, "state": state_, "access": access}
    return Meeting(slug=slug, **names, **facts)


def test_recommendations_of_a_meeting_that_is_not_the_readers_to_know_are_not_shown(conference):
    add(conference, add_group(conference))
    with conference.database.writing() as session:
        session.get_one(Meeting, conference.meeting).access = "office"
    assert page(conference).total == 1
    assert page(conference, who="coordinator.zab").total == 0


def test_the_list_reads_a_fixed_number_of_queries(conference, count_queries):
    group = add_group(conference)
    for at in range(2):
        report(conference, add(conference, group, f"T{at} should.", parties=("ARV",)), "office", "under way", "ARV")
    with count_queries() as few:
        page(conference)
    for at in range(2, 14):
        other = add_group(conference, f"Theme {at}")
        report(conference, add(conference, other, f"T{at} should.", parties=("BEL", "OBS")), "office", "done", "BEL")
    with count_queries() as many:
        assert page(conference).total == 14
    assert len(many) == len(few)
    with conference.database.reading() as session:
        book = meeting_scope(session, conference.people["office"], conference.meeting, NOW).meeting
        assert matters_verification.verify(session, book).findings == ()
