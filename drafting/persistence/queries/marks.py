"""What changes on a draft's page without an entry of its record, asked in one query because every visit asks."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Mapped, Session

from drafting.persistence.records import Proposal, SilenceRun


class Mark(NamedTuple):
    """private, saved: number of the delegation's own texts, and how often they were saved; next_at: when time brings
    something next to a no-objection run; prepared, revised: the same two of the runs that are still prepared."""

    private: int
    saved: int
    next_at: datetime | None
    prepared: int
    revised: int


_OWN = (Proposal.draft_id == bindparam("draft_id"), Proposal.party_id == bindparam("party_id"))
_RUNS = SilenceRun.draft_id == bindparam("draft_id")
_PREPARED = (_RUNS, SilenceRun.state == "draft")


def _summed(column: Mapped[int], *where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.coalesce(func.sum(column), 0)).where(*where).scalar_subquery()


_MARK = select(
    select(func.count()).where(*_OWN).scalar_subquery(),
    _summed(Proposal.version, *_OWN),
    select(func.min(SilenceRun.next_at)).where(_RUNS).scalar_subquery(),
    select(func.count()).where(*_PREPARED).scalar_subquery(),
    _summed(SilenceRun.version, *_PREPARED),
)


def mark(session: Session, draft_id: int, party_id: int | None) -> Mark:
    """party_id: the viewer's delegation, None for the Chair and the Office, who have no texts of their own."""
    row = session.execute(_MARK, {"draft_id": draft_id, "party_id": party_id}).one()
    return Mark(row[0], int(row[1]), row[2], row[3], int(row[4]))
