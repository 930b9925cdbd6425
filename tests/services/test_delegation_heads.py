"""Heads of delegations: one at a time, with the rights that go with it, and nobody rises by another's account."""

import threading

import pytest

from drafting.domain.errors import BadFields, NotAllowed, NotFound, WrongState
from drafting.persistence.queries import people as people_queries
from drafting.persistence.records import Appointment, Invitation, Party
from drafting.services import accounts, delegation_heads, people
from drafting.services.delegation_changes import Entry
from drafting.services.scope import meeting_scope
from tests.delegating import (
    MIRA,
    SETTINGS,
    add,
    appointment,
    change,
    complete,
    confirm,
    enlist,
    faults_of_the_books,
    give_link,
    invite,
    make_head,
    members,
    roles,
    row,
    withdraw,
)
from tests.factories import NOW, world


@pytest.fixture
def room(database):
    it = world(database)
    yield it
    assert faults_of_the_books(it) == ()


@pytest.fixture
def belmora(room):
    """Belmora's head and delegate in its list, confirmed: their ids."""
    for who in ("head.bel", "delegate.bel"):
        enlist(room, "office", who)
    head, member = (it.id for it in members(room, "BEL"))
    confirm(room, "office", "BEL", head, member)
    return head, member


def opened(room, secret):
    """Sign in by a link, as the person would."""
    with room.database.writing() as session:
        return accounts.use_invitation(session, secret, token="form-0001", password_hash="", now=NOW).person.id


def good(room, secret):
    with room.database.reading() as session:
        try:
            accounts.invited(session, secret, NOW)
        except NotFound:
            return False
        return True


def appoint(room, who, role, party=None, *, everywhere=False):
    with room.database.writing() as session:
        session.add(
            Appointment(
                person_id=room.people[who],
                process_id=room.process,
                meeting_id=None if everywhere else room.meeting,
                party_id=party and room.parties[party],
                role=role,
                since=NOW,
            )
        )


def test_who_is_invited_signs_in_and_completes_the_own_entry(room):
    link = invite(room, entry=Entry(email=" New.Member@Example.org "))
    (found,) = members(room, "BEL")
    assert (found.state, found.name_en, found.email) == ("invited", "new.member", "new.member@example.org")
    assert roles(room, "new.member") == ["delegate"]
    assert opened(room, link.secret) == room.people["new.member"]
    complete(room, "new.member", found.id, MIRA)
    after = row(room, found.id)
    assert (after.state, after.name_ru, after.email) == ("named", "Мира Вел", "new.member@example.org")
    with room.database.reading() as session:
        person = people_queries.lock_person(session, person_id=room.people["new.member"])
        assert (person.name_en, person.name_ru) == ("Mira Vel", "Мира Вел")


def test_a_name_that_an_account_has_is_not_changed_by_an_entry(room):
    enlist(room, "office", "delegate.bel")
    complete(room, "delegate.bel", members(room, "BEL")[0].id, Entry(name_en="Chair"))
    with room.database.reading() as session:
        assert people_queries.lock_person(session, person_id=room.people["delegate.bel"]).name_en == "Delegate Bel"


def test_the_head_may_name_the_invited_and_the_office_then_confirm(room):
    invite(room)
    (found,) = members(room, "BEL")
    with pytest.raises(WrongState) as refused:
        confirm(room, "office", "BEL", found.id)
    assert refused.value.state == "invited"
    change(room, "head.bel", found.id, MIRA)
    assert confirm(room, "office", "BEL", found.id) == 1


