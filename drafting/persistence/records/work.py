"""Long work: what takes longer than a page may wait, done beside the pages and fetched when it is ready."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Work(Base):
    """ref: its public name, random; kind: which work, see `services/work.py`; facts: what it needs to know.

    status: waiting, running, done, failed; done, of: steps; problem: a refusal's code and facts, when it failed;
    held_by, held_until: which worker does it, and until when it must have been heard of; result: the file made.
    """

    __tablename__ = "work"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    status: Mapped[str] = mapped_column(String(20), index=True)
    done: Mapped[int] = mapped_column(default=0)
    of: Mapped[int] = mapped_column(default=0)
    problem: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    held_by: Mapped[str] = mapped_column(String(64), default="")
    held_until: Mapped[datetime | None]
    filename: Mapped[str] = mapped_column(String(255), default="")
    media_type: Mapped[str] = mapped_column(String(120), default="")
    result: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
