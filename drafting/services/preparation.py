"""A text in preparation is edited directly by those who draw it up: the Office and the Chair.

Nobody negotiates it yet, so there is no ruling and no loss list to have been seen; each edit is an entry of the record
all the same, with its additions and deletions, and says that it was made in preparation.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import proposals
from drafting.domain.errors import WrongState
from drafting.services import adoption, neighbours, record, texts
from drafting.services.scope import DraftScope

# What the entries of such edits say of themselves.
BECAUSE = {"ruling": "prepare"}


def reword(
    session: Session, scope: DraftScope, paragraph_id: int, *, text: str, revision: int, token: str, now: datetime
) -> None:
    """revision: the number that the page showed. Raises NotAllowed, NotFound, BadText, StaleEdit, WrongState."""
    scope.require("prepare text")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    _require_standing(current.paragraph.state, "reword")
    text = texts.normal(text).strip()
    texts.require_current(session, current, revision, text)
    proposals.check("replace", current.revision.text, text)
    texts.change(session, scope, current, text, because=dict(BECAUSE), now=now, token=token, capacity="office")


def insert(
    session: Session,
    scope: DraftScope,
    paragraph_id: int,
    *,
    text: str,
    after: bool,
    revision: int,
    token: str,
    now: datetime,
) -> int:
    """A new paragraph beside another; answers its id, 0 when it was sent before.

    Raises NotAllowed, NotFound, BadText, StaleEdit, WrongState.
    """
    scope.require("prepare text")
    if record.already_done(session, scope, token):
        return 0
    current = texts.load(session, scope, paragraph_id)
    _require_standing(current.paragraph.state, "insert")
    text = texts.normal(text).strip()
    texts.require_current(session, current, revision, text)
    proposals.check("insert after", "", text)
    return texts.insert(
        session,
        scope,
        current.paragraph,
        text,
        after=after,
        because=dict(BECAUSE),
        now=now,
        token=token,
        capacity="office",
    )


def delete(session: Session, scope: DraftScope, paragraph_id: int, *, revision: int, token: str, now: datetime) -> None:
    """The paragraph goes, and its history keeps it. Raises NotAllowed, NotFound, StaleEdit, WrongState."""
    scope.require("prepare text")
    if record.already_done(session, scope, token):
        return
    current = texts.load(session, scope, paragraph_id)
    _require_standing(current.paragraph.state, "delete")
    texts.require_current(session, current, revision)
    outlook = neighbours.outlook(session, scope, {paragraph_id: None})
    texts.rule(
        session,
        scope,
        current.paragraph,
        "delete",
        because={"prepared": True},
        now=now,
        token=token,
        outlook=outlook,
        capacity="office",
    )


def renumber(session: Session, scope: DraftScope, *, token: str, now: datetime) -> None:
    """Count the paragraphs anew, as adoption will, so that running numbers have no gap and no "bis".

    Raises NotAllowed, WrongState("in order") when no number would change.
    """
    scope.require("prepare text")
    if record.already_done(session, scope, token):
        return
    if not adoption.renumber(session, scope, now, token=token, capacity="office"):
        raise WrongState("in order", "renumber")


def _require_standing(state: str, event: str) -> None:
    if state == "deleted":
        raise WrongState(state, event)
