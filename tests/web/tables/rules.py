"""The rules of a Process: everybody reads them, the Office of the whole Process changes them."""

from tests.factories import World
from tests.web.roles import EVERYBODY, SECRETARIAT

PAGES = {"rules.show": EVERYBODY, "rules.edit": SECRETARIAT, "rules.provision": SECRETARIAT}
CHANGES = {"rules.change": SECRETARIAT, "rules.cite": SECRETARIAT}


def values(_world: World) -> dict[str, str]:
    return {"rule_key": "silence_hours"}
