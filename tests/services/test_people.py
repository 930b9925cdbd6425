"""The people of a meeting: who may be given which role, by whom, and whom a link may reach."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from drafting.domain.errors import BadText, NotAllowed, NotFound, WrongState
from drafting.domain.permissions import ROLES
from drafting.persistence.database import Database
from drafting.persistence.records import Appointment, Invitation, Meeting, Person
from drafting.services import accounts, conference, people
from drafting.services.scope import meeting_scope
from tests.factories import NOW, PLAN, person, world

NEW = people.Invited("new.person@example.org", "New Person", "Новое Лицо", "rapporteur", None, whole_process=False)


@pytest.fixture
def room(database):
    return world(database)


def do(room, who, act, now=NOW):
    """act: a function of a session and the scope of somebody in the meeting."""
    with room.database.writing() as session:
        return act(session, meeting_scope(session, room.people[who], room.meeting, now))


def invite(room, settings, who="office", now=NOW, **changes) -> people.Link:
    return do(room, who, lambda s, scope: people.invite(s, settings, scope, replace(NEW, **changes), now), now)


def end(room, who, appointment, now=NOW) -> None:
    do(room, who, lambda s, scope: people.end(s, scope, appointment, now), now)


def link(room, settings, who, of) -> people.Link:
    return do(room, who, lambda s, scope: people.new_link(s, settings, scope, of, NOW))


def listed(room, who="office", now=NOW) -> dict[str | None, dict[str, list[str]]]:
    """Code of the party -> e-mail -> roles, in the order of the page."""
    groups = do(room, who, lambda s, scope: people.people(s, scope, now), now)
    return {
        group.party.code if group.party else None: {
            it.person.email.partition("@")[0]: [held.role for held in it.held] for it in group.members
        }
        for group in groups
    }


def appointment(room, who, role=None) -> int:
    with room.database.reading() as session:
        query = select(Appointment.id).where(Appointment.person_id == room.people[who])
        return session.scalars(query.where(Appointment.role == role) if role else query).one()


def appoint(room, who, role, *, party=None, meeting=True, process=None) -> None:
    with room.database.writing() as session:
        scope = meeting_scope(session, room.people["office"], room.meeting, NOW)
        session.add(
            Appointment(
                person_id=room.people[who],
                process_id=process or scope.process.id,
                meeting_id=room.meeting if meeting else None,
                party_id=party,
                role=role,
                since=NOW,
            )
        )


def elsewhere(room, who, role) -> None:
    """Give somebody a role in the whole of another Process."""
    with room.database.writing() as session:
        plan = {**PLAN, "people": [person(f"{who}@example.org", {"role": role, "scope": "process"})]}
        plan["process"] = {**PLAN["process"], "slug": "another"}
        conference.set_up(session, plan, NOW)


def second_meeting(room, who, role, *, party=None) -> int:
    """Give somebody a role in another meeting of the same Process; answers the appointment's id."""
    with room.database.writing() as session:
        scope = meeting_scope(session, room.people["office"], room.meeting, NOW)
        facts = {key: value for key, value in PLAN["meeting"].items() if key != "slug"}
        meeting = Meeting(process_id=scope.process.id, slug="second", **facts)
        session.add(meeting)
        session.flush()
        made = Appointment(
            person_id=room.people[who],
            process_id=scope.process.id,
            meeting_id=meeting.id,
            party_id=party,
            role=role,
            since=NOW,
        )
        session.add(made)
        session.flush()
        return made.id


# The list


def test_people_stand_by_delegation_in_english_order_then_observers_then_the_others(room):
    found = listed(room)
    assert list(found) == ["ARV", "BEL", "ZAB", "OBS", None]
    assert found["ARV"] == {"delegate.arv": ["delegate"], "head.arv": ["head"]}
    assert set(found[None]) == {"office", "secretariat", "chair", "rapporteur", "administrator"}
    assert "stranger" not in {email for members in found.values() for email in members}


def test_a_person_stands_in_each_group_with_the_roles_held_there(room):
    appoint(room, "chair", "delegate", party=room.parties["BEL"])
    appoint(room, "chair", "rapporteur")
    found = listed(room)
    assert found["BEL"]["chair"] == ["delegate"]
    assert found[None]["chair"] == ["chair", "rapporteur"]


def test_the_list_takes_as_many_queries_for_many_people_as_for_few(room, settings, count_queries):
    def queries() -> int:
        with count_queries() as counted:
            listed(room)
        return len(counted)

    few = queries()
    for number in range(10):
        invite(room, settings, email=f"{number}@example.org")
    assert queries() == few <= 6


@pytest.mark.parametrize("who", ["chair", "head.arv", "delegate.arv", "observer", "rapporteur", "coordinator.zab"])
def test_only_the_office_and_administrators_run_people(room, settings, who):
    for act in (
        lambda: listed(room, who),
        lambda: invite(room, settings, who),
        lambda: end(room, who, appointment(room, "observer")),
        lambda: link(room, settings, who, room.people["observer"]),
    ):
        with pytest.raises(NotAllowed, match="manage people"):
            act()


