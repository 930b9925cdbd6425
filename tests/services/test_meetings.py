"""Planning, changing, opening, closing and cancelling meetings; the first page of one; the calendar; what falls due."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.domain.errors import BadFields, BadText, NotAllowed, WrongState
from drafting.domain.periodicity import Standing
from drafting.persistence.records import (
    AgendaItem,
    ChairTerm,
    Delegate,
    Draft,
    Meeting,
    MeetingEntry,
    Process,
    ProcessEntry,
    Sitting,
)
from drafting.services import matters, matters_verification, meeting_calendar, meeting_page, meetings, periodicity
from drafting.services.scope import MeetingScope, meeting_scope, process_scope
from tests.acts import token
from tests.chairing import direct, elect
from tests.factories import NOW, World

Answer = TypeVar("Answer")
ZONES = {"Asia/Almaty", "UTC"}
PLAN = {
    "kind": "senior officials",
    "ordinal": "1",
    "title_en": "First Senior\t Officials’ Meeting",
    "title_ru": "Первое совещание",
    "starts_on": "2026-09-08",
    "ends_on": "2026-09-09",
    "city_en": "Almaty",
    "city_ru": "Алматы",
    "zone": "Asia/Almaty",
    "access": "participants",
    "organisers_en": "The Office\nThe host",
}


@pytest.fixture(autouse=True)
def books(conference):
    """The records of the Process and of every meeting agree with the tables at the end of every test."""
    yield
    with conference.database.reading() as session:
        for book in (*session.scalars(select(Process)), *session.scalars(select(Meeting).where(Meeting.seq > 0))):
            assert matters_verification.verify(session, book).findings == ()


def problems(caught) -> dict[str, str]:
    return {field: it.code for field, it in caught.value.problems.items()}


def plan(world: World, who: str = "secretariat", submission: str = "", **changes: str) -> int:
    form = {**PLAN, **changes}
    return direct(
        world,
        lambda session, scope: meetings.plan(session, scope, form, zones=ZONES, token=submission or token(), now=NOW),
        who,
    )


def meeting(world: World, meeting_id: int) -> Meeting:
    with world.database.reading() as session:
        return session.get_one(Meeting, meeting_id)


def act(
    world: World, meeting_id: int, do: Callable[[Session, MeetingScope], Answer], who: str = "secretariat"
) -> Answer:
    with world.database.writing() as session:
        return do(session, meeting_scope(session, world.people[who], meeting_id, NOW, lock=True))


def change(
    world: World, meeting_id: int, who: str = "secretariat", seal: str = "", submission: str = "", **changes: str
) -> None:
    form, shown = {**PLAN, **changes}, seal or matters.seal(meeting(world, meeting_id))
    act(
        world,
        meeting_id,
        lambda session, scope: meetings.change(
            session, scope, form, zones=ZONES, seal=shown, token=submission or token(), now=NOW
        ),
        who,
    )


def proceed(
    world: World,
    meeting_id: int,
    event: str,
    reason: str = "",
    who: str = "secretariat",
    seal: str = "",
    said: str = "",
) -> None:
    shown = seal or matters.seal(meeting(world, meeting_id))
    act(
        world,
        meeting_id,
        lambda session, scope: meetings.proceed(
            session, scope, event, reason=reason, seal=shown, token=said or token(), now=NOW
        ),
        who,
    )


def kinds(world: World, meeting_id: int) -> list[str]:
    with world.database.reading() as session:
        query = select(MeetingEntry.kind).where(MeetingEntry.meeting_id == meeting_id)
        return list(session.scalars(query.order_by(MeetingEntry.seq)))


def test_a_meeting_is_planned_and_both_records_tell_of_it(conference):
    made = meeting(conference, plan(conference))
    assert (made.slug, made.state, made.ordinal) == ("senior-officials-1-2026", "planned", 1)
    assert made.title_en == "First Senior Officials’ Meeting"
    assert made.organisers_en == made.organisers_ru == "The Office\nThe host"
    assert kinds(conference, made.id) == ["record opened", "meeting planned"]
    with conference.database.reading() as session:
        entry = session.scalars(select(ProcessEntry).order_by(ProcessEntry.seq.desc())).first()
        assert (entry.kind, entry.payload["about"]["meeting"]) == ("meeting planned", made.id)


def test_a_double_click_plans_one_meeting(conference):
    assert plan(conference, submission="plan-one") == plan(conference, submission="plan-one")
    with conference.database.reading() as session:
        assert len(list(session.scalars(select(Meeting.id)))) == 2


def test_numbers_and_titles_are_suggested_and_none_is_given_twice(conference):
    def suggested(kind: str) -> tuple[int, str]:
        found = direct(conference, lambda session, scope: meetings.suggested(session, scope, kind))
        return found.ordinal, found.title_en

    assert suggested("senior officials") == (1, "First Senior Officials’ Meeting of the Test Process")
    first = plan(conference)
    assert suggested("senior officials")[0] == 2
    with pytest.raises(BadFields) as caught:
        plan(conference)
    assert problems(caught) == {"ordinal": "ordinal-taken"}
    proceed(conference, first, "cancel", "The host withdrew.")
    assert suggested("senior officials")[0] == 1
    assert meeting(conference, plan(conference)).slug == "senior-officials-1-2026-2"
    assert meeting(conference, plan(conference, ordinal="")).slug == "senior-officials-2026"
    with pytest.raises(BadText):
        suggested("summit")


def test_a_change_keeps_the_address_and_is_refused_to_a_stale_form(conference):
    made = plan(conference)
    shown = matters.seal(meeting(conference, made))
    for _ in range(2):
        change(conference, made, seal=shown, submission="change-it", starts_on="2027-09-08", ends_on="2027-09-08")
    assert (meeting(conference, made).slug, meeting(conference, made).starts_on) == (
        "senior-officials-1-2026",
        date(2027, 9, 8),
    )
    assert kinds(conference, made).count("meeting changed") == 1
    with pytest.raises(WrongState) as caught:
        change(conference, made, seal=shown)
    assert caught.value.state == "moved on"


def test_a_meeting_is_opened_and_closed_or_cancelled_with_a_reason(conference):
    made = plan(conference)
    shown = matters.seal(meeting(conference, made))
    for _ in range(2):
        proceed(conference, made, "start", seal=shown, said="start-it")
    with pytest.raises(BadFields) as caught:
        proceed(conference, made, "cancel", " ")
    assert problems(caught) == {"reason": "reason-missing"}
    with pytest.raises(WrongState):
        proceed(conference, made, "start")
    with pytest.raises(WrongState):
        proceed(conference, made, "close", seal="older")
    proceed(conference, made, "close")
    assert meeting(conference, made).state == "closed"
    assert kinds(conference, made) == ["record opened", "meeting planned", "meeting opened", "meeting closed"]


@pytest.mark.parametrize("who", ["office", "head.arv", "coordinator.zab", "administrator"])
def test_who_acts_for_no_whole_process_plans_nothing(conference, who):
    with pytest.raises(NotAllowed):
        plan(conference, who)
    with pytest.raises(NotAllowed):
        direct(conference, lambda session, scope: meetings.suggested(session, scope, "seminar"), who)


def test_the_office_and_the_chair_of_a_meeting_change_that_one_and_delegations_none(conference):
    made = conference.meeting
    fields = {"kind": "ministerial conference", "title_en": "Second Conference"}
    change(conference, made, "office", **fields)
    proceed(conference, made, "start", who="chair")
    for who in ("head.arv", "observer", "rapporteur"):
        with pytest.raises(NotAllowed):
            change(conference, made, who, **fields)
        with pytest.raises(NotAllowed):
            proceed(conference, made, "close", who=who)


def overview(world: World, who: str) -> meeting_page.Page:
    with world.database.reading() as session:
        return meeting_page.page(session, meeting_scope(session, world.people[who], world.meeting, NOW))


def test_the_first_page_of_a_meeting_shows_what_its_reader_may_see(conference):
    assert [it.draft.id for it in overview(conference, "head.arv").drafts] == [conference.draft]
    assert overview(conference, "head.arv").attending == 4
    assert (overview(conference, "head.arv").events, overview(conference, "chair").events) == (
        (),
        ("start", "close", "cancel"),
    )
    with conference.database.writing() as session:
        session.get_one(Draft, conference.draft).phase = "preparing"
    assert overview(conference, "head.arv").drafts == ()
    assert len(overview(conference, "office").drafts) == 1
    with conference.database.writing() as session:
        session.get_one(Draft, conference.draft).phase = "negotiation"


def test_the_first_page_costs_the_same_at_any_size(conference, count_queries):
    def cost() -> int:
        with conference.database.reading() as session:
            scope = meeting_scope(session, conference.people["head.arv"], conference.meeting, NOW)
            with count_queries() as queries:
                meeting_page.page(session, scope)
        return len(queries)

    before = cost()
    with conference.database.writing() as session:
        for number in range(1, 41):
            session.add_all(
                [
                    Sitting(meeting_id=conference.meeting, number=number, starts_at=NOW, ends_at=NOW),
                    AgendaItem(
                        meeting_id=conference.meeting, place=f"{number:04}", kind="item", title_en="It", title_ru="Он"
                    ),
                    Delegate(
                        meeting_id=conference.meeting,
                        party_id=conference.parties["ARV" if number % 2 else "BEL"],
                        place=number,
                        name_en="One",
                        name_ru="Один",
                        state="withdrawn" if number == 40 else "named",
                    ),
                ]
            )
    assert cost() == before
    page = overview(conference, "head.arv")
    assert (len(page.sittings), len(page.agenda), tuple(page.delegations)) == (40, 40, (2, 39))


def calendar(world: World, who: str, kind: str = "", now: datetime = NOW) -> meeting_calendar.Calendar:
    with world.database.reading() as session:
        process = session.get_one(Process, world.process)
        return meeting_calendar.calendar(session, process, world.people[who], kind=kind, now=now)


def lines(years: tuple[meeting_calendar.Year, ...]) -> list[tuple[int, int, str, str, bool]]:
    return [
        (year.year, month, it.kind, it.meeting.slug if it.meeting else "due", it.opens)
        for year in years
        for month, items in year.months
        for it in items
    ]


def test_the_calendar_has_what_is_past_what_comes_and_what_is_due(conference):
    plan(conference, kind="seminar", starts_on="2025-01-01", ends_on="2025-01-02")
    plan(conference, kind="senior officials", starts_on="2025-08-01", ends_on="2025-08-01")
    plan(conference, kind="national coordinators", starts_on="2027-01-10", ends_on="2027-01-10")
    found = calendar(conference, "secretariat")
    assert lines(found.coming) == [
        (2026, 6, "ministerial conference", "first", True),
        (2026, 8, "senior officials", "due", False),
        (2027, 1, "national coordinators", "coordinators-1-2027", True),
        (2028, 6, "ministerial conference", "due", False),
    ]
    assert lines(found.past) == [
        (2025, 8, "senior officials", "senior-officials-1-2025", True),
        (2025, 1, "seminar", "seminar-1-2025", True),
    ]
    assert lines(calendar(conference, "secretariat", "seminar").past) == [(2025, 1, "seminar", "seminar-1-2025", True)]
    assert lines(calendar(conference, "secretariat", "seminar").coming) == []


def test_each_knows_of_the_meetings_that_their_class_allows_and_opens_those_of_their_roles(conference):
    for number, access in enumerate(("public", "registered", "participants", "participating", "office"), start=1):
        plan(conference, kind="seminar", ordinal=str(number), access=access)
    seen = {
        who: [(it[3], it[4]) for it in lines(calendar(conference, who, "seminar").coming)]
        for who in ("secretariat", "coordinator.zab", "head.arv", "observer", "office")
    }
    every = [f"seminar-{number}-2026" for number in range(1, 6)]
    assert seen["secretariat"] == [(it, True) for it in every]
    assert seen["coordinator.zab"] == [(it, True) for it in every[:4]]
    assert seen["head.arv"] == [(it, False) for it in every[:4]]
    assert seen["observer"] == seen["office"] == [(it, False) for it in every[:3]]


def gatherings(world: World, who: str) -> list[tuple[str, int, datetime, bool]]:
    with world.database.reading() as session:
        found = meeting_calendar.of_person(session, world.people[who], NOW)
        process = session.get_one(Process, world.process)
        assert found == meeting_calendar.of_process(session, process, world.people[who], NOW) or not found
        return [(it.meeting.slug, it.changes, it.changed_at, it.opens) for it in found]


def test_a_calendar_program_is_told_how_often_a_meeting_changed(conference):
    made = plan(conference)
    change(conference, made, starts_on="2026-09-07")
    # Midnight in Almaty is not midnight in UTC.
    beginning = datetime.combine(NOW.date(), datetime.min.time(), NOW.tzinfo) - timedelta(hours=5)
    assert gatherings(conference, "head.arv") == [
        ("senior-officials-1-2026", 2, NOW, False),
        ("first", 0, beginning, True),
    ]
    assert gatherings(conference, "stranger") == []


def due(world: World, now: datetime = NOW) -> list[tuple[str, str, date, int, date | None]]:
    with world.database.reading() as session:
        scope = process_scope(session, world.people["secretariat"], world.process, now)
        found = periodicity.warnings(session, scope, now.date())
        inside = meeting_scope(session, world.people["secretariat"], world.meeting, now)
        assert found == periodicity.warnings(session, inside, now.date())
        assert found == periodicity.warnings(session, scope.process, now.date())
    return [(it.kind, *vars(it.standing).values()) for it in found]


def test_nothing_is_due_in_a_process_that_has_just_met(conference):
    assert due(conference) == []


def test_the_end_of_a_term_is_told_until_the_next_is_elected(conference):
    elect(conference, "BEL", "2024-08-01")
    assert due(conference) == [("chair term", "soon", date(2026, 8, 1), 57, None)]
    elect(conference, "ZAB", "2026-09-01", gap="1")
    assert due(conference) == [("chair term", "late", date(2026, 8, 1), 57, date(2026, 9, 1))]


def test_a_successor_in_time_leaves_nothing_to_tell(conference):
    elect(conference, "BEL", "2024-08-01")
    elect(conference, "ZAB", "2026-08-01")
    assert due(conference) == []


def test_an_empty_chair_is_told(conference):
    elect(conference, "BEL", "2024-06-01")
    assert due(conference) == [("chair vacant", "overdue", date(2026, 6, 1), -4, None)]
    elect(conference, "ZAB", "2026-07-01", gap="1")
    assert due(conference) == [("chair vacant", "overdue", date(2026, 6, 1), -4, date(2026, 7, 1))]


def test_meetings_and_the_provisional_office_are_told_the_most_pressing_first(conference):
    with conference.database.writing() as session:
        session.get_one(Process, conference.process).support_until = date(2026, 6, 30)
    plan(conference, kind="senior officials", starts_on="2025-05-01", ends_on="2025-05-01")
    plan(conference, kind="national coordinators", starts_on="2025-07-01", ends_on="2025-07-01")
    late = plan(conference, kind="national coordinators", ordinal="2", starts_on="2026-07-02", ends_on="2026-07-02")
    assert due(conference) == [
        ("senior officials", "overdue", date(2026, 5, 1), -35, None),
        ("support office", "urgent", date(2026, 6, 30), 25, None),
        ("national coordinators", "late", date(2026, 7, 1), 26, date(2026, 7, 2)),
    ]
    # A meeting that was called off is neither held nor planned.
    proceed(conference, late, "cancel", "No hall.")
    assert due(conference)[2] == ("national coordinators", "urgent", date(2026, 7, 1), 26, None)


def test_a_warning_names_the_state_whose_term_ends(conference):
    elect(conference, "BEL", "2024-07-01")
    with conference.database.reading() as session:
        process = session.get_one(Process, conference.process)
        (found,) = periodicity.warnings(session, process, NOW.date())
        assert (found.party.code, found.standing) == ("BEL", Standing("urgent", date(2026, 7, 1), 26))
        assert session.scalars(select(ChairTerm)).one().ends_on == date(2026, 7, 1)
