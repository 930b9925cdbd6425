"""Publishing is the Support Office's."""

from tests.factories import World
from tests.web.roles import OFFICE

PAGES = {"publications.show": OFFICE}
CHANGES = {"publications.publish": OFFICE, "publications.change_access": OFFICE}


def values(_world: World) -> dict[str, int]:
    """A published document, of which there is none yet."""
    return {"published": 1}
