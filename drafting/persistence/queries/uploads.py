"""Files that were read and not yet saved as drafts."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Upload


def upload(session: Session, meeting_id: int, person_id: int, ref: str, *, lock: bool = False) -> Upload | None:
    """A person's own upload; lock: take its row, so that two clicks cannot both save it."""
    query = select(Upload).where(Upload.ref == ref, Upload.meeting_id == meeting_id, Upload.person_id == person_id)
    return session.scalar(query.with_for_update() if lock else query)


def discard(session: Session, before: datetime) -> None:
    """Delete the uploads of everybody that were made before an instant."""
    session.execute(delete(Upload).where(Upload.at < before))
