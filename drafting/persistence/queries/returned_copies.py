"""Copies that came back. Every query takes who asks: another delegation's copy never leaves the database."""

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session

from drafting.persistence.records import Proposal, ReturnedCopy

KEPT = ("waiting", "read", "refused", "done")


def visible(party_id: int | None, *, office: bool) -> ColumnElement[bool]:
    """Of its own delegation, which sees what the Office brought once it is given; of the Office what it brought. A file
    that is nobody's yet is no delegation's, nor theirs who sit with none."""
    given = or_(ReturnedCopy.by_office.is_(False), ReturnedCopy.status == "done")
    own = false() if party_id is None else and_(ReturnedCopy.party_id == party_id, given)
    return or_(ReturnedCopy.by_office, own) if office else own


def of_draft(session: Session, draft_id: int, party_id: int | None, *, office: bool) -> list[ReturnedCopy]:
    """Those that this viewer sees, the newest first, without their files and what was read in them."""
    query = select(ReturnedCopy).where(ReturnedCopy.draft_id == draft_id, ReturnedCopy.status.in_(KEPT))
    return list(session.scalars(query.where(visible(party_id, office=office)).order_by(ReturnedCopy.id.desc())))


def by_ref(session: Session, draft_id: int, ref: str, party_id: int | None, *, office: bool) -> ReturnedCopy | None:
    query = select(ReturnedCopy).where(
        ReturnedCopy.draft_id == draft_id, ReturnedCopy.ref == ref, ReturnedCopy.status.in_(KEPT)
    )
    return session.scalar(query.where(visible(party_id, office=office)))


def waiting(session: Session, draft_id: int, refs: list[str]) -> list[ReturnedCopy]:
    """Those of these that nobody has read yet, in the order in which they came."""
    query = select(ReturnedCopy).where(
        ReturnedCopy.draft_id == draft_id, ReturnedCopy.ref.in_(refs), ReturnedCopy.status == "waiting"
    )
    return list(session.scalars(query.order_by(ReturnedCopy.id)))


def same(session: Session, draft_id: int, sha256: str, party_id: int | None, *, office: bool) -> ReturnedCopy | None:
    """The very same file, brought before and not dealt with."""
    query = select(ReturnedCopy).where(
        ReturnedCopy.draft_id == draft_id, ReturnedCopy.sha256 == sha256, ReturnedCopy.by_office == office
    )
    own = ReturnedCopy.party_id == party_id if not office else true()
    return session.scalar(query.where(own, ReturnedCopy.status.in_(("waiting", "read"))).limit(1))


def made_of(session: Session, copy_ids: list[int]) -> list[Proposal]:
    """The proposals that were made of these copies, in the order of their making."""
    return list(session.scalars(select(Proposal).where(Proposal.copy_id.in_(copy_ids)).order_by(Proposal.id)))
