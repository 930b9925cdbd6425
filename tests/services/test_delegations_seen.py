"""Delegations as people see them: insiders everything, others the confirmed; credentials, order, running numbers."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from drafting.domain.errors import NotFound
from drafting.persistence.records import Admission, Delegate, Party
from drafting.services import delegations, participant_list
from drafting.services.delegation_changes import Entry
from drafting.services.scope import meeting_scope
from tests.delegating import add, confirm, enlist, faults_of_the_books, members, row
from tests.factories import NOW, world

ADA = Entry(name_en="Ada Ro", email="ada@example.org")


@pytest.fixture
def room(database):
    it = world(database)
    yield it
    assert faults_of_the_books(it) == ()


def one(room, who, party, now=NOW):
    with room.database.reading() as session:
        scope = meeting_scope(session, room.people[who], room.meeting, now)
        page = delegations.one(session, scope, room.parties[party], now)
        session.expunge_all()
        return page


def shown(room, who):
    with room.database.reading() as session:
        page = delegations.show(session, meeting_scope(session, room.people[who], room.meeting, NOW))
        session.expunge_all()
        return page


def names(page):
    return [it.name_en for it in page.members]


def add_party(room, code, **facts):
    with room.database.writing() as session:
        usual = {"kind": "state", "category": "state", "status": "observer"}
        facts = usual | facts
        names = dict.fromkeys(("long_en", "long_ru", "name_ru"), code)
        made = Party(process_id=room.process, code=code, name_en=facts.pop("name_en", code), **names, **facts)
        session.add(made)
        session.flush()
        room.parties[code] = made.id


def test_insiders_see_everybody_and_others_the_confirmed(room):
    first, second = add(room), add(room, entry=ADA)
    confirm(room, "office", "BEL", second)
    for who in ("head.bel", "delegate.bel", "office", "secretariat"):
        page = one(room, who, "BEL")
        assert (names(page), page.inside) == (["Mira Vel", "Ada Ro"], True)
    for who in ("head.arv", "chair", "rapporteur", "observer", "administrator"):
        page = one(room, who, "BEL")
        assert (names(page), page.inside, page.may_name, page.outside) == (["Ada Ro"], False, False, ())
    assert [it.id for it in one(room, "office", "BEL").to_confirm()] == [first]


def test_the_list_stands_by_category_in_english_order(room):
    add_party(room, "IGO", kind="organization", category="intergovernmental", name_en="Union")
    add_party(room, "NGO", kind="organization", category="civil society", status="invited", name_en="Aid")
    add_party(room, "OUT", status="observer", name_en="Absentia")
    add_party(room, "OLD", status="former", name_en="Elder")
    with room.database.writing() as session:
        for code, act, state in (("NGO", "invite", "decided"), ("OUT", "exclude", "decided")):
            session.add(Admission(meeting_id=room.meeting, party_id=room.parties[code], act=act, state=state))
    page = shown(room, "office")
    assert [(it.category, [line.party.name_en for line in it.lines]) for it in page.groups] == [
        ("participating", ["Arvendal", "Belmora", "Zabora"]),
        ("observers", ["Observia"]),
        ("intergovernmental", ["Union"]),
        ("civil society", ["Aid"]),
    ]
    with pytest.raises(NotFound):
        one(room, "office", "OUT")
    with pytest.raises(NotFound):
        one(room, "office", "OLD")


def test_a_party_that_left_keeps_its_delegation_in_the_list(room):
    of = add(room, "office", "OBS")
    with room.database.writing() as session:
        session.get_one(Party, room.parties["OBS"]).status = "former"
    page = shown(room, "office")
    assert [line.party.code for it in page.groups for line in it.lines] == ["ARV", "BEL", "ZAB", "OBS"]
    assert names(one(room, "office", "OBS")) == ["Mira Vel"]
    assert row(room, of).state == "named"


def test_heads_and_counts_are_told_to_whom_they_concern(room):
    enlist(room, "office", "head.bel")
    (head,) = members(room, "BEL")
    add(room)

    def line(who):
        page = shown(room, who)
        return next(it for group in page.groups for it in group.lines if it.party.code == "BEL")

    assert (line("head.bel").head.id, line("head.bel").counts) == (head.id, {"named": 2})
    assert (line("chair").head, line("chair").counts) == (None, {"named": 2})
    assert (line("head.arv").head, line("head.arv").counts, line("head.arv").confirmed) == (None, None, 0)
    confirm(room, "office", "BEL", head.id)
    assert (line("head.arv").head.id, line("head.arv").confirmed) == (head.id, 1)
    assert [it.code for it in shown(room, "head.bel").own] == ["BEL"]
    assert [it.id for it in shown(room, "head.bel").mine] == [head.id]
    assert shown(room, "delegate.bel").own == ()
    assert (shown(room, "office").waiting, shown(room, "head.bel").waiting) == (1, 0)


def test_credentials_are_the_chairs_and_the_offices_to_know(room):
    enlist(room, "office", "head.bel")
    add(room, "office", "ZAB")
    for who in ("office", "chair", "secretariat"):
        found = shown(room, who).credentials
        assert {it: [party.code for party in parties] for it, parties in found.items()} == {
            "confirmed": [],
            "unconfirmed": ["BEL"],
            "headless": ["ZAB"],
            "silent": ["ARV"],
        }
    confirm(room, "office", "BEL", members(room, "BEL")[0].id)
    assert [it.code for it in shown(room, "chair").credentials["confirmed"]] == ["BEL"]
    for who in ("head.bel", "observer", "rapporteur", "administrator"):
        assert shown(room, who).credentials is None


def test_the_list_of_participants_counts_through_all_categories(room):
    add(room, "office", "OBS")
    add(room, "office", "BEL", replace(ADA, badge="secretariat"))
    second = add(room, "office", "BEL", Entry(name_en="Two"))
    first = add(room, "office", "ARV", Entry(name_en="One"))
    confirm(room, "office", "BEL", second)

    def listed(*states):
        with room.database.reading() as session:
            scope = meeting_scope(session, room.people["office"], room.meeting, NOW)
            found = participant_list.in_order(session, scope, *states)
            return [(it.number, it.category, it.party.code, it.delegate.name_en, it.badge) for it in found]

    assert listed(("named", "confirmed")) == [
        (1, "participating", "ARV", "One", "delegate"),
        (2, "participating", "BEL", "Two", "delegate"),
        (3, "observers", "OBS", "Mira Vel", "observer"),
        (4, "secretariat", "BEL", "Ada Ro", "secretariat"),
    ]
    assert [it[:3] for it in listed()] == [(1, "participating", "BEL")]
    assert row(room, first).state == "named"


def test_the_own_entries_are_found_and_nobody_elses(room):
    with room.database.reading() as session:
        scope = meeting_scope(session, room.people["delegate.bel"], room.meeting, NOW)
        with pytest.raises(NotFound):
            delegations.own_entries(session, scope)
    enlist(room, "office", "delegate.bel")
    with room.database.reading() as session:
        scope = meeting_scope(session, room.people["delegate.bel"], room.meeting, NOW)
        assert [it.name_en for it in delegations.own_entries(session, scope)] == ["Delegate Bel"]


def test_the_pages_take_as_many_queries_for_many_people_as_for_few(room, count_queries):
    def spent():
        counted = []
        for read in (lambda: shown(room, "chair"), lambda: one(room, "office", "BEL")):
            with count_queries() as queries:
                read()
            counted.append(len(queries))
        return counted

    add(room)
    few = spent()
    with room.database.writing() as session:
        for number in range(60):
            names = dict.fromkeys(("name_en", "name_ru", "long_en", "long_ru"), f"State {number}")
            facts = {"kind": "state", "status": "participating", "process_id": room.process}
            party = Party(code=f"S{number}", **facts, **names)
            session.add(party)
            session.flush()
            session.add_all(
                Delegate(
                    meeting_id=room.meeting,
                    party_id=room.parties["BEL"] if place > 4 else party.id,
                    place=number * 10 + place,
                    name_en="X",
                    name_ru="X",
                )
                for place in range(9)
            )
    assert spent() == few
    with room.database.writing() as session:
        assert session.scalar(select(func.count()).select_from(Delegate)) > 500
        session.query(Delegate).filter(Delegate.name_en == "X").delete()
