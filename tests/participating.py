"""A small conference whose text names States in brackets, and what people do about their participation."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from drafting.documents.tree import Block
from drafting.domain.participation import Stated
from drafting.services import participation_changes
from drafting.services.participation_changes import Consequences
from tests import acts
from tests.factories import NOW, World

WE = "We, of the Republic of Arvendal, the [Republic of Belmora] and the [Republic of Zabora],[^1] *meeting*;"
NOTING = "To note that [Belmora] and [Zabora][^1] will inform the three States;"
BRACKETED: tuple[Block, ...] = (
    Block("title", "Communiqué"),
    Block("recital", WE, "(i)"),
    Block("operative", NOTING, "1."),
    Block("operative", "To cooperate;", "2."),
    Block("operative", "To thank Zabora[^2].", "3."),
    Block("note", "An internal procedure is pending.", "1"),
    Block("note", "Document 7.", "2"),
)
ALL = ("(i)", "1.", "2.", "3.", "1", "2")
NOTE = "Note verbale No. 7"


def shown(it: World, code: str, status: str, who: str = "office") -> Consequences:
    return acts.look(
        it, who, lambda session, scope: participation_changes.consequences(session, scope, it.parties[code], status)
    )


def change(
    it: World,
    code: str,
    status: str,
    *,
    who: str = "office",
    taken: Collection[str] | None = None,
    seal: str | None = None,
    token: str = "",
    now: datetime = NOW,
    **facts: Any,
) -> None:
    """State it and take the changes offered in these paragraphs, all of them where none are named."""
    found = shown(it, code, status)
    ids = [one.line.id for one in found.changes] if taken is None else [it.paragraphs[label] for label in taken]
    asked = Stated(status, **{"basis": NOTE, **facts})
    acts.act(
        it,
        who,
        lambda session, scope: participation_changes.carry_out(
            session,
            scope,
            it.parties[code],
            asked,
            taken=ids,
            seal=found.seal if seal is None else seal,
            token=token or acts.token(),
            now=now,
        ),
        now,
    )


def bracketed(it: World) -> World:
    """Belmora and Zabora are awaited."""
    for code in ("BEL", "ZAB"):
        acts.participate(it, code, "bracketed")
    return it


def adopted(it: World) -> World:
    bracketed(it)
    acts.close(it, *ALL)
    acts.adopt(it)
    return it
