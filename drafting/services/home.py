"""A person's first page: their meetings with the drafts, and what awaits them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import access, consensus, permissions
from drafting.persistence.queries import home as queries
from drafting.persistence.records import Draft, Meeting, Party, Process
from drafting.services.scope import reader_of


@dataclass(frozen=True)
class Awaiting:
    """How much waits for this person on a draft: positions to give, private texts to table, suggestions."""

    positions: int = 0
    private: int = 0
    suggestions: int = 0

    def any(self) -> bool:
        return bool(self.positions or self.private or self.suggestions)


@dataclass(frozen=True)
class DraftLine:
    draft: Draft
    progress: dict[str, int]
    awaiting: Awaiting


@dataclass(frozen=True)
class MeetingLine:
    meeting: Meeting
    process: Process
    actor: permissions.Actor
    roles: tuple[tuple[str, Party | None], ...]
    drafts: tuple[DraftLine, ...]

    def may(self, action: str) -> bool:
        return permissions.may(self.actor, action)


def home(session: Session, person_id: int, now: datetime) -> tuple[MeetingLine, ...]:
    """The meetings that this person has a capacity in, newest first."""
    seats = queries.seats(session, person_id, now)
    meetings = queries.meetings(
        session, {it.meeting for it in seats if it.meeting}, {it.process for it in seats if it.meeting is None}
    )
    # A party may be shut out of a meeting that its people have roles in.
    meetings = [(meeting, process) for meeting, process in meetings if opens(seats, person_id, meeting)]
    held = {meeting.id: seats_in(seats, meeting) for meeting, _ in meetings}
    actors = {meeting: actor_of(person_id, found) for meeting, found in held.items()}
    visible = [
        it
        for it in queries.drafts(session, list(held))
        if permissions.may(actors[it.meeting_id], "see draft", permissions.Subject(phase=it.phase))
    ]
    drafts = lines(session, visible, actors)
    return tuple(
        MeetingLine(
            meeting=meeting,
            process=process,
            actor=actors[meeting.id],
            roles=tuple((it.role, it.party) for it in held[meeting.id]),
            drafts=tuple(drafts[it.id] for it in visible if it.meeting_id == meeting.id),
        )
        for meeting, process in meetings
    )


@dataclass(frozen=True)
class ProcessLine:
    """A Process that the person has a role in. actor: with what is held in the whole of it."""

    process: Process
    actor: permissions.Actor


def processes(session: Session, person_id: int, now: datetime) -> tuple[ProcessLine, ...]:
    """The Processes that this person has a role in, with or without a meeting, by name."""
    seats = queries.seats(session, person_id, now)
    whole = {
        it.process: [other for other in seats if other.process == it.process and not other.meeting] for it in seats
    }
    return tuple(ProcessLine(it, actor_of(person_id, whole[it.id])) for it in queries.processes(session, whole.keys()))


def seats_in(seats: Iterable[queries.Seat], meeting: Meeting) -> list[queries.Seat]:
    return [it for it in seats if it.counts_in(meeting.process_id, meeting.id)]


def opens(seats: Iterable[queries.Seat], person_id: int, meeting: Meeting) -> bool:
    """Whether the meeting's page is the person's to see, as `scope.meeting_scope` has it."""
    actor = actor_of(person_id, seats_in(seats, meeting))
    return permissions.may(actor, "see meeting") and access.admits(meeting.access, reader_of(actor))


def actor_of(person_id: int, seats: Iterable[queries.Seat]) -> permissions.Actor:
    capacities = (
        permissions.capacity(it.role, it.party.id if it.party else None, it.party.status if it.party else None)
        for it in seats
    )
    return permissions.Actor(person_id, tuple(capacities))


def lines(session: Session, visible: Iterable[Draft], actors: Mapping[int, permissions.Actor]) -> dict[int, DraftLine]:
    """Draft id -> its line; everything that is counted is read for all drafts at once."""
    found = {it.id: it for it in visible}
    parties = {party for actor in actors.values() if (party := actor.delegation()) is not None}
    states: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for draft_id, kind, state, count in queries.states(session, list(found)):
        states[draft_id][kind, state] += count
    spoken = Counter(
        (draft, party)
        for draft, party, kind, state in queries.spoken(session, list(found), parties)
        if _awaits(kind, state)
    )
    untabled = Counter(queries.untabled(session, list(found), parties))
    return {
        it.id: DraftLine(
            draft=it,
            progress=consensus.progress(states[it.id].elements()),
            awaiting=_awaiting(it, actors[it.meeting_id], states[it.id], spoken, untabled),
        )
        for it in found.values()
    }


def _awaiting(
    draft: Draft,
    actor: permissions.Actor,
    states: Counter[tuple[str, str]],
    spoken: Counter[tuple[int, int]],
    untabled: Counter[tuple[int, int, str]],
) -> Awaiting:
    party, binding = actor.delegation(), actor.binds()
    if draft.phase != "negotiation" or party is None:
        return Awaiting()
    private = untabled[draft.id, party, "private"]
    if binding is None:
        return Awaiting(private=private)
    awaited = sum(count for (kind, state), count in states.items() if _awaits(kind, state))
    suggestions = sum(
        count for (where, _, status), count in untabled.items() if where == draft.id and status == "suggested"
    )
    return Awaiting(awaited - spoken[draft.id, binding], private, suggestions)


def _awaits(kind: str, state: str) -> bool:
    """Whether a paragraph waits for positions at all."""
    return consensus.needs_ruling(kind) and state in ("open", "bracketed")
