"""A Process with the settings that its rules give, and its register of parties.

Source: practice.md section 1.
"""

from datetime import date

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drafting.persistence.records.base import Base


class Process(Base):
    """zone: IANA name; scrutiny_blocks: whether a scrutiny reservation stands in the way of closing.

    silence_hours: the shortest no-objection period, elapsed hours; reminder_hours: before its end; note_reminder_days:
    after how many days a State is reminded of an awaited note verbale, 0 for never; week_end: days as `date.weekday()`
    counts; holidays: ISO dates on which nobody may be at the desk.

    languages: codes, the first one is the working language; symbol_name, symbol_scheme: see `domain/symbols.py`;
    chair_term_months, ministerial_months, officials_months, coordinators_months: how long a Chair serves and how often
    each body meets, 0 for no rule; minutes_participating, minutes_others: of a statement; support_until: the end of the
    provisional arrangement for the Support Office; access: who may know of the Process (`domain/access.py`).

    seq, head_hash: number and hash of the newest entry of the Process's record; this row is its lock.
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
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["en", "ru"])
    symbol_name: Mapped[str] = mapped_column(String(60), default="")
    symbol_scheme: Mapped[str] = mapped_column(String(80), default="{process}/{meeting}/{document}/{year}")
    chair_term_months: Mapped[int] = mapped_column(default=24)
    ministerial_months: Mapped[int] = mapped_column(default=24)
    officials_months: Mapped[int] = mapped_column(default=12)
    coordinators_months: Mapped[int] = mapped_column(default=12)
    minutes_participating: Mapped[int] = mapped_column(default=7)
    minutes_others: Mapped[int] = mapped_column(default=3)
    support_until: Mapped[date | None]
    access: Mapped[str] = mapped_column(String(20), default="participants")
    seq: Mapped[int] = mapped_column(default=0)
    head_hash: Mapped[str] = mapped_column(String(64), default="")


class Provision(Base):
    """Where a setting of the Process comes from. key: a column of `process`, or one of `domain/rules.py`.

    reserved: "" or "ministers", where the rules leave a change to them.
    """

    __tablename__ = "provision"
    __table_args__ = (UniqueConstraint("process_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    key: Mapped[str] = mapped_column(String(40))
    text_en: Mapped[str] = mapped_column(String(300), default="")
    text_ru: Mapped[str] = mapped_column(String(300), default="")
    reserved: Mapped[str] = mapped_column(String(20), default="")


class Instrument(Base):
    """A founding instrument. draft_id: where it was adopted in this tool."""

    __tablename__ = "instrument"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    title_en: Mapped[str] = mapped_column(String(300))
    title_ru: Mapped[str] = mapped_column(String(300))
    symbol: Mapped[str] = mapped_column(String(120), default="")
    adopted_on: Mapped[date | None]
    place_en: Mapped[str] = mapped_column(String(80), default="")
    place_ru: Mapped[str] = mapped_column(String(80), default="")
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft.id"))


class Party(Base):
    """A State or an organization in a Process, as it stands today; status: participating, observer, invited or former.

    kind: state or organization; category: state, intergovernmental, other, united nations or civil society, as lists of
    participants group them (`domain/participants.py`); country: of an organization, the ISO code of its country;
    sort_key: where the English short name alone would not sort; forms_ru: further forms of the Russian names in texts,
    where the rules of declension do not give them.
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
    category: Mapped[str] = mapped_column(String(20), default="state")
    iso2: Mapped[str] = mapped_column(String(2), default="")
    country: Mapped[str] = mapped_column(String(3), default="")
    sort_key: Mapped[str] = mapped_column(String(120), default="")


class PartyName(Base):
    """The names that a party bore before. since: None for always; until: the first day of other names."""

    __tablename__ = "party_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    since: Mapped[date | None]
    until: Mapped[date]
    name_en: Mapped[str] = mapped_column(String(120))
    name_ru: Mapped[str] = mapped_column(String(120))
    long_en: Mapped[str] = mapped_column(String(200))
    long_ru: Mapped[str] = mapped_column(String(200))


class Membership(Base):
    """What a party was in the Process, and on what basis. until: the first day on which it was so no more."""

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    status: Mapped[str] = mapped_column(String(20))
    since: Mapped[date | None]
    until: Mapped[date | None]
    basis_en: Mapped[str] = mapped_column(String(500), default="")
    basis_ru: Mapped[str] = mapped_column(String(500), default="")


class NationalContact(Base):
    """Who speaks for a State between meetings. kind: coordinator or representative; until: the first day without.

    person_id, appointment_id: the account and the role, once there is one.
    """

    __tablename__ = "national_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name_en: Mapped[str] = mapped_column(String(120))
    name_ru: Mapped[str] = mapped_column(String(120))
    position_en: Mapped[str] = mapped_column(String(200), default="")
    position_ru: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    since: Mapped[date]
    until: Mapped[date | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
