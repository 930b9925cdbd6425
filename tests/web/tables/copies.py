"""Copies that came back: who takes one home, who brings one, and whose nobody else sees."""

from tests import returned
from tests.factories import World
from tests.web.roles import ARVENDAL, EVERYBODY, OFFICE

DELEGATIONS = ARVENDAL | {"head.bel", "coordinator.zab", "observer"}
PAGES = {
    "copies.show": EVERYBODY - {"administrator"},
    "copies.one": ARVENDAL,
}
CHANGES = {
    "copies.bring": DELEGATIONS,
    "copies.receive": OFFICE,
    "copies.take": ARVENDAL,
    "copies.read": ARVENDAL,
    "copies.assign": ARVENDAL,
    "copies.finish": ARVENDAL,
    "copies.discard": ARVENDAL,
}


def values(world: World) -> dict[str, object]:
    """A copy that Arvendal brought; its ref is its own, since `ref` names a proposal."""
    copy = returned.edited(world, {"1.": returned.replacing("report", "confidential findings")})
    return {"copy_ref": returned.bring(world, "head.arv", copy)}
