"""The outbox: notices written, claimed, marked and listed."""

from typing import Any

from sqlalchemy import Insert, String, bindparam, cast, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from drafting.persistence.database import UtcDateTime
from drafting.persistence.records import Notice, SilenceContact


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


def queue(session: Session, *, binding: bool, **facts: Any) -> None:
    """facts: of_run, draft_id, seq, occasion, now, and prefix, which the person's id completes to the key."""
    connection = session.connection()
    connection.execute((_TO_BINDING if binding else _TO_ALL)[connection.dialect.name], facts)
