"""Proposals. Every query that serves a page takes the viewer's delegation: a private text leaves the database
for its own delegation only.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Row, bindparam, or_, select
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
    received: str = ""
    new_notes: Mapping[str, str] = MappingProxyType({})


# Only what was tabled or suggested has a number. Nobody's delegation is NULL, which equals no private text's.
_VISIBLE = or_(Proposal.number.is_not(None), Proposal.party_id == bindparam("party_id"))
# Never by the key alone: it would tell who had written before others, while it was private. Own private texts last.
_IN_ORDER = (Proposal.number.is_(None), Proposal.number, Proposal.id)
_OF_DRAFT = Proposal.draft_id == bindparam("draft_id")

# What every page of a draft asks is put into words once, because that costs as much as the answer.
_BY_REF = select(Proposal).where(_OF_DRAFT, Proposal.ref == bindparam("ref"), _VISIBLE)
_BY_TOKEN = select(Proposal).where(
    _OF_DRAFT, Proposal.party_id == bindparam("party_id"), Proposal.token == bindparam("token")
)
_LIVE = (
    select(Proposal.paragraph_id, Proposal.party_id, Proposal.status, Proposal.ref)
    .where(_OF_DRAFT, Proposal.status.in_(("tabled", "suggested", "private")), _VISIBLE)
    .order_by(*_IN_ORDER)
)
_SHOWN = (
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
        Proposal.received,
        Proposal.new_notes,
    )
    .where(_OF_DRAFT, _VISIBLE)
    .order_by(*_IN_ORDER)
)
_SHOWN_OF_PARAGRAPH = _SHOWN.where(Proposal.paragraph_id == bindparam("paragraph_id"))
_SPONSORS = (
    select(CoSponsor.proposal_id, CoSponsor.party_id)
    .where(CoSponsor.draft_id == bindparam("draft_id"))
    .order_by(CoSponsor.at, CoSponsor.party_id)
)
_SPONSORS_OF_PARAGRAPH = _SPONSORS.join(Proposal, Proposal.id == CoSponsor.proposal_id).where(
    Proposal.paragraph_id == bindparam("paragraph_id")
)


def by_ref(session: Session, draft_id: int, ref: str, party_id: int | None) -> Proposal | None:
    return session.scalar(_BY_REF, {"draft_id": draft_id, "ref": ref, "party_id": party_id})


def by_token(session: Session, draft_id: int, party_id: int, token: str) -> Proposal | None:
    return session.scalar(_BY_TOKEN, {"draft_id": draft_id, "party_id": party_id, "token": token})


def live_summary(session: Session, draft_id: int, party_id: int | None) -> list[Row[int, int, str, str]]:
    """(paragraph id, party id, status, ref) of what is open or private to the viewer, without texts."""
    return list(session.execute(_LIVE, {"draft_id": draft_id, "party_id": party_id}))


def of_draft(session: Session, draft_id: int, party_id: int | None, *, statuses: Iterable[str]) -> list[Shown]:
    query = _SHOWN.where(Proposal.status.in_(tuple(statuses)))
    return [Shown._make(row) for row in session.execute(query, {"draft_id": draft_id, "party_id": party_id})]


def of_paragraph(session: Session, draft_id: int, paragraph_id: int, party_id: int | None) -> list[Shown]:
    where = {"draft_id": draft_id, "paragraph_id": paragraph_id, "party_id": party_id}
    return [Shown._make(row) for row in session.execute(_SHOWN_OF_PARAGRAPH, where)]


def on_the_table(session: Session, draft_id: int, paragraph_id: int | None = None) -> list[Proposal]:
    """Tabled and not ruled upon."""
    query = select(Proposal).where(Proposal.draft_id == draft_id, Proposal.status == "tabled")
    if paragraph_id is not None:
        query = query.where(Proposal.paragraph_id == paragraph_id)
    return list(session.scalars(query.order_by(Proposal.number)))


def sponsors(session: Session, draft_id: int, paragraph_id: int | None = None) -> list[Row[int, int]]:
    """(proposal id, party id)."""
    query = _SPONSORS if paragraph_id is None else _SPONSORS_OF_PARAGRAPH
    return list(session.execute(query, {"draft_id": draft_id, "paragraph_id": paragraph_id}))


def public(session: Session, draft_id: int) -> list[Proposal]:
    """Everything that was ever tabled or suggested."""
    return list(
        session.scalars(
            select(Proposal)
            .where(Proposal.draft_id == draft_id, Proposal.number.is_not(None))
            .order_by(Proposal.number)
        )
    )


def new_notes(session: Session, draft_id: int) -> dict[str, str]:
    """key -> text of the new footnotes that tabled proposals brought, whatever became of them."""
    rows = session.scalars(
        select(Proposal.new_notes).where(_OF_DRAFT, Proposal.number.is_not(None)), {"draft_id": draft_id}
    )
    return {key: text for words in rows for key, text in words.items()}
