"""The speakers' list, the floor and the sitting: everybody in the meeting follows them, few run them."""

from typing import Any

from drafting.persistence.records import AgendaItem, Speech
from tests.factories import NOW, World
from tests.web.roles import CHAIR, DIRECTING, EVERYBODY, OFFICE

PAGES = {
    "speakers.show": EVERYBODY,
    "speakers.text": DIRECTING | {"head.bel"},  # Belmora's, before it is delivered
    "speakers.podium": EVERYBODY,
    "speakers.podium_part": EVERYBODY,
    "sitting.show": EVERYBODY,
    "sitting.live": EVERYBODY,
    "sitting.projector": EVERYBODY,
    "sitting.projector_part": EVERYBODY,
}
FRAGMENTS = frozenset({"speakers.podium_part", "sitting.live", "sitting.projector_part"})
CHANGES = {
    "speakers.make_list": DIRECTING,
    "speakers.ask": DIRECTING | {"head.bel"},
    "speakers.withdraw": DIRECTING | {"head.bel"},
    "speakers.move": DIRECTING,
    "speakers.set_limit": DIRECTING,
    "speakers.give_text": OFFICE | {"head.bel"},
    "sitting.open_sitting": CHAIR,
    "sitting.close_sitting": CHAIR,
    "sitting.take_up": CHAIR,
    "sitting.close_item": CHAIR,
    "sitting.put_before": DIRECTING,
    "sitting.rule": CHAIR,
    "floor.give": DIRECTING,
    "floor.pause": DIRECTING,
    "floor.resume": DIRECTING,
    "floor.stop": DIRECTING,
}


def values(world: World) -> dict[str, Any]:
    """An item for statements, and Belmora's request under it; a sitting and an item are in the table of the agenda."""
    with world.database.writing() as session:
        item = AgendaItem(
            meeting_id=world.meeting,
            place="91",
            kind="statements",
            title_en="General debate",
            title_ru="Общие прения",
            minutes=20,
        )
        session.add(item)
        session.flush()
        speech = Speech(
            meeting_id=world.meeting,
            item_id=item.id,
            party_id=world.parties["BEL"],
            kind="statement",
            place=1,
            seconds=420,
            state="asked",
            asked_at=NOW,
            text_en="We thank the Chair.",
        )
        session.add(speech)
        session.flush()
        return {"speech_id": speech.id}
