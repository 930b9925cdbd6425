"""The record: read in order, appended to, never changed."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Entry

# Put into words once, because every change asks it.
_BY_TOKEN = select(Entry).where(Entry.draft_id == bindparam("draft_id"), Entry.token == bindparam("token"))


def by_token(session: Session, draft_id: int, token: str) -> Entry | None:
    return session.scalar(_BY_TOKEN, {"draft_id": draft_id, "token": token})


def entries(session: Session, draft_id: int, *, up_to: int | None = None) -> list[Entry]:
    query = select(Entry).where(Entry.draft_id == draft_id)
    if up_to is not None:
        query = query.where(Entry.seq <= up_to)
    return list(session.scalars(query.order_by(Entry.seq)))


def page(
    session: Session, draft_id: int, *, before: int | None, limit: int, paragraph_id: int | None = None
) -> list[Entry]:
    """Newest first, below `before`."""
    query = select(Entry).where(Entry.draft_id == draft_id)
    if paragraph_id is not None:
        query = query.where(Entry.paragraph_id == paragraph_id)
    if before is not None:
        query = query.where(Entry.seq < before)
    return list(session.scalars(query.order_by(Entry.seq.desc()).limit(limit)))


def of_kind(session: Session, draft_id: int, kind: str, paragraph_id: int | None = None) -> list[Entry]:
    query = select(Entry).where(Entry.draft_id == draft_id, Entry.kind == kind)
    if paragraph_id is not None:
        query = query.where(Entry.paragraph_id == paragraph_id)
    return list(session.scalars(query.order_by(Entry.seq)))


def remarks(session: Session, draft_id: int, paragraph_id: int | None = None) -> list[Entry]:
    """The entries that made remarks which nobody took back, oldest first."""
    kinds = ("remark made", "remark withdrawn")
    query = select(Entry).where(Entry.draft_id == draft_id, Entry.kind.in_(kinds))
    if paragraph_id is not None:
        query = query.where(Entry.paragraph_id == paragraph_id)
    found = list(session.scalars(query.order_by(Entry.seq)))
    withdrawn = {it.payload["remark"] for it in found if it.kind == "remark withdrawn"}
    return [it for it in found if it.kind == "remark made" and it.seq not in withdrawn]


def count_since(session: Session, draft_id: int, seq: int) -> int:
    return (
        session.scalar(select(func.count()).select_from(Entry).where(Entry.draft_id == draft_id, Entry.seq > seq)) or 0
    )
