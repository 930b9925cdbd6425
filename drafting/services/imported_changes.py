"""A file with tracked changes becomes a draft and proposals: the text as it was before them, and each author's changes,
kept as a copy that the Office received, until the draft is open for negotiation."""

from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import returned
from drafting.persistence.records import Draft
from drafting.services import imports, returned_copies
from drafting.services.scope import DraftScope, MeetingScope


def save(session: Session, scope: MeetingScope, ref: str, choices: imports.Choices, now: datetime) -> int:
    """As `imports.save`; a double click makes one draft with one copy."""
    waiting = imports.by_author(session, scope, ref)
    draft_id = imports.save(session, scope, ref, choices, now)
    if waiting is not None:
        inside = DraftScope(scope.meeting, scope.process, scope.actor, scope.parties, session.get_one(Draft, draft_id))
        copy = returned.from_data(waiting.copy)
        returned_copies.keep_imported(session, inside, waiting.filename, waiting.sha256, copy, now)
    return draft_id
