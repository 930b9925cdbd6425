"""A Process, its parties and its meetings."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Process(Base):
    """zone: IANA name; scrutiny_blocks: whether a scrutiny reservation stands in the way of closing.

    silence_hours: the shortest no-objection period, elapsed hours; reminder_hours: before its end; note_reminder_days:
    after how many days a State is reminded of an awaited note verbale, 0 for never; week_end: days as `date.weekday()`
    counts; holidays: ISO dates on which nobody may be at the desk.
    """

    __tablename__ = "process"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name_en: Mapped[str] = mapped_column(String(200))
    name_ru: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(60))
    scrutiny_blocks: Mapped[bool] = mapped_column(default=False)
    silence_hours: Mapped[int] = mapped_column(default=72)
    reminder_hours: Mapped[list[int]] = mapped_column(JSON, default=lambda: [24, 2])
    note_reminder_days: Mapped[int] = mapped_column(default=14)
    week_end: Mapped[list[int]] = mapped_column(JSON, default=lambda: [5, 6])
    holidays: Mapped[list[str]] = mapped_column(JSON, default=list)


class Party(Base):
    """A State or an organization in a Process; status: participating or observer.

    forms_ru: further forms of the Russian names in texts, where the rules of declension do not give them.
    """

    __tablename__ = "party"
    __table_args__ = (UniqueConstraint("process_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    code: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    name_en: Mapped[str] = mapped_column(String(120))
    name_ru: Mapped[str] = mapped_column(String(120))
    long_en: Mapped[str] = mapped_column(String(200))
    long_ru: Mapped[str] = mapped_column(String(200))
    long_ru_genitive: Mapped[str] = mapped_column(String(200), default="")
    forms_ru: Mapped[list[str]] = mapped_column(JSON, default=list)


class Meeting(Base):
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
