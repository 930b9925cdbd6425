"""A draft without its words: what a page needs that shows where every paragraph stands."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from drafting.persistence.records import CurrentText, Paragraph, Proposal, Revision


class Line(NamedTuple):
    """A paragraph without its text. wording: the hash that positions refer to."""

    id: int
    kind: str
    label: str
    level: int
    state: str
    wording: str


def outline(session: Session, draft_id: int) -> list[Line]:
    """Every paragraph in order, deleted ones included."""
    rows = session.execute(
        select(Paragraph.id, Paragraph.kind, Paragraph.label, Paragraph.level, Paragraph.state, Paragraph.wording)
        .where(Paragraph.draft_id == draft_id)
        .order_by(Paragraph.place)
    )
    return [Line(*row) for row in rows]


def with_open_proposals(session: Session, draft_id: int) -> set[int]:
    """The ids of the paragraphs on which a tabled proposal awaits its ruling."""
    rows = session.scalars(
        select(Proposal.paragraph_id).where(Proposal.draft_id == draft_id, Proposal.status == "tabled").distinct()
    )
    return set(rows)


def texts_with_notes(session: Session, draft_id: int, language: str) -> list[str]:
    """The texts in which a note is marked, in order; neither notes themselves nor what was deleted."""
    return list(
        session.scalars(
            select(Revision.text)
            .join(CurrentText, CurrentText.revision_id == Revision.id)
            .join(Paragraph, Paragraph.id == CurrentText.paragraph_id)
            .where(
                Paragraph.draft_id == draft_id,
                Paragraph.kind != "note",
                Paragraph.state != "deleted",
                CurrentText.language == language,
                Revision.text.contains("[^", autoescape=True),
            )
            .order_by(Paragraph.place)
        )
    )
