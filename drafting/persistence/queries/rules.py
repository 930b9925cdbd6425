"""The rules of a Process: where each comes from, how it changed, and who could change it."""

from datetime import date

from sqlalchemy import Row, exists, or_, select
from sqlalchemy.orm import Session

from drafting.domain.decisions import MINISTERS
from drafting.persistence.records import Draft, Meeting, ProcessEntry, Provision


def provisions(session: Session, process_id: int) -> dict[str, Provision]:
    """By the key of the rule."""
    rows = session.scalars(select(Provision).where(Provision.process_id == process_id))
    return {it.key: it for it in rows}


def entries(session: Session, process_id: int, kinds: tuple[str, ...]) -> list[ProcessEntry]:
    """The newest first."""
    query = select(ProcessEntry).where(ProcessEntry.process_id == process_id, ProcessEntry.kind.in_(kinds))
    return list(session.scalars(query.order_by(ProcessEntry.seq.desc())))


def decisions(session: Session, process_id: int) -> list[Row[Draft, Meeting]]:
    """Adopted decisions of the Process's ministers on its rules, the newest first."""
    query = (
        select(Draft, Meeting)
        .join(Meeting, Meeting.id == Draft.meeting_id)
        .where(
            Draft.process_id == process_id,
            Meeting.process_id == process_id,
            Meeting.kind == MINISTERS,
            Draft.kind == "rules",
            Draft.phase == "adopted",
        )
    )
    return list(session.execute(query.order_by(Draft.adopted_at.desc(), Draft.id.desc())))


def ministers_have_met(session: Session, process_id: int, today: date) -> bool:
    """Whether a ministerial conference of the Process was held or has begun. today: in the zone of the Process."""
    held = exists().where(
        Meeting.process_id == process_id,
        Meeting.kind == MINISTERS,
        or_(Meeting.state.in_(("under way", "closed")), (Meeting.state == "planned") & (Meeting.starts_on <= today)),
    )
    return bool(session.scalar(select(held)))
