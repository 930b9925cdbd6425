"""The chairmanship of a Process: everybody reads it; whoever acts for the whole Process records."""

from tests import chairing
from tests.factories import World
from tests.web.roles import EVERYBODY, SECRETARIAT

PAGES = {"chairmanship.show": EVERYBODY, "chairmanship.term": SECRETARIAT}
CHANGES = {
    "chairmanship.elect": SECRETARIAT,
    "chairmanship.record_pass": SECRETARIAT,
    "chairmanship.instruct": SECRETARIAT,
    "chairmanship.mark_done": SECRETARIAT,
    "chairmanship.name_representative": SECRETARIAT,
    "chairmanship.end_term": SECRETARIAT,
}


def values(world: World) -> dict[str, int]:
    return {"term_id": chairing.elect(world, "BEL", "2026-06-01"), "instruction_id": chairing.instruct(world)}
