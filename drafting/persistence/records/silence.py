"""No-objection runs: what was circulated, to whom, what was answered, and notes verbales."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class SilenceRun(Base):
    """A no-objection procedure on a draft or on something of it. number: counts the runs of the draft from 1.

    subject, meaning, names, state: see `domain/silence.py`; party_id: whose participation it is about; revision,
    wording: the draft's revision and the hash as circulated, frozen by the announcement; zone, city: an IANA name and
    the city that stands for it; suspended_at: since when the clock stands still; notice_en, notice_ru: the words of the
    notice as the Chair let it go; instruction: the Chair's, when the Office acts on it; reminder_hours,
    scrutiny_blocks: the rules of the Process when it was announced, which a later change leaves alone; next_at: when
    time alone brings something next, None when nothing; version: guards against two people who save over each other
    while it is prepared; token: the submission that made it.
    """

    __tablename__ = "silence_run"
    __table_args__ = (UniqueConstraint("draft_id", "number"), UniqueConstraint("draft_id", "token"))

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    number: Mapped[int]
    subject: Mapped[str] = mapped_column(String(20))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    meaning: Mapped[str] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(20))
    severable: Mapped[bool]
    names: Mapped[str] = mapped_column(String(20))
    opens_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(60))
    city: Mapped[str] = mapped_column(String(60))
    end_of_day: Mapped[bool] = mapped_column(default=False)
    suspended_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    wording: Mapped[str] = mapped_column(String(64), default="")
    notice_en: Mapped[str] = mapped_column(Text, default="")
    notice_ru: Mapped[str] = mapped_column(Text, default="")
    instruction: Mapped[str] = mapped_column(Text, default="")
    prepared_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    prepared_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    reminder_hours: Mapped[list[int]] = mapped_column(JSON, default=list)
    scrutiny_blocks: Mapped[bool] = mapped_column(default=False)
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    token: Mapped[str | None] = mapped_column(String(80))


class SilenceParagraph(Base):
    """A paragraph of the run with the exact revision that was circulated. wording: its hash in every language."""

    __tablename__ = "silence_paragraph"
    __table_args__ = (Index("ix_silence_paragraph_draft_id_paragraph_id", "draft_id", "paragraph_id"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("silence_run.id"), primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    wording: Mapped[str] = mapped_column(String(64))


class SilenceEligible(Base):
    """A State that may break silence. mark: its one mark, given by the certificate; reached: the Chair's ruling on
    notices that were not delivered, None while there is none."""

    __tablename__ = "silence_eligible"

    run_id: Mapped[int] = mapped_column(ForeignKey("silence_run.id"), primary_key=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), primary_key=True)
    mark: Mapped[str | None] = mapped_column(String(30))
    reached: Mapped[bool | None]


class SilenceContact(Base):
    """Who is told of the run, as known when it was announced. party_id: None for the Chair and the Office.

    binds: whether this person may answer for the State, and so is reminded to.
    """

    __tablename__ = "silence_contact"
    __table_args__ = (UniqueConstraint("run_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("silence_run.id"))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    binds: Mapped[bool]


class SilenceAnswer(Base):
    """An answer as it was received. seq: its entry; received_at: by the server's clock, or by the hour on a paper note;
    given_at: by the server's clock; note_id: the paper note; in_time: the Chair's ruling on a note that was received
    before the deadline and registered after it, None while there is none or none is needed."""

    __tablename__ = "silence_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("silence_run.id"), index=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    seq: Mapped[int]
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(String(20))
    paragraphs: Mapped[list[int]] = mapped_column(JSON)
    statement: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]
    given_at: Mapped[datetime]
    note_id: Mapped[int | None] = mapped_column(ForeignKey("note_verbale.id"))
    in_time: Mapped[bool | None]


class NoteVerbale(Base):
    """A paper note, entered by the Support Office and never changed.

    number: of the register, from 1 in each meeting; reference, dated: as the mission wrote them; received_at: when it
    was handed over; answer: what it says to a run, "" when it is about no run; scan: the file, of the type scan_type.
    """

    __tablename__ = "note_verbale"
    __table_args__ = (UniqueConstraint("meeting_id", "number"), UniqueConstraint("meeting_id", "token"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"), index=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("silence_run.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    reference: Mapped[str] = mapped_column(String(120))
    dated: Mapped[date]
    received_at: Mapped[datetime]
    registered_at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(String(20), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    scan_name: Mapped[str] = mapped_column(String(255), default="")
    scan_type: Mapped[str] = mapped_column(String(60), default="")
    scan_sha256: Mapped[str] = mapped_column(String(64), default="")
    scan: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    token: Mapped[str] = mapped_column(String(80))
