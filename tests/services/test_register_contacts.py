"""National coordinators and representatives: named, replaced, ended; an account that ends with its contact.

After every test the records of the Process and of its drafts are replayed and must agree with the tables.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from drafting.config import Settings
from drafting.domain.errors import BadFields, NotFound, WrongState
from drafting.persistence.database import Database
from drafting.persistence.records import Appointment, NationalContact, Person
from drafting.services import accounts, register, register_contacts
from drafting.services.people import Link
from drafting.services.scope import meeting_scope, process_scope
from tests import acts as people
from tests import registering as acts
from tests.factories import NOW, World, world


@pytest.fixture
def conference(database: Database) -> Iterator[World]:
    it = world(database)
    yield it
    assert acts.disagreements(it) == []


@pytest.fixture
def give(conference: World, settings: Settings) -> Callable[..., Link]:
    """`give("BEL", contact)` gives the contact an account."""

    def given(code: str, contact: int, now: datetime = NOW) -> Link:
        return acts.hold(
            conference,
            lambda session, scope: register_contacts.give_account(
                session, settings, scope, conference.parties[code], contact, now
            ),
            now=now,
        )

    return given


def row(it: World, number: int) -> NationalContact:
    with it.database.reading() as session:
        return session.get_one(NationalContact, number)


def correct(it: World, code: str, number: int, *, seal: str = "", token: str = "", **said: str) -> None:
    typed = {**acts.COORDINATOR, **said}
    shown = seal or acts.seal_of(it, NationalContact, number)
    acts.hold(
        it,
        lambda session, scope: register_contacts.correct(
            session, scope, it.parties[code], number, typed, seal=shown, token=token or people.token(), now=NOW
        ),
    )


def end(it: World, code: str, number: int, day: str, token: str = "", now: datetime = NOW) -> None:
    acts.hold(
        it,
        lambda session, scope: register_contacts.end(
            session, scope, it.parties[code], number, {"day": day}, token=token or people.token(), now=now
        ),
        now=now,
    )


def problems(refused: pytest.ExceptionInfo[BadFields]) -> dict[str, str]:
    return {field: it.code for field, it in refused.value.problems.items()}


def test_a_new_coordinator_takes_the_place_of_the_one_before(conference: World):
    first = acts.appoint(conference, "BEL")
    second = acts.appoint(conference, "BEL", name_en="Orin Vale", name_ru="Орин Вейл", since="2026-06-05", email="")
    assert (row(conference, first).until, row(conference, second).until) == (date(2026, 6, 5), None)
    assert row(conference, first).email == "ilva.torr@example.org"
    about = acts.told(conference)[-1][1]
    assert (about["person_en"], about["before_en"]) == ("Orin Vale", "Ilva Torr")
    assert "ilva" not in str(acts.told(conference))
    with conference.database.reading() as session:
        groups = {one.name: one.parties for one in register.on(session, conference.process, date(2026, 6, 4))}
        speaks = {it.party.code: it.coordinator.name_en for it in groups["participating"] if it.coordinator}
        scope = process_scope(session, conference.people["chair"], conference.process, NOW)
        page = register.page(session, scope, conference.parties["BEL"], NOW)
    assert speaks == {"BEL": "Ilva Torr"}
    assert ([it.id for it in page.contacts], [it.id for it in page.past]) == ([second], [first])


def test_a_coordinator_whose_end_is_set_gives_way_earlier(conference: World):
    first = acts.appoint(conference, "BEL")
    end(conference, "BEL", first, "2026-06-20")
    acts.appoint(conference, "BEL", name_en="Orin Vale", since="2026-06-10")
    acts.appoint(conference, "BEL", name_en="Lia Norr", since="2026-06-30")
    assert row(conference, first).until == date(2026, 6, 10)


def test_several_represent_a_party_and_one_takes_the_place_of_one(conference: World):
    kind = {"kind": "representative"}
    first, second = (acts.appoint(conference, "OBS", **kind, name_en=name) for name in ("One", "Two"))
    third = acts.appoint(conference, "OBS", **kind, name_en="Three", since="2026-06-03", replaces=str(first))
    assert [row(conference, it).until for it in (first, second, third)] == [date(2026, 6, 3), None, None]


@pytest.mark.parametrize(
    ("code", "said", "found"),
    [
        ("OBS", {}, {"kind": "contact-coordinator"}),
        ("BEL", {"kind": "king"}, {"kind": "contact-kind"}),
        (
            "BEL",
            {"name_en": "", "email": "ilva", "since": "2026-06-02"},
            {"name_en": "contact-name", "email": "bad-email"},
        ),
        ("BEL", {"since": ""}, {"since": "day-missing"}),
        ("BEL", {"since": "soon", "phone": "1" * 61}, {"since": "bad-date", "phone": "line-too-long"}),
        ("BEL", {"since": "2026-05-01"}, {"since": "contact-before"}),
        ("BEL", {"kind": "representative", "replaces": "99"}, {"replaces": "contact-replaces"}),
    ],
)
def test_what_is_wrong_with_a_contact_is_told(
    conference: World, code: str, said: dict[str, str], found: dict[str, str]
):
    acts.appoint(conference, "BEL")
    with pytest.raises(BadFields) as refused:
        acts.appoint(conference, code, **said)
    assert problems(refused) == found


def test_a_double_click_names_and_ends_one(conference: World):
    for _ in range(2):
        number = acts.appoint(conference, "BEL", token="twice-0001")
    for _ in range(2):
        end(conference, "BEL", number, "2026-06-10", token="twice-0002")
    assert [kind for kind, _ in acts.told(conference)] == ["contact named", "contact ended"]
    with pytest.raises(WrongState, match="end contact"):
        end(conference, "BEL", number, "2026-06-10")


@pytest.mark.parametrize(("day", "code"), [("", "day-missing"), ("2026-06-01", "contact-before")])
def test_a_service_ends_on_a_day_after_its_first(conference: World, day: str, code: str):
    number = acts.appoint(conference, "BEL")
    with pytest.raises(BadFields) as refused:
        end(conference, "BEL", number, day)
    assert problems(refused) == {"day": code}
    with pytest.raises(NotFound):
        end(conference, "ARV", number, "2026-06-10")


def test_a_number_is_corrected_and_whoever_saves_over_another_is_told(conference: World):
    number = acts.appoint(conference, "BEL")
    seal = acts.seal_of(conference, NationalContact, number)
    for _ in range(2):
        correct(conference, "BEL", number, seal=seal, token="twice-0001", phone="+7 1")
    assert row(conference, number).phone == "+7 1"
    with pytest.raises(WrongState, match="moved on"):
        correct(conference, "BEL", number, seal=seal, phone="+7 2")
    assert [kind for kind, _ in acts.told(conference)] == ["contact named", "contact corrected"]


def test_a_coordinator_with_an_account_speaks_for_the_state_until_the_last_day(
    conference: World, give: Callable[..., Link], settings: Settings
):
    number = acts.appoint(conference, "BEL")
    link = give("BEL", number)
    assert link.secret is not None
    assert (link.person.email, link.person.name_ru) == ("ilva.torr@example.org", "Ильва Торр")
    with conference.database.writing() as session:
        assert accounts.invited(session, link.secret, NOW).id == link.person.id
        scope = meeting_scope(session, link.person.id, conference.meeting, NOW)
        assert scope.actor.binds() == conference.parties["BEL"]
    end(conference, "BEL", number, "2026-06-10")
    midnight = datetime(2026, 6, 9, 19, tzinfo=UTC)  # The tenth begins in Almaty.
    with conference.database.reading() as session:
        assert meeting_scope(session, link.person.id, conference.meeting, midnight - timedelta(minutes=1))
        with pytest.raises(NotFound):
            meeting_scope(session, link.person.id, conference.meeting, midnight)
    assert settings.invitation_hours > 0


def test_a_second_link_gives_no_second_role(conference: World, give: Callable[..., Link]):
    number = acts.appoint(conference, "BEL")
    first, second = give("BEL", number), give("BEL", number)
    assert first.secret != second.secret
    with conference.database.reading() as session:
        held = session.query(Appointment).filter_by(person_id=first.person.id).all()
    assert [(it.role, it.meeting_id, it.party_id) for it in held] == [("coordinator", None, conference.parties["BEL"])]
    assert [kind for kind, _ in acts.told(conference)] == ["contact named", "contact given account"]
    with pytest.raises(BadFields) as refused:
        correct(conference, "BEL", number, email="other@example.org")
    assert problems(refused) == {"email": "contact-account"}


def test_a_role_held_before_is_the_accounts_role_and_ends_with_it(conference: World, give: Callable[..., Link]):
    number = acts.appoint(conference, "ZAB", email="coordinator.zab@example.org")
    link = give("ZAB", number)
    assert link.person.id == conference.people["coordinator.zab"]
    acts.appoint(conference, "ZAB", name_en="Next", email="", since="2026-06-05")
    with conference.database.reading() as session:
        (held,) = session.query(Appointment).filter_by(person_id=link.person.id)
        assert held.until == NOW
        with pytest.raises(NotFound):
            meeting_scope(session, link.person.id, conference.meeting, NOW)


def test_a_contact_that_ends_has_a_role_that_ends(conference: World, give: Callable[..., Link]):
    number = acts.appoint(conference, "BEL")
    end(conference, "BEL", number, "2026-06-10")
    link = give("BEL", number)
    with conference.database.reading() as session:
        (held,) = session.query(Appointment).filter_by(person_id=link.person.id)
        assert held.until == datetime(2026, 6, 9, 19, tzinfo=UTC)


def test_a_role_that_ended_earlier_stays_ended(conference: World, give: Callable[..., Link]):
    number = acts.appoint(conference, "BEL")
    link = give("BEL", number)
    with conference.database.writing() as session:
        (held,) = session.query(Appointment).filter_by(person_id=link.person.id)
        held.until = NOW
    end(conference, "BEL", number, "2026-06-10")
    with conference.database.reading() as session:
        assert session.get_one(Appointment, held.id).until == NOW


def test_no_link_opens_what_lies_beyond_this_process(conference: World, give: Callable[..., Link]):
    number = acts.appoint(conference, "BEL", email="administrator@example.org")
    assert give("BEL", number).secret is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("BEL", {"email": ""}),
        ("BEL", {"since": "2026-06-06"}),
        ("OBS", {"kind": "representative"}),
    ],
)
def test_an_account_is_for_a_coordinator_in_office_with_an_address(
    conference: World, give: Callable[..., Link], code: str, said: dict[str, str]
):
    number = acts.appoint(conference, code, **said)
    with pytest.raises(WrongState, match="give account"):
        give(code, number)
    with conference.database.reading() as session:
        assert session.query(Person).filter_by(email="ilva.torr@example.org").all() == []


def test_contacts_end_with_their_party_and_not_before_they_began(conference: World, give: Callable[..., Link]):
    number = acts.appoint(conference, "BEL")
    give("BEL", number)
    later = acts.appoint(conference, "BEL", kind="representative", since="2026-07-01")
    done = acts.appoint(conference, "BEL", kind="representative", since="2026-05-01")
    end(conference, "BEL", done, "2026-05-02")
    acts.become(conference, "BEL", "former", day="2026-06-04")
    assert [row(conference, it).until for it in (number, later, done)] == [
        date(2026, 6, 4),
        date(2026, 7, 1),
        date(2026, 5, 2),
    ]
