"""A Process from nothing, what the Office says of it, its overview and the instruments that founded it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting import cli
from drafting.domain.errors import BadFields, BadText, NotAllowed, NotFound, WrongState
from drafting.domain.processes import Deed, Identity, day_of
from drafting.persistence.database import Database
from drafting.persistence.queries import matters as matter_queries
from drafting.persistence.queries import processes as queries
from drafting.persistence.records import Appointment, ChairTerm, Instrument, Meeting, Person, Process
from drafting.services import accounts, matters, matters_verification, processes
from drafting.services.processes import Officer
from drafting.services.scope import ProcessScope, process_scope
from tests import acts, ministers
from tests.factories import NOW, World

IDENTITY = Identity("Lake Process", "Озёрный процесс", "Asia/Bishkek", ("ru", "en"), "LP")
DEED = Deed("Declaration", "Декларация", "LP/01/2011", date(2011, 3, 16), "Almaty", "Алматы")


@pytest.fixture
def room(conference: World):
    yield conference
    with conference.database.reading() as session:
        for process in matter_queries.all_processes(session):
            assert matters_verification.verify(session, process).findings == ()


def create(database: Database, settings: Any, slug: str = "lake", identity: Identity = IDENTITY, *office: Officer):
    with database.writing() as session:
        people = office or (Officer("Office@Lake.example", "Anna  Petrova"), Officer("clerk@lake.example"))
        return processes.create(session, settings, slug, identity, people, NOW)


def problems(error: Any) -> dict[str, str]:
    return {field: it.code for field, it in error.value.problems.items()}


def read(world: World, do: Any, who: str = "secretariat") -> Any:
    with world.database.reading() as session:
        return do(session, process_scope(session, world.people[who], world.process, NOW))


def act(world: World, do: Any, who: str = "secretariat") -> Any:
    with world.database.writing() as session:
        return do(session, process_scope(session, world.people[who], world.process, NOW, lock=True))


def overview(world: World, who: str = "secretariat") -> processes.Overview:
    return read(world, lambda session, scope: processes.overview(session, scope, NOW), who)


def test_a_process_begins_with_its_office_alone_and_its_links_sign_in(database, settings):
    made = create(database, settings)
    assert [(it.email, it.name_en, it.name_ru) for it, _ in made.links] == [
        ("office@lake.example", "Anna Petrova", "Anna Petrova"),
        ("clerk@lake.example", "clerk", "clerk"),
    ]
    with database.writing() as session:
        for person, secret in made.links:
            used = accounts.use_invitation(session, secret, token="a-form", password_hash="", now=NOW)
            assert used.person.id == person.id
            scope = process_scope(session, person.id, made.process.id, NOW)
            assert scope.may("keep register")
            assert scope.may("change rules")
            assert scope.parties == {}
        process = session.get_one(Process, made.process.id)
        assert (process.name_ru, process.languages, process.symbol_name) == ("Озёрный процесс", ["ru", "en"], "LP")
        entries = matter_queries.entries(session, process)
        assert [it.kind for it in entries] == ["record opened", "process created"]
        assert matters_verification.verify(session, process).findings == ()


def test_somebody_named_twice_gets_one_role_and_a_known_person_keeps_the_own_name(room, settings):
    twice = (Officer("office@example.org", "Another Name"), Officer("OFFICE@example.org"))
    made = create(room.database, settings, "lake", IDENTITY, *twice)
    with room.database.reading() as session:
        roles = session.scalars(select(Appointment).where(Appointment.process_id == made.process.id)).all()
        assert [(it.role, it.person_id, it.meeting_id) for it in roles] == [("support", room.people["office"], None)]
        assert session.get_one(Person, room.people["office"]).name_en == "Office"
    assert len(made.links) == 1


def test_a_link_of_before_does_not_come_by_the_new_role(room, settings):
    with room.database.writing() as session:
        old = accounts.invite(session, settings, session.get_one(Person, room.people["office"]), NOW)
    create(room.database, settings, "lake", IDENTITY, Officer("office@example.org"))
    with room.database.reading() as session, pytest.raises(NotFound):
        accounts.invited(session, old, NOW)


@pytest.mark.parametrize(
    ("slug", "changes", "office", "found"),
    [
        ("test", {}, ["a@b.example"], {"slug": "slug-taken"}),
        ("Lake", {}, ["a@b.example"], {"slug": "bad-slug"}),
        ("lake--process", {}, ["a@b.example"], {"slug": "bad-slug"}),
        ("search", {}, ["a@b.example"], {"slug": "bad-slug"}),
        ("l" * 61, {}, ["a@b.example"], {"slug": "bad-slug"}),
        ("lake", {}, ["nobody"], {"support": "bad-email"}),
        (
            "lake",
            {"name_en": "", "zone": "Mars/Base"},
            ["a@b.example"],
            {"name_en": "field-missing", "zone": "unknown-zone"},
        ),
        ("lake", {"zone": "localtime"}, ["a@b.example"], {"zone": "unknown-zone"}),
        ("lake", {"zone": "../etc"}, ["a@b.example"], {"zone": "unknown-zone"}),
        ("lake", {"name_ru": "х" * 201}, ["a@b.example"], {"name_ru": "process-line-too-long"}),
        ("lake", {"languages": ("en", "en")}, ["a@b.example"], {"languages": "process-languages"}),
        ("lake", {"languages": ()}, ["a@b.example"], {"languages": "process-languages"}),
        ("lake", {"languages": ("xx",)}, ["a@b.example"], {"languages": "process-languages"}),
        ("lake", {"access": "delegation"}, ["a@b.example"], {"access": "process-access"}),
        ("lake", {"symbol_name": "x" * 61}, ["a@b.example"], {"symbol_name": "process-line-too-long"}),
    ],
)
def test_what_cannot_be_created_is_told_field_by_field_and_nothing_is_stored(
    room, settings, slug, changes, office, found
):
    identity = Identity(**{**vars(IDENTITY), **changes})
    with pytest.raises(BadFields) as error:
        create(room.database, settings, slug, identity, *(Officer(it) for it in office))
    assert problems(error) == found
    with room.database.reading() as session:
        assert len(matter_queries.all_processes(session)) == 1


def test_a_process_without_anybody_is_not_created(database, settings):
    with database.writing() as session, pytest.raises(BadFields) as error:
        processes.create(session, settings, "lake", IDENTITY, [], NOW)
    assert problems(error) == {"support": "office-missing"}


def test_the_command_prints_a_link_for_each_of_the_office(monkeypatch, sqlite_url, capsys):
    monkeypatch.setenv("DRAFTING_SECRET_KEY", "k" * 40)
    monkeypatch.setenv("DRAFTING_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DRAFTING_PUBLIC_URL", "https://drafting.example.org")
    names = ["--name-en", "Lake Process", "--name-ru", "Озёрный процесс", "--zone", "Asia/Bishkek"]
    assert cli.main(["process", "lake", *names, "--support", "Anna Petrova <anna@lake.example>", "b@lake.example"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["anna@lake.example", "b@lake.example"]
    assert all("  https://drafting.example.org/invitation/" in line for line in lines)
    assert cli.main(["process", "lake", *names[:5], "Nowhere", "--support", "b@lake.example"]) == 1
    said = capsys.readouterr().err
    assert "slug: Another Process bears this short name." in said
    assert "zone: No such time zone is known." in said


def test_the_overview_tells_who_chairs_who_serves_what_comes_and_how_many_take_part(room):
    with room.database.writing() as session:
        session.add(Meeting(**{**MEETING, "slug": "past", "ends_on": NOW.date() - timedelta(days=1)}))
        session.add(Meeting(**{**MEETING, "slug": "later", "starts_on": NOW.date() + timedelta(days=9)}))
        session.add(Meeting(**{**MEETING, "slug": "off", "state": "cancelled"}))
        for state, start, end in (("ZAB", -900, -1), ("BEL", -1, 700), ("ARV", 700, 1400)):
            starts_on, ends_on = (NOW.date() + timedelta(days=it) for it in (start, end))
            party = room.parties[state]
            session.add(ChairTerm(process_id=room.process, party_id=party, starts_on=starts_on, ends_on=ends_on))
    found = overview(room)
    assert (found.participating, found.observers) == (3, 1)
    assert [it.email for it in found.office] == ["secretariat@example.org"]
    term, state = found.chair
    assert (state.code, term.ends_on) == ("BEL", NOW.date() + timedelta(days=700))
    assert [(it.slug, is_open) for it, is_open in found.meetings] == [("first", True), ("later", True)]


MEETING: dict[str, Any] = {
    "process_id": 1,
    "kind": "senior officials",
    **dict.fromkeys(("title_en", "title_ru", "city_en", "city_ru"), "X"),
    "zone": "Asia/Almaty",
    "starts_on": NOW.date() - timedelta(days=3),
    "ends_on": NOW.date() + timedelta(days=9),
}


@pytest.mark.parametrize(
    ("access", "seen"), [("public", True), ("participants", True), ("participating", False), ("office", False)]
)
def test_a_meeting_that_is_not_for_everybody_is_seen_by_those_it_is_for_and_those_who_sit_in_it(room, access, seen):
    with room.database.writing() as session:
        session.get_one(Meeting, room.meeting).access = access
        session.add(Meeting(**{**MEETING, "slug": "other", "access": access}))
    # A delegate has a role in the first meeting alone: it is listed and open, the other one follows its class.
    found = {it.slug: is_open for it, is_open in overview(room, "delegate.arv").meetings}
    assert found == ({"first": True, "other": False} if seen else {"first": True})
    assert {it.slug for it, _ in overview(room).meetings} == {"first", "other"}


def test_nobody_chairs_a_process_without_a_term(room):
    assert overview(room).chair is None


def save(world: World, seal: str = "", token: str = "", who: str = "secretariat", **changes: Any) -> None:
    def do(session: Session, scope: ProcessScope) -> None:
        identity = Identity(**{**vars(IDENTITY), **changes})
        shown = seal or matters.seal(scope.process)
        processes.save(session, scope, identity, seal=shown, token=token or acts.token(), now=NOW)

    act(world, do, who)


def test_the_office_changes_what_it_says_of_the_process_once(room):
    shown = read(room, lambda _session, scope: matters.seal(scope.process))
    for _click in range(2):
        save(room, seal=shown, token="one-form")
    with room.database.reading() as session:
        process = session.get_one(Process, room.process)
        assert (process.name_en, process.zone, process.slug) == ("Lake Process", "Asia/Bishkek", "test")
        entry = matter_queries.entries(session, process)[-1]
        assert (entry.kind, entry.seq) == ("process changed", 2)
        assert entry.payload["about"] == {
            "was_en": "Test Process",
            "was_ru": "Тестовый процесс",
            "name_en": "Lake Process",
            "name_ru": "Озёрный процесс",
        }
    with pytest.raises(WrongState, match="moved on"):
        save(room, seal=shown)
    with pytest.raises(BadFields) as error:
        save(room, name_en="", access="all")
    assert problems(error) == {"name_en": "field-missing", "access": "process-access"}


@pytest.mark.parametrize("who", ["office", "chair", "administrator", "coordinator.zab", "head.arv"])
def test_only_the_office_of_the_whole_process_says_anything_of_it(room, who):
    with pytest.raises(NotAllowed):
        save(room, who=who)
    for do in (
        lambda session, scope: processes.instrument(session, scope, 1),
        processes.adopted,
        lambda session, scope: processes.add_instrument(session, scope, DEED, token="a-form", now=NOW),
        lambda session, scope: processes.save_instrument(session, scope, 1, DEED, seal="", token="a-form", now=NOW),
        lambda session, scope: processes.remove_instrument(session, scope, 1, seal="", token="a-form", now=NOW),
    ):
        with pytest.raises(NotAllowed):
            act(room, do, who)


def add(world: World, deed: Deed = DEED, token: str = "") -> None:
    form = token or acts.token()
    act(world, lambda session, scope: processes.add_instrument(session, scope, deed, token=form, now=NOW))


def instruments(world: World) -> list[Instrument]:
    with world.database.reading() as session:
        return queries.instruments(session, world.process)


def test_instruments_are_added_changed_and_removed_each_once_and_stand_by_date(room):
    undated = Deed("Terms of reference", "Круг ведения")
    for deed, form in ((undated, "form-1"), (DEED, "form-2"), (DEED, "form-2")):
        add(room, deed, form)
    assert [it.title_en for it in instruments(room)] == ["Declaration", "Terms of reference"]
    row = instruments(room)[0]
    seal, later = matters.seal(row), Deed("Declaration of Almaty", "Алматинская декларация")
    for _click in range(2):
        act(
            room,
            lambda session, scope: processes.save_instrument(
                session, scope, row.id, later, seal=seal, token="form-3", now=NOW
            ),
        )
    changed = next(it for it in instruments(room) if it.id == row.id)
    assert (changed.title_ru, changed.adopted_on, changed.symbol) == ("Алматинская декларация", None, "")
    with pytest.raises(WrongState, match="moved on"):
        act(room, lambda session, scope: remove(session, scope, row.id, seal, "form-4"))
    for _click in range(2):
        act(room, lambda session, scope: remove(session, scope, row.id, matters.seal(changed), "form-5"))
    assert [it.title_en for it in instruments(room)] == ["Terms of reference"]
    with room.database.reading() as session:
        entries = matter_queries.entries(session, session.get_one(Process, room.process))
    kinds = ["instrument added", "instrument added", "instrument changed", "instrument removed"]
    assert [it.kind for it in entries] == ["record opened", *kinds]
    assert entries[-1].payload["about"] == {"title_en": "Declaration of Almaty", "title_ru": "Алматинская декларация"}


def remove(session: Session, scope: ProcessScope, instrument_id: int, seal: str, token: str) -> None:
    processes.remove_instrument(session, scope, instrument_id, seal=seal, token=token, now=NOW)


def test_an_instrument_may_point_to_a_text_that_was_adopted_here_and_to_no_other(room):
    open_text, adopted = room.draft, ministers.decide(room)
    offered = read(room, processes.adopted)
    assert [draft.id for draft, _ in offered] == [adopted]
    add(room, Deed("Decision", "Решение", draft=adopted))
    assert instruments(room)[0].draft_id == adopted
    with pytest.raises(BadFields) as error:
        add(room, Deed("Decision", "Решение", draft=open_text))
    assert problems(error) == {"draft": "unknown-draft"}


def test_an_instrument_of_another_process_is_not_found(room):
    add(room)
    with room.database.writing() as session:
        other = Process(slug="other", name_en="Other", name_ru="Другой", zone="UTC")
        session.add(other)
        session.flush()
        row = Instrument(process_id=other.id, title_en="X", title_ru="X")
        session.add(row)
        session.flush()
        foreign = row.id
    with pytest.raises(NotFound):
        read(room, lambda session, scope: processes.instrument(session, scope, foreign))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"title_en": ""}, {"title_en": "field-missing"}),
        (
            {"title_ru": "х" * 301, "symbol": "x" * 121},
            {"title_ru": "process-line-too-long", "symbol": "process-line-too-long"},
        ),
        ({"place_en": "x" * 81}, {"place_en": "process-line-too-long"}),
        # Noon in London is the evening of the same day in Almaty.
        ({"adopted_on": NOW.date() + timedelta(days=1)}, {"adopted_on": "adopted-later"}),
        ({"adopted_on": NOW.date()}, {}),
    ],
)
def test_an_instrument_has_titles_in_both_languages_and_was_adopted_by_today(room, changes, found):
    deed = Deed(**{**vars(DEED), **changes})
    if not found:
        add(room, deed)
        return
    with pytest.raises(BadFields) as error:
        add(room, deed)
    assert problems(error) == found


@pytest.mark.parametrize(
    ("said", "day"), [("", None), (" 2011-03-16 ", date(2011, 3, 16)), ("1900-01-01", date(1900, 1, 1))]
)
def test_a_day_is_read(said, day):
    assert day_of(said) == day


@pytest.mark.parametrize("said", ["16.03.2011", "2011-02-30", "1899-12-31", "2200-01-01"])
def test_what_is_no_day_is_refused(said):
    with pytest.raises(BadText, match="bad-date"):
        day_of(said)


@pytest.mark.parametrize("count", [2, 60])
def test_the_overview_takes_a_fixed_number_of_queries(room, count, count_queries):
    with room.database.writing() as session:
        for number in range(count):
            session.add(Instrument(process_id=room.process, title_en=f"No. {number}", title_ru="X"))
            session.add(Meeting(**{**MEETING, "slug": f"m-{number}"}))
    with count_queries() as asked:
        overview(room)
    assert len(asked) <= 10
