"""Long work: jobs by their name, the one to be taken next, those whose results have lain long enough."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from drafting.persistence.records import Work

OPEN = ("waiting", "running")


def by_ref(session: Session, ref: str) -> Work | None:
    return session.scalar(select(Work).where(Work.ref == ref))


def open_of(session: Session, draft_id: int, person_id: int, kind: str) -> Sequence[Work]:
    """A person's jobs of this kind on a draft that are not over, oldest first."""
    query = select(Work).where(Work.draft_id == draft_id, Work.person_id == person_id, Work.kind == kind)
    return session.scalars(query.where(Work.status.in_(OPEN)).order_by(Work.id)).all()


def newest_of(session: Session, draft_id: int, person_id: int, kind: str, limit: int) -> Sequence[Work]:
    """The same whether over or not, newest first."""
    query = select(Work).where(Work.draft_id == draft_id, Work.person_id == person_id, Work.kind == kind)
    return session.scalars(query.order_by(Work.id.desc()).limit(limit)).all()


def _free(now: datetime) -> ColumnElement[bool]:
    """Waiting, given back, or held by somebody who has given no sign of life."""
    unheld = or_(Work.held_until.is_(None), Work.held_until < now)
    return or_(Work.status == "waiting", and_(Work.status == "running", unheld))


def is_any_free(session: Session, now: datetime) -> bool:
    return session.scalar(select(Work.id).where(_free(now)).limit(1)) is not None


def take_free(session: Session, now: datetime) -> Work | None:
    """The job that has waited longest, its row taken; those that others take at this moment are left."""
    query = select(Work).where(_free(now)).order_by(Work.id).limit(1)
    return session.scalar(query.with_for_update(skip_locked=True))


def held(session: Session, ref: str, by: str) -> Work | None:
    """The job, its row taken, if this worker still has it in hand; read anew, whatever the session knew of it."""
    query = select(Work).where(Work.ref == ref, Work.held_by == by, Work.status == "running")
    return session.scalar(query.with_for_update().execution_options(populate_existing=True))


def empty(session: Session, before: datetime) -> None:
    """Throw away the files of the jobs that ended before an instant; what was done stays known."""
    old = (Work.ended_at < before, Work.result.is_not(None))
    session.execute(update(Work).where(*old).values(result=None).execution_options(synchronize_session=False))
