"""The outbox: notices written, claimed, marked and listed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Insert, RowMapping, String, bindparam, case, cast, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from drafting.persistence.database import UtcDateTime
from drafting.persistence.records import (
    Entry,
    Notice,
    Paragraph,
    Person,
    SilenceContact,
    SilenceEligible,
    SilenceRun,
)


def _queueing(*, binding: bool) -> dict[str, Insert]:
    """One notice to each contact of a run, for every kind of database; binding: only to those who may answer.

    One statement in the database itself, because a thousand runs may end in one second with sixty States each.
    """
    contact = SilenceContact
    told = select(
        bindparam("prefix", type_=String).concat(cast(contact.person_id, String)),
        contact.run_id,
        bindparam("draft_id", type_=Notice.draft_id.type),
        bindparam("seq", type_=Notice.seq.type),
        bindparam("occasion", type_=String),
        contact.party_id,
        contact.person_id,
        contact.email,
        contact.language,
        bindparam("now", type_=UtcDateTime),
        bindparam("now", type_=UtcDateTime),
        literal("waiting"),
    ).where(contact.run_id == bindparam("of_run"), *([contact.binds.is_(True)] if binding else []))
    columns = ("key", "run_id", "draft_id", "seq", "occasion", "party_id", "person_id", "email", "language")
    timed = ("made_at", "next_try_at", "state")
    return {
        it.__name__.rpartition(".")[2]: it.insert(Notice).from_select([*columns, *timed], told).on_conflict_do_nothing()
        for it in (sqlite, postgresql)
    }


_TO_ALL, _TO_BINDING = _queueing(binding=False), _queueing(binding=True)


def queue(session: Session, facts: Sequence[Mapping[str, Any]], *, binding: bool) -> None:
    """facts, of each run: of_run, draft_id, seq, occasion, now, and prefix, which the person's id completes to the
    key."""
    connection = session.connection()
    connection.execute((_TO_BINDING if binding else _TO_ALL)[connection.dialect.name], facts)


def next_try(session: Session) -> datetime | None:
    """When there is a notice to try, or a claim to look after; None when nothing waits."""
    return session.scalar(select(func.min(Notice.next_try_at)))


def take_due(session: Session, now: datetime) -> Notice | None:
    """The notice that has waited longest, its row taken; those that others have in hand at this moment are left."""
    return session.scalar(
        select(Notice)
        .where(Notice.next_try_at <= now)
        .order_by(Notice.next_try_at, Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def held(session: Session, notice_id: int, by: str) -> Notice | None:
    """The notice, its row taken, if this deliverer still has it in hand."""
    return session.scalar(select(Notice).where(Notice.id == notice_id, Notice.claimed_by == by).with_for_update())


def one(session: Session, draft_id: int, run_id: int | None, notice_id: int, *, lock: bool = False) -> Notice | None:
    """run_id: None for a notice that belongs to no run."""
    query = select(Notice).where(Notice.id == notice_id, Notice.draft_id == draft_id, Notice.run_id == run_id)
    return session.scalar(query.with_for_update() if lock else query)


_DELIVERY = (
    Notice.id,
    Notice.occasion,
    Notice.seq,
    Notice.party_id,
    Notice.person_id,
    Notice.email,
    Notice.language,
    Notice.state,
    Notice.attempts,
    Notice.made_at,
    Notice.next_try_at,
    Notice.sent_at,
    Notice.ruled_by,
    Notice.ruled_at,
    Notice.problem,
    (Notice.body_text != "").label("is_kept"),
)


def deliveries(session: Session, run_id: int) -> list[RowMapping]:
    """Every notice of a run without its words, in the order in which they were queued, and by name."""
    query = (
        select(*_DELIVERY, SilenceContact.name)
        .join(
            SilenceContact,
            (SilenceContact.run_id == Notice.run_id) & (SilenceContact.person_id == Notice.person_id),
        )
        .where(Notice.run_id == run_id)
        .order_by(Notice.seq, SilenceContact.name, Notice.id)
    )
    return list(session.execute(query).mappings())


def of_no_run(session: Session, draft_id: int) -> list[RowMapping]:
    """The same of the notices about a draft that belong to no run, the newest first; each person's own name."""
    name = case((Notice.language == "ru", Person.name_ru), else_=Person.name_en).label("name")
    query = (
        select(*_DELIVERY, name)
        .join(Person, Person.id == Notice.person_id)
        .where(Notice.draft_id == draft_id, Notice.run_id.is_(None))
        .order_by(Notice.seq.desc(), name, Notice.id)
    )
    return list(session.execute(query).mappings())


def unreached(session: Session, run_id: int) -> set[int]:
    """Ids of the eligible States of which nobody was sent the notice of the start."""
    reached = select(Notice.party_id).where(
        Notice.run_id == run_id, Notice.occasion == "start", Notice.state == "sent", Notice.party_id.is_not(None)
    )
    return set(
        session.scalars(
            select(SilenceEligible.party_id).where(
                SilenceEligible.run_id == run_id, SilenceEligible.party_id.not_in(reached)
            )
        )
    )


def run(session: Session, run_id: int) -> SilenceRun:
    return session.get_one(SilenceRun, run_id)


def zone_of(session: Session, person_id: int) -> str:
    """The zone that a person reads hours in, "" where none was chosen."""
    return session.get_one(Person, person_id).zone


def entry(session: Session, draft_id: int, seq: int) -> Entry:
    return session.get_one(Entry, (draft_id, seq))


def labels(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Paragraph id -> its kind and label, in the order of the text."""
    rows = session.execute(
        select(Paragraph.id, Paragraph.kind, Paragraph.label).where(Paragraph.id.in_(ids)).order_by(Paragraph.place)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def story(session: Session, draft_id: int, kinds: Sequence[str], until: int) -> list[Entry]:
    """Entries of these kinds up to a number, in order."""
    return list(
        session.scalars(
            select(Entry)
            .where(Entry.draft_id == draft_id, Entry.kind.in_(kinds), Entry.seq <= until)
            .order_by(Entry.seq)
        )
    )
