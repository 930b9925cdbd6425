"""The agenda of a meeting: items in order, with their times, speakers and statements.

Source: practice.md section 7.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class AgendaItem(Base):
    """place: a digit string that sorts; kind: see `domain/agenda.py`; label: as printed; minutes: how long it takes.

    starts_at: where its hour is fixed, None where it follows the item before; draft_id: the text that it takes up;
    state: planned, open or closed.
    """

    __tablename__ = "agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    place: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(40), default="")
    title_en: Mapped[str] = mapped_column(String(300))
    title_ru: Mapped[str] = mapped_column(String(300))
    note_en: Mapped[str] = mapped_column(Text, default="")
    note_ru: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int] = mapped_column(default=0)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"))
    state: Mapped[str] = mapped_column(String(20), default="planned")
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class AgendaSpeaker(Base):
    """Who opens, moderates, reports on or closes an item; a delegate, or anybody by name. role: `domain/agenda.py`."""

    __tablename__ = "agenda_speaker"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    place: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegate.id"))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    name_ru: Mapped[str] = mapped_column(String(200), default="")


class Speech(Base):
    """A statement, a request for the floor or a reply, planned and as it was.

    kind: statement, floor or reply; place: the planned order, from 1; seconds: the limit; spoken: seconds counted
    before the clock was last set going; running_since: None while the clock stands; state: asked, listed, speaking,
    given or withdrawn; text_en, text_ru: the statement as the delegation gave it.
    """

    __tablename__ = "speech"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("delegate.id"))
    kind: Mapped[str] = mapped_column(String(20))
    place: Mapped[int]
    seconds: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    running_since: Mapped[datetime | None]
    spoken: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    text_en: Mapped[str] = mapped_column(Text, default="")
    text_ru: Mapped[str] = mapped_column(Text, default="")
