"""The agenda of a meeting: everybody in it reads it, the Chair and the Office keep it."""

from typing import Any

from drafting.persistence.records import AgendaItem, AgendaSpeaker, Sitting
from drafting.services import matters
from drafting.services.scope import meeting_scope
from tests.factories import NOW, World
from tests.web.roles import DIRECTING, EVERYBODY

PAGES = {
    "agenda.show": EVERYBODY,
    "agenda_items.new": DIRECTING,
    "agenda_items.edit": DIRECTING,
    "sittings.new": DIRECTING,
    "sittings.edit": DIRECTING,
}
CHANGES = {
    "agenda.move": DIRECTING,
    "agenda_items.add": DIRECTING,
    "agenda_items.save": DIRECTING,
    "agenda_items.remove": DIRECTING,
    "agenda_items.add_speaker": DIRECTING,
    "agenda_items.change_speaker": DIRECTING,
    "sittings.plan": DIRECTING,
    "sittings.replan": DIRECTING,
    "sittings.remove": DIRECTING,
}


def values(world: World) -> dict[str, Any]:
    """A sitting with an adoption and its speaker."""
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people["office"], world.meeting, NOW, lock=True)
        sitting = Sitting(
            meeting_id=world.meeting, number=91, starts_at=NOW, ends_at=NOW.replace(hour=15), title_en="M", title_ru="У"
        )
        session.add(sitting)
        session.flush()
        item = AgendaItem(
            meeting_id=world.meeting,
            sitting_id=sitting.id,
            place="00001",
            kind="adoption",
            title_en="Adoption",
            title_ru="Принятие",
            minutes=15,
            draft_id=world.draft,
        )
        session.add(item)
        session.flush()
        speaker = AgendaSpeaker(
            meeting_id=world.meeting, item_id=item.id, place=1, role="opener", name_en="Ms One", name_ru="Г-жа Один"
        )
        session.add(speaker)
        matters.record(
            session,
            scope.meeting,
            scope.actor,
            "item added",
            sitting,
            item,
            speaker,
            now=NOW,
            about={"title_en": "A", "title_ru": "П"},
        )
        return {"sitting_id": sitting.id, "item_id": item.id, "speaker_id": speaker.id}
