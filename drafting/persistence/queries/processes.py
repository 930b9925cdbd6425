"""Processes, parties and meetings."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Meeting, Party, Process


def meeting_with_process(session: Session, meeting_id: int) -> tuple[Meeting, Process] | None:
    row = session.execute(
        select(Meeting, Process).join(Process, Process.id == Meeting.process_id).where(Meeting.id == meeting_id)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def lock_meeting(session: Session, meeting_id: int) -> None:
    """Take the meeting's row, after any lock of a draft: who counts or looks for a submission in a meeting does so one
    after the other. Rows that only refer to the meeting are not kept waiting."""
    session.execute(select(Meeting.id).where(Meeting.id == meeting_id).with_for_update(key_share=True))


# Put into words once, because almost every request asks it.
_PARTIES = select(Party).where(Party.process_id == bindparam("process_id"))


def parties(session: Session, process_id: int) -> list[Party]:
    return list(session.scalars(_PARTIES, {"process_id": process_id}))


def meetings(session: Session, process_id: int) -> list[Meeting]:
    """Every meeting of the Process, the newest first."""
    query = select(Meeting).where(Meeting.process_id == process_id)
    return list(session.scalars(query.order_by(Meeting.starts_on.desc(), Meeting.id.desc())))
