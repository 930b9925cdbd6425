"""A link that one delegation was given opens nothing that another one trusts the person with later."""

import pytest

from drafting.domain.errors import NotFound
from drafting.services import accounts
from tests.delegating import MIRA, add, faults_of_the_books, give_link, invite, members, roles, withdraw
from tests.factories import NOW, world


@pytest.fixture
def room(database):
    it = world(database)
    yield it
    assert faults_of_the_books(it) == ()


def opens(room, secret: str) -> bool:
    with room.database.reading() as session:
        try:
            return bool(accounts.invited(session, secret, NOW))
        except NotFound:
            return False


def link_held_by_belmora(room) -> str:
    """Belmora invited Mira, keeps the link, and takes her off its list again."""
    secret = invite(room).secret
    assert opens(room, secret)
    withdraw(room, "head.bel", members(room, "BEL")[-1].id)
    assert roles(room, "mira") == []
    return secret


def test_whom_the_office_invites_for_another_delegation_is_no_longer_reached_by_the_link_of_before(room):
    former = link_held_by_belmora(room)
    latter = invite(room, "office", "ARV").secret
    assert roles(room, "mira") == ["delegate"]
    assert (opens(room, former), opens(room, latter)) == (False, True)


def test_so_it_is_with_a_member_of_the_list_who_is_given_an_account(room):
    former = link_held_by_belmora(room)
    latter = give_link(room, "office", add(room, "office", "ARV", MIRA)).secret
    assert (opens(room, former), opens(room, latter)) == (False, True)
