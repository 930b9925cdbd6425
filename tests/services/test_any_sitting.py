"""Whatever is done at the speakers' list and in a sitting, in whatever order: the two sets of books agree, the order
stays total, one speaks at a time, and no second is lost or invented."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.domain import speaking
from drafting.domain.errors import DraftingError
from drafting.persistence.records import Speech
from drafting.services import floor, sitting, speakers, statements
from tests.sittings import Room, room

PEOPLE = ("chair", "office", "head.arv", "head.bel", "coordinator.zab", "observer", "rapporteur")
GAVEL = ("open", "close", "take up", "close item", "paragraph", "rule")
AT_THE_LIST = ("list", "ask", "withdraw", "move", "limit", "text", "give", "pause", "resume", "stop", "stale")
STEPS = st.lists(
    st.tuples(
        st.sampled_from((*GAVEL, *AT_THE_LIST)),
        st.sampled_from(PEOPLE),
        st.integers(0, 6),
        st.floats(0, 400),
        st.sampled_from("abc"),
    ),
    min_size=5,
    max_size=25,
)


def carry_out(hall: Room, act: str, who: str, number: int, word: str) -> None:
    (gavel if act in GAVEL else at_the_list)(hall, act, who, number, word)


def gavel(hall: Room, act: str, who: str, number: int, _word: str) -> None:
    shown = hall.seal()
    match act:
        case "open":
            hall.act(who, sitting.open_sitting, hall.sittings[number % 2], shown=shown)
        case "close":
            hall.act(who, sitting.close_sitting, shown=shown)
        case "take up":
            hall.act(who, sitting.take_up, hall.items[number % 3], closing=number % 2 == 0, shown=shown)
        case "close item":
            hall.act(who, sitting.close_item, shown=shown)
        case "paragraph":
            hall.act(who, sitting.put_before, [None, *hall.world.paragraphs.values()][number], shown=shown)
        case _:
            words = {"kind": "consensus", "words": "", "language": "en", "shown": hall.about()}
            hall.act(who, sitting.rule, **words)


def at_the_list(hall: Room, act: str, who: str, number: int, word: str) -> None:
    item, one = hall.items[number % 3], _speech(hall, number)
    match act:
        case "list":
            hall.act(who, speakers.make_list, item)
        case "ask":
            code, kind = ("ARV", "BEL", "ZAB", "OBS")[number % 4], speaking.KINDS[number % 3]
            hall.act(who, speakers.ask, item, party_id=hall.world.parties[code], kind=kind)
        case "withdraw":
            hall.act(who, speakers.withdraw, one.id)
        case "move":
            hall.act(who, speakers.move, one.id, number, shown=hall.list_seal(one.item_id))
        case "limit":
            hall.act(who, speakers.set_limit, one.id, number, was=one.seconds)
        case "text":
            text = {"text_en": word, "text_ru": "", "shown": statements.text_seal(one)}
            hall.act(who, statements.give_text, one.id, **text)
        case "give" | "stale":
            hall.act(who, floor.give, one.id, shown="stale" if act == "stale" else hall.seal())
        case _:
            hall.act(who, {"pause": floor.pause, "resume": floor.resume, "stop": floor.stop}[act], one.id)


def _speech(hall: Room, number: int) -> Speech:
    """Any of those there are; an unknown one at the beginning."""
    found = all_speeches(hall)
    return found[number % len(found)] if found else Speech(id=999, item_id=None, seconds=0, text_en="", text_ru="")


def all_speeches(hall: Room) -> list[Speech]:
    return hall.look(lambda session: session.query(Speech).order_by(Speech.id).all())


def judge(hall: Room, counted: dict[int, int]) -> None:
    """No rule was stepped over. counted: seconds that were seen to pass while each speech's clock ran."""
    found = all_speeches(hall)
    assert [it.state for it in found].count("speaking") <= 1
    for item in (None, *hall.items):
        standing = [it.place for it in found if it.item_id == item and it.state != "withdrawn"]
        assert len(standing) == len(set(standing))
        assert all(place >= 1 for place in standing)
    for it in found:
        assert speaking.elapsed(floor.clock_of(it), hall.now) == counted.get(it.id, 0)
        assert (it.running_since is None) or it.state == "speaking"
        assert (it.started_at is not None) == (it.state in speaking.SPOKEN)
        replies = [o for o in found if (o.party_id, o.item_id, o.kind) == (it.party_id, it.item_id, "reply")]
        assert sum(o.state != "withdrawn" for o in replies) <= speaking.MOST_REPLIES
    assert hall.findings() == ()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(STEPS)
def test_any_sitting_keeps_its_books_its_order_and_its_seconds(anew, steps):
    with anew() as world:
        hall = room(world)
        hall.open()
        hall.make_list()
        counted: dict[int, int] = {}
        for act, who, number, seconds, word in steps:
            before = hall.now
            hall.wait(seconds)
            ticks = round((speaking.tick(hall.now) - speaking.tick(before)).total_seconds())
            for it in all_speeches(hall):
                counted[it.id] = counted.get(it.id, 0) + (ticks if it.running_since else 0)
            try:
                carry_out(hall, act, who, number, word)
            except DraftingError:
                continue
        judge(hall, counted)
