"""One speakers' list under the meeting's lock: what every change of it needs."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import order, speaking
from drafting.domain.errors import NotFound
from drafting.persistence.queries import speakers as queries
from drafting.persistence.records import AgendaItem, Delegate, Party, Speech
from drafting.services import matters
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Roll:
    """The list of one item under the meeting's lock. item: None for the general list; speeches: all of it, withdrawn
    ones included; attending: id -> those that attend the meeting; parties: with those that have a speech besides."""

    item: AgendaItem | None
    speeches: Sequence[Speech]
    attending: Mapping[int, Party]
    parties: Mapping[int, Party]
    delegates: Sequence[Delegate]

    def waiting(self) -> list[Speech]:
        return [it for it in self.speeches if it.state in speaking.WAITING]

    def as_waiting(self, speech: Speech) -> speaking.Waiting:
        _, participating, sort = candidate(self.parties[speech.party_id])
        return speaking.Waiting(speech.id, speech.kind, participating, sort)

    def heads(self) -> dict[int, Delegate]:
        """Party -> the head of its delegation, where one is named."""
        return {it.party_id: it for it in self.delegates if it.is_head and it.state != "withdrawn"}

    def delegate_of(self, person: int, party: int) -> Delegate | None:
        """The delegate that a person is, in this delegation."""
        mine = (it for it in self.delegates if it.person_id == person and it.party_id == party)
        return next((it for it in mine if it.state != "withdrawn"), None)


def candidate(party: Party) -> speaking.Candidate:
    return speaking.Candidate(
        party.id, party.status == "participating", order.english_key(party.sort_key or party.name_en)
    )


def roll(session: Session, scope: MeetingScope, item_id: int | None) -> Roll:
    """Raises NotFound for an item that is not of this meeting."""
    item = None if item_id is None else queries.item(session, scope.meeting.id, item_id)
    if item_id is not None and item is None:
        raise NotFound
    speeches = queries.of_item(session, scope.meeting.id, item_id)
    attending = {it.id: it for it in queries.attending(session, scope.meeting)}
    # A party on the list may attend no more: its place is still its own.
    others = queries.parties(session, {it.party_id for it in speeches} - attending.keys())
    parties = {**others, **attending}
    return Roll(item, speeches, attending, parties, queries.delegates(session, scope.meeting.id, parties.keys()))


def list_seal(speeches: Iterable[Speech]) -> str:
    """Names the order of those who wait: whoever moves somebody in an older one is told that it moved on."""
    lines = sorted((it.place, it.id) for it in speeches if it.state in speaking.WAITING)
    return hashlib.sha256(repr(lines).encode()).hexdigest()[:16]


def find(session: Session, scope: MeetingScope, speech_id: int) -> Speech:
    """Raises NotFound."""
    found = queries.speech(session, scope.meeting.id, speech_id)
    if found is None:
        raise NotFound
    return found


def arrange(found: Roll, arranged: Sequence[int], made: Sequence[Speech] = ()) -> set[int]:
    """Give those who wait their places in this order; the speeches that changed."""
    taken = {it.place for it in found.speeches if it.state in speaking.SPOKEN}
    places = speaking.places(arranged, taken)
    changed = set()
    for it in (*found.speeches, *made):
        if it.id in places and it.place != places[it.id]:
            it.place = places[it.id]
            changed.add(it.id)
    return changed


def names(party: Party) -> dict[str, str]:
    return {"name_en": party.name_en, "name_ru": party.name_ru}


def names_of(session: Session, speech: Speech) -> dict[str, str]:
    return names(session.get_one(Party, speech.party_id))


def record(
    session: Session,
    scope: MeetingScope,
    kind: str,
    found: Roll,
    *rows: Speech,
    token: str,
    now: datetime,
    capacity: str = "office",
    party: int | None = None,
    about: Mapping[str, Any] | None = None,
) -> None:
    """Add the entry of a change of the list."""
    item = {"item_en": found.item.title_en, "item_ru": found.item.title_ru} if found.item else {}
    matters.record(
        session,
        scope.meeting,
        scope.actor,
        kind,
        *rows,
        now=now,
        capacity=capacity,
        party=party,
        about={**item, **(about or {})},
        token=token,
    )
