"""The speakers' list: made by the rule, asked for, reordered, withdrawn; the texts of statements."""

import pytest

from drafting.domain.errors import BadFields, NotAllowed, NotFound, WrongState
from drafting.persistence.queries.matters import newest
from drafting.persistence.records import Admission, Delegate, Meeting, Party
from drafting.services import floor, speakers, speakers_page, statements
from drafting.services.matters import record
from drafting.services.scope import meeting_scope
from tests.factories import NOW
from tests.sittings import Room, room

TEXT = "We thank the Chair."


@pytest.fixture
def hall(conference) -> Room:
    it = room(conference)
    yield it
    assert it.findings() == ()


def enter(hall: Room, *rows) -> None:
    """Store rows of other parts of the tool and tell the record of them."""
    with hall.world.database.writing() as session:
        scope = meeting_scope(session, hall.world.people["office"], hall.world.meeting, NOW, lock=True)
        session.add_all(rows)
        record(session, scope.meeting, scope.actor, "prepared by a test", *rows, now=NOW)


def delegate(hall: Room, code: str, **more) -> Delegate:
    facts = {"place": 1, "is_head": True, "name_en": "One", "name_ru": "Один", "state": "confirmed", **more}
    return Delegate(meeting_id=hall.world.meeting, party_id=hall.world.parties[code], **facts)


def problems(hall: Room, who: str, do, *args, **named) -> dict[str, str]:
    with pytest.raises(BadFields) as error:
        hall.act(who, do, *args, **named)
    return {name: it.code for name, it in error.value.problems.items()}


def test_the_list_is_made_of_everybody_who_attends_in_the_order_of_the_rule(hall):
    assert hall.make_list() == 4
    assert hall.order() == ["ARV", "BEL", "ZAB", "OBS"]
    assert [hall.speech_of(it).seconds for it in ("ARV", "OBS")] == [420, 180]
    assert hall.make_list() == 0
    assert hall.order() == ["ARV", "BEL", "ZAB", "OBS"]


def test_a_double_click_makes_one_list(hall):
    first = hall.act("office", speakers.make_list, hall.items[0], token="one-submission")
    again = hall.act("office", speakers.make_list, hall.items[0], token="one-submission")
    assert (first, again, hall.entries()) == (4, 0, 2)


def test_excluded_observers_and_civil_society_without_consent_are_not_on_it(hall):
    with hall.world.database.writing() as session:
        first, second = (
            Party(
                process_id=hall.world.process,
                code=code,
                kind="organization",
                status="invited",
                name_en=code,
                name_ru=code,
                long_en=code,
                long_ru=code,
                category="civil society",
            )
            for code in ("ngo-in", "ngo-out")
        )
        session.add_all([first, second])
        session.flush()
        hall.world.parties |= {"NGO": first.id, "OUT": second.id}
    meeting = hall.world.meeting
    enter(
        hall,
        Admission(meeting_id=meeting, party_id=hall.world.parties["OBS"], act="exclude", state="decided"),
        Admission(meeting_id=meeting, party_id=hall.world.parties["NGO"], act="invite", state="decided"),
        Admission(meeting_id=meeting, party_id=hall.world.parties["OUT"], act="invite", state="proposed"),
    )
    assert hall.make_list() == 4
    assert hall.order() == ["ARV", "BEL", "ZAB", "ngo-in"]
    assert hall.speech_of("NGO").seconds == 180


def test_heads_speak_and_those_named_later_are_filled_in(hall):
    enter(hall, delegate(hall, "ARV"), delegate(hall, "ZAB", is_head=False))
    hall.make_list()
    assert [hall.speech_of(it).delegate_id is None for it in ("ARV", "BEL", "ZAB")] == [False, True, True]
    head = delegate(hall, "BEL")
    enter(hall, head)
    assert hall.make_list() == 0
    assert hall.speech_of("BEL").delegate_id is not None
    assert hall.entries() == 5
    # A head who withdrew speaks no more.
    with hall.world.database.writing() as session:
        scope = meeting_scope(session, hall.world.people["office"], hall.world.meeting, NOW, lock=True)
        gone = session.query(Delegate).filter_by(party_id=hall.world.parties["BEL"]).one()
        gone.state = "withdrawn"
        record(session, scope.meeting, scope.actor, "prepared by a test", gone, now=NOW)
    hall.make_list()
    assert hall.speech_of("BEL").delegate_id is None


def test_the_order_that_the_chair_arranged_is_kept_and_the_missing_join_their_group(hall):
    hall.act("head.arv", speakers.ask, hall.items[0], party_id=None, kind="statement")
    hall.make_list()
    last = hall.speech_of("ZAB").id
    hall.act("chair", speakers.move, last, 1, shown=hall.list_seal(hall.items[0]))
    assert hall.order() == ["ZAB", "ARV", "BEL", "OBS"]
    hall.make_list()
    assert hall.order() == ["ZAB", "ARV", "BEL", "OBS"]
    observer = hall.speech_of("OBS").id
    hall.act("office", speakers.withdraw, observer)
    hall.make_list()
    assert hall.order() == ["ZAB", "ARV", "BEL"]  # Who withdrew is not put on again.


