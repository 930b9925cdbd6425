"""Decisions of a meeting."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.records import Draft, Entry


def made_by(session: Session, meeting_id: int, token: str) -> Draft | None:
    """The decision that a submission brought into negotiation, if it did."""
    query = select(Draft).join(Entry, Entry.draft_id == Draft.id)
    return session.scalar(
        query.where(Draft.meeting_id == meeting_id, Entry.kind == "draft opened", Entry.token == token)
    )
