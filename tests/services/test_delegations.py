"""Delegations: members named, changed, put in order, confirmed and withdrawn, each by whom the rules allow."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from drafting.domain.errors import BadFields, NotAllowed, NotFound, WrongState
from drafting.persistence.records import Meeting, MeetingEntry
from drafting.services import delegation_changes, delegations
from drafting.services.delegation_changes import Entry
from drafting.services.scope import meeting_scope
from tests.delegating import (
    MIRA,
    add,
    change,
    complete,
    confirm,
    do,
    enlist,
    faults_of_the_books,
    make_head,
    members,
    move,
    roles,
    row,
    seal,
    withdraw,
)
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


def names(page):
    return [it.name_en for it in page.members]


def entries(room):
    with room.database.reading() as session:
        query = select(MeetingEntry.kind, MeetingEntry.payload).where(MeetingEntry.meeting_id == room.meeting)
        return [(kind, payload["about"]) for kind, payload in session.execute(query.order_by(MeetingEntry.seq))][1:]


def set_meeting(room, **facts):
    """Before the record was opened: a change of a meeting is another service's."""
    with room.database.writing() as session:
        meeting = session.get_one(Meeting, room.meeting)
        for name, value in facts.items():
            setattr(meeting, name, value)


@pytest.mark.parametrize("who", ["head.bel", "office", "secretariat"])
def test_a_member_is_named_by_the_head_or_by_the_office(room, who):
    of = add(room, who)
    found = row(room, of)
    assert (found.state, found.place, found.is_head, found.badge) == ("named", 1, False, "delegate")
    assert (found.title_en, found.title_ru, found.email) == ("Ms", "г-жа", "mira@example.org")


def test_a_coordinator_names_the_own_delegation_and_an_observer_the_own(room):
    assert row(room, add(room, "coordinator.zab", "ZAB")).badge == "delegate"
    assert row(room, add(room, "observer", "OBS")).badge == "observer"


@pytest.mark.parametrize("who", ["head.arv", "delegate.bel", "chair", "rapporteur", "administrator", "observer"])
def test_others_name_nobody(room, who):
    with pytest.raises(NotAllowed):
        add(room, who)
    assert members(room, "BEL") == []


def test_a_name_in_one_language_stands_for_both_and_lines_are_cleaned(room):
    found = row(room, add(room, entry=Entry(name_ru="  Мира \n Вел\x07 ", title_ru="Посол")))
    assert (found.name_en, found.name_ru, found.title_en) == ("Мира Вел", "Мира Вел", "Ambassador")


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"name_en": " ", "name_ru": ""}, {"name_en": "name-missing"}),
        ({"email": "nobody"}, {"email": "bad-email"}),
        ({"badge": "head"}, {"badge": "unknown-badge"}),
        ({"title_ru": "x" * 41}, {"title_ru": "line-too-long"}),
        ({"name_en": "x" * 121}, {"name_en": "line-too-long"}),
        (
            {"position_en": "x" * 201, "position_ru": "x" * 201, "email": "@"},
            {"position_en": "line-too-long", "position_ru": "line-too-long", "email": "bad-email"},
        ),
    ],
)
def test_everything_wrong_with_an_entry_is_told_at_once(room, changes, faults):
    with pytest.raises(BadFields) as refused:
        add(room, entry=replace(MIRA, **changes))
    assert {field: it.code for field, it in refused.value.problems.items()} == faults
    assert members(room, "BEL") == []


def test_the_badge_is_for_the_office_to_choose(room):
    of = add(room, entry=replace(MIRA, badge="press"))
    assert row(room, of).badge == "delegate"
    change(room, "head.bel", of, replace(MIRA, badge="press"))
    assert row(room, of).badge == "delegate"
    change(room, "office", of, replace(MIRA, badge="interpreter"))
    change(room, "office", of, replace(MIRA, badge=""))
    assert row(room, of).badge == "interpreter"


def test_a_double_click_names_one_person(room):
    for _ in range(2):
        add(room, token="the-same-click")
    assert [it.name_en for it in members(room, "BEL")] == ["Mira Vel"]
    assert [kind for kind, _ in entries(room)] == ["delegate named"]


def test_an_address_stands_once_in_a_delegation(room):
    of = add(room)
    with pytest.raises(BadFields) as refused:
        add(room, entry=replace(ADA, email="MIRA@example.org "))
    assert refused.value.problems["email"].code == "already-member"
    other = add(room, entry=ADA)
    with pytest.raises(BadFields):
        change(room, "head.bel", other, replace(ADA, email=MIRA.email))
    withdraw(room, "head.bel", of)
    assert add(room) != of


