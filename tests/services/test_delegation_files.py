"""Lists of delegates as files: taken whole or not at all, given without formulas."""

import csv
import io

import pytest

from drafting.domain.errors import NotAllowed, NotFound
from drafting.services import delegation_files
from drafting.services.delegation_changes import Entry
from drafting.services.delegation_files import BadRows
from drafting.services.scope import meeting_scope
from tests.delegating import MIRA, add, confirm, enlist, faults_of_the_books, make_head, members, take, withdraw
from tests.factories import NOW, world

TABLE = """title_en,name_en,name_ru,position_en,email,badge,head
H.E.,Mira Vel,Мира Вел,Minister,mira@example.org,,yes
Mr,Oren Tal,,Adviser,,press,
"""


@pytest.fixture
def room(database):
    it = world(database)
    yield it
    assert faults_of_the_books(it) == ()


def given(room, who, party=None):
    with room.database.reading() as session:
        scope = meeting_scope(session, room.people[who], room.meeting, NOW)
        if party is None:
            text = delegation_files.of_meeting(session, scope)
        else:
            text = delegation_files.of_delegation(session, scope, room.parties[party], NOW)
    return text.removeprefix("\ufeff")


def cells_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_delegation_is_taken_from_a_table(room):
    assert take(room, "office", "BEL", TABLE, token="the-same-click") == 2
    assert take(room, "office", "BEL", TABLE, token="the-same-click") == 0
    head, other = members(room, "BEL")
    assert (head.is_head, head.title_ru, head.name_ru, head.state, head.place) == (True, "Е.П.", "Мира Вел", "named", 1)
    assert (other.name_ru, other.badge, other.email, other.place) == ("Oren Tal", "press", "", 2)


@pytest.mark.parametrize("who", ["head.bel", "chair", "administrator"])
def test_only_the_office_takes_a_table(room, who):
    with pytest.raises(NotAllowed):
        take(room, who, "BEL", TABLE)


def test_every_fault_is_named_with_its_line_and_nothing_is_saved(room):
    add(room, "office", entry=Entry(name_en="oren tal"))
    add(room, "office", entry=MIRA)
    broken = TABLE + ',,,,x,king,1\n"Ada",Ada,,,,,\n,Ada,,,,,\n' + f"{'x' * 41},Eve,,,,,\n"
    with pytest.raises(BadRows) as refused:
        take(room, "office", "BEL", broken)
    assert [(it.line, it.column, it.problem.code) for it in refused.value.faults] == [
        (2, "email", "already-member"),
        (3, "name_en", "already-member"),
        (4, "name_en", "name-missing"),
        (4, "email", "bad-email"),
        (4, "badge", "unknown-badge"),
        (6, "name_en", "already-member"),
        (7, "title_en", "line-too-long"),
    ]
    assert len(members(room, "BEL")) == 2


def test_there_is_one_head_in_a_table_and_none_where_there_is_one(room):
    with pytest.raises(BadRows) as refused:
        take(room, "office", "BEL", "name_en,head\nOne,1\nTwo,1\n")
    assert [(it.line, it.problem.code) for it in refused.value.faults] == [(3, "second-head")]
    enlist(room, "office", "head.bel")
    with pytest.raises(BadRows):
        take(room, "office", "BEL", "name_en,head\nOne,1\n")


def test_who_was_withdrawn_may_be_taken_again(room):
    of = add(room, "office", entry=MIRA)
    withdraw(room, "office", of)
    assert take(room, "office", "BEL", TABLE) == 2


def test_a_delegation_that_was_given_is_taken_back_the_same(room):
    take(room, "office", "BEL", TABLE.replace("Oren Tal", "=Oren"))
    table = given(room, "head.bel", "BEL")
    assert "'=Oren" in table
    assert take(room, "office", "ARV", table) == 2
    told = [[(it.name_en, it.title_ru, it.badge, it.is_head) for it in members(room, code)] for code in ("BEL", "ARV")]
    assert told[0] == told[1]


def test_the_table_of_a_meeting_has_running_numbers_and_states(room):
    take(room, "office", "BEL", TABLE)
    (confirmed, _) = members(room, "BEL")
    confirm(room, "office", "BEL", confirmed.id)
    make_head(room, "office", add(room, "office", "ARV", Entry(name_en="One")))
    withdraw(room, "office", add(room, "office", "ARV", Entry(name_en="Gone")))
    lines = cells_of(given(room, "office"))
    assert [(it["number"], it["code"], it["name_en"], it["state"], it["head"], it["badge"]) for it in lines] == [
        ("1", "ARV", "One", "named", "1", "head"),
        ("2", "BEL", "Mira Vel", "confirmed", "1", "head"),
        ("3", "BEL", "Oren Tal", "named", "", "press"),
    ]


def test_addresses_are_given_to_the_delegation_and_the_office_alone(room):
    take(room, "office", "BEL", TABLE)
    for who in ("head.bel", "office"):
        assert "mira@example.org" in given(room, who, "BEL")
    for who in ("head.arv", "chair", "delegate.bel", "observer"):
        with pytest.raises(NotAllowed):
            given(room, who, "BEL")
    for who in ("head.bel", "chair"):
        with pytest.raises(NotAllowed):
            given(room, who)
    room.parties["XXX"] = 9999
    with pytest.raises(NotFound):
        given(room, "office", "XXX")
