"""Proposals. Every query that serves a page takes the viewer's delegation: a private text leaves the database
for its own delegation only.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, func, or_, select
from sqlalchemy.orm import Session

from drafting.persistence.records import CoSponsor, Proposal


class Shown(NamedTuple):
    """A proposal as plain values, for pages that show hundreds."""

    id: int
    ref: str
    number: int | None
    paragraph_id: int
    party_id: int
    kind: str
    status: str
    base_revision_id: int
    text: str
    reason: str
    decision: str
    version: int
    made_at: datetime
    tabled_at: datetime | None
    decided_at: datetime | None


def _visible(party_id: int | None) -> ColumnElement[bool]:
    public = Proposal.number.is_not(None)
    return public if party_id is None else or_(public, Proposal.party_id == party_id)


def by_ref(session: Session, draft_id: int, ref: str, party_id: int | None) -> Proposal | None:
    return session.scalar(
        select(Proposal).where(Proposal.draft_id == draft_id, Proposal.ref == ref, _visible(party_id))
    )


def by_token(session: Session, draft_id: int, party_id: int, token: str) -> Proposal | None:
    return session.scalar(
        select(Proposal).where(Proposal.draft_id == draft_id, Proposal.party_id == party_id, Proposal.token == token)
    )


def live_summary(session: Session, draft_id: int, party_id: int | None) -> list[Row[int, int, str, str]]:
    """(paragraph id, party id, status, ref) of what is open or private to the viewer, without texts."""
    return list(
        session.execute(
            select(Proposal.paragraph_id, Proposal.party_id, Proposal.status, Proposal.ref)
            .where(
                Proposal.draft_id == draft_id,
                Proposal.status.in_(("tabled", "suggested", "private")),
                _visible(party_id),
            )
            .order_by(Proposal.id)
        )
    )


def of_draft(session: Session, draft_id: int, party_id: int | None, *, statuses: Iterable[str]) -> list[Shown]:
    return _shown(session, party_id, Proposal.draft_id == draft_id, Proposal.status.in_(tuple(statuses)))


def of_paragraph(session: Session, draft_id: int, paragraph_id: int, party_id: int | None) -> list[Shown]:
    return _shown(session, party_id, Proposal.draft_id == draft_id, Proposal.paragraph_id == paragraph_id)


def _shown(session: Session, party_id: int | None, *where: ColumnElement[bool]) -> list[Shown]:
    rows = session.execute(
        select(
            Proposal.id,
            Proposal.ref,
            Proposal.number,
            Proposal.paragraph_id,
            Proposal.party_id,
            Proposal.kind,
            Proposal.status,
            Proposal.base_revision_id,
            Proposal.text,
            Proposal.reason,
            Proposal.decision,
            Proposal.version,
            Proposal.made_at,
            Proposal.tabled_at,
            Proposal.decided_at,
        )
        .where(*where, _visible(party_id))
        .order_by(Proposal.number, Proposal.id)
    )
    return [Shown._make(row) for row in rows]


def on_the_table(session: Session, draft_id: int, paragraph_id: int | None = None) -> list[Proposal]:
    """Tabled and not ruled upon."""
    query = select(Proposal).where(Proposal.draft_id == draft_id, Proposal.status == "tabled")
    if paragraph_id is not None:
        query = query.where(Proposal.paragraph_id == paragraph_id)
    return list(session.scalars(query.order_by(Proposal.number)))


def sponsors(session: Session, draft_id: int, paragraph_id: int | None = None) -> list[Row[int, int]]:
    """(proposal id, party id)."""
    query = select(CoSponsor.proposal_id, CoSponsor.party_id).where(CoSponsor.draft_id == draft_id)
    if paragraph_id is not None:
        query = query.join(Proposal, Proposal.id == CoSponsor.proposal_id).where(Proposal.paragraph_id == paragraph_id)
    return list(session.execute(query.order_by(CoSponsor.at, CoSponsor.party_id)))


def private_mark(session: Session, draft_id: int, party_id: int) -> tuple[int, int]:
    """(how many, sum of versions) of a delegation's proposals: changes whenever one of them does."""
    row = session.execute(
        select(func.count(), func.coalesce(func.sum(Proposal.version), 0)).where(
            Proposal.draft_id == draft_id, Proposal.party_id == party_id
        )
    ).one()
    return int(row[0]), int(row[1])


def public(session: Session, draft_id: int) -> list[Proposal]:
    """Everything that was ever tabled or suggested."""
    return list(
        session.scalars(
            select(Proposal)
            .where(Proposal.draft_id == draft_id, Proposal.number.is_not(None))
            .order_by(Proposal.number)
        )
    )
