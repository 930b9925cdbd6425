"""Processes, parties and meetings."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Meeting, Party, Process


def meeting_with_process(session: Session, meeting_id: int) -> tuple[Meeting, Process] | None:
    row = session.execute(
        select(Meeting, Process).join(Process, Process.id == Meeting.process_id).where(Meeting.id == meeting_id)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


# Put into words once, because almost every request asks it.
_PARTIES = select(Party).where(Party.process_id == bindparam("process_id"))


def parties(session: Session, process_id: int) -> list[Party]:
    return list(session.scalars(_PARTIES, {"process_id": process_id}))
