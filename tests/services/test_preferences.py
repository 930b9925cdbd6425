"""What a person prefers is kept: language, theme, and the zone that hours are read in."""

import pytest

from drafting.domain.errors import NotFound
from drafting.persistence.database import Database
from drafting.persistence.records import Person
from drafting.services import accounts


@pytest.fixture
def person(database: Database) -> Person:
    person = Person(email="elena.sorel@example.org", name_en="Elena Sorel", name_ru="Елена Сорель")
    with database.writing() as session:
        session.add(person)
    return person


@pytest.mark.parametrize(
    ("language", "theme", "kept"),
    [("ru", "dark", ("ru", "dark")), (None, "light", ("en", "light")), ("fr", "<b>", ("en", "auto"))],
)
def test_preferences_are_kept_and_unknown_ones_left_out(database, person, language, theme, kept):
    with database.writing() as session:
        accounts.prefer(session, person.id, language=language, theme=theme)
    with database.reading() as session:
        found = session.get_one(Person, person.id)
        assert (found.language, found.theme) == kept


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ("Asia/Kabul", "Asia/Kabul"),
        ("", ""),
        (None, "Europe/Vienna"),
        ("Nowhere/Land", "Europe/Vienna"),
        ("../passwd", "Europe/Vienna"),
        ("localtime", "Europe/Vienna"),
    ],
)
def test_the_zone_that_hours_are_read_in_is_kept_and_an_unknown_one_left_out(database, person, chosen, kept):
    for zone in ("Europe/Vienna", chosen):
        with database.writing() as session:
            accounts.prefer(session, person.id, language=None, theme=None, zone=zone)
    with database.reading() as session:
        assert session.get_one(Person, person.id).zone == kept


def test_nobody_has_no_preferences(database):
    with database.writing() as session, pytest.raises(NotFound):
        accounts.prefer(session, 0, language="ru", theme="dark")