def test_an_invitation_sent_twice_gives_another_link_and_ends_the_first(room):
    first, second = (invite(room, token="the-same-click") for _ in range(2))
    assert len(members(room, "BEL")) == 1
    assert (good(room, first.secret), good(room, second.secret)) == (False, True)
    third = give_link(room, "head.bel", members(room, "BEL")[0].id)
    assert (good(room, second.secret), good(room, third.secret)) == (False, True)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Entry(), "email-missing"),
        (Entry(email="nobody"), "bad-email"),
        (Entry(email="head.bel@example.org"), "already-member"),
        (Entry(email="chair@example.org"), "serves-elsewhere"),
        (Entry(email="observer@example.org"), "serves-elsewhere"),
        (Entry(email="office@example.org"), "serves-elsewhere"),
        (Entry(email="secretariat@example.org"), "serves-elsewhere"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_beside_the_address(room, belmora, entry, code):
    with pytest.raises(BadFields) as refused:
        invite(room, entry=entry)
    assert {field: it.code for field, it in refused.value.problems.items()} == {"email": code}
    assert len(members(room, "BEL")) == 2


@pytest.mark.parametrize("who", ["delegate.bel", "head.arv", "chair", "rapporteur", "administrator", "observer"])
def test_others_invite_nobody(room, who):
    with pytest.raises(NotAllowed):
        invite(room, who)


def test_an_address_does_not_tell_a_delegation_whose_it_is(room):
    link = invite(room, entry=Entry(email="stranger@example.org"))
    assert members(room, "BEL")[0].name_en == "stranger"
    assert link.person.name_en == "Stranger"


def test_the_office_seats_who_serves_elsewhere_and_knows_the_name(room):
    invite(room, "office", entry=Entry(email="rapporteur@example.org"))
    (found,) = members(room, "BEL")
    assert (found.name_en, roles(room, "rapporteur")) == ("Rapporteur", ["delegate", "rapporteur"])


def test_a_coordinator_joins_the_own_delegation_without_a_link(room):
    with room.database.writing() as session:
        person = people_queries.lock_person(session, person_id=room.people["coordinator.zab"])
        accounts.start(session, person, NOW)
    link = invite(room, "coordinator.zab", "ZAB", Entry(email="coordinator.zab@example.org"))
    assert link.secret is None
    assert roles(room, "coordinator.zab") == ["coordinator", "delegate"]


def test_a_delegation_gets_no_link_for_who_has_been_here_or_has_another_role(room):
    link = invite(room)
    (found,) = members(room, "BEL")
    appoint(room, "mira", "rapporteur")
    assert give_link(room, "head.bel", found.id).secret is None
    assert give_link(room, "office", found.id).secret
    with room.database.writing() as session:
        session.query(Appointment).filter_by(person_id=room.people["mira"], role="rapporteur").delete()
    fresh = give_link(room, "head.bel", found.id)
    opened(room, fresh.secret)
    assert give_link(room, "head.bel", found.id).secret is None
    assert link.secret


def test_a_delegation_gets_no_link_for_who_has_a_password(room):
    invite(room)
    with room.database.writing() as session:
        people_queries.lock_person(session, person_id=room.people["mira"]).password_hash = "x"
    assert give_link(room, "head.bel", members(room, "BEL")[0].id).secret is None


def test_a_role_given_later_is_not_reached_by_a_link_of_before(room):
    link = invite(room)
    with room.database.writing() as session:
        scope = meeting_scope(session, room.people["office"], room.meeting, NOW)
        chair = people.Invited("mira@example.org", "", "", "chair", None, whole_process=False)
        people.invite(session, SETTINGS, scope, chair, NOW)
    assert not good(room, link.secret)


def test_who_is_named_by_an_address_alone_is_given_an_account_later(room):
    of = add(room)
    link = give_link(room, "head.bel", of)
    assert (row(room, of).state, roles(room, "mira")) == ("named", ["delegate"])
    assert opened(room, link.secret) == row(room, of).person_id


def test_who_has_no_address_is_given_no_account(room):
    of = add(room, entry=Entry(name_en="Nobody"))
    with pytest.raises(BadFields) as refused:
        give_link(room, "head.bel", of)
    assert refused.value.problems["email"].code == "email-missing"


def test_who_was_withdrawn_is_given_no_link(room):
    of = add(room)
    withdraw(room, "head.bel", of)
    with pytest.raises(WrongState):
        give_link(room, "head.bel", of)


def test_a_heads_account_is_given_by_the_office_alone(room):
    of = add(room, "coordinator.zab", "ZAB")
    make_head(room, "coordinator.zab", of)
    with pytest.raises(NotAllowed):
        give_link(room, "coordinator.zab", of)
    assert give_link(room, "office", of).secret
    assert roles(room, "mira") == ["head"]
    with pytest.raises(NotAllowed):
        give_link(room, "coordinator.zab", of)


def test_an_observers_people_are_observers_head_or_not(room):
    link = invite(room, "observer", "OBS")
    assert link.secret
    assert roles(room, "mira") == ["observer"]
    (found,) = members(room, "OBS")
    make_head(room, "observer", found.id)
    assert (row(room, found.id).is_head, roles(room, "mira")) == (True, ["observer"])
    assert give_link(room, "observer", found.id).secret


def test_civil_society_needs_no_account(room):
    with room.database.writing() as session:
        session.get_one(Party, room.parties["OBS"]).status = "invited"
        session.query(Appointment).filter_by(party_id=room.parties["OBS"]).delete()
    with pytest.raises(NotFound):
        invite(room, "office", "OBS")
    with room.database.writing() as session:
        session.get_one(Party, room.parties["OBS"]).status = "observer"
    add(room, "office", "OBS", Entry(name_en="One"))
    with room.database.writing() as session:
        session.get_one(Party, room.parties["OBS"]).status = "invited"
    with pytest.raises(BadFields) as refused:
        invite(room, "office", "OBS")
    assert refused.value.problems["email"].code == "no-accounts"


def test_a_new_head_has_the_rights_and_the_old_one_has_them_no_more(room, belmora):
    head, member = belmora
    make_head(room, "head.bel", member)
    assert (row(room, head).is_head, row(room, member).is_head) == (False, True)
    assert (roles(room, "head.bel"), roles(room, "delegate.bel")) == (["delegate"], ["head"])
    assert (row(room, head).state, row(room, member).state) == ("confirmed", "named")
    for of, who in ((head, "head.bel"), (member, "delegate.bel")):
        assert row(room, of).appointment_id == appointment(room, who)
    with pytest.raises(NotAllowed):
        make_head(room, "head.bel", head)
    make_head(room, "delegate.bel", head)
    assert (roles(room, "head.bel"), roles(room, "delegate.bel")) == (["head"], ["delegate"])


def test_the_office_makes_a_head_who_stays_confirmed(room, belmora):
    make_head(room, "office", belmora[1])
    assert [row(room, it).state for it in belmora] == ["confirmed", "confirmed"]


def test_a_double_click_of_a_head_who_hands_over_is_no_refusal(room, belmora):
    for _ in range(2):
        make_head(room, "head.bel", belmora[1], token="the-same-click")
    assert roles(room, "delegate.bel") == ["head"]


def test_two_heads_at_once_make_one(room, belmora):
    others = [add(room, "office", entry=Entry(name_en=it)) for it in ("One", "Two")]
    with room.database.reading() as session:
        former = delegation_heads.ask(
            session, meeting_scope(session, room.people["office"], room.meeting, NOW), others[0]
        ).former
        shown = delegation_heads.seal(former)
    came, refused = [], []

    def act(of):
        try:
            make_head(room, "office", of, former=shown)
            came.append(of)
        except WrongState as error:
            refused.append(error.state)

    threads = [threading.Thread(target=act, args=(it,)) for it in others]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    assert refused == ["moved on"]
    assert [it.id for it in members(room, "BEL") if it.is_head] == came


def test_who_is_head_is_not_made_head_again(room, belmora):
    with pytest.raises(WrongState) as refused:
        make_head(room, "office", belmora[0])
    assert refused.value.state == "head"


def test_a_head_without_an_account_leaves_nobody_with_the_rights(room, belmora):
    of = add(room, "office", entry=Entry(name_en="One"))
    with room.database.reading() as session:
        scope = meeting_scope(session, room.people["office"], room.meeting, NOW)
        assert delegation_heads.ask(session, scope, of).speaks is False
        assert delegation_heads.ask(session, scope, belmora[1]).speaks is True
    make_head(room, "office", of)
    assert (roles(room, "head.bel"), roles(room, "delegate.bel")) == (["delegate"], ["delegate"])


def test_every_role_of_a_head_goes_even_of_who_is_not_in_the_list(room, belmora):
    appoint(room, "stranger", "head", "BEL")
    appoint(room, "delegate.bel", "observer", "OBS")
    appoint(room, "head.bel", "delegate", "BEL")
    make_head(room, "office", belmora[1])
    assert roles(room, "stranger") == ["delegate"]
    assert roles(room, "head.bel") == ["delegate"]
    assert roles(room, "delegate.bel") == ["head", "observer"]


def test_a_first_head_is_made_where_there_was_none(room):
    enlist(room, "head.bel", "delegate.bel")
    (found,) = members(room, "BEL")
    make_head(room, "office", found.id)
    assert (roles(room, "delegate.bel"), roles(room, "head.bel")) == (["head"], ["delegate"])


def test_who_has_a_role_is_put_into_the_list_once(room):
    for _ in range(2):
        enlist(room, "head.bel", "delegate.bel", token="the-same-click")
    (found,) = members(room, "BEL")
    assert (found.name_ru, found.state, found.is_head) == ("Delegate Bel (рус.)", "named", False)
    with pytest.raises(WrongState) as refused:
        enlist(room, "head.bel", "delegate.bel")
    assert refused.value.state == "listed"
    for who in ("head.arv", "chair"):
        with pytest.raises(NotAllowed):
            enlist(room, who, "head.bel")
    for who in ("chair", "coordinator.zab"):  # No role for a delegation in this meeting.
        with pytest.raises(NotFound):
            enlist(room, "office", who)


def test_a_second_head_is_not_put_into_the_list(room, belmora):
    appoint(room, "stranger", "head", "BEL")
    with pytest.raises(WrongState) as refused:
        enlist(room, "office", "stranger")
    assert refused.value.state == "two heads"


def test_who_was_made_head_elsewhere_is_invited_as_head(room):
    invite(room, "office", entry=Entry(email="head.bel@example.org"))
    assert members(room, "BEL")[0].is_head
    assert roles(room, "head.bel") == ["head"]


def test_links_are_kept_as_hashes_alone(room):
    link = invite(room)
    with room.database.reading() as session:
        assert all(link.secret not in repr(vars(it)) for it in session.query(Invitation))
