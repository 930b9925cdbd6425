"""What people said about brackets."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class BracketRuling(Base):
    """A ruling in force; what was taken back, and what lapsed with its bracket, stands in the record alone.

    A table, because every gavel asks what is no dispute: followed through the revisions by the record alone, the
    answer would cost a diff for each new wording since, on each paragraph of the draft. start, stop: the bracket's
    place in the current text, moved with it by each new wording (0, 0 on a heading); seq: the entry that made it.
    """

    __tablename__ = "bracket_ruling"
    __table_args__ = (Index("ix_bracket_ruling_draft_id_paragraph_id", "draft_id", "paragraph_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"))
    language: Mapped[str] = mapped_column(String(8))
    start: Mapped[int]
    stop: Mapped[int]
    ruling: Mapped[str] = mapped_column(String(20))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    seq: Mapped[int]
