"""Rulings on brackets, and what tells since when a bracket stands and who brought it."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from drafting.persistence.records import BracketRuling

# What every gavel asks is put into words once, because that costs as much as the answer.
_RULINGS = select(BracketRuling).where(BracketRuling.draft_id == bindparam("draft_id"))
_RULINGS_ON = _RULINGS.where(
    BracketRuling.paragraph_id == bindparam("paragraph_id"), BracketRuling.language == bindparam("language")
)


def rulings(session: Session, draft_id: int) -> list[BracketRuling]:
    """Those in force, in every language."""
    return list(session.scalars(_RULINGS, {"draft_id": draft_id}))


def rulings_on(session: Session, draft_id: int, paragraph_id: int, language: str) -> list[BracketRuling]:
    """Those in force on one paragraph."""
    where = {"draft_id": draft_id, "paragraph_id": paragraph_id, "language": language}
    return list(session.scalars(_RULINGS_ON, where))
