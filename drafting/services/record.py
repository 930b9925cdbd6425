"""Appending to a draft's record, under the draft's lock."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from drafting.domain import permissions, record
from drafting.persistence.queries import record as queries
from drafting.persistence.records import Draft, Entry

# In which capacity each action is done when a person holds several, first match first.
CAPACITIES = {
    "chair": ("chair",),
    "office": ("support", "chair", "administrator"),
    "delegation": ("head", "coordinator", "delegate", "observer"),
    # Working groups and their recommendations: who reports from them keeps them, too.
    "groups": ("support", "chair", "rapporteur"),
    # A no-objection run is the Chair's; the Office acts on the Chair's instruction.
    "run": ("chair", "support"),
    # What time alone brings is nobody's act.
    "clock": (),
}


class Recording(Protocol):
    """What an entry needs: whose record it is, and who acts."""

    @property
    def draft(self) -> Draft: ...

    @property
    def actor(self) -> permissions.Actor: ...


@dataclass(frozen=True)
class Clock:
    """Whose record it is when time alone brings something. The entry names the person who set the clock going, acting
    as nobody: as the clock."""

    draft: Draft
    actor: permissions.Actor


def salt() -> str:
    """For the facts of an entry that some readers are not told: without it they would try every State in turn until
    the hash of the entry, which they are told, is that of their guess."""
    return secrets.token_hex(16)


def append(
    session: Session,
    scope: Recording,
    kind: str,
    *,
    capacity: str,
    now: datetime,
    payload: dict[str, Any],
    party: int | None = None,
    paragraph: int | None = None,
    token: str | None = None,
) -> Entry:
    """Add one entry; the caller holds the draft's lock. capacity: a key of CAPACITIES."""
    draft = scope.draft
    role = next((it for it in CAPACITIES[capacity] if scope.actor.holds(it)), capacity)
    facts = record.Entry(
        draft=draft.id,
        seq=draft.seq + 1,
        kind=kind,
        person=scope.actor.person,
        capacity=role,
        party=party,
        paragraph=paragraph,
        at=now,
        payload=payload,
        previous=draft.head_hash or record.FIRST,
    )
    entry = Entry(
        draft_id=draft.id,
        seq=facts.seq,
        kind=kind,
        person_id=facts.person,
        capacity=role,
        party_id=party,
        paragraph_id=paragraph,
        at=now,
        payload=payload,
        previous=facts.previous,
        hash=record.entry_hash(facts),
        token=None if token is None else key(scope.actor, token),
    )
    session.add(entry)
    draft.seq, draft.head_hash, draft.changed_at = entry.seq, entry.hash, now
    return entry


def already_done(session: Session, scope: Recording, token: str) -> bool:
    """Whether this submission has been carried out: a double click gets the first answer again."""
    return queries.by_token(session, scope.draft.id, key(scope.actor, token)) is not None


def key(actor: permissions.Actor, token: str) -> str:
    """What an entry keeps of a submission. The person is part of it, so that nobody spends another person's token."""
    return f"{actor.person}:{token}"


def facts(row: Entry) -> record.Entry:
    """What an entry's hash is reckoned from, as the table has it."""
    return record.Entry(
        draft=row.draft_id,
        seq=row.seq,
        kind=row.kind,
        person=row.person_id,
        capacity=row.capacity,
        party=row.party_id,
        paragraph=row.paragraph_id,
        at=row.at,
        payload=row.payload,
        previous=row.previous,
    )
