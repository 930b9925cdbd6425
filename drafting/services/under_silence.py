"""What a no-objection run forbids while it lasts, and what ends it: its wording is frozen (practice.md section 6)."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain.errors import WrongState
from drafting.domain.silence_subjects import Subject, overlap, touched_by
from drafting.persistence.queries import silence as queries
from drafting.services import outbox, record, silence_state
from drafting.services.scope import DraftScope
from drafting.services.silence_state import Standing


def active(session: Session, scope: DraftScope) -> list[Standing]:
    """The runs on this draft that are announced and not over, in order."""
    return silence_state.of(session, queries.active(session, scope.draft.id))


def pending(session: Session, scope: DraftScope) -> list[int]:
    """Numbers of the runs that must be over before the text is adopted."""
    return [it.number for it in queries.active(session, scope.draft.id) if it.subject != "participation"]


def overlapping(session: Session, scope: DraftScope, subject: Subject) -> Iterator[Standing]:
    """The active runs that would decide the same thing."""
    return (it for it in active(session, scope) if overlap(it.subject, subject))


def require_free(session: Session, scope: DraftScope, paragraph_id: int, event: str) -> None:
    """Raises WrongState("under silence") while States are asked about this very paragraph."""
    if any(touched_by(it.subject, {paragraph_id}) for it in active(session, scope)):
        raise WrongState("under silence", event)


def supersede(session: Session, scope: DraftScope, paragraphs: Collection[int] | None, now: datetime) -> None:
    """End the runs whose wording a change has just left behind; a fresh one gets a full period.

    paragraphs: ids of those changed, None for a new one. Called after the entry of the change.
    """
    for it in active(session, scope):
        if touched_by(it.subject, paragraphs):
            end(session, scope, it, "supersede", reason="", now=now)


def end(
    session: Session,
    scope: DraftScope,
    it: Standing,
    ending: str,
    *,
    reason: str,
    now: datetime,
    token: str | None = None,
) -> None:
    """End a run without a certificate and tell everybody who was asked. ending: withdraw, annul, supersede."""
    silence_state.step(it.row, ending)  # type: ignore[arg-type] # refused there when it is none
    it.row.ended_at, it.row.next_at = now, None
    payload = {"run": it.row.number, "ending": ending, "reason": reason}
    entry = record.append(session, scope, "silence ended", capacity="run", now=now, token=token, payload=payload)
    outbox.queue(session, it.row, seq=entry.seq, occasion="ended", now=now)
