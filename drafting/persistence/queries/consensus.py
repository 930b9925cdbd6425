"""Positions and participation."""

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Paragraph, Participation, Position

# What every page of a draft asks is put into words once, because that costs as much as the answer.
_POSITIONS = select(Position).where(Position.draft_id == bindparam("draft_id"))
# By the primary key alone: asked for the draft too, SQLite walks through all positions of the draft.
_POSITIONS_OF_PARAGRAPH = select(Position).where(Position.paragraph_id == bindparam("paragraph_id"))
_GLANCES = (
    select(
        Position.paragraph_id,
        Position.party_id,
        Position.kind,
        (Position.wording != Paragraph.wording).label("outdated"),
    )
    .join(Paragraph, Paragraph.id == Position.paragraph_id)
    .where(Position.draft_id == bindparam("draft_id"))
)


def positions(session: Session, draft_id: int, paragraph_id: int | None = None) -> list[Position]:
    query = _POSITIONS if paragraph_id is None else _POSITIONS_OF_PARAGRAPH
    return list(session.scalars(query, {"draft_id": draft_id, "paragraph_id": paragraph_id}))


def position(session: Session, paragraph_id: int, party_id: int) -> Position | None:
    return session.get(Position, (paragraph_id, party_id))


def position_summary(session: Session, draft_id: int) -> list[Row[int, int, str, str]]:
    """(paragraph id, party id, kind, wording), without the statements."""
    return list(
        session.execute(
            select(Position.paragraph_id, Position.party_id, Position.kind, Position.wording).where(
                Position.draft_id == draft_id
            )
        )
    )


def glances(session: Session, draft_id: int) -> list[Row[int, int, str, bool]]:
    """(paragraph_id, party_id, kind, outdated), without the statements. outdated: given on an earlier wording."""
    return list(session.execute(_GLANCES, {"draft_id": draft_id}))


def statements(session: Session, draft_id: int) -> list[Row[int, int, str]]:
    """(paragraph id, party id, statement) of the positions that say something beside what they are."""
    return list(
        session.execute(
            select(Position.paragraph_id, Position.party_id, Position.statement).where(
                Position.draft_id == draft_id, Position.statement != ""
            )
        )
    )


def participation(session: Session, draft_id: int) -> list[Participation]:
    return list(session.scalars(select(Participation).where(Participation.draft_id == draft_id)))
