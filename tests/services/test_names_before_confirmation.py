"""Whom a delegation named is its own and the Office's to know, wherever a name may stand, until it is confirmed."""

import json

import pytest
from sqlalchemy import select

from drafting.domain.errors import BadFields
from drafting.persistence.records import AgendaSpeaker, Delegate, MeetingEntry
from drafting.services import agenda_page, agenda_speakers, speakers_page
from drafting.services.matters import record
from tests.sittings import Room, room

EVERYBODY = ("office", "chair", "head.bel", "head.arv", "observer")


@pytest.fixture
def hall(conference) -> Room:
    it = room(conference)
    yield it
    assert it.findings() == ()


def name_head(hall: Room, state: str) -> int:
    def do(session, scope, *, now, **_) -> int:
        party = hall.world.parties["BEL"]
        row = Delegate(
            meeting_id=scope.meeting.id,
            party_id=party,
            place=1,
            is_head=True,
            state=state,
            name_en="Vel",
            name_ru="Вел",
        )
        session.add(row)
        record(session, scope.meeting, scope.actor, "delegate named", row, now=now)
        return row.id

    return hall.act("office", do)


def change_state(hall: Room, delegate: int, state: str) -> None:
    def do(session, scope, *, now, **_) -> None:
        row = session.get_one(Delegate, delegate)
        row.state = state
        record(session, scope.meeting, scope.actor, "delegate changed", row, now=now)

    hall.act("office", do)


def who_reads_the_speaker(hall: Room) -> list[str]:
    def names(session, scope, now) -> list[str]:
        lines = speakers_page.page(session, scope, hall.items[0], now).lines
        return [it.delegate.name_en for it in lines if it.delegate]

    return [who for who in EVERYBODY if hall.seen(who, names) == ["Vel"]]


def who_reads_the_agenda(hall: Room) -> list[str]:
    def names(session, scope, _now) -> list[str]:
        page = agenda_page.page(session, scope)
        lines = [line for day in page.days for part in day.parts for line in part.lines]
        return [it.delegate.name_en for line in lines for it in line.speakers if it.delegate]

    return [who for who in EVERYBODY if hall.seen(who, names) == ["Vel"]]


@pytest.mark.parametrize("state", ["named", "invited"])
def test_the_speakers_list_names_a_head_to_others_once_confirmed(hall, state):
    head = name_head(hall, state)
    hall.make_list()
    assert who_reads_the_speaker(hall) == ["office", "head.bel"]
    change_state(hall, head, "confirmed")
    assert who_reads_the_speaker(hall) == list(EVERYBODY)


def test_whoever_has_the_floor_is_named_to_all(hall):
    name_head(hall, "named")
    hall.open()
    hall.take_up()
    hall.make_list()
    hall.give("BEL")
    assert who_reads_the_speaker(hall) == list(EVERYBODY)
    assert hall.live("observer").current.delegate.name_en == "Vel"


def put_on_agenda(hall: Room, delegate: int) -> None:
    hall.act("chair", agenda_speakers.add, hall.items[2], {"role": "opener", "delegate": str(delegate)})


@pytest.mark.parametrize("state", ["named", "invited", "withdrawn"])
def test_nobody_is_put_on_the_agenda_before_the_confirmation(hall, state):
    head = name_head(hall, state)
    with pytest.raises(BadFields) as error:
        put_on_agenda(hall, head)
    assert error.value.problems["delegate"].code == "speaker-unknown"


def test_a_speaker_of_the_agenda_who_is_to_be_confirmed_anew_is_not_named_to_others(hall):
    head = name_head(hall, "confirmed")
    put_on_agenda(hall, head)
    assert who_reads_the_agenda(hall) == list(EVERYBODY)
    change_state(hall, head, "named")
    assert who_reads_the_agenda(hall) == ["office", "head.bel"]
    speaker = hall.look(lambda session: session.scalars(select(AgendaSpeaker.id)).one())
    hall.act("chair", agenda_speakers.remove, hall.items[2], speaker)
    told = hall.look(lambda session: session.scalars(select(MeetingEntry).order_by(MeetingEntry.seq.desc())).first())
    assert told.payload["about"]["name_en"] == "Belmora"
    assert "Vel" not in json.dumps(told.payload)
