"""The chairmanship of a Process: terms in the order of the States, who passed, and who is next.

Source: practice.md section 1; `domain/chairmanship.py` has the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain import chairmanship
from drafting.domain.days import add_months, day_of_field
from drafting.domain.errors import NotFound, WrongState
from drafting.domain.fields import Fields
from drafting.persistence.queries import chairmanship as queries
from drafting.persistence.queries import processes
from drafting.persistence.records import ChairPass, ChairTerm, Meeting, Party, Process
from drafting.services import matters
from drafting.services.scope import ProcessScope, sort_key
from drafting.services.texts import normal

LONGEST = 2000  # Of a basis or a reason.


@dataclass(frozen=True)
class Line:
    """A term with its State; meeting: that elected it, None where none is named."""

    term: ChairTerm
    party: Party
    meeting: Meeting | None


@dataclass(frozen=True)
class Passed:
    row: ChairPass
    party: Party


@dataclass(frozen=True)
class Overview:
    """lines: every term, in order; present, coming: of today, and those elected for later; turns: the States in the
    order of their turns, each with its pass since the last election; next, reason: see `chairmanship.Rotation`."""

    lines: tuple[Line, ...]
    present: Line | None
    coming: tuple[Line, ...]
    turns: tuple[tuple[Party, Passed | None], ...]
    next: Party | None
    reason: chairmanship.Reason
    gaps: tuple[chairmanship.Gap, ...]
    passes: tuple[Passed, ...]


def today_in(process: Process, now: datetime) -> date:
    """Counted in the Process's zone: a term does not begin earlier in London than in Almaty."""
    return now.astimezone(ZoneInfo(process.zone)).date()


def beginning(process: Process, day: date) -> datetime:
    """The first instant of a day, where the Process is at home."""
    return datetime.combine(day, time(), ZoneInfo(process.zone))


def overview(session: Session, process: Process, today: date) -> Overview:
    """In five queries, however long the history is."""
    parties = {it.id: it for it in queries.states(session, process.id)}
    meetings = queries.electing(session, process.id)
    lines = tuple(
        Line(it, parties[it.party_id], meetings.get(it.meeting_id or 0)) for it in queries.terms(session, process.id)
    )
    passes = tuple(Passed(it, parties[it.party_id]) for it in queries.passes(session, process.id))
    terms = [as_term(it.term) for it in lines]
    order = rotation(lines, passes, parties)
    since = {it.party.id: it for it in passes if lines and it.row.after_id == lines[-1].term.id}
    return Overview(
        lines=lines,
        present=next((it for it in lines if it.term.starts_on <= today < it.term.ends_on), None),
        coming=tuple(it for it in lines if today < it.term.starts_on < it.term.ends_on),
        turns=tuple((parties[it.state], since.get(it.state)) for it in order.turns),
        next=parties[order.next] if order.next is not None else None,
        reason=order.reason,
        gaps=chairmanship.gaps(terms, today),
        passes=passes,
    )


def rotation(
    lines: tuple[Line, ...], passes: tuple[Passed, ...], parties: Mapping[int, Party]
) -> chairmanship.Rotation:
    """Whose turn it is after the last term of all, one to come among them."""
    states = [
        chairmanship.State(it.id, it.sort_key or it.name_en) for it in parties.values() if it.status == "participating"
    ]
    if not lines:
        return chairmanship.rotation(states, None, ())
    last = lines[-1]
    passed = {it.party.id for it in passes if it.row.after_id == last.term.id}
    return chairmanship.rotation(states, sort_key(last.party), passed)


def as_term(it: ChairTerm) -> chairmanship.Term:
    return chairmanship.Term(it.party_id, it.starts_on, it.ends_on)


def elect(session: Session, scope: ProcessScope, typed: Mapping[str, str], *, token: str, now: datetime) -> None:
    """Record the election of a Chair: state, elected_on, meeting, starts_on, ends_on (where no rule says how long a
    term is), basis and gap, which says that the days without a Chair were seen.

    Raises NotAllowed, BadFields.
    """
    scope.require("run chairmanship")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    today = today_in(scope.process, now)
    fields = Fields()
    found = overview(session, scope.process, today)
    party = state_of(scope, typed.get("state", ""), "state", fields)
    elected, starts = (day_of_field(name, typed, fields) for name in ("elected_on", "starts_on"))
    fields.require("elected_on", elected <= today, "day-not-yet")
    fields.require("starts_on", starts == date.min or elected <= starts, "begins-before-election")
    meeting = _meeting(session, scope, typed.get("meeting", ""), fields)
    ends = _end(scope.process, starts, typed, fields)
    basis = words(typed, "basis", fields)
    out_of_turn = found.reason != "first" and (found.next is None or party is None or party.id != found.next.id)
    fields.require("basis", basis or not out_of_turn, "basis-out-of-turn")
    if not fields.problems and party is not None:
        _fits([as_term(it.term) for it in found.lines], chairmanship.Term(party.id, starts, ends), typed, fields)
    fields.done()
    row = ChairTerm(
        process_id=scope.process.id,
        party_id=party.id if party else 0,
        elected_on=elected,
        meeting_id=meeting.id if meeting else None,
        starts_on=starts,
        ends_on=ends,
        basis=basis,
    )
    session.add(row)
    about = {**named(party), "starts": starts.isoformat(), "ends": ends.isoformat()}
    note(session, scope, "chair elected", row, about=about, token=token, now=now)


