"""A party joins, changes what it is, leaves: the history is kept, open drafts follow, adopted ones keep theirs.

After every test the records of the Process and of its drafts are replayed and must agree with the tables.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from drafting.domain.errors import BadFields, NotFound, WrongState
from drafting.persistence.database import Database
from drafting.persistence.queries import accounts
from drafting.persistence.records import Appointment, Entry, Membership, NationalContact, Participation, Party
from drafting.services import adoption_page, calendars, home, matrix, participation, register_membership
from drafting.services.people import people as accounts_of
from drafting.services.scope import meeting_scope, process_scope
from tests import acts as people
from tests import registering as acts
from tests import silence
from tests.factories import NOW, TEXT, World, import_text, world


@pytest.fixture
def conference(database: Database) -> Iterator[World]:
    it = world(database)
    yield it
    assert acts.disagreements(it) == []


def stated(it: World, draft: int | None = None) -> dict[str, tuple[str, date | None, str]]:
    """Code -> (participation, since when, basis) in a draft."""
    codes = {number: code for code, number in it.parties.items()}
    with it.database.reading() as session:
        rows = session.scalars(select(Participation).where(Participation.draft_id == (draft or it.draft)))
        return {codes[row.party_id]: (row.status, row.since, row.basis) for row in rows}


def history(it: World, code: str) -> list[tuple[str, date | None, date | None]]:
    return [(one.status, one.since, one.until) for one in acts.known(it, code).spells]


def problems(refused: pytest.ExceptionInfo[BadFields]) -> dict[str, str]:
    return {field: it.code for field, it in refused.value.problems.items()}


def test_a_new_state_takes_part_in_every_open_draft_and_each_record_says_so(conference: World):
    with conference.database.writing() as session:
        russian = import_text(session, conference.people["office"], conference.meeting, TEXT, "ru").id
    acts.add(conference)
    since = date(2026, 6, 1)
    assert stated(conference)["NEW"] == ("adopting", since, "Decision of the ministers")
    assert stated(conference, russian)["NEW"] == ("adopting", since, "Решение министров")
    with conference.database.reading() as session:
        newest = session.scalars(select(Entry).where(Entry.draft_id == russian).order_by(Entry.seq.desc())).first()
    assert newest is not None
    assert (newest.kind, newest.capacity, newest.payload["party"]) == (
        "participation stated",
        "support",
        conference.parties["NEW"],
    )


def test_an_adopted_draft_keeps_its_table(conference: World):
    people.agree_all(conference)
    people.adopt(conference)
    before = stated(conference)
    acts.add(conference)
    acts.become(conference, "ZAB", "former")
    assert stated(conference) == before
    page = people.look(conference, "chair", adoption_page.adoption_page)
    assert {it.party.code for it in page.participants} == {"ARV", "BEL", "ZAB", "OBS"}


def test_an_observer_that_joins_is_asked_from_then_on(conference: World):
    acts.become(conference, "OBS", "participating", day="2026-06-02")
    assert history(conference, "OBS") == [
        ("observer", None, date(2026, 6, 2)),
        ("participating", date(2026, 6, 2), None),
    ]
    assert acts.known(conference, "OBS").party.status == "participating"
    assert stated(conference)["OBS"][0] == "adopting"
    assert stated(conference)["ARV"] == ("adopting", None, "")
    assert acts.told(conference)[-1][0] == "membership changed"


def test_whoever_leaves_adopts_no_open_draft_and_its_people_do_nothing_more(conference: World):
    contact = acts.appoint(conference, "ZAB")
    acts.become(conference, "ZAB", "former", day="2026-06-03")
    assert stated(conference)["ZAB"] == ("not participating", date(2026, 6, 3), "Decision of the ministers")
    with conference.database.reading() as session:
        assert session.get_one(NationalContact, contact).until == date(2026, 6, 3)
        who = conference.people["coordinator.zab"]
        assert accounts.appointments_for(session, who, conference.process, conference.meeting, NOW) == []
        assert not accounts.has_role(session, who, conference.process, NOW)
        assert home.home(session, who, NOW) == ()
        assert calendars.of_person(session, who, NOW) == []
        for ask in (meeting_scope, process_scope):
            with pytest.raises(NotFound):
                ask(session, who, getattr(conference, ask.__name__.partition("_")[0]), NOW)
    with pytest.raises(NotFound):
        people.propose(conference, "coordinator.zab", "1.", "X")


def test_nobody_acts_for_a_former_observer_even_where_a_role_was_left_running(conference: World):
    with conference.database.writing() as session:
        session.get_one(Party, conference.parties["OBS"]).status = "former"
    with pytest.raises(NotFound):
        people.propose(conference, "observer", "1.", "X")
    with conference.database.writing() as session:
        session.get_one(Party, conference.parties["OBS"]).status = "observer"


def test_lists_of_states_do_not_count_who_has_left_and_old_proposals_keep_their_names(conference: World):
    people.propose(conference, "coordinator.zab", "1.", "To welcome it;")
    acts.become(conference, "ZAB", "former")
    with conference.database.writing() as session:
        draft = import_text(session, conference.people["office"], conference.meeting, TEXT).id
    assert set(stated(conference, draft)) == {"ARV", "BEL", "OBS"}
    found = people.look(conference, "chair", matrix.matrix)
    assert [it.code for it in found.columns] == ["ARV", "BEL"]
    assert people.look(conference, "chair", lambda _, scope: list(scope.parties.values())[-1].code) == "ZAB"
    assert people.look(conference, "chair", lambda _, scope: [it.code for it in scope.participating()]) == [
        "ARV",
        "BEL",
    ]
    with conference.database.reading() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW)
        groups = accounts_of(session, scope, NOW)
    assert [it.party.code for it in groups if it.party] == ["ARV", "BEL", "OBS"]
    shown = people.look(conference, "chair", participation.table)
    assert {it.party.code for it in shown} == {"ARV", "BEL", "ZAB", "OBS"}
    other = World(**{**vars(conference), "draft": draft})
    assert {it.party.code for it in people.look(other, "chair", participation.table)} == {"ARV", "BEL", "OBS"}
    page = people.look(other, "chair", adoption_page.adoption_page)
    assert {it.party.code for it in page.participants} == {"ARV", "BEL", "OBS"}


def test_a_state_that_comes_back_takes_part_again_and_its_old_roles_do_not_come_back(conference: World):
    acts.become(conference, "ZAB", "former", day="2026-06-01")
    acts.become(conference, "ZAB", "observer", day="2026-06-03")
    assert stated(conference)["ZAB"][0] == "observer"
    acts.become(conference, "ZAB", "participating", day="2026-06-04")
    assert stated(conference)["ZAB"][0] == "adopting"
    with conference.database.reading() as session:
        running = select(func.count()).where(
            Appointment.party_id == conference.parties["ZAB"], Appointment.until.is_(None)
        )
        assert session.scalar(running) == 0


@pytest.mark.parametrize("status", ["former", "observer"])
def test_a_state_that_is_asked_by_silence_cannot_stop_participating(conference: World, status: str):
    silence.start(conference, "2.")
    with pytest.raises(WrongState, match="change membership"):
        acts.become(conference, "ZAB", status)
    assert history(conference, "ZAB") == [("participating", None, None)]
    acts.become(conference, "OBS", "former")


def test_civil_society_is_in_no_draft(conference: World):
    acts.add(conference, code="CSO", category="civil society", status="invited", country="KGZ")
    acts.become(conference, "CSO", "former")
    acts.become(conference, "CSO", "invited")
    assert "CSO" not in stated(conference)
    assert (
        people.look(conference, "chair", lambda _, scope: "CSO" in {it.code for it in scope.parties.values()}) is False
    )
    assert history(conference, "CSO") == [("invited", date(2026, 6, 1), None)]


def test_an_organization_that_has_left_before_a_draft_came_is_not_stated_in_it(conference: World):
    acts.add(conference, code="ORG", category="other", status="observer", since="2026-06-01")
    acts.become(conference, "ORG", "former", day="2026-06-02")
    with conference.database.writing() as session:
        draft = import_text(session, conference.people["office"], conference.meeting, TEXT).id
    acts.become(conference, "ORG", "observer", day="2026-06-03")
    acts.become(conference, "ORG", "former", day="2026-06-04")
    assert stated(conference, draft)["ORG"][0] == "not participating"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"day": "", "basis_en": ""}, {"day": "day-missing", "basis_en": "membership-basis"}),
        ({"day": "2026-06-06"}, {"day": "day-ahead"}),
        ({"day": "yesterday"}, {"day": "bad-date"}),
        ({"status": "invited"}, {"status": "membership-status"}),
        ({"status": "participating"}, {"status": "membership-same"}),
        ({"day": "2026-06-01"}, {"day": "membership-before"}),
    ],
)
def test_what_is_wrong_with_a_change_is_told(conference: World, said: dict[str, str], found: dict[str, str]):
    acts.become(conference, "OBS", "participating", day="2026-06-02")
    with pytest.raises(BadFields) as refused:
        acts.keep(
            conference,
            lambda session, kept: register_membership.change(
                session,
                kept,
                conference.parties["OBS"],
                {"status": "former", "day": "2026-06-05", **acts.BASIS, **said},
                token=people.token(),
                now=NOW,
            ),
        )
    assert problems(refused) == found


def test_today_is_the_day_where_the_process_has_its_clock(conference: World):
    """At 20:00 in London it is tomorrow in Almaty."""
    acts.become(conference, "OBS", "participating", day="2026-06-06", now=NOW + timedelta(hours=8))
    assert history(conference, "OBS")[-1][1] == date(2026, 6, 6)


def test_a_double_click_changes_once(conference: World):
    for _ in range(2):
        acts.become(conference, "OBS", "participating", token="twice-0001")
    assert [kind for kind, _ in acts.told(conference)] == ["membership changed"]


def correct(it: World, code: str, number: int, *, seal: str = "", token: str = "", **said: str) -> None:
    typed = {"since": "", "basis_en": "", "basis_ru": "", **said}
    shown = seal or acts.seal_of(it, Membership if number else Party, number or it.parties[code])
    acts.keep(
        it,
        lambda session, kept: register_membership.correct(
            session, kept, it.parties[code], number, typed, seal=shown, token=token or people.token(), now=NOW
        ),
    )


def test_a_day_and_a_basis_are_corrected_and_the_spell_before_follows(conference: World):
    acts.become(conference, "OBS", "participating", day="2026-06-02")
    row = acts.known(conference, "OBS").rows[1]
    seal = acts.seal_of(conference, Membership, row.id)
    for _ in range(2):
        correct(conference, "OBS", row.id, since="2026-05-01", seal=seal, token="twice-0001", **acts.BASIS)
    assert history(conference, "OBS") == [
        ("observer", None, date(2026, 5, 1)),
        ("participating", date(2026, 5, 1), None),
    ]
    with pytest.raises(WrongState, match="moved on"):
        correct(conference, "OBS", row.id, since="2026-04-01", seal=seal)
    assert [kind for kind, _ in acts.told(conference)] == ["membership changed", "membership corrected"]


def test_the_first_entry_of_a_party_without_a_history_is_a_correction(conference: World):
    correct(conference, "ARV", 0, since="2011-11-16", basis_en="Declaration", basis_ru="Декларация")
    it = acts.known(conference, "ARV")
    assert [(one.status, one.since, one.basis_ru) for one in it.rows] == [
        ("participating", date(2011, 11, 16), "Декларация")
    ]


def test_a_correction_that_would_overlap_is_refused(conference: World):
    acts.become(conference, "OBS", "participating", day="2026-06-02")
    acts.become(conference, "OBS", "former", day="2026-06-04")
    rows = acts.known(conference, "OBS").rows
    for number, since, code in (
        (rows[1].id, "2026-06-05", "membership-empty"),
        (rows[1].id, "", "membership-open"),
        (rows[1].id, "2026-06-06", "day-ahead"),
    ):
        with pytest.raises(BadFields) as refused:
            correct(conference, "OBS", number, since=since)
        assert problems(refused) == {"since": code}
    with pytest.raises(NotFound):
        correct(conference, "ARV", rows[1].id, seal="x")