# Inviting


def test_a_new_person_is_created_with_the_role_and_a_link_that_signs_in(room, settings):
    made = invite(room, settings, email=" New.Person@Example.org")
    assert listed(room)[None]["new.person"] == ["rapporteur"]
    assert (made.person.name_en, made.person.name_ru, made.person.email) == ("New Person", "Новое Лицо", NEW.email)
    with room.database.writing() as session:
        signed_in = accounts.use_invitation(session, made.secret, token="form-one", password_hash="", now=NOW)
    assert signed_in.person.id == made.person.id


def test_a_known_person_gets_the_role_and_keeps_the_own_names(room, settings):
    made = invite(room, settings, email="chair@example.org", role="delegate", party=room.parties["ARV"], name_en="X")
    assert made.person.id == room.people["chair"]
    assert made.person.name_en == "Chair"
    assert listed(room)["ARV"]["chair"] == ["delegate"]
    assert listed(room)[None]["chair"] == ["chair"]


def test_a_role_is_given_once(room, settings):
    for _ in range(2):
        assert invite(room, settings).secret
    assert listed(room)[None]["new.person"] == ["rapporteur"]


def test_an_ended_role_can_be_given_again(room, settings):
    end(room, "office", appointment(room, "observer"))
    invite(room, settings, email="observer@example.org", role="observer", party=room.parties["OBS"])
    assert listed(room)["OBS"] == {"observer": ["observer"]}


def test_the_same_form_sent_twice_at_once_makes_one_person_with_one_role(database_url, room, settings):
    gate, answers = threading.Barrier(2), []

    def send() -> None:
        own = replace(room, database=Database(database_url))
        gate.wait()
        answers.append(invite(own, settings).person.id)
        own.database.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    # A thread that failed left no answer.
    assert answers == [answers[0]] * 2
    assert listed(room)[None]["new.person"] == ["rapporteur"]


def test_a_person_created_meanwhile_is_the_one_that_gets_the_role(room, settings, monkeypatch):
    first = invite(room, settings, role="chair").person.id
    monkeypatch.setattr(people.queries, "lock_person", Blind(people.queries.lock_person))
    assert invite(room, settings).person.id == first
    assert listed(room)[None]["new.person"] == ["chair", "rapporteur"]


class Blind:
    """Sees nobody the first time, as a transaction does that began before another one ended."""

    def __init__(self, look) -> None:
        self.look, self.looked = look, False

    def __call__(self, *args, **keys):
        found = self.look(*args, **keys) if self.looked else None
        self.looked = True
        return found


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (("Elena", "Елена"), ("Elena", "Елена")),
        (("Elena", " "), ("Elena", "Elena")),
        (("", "Елена"), ("Елена", "Елена")),
        ((" Elena \n Sorel\x00", "х" * 130), ("Elena Sorel", "х" * 120)),
    ],
)
def test_a_name_in_one_language_serves_for_both(room, settings, given, kept):
    made = invite(room, settings, name_en=given[0], name_ru=given[1])
    assert (made.person.name_en, made.person.name_ru) == kept


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        *(
            ({"email": it}, "bad-email")
            for it in ("", "x", "@example.org", "a@b", "a b@c.org", "a@b@c.org", "<a@b.org>")
        ),
        ({"email": "a" * 250 + "@example.org"}, "bad-email"),
        ({"name_en": " ", "name_ru": "\n"}, "name-missing"),
        ({"role": ""}, "unknown-role"),
        ({"role": "king"}, "unknown-role"),
        *(({"role": it, "party": None}, "party-missing") for it in ("head", "delegate", "coordinator", "observer")),
        *(({"role": it, "party": 0}, "party-missing") for it in ("head", "observer")),
        *(({"role": it, "party": "OBS"}, "party-unfit") for it in ("head", "delegate", "coordinator")),
        ({"role": "observer", "party": "ARV"}, "party-unfit"),
        *(
            ({"role": it, "party": "ARV"}, "party-unneeded")
            for it in ("chair", "support", "rapporteur", "administrator")
        ),
        *(({"role": it, "whole_process": True}, "scope-unfit") for it in ("chair", "rapporteur")),
        ({"role": "head", "party": "ARV", "whole_process": True}, "scope-unfit"),
    ],
)
def test_what_does_not_fit_is_refused(room, settings, changes, code):
    party = changes.get("party")
    changes = {**changes, "party": room.parties.get(party, party)}
    with pytest.raises(BadText, match=f"^{code}$"):
        invite(room, settings, "administrator", **changes)
    with room.database.reading() as session:
        assert session.scalar(select(Person).where(Person.email == NEW.email)) is None


@pytest.mark.parametrize("role", ROLES)
def test_every_role_can_be_given_by_an_administrator_of_the_process(room, settings, role):
    party = {"participating": "ARV", "observer": "OBS", None: None}[people.STATUS_OF_PARTY.get(role)]
    for whole in {False, role in people.PROCESS_WIDE}:
        invite(room, settings, "administrator", role=role, party=room.parties.get(party), whole_process=whole)
    assert set(listed(room)[party]["new.person"]) == {role}


