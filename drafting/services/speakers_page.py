"""The speakers' list as a page: planned and actual order and time, and what each reader may see of the texts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import order, speaking
from drafting.domain.errors import NotFound
from drafting.persistence.queries import speakers as queries
from drafting.persistence.records import AgendaItem, Delegate, Floor, Party, Speech
from drafting.services import delegations
from drafting.services import floor as floors
from drafting.services.scope import MeetingScope
from drafting.services.speakers_roll import list_seal


@dataclass(frozen=True)
class Line:
    """One on the list. spoke: the actual order from 1, 0 before; seconds, over: counted so far; delegate: who speaks,
    None for the delegation alone; own: the reader sits with the delegation; may_read: the reader may see the text;
    languages: those in which it was given."""

    speech: Speech
    party: Party
    delegate: Delegate | None
    spoke: int
    seconds: int
    over: int
    own: bool
    may_read: bool
    languages: tuple[str, ...]

    @property
    def waits(self) -> bool:
        return self.speech.state in speaking.WAITING


@dataclass(frozen=True)
class Page:
    """item: None for the general list; items: those that have a list, or are for statements; on_floor: the item before
    the meeting, None for none; speaker: the speech that has the floor; missing: attending delegations without a
    statement on this list, in order; asking: the reader's own delegations that attend; seal, floor_seal: what forms
    carry."""

    item: AgendaItem | None
    items: Sequence[AgendaItem]
    on_floor: AgendaItem | None
    in_session: bool
    speaker: int | None
    lines: Sequence[Line]
    withdrawn: Sequence[Line]
    attending: Sequence[Party]
    missing: Sequence[Party]
    asking: Sequence[Party]
    capacity: speaking.Capacity
    seal: str
    floor_seal: str

    @property
    def textless(self) -> int:
        """How many statements still to be made have no text."""
        return sum(it.waits and it.speech.kind == "statement" and not it.languages for it in self.lines)


def page(session: Session, scope: MeetingScope, wanted: int | None, now: datetime) -> Page:
    """wanted: the number of an item, 0 for the general list, None for what is before the meeting, else the first for
    statements. Raises NotFound."""
    agenda = queries.items(session, scope.meeting.id)
    floor = queries.floor(session, scope.meeting.id)
    on_floor = next((it for it in agenda if floor and it.id == floor.item_id), None)
    counts = queries.counts(session, scope.meeting.id)
    items = [it for it in agenda if it.kind == "statements" or counts.get(it.id) or it is on_floor]
    item = _chosen(items, agenda, on_floor, wanted)
    attending = in_order(queries.attending(session, scope.meeting))
    speeches = queries.of_item(session, scope.meeting.id, item.id if item else None)
    lines = lines_of(session, scope, speeches, attending, now)
    standing = [it for it in lines if it.speech.state != "withdrawn"]
    listed = {it.party.id for it in standing if it.speech.kind == "statement"}
    return Page(
        item=item,
        items=items,
        on_floor=on_floor,
        in_session=bool(floor and floor.sitting_id),
        speaker=floor.speech_id if floor else None,
        lines=standing,
        withdrawn=[it for it in lines if it.speech.state == "withdrawn"],
        attending=attending,
        missing=[it for it in attending if it.id not in listed],
        asking=own_delegations(scope, attending),
        capacity=speaking.capacity((it.speech.seconds for it in standing), item.minutes if item else 0),
        seal=list_seal(speeches),
        floor_seal=floors.seal(floor),
    )


def _chosen(
    items: Sequence[AgendaItem], agenda: Sequence[AgendaItem], on_floor: AgendaItem | None, wanted: int | None
) -> AgendaItem | None:
    if wanted is None:
        if on_floor and on_floor.kind == "statements":
            return on_floor
        return next((it for it in items if it.kind == "statements"), on_floor)
    found = next((it for it in agenda if it.id == wanted), None)
    if wanted and found is None:
        raise NotFound
    return found


def in_order(parties: Iterable[Party]) -> list[Party]:
    """Participating States first, each group in English alphabetical order."""
    return sorted(
        parties,
        key=lambda it: (it.status != "participating", order.english_key(it.sort_key or it.name_en), it.id),
    )


def own_delegations(scope: MeetingScope, attending: Sequence[Party]) -> list[Party]:
    return [it for it in attending if it.id in scope.actor.seats()]


def lines_of(
    session: Session, scope: MeetingScope, speeches: Sequence[Speech], known: Iterable[Party], now: datetime
) -> list[Line]:
    """Speeches of one list as lines, in the order given. known: parties that need not be asked for."""
    parties = {it.id: it for it in known}
    parties |= queries.parties(session, {it.party_id for it in speeches} - parties.keys())
    delegates = _delegates(session, scope, {it.party_id for it in speeches})
    spoke = speaking.spoken_order(
        {it.id: it.started_at for it in speeches if it.started_at and it.state in speaking.SPOKEN}
    )
    return [line_of(scope, it, parties[it.party_id], delegates, spoke.get(it.id, 0), now) for it in speeches]


def _delegates(session: Session, scope: MeetingScope, parties: Collection[int]) -> dict[int, Delegate]:
    return {it.id: it for it in queries.delegates(session, scope.meeting.id, parties)}


def line_of(
    scope: MeetingScope, it: Speech, party: Party, delegates: Mapping[int, Delegate], spoke: int, now: datetime
) -> Line:
    clock = floors.clock_of(it)
    delegate = delegates.get(it.delegate_id or 0)
    # Whoever has spoken was heard by all; before, a name is as open as in the list of the delegation.
    told = delegate is not None and (it.started_at is not None or delegations.is_told_of(scope, delegate))
    return Line(
        speech=it,
        party=party,
        delegate=delegate if told else None,
        spoke=spoke,
        seconds=speaking.elapsed(clock, now),
        over=speaking.over(clock, it.seconds, now),
        own=it.party_id in scope.actor.seats(),
        may_read=speaking.may_read(scope.actor, it.party_id, it.state),
        languages=tuple(code for code, text in (("en", it.text_en), ("ru", it.text_ru)) if text.strip()),
    )


def current_list(session: Session, scope: MeetingScope, floor: Floor | None) -> list[Speech]:
    """The list of what is before the meeting, with whoever has the floor, whichever list that one is on."""
    speeches = queries.of_item(session, scope.meeting.id, floor.item_id if floor else None)
    has_floor = floor.speech_id if floor else None
    if has_floor and has_floor not in {it.id for it in speeches}:
        elsewhere = queries.speech(session, scope.meeting.id, has_floor)
        speeches += [elsewhere] if elsewhere else []
    return speeches