def test_a_late_request_goes_to_the_end_of_its_group(hall):
    enter(hall, delegate(hall, "BEL", is_head=False, person_id=hall.world.people["head.bel"]))
    hall.act("office", speakers.ask, hall.items[0], party_id=hall.world.parties["OBS"], kind="statement")
    hall.act("office", speakers.ask, hall.items[0], party_id=hall.world.parties["ZAB"], kind="statement")
    hall.act("head.bel", speakers.ask, hall.items[0], party_id=None, kind="statement")
    hall.act("head.bel", speakers.ask, hall.items[0], party_id=hall.world.parties["BEL"], kind="floor")
    hall.act("observer", speakers.ask, hall.items[0], party_id=None, kind="reply")
    assert hall.order() == ["ZAB", "BEL", "OBS", "BEL", "OBS"]
    states = [hall.speech_of(code, kind).state for code, kind in (("ZAB", "statement"), ("BEL", "floor"))]
    assert states == ["listed", "asked"]
    assert hall.speech_of("BEL", "floor").delegate_id is not None
    assert hall.speech_of("BEL", "floor").seconds == 180


def test_the_general_list_is_a_list_of_its_own(hall):
    hall.act("head.arv", speakers.ask, None, party_id=None, kind="floor")
    hall.make_list()
    assert hall.order(item=None) == ["ARV"]
    assert hall.make_list(item=None) == 4


def test_who_asks_in_vain_is_told_why(hall):
    item, parties = hall.items[0], hall.world.parties
    assert problems(hall, "head.arv", speakers.ask, item, party_id=None, kind="speech") == {"kind": "unknown-request"}
    assert problems(hall, "office", speakers.ask, item, party_id=None, kind="floor") == {"party": "not-attending"}
    for kind, code in (("statement", "already-listed"), ("floor", "already-asked")):
        hall.act("head.arv", speakers.ask, item, party_id=None, kind=kind)
        assert problems(hall, "head.arv", speakers.ask, item, party_id=None, kind=kind) == {"kind": code}
    for who, party in (("head.arv", "BEL"), ("observer", "ARV"), ("rapporteur", "ARV"), ("administrator", "ARV")):
        with pytest.raises(NotAllowed):
            hall.act(who, speakers.ask, item, party_id=parties[party], kind="floor")
    with pytest.raises(NotFound):
        hall.act("head.arv", speakers.ask, 999, party_id=None, kind="floor")


def test_asking_twice_by_a_double_click_is_asking_once(hall):
    for _ in range(2):
        hall.act("head.arv", speakers.ask, None, party_id=None, kind="floor", token="one-submission")
    assert hall.order(item=None) == ["ARV"]


def test_a_delegation_replies_at_most_twice_on_one_item(hall):
    hall.open()
    for _ in range(2):
        hall.act("head.arv", speakers.ask, None, party_id=None, kind="reply")
        hall.give("ARV", "reply")
        hall.act("chair", floor.stop, hall.speech_of("ARV", "reply").id)
    assert problems(hall, "head.arv", speakers.ask, None, party_id=None, kind="reply") == {"kind": "replies-used"}
    hall.act("head.arv", speakers.ask, hall.items[0], party_id=None, kind="reply")


def test_only_the_office_and_the_chair_keep_the_list(hall):
    hall.make_list()
    number = hall.speech_of("BEL").id
    for who in ("head.bel", "observer", "rapporteur"):
        for do, args in (
            (speakers.make_list, (hall.items[0],)),
            (speakers.move, (number, 1)),
            (speakers.set_limit, (number, 5)),
        ):
            named = {speakers.move: {"shown": ""}, speakers.set_limit: {"was": 420}}.get(do, {})
            with pytest.raises(NotAllowed):
                hall.act(who, do, *args, **named)


def test_a_delegation_withdraws_its_own_request_and_no_other(hall):
    hall.make_list()
    number = hall.speech_of("BEL").id
    with pytest.raises(NotAllowed):
        hall.act("head.arv", speakers.withdraw, number)
    hall.act("head.bel", speakers.withdraw, number)
    before = hall.entries()
    hall.act("head.bel", speakers.withdraw, number)
    assert hall.entries() == before
    assert hall.order() == ["ARV", "ZAB", "OBS"]
    assert [hall.speech_of(it).place for it in ("ARV", "ZAB", "OBS")] == [1, 2, 3]
    page = hall.seen("office", lambda session, scope, now: speakers_page.page(session, scope, hall.items[0], now))
    assert [it.party.code for it in page.withdrawn] == ["BEL"]
    assert [it.code for it in page.missing] == ["BEL"]
    hall.act("head.bel", speakers.ask, hall.items[0], party_id=None, kind="statement")
    assert hall.order() == ["ARV", "ZAB", "BEL", "OBS"]