# Reach


@pytest.mark.parametrize("role", ["support", "coordinator", "administrator"])
def test_an_officer_of_one_meeting_gives_no_role_in_the_whole_process(room, settings, role):
    party = room.parties["ARV"] if role == "coordinator" else None
    with pytest.raises(NotAllowed, match="manage people"):
        invite(room, settings, "office", role=role, party=party, whole_process=True)


def test_only_administrators_appoint_and_release_administrators(room, settings):
    appoint(room, "office", "support", meeting=False)
    with pytest.raises(NotAllowed, match="manage people"):
        invite(room, settings, role="administrator")
    with pytest.raises(NotAllowed, match="manage people"):
        end(room, "office", appointment(room, "administrator"))
    invite(room, settings, "administrator", role="administrator")
    assert listed(room)[None]["new.person"] == ["administrator"]


def test_no_link_is_made_to_an_administrator_for_the_office(room, settings):
    assert link(room, settings, "office", room.people["administrator"]).secret is None
    assert link(room, settings, "administrator", room.people["administrator"]).secret


def test_no_link_is_made_to_an_officer_of_the_whole_process_for_one_of_the_meeting(room, settings):
    appoint(room, "rapporteur", "support", meeting=False)
    assert link(room, settings, "office", room.people["rapporteur"]).secret is None
    assert link(room, settings, "administrator", room.people["rapporteur"]).secret


def test_a_coordinator_gets_a_link_from_the_office_of_the_meeting(room, settings):
    assert link(room, settings, "office", room.people["coordinator.zab"]).secret


def test_no_link_is_made_to_somebody_who_serves_another_process(room, settings):
    elsewhere(room, "observer", "support")
    for made in (
        link(room, settings, "administrator", room.people["observer"]),
        invite(room, settings, "administrator", email="observer@example.org"),
    ):
        assert made.secret is None
    assert listed(room)[None]["observer"] == ["rapporteur"]
    with room.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Invitation)) == 0


def test_no_link_is_made_to_a_delegate_of_another_meeting_for_the_office_of_this_one(room, settings):
    second_meeting(room, "delegate.arv", "delegate", party=room.parties["ARV"])
    assert link(room, settings, "office", room.people["delegate.arv"]).secret is None
    assert link(room, settings, "administrator", room.people["delegate.arv"]).secret


def test_a_new_link_is_for_people_of_the_meeting(room, settings):
    for of in (room.people["stranger"], 0):
        with pytest.raises(NotFound):
            link(room, settings, "office", of)


# Ending


def test_an_ended_role_is_gone_at_once_and_stays_ended(room):
    later = NOW + timedelta(hours=1)
    ended = appointment(room, "observer")
    end(room, "office", ended)
    end(room, "office", ended, later)
    assert listed(room)["OBS"] == {}
    with room.database.reading() as session:
        assert session.get_one(Appointment, ended).until == NOW
        with pytest.raises(NotFound):
            meeting_scope(session, room.people["observer"], room.meeting, NOW)


def test_an_unknown_role_or_one_of_another_meeting_is_not_found(room):
    with room.database.writing() as session:
        plan = {**PLAN, "people": [person("far@example.org", {"role": "support"})]}
        plan["process"] = {**PLAN["process"], "slug": "another"}
        made = conference.set_up(session, plan, NOW)
        session.flush()
        far = session.scalars(select(Appointment.id).where(Appointment.process_id == made.process.id)).one()
    for it in (far, second_meeting(room, "observer", "rapporteur"), 0):
        with pytest.raises(NotFound):
            end(room, "administrator", it)


def test_a_role_in_the_whole_process_is_not_the_meetings_to_end(room):
    with pytest.raises(NotAllowed, match="manage people"):
        end(room, "office", appointment(room, "coordinator.zab"))
    end(room, "administrator", appointment(room, "coordinator.zab"))
    assert listed(room)["ZAB"] == {}


@pytest.mark.parametrize("who", ["office", "administrator"])
def test_nobody_ends_the_own_last_role_that_runs_people(room, who):
    with pytest.raises(WrongState) as refusal:
        end(room, who, appointment(room, who))
    assert refusal.value.event == "end own role"
    appoint(room, who, "rapporteur")
    end(room, who, appointment(room, who, "rapporteur"))
    assert listed(room)[None][who]


def test_of_two_roles_that_run_people_one_may_be_ended(room):
    appoint(room, "administrator", "support")
    end(room, "administrator", appointment(room, "administrator", "support"))
    with pytest.raises(WrongState):
        end(room, "administrator", appointment(room, "administrator", "administrator"))


def test_another_persons_last_role_can_be_ended(room):
    end(room, "administrator", appointment(room, "office"))
    assert "office" not in listed(room, "administrator")[None]


def test_the_page_offers_to_end_what_may_be_ended(room):
    groups = do(room, "office", lambda s, scope: people.people(s, scope, NOW))
    offered = {held.role: held.may_end for group in groups for it in group.members for held in it.held}
    assert offered["delegate"]
    assert offered["chair"]
    assert not offered["administrator"]
    assert not offered["coordinator"]