def test_a_changed_entry_is_kept_unless_somebody_was_faster(room):
    of = add(room)
    before = seal(room, of)
    change(room, "head.bel", of, ADA)
    assert (row(room, of).name_ru, row(room, of).position_en) == ("Ada Ro", "")
    with pytest.raises(WrongState) as refused:
        change(room, "office", of, MIRA, shown=before)
    assert refused.value.state == "moved on"
    assert row(room, of).name_en == "Ada Ro"


def test_a_double_click_changes_once(room):
    of = add(room)
    before = seal(room, of)
    for _ in range(2):
        change(room, "head.bel", of, ADA, shown=before, token="the-same-click")
    assert [kind for kind, _ in entries(room)] == ["delegate named", "delegate changed"]


def test_another_delegations_member_is_out_of_reach(room):
    of = add(room)
    for act in (lambda: change(room, "head.arv", of, ADA), lambda: withdraw(room, "head.arv", of)):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAllowed):
        move(room, "head.arv", of, up=True)
    with pytest.raises(NotAllowed):
        make_head(room, "head.arv", of)
    assert row(room, of).state == "named"


def test_forged_numbers_find_nothing(room):
    of = add(room)
    for number in (0, of + 99):
        with pytest.raises(NotFound):
            do(room, "office", delegation_changes.change, number, ADA, seal="x")
    with pytest.raises(NotFound):
        do(room, "office", delegation_changes.add, 9999, ADA)
    with pytest.raises(NotFound):
        do(room, "office", delegation_changes.confirm, room.parties["ARV"], {of: seal(room, of)})
    with pytest.raises(NotFound):
        delegation_changes.require_of(row(room, of), room.parties["ARV"])


def test_a_member_of_another_meeting_is_not_found(room):
    of = add(room)
    with room.database.writing() as session:
        held = session.get_one(Meeting, room.meeting)
        columns = {it.name: getattr(held, it.name) for it in Meeting.__table__.columns if it.name not in ("id", "slug")}
        other = Meeting(**columns | {"slug": "second", "seq": 0, "head_hash": ""})
        session.add(other)
        session.flush()
        elsewhere = other.id
    here, room.meeting = room.meeting, elsewhere
    with pytest.raises(NotFound):
        do(room, "secretariat", delegation_changes.change, of, ADA, seal=seal(room, of))
    room.meeting = here


def test_members_change_places_and_the_head_stands_first(room):
    first, second, third = (add(room, entry=Entry(name_en=it)) for it in ("One", "Two", "Three"))
    move(room, "head.bel", third, up=True)
    assert names(one(room, "office", "BEL")) == ["One", "Three", "Two"]
    move(room, "head.bel", first, up=True)
    move(room, "head.bel", second, up=False)
    assert names(one(room, "office", "BEL")) == ["One", "Three", "Two"]
    make_head(room, "office", second)
    assert names(one(room, "office", "BEL")) == ["Two", "One", "Three"]
    move(room, "office", first, up=False)
    assert names(one(room, "office", "BEL")) == ["Two", "Three", "One"]
    with pytest.raises(WrongState) as refused:
        move(room, "office", second, up=False)
    assert refused.value.state == "head"
    assert [kind for kind, _ in entries(room)].count("delegates reordered") == 2


def test_a_double_click_moves_one_place(room):
    first, _, _ = (add(room, entry=Entry(name_en=it)) for it in ("One", "Two", "Three"))
    before = seal(room, first)
    for _ in range(2):
        move(room, "head.bel", first, up=False, shown=before, token="the-same-click")
    assert names(one(room, "office", "BEL")) == ["Two", "One", "Three"]


def test_only_the_office_confirms_and_only_what_it_saw(room):
    of = add(room)
    for who in ("head.bel", "chair", "administrator"):
        with pytest.raises(NotAllowed):
            confirm(room, who, "BEL", of)
    before = seal(room, of)
    change(room, "head.bel", of, ADA)
    with pytest.raises(WrongState):
        do(room, "office", delegation_changes.confirm, room.parties["BEL"], {of: before})
    assert confirm(room, "office", "BEL", of, token="the-same-click", now=NOW + timedelta(hours=1)) == 1
    assert confirm(room, "office", "BEL", of, token="the-same-click") == 0
    assert (row(room, of).state, row(room, of).confirmed_at) == ("confirmed", NOW + timedelta(hours=1))
    assert confirm(room, "office", "BEL", of) == 0
    assert entries(room)[-1] == (
        "delegates confirmed",
        {"name_en": "Belmora", "name_ru": "Бельмора", "member_en": "Ada Ro", "member_ru": "Ada Ro", "count": 1},
    )


