"""What falls due in a Process: the Chair's term, the next meeting of each body, the provisional Support Office.

Source: practice.md section 7; `domain/periodicity.py` has the rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from drafting.domain import chairmanship, periodicity
from drafting.domain.periodicity import Standing
from drafting.persistence.queries import chairmanship as queries
from drafting.persistence.queries import processes
from drafting.persistence.records import Meeting, Party, Process
from drafting.services.chairmanship import as_term
from drafting.services.scope import MeetingScope, ProcessScope

# Kinds of warnings beside the kinds of meetings that have a period.
TERM, VACANT, SUPPORT = "chair term", "chair vacant", "support office"


@dataclass(frozen=True)
class Due:
    """What a Process is to be warned of. kind: TERM, VACANT, SUPPORT or a kind of meeting; party: the State whose term
    it is, where it is about one."""

    kind: str
    standing: Standing
    party: Party | None = None


def warnings(session: Session, of: Process | ProcessScope | MeetingScope, today: date) -> tuple[Due, ...]:
    """What a Process is to be warned of on a day, the most pressing first, in three queries."""
    process = of if isinstance(of, Process) else of.process
    meetings = processes.meetings(session, process.id)
    found = [*_chair(session, process, today), *_meetings(process, meetings, today)]
    support = periodicity.ending(process.support_until, today)
    if support is not None:
        found.append(Due(SUPPORT, support))
    return tuple(sorted(found, key=lambda it: it.standing.days))


def _chair(session: Session, process: Process, today: date) -> Iterator[Due]:
    rows = queries.terms(session, process.id)
    terms = [as_term(it) for it in rows]
    parties = {it.id: it for it in queries.states(session, process.id)}
    present = chairmanship.serving(terms, today)
    following = min((it.starts for it in terms if it.starts > today and it.starts < it.ends), default=None)
    if present is not None:
        standing = periodicity.ending(present.ends, today)
        if standing is not None and following is None:
            yield Due(TERM, standing, parties[present.state])
        elif following is not None and following > present.ends:
            days = (present.ends - today).days
            yield Due(TERM, Standing("late", present.ends, days, following), parties[present.state])
        return
    since = max((it.ends for it in terms if it.starts < it.ends <= today), default=None)
    if since is not None:
        yield Due(VACANT, Standing("overdue", since, (since - today).days, following))


def _meetings(process: Process, meetings: Sequence[Meeting], today: date) -> Iterator[Due]:
    for kind in periodicity.PERIODS:
        held, planned = days_of(meetings, kind, today)
        standing = periodicity.of_meetings(held, planned, months_of(process, kind), today)
        if standing is not None:
            yield Due(kind, standing)


def months_of(process: Process, kind: str) -> int:
    """How often a body meets, in months; 0 where no rule says it."""
    return int(getattr(process, periodicity.PERIODS[kind]))


def days_of(meetings: Sequence[Meeting], kind: str, today: date) -> tuple[list[date], list[date]]:
    """The first days of the meetings of a kind that have begun, and of those to come; none of a cancelled one."""
    found = [it for it in meetings if it.kind == kind and it.state != "cancelled"]
    begun = [it.starts_on for it in found if it.state != "planned" or it.starts_on <= today]
    return begun, [it.starts_on for it in found if it.state == "planned" and it.starts_on > today]
