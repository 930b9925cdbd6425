"""What the pages of the record read: entries in parts, and what an entry names without repeating it."""

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Entry, Proposal, Revision


def entries(
    session: Session,
    draft_id: int,
    *,
    after: int,
    before: int | None,
    limit: int,
    paragraph_id: int | None = None,
    besides: Collection[int] = (),
) -> list[Entry]:
    """Newest first, with numbers between `after` and `before`, both left out.

    paragraph_id: only those on this paragraph, and the ones with the numbers `besides`.
    """
    query = select(Entry).where(Entry.draft_id == draft_id, Entry.seq > after)
    if before is not None:
        query = query.where(Entry.seq < before)
    if paragraph_id is not None:
        query = query.where(or_(Entry.paragraph_id == paragraph_id, Entry.seq.in_(besides)))
    return list(session.scalars(query.order_by(Entry.seq.desc()).limit(limit)))


def of_kinds(session: Session, draft_id: int, kinds: Collection[str]) -> list[Entry]:
    """Oldest first."""
    query = select(Entry).where(Entry.draft_id == draft_id, Entry.kind.in_(sorted(kinds)))
    return list(session.scalars(query.order_by(Entry.seq)))


def entry(session: Session, draft_id: int, seq: int) -> Entry | None:
    return session.get(Entry, (draft_id, seq))


def revisions(session: Session, draft_id: int, language: str, paragraph_ids: Collection[int]) -> list[Revision]:
    """Every text that these paragraphs ever had, the oldest of each first."""
    return list(
        session.scalars(
            select(Revision)
            .where(
                Revision.draft_id == draft_id,
                Revision.language == language,
                Revision.paragraph_id.in_(paragraph_ids),
            )
            .order_by(Revision.paragraph_id, Revision.number)
        )
    )


def tabled(session: Session, draft_id: int, refs: Collection[str]) -> list[tuple[Proposal, str]]:
    """(proposal, the text it was made on) of those that were ever tabled or suggested."""
    rows = session.execute(
        select(Proposal, Revision.text)
        .join(Revision, Revision.id == Proposal.base_revision_id)
        .where(Proposal.draft_id == draft_id, Proposal.ref.in_(refs), Proposal.number.is_not(None))
    )
    return [(row[0], row[1]) for row in rows]
