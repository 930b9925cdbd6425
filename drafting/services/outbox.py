"""The outbox: what people are to be told is written in the transaction of the entry that tells it, and sent later."""

from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import notices
from drafting.persistence.queries import notices as queries
from drafting.persistence.records import SilenceRun


def queue(session: Session, run: SilenceRun, *, seq: int, occasion: str, now: datetime, detail: str = "") -> None:
    """A notice to each contact of the run about one entry, in the caller's transaction; asked twice, queued once.

    seq: of the entry; occasion: of `domain/notices.py`; detail: names the notice where an entry alone does not, such
    as the hours of a reminder. A reminder goes to those who may answer, everything else to all.
    """
    session.flush()  # The contacts may have been added a line above, and the statement reads them in the database.
    queries.queue(
        session,
        binding=occasion in notices.ONLY_BINDING,
        of_run=run.id,
        draft_id=run.draft_id,
        seq=seq,
        occasion=occasion,
        now=now,
        prefix=f"{run.id}:{occasion}:{detail or seq}:",
    )