def test_who_has_spoken_keeps_place_and_limit(hall):
    hall.make_list()
    hall.open()
    hall.give("ZAB")
    number = hall.speech_of("ZAB").id
    with pytest.raises(WrongState):
        hall.act("office", speakers.withdraw, number)
    with pytest.raises(WrongState):
        hall.act("office", speakers.move, number, 1, shown=hall.list_seal(hall.items[0]))
    hall.act("office", speakers.set_limit, number, 9, was=420)
    assert hall.speech_of("ZAB").seconds == 540
    hall.give("OBS")
    with pytest.raises(WrongState):
        hall.act("office", speakers.set_limit, number, 5, was=540)
    hall.act("office", speakers.move, hall.speech_of("BEL").id, 1, shown=hall.list_seal(hall.items[0]))
    assert [hall.speech_of(it).place for it in ("BEL", "ARV", "ZAB", "OBS")] == [1, 2, 3, 4]


def test_moves_of_a_stale_list_and_the_same_limit_change_nothing(hall):
    hall.make_list()
    number, shown = hall.speech_of("OBS").id, hall.list_seal(hall.items[0])
    hall.act("office", speakers.move, number, 2, shown=shown, token="one-submission")
    hall.act("office", speakers.move, number, 2, shown=shown, token="one-submission")
    assert hall.order() == ["ARV", "OBS", "BEL", "ZAB"]
    with pytest.raises(WrongState, match="moved on"):
        hall.act("office", speakers.move, number, 1, shown=shown)
    before = hall.entries()
    hall.act("office", speakers.move, number, 2, shown=hall.list_seal(hall.items[0]))
    hall.act("office", speakers.set_limit, number, 3, was=180)
    assert hall.entries() == before
    hall.act("office", speakers.move, number, 99, shown=hall.list_seal(hall.items[0]))
    assert hall.order() == ["ARV", "BEL", "ZAB", "OBS"]
    hall.act("office", speakers.set_limit, number, 4, was=180, token="one-limit")
    hall.act("office", speakers.set_limit, number, 4, was=180, token="one-limit")
    with pytest.raises(WrongState, match="moved on"):
        hall.act("office", speakers.set_limit, number, 5, was=180)


@pytest.mark.parametrize("place", [None, 0, -1])
def test_a_place_is_a_number_from_one(hall, place):
    hall.make_list()
    number, shown = hall.speech_of("OBS").id, hall.list_seal(hall.items[0])
    assert problems(hall, "office", speakers.move, number, place, shown=shown) == {"place": "place-unfit"}


@pytest.mark.parametrize("minutes", [None, 0, -3, 61])
def test_a_limit_is_a_number_of_minutes(hall, minutes):
    hall.make_list()
    found = problems(hall, "office", speakers.set_limit, hall.speech_of("OBS").id, minutes, was=180)
    assert found == {"minutes": "limit-unfit"}


# Texts


def given(hall: Room, who: str, code: str = "BEL", **named) -> None:
    it = hall.speech_of(code)
    text = {"text_en": TEXT, "text_ru": "", "shown": statements.text_seal(it)}
    hall.act(who, statements.give_text, it.id, **{**text, **named})


def test_a_delegation_gives_its_text_and_the_office_does_so_for_it(hall):
    hall.make_list()
    given(hall, "delegate.bel", token="one-submission")
    before = hall.entries()
    given(hall, "delegate.bel", token="one-submission")
    given(hall, "head.bel")
    assert hall.entries() == before  # The same words are no change.
    given(hall, "office", text_ru="Благодарим.")
    assert (hall.speech_of("BEL").text_en, hall.speech_of("BEL").text_ru) == (TEXT, "Благодарим.")
    for who in ("head.arv", "chair", "observer", "rapporteur"):
        with pytest.raises(NotAllowed):
            given(hall, who)
    page = hall.seen("office", lambda session, scope, now: speakers_page.page(session, scope, hall.items[0], now))
    assert page.textless == 3


def test_a_text_given_meanwhile_a_withdrawn_statement_and_too_long_a_text_are_refused(hall):
    hall.make_list()
    given(hall, "head.bel")
    with pytest.raises(WrongState, match="moved on"):
        given(hall, "head.bel", text_en="Other words.", shown="0" * 16)
    number, shown = hall.speech_of("BEL").id, statements.text_seal(hall.speech_of("BEL"))
    long = {"text_en": "x" * 60_001, "text_ru": "y" * 60_001, "shown": shown}
    assert problems(hall, "head.bel", statements.give_text, number, **long) == {
        "text_en": "statement-too-long",
        "text_ru": "statement-too-long",
    }
    hall.act("head.bel", speakers.withdraw, number)
    with pytest.raises(WrongState, match="withdrawn"):
        given(hall, "head.bel", text_en="Other words.")


def test_the_entry_of_a_text_says_nothing_of_its_words(hall):
    hall.make_list()
    given(hall, "head.bel")
    about = hall.look(
        lambda session: newest(session, session.get_one(Meeting, hall.world.meeting), limit=1)[0].payload["about"]
    )
    assert about == {"name_en": "Belmora", "name_ru": "Бельмора", "languages": ["en"]}
