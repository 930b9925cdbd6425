"""The outbox of notices, and the addresses of calendar feeds."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Notice(Base):
    """One message to one person about one event, written in the transaction of the entry that it tells of.

    run_id: of the no-objection run, None for a reminder of an awaited note verbale, which has none; key: makes the same
    notice to the same person impossible twice; occasion: of `domain/notices.py`; seq: the entry; state: likewise;
    next_try_at: when to try, None when nothing is left to try; claimed_by, claimed_at: the deliverer that has it in
    hand; subject, body_text, body_html, message_id: as sent; ruled_by, ruled_at: of the Office on one that was in doubt
    or refused; taken as sent it has no sent_at.
    """

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("silence_run.id"), index=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    seq: Mapped[int]
    occasion: Mapped[str] = mapped_column(String(20))
    # Taken from the run's contacts, which refer to both: checked once more here, they cost a third of the writing.
    party_id: Mapped[int | None]
    person_id: Mapped[int]
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    made_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    claimed_by: Mapped[str] = mapped_column(String(64), default="")
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    ruled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ruled_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(String(500), default="")
    subject: Mapped[str] = mapped_column(String(500), default="")
    body_text: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    message_id: Mapped[str] = mapped_column(String(200), default="")


class CalendarAddress(Base):
    """The address of a person's calendar feed; only the SHA-256 of its secret is kept. Made anew, the old one ends."""

    __tablename__ = "calendar_address"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
