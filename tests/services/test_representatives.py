"""Who represents the State in the chair: the role lasts as long as the term, and a link opens no more than it may."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from drafting.domain.errors import BadFields
from drafting.persistence.records import Appointment, Process
from drafting.services import matters, matters_verification, representatives
from tests.chairing import NAMED, SETTINGS, chairs, direct, elect, name, person_of, problems, term
from tests.factories import NOW


@pytest.fixture(autouse=True)
def books(conference):
    """The record of the Process agrees with the tables at the end of every test."""
    yield
    with conference.database.reading() as session:
        process = session.get_one(Process, conference.process)
        assert matters_verification.verify(session, process).findings == ()


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
    kept = term(conference, first)
    assert (kept.representative_en, kept.representative_ru) == ("Ms New Chair", "Ms New Chair")
    assert (kept.position_en, kept.position_ru) == ("министр", "министр")
    with conference.database.reading() as session:
        assert representatives.email_of(session, kept) == "new.chair@example.org"


def test_another_representative_ends_the_role_of_the_former_one_and_the_same_keeps_it(conference):
    number = elect(conference, "BEL", "2026-06-01")
    name(conference, number)
    held = term(conference, number).appointment_id
    assert name(conference, number, name_en="Mrs New Chair") is None
    assert term(conference, number).appointment_id == held
    name(conference, number, email="other@example.org", now=NOW)
    before, after = (person_of(conference, f"{it}@example.org") for it in ("new.chair", "other"))
    assert (chairs(conference, before), chairs(conference, after)) == (False, True)
    assert name(conference, number, email="") is None
    assert not chairs(conference, after)
    with conference.database.reading() as session:
        assert representatives.email_of(session, term(conference, number)) == ""


def test_a_double_click_names_once_and_shows_no_second_link(conference):
    number = elect(conference, "BEL", "2026-06-01")
    shown = matters.seal(term(conference, number))
    links = [
        direct(
            conference,
            lambda session, scope: representatives.name_representative(
                session, SETTINGS, scope, number, NAMED, seal=shown, token="name-once", now=NOW
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
    number = elect(conference, "BEL", "2026-06-01")
    with pytest.raises(BadFields) as caught:
        name(conference, number, **typed)
    assert problems(caught) == expected


def test_a_link_is_given_only_where_it_opens_no_more_than_the_own_roles(conference):
    number = elect(conference, "BEL", "2026-06-01")
    assert name(conference, number, email="head.bel@example.org").secret
    assert name(conference, number, email="administrator@example.org").secret is None
    with conference.database.writing() as session:
        role = session.scalars(select(Appointment).where(Appointment.person_id == conference.people["chair"])).one()
        role.meeting_id = None
    # The Chair may not come by a delegation's account, and gives a link to somebody new.
    assert name(conference, number, "chair", email="head.bel@example.org").secret is None
    assert name(conference, number, "chair", email="somebody.new@example.org").secret
    with conference.database.writing() as session:
        session.add(
            Appointment(
                person_id=conference.people["secretariat"],
                process_id=conference.process,
                role="administrator",
                since=NOW,
            )
        )
    assert name(conference, number, email="administrator@example.org").secret
