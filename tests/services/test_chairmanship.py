"""Elections, passes, representatives and the end of a term, as the Office records them; instructions of the Chair."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from sqlalchemy import select

from drafting.domain.errors import BadFields, NotAllowed, NotFound, WrongState
from drafting.persistence.records import ChairPass, ChairTerm, Instruction, Meeting, Party, Process
from drafting.services import chairmanship, instructions, matters, matters_verification, representatives
from drafting.services.scope import process_scope
from tests.acts import token
from tests.chairing import (
    SETTINGS,
    chairs,
    direct,
    elect,
    election,
    instruct,
    name,
    overview,
    passes,
    person_of,
    problems,
    term,
)
from tests.factories import NOW, World


@pytest.fixture(autouse=True)
def books(conference):
    """The record of the Process agrees with the tables at the end of every test."""
    yield
    with conference.database.reading() as session:
        process = session.get_one(Process, conference.process)
        assert matters_verification.verify(session, process).findings == ()


def refused(world: World, form: dict[str, str]) -> dict[str, str]:
    with pytest.raises(BadFields) as caught:
        direct(world, lambda session, scope: chairmanship.elect(session, scope, form, token=token(), now=NOW))
    return problems(caught)


def next_of(world: World) -> str | None:
    found = overview(world)
    return found.next.code if found.next else None


def end(world: World, term_id: int, day: str, reason: str = "A new government.", seal: str = "") -> None:
    shown, form = seal or matters.seal(term(world, term_id)), {"ended_on": day, "end_reason": reason}
    direct(
        world,
        lambda session, scope: chairmanship.end_term(session, scope, term_id, form, seal=shown, token=token(), now=NOW),
    )


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


def test_a_term_ends_early_with_a_reason_and_so_does_the_role(conference):
    number = elect(conference, "BEL", "2026-06-01", basis="Elected by acclamation.")
    name(conference, number)
    with pytest.raises(BadFields) as caught:
        end(conference, number, "2028-06-01", "")
    assert problems(caught) == {"ended_on": "end-unfit", "end_reason": "reason-missing"}
    end(conference, number, "2026-12-01")
    person = person_of(conference, "new.chair@example.org")
    instants = (datetime(2026, 11, 30, 18, tzinfo=UTC), datetime(2026, 11, 30, 20, tzinfo=UTC))
    assert [chairs(conference, person, at) for at in instants] == [True, False]
    assert term(conference, number).basis == "Elected by acclamation.\nA new government."


def test_a_term_given_up_before_it_began_leaves_its_days_to_another_state(conference):
    number = elect(conference, "BEL", "2026-06-05")
    end(conference, number, "2026-06-05")
    assert overview(conference).present is None
    elect(conference, "ZAB", "2026-06-05")
    assert overview(conference).present.party.code == "ZAB"


def test_what_is_over_or_moved_on_is_not_changed(conference):
    number = elect(conference, "BEL", "2026-06-01")
    for act in (
        lambda: end(conference, number, "2026-12-01", seal="older"),
        lambda: name(conference, number, seal="older"),
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
    number = elect(conference, "BEL", "2026-06-01")
    shown, form = matters.seal(term(conference, number)), {"ended_on": "2026-12-01", "end_reason": "Ill."}
    for _ in range(2):
        direct(
            conference,
            lambda session, scope: chairmanship.end_term(
                session, scope, number, form, seal=shown, token="end-once", now=NOW
            ),
        )
    assert term(conference, number).basis == "Ill."


@pytest.mark.parametrize("who", ["office", "head.arv", "observer", "coordinator.zab", "administrator"])
def test_only_who_acts_for_the_whole_process_records(conference, who):
    number = elect(conference, "BEL", "2026-06-01")
    given = instruct(conference)
    form: dict[str, str] = {}
    acts = (
        lambda session, scope: chairmanship.elect(session, scope, form, token=token(), now=NOW),
        lambda session, scope: chairmanship.record_pass(session, scope, form, token=token(), now=NOW),
        lambda session, scope: chairmanship.end_term(session, scope, number, form, seal="", token=token(), now=NOW),
        lambda session, scope: representatives.name_representative(
            session, SETTINGS, scope, number, form, seal="", token=token(), now=NOW
        ),
        lambda session, scope: instructions.instruct(session, scope, form, language="en", token=token(), now=NOW),
        lambda session, scope: instructions.mark_done(session, scope, given, token=token(), now=NOW),
        instructions.listed,
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            direct(conference, act, who)


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
