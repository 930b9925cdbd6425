"""Working groups, their recommendations, and what became of them.

Source: practice.md sections 1, 2 and 7; the strength of verbs is that of section 8.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class WorkingGroup(Base):
    """A thematic group of a meeting. place: the order of the groups, from 1."""

    __tablename__ = "working_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    place: Mapped[int]
    theme_en: Mapped[str] = mapped_column(String(300))
    theme_ru: Mapped[str] = mapped_column(String(300))
    rapporteur_en: Mapped[str] = mapped_column(String(200), default="")
    rapporteur_ru: Mapped[str] = mapped_column(String(200), default="")


class Recommendation(Base):
    """number: counts the recommendations of its group from 1; strength: see `domain/recommendations.py`; state: open,
    under way, done or dropped."""

    __tablename__ = "recommendation"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    number: Mapped[int]
    text_en: Mapped[str] = mapped_column(Text)
    text_ru: Mapped[str] = mapped_column(Text)
    strength: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="open")


class Addressee(Base):
    """To whom a recommendation is made: a party, or whom the audience names (see `domain/recommendations.py`)."""

    __tablename__ = "addressee"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    audience: Mapped[str] = mapped_column(String(40), default="")


class FollowUp(Base):
    """What an addressee reported on a recommendation. party_id: who reports, None for the Office."""

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on: Mapped[date]
    state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]
