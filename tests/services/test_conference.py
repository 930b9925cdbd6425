"""A conference file with an address that is none is refused where it stands."""

import copy

import pytest

from drafting.domain.errors import BadText
from drafting.persistence.database import Database
from drafting.services import conference
from tests.factories import NOW, PLAN, person


@pytest.mark.parametrize("email", ["Office", "office@", "office@example", "Office <office@example.org>", ""])
def test_a_person_without_an_address_is_refused_and_named(database: Database, email: str):
    plan = copy.deepcopy(PLAN)
    plan["people"].append(person(email))
    with pytest.raises(BadText) as refused, database.writing() as session:
        conference.set_up(session, plan, NOW)
    assert (refused.value.code, refused.value.details) == ("conference", {"at": f"people: {email}"})


def test_capitals_and_spaces_round_an_address_do_not_count(database: Database):
    plan = copy.deepcopy(PLAN)
    plan["people"].append(person(" Clerk@Example.org "))
    with database.writing() as session:
        made = conference.set_up(session, plan, NOW)
        assert made.people[" Clerk@Example.org "].email == "clerk@example.org"
