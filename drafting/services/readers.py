"""Who reads the archive: the classes that a signed-in person's appointments open, Process by Process."""

from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain.permissions import capacity
from drafting.domain.readership import Admitted, Held, Readership, signed_in
from drafting.persistence.queries import access as queries


def readership(session: Session, person_id: int, now: datetime) -> Readership:
    """In two queries, however many Processes there are."""
    rows = queries.held(session, person_id, now)
    held = [Held(it.process, it.meeting, capacity(it.role, it.party, it.status), it.status == "invited") for it in rows]
    found = queries.decided(session, {it.party for it in rows if it.party is not None})
    return signed_in(held, [Admitted(it.process, it.meeting, it.party, it.act == "invite") for it in found])