def _fits(terms: list[chairmanship.Term], new: chairmanship.Term, typed: Mapping[str, str], fields: Fields) -> None:
    """Two States never chair at once, and days without a Chair are seen before they come about."""
    taken = chairmanship.overlapping(terms, new)
    if taken is not None:
        fields.require("starts_on", holds=False, code="terms-overlap", since=taken.starts, until=_last(taken.ends))
    gap = chairmanship.gap_before(terms, new)
    if gap is not None and gap.until is not None and not typed.get("gap"):
        fields.require("starts_on", holds=False, code="gap-before-term", since=gap.since, until=_last(gap.until))


_last = chairmanship.last_day


def _end(process: Process, starts: date, typed: Mapping[str, str], fields: Fields) -> date:
    """The first day after the term: by the rule, or as the form says where there is none."""
    if process.chair_term_months:
        return add_months(starts, process.chair_term_months)
    ends = day_of_field("ends_on", typed, fields)
    fields.require("ends_on", starts < ends, "ends-before-it-starts")
    return ends


def state_of(scope: ProcessScope, said: str, field: str, fields: Fields) -> Party | None:
    """The participating State that a form names."""
    found = {str(it.id): it for it in scope.parties.values()}.get(said)
    fits = found is not None and found.kind == "state" and found.status == "participating"
    fields.require(field, fits, "state-unfit")
    return found if fits else None


def _meeting(session: Session, scope: ProcessScope, said: str, fields: Fields) -> Meeting | None:
    if not said:
        return None
    found = {str(it.id): it for it in processes.meetings(session, scope.process.id)}
    fields.require("meeting", said in found, "unknown-meeting")
    return found.get(said)


def words(typed: Mapping[str, str], name: str, fields: Fields, *, needed: str = "") -> str:
    """A free text as it is stored. needed: the problem that is told where it is empty."""
    said = normal(typed.get(name, "")).strip()
    fields.require(name, said or not needed, needed)
    fields.require(name, len(said) <= LONGEST, "field-too-long", longest=LONGEST)
    return said


def record_pass(session: Session, scope: ProcessScope, typed: Mapping[str, str], *, token: str, now: datetime) -> None:
    """Record that a State passes until the next election: passing, passed_on, pass_reason.

    Raises NotAllowed, BadFields.
    """
    scope.require("run chairmanship")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    today = today_in(scope.process, now)
    found = overview(session, scope.process, today)
    fields = Fields()
    party = state_of(scope, typed.get("passing", ""), "passing", fields)
    fields.require("passing", found.lines, "pass-before-first")
    again = party is not None and any(it.id == party.id and passed for it, passed in found.turns)
    fields.require("passing", not again, "passed-already")
    day = day_of_field("passed_on", typed, fields)
    fields.require("passed_on", day <= today, "day-not-yet")
    reason = words(typed, "pass_reason", fields)
    fields.done()
    row = ChairPass(
        process_id=scope.process.id,
        party_id=party.id if party else 0,
        after_id=found.lines[-1].term.id,
        on=day,
        reason=reason,
    )
    session.add(row)
    note(session, scope, "chair passed", row, about={**named(party), "on": day.isoformat()}, token=token, now=now)


def term(session: Session, scope: ProcessScope, term_id: int) -> Line:
    """Raises NotFound."""
    found = queries.term(session, scope.process.id, term_id)
    if found is None:
        raise NotFound
    return Line(
        found, scope.parties[found.party_id], queries.electing(session, scope.process.id).get(found.meeting_id or 0)
    )


def open_term(session: Session, scope: ProcessScope, term_id: int, shown: str, now: datetime) -> Line:
    """A term of today or to come, as the form showed it. Raises NotFound; WrongState "over" or "moved on"."""
    found = term(session, scope, term_id)
    matters.require_unmoved(found.term, shown)
    if found.term.ends_on <= today_in(scope.process, now):
        raise WrongState("over", "change term")
    return found


def end_term(
    session: Session,
    scope: ProcessScope,
    term_id: int,
    typed: Mapping[str, str],
    *,
    seal: str,
    token: str,
    now: datetime,
) -> None:
    """End a term early: ended_on, the first day without it, and end_reason. On the day of its beginning, it is given up
    before it began.

    Raises NotAllowed, NotFound, WrongState, BadFields.
    """
    scope.require("run chairmanship")
    if matters.already_done(session, scope.process, scope.actor, token):
        return
    line = open_term(session, scope, term_id, seal, now)
    fields, row = Fields(), line.term
    day = day_of_field("ended_on", typed, fields)
    fields.require("ended_on", row.starts_on <= day < row.ends_on, "end-unfit", since=row.starts_on, until=row.ends_on)
    reason = words(typed, "end_reason", fields, needed="reason-missing")
    fields.done()
    row.ends_on = day
    row.basis = "\n".join(it for it in (row.basis, reason) if it)
    held = queries.appointment(session, row.appointment_id)
    if held is not None:
        held.until = beginning(scope.process, day)
    about = {**named(line.party), "on": day.isoformat(), "reason": reason}
    note(session, scope, "term ended", row, about=about, token=token, now=now)


def named(party: Party | None) -> dict[str, str]:
    return {"name_en": party.name_en, "name_ru": party.name_ru} if party else {}


def note(session: Session, scope: ProcessScope, kind: str, *changed: Any, **facts: Any) -> None:
    matters.record(session, scope.process, scope.actor, kind, *changed, **facts)