def test_a_whole_delegation_is_confirmed_at_once(room):
    of = [add(room, entry=Entry(name_en=it)) for it in ("One", "Two", "Three")]
    assert confirm(room, "office", "BEL", *of[:1]) == 1
    assert confirm(room, "office", "BEL", *of) == 2
    assert entries(room)[-1][1]["count"] == 2
    assert entries(room)[-1][1]["member_en"] == ""


def test_one_entry_that_moved_on_confirms_nobody(room):
    of = [add(room, entry=Entry(name_en=it)) for it in ("One", "Two")]
    seals = {it: seal(room, it) for it in of}
    change(room, "head.bel", of[1], ADA)
    with pytest.raises(WrongState):
        do(room, "office", delegation_changes.confirm, room.parties["BEL"], seals)
    assert [it.state for it in members(room, "BEL")] == ["named", "named"]


def test_what_the_delegation_changes_is_confirmed_again_and_what_the_office_changes_is_not(room):
    of = add(room)
    confirm(room, "office", "BEL", of)
    change(room, "office", of, replace(MIRA, position_en="Counsellor"))
    assert row(room, of).state == "confirmed"
    change(room, "head.bel", of, ADA)
    assert (row(room, of).state, row(room, of).confirmed_at) == ("named", None)


def test_who_is_withdrawn_has_no_role_and_is_changed_no_more(room):
    enlist(room, "office", "delegate.bel")
    (found,) = members(room, "BEL")
    confirm(room, "office", "BEL", found.id)
    withdraw(room, "head.bel", found.id)
    assert roles(room, "delegate.bel") == []
    assert row(room, found.id).state == "withdrawn"
    assert one(room, "head.bel", "BEL").members == ()
    assert [it.id for it in one(room, "head.bel", "BEL").withdrawn] == [found.id]
    assert one(room, "head.arv", "BEL").withdrawn == ()
    assert entries(room)[-1][1]["member_en"] == "Delegate Bel"
    for act in (
        lambda: change(room, "office", found.id, ADA),
        lambda: withdraw(room, "office", found.id),
        lambda: confirm(room, "office", "BEL", found.id),
        lambda: make_head(room, "office", found.id),
    ):
        with pytest.raises(WrongState) as refused:
            act()
        assert refused.value.state == "withdrawn"


def test_a_double_click_withdraws_once(room):
    of = add(room)
    before = seal(room, of)
    for _ in range(2):
        withdraw(room, "head.bel", of, shown=before, token="the-same-click")
    assert [kind for kind, _ in entries(room)] == ["delegate named", "delegate withdrawn"]


def test_a_head_is_withdrawn_by_the_office_alone(room):
    enlist(room, "office", "head.bel")
    (head,) = members(room, "BEL")
    with pytest.raises(WrongState) as refused:
        withdraw(room, "head.bel", head.id)
    assert refused.value.state == "head"
    withdraw(room, "office", head.id)
    assert (row(room, head.id).is_head, roles(room, "head.bel")) == (False, [])


def test_a_person_completes_the_own_entry_and_nobody_elses(room):
    enlist(room, "office", "delegate.bel")
    (found,) = members(room, "BEL")
    confirm(room, "office", "BEL", found.id)
    before = seal(room, found.id)
    for who in ("head.bel", "head.arv", "office"):
        with pytest.raises(NotFound):
            complete(room, who, found.id, ADA)
    for _ in range(2):
        complete(room, "delegate.bel", found.id, replace(ADA, badge="press"), shown=before, token="the-same-click")
    after = row(room, found.id)
    assert (after.name_en, after.state, after.badge, after.email) == (
        "Ada Ro",
        "named",
        "delegate",
        "delegate.bel@example.org",
    )
    with pytest.raises(WrongState):
        complete(room, "delegate.bel", found.id, MIRA, shown=before)


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_after_the_meeting_its_lists_are_the_offices(room, state):
    set_meeting(room, state=state)
    enlist(room, "office", "delegate.bel")
    (found,) = members(room, "BEL")
    assert one(room, "head.bel", "BEL").may_name is False
    for act in (
        lambda: add(room, "head.bel"),
        lambda: withdraw(room, "head.bel", found.id),
        lambda: complete(room, "delegate.bel", found.id, ADA),
    ):
        with pytest.raises(WrongState) as refused:
            act()
        assert refused.value.state == "over"
    change(room, "office", found.id, ADA)


def test_the_record_names_nobody_who_is_not_confirmed(room):
    of = add(room)
    change(room, "head.bel", of, MIRA)
    make_head(room, "head.bel", of)
    withdraw(room, "office", of)
    assert all("Mira" not in repr(about) for _, about in entries(room))
