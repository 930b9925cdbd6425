"""What the search of the archive finds, as shown; its words are indexed beside it (`persistence/queries/search.py`)."""

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class SearchEntry(Base):
    """A thing in one language. kind: process, meeting, document (an adopted text), paper or recommendation; of: its id.

    Who may find it is no column: the search asks the Process, the meeting and the document themselves. It names them
    without holding them: what is removed is not found any more.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "of", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(index=True)
    meeting_id: Mapped[int | None]
    document_id: Mapped[int | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(20))
    of: Mapped[int]
    language: Mapped[str] = mapped_column(String(8))
    year: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
