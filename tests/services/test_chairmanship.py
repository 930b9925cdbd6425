"""Elections, passes, representatives and the end of a term, as the Office records them; instructions of the Chair."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from drafting.config import Settings
from drafting.domain.errors import BadFields, NotAllowed, NotFound, WrongState
from drafting.persistence.records import Appointment, ChairPass, ChairTerm, Instruction, Meeting, Party, Person, Process
from drafting.services import chairmanship, instructions, matters, matters_verification, representatives
from drafting.services.scope import process_scope
from tests.acts import token
from tests.chairing import direct, elect, election, instruct, overview, passes
from tests.factories import NOW, World

SETTINGS = Settings(database_url="sqlite://", secret_key="a secret of the tests, long enough")
NAMED = {"name_en": "Ms New Chair", "position_ru": "министр", "email": "new.chair@example.org"}


@pytest.fixture(autouse=True)
def books(conference):
    """The record of the Process agrees with the tables at the end of every test."""
    yield
    with conference.database.reading() as session:
        process = session.get_one(Process, conference.process)
        assert matters_verification.verify(session, process).findings == ()


def problems(caught) -> dict[str, str]:
    return {field: it.code for field, it in caught.value.problems.items()}


def refused(world: World, form: dict[str, str]) -> dict[str, str]:
    with pytest.raises(BadFields) as caught:
        direct(world, lambda session, scope: chairmanship.elect(session, scope, form, token=token(), now=NOW))
    return problems(caught)


def next_of(world: World) -> str | None:
    found = overview(world)
    return found.next.code if found.next else None


def row(world: World, term_id: int) -> ChairTerm:
    with world.database.reading() as session:
        return session.get_one(ChairTerm, term_id)


def name(world: World, term_id: int, who: str = "secretariat", now: datetime = NOW, seal: str = "", **typed: str):
    form, shown = {**NAMED, **typed}, seal or matters.seal(row(world, term_id))
    return direct(
        world,
        lambda session, scope: representatives.name_representative(
            session, SETTINGS, scope, term_id, form, seal=shown, token=token(), now=now
        ),
        who,
        now,
    )


def end(world: World, term_id: int, day: str, reason: str = "A new government.", seal: str = "") -> None:
    shown, form = seal or matters.seal(row(world, term_id)), {"ended_on": day, "end_reason": reason}
    direct(
        world,
        lambda session, scope: chairmanship.end_term(session, scope, term_id, form, seal=shown, token=token(), now=NOW),
    )


def chairs(world: World, person: int, now: datetime = NOW) -> bool:
    with world.database.reading() as session:
        try:
            return process_scope(session, person, world.process, now).actor.holds("chair")
        except NotFound:
            return False


def person_of(world: World, email: str) -> int:
    with world.database.reading() as session:
        return session.scalars(select(Person.id).where(Person.email == email)).one()


def test_the_first_is_elected_freely_and_the_order_is_the_english_alphabet(conference):
    assert (overview(conference).reason, next_of(conference)) == ("first", None)
    elect(conference, "BEL", "2026-06-05")
    found = overview(conference)
    assert [party.code for party, _ in found.turns] == ["ZAB", "ARV", "BEL"]
    assert (found.present.party.code, found.present.term.ends_on) == ("BEL", date(2028, 6, 5))
    assert next_of(conference) == "ZAB"


def test_who_passes_is_skipped_until_the_next_election(conference):
    elect(conference, "BEL", "2026-06-01")
    passes(conference, "ZAB", reason="Elections at home.")
    assert next_of(conference) == "ARV"
    passes(conference, "ARV")
    assert next_of(conference) == "BEL"
    passes(conference, "BEL")
    assert (next_of(conference), overview(conference).reason) == (None, "everybody passed")
    elect(conference, "ARV", "2028-06-01", basis="The States decided so.")
    found = overview(conference)
    assert [it.party.code for it in found.coming] == ["ARV"]
    assert (next_of(conference), found.turns[0][1]) == ("BEL", None)
    assert [it.party.code for it in found.passes] == ["ZAB", "ARV", "BEL"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": ""}, {"state": "state-unfit"}),
        ({"state": "²"}, {"state": "state-unfit"}),
        ({"state": "OBS"}, {"state": "state-unfit"}),
        ({"elected_on": "2026-06-06"}, {"elected_on": "day-not-yet", "starts_on": "begins-before-election"}),
        ({"elected_on": "x", "starts_on": ""}, {"elected_on": "bad-date", "starts_on": "bad-date"}),
        ({"meeting": "999"}, {"meeting": "unknown-meeting"}),
        ({"basis": "x" * 2001}, {"basis": "field-too-long"}),
    ],
)
def test_everything_wrong_with_an_election_is_told_at_once(conference, changes, expected):
    if changes.get("state") == "OBS":
        changes = {"state": str(conference.parties["OBS"])}
    assert refused(conference, election(conference, "ARV", "2026-06-05") | changes) == expected


def test_terms_never_overlap_and_a_gap_is_meant_or_refused(conference):
    elect(conference, "BEL", "2024-06-01")
    assert refused(conference, election(conference, "ZAB", "2026-05-31")) == {"starts_on": "terms-overlap"}
    late = election(conference, "ZAB", "2026-06-05")
    assert refused(conference, late) == {"starts_on": "gap-before-term"}
    elect(conference, "ZAB", "2026-06-05", gap="1")
    (gap,) = overview(conference).gaps
    assert (gap.since, gap.until) == (date(2026, 6, 1), date(2026, 6, 5))


def test_out_of_turn_an_election_says_on_what_it_rests(conference):
    elect(conference, "BEL", "2024-06-05")
    assert refused(conference, election(conference, "ARV", "2026-06-05")) == {"basis": "basis-out-of-turn"}
    elect(conference, "ARV", "2026-06-05", basis="Decision of the Second Conference.", meeting=str(conference.meeting))
    line = overview(conference).present
    assert (line.party.code, line.meeting.id) == ("ARV", conference.meeting)


def test_a_term_lasts_as_the_rules_say_or_as_the_election_says_where_they_do_not(conference):
    with conference.database.writing() as session:
        session.get_one(Process, conference.process).chair_term_months = 0
    form = election(conference, "BEL", "2026-06-05")
    assert refused(conference, form) == {"ends_on": "bad-date"}
    assert refused(conference, form | {"ends_on": "2026-06-05"}) == {"ends_on": "ends-before-it-starts"}
    elect(conference, "BEL", "2026-06-05", ends_on="2027-01-31")
    assert overview(conference).present.term.ends_on == date(2027, 1, 31)


def test_a_state_that_left_keeps_its_place_in_the_order_and_one_that_joined_takes_its_own(conference):
    elect(conference, "BEL", "2026-06-01")

    def move(session, scope):
        left, joined = (session.get_one(Party, conference.parties[code]) for code in ("BEL", "OBS"))
        left.status, joined.status = "former", "participating"
        chairmanship.note(session, scope, "membership changed", left, joined, now=NOW)

    direct(conference, move)
    found = overview(conference)
    assert [party.code for party, _ in found.turns] == ["OBS", "ZAB", "ARV"]
    assert found.present.party.code == "BEL"


def test_two_elections_at_once_make_one_chair(conference):
    gate = Barrier(2)

    def act(code: str) -> object:
        form = election(conference, code, "2026-06-05")
        gate.wait()
        try:
            direct(conference, lambda session, scope: chairmanship.elect(session, scope, form, token=token(), now=NOW))
        except BadFields as error:
            return error.problems["starts_on"].code if "starts_on" in error.problems else set(error.problems)
        return "elected"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(act, ("ARV", "BEL")))
    assert answers.count("elected") == 1
    assert len(overview(conference).lines) == 1


def test_a_double_click_elects_passes_and_instructs_once(conference):
    form = election(conference, "BEL", "2026-06-05")
    passing = {"passing": str(conference.parties["ARV"]), "passed_on": "2026-06-05"}
    given = {"given_on": "2026-06-05", "instruction": "Do it.", "given_by": "The Chair"}
    for _ in range(2):
        direct(conference, lambda session, scope: chairmanship.elect(session, scope, form, token="elect-1", now=NOW))
        direct(
            conference,
            lambda session, scope: chairmanship.record_pass(session, scope, passing, token="pass-01", now=NOW),
        )
        direct(
            conference,
            lambda session, scope: instructions.instruct(
                session, scope, given, language="en", token="instruct", now=NOW
            ),
        )
    with conference.database.reading() as session:
        assert [len(list(session.scalars(select(it.id)))) for it in (ChairTerm, ChairPass, Instruction)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"passing": "OBS", "passed_on": "2026-06-05"}, {"passing": "state-unfit"}),
        ({"passing": "ZAB", "passed_on": "2026-06-06"}, {"passed_on": "day-not-yet"}),
        ({"passing": "ARV", "passed_on": "2026-06-05"}, {"passing": "passed-already"}),
    ],
)
def test_what_is_wrong_with_a_pass(conference, form, expected):
    elect(conference, "BEL", "2026-06-01")
    passes(conference, "ARV")
    typed = form | {"passing": str(conference.parties[form["passing"]])}
    with pytest.raises(BadFields) as caught:
        direct(
            conference, lambda session, scope: chairmanship.record_pass(session, scope, typed, token=token(), now=NOW)
        )
    assert problems(caught) == expected


def test_before_the_first_election_there_is_no_turn_to_pass(conference):
    with pytest.raises(BadFields) as caught:
        passes(conference, "ARV")
    assert problems(caught) == {"passing": "pass-before-first"}


def test_a_representative_with_an_address_chairs_from_the_first_to_the_last_instant_of_the_term(conference):
    first = elect(conference, "BEL", "2026-06-01")
    coming = elect(conference, "ZAB", "2028-06-01")
    now, later = name(conference, first), name(conference, coming, email="later@example.org", name_ru="Г-жа Позже")
    assert now.secret
    assert later.secret
    person, follower = person_of(conference, "new.chair@example.org"), person_of(conference, "later@example.org")
    # Midnight in Almaty is not midnight in UTC.
    change = datetime(2028, 5, 31, 19, tzinfo=UTC)
    assert [chairs(conference, person, at) for at in (NOW, change - timedelta(seconds=1), change)] == [
        True,
        True,
        False,
    ]
    assert [chairs(conference, follower, at) for at in (NOW, change - timedelta(seconds=1), change)] == [
        False,
        False,
        True,
    ]
    kept = row(conference, first)
    assert (kept.representative_en, kept.representative_ru) == ("Ms New Chair", "Ms New Chair")
    assert (kept.position_en, kept.position_ru) == ("министр", "министр")
    with conference.database.reading() as session:
        assert representatives.email_of(session, kept) == "new.chair@example.org"


def test_another_representative_ends_the_role_of_the_former_one_and_the_same_keeps_it(conference):
    term = elect(conference, "BEL", "2026-06-01")
    name(conference, term)
    held = row(conference, term).appointment_id
    assert name(conference, term, name_en="Mrs New Chair") is None
    assert row(conference, term).appointment_id == held
    name(conference, term, email="other@example.org", now=NOW)
    before, after = (person_of(conference, f"{it}@example.org") for it in ("new.chair", "other"))
    assert (chairs(conference, before), chairs(conference, after)) == (False, True)
    assert name(conference, term, email="") is None
    assert not chairs(conference, after)
    with conference.database.reading() as session:
        assert representatives.email_of(session, row(conference, term)) == ""


def test_a_double_click_names_once_and_shows_no_second_link(conference):
    term = elect(conference, "BEL", "2026-06-01")
    shown = matters.seal(row(conference, term))
    links = [
        direct(
            conference,
            lambda session, scope: representatives.name_representative(
                session, SETTINGS, scope, term, NAMED, seal=shown, token="name-once", now=NOW
            ),
        )
        for _ in range(2)
    ]
    assert links[0].secret
    assert links[1] is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"name_en": " "}, {"name_en": "name-missing"}),
        ({"email": "nobody"}, {"email": "bad-email"}),
        (
            {"name_ru": "x" * 121, "position_ru": "x" * 201},
            {"name_ru": "field-too-long", "position_ru": "field-too-long"},
        ),
    ],
)
def test_what_is_wrong_with_a_representative(conference, typed, expected):
    term = elect(conference, "BEL", "2026-06-01")
    with pytest.raises(BadFields) as caught:
        name(conference, term, **typed)
    assert problems(caught) == expected


def test_a_link_is_given_only_where_it_opens_no_more_than_the_own_roles(conference):
    term = elect(conference, "BEL", "2026-06-01")
    assert name(conference, term, email="head.bel@example.org").secret
    assert name(conference, term, email="administrator@example.org").secret is None
    with conference.database.writing() as session:
        role = session.scalars(select(Appointment).where(Appointment.person_id == conference.people["chair"])).one()
        role.meeting_id = None
    # The Chair may not come by a delegation's account, and gives a link to somebody new.
    assert name(conference, term, "chair", email="head.bel@example.org").secret is None
    assert name(conference, term, "chair", email="somebody.new@example.org").secret
    with conference.database.writing() as session:
        session.add(
            Appointment(
                person_id=conference.people["secretariat"],
                process_id=conference.process,
                role="administrator",
                since=NOW,
            )
        )
    assert name(conference, term, email="administrator@example.org").secret


def test_a_term_ends_early_with_a_reason_and_so_does_the_role(conference):
    term = elect(conference, "BEL", "2026-06-01", basis="Elected by acclamation.")
    name(conference, term)
    with pytest.raises(BadFields) as caught:
        end(conference, term, "2028-06-01", "")
    assert problems(caught) == {"ended_on": "end-unfit", "end_reason": "reason-missing"}
    end(conference, term, "2026-12-01")
    person = person_of(conference, "new.chair@example.org")
    instants = (datetime(2026, 11, 30, 18, tzinfo=UTC), datetime(2026, 11, 30, 20, tzinfo=UTC))
    assert [chairs(conference, person, at) for at in instants] == [True, False]
    assert row(conference, term).basis == "Elected by acclamation.\nA new government."


def test_a_term_given_up_before_it_began_leaves_its_days_to_another_state(conference):
    term = elect(conference, "BEL", "2026-06-05")
    end(conference, term, "2026-06-05")
    assert overview(conference).present is None
    elect(conference, "ZAB", "2026-06-05")
    assert overview(conference).present.party.code == "ZAB"


def test_what_is_over_or_moved_on_is_not_changed(conference):
    term = elect(conference, "BEL", "2026-06-01")
    for act in (
        lambda: end(conference, term, "2026-12-01", seal="older"),
        lambda: name(conference, term, seal="older"),
    ):
        with pytest.raises(WrongState) as caught:
            act()
        assert caught.value.state == "moved on"
    over = elect(conference, "ZAB", "2020-01-01", basis="History.")
    with pytest.raises(WrongState) as caught:
        end(conference, over, "2021-01-01")
    assert caught.value.state == "over"
    with pytest.raises(NotFound):
        direct(conference, lambda session, scope: chairmanship.term(session, scope, 999))


def test_a_double_click_ends_a_term_once(conference):
    term = elect(conference, "BEL", "2026-06-01")
    shown, form = matters.seal(row(conference, term)), {"ended_on": "2026-12-01", "end_reason": "Ill."}
    for _ in range(2):
        direct(
            conference,
            lambda session, scope: chairmanship.end_term(
                session, scope, term, form, seal=shown, token="end-once", now=NOW
            ),
        )
    assert row(conference, term).basis == "Ill."


@pytest.mark.parametrize("who", ["office", "head.arv", "observer", "coordinator.zab", "administrator"])
def test_only_who_acts_for_the_whole_process_records(conference, who):
    term = elect(conference, "BEL", "2026-06-01")
    given = instruct(conference)
    form: dict[str, str] = {}
    acts = (
        lambda session, scope: chairmanship.elect(session, scope, form, token=token(), now=NOW),
        lambda session, scope: chairmanship.record_pass(session, scope, form, token=token(), now=NOW),
        lambda session, scope: chairmanship.end_term(session, scope, term, form, seal="", token=token(), now=NOW),
        lambda session, scope: representatives.name_representative(
            session, SETTINGS, scope, term, form, seal="", token=token(), now=NOW
        ),
        lambda session, scope: instructions.instruct(session, scope, form, language="en", token=token(), now=NOW),
        lambda session, scope: instructions.mark_done(session, scope, given, token=token(), now=NOW),
        instructions.listed,
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            direct(conference, act, who)


def listed(world: World) -> list[tuple[str, str, int | None, bool]]:
    with world.database.reading() as session:
        scope = process_scope(session, world.people["secretariat"], world.process, NOW)
        found = instructions.listed(session, scope)
        return [
            (it.row.text, it.person.email, it.meeting and it.meeting.id, it.row.done_at is not None) for it in found
        ]


def test_an_instruction_is_written_down_and_marked_when_it_is_done(conference):
    older = instruct(conference, given_on="2026-06-01", instruction="Book the hall.\nSoon.")
    instruct(conference, about_meeting=str(conference.meeting))
    direct(conference, lambda session, scope: instructions.mark_done(session, scope, older, token=token(), now=NOW))
    assert listed(conference) == [
        ("Circulate the agenda.", "secretariat@example.org", conference.meeting, False),
        ("Book the hall.\nSoon.", "secretariat@example.org", None, True),
    ]
    with pytest.raises(WrongState):
        direct(conference, lambda session, scope: instructions.mark_done(session, scope, older, token=token(), now=NOW))
    with pytest.raises(NotFound):
        direct(conference, lambda session, scope: instructions.mark_done(session, scope, 999, token=token(), now=NOW))


def test_a_double_click_marks_an_instruction_once(conference):
    given = instruct(conference)
    for _ in range(2):
        direct(
            conference, lambda session, scope: instructions.mark_done(session, scope, given, token="done-01", now=NOW)
        )
    assert [it[3] for it in listed(conference)] == [True]


def test_everything_wrong_with_an_instruction_is_told_at_once(conference):
    with pytest.raises(BadFields) as caught:
        instruct(conference, given_on="2026-06-06", instruction=" ", given_by="", about_meeting="999")
    assert problems(caught) == {
        "given_on": "day-not-yet",
        "instruction": "instruction-missing",
        "given_by": "giver-missing",
        "about_meeting": "unknown-meeting",
    }
    with pytest.raises(BadFields) as caught:
        instruct(conference, given_by="x" * 201)
    assert problems(caught) == {"given_by": "field-too-long"}


def test_the_overview_costs_the_same_after_a_hundred_years(conference, count_queries):
    def cost() -> int:
        with conference.database.reading() as session:
            process = session.get_one(Process, conference.process)
            with count_queries() as queries:
                chairmanship.overview(session, process, NOW.date())
        return len(queries)

    elect(conference, "BEL", "2026-06-01")
    before = cost()
    with conference.database.writing() as session:
        scope = process_scope(session, conference.people["secretariat"], conference.process, NOW, lock=True)
        for number in range(50):
            year = 1900 + 2 * number
            term = ChairTerm(
                process_id=conference.process,
                party_id=conference.parties["ARV"],
                meeting_id=session.scalars(select(Meeting.id)).first(),
                starts_on=date(year, 1, 1),
                ends_on=date(year + 2, 1, 1),
            )
            session.add(term)
            chairmanship.note(session, scope, "chair elected", term, now=NOW)
    assert cost() == before
