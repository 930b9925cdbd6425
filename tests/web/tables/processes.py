"""The first page of a Process, what the Office says of it, and its founding instruments."""

from datetime import date

from drafting.domain.processes import Deed
from drafting.persistence.queries import processes as queries
from drafting.services import processes
from drafting.services.scope import process_scope
from tests.factories import NOW, World
from tests.web.roles import EVERYBODY, SECRETARIAT

PAGES = {
    "processes.show": EVERYBODY,
    "processes.edit": SECRETARIAT,
    "processes.new_instrument": SECRETARIAT,
    "processes.instrument": SECRETARIAT,
}
CHANGES = {
    "processes.save": SECRETARIAT,
    "processes.add_instrument": SECRETARIAT,
    "processes.save_instrument": SECRETARIAT,
    "processes.remove_instrument": SECRETARIAT,
}


def values(world: World) -> dict[str, int]:
    with world.database.writing() as session:
        scope = process_scope(session, world.people["secretariat"], world.process, NOW, lock=True)
        deed = Deed("Almaty Declaration", "Алматинская декларация", adopted_on=date(2011, 3, 16), place_en="Almaty")
        processes.add_instrument(session, scope, deed, token="instrument-of-the-table", now=NOW)
        session.flush()
        return {"instrument_id": queries.instruments(session, world.process)[-1].id}
