"""A decision of the ministers of the small conference on the rules of the Process, adopted there."""

from dataclasses import replace

from drafting.services import decisions
from drafting.services.scope import meeting_scope
from tests import acts
from tests.factories import NOW, World, name_paragraphs

TITLE = "Amendment of the Operational Mechanism, section 3"


def decide(world: World, title: str = TITLE, *, kind: str = "rules", adopted: bool = True) -> int:
    """Answers the draft's id."""
    with world.database.writing() as session:
        scope = meeting_scope(session, world.people["chair"], world.meeting, NOW)
        text = decisions.Text(title, "en", ["The ministers amend the rules."])
        draft = decisions.create(session, scope, kind=kind, text=text, token=acts.token(), now=NOW).id
        paragraphs = name_paragraphs(session, draft)
    if adopted:
        room = replace(world, draft=draft, paragraphs=paragraphs)
        acts.close(room, "1.")
        acts.adopt(room)
    return draft
