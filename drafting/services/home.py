"""A person's first page: their meetings with the drafts, and what awaits them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from drafting.domain import consensus, permissions
from drafting.persistence.queries import accounts, drafts, processes
from drafting.persistence.queries import consensus as positions_queries
from drafting.persistence.queries import proposals as proposal_queries
from drafting.persistence.records import Draft, Meeting, Party, Process
from drafting.services.scope import actor_in, ordered_parties


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
    scopes = accounts.scopes_of(session, person_id, now)
    meetings = processes.meetings_of(
        session, {row[1] for row in scopes if row[1]}, {row[0] for row in scopes if row[1] is None}
    )
    by_meeting: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts.drafts_of_meetings(session, [meeting.id for meeting, _ in meetings]):
        by_meeting[draft.meeting_id].append(draft)
    return tuple(
        _line(session, person_id, meeting, process, by_meeting[meeting.id], now) for meeting, process in meetings
    )


def _line(
    session: Session, person_id: int, meeting: Meeting, process: Process, found: list[Draft], now: datetime
) -> MeetingLine:
    actor = actor_in(session, person_id, process.id, meeting.id, now)
    parties = ordered_parties(session, process.id)
    visible = [it for it in found if permissions.may(actor, "see draft", permissions.Subject(phase=it.phase))]
    tally: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for draft_id, kind, state, count in drafts.kinds_and_states(session, [it.id for it in visible]):
        tally[draft_id] += [(kind, state)] * count
    return MeetingLine(
        meeting=meeting,
        process=process,
        actor=actor,
        roles=tuple((it.role, parties.get(it.party or 0)) for it in actor.capacities),
        drafts=tuple(DraftLine(it, consensus.progress(tally[it.id]), _awaiting(session, actor, it)) for it in visible),
    )


def _awaiting(session: Session, actor: permissions.Actor, draft: Draft) -> Awaiting:
    party, binding = actor.delegation(), actor.binds()
    if draft.phase != "negotiation" or party is None:
        return Awaiting()
    live = proposal_queries.live_summary(session, draft.id, party)
    private = sum(1 for _, owner, status, _ in live if status == "private" and owner == party)
    if binding is None:
        return Awaiting(private=private)
    wordings = {it.paragraph.id: it.paragraph for it in drafts.texts(session, draft.id, draft.language)}
    given = {
        paragraph
        for paragraph, owner, _, wording in positions_queries.position_summary(session, draft.id)
        if owner == binding and wordings[paragraph].wording == wording
    }
    open_paragraphs = [
        it.id
        for it in wordings.values()
        if consensus.needs_ruling(it.kind) and it.state in ("open", "bracketed") and it.id not in given
    ]
    suggestions = sum(1 for _, _, status, _ in live if status == "suggested")
    return Awaiting(len(open_paragraphs), private, suggestions)
