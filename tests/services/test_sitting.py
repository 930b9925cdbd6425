"""The sitting: the gavel, the floor, the paragraph before the meeting, rulings, and what the pages are told of them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from drafting.domain.errors import BadFields, NotAllowed, NotFound, WrongState
from drafting.persistence.records import AgendaItem, Draft, Meeting, Sitting
from drafting.services import floor, sitting, sitting_page, speakers, speakers_page
from tests import acts
from tests.sittings import Room, room


@pytest.fixture
def hall(conference) -> Room:
    it = room(conference)
    yield it
    assert it.findings() == ()


def refused(hall: Room, who: str, do, *args, **named) -> str:
    """The state in which it was refused."""
    with pytest.raises(WrongState) as error:
        hall.act(who, do, *args, **named)
    return error.value.state


def row(hall: Room, table, number: int):
    return hall.look(lambda session: session.get_one(table, number))


# Sittings


def test_a_sitting_is_opened_closed_and_resumed_by_the_chair_alone(hall):
    for who in ("office", "head.arv", "rapporteur"):
        with pytest.raises(NotAllowed):
            hall.open(who=who)
        with pytest.raises(NotAllowed):
            hall.act(who, sitting.close_sitting, shown="")
    hall.open()
    hall.wait(60)
    hall.act("chair", sitting.close_sitting, shown=hall.seal(), token="one-submission")
    hall.act("chair", sitting.close_sitting, shown=hall.seal(), token="one-submission")
    closed = row(hall, Sitting, hall.sittings[0])
    assert (closed.opened_at, closed.closed_at) == (hall.now.replace(minute=0), hall.now)
    hall.open()
    again = row(hall, Sitting, hall.sittings[0])
    assert (again.opened_at, again.closed_at) == (closed.opened_at, None)


def test_a_meeting_is_under_way_with_its_first_sitting(hall):
    assert row(hall, Meeting, hall.world.meeting).state == "planned"
    hall.open()
    assert row(hall, Meeting, hall.world.meeting).state == "under way"


def test_one_sitting_is_open_at_a_time(hall):
    shown = hall.seal()
    hall.act("chair", sitting.open_sitting, hall.sittings[0], shown=shown, token="one-submission")
    hall.act("chair", sitting.open_sitting, hall.sittings[0], shown=shown, token="one-submission")
    assert refused(hall, "chair", sitting.open_sitting, hall.sittings[0], shown=hall.seal()) == "open"
    assert refused(hall, "chair", sitting.open_sitting, hall.sittings[1], shown=hall.seal()) == "another sitting"
    hall.act("chair", sitting.close_sitting, shown=hall.seal())
    assert refused(hall, "chair", sitting.open_sitting, hall.sittings[1], shown=shown) == "moved on"
    assert refused(hall, "chair", sitting.close_sitting, shown=hall.seal()) == "no sitting"
    with pytest.raises(NotFound):
        hall.act("chair", sitting.open_sitting, 999, shown=hall.seal())


def test_without_a_sitting_nothing_is_before_the_meeting(hall):
    hall.make_list()
    number = hall.speech_of("ARV").id
    for do, args in (
        (sitting.take_up, (hall.items[0],)),
        (sitting.close_item, ()),
        (sitting.put_before, (None,)),
        (floor.give, (number,)),
    ):
        assert refused(hall, "chair", do, *args, shown=hall.seal()) == "no sitting"
    named = {"kind": "consensus", "words": "", "language": "en", "shown": hall.about()}
    assert refused(hall, "chair", sitting.rule, **named) == "no sitting"
    assert refused(hall, "chair", floor.stop, number) == "listed"
    assert refused(hall, "chair", floor.pause, number) == "listed"
    assert hall.live().sitting is None


# The floor


def test_the_time_of_a_speech_is_counted_to_the_second(hall):
    hall.make_list()
    hall.open()
    hall.give("BEL")
    hall.wait(180.4)
    number = hall.speech_of("BEL").id
    hall.act("office", floor.pause, number)
    hall.wait(500)
    hall.act("office", floor.resume, number)
    hall.wait(311.8)
    assert hall.live().current.seconds == 492
    assert hall.live().current.over == 72
    hall.act("office", floor.stop, number)
    it = hall.speech_of("BEL")
    assert (it.spoken, it.state, it.running_since) == (492, "given", None)
    lines = hall.seen(
        "office", lambda session, scope, now: speakers_page.page(session, scope, hall.items[0], now)
    ).lines
    assert [(line.party.code, line.speech.place, line.spoke) for line in lines if line.spoke] == [("BEL", 2, 1)]


def test_the_next_speaker_ends_the_one_before_and_the_planned_order_stays(hall):
    hall.make_list()
    hall.open()
    hall.take_up(0)
    hall.give("ZAB")
    hall.wait(10)
    hall.give("ARV", who="office")
    assert (hall.speech_of("ZAB").state, hall.speech_of("ZAB").spoken) == ("given", 10)
    assert [hall.speech_of(it).place for it in ("ARV", "BEL", "ZAB")] == [1, 2, 3]
    hall.wait(5)
    # A slip of the hand: Zabora goes on where it was stopped.
    hall.give("ZAB")
    hall.wait(5)
    assert hall.live().current.seconds == 15
    assert [it.party.code for it in hall.live().spoken] == ["ARV"]


def test_a_second_start_answers_the_first_and_clocks_are_not_started_twice(hall):
    hall.make_list()
    hall.open()
    first = hall.seal()
    started = hall.give("ARV", shown=first)
    hall.wait(7)
    before = hall.entries()
    assert hall.give("ARV", shown=first, who="office").running_since == started.running_since
    hall.act("office", floor.resume, started.id)
    assert hall.entries() == before
    assert refused(hall, "chair", floor.give, hall.speech_of("BEL").id, shown=first) == "moved on"
    for act in (floor.pause, floor.resume, floor.stop):
        for _ in range(2):
            hall.act("chair", act, started.id, token=f"one-{act.__name__}-only")
    assert hall.entries() == before + 3
    hall.act("chair", floor.stop, started.id)
    hall.act("chair", floor.give, started.id, shown=hall.seal(), token="give-once")
    hall.act("chair", floor.stop, started.id)
    hall.act("chair", floor.give, started.id, shown=first, token="give-once")
    assert hall.speech(started.id).state == "given"


def test_two_chairs_at_once_give_the_floor_once(hall):
    hall.make_list()
    hall.open()
    shown, numbers = hall.seal(), [hall.speech_of(it).id for it in ("ARV", "BEL")]

    def give(number: int) -> str:
        try:
            hall.act("chair", floor.give, number, shown=shown)
        except WrongState as error:
            return error.state
        return "given"

    with ThreadPoolExecutor(2) as chairs:
        assert sorted(chairs.map(give, numbers)) == ["given", "moved on"]
    assert sorted(hall.speech(it).state for it in numbers) == ["listed", "speaking"]


def test_a_paused_clock_stands_and_a_speech_that_is_over_does_not_run(hall):
    hall.make_list()
    hall.open()
    number = hall.give("ARV").id
    hall.act("chair", floor.pause, number)
    before = hall.entries()
    hall.act("office", floor.pause, number)
    assert hall.entries() == before
    hall.act("chair", floor.stop, number)
    assert refused(hall, "office", floor.resume, number) == "given"
    hall.act("office", speakers.withdraw, hall.speech_of("OBS").id)
    assert refused(hall, "office", floor.give, hall.speech_of("OBS").id, shown=hall.seal()) == "withdrawn"
    for who in ("head.arv", "observer", "rapporteur"):
        for do, named in ((floor.give, {"shown": ""}), (floor.pause, {}), (floor.stop, {})):
            with pytest.raises(NotAllowed):
                hall.act(who, do, number, **named)
    with pytest.raises(NotFound):
        hall.act("chair", floor.give, 999, shown=hall.seal())


def test_the_end_of_a_sitting_or_an_item_ends_the_speech(hall):
    hall.make_list()
    hall.open()
    hall.take_up(0)
    hall.give("ARV")
    hall.take_up(1, closing=True)
    assert hall.speech_of("ARV").state == "given"
    hall.give("BEL")
    hall.act("chair", sitting.close_item, shown=hall.seal())
    assert hall.speech_of("BEL").state == "given"
    hall.give("ZAB")
    hall.act("chair", sitting.close_sitting, shown=hall.seal())
    assert hall.speech_of("ZAB").state == "given"
    assert hall.live().current is None


# The agenda


def test_the_chair_goes_through_the_agenda_and_back(hall):
    hall.open()
    assert hall.live().next_item.id == hall.items[0]
    hall.take_up(0, closing=True)
    hall.take_up(1, closing=True)
    states = lambda: [row(hall, AgendaItem, it).state for it in hall.items]  # noqa: E731
    assert states() == ["closed", "open", "planned"]
    hall.take_up(0)
    assert states() == ["open", "open", "planned"]
    before = hall.entries()
    hall.take_up(0)
    assert hall.entries() == before
    assert hall.live().next_item.id == hall.items[1]
    hall.act("chair", sitting.close_item, shown=hall.seal(), token="one-submission")
    hall.act("chair", sitting.close_item, shown=hall.seal(), token="one-submission")
    assert states() == ["closed", "open", "planned"]
    assert refused(hall, "chair", sitting.close_item, shown=hall.seal()) == "no item"
    hall.act("chair", sitting.take_up, hall.items[2], shown=hall.seal(), token="take-up-once")
    assert refused(hall, "chair", sitting.take_up, hall.items[0], shown="stale") == "moved on"
    hall.act("chair", sitting.take_up, hall.items[2], shown="stale", token="take-up-once")
    with pytest.raises(NotAllowed):
        hall.act("office", sitting.take_up, hall.items[1], shown=hall.seal())
    with pytest.raises(NotAllowed):
        hall.act("office", sitting.close_item, shown=hall.seal())
    with pytest.raises(NotFound):
        hall.act("chair", sitting.take_up, 999, shown=hall.seal())


# The paragraph


def test_the_paragraph_before_the_meeting_is_shown_with_its_brackets_and_objections(hall):
    hall.open()
    hall.take_up(1)
    assert hall.live().before.paragraph is None
    here = hall.world.paragraphs["3."]
    acts.position(hall.world, "head.arv", "3.", "objects", "Not so.")
    hall.act("office", sitting.put_before, here, shown=hall.seal())
    for who in ("chair", "observer"):
        before = hall.live(who).before
        assert (before.label, before.brackets, before.objections) == ("3", 2, 1)
        assert before.text == "States [shall][should] meet every year."
    assert before.back == hall.world.paragraphs["(b)"]
    assert before.on == hall.world.paragraphs["1"]
    seen = hall.entries()
    hall.act("office", sitting.put_before, here, shown=hall.seal(), token="one-submission")
    assert hall.entries() == seen
    hall.act("chair", sitting.put_before, None, shown=hall.seal(), token="two-submissions")
    hall.act("chair", sitting.put_before, None, shown="stale", token="two-submissions")
    assert hall.live().before.paragraph is None
    with pytest.raises(NotFound):
        hall.act("chair", sitting.put_before, 999, shown=hall.seal())
    with pytest.raises(NotAllowed):
        hall.act("head.arv", sitting.put_before, here, shown=hall.seal())
    hall.take_up(0)
    assert refused(hall, "chair", sitting.put_before, here, shown=hall.seal()) == "no draft"


def test_a_text_in_preparation_is_on_no_wall_and_on_no_delegates_page(hall):
    hall.open()
    hall.take_up(1)
    hall.act("chair", sitting.put_before, hall.world.paragraphs["1."], shown=hall.seal())
    phase(hall, "preparing")
    assert hall.live("chair").before.label == "1"
    assert hall.live("head.arv").before is None
    assert hall.live("chair", on_wall=True).before is None
    phase(hall, "negotiation")
    assert hall.live("head.arv", on_wall=True).before.label == "1"


def phase(hall: Room, phase: str) -> None:
    with hall.world.database.writing() as session:
        session.get_one(Draft, hall.world.draft).phase = phase


# Rulings


def rule(hall: Room, kind: str = "consensus", words: str = "", **named) -> None:
    hall.act("chair", sitting.rule, **{"kind": kind, "words": words, "language": "en", "shown": hall.about(), **named})


def test_a_ruling_is_an_entry_and_a_row_with_what_it_is_about(hall):
    hall.open()
    hall.take_up(1)
    for _ in range(2):
        rule(hall, token="one-submission")
    rule(hall, "point of order", "The delegation may speak again.")
    first, second = hall.live("observer").rulings
    assert (first.text, first.item_id, first.draft_id) == (
        "I see no objection. It is so decided.",
        hall.items[1],
        hall.world.draft,
    )
    assert (second.kind, second.text) == ("point of order", "The delegation may speak again.")
    hall.act("chair", sitting.close_sitting, shown=hall.seal())
    assert len(hall.live().rulings) == 2  # Those of the sitting that was closed last.


def test_another_speaker_does_not_stand_in_the_way_of_a_ruling_but_another_item_does(hall):
    hall.make_list()
    hall.open()
    hall.take_up(0)
    shown = hall.about()
    hall.give("ARV")
    rule(hall, shown=shown)
    hall.take_up(1)
    assert refused(hall, "chair", sitting.rule, kind="ruling", words="So.", language="en", shown=shown) == "moved on"
    with pytest.raises(BadFields):
        rule(hall, "ruling", "")
    with pytest.raises(NotAllowed):
        hall.act("office", sitting.rule, kind="ruling", words="So.", language="en", shown=hall.about())


# What the pages are told


def test_requests_stand_in_the_order_in_which_they_were_made(hall):
    hall.make_list()
    hall.open()
    hall.take_up(0)
    for who in ("coordinator.zab", "head.arv"):
        hall.wait(1)
        hall.act(who, speakers.ask, hall.items[0], party_id=None, kind="floor")
    live = hall.live()
    assert [it.party.code for it in live.requests] == ["ZAB", "ARV"]
    assert [it.party.code for it in live.waiting] == ["ARV", "BEL", "ZAB", "OBS", "ZAB", "ARV"]
    assert [it.code for it in hall.live("head.arv").asking] == ["ARV"]
    assert hall.live("chair").asking == []


def test_who_has_the_floor_is_shown_whichever_list_it_is_on(hall):
    hall.open()
    hall.act("head.arv", speakers.ask, None, party_id=None, kind="floor")
    hall.take_up(1)
    hall.give("ARV", "floor")
    assert hall.live().current.party.code == "ARV"


def test_a_page_looks_often_while_the_meeting_sits_seldom_before_and_never_after(hall):
    assert hall.live().polls == 30
    hall.open(0)
    assert hall.live().polls == 2
    hall.act("chair", sitting.close_sitting, shown=hall.seal())
    assert hall.live().polls == 30
    hall.open(1)
    hall.act("chair", sitting.close_sitting, shown=hall.seal())
    assert hall.live().polls == 0
    assert sitting_page.polls([]) == 0


def test_the_page_of_speakers_chooses_what_is_before_the_meeting(hall):
    def chosen() -> AgendaItem:
        return hall.seen("chair", lambda session, scope, now: speakers_page.page(session, scope, None, now)).item

    assert chosen().id == hall.items[0]
    hall.open()
    hall.take_up(0)
    assert chosen().id == hall.items[0]
    hall.take_up(1)
    assert chosen().id == hall.items[0]
    with hall.world.database.writing() as session:
        from_kind = session.get_one(AgendaItem, hall.items[0])
        from_kind.kind = "item"
    assert chosen().id == hall.items[1]
    with hall.world.database.writing() as session:
        session.get_one(AgendaItem, hall.items[0]).kind = "statements"
    with pytest.raises(NotFound):
        hall.seen("chair", lambda session, scope, now: speakers_page.page(session, scope, 999, now))
