"""Copies that came back: a file with a delegation's changes, from the moment it is chosen until it is dealt with."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class ReturnedCopy(Base):
    """Work in progress, seen by its delegation alone, or by the Office where the Office brought it.

    ref: its public name, random; party_id: whose changes it holds, None until somebody says; by_office: brought by the
    Support Office, which received it; data: the file, emptied when it is dealt with; status: "waiting" to be read,
    "read", "refused" with a problem, "done", "discarded"; found: what was read in it, as data; seq: the number of the
    draft's entry that it was made after, 0 where the file does not say; authors: name in the file -> id of the party
    that its changes are of, 0 where they are left out, -1 where they are those of each delegation that the name lists,
    where it is not `party_id`; counts: how many changes it held
    when it was read that can be proposed ("open"), and that cannot ("refused"); version: against two people at once.
    """

    __tablename__ = "returned_copy"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(32), unique=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), index=True)
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    work_id: Mapped[int | None] = mapped_column(ForeignKey("work.id"), index=True)
    by_office: Mapped[bool] = mapped_column(default=False)
    filename: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    status: Mapped[str] = mapped_column(String(20))
    problem: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    found: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, deferred=True)
    seq: Mapped[int] = mapped_column(default=0)
    authors: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own form
