"""The agenda of a meeting: sittings and items planned, moved and removed, with their entries in the record."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from drafting.domain.errors import BadFields, BadText, NotAllowed, NotFound, WrongState
from drafting.persistence.records import (
    AgendaItem,
    AgendaSpeaker,
    Attendance,
    Delegate,
    Document,
    Meeting,
    Sitting,
    Speech,
)
from drafting.services import agenda, agenda_speakers, matters, matters_verification, sitting_plan
from drafting.services.scope import meeting_scope
from tests.acts import token
from tests.agenda import (
    ITEM,
    SITTING,
    act,
    add,
    change,
    drop,
    kinds,
    look,
    move,
    one,
    order_of,
    plan,
    remove,
    replan,
    seal,
    speak,
    step,
)
from tests.factories import NOW, World


@pytest.fixture(autouse=True)
def books(conference: World):
    """The record of the meeting agrees with its tables at the end of every test."""
    yield
    with conference.database.reading() as session:
        found = matters_verification.verify(session, session.get_one(Meeting, conference.meeting))
        assert found.findings == ()


def test_everything_wrong_with_an_item_is_told_at_once(conference):
    with pytest.raises(BadFields) as refused:
        add(conference, kind="", sitting="99", draft="x", hour="10:00")
    codes = {name: it.code for name, it in refused.value.problems.items()}
    assert codes == {
        "kind": "item-kind",
        "sitting": "unknown-sitting",
        "draft": "agenda-draft",
        "hour": "item-hour-alone",
    }
    with pytest.raises(BadFields) as refused:
        add(conference, sitting="99")
    assert list(refused.value.problems) == ["sitting"]


def test_two_sittings_never_bear_one_number(conference):
    first = plan(conference)
    with pytest.raises(BadFields) as refused:
        plan(conference, starts="14:00", ends="15:00")
    assert refused.value.problems["number"].code == "sitting-number-taken"
    replan(conference, first, starts="09:00")
    assert one(conference, select(Sitting.starts_at)) == datetime(2026, 6, 5, 4, tzinfo=UTC)


def test_fixed_hours_go_with_their_sitting_to_another_day(conference):
    first = plan(conference)
    item = add(conference, sitting=str(first), hour="11:00")
    loose = add(conference, sitting=str(first))
    replan(conference, first, day="2026-06-07")
    with conference.database.reading() as session:
        assert session.get_one(AgendaItem, item).starts_at == datetime(2026, 6, 7, 6, tzinfo=UTC)
        assert session.get_one(AgendaItem, loose).starts_at is None


def test_a_fixed_hour_that_the_new_day_does_not_show_is_refused(conference):
    """On 29 March 2026 the clocks of Berlin go from two to three."""
    with conference.database.writing() as session:
        session.get_one(Meeting, conference.meeting).zone = "Europe/Berlin"
    first = plan(conference, day="2026-03-28", starts="01:00", ends="05:00")
    other = plan(conference, number="2", day="2026-03-29", starts="06:00", ends="08:00")
    item = add(conference, sitting=str(first), hour="02:30")
    with pytest.raises(BadFields) as refused:
        replan(conference, first, day="2026-03-29", starts="01:00", ends="05:00")
    assert refused.value.problems["day"].code == "hour-missing"
    with pytest.raises(BadText):
        move(conference, item, other)


def test_a_sitting_that_is_removed_leaves_its_items(conference):
    first, second = plan(conference), plan(conference, number="2")
    lost = add(conference)
    items = [add(conference, sitting=str(first)) for _ in range(2)]
    assert order_of(conference)[0] == (first, items)
    drop(conference, second)
    drop(conference, first)
    assert order_of(conference) == [(None, [lost, *items])]
    assert kinds(conference)[-2:] == ["sitting removed"] * 2


def test_the_items_of_the_only_sitting_stay_in_their_order(conference):
    first = plan(conference)
    items = [add(conference, sitting=str(first)) for _ in range(3)]
    drop(conference, first)
    assert order_of(conference) == [(None, items)]


def test_a_sitting_that_was_opened_or_attended_stays(conference):
    first, second = plan(conference), plan(conference, number="2")
    with conference.database.writing() as session:
        session.get_one(Sitting, first).opened_at = NOW
        delegate = Delegate(
            meeting_id=conference.meeting, party_id=conference.parties["BEL"], place=1, name_en="B", name_ru="Б"
        )
        session.add(delegate)
        session.flush()
        session.add(Attendance(meeting_id=conference.meeting, sitting_id=second, delegate_id=delegate.id, at=NOW))
    for sitting in (first, second):
        with pytest.raises(WrongState):
            drop(conference, sitting)
    with conference.database.writing() as session:
        session.get_one(Sitting, first).opened_at = None
        session.delete(session.scalars(select(Attendance)).one())
        session.delete(session.scalars(select(Delegate)).one())


def test_items_step_through_sittings(conference):
    first, second = plan(conference), plan(conference, number="2", starts="14:00", ends="15:00")
    a, b = (add(conference, sitting=str(first)) for _ in range(2))
    c = add(conference, sitting=str(second))
    step(conference, b, up=True)
    assert order_of(conference)[:2] == [(first, [b, a]), (second, [c])]
    step(conference, a, up=False)
    assert order_of(conference)[:2] == [(first, [b]), (second, [a, c])]
    step(conference, b, up=True)
    step(conference, c, up=False)
    assert order_of(conference)[:2] == [(first, [b]), (second, [a, c])]
    assert kinds(conference)[-2:] == ["item moved"] * 2


def test_a_double_click_counts_once(conference):
    first = plan(conference, key="click-01")
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW, lock=True)
        sitting_plan.plan(session, scope, SITTING, token="click-01", now=NOW)
    items = [add(conference, key="click-02", sitting=str(first)) for _ in range(2)]
    assert items[0] == items[1]
    other = add(conference, sitting=str(first))
    shown = seal(conference, other)
    for _ in range(2):
        step(conference, other, up=True, key="click-03", shown=shown)
    assert order_of(conference)[0] == (first, [other, items[0]])
    shown = seal(conference, other)
    for _ in range(2):
        move(conference, other, first, key="click-08", shown=shown)
    assert order_of(conference)[0] == (first, [items[0], other])
    shown = seal(conference, first, Sitting)
    for _ in range(2):
        replan(conference, first, key="click-04", shown=shown, title_en="Changed")
    shown = seal(conference, first, Sitting)
    for _ in range(2):
        drop(conference, first, key="click-05", shown=shown)
    shown = seal(conference, other)
    for _ in range(2):
        act(
            conference,
            "office",
            lambda session, scope: agenda.change(session, scope, other, ITEM, seal=shown, token="click-06", now=NOW),
        )
    shown = seal(conference, other)
    for _ in range(2):
        remove(conference, other, key="click-07", shown=shown)
    expected = ["sitting planned", "item added", "item added", "item moved", "item moved"]
    assert kinds(conference) == [*expected, "sitting replanned", "sitting removed", "item changed", "item removed"]


def test_an_item_that_moved_on_is_not_changed_over(conference):
    first = plan(conference)
    item = add(conference, sitting=str(first))
    old = seal(conference, item)
    change(conference, item, sitting=str(first), title_en="Other")
    with pytest.raises(WrongState):
        change(conference, item, shown=old)
    with pytest.raises(WrongState):
        move(conference, item, first, before=999)


def test_an_item_changed_into_another_sitting_stands_last_there(conference):
    first, second = plan(conference), plan(conference, number="2")
    a, b = add(conference, sitting=str(first)), add(conference, sitting=str(second))
    change(conference, a, sitting=str(second))
    assert order_of(conference)[:2] == [(first, []), (second, [b, a])]
    change(conference, a, sitting="")
    assert order_of(conference)[2] == (None, [a])
    move(conference, a, None)
    assert order_of(conference)[2] == (None, [a])


def test_places_that_grow_too_long_are_given_anew(conference):
    first = plan(conference)
    items = [add(conference, sitting=str(first)) for _ in range(3)]
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW, lock=True)
        for item, place in zip(items, ("1" * 150, "1" * 149 + "2", "2"), strict=True):
            row = session.get_one(AgendaItem, item)
            row.place = place
            matters.record(session, scope.meeting, scope.actor, "item moved", row, now=NOW)
    move(conference, items[2], first, before=items[1])
    assert order_of(conference)[0] == (first, [items[0], items[2], items[1]])
    with conference.database.reading() as session:
        assert {len(it) for it in session.scalars(select(AgendaItem.place))} == {5}
    move(conference, items[0], first)
    assert order_of(conference)[0] == (first, [items[2], items[1], items[0]])


def test_an_item_is_removed_with_its_speakers_and_leaves_its_documents(conference):
    item = add(conference)
    speak(conference, item, name_en="Ms One")
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW, lock=True)
        row = Document(
            process_id=conference.process,
            meeting_id=conference.meeting,
            item_id=item,
            kind="other",
            title_en="P",
            title_ru="Д",
            language="en",
            access="participants",
        )
        session.add(row)
        matters.record(session, scope.meeting, scope.actor, "document distributed", row, now=NOW)
    remove(conference, item)
    assert one(conference, select(Document.item_id)) is None
    with conference.database.reading() as session:
        assert session.scalars(select(AgendaSpeaker)).all() == []


def test_an_item_with_statements_or_that_was_taken_up_stays(conference):
    listed, opened = add(conference), add(conference)
    with conference.database.writing() as session:
        speech = {"kind": "statement", "place": 1, "seconds": 180, "state": "listed"}
        session.add(Speech(meeting_id=conference.meeting, item_id=listed, party_id=conference.parties["BEL"], **speech))
        session.get_one(AgendaItem, opened).opened_at = NOW
    for item in (listed, opened):
        with pytest.raises(WrongState):
            remove(conference, item)
    with conference.database.writing() as session:
        session.delete(session.scalars(select(Speech)).one())
        session.get_one(AgendaItem, opened).opened_at = None


def names(world: World) -> list[str]:
    page = look(world)
    return [(it.delegate or it.row).name_en for it in page.outside[0].speakers]


def test_speakers_are_delegates_or_anybody_by_name_in_an_order(conference):
    item = add(conference)
    with conference.database.writing() as session:
        scope = meeting_scope(session, conference.people["office"], conference.meeting, NOW, lock=True)
        delegate = Delegate(
            meeting_id=conference.meeting,
            party_id=conference.parties["BEL"],
            place=1,
            name_en="Bel",
            name_ru="Бел",
            state="confirmed",
        )
        session.add(delegate)
        matters.record(session, scope.meeting, scope.actor, "delegate named", delegate, now=NOW)
        number = delegate.id
    speak(conference, item, key="click-11", name_ru="Г-н Один", name_en="Mr One")
    speak(conference, item, key="click-11", name_ru="Г-н Один", name_en="Mr One")
    speak(conference, item, delegate=str(number), role="opener")
    assert names(conference) == ["Mr One", "Bel"]
    with conference.database.reading() as session:
        one_, bel = session.scalars(select(AgendaSpeaker.id).order_by(AgendaSpeaker.id))

    def do(what, speaker: int, **how) -> None:
        act(conference, "chair", lambda session, scope: what(session, scope, item, speaker, now=NOW, **how))

    for _ in range(2):
        do(agenda_speakers.step, bel, up=True, token="click-12")
    assert names(conference) == ["Bel", "Mr One"]
    do(agenda_speakers.step, bel, up=True, token=token())
    do(agenda_speakers.step, one_, up=False, token=token())
    assert names(conference) == ["Bel", "Mr One"]
    for _ in range(2):
        do(agenda_speakers.remove, bel, token="click-13")
    assert names(conference) == ["Mr One"]
    with pytest.raises(NotFound):
        do(agenda_speakers.remove, bel, token=token())
    assert kinds(conference)[-2:] == ["item speakers ordered", "item speaker removed"]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"role": "singer", "name_en": "A"}, {"role": "speaker-role"}),
        ({}, {"name_en": "speaker-missing"}),
        ({"delegate": "99"}, {"delegate": "speaker-unknown"}),
        ({"name_en": "A" * 201}, {"name_en": "line-too-long"}),
    ],
)
def test_what_is_wrong_with_a_speaker_stands_beside_its_field(conference, said, codes):
    item = add(conference)
    with pytest.raises(BadFields) as refused:
        speak(conference, item, **said)
    assert {name: it.code for name, it in refused.value.problems.items()} == codes


@pytest.mark.parametrize("who", ["head.arv", "observer", "rapporteur", "administrator"])
def test_the_agenda_is_kept_by_the_chair_and_the_office(conference, who):
    with pytest.raises(NotAllowed):
        plan(conference, who)
    with pytest.raises(NotAllowed):
        add(conference, who)


def test_things_of_another_meeting_are_not_found(conference):
    with conference.database.writing() as session:
        facts = {"kind": "som", "zone": "Asia/Almaty", "title_en": "N", "title_ru": "С", "city_en": "A", "city_ru": "А"}
        other = Meeting(process_id=conference.process, slug="o", starts_on=NOW.date(), ends_on=NOW.date(), **facts)
        session.add(other)
        session.flush()
        item = AgendaItem(meeting_id=other.id, place="1", kind="item", title_en="a", title_ru="a")
        sitting = Sitting(meeting_id=other.id, number=1, starts_at=NOW, ends_at=NOW + timedelta(hours=1))
        session.add_all((item, sitting))
        session.flush()
        foreign, room = item.id, sitting.id
    with pytest.raises(NotFound):
        change(conference, foreign)
    with pytest.raises(NotFound):
        drop(conference, room)
