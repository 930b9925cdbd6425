"""The deadlines of a person over all meetings: what awaits the own delegation first, the soonest first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import permissions
from drafting.persistence.queries import deadlines as queries
from drafting.persistence.queries import home as home_queries
from drafting.persistence.records import Draft, Meeting, Participation, Party
from drafting.services import silence_state
from drafting.services.home import actor_of, seats_in

PAST = 50  # of those that are over are listed


@dataclass(frozen=True)
class Line:
    """A deadline. number: of the run, None for a State in brackets that is awaited without one; seats: (kind, label) of
    the paragraphs, () for something whole; party: whose participation; state: as of now, "" without a run; own: the
    viewer's delegation, if it is asked; has_answered: whether it said anything."""

    draft: Draft
    meeting: Meeting
    number: int | None
    subject: str
    seats: tuple[tuple[str, str], ...]
    party: Party | None
    meaning: str
    state: str
    ends_at: datetime
    zone: str
    city: str
    end_of_day: bool
    own: int | None
    has_answered: bool

    @property
    def awaits_answer(self) -> bool:
        """Whether the own delegation can still break silence and has not said a word."""
        is_open = self.state in ("announced", "running", "suspended") or self.number is None
        return self.own is not None and is_open and not self.has_answered


@dataclass(frozen=True)
class Note:
    """A note verbale that is awaited without a deadline. row: since when, and the reminders."""

    draft: Draft
    meeting: Meeting
    party: Party
    row: Participation


@dataclass(frozen=True)
class DeadlinesPage:
    """to_certify: what waits for the certificate, for the Chair; mine: what awaits the own delegation; prepared: what
    is not announced, for the Chair and the Office; overdue: States in brackets that were awaited until a day that has
    passed, and of which nobody has said what holds now; notes: awaited without a deadline, the own delegation's first;
    past: what is over, the newest first; outages: the meetings in which this person may declare one."""

    to_certify: tuple[Line, ...]
    mine: tuple[Line, ...]
    overdue: tuple[Line, ...]
    others: tuple[Line, ...]
    prepared: tuple[Line, ...]
    notes: tuple[Note, ...]
    past: tuple[Line, ...]
    outages: tuple[Meeting, ...]

    def is_empty(self) -> bool:
        under_way = self.to_certify or self.mine or self.overdue or self.others
        return not (under_way or self.prepared or self.notes or self.past)


@dataclass(frozen=True)
class _Seen:
    """What a person sees: drafts, meetings and the person's standing in each of them, by id."""

    drafts: Mapping[int, Draft]
    meetings: Mapping[int, Meeting]
    actors: Mapping[int, permissions.Actor]

    def actor(self, draft_id: int) -> permissions.Actor:
        return self.actors[self.drafts[draft_id].meeting_id]


def deadlines_page(session: Session, person_id: int, now: datetime, *, past: int = PAST) -> DeadlinesPage:
    """In a fixed number of queries, whatever the number of runs. past: how many of those that are over are wanted."""
    seen = _seen(session, person_id, now)
    rows = queries.under_way(session, list(seen.drafts))
    over = queries.over(session, list(seen.drafts), past) if past else []
    lines = _lines(session, seen, [*rows, *over], now)
    current, gone = lines[: len(rows)], lines[len(rows) :]
    asked = {(it.draft_id, it.party_id) for it in rows if it.state != "draft"}
    found = queries.awaited(session, list(seen.drafts))
    # Where States are asked about the participation, the run's own deadline counts.
    awaited = [_awaited(seen, it) for it in found if (it.draft_id, it.party.id) not in asked]
    announced = sorted((it for it in (*current, *awaited) if it.state != "draft"), key=lambda it: it.ends_at)
    to_certify = [it for it in announced if it.state in ("expired", "broken") and _is(seen, it, "chair")]
    overdue = [it for it in announced if it.number is None and it.ends_at <= now]
    mine = [it for it in announced if it.awaits_answer and it not in overdue]
    return DeadlinesPage(
        to_certify=tuple(to_certify),
        mine=tuple(mine),
        overdue=tuple(overdue),
        others=tuple(it for it in announced if it not in (*to_certify, *mine, *overdue)),
        prepared=tuple(it for it in current if it.state == "draft" and _is(seen, it, "chair", "support")),
        notes=_notes(session, seen),
        past=tuple(gone),
        outages=tuple(it for key, it in seen.meetings.items() if permissions.may(seen.actors[key], "declare outage")),
    )


def _is(seen: _Seen, it: Line, *roles: str) -> bool:
    return seen.actors[it.meeting.id].holds(*roles)


def _seen(session: Session, person_id: int, now: datetime) -> _Seen:
    seats = home_queries.seats(session, person_id, now)
    meetings = home_queries.meetings(
        session, {it.meeting for it in seats if it.meeting}, {it.process for it in seats if it.meeting is None}
    )
    actors = {meeting.id: actor_of(person_id, seats_in(seats, meeting)) for meeting, _ in meetings}
    drafts = {
        it.id: it
        for it in home_queries.drafts(session, list(actors))
        if permissions.may(actors[it.meeting_id], "see draft", permissions.Subject(phase=it.phase))
    }
    return _Seen(drafts, {meeting.id: meeting for meeting, _ in meetings}, actors)


def _lines(session: Session, seen: _Seen, rows: Sequence[queries.Run], now: datetime) -> list[Line]:
    ids = [it.id for it in rows]
    own = {party for actor in seen.actors.values() if (party := actor.delegation()) is not None}
    asked, answered = queries.asked(session, ids, own), queries.answered(session, ids, own)
    seats: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for run, kind, label in queries.labels(session, ids):
        seats[run].append((kind, label))
    parties = queries.parties(session, {it.party_id for it in rows if it.party_id is not None})
    return [
        Line(
            draft=seen.drafts[it.draft_id],
            meeting=seen.meetings[seen.drafts[it.draft_id].meeting_id],
            number=it.number,
            subject=it.subject,
            seats=tuple(seats[it.id]),
            party=None if it.party_id is None else parties[it.party_id],
            meaning=it.meaning,
            state=silence_state.as_of(it, now),
            ends_at=it.ends_at,
            zone=it.zone,
            city=it.city,
            end_of_day=it.end_of_day,
            own=_own(seen.actor(it.draft_id), it.id, asked),
            has_answered=(it.id, seen.actor(it.draft_id).delegation()) in answered,
        )
        for it in rows
    ]


def _own(actor: permissions.Actor, run: int, asked: Iterable[tuple[int, int]]) -> int | None:
    party = actor.delegation()
    return party if party is not None and (run, party) in asked else None


def _awaited(seen: _Seen, it: queries.Awaited) -> Line:
    draft, own = seen.drafts[it.draft_id], seen.actor(it.draft_id).delegation()
    return Line(
        draft=draft,
        meeting=seen.meetings[draft.meeting_id],
        number=None,
        subject="participation",
        seats=(),
        party=it.party,
        meaning=it.meaning,
        state="",
        ends_at=it.answer_by,
        zone=it.zone,
        city="",
        end_of_day=it.answer_by.astimezone(ZoneInfo(it.zone)).time() == time(),
        own=own if own == it.party.id else None,
        has_answered=False,
    )


def _notes(session: Session, seen: _Seen) -> tuple[Note, ...]:
    found = [
        Note(draft, seen.meetings[draft.meeting_id], party, row)
        for row, party in queries.notes_awaited(session, list(seen.drafts))
        for draft in (seen.drafts[row.draft_id],)
    ]
    return tuple(sorted(found, key=lambda it: seen.actor(it.draft.id).delegation() != it.party.id))
