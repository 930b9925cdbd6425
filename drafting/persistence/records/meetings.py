"""Meetings, who attends them beside the rule, their sittings and what is before them.

Source: practice.md sections 1 and 7.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Meeting(Base):
    """kind: see `domain/meetings.py`; ordinal: 5 for the fifth; state: planned, under way, closed or cancelled.

    access: who may know of it (`domain/access.py`); seq, head_hash: number and hash of the newest entry of the
    meeting's record; this row is its lock.
    """

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("process_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(40))
    title_en: Mapped[str] = mapped_column(String(300))
    title_ru: Mapped[str] = mapped_column(String(300))
    city_en: Mapped[str] = mapped_column(String(80))
    city_ru: Mapped[str] = mapped_column(String(80))
    zone: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    ordinal: Mapped[int | None]
    theme_en: Mapped[str] = mapped_column(String(300), default="")
    theme_ru: Mapped[str] = mapped_column(String(300), default="")
    venue_en: Mapped[str] = mapped_column(String(200), default="")
    venue_ru: Mapped[str] = mapped_column(String(200), default="")
    host_en: Mapped[str] = mapped_column(String(200), default="")
    host_ru: Mapped[str] = mapped_column(String(200), default="")
    organisers_en: Mapped[str] = mapped_column(Text, default="")
    organisers_ru: Mapped[str] = mapped_column(Text, default="")
    funders_en: Mapped[str] = mapped_column(Text, default="")
    funders_ru: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="planned")
    access: Mapped[str] = mapped_column(String(20), default="participants")
    seq: Mapped[int] = mapped_column(default=0)
    head_hash: Mapped[str] = mapped_column(String(64), default="")


class Admission(Base):
    """A party that attends a meeting, or does not, otherwise than by the rule.

    act: "exclude" an observer, or "invite" civil society; state: proposed, decided or refused; basis: ruling or
    silence; draft_id: the decision by silence; note_en, note_ru: the words of the ruling.
    """

    __tablename__ = "admission"
    __table_args__ = (UniqueConstraint("meeting_id", "party_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    act: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    basis: Mapped[str] = mapped_column(String(20), default="")
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"))
    note_en: Mapped[str] = mapped_column(Text, default="")
    note_ru: Mapped[str] = mapped_column(Text, default="")


class Sitting(Base):
    """number: counts the sittings of the meeting from 1; opened_at, closed_at: by the Chair's gavel."""

    __tablename__ = "sitting"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    title_en: Mapped[str] = mapped_column(String(200), default="")
    title_ru: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Floor(Base):
    """What is before the meeting at this moment: one row for each meeting that has ever sat."""

    __tablename__ = "floor"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"))
    paragraph_id: Mapped[int | None] = mapped_column(ForeignKey("paragraph.id"))
    speech_id: Mapped[int | None] = mapped_column(ForeignKey("speech.id"))


class ChairRuling(Base):
    """What the Chair ruled in a sitting. kind: see `domain/sitting.py`."""

    __tablename__ = "chair_ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]
