"""What needs somebody: for a delegate, the Chair and the Support Office, over all their meetings at once.

Positions, private texts and suggestions stand with each draft (`services/home.py`), deadlines in a list of their own
(`services/deadlines_page.py`); this is everything else that waits.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from drafting.domain import access
from drafting.domain.permissions import BINDING_ROLES
from drafting.persistence.queries import needs as queries
from drafting.persistence.records import Draft, Meeting, Process
from drafting.services import periodicity
from drafting.services.home import MeetingLine, ProcessLine
from drafting.services.periodicity import Due
from drafting.services.rules import today
from drafting.services.scope import reader_of


@dataclass(frozen=True)
class Need:
    """One thing that waits. kind: what it is, see `web/need_words.py`; count: how many; draft: where it is one."""

    kind: str
    count: int
    process: Process
    meeting: Meeting | None = None
    draft: Draft | None = None


def needs(session: Session, person_id: int, lines: Sequence[MeetingLine], whole: Sequence[Process]) -> tuple[Need, ...]:
    """In the order of the meetings, the newest first, then the Processes; a number of queries that does not grow.

    whole: the Processes that the person is the Office of, meeting or no meeting.
    """
    current = [it for it in lines if it.meeting.state in ("planned", "under way")]
    seated = [it for it in current if it.actor.seats()]
    asked: tuple[tuple[Callable[[Session, Sequence[MeetingLine]], list[Need]], list[MeetingLine]], ...] = (
        (_of_office, [it for it in current if it.actor.holds("support")]),
        (_of_closed, [it for it in lines if it.actor.holds("support")]),
        (_of_chair, [it for it in current if it.actor.holds("chair")]),
        (_of_delegation, seated),
        (_of_copies, [it for it in current if it.actor.holds("support") or it.actor.delegation() is not None]),
        (partial(_of_person, person_id=person_id), seated),
    )
    # Nothing is asked for roles that the person does not have.
    found = [need for ask, concerned in asked if concerned for need in ask(session, concerned)]
    found += _of_processes(session, lines, whole)
    order = {it.meeting.id: at for at, it in enumerate(lines)}
    return tuple(sorted(found, key=lambda it: order[it.meeting.id] if it.meeting else len(order)))


def _counted(kind: str, lines: Iterable[MeetingLine], counts: queries.Counts) -> list[Need]:
    return [Need(kind, counts[it.meeting.id], it.process, it.meeting) for it in lines if counts.get(it.meeting.id)]


def _of_office(session: Session, lines: Sequence[MeetingLine]) -> list[Need]:
    meetings = [it.meeting.id for it in lines]
    return [
        *_counted("confirm people", lines, queries.unconfirmed(session, meetings)),
        *_counted("translate", lines, _untranslated(lines, queries.versions(session, meetings))),
    ]


def _untranslated(lines: Iterable[MeetingLine], versions: Iterable[queries.Version]) -> queries.Counts:
    """Meeting -> how many documents lack a language of the Process."""
    there: dict[tuple[int, int], set[str]] = defaultdict(set)
    for it in versions:
        there[it.meeting, it.document] |= {it.language} if it.language and it.state != "translating" else set()
    languages = {it.meeting.id: set(it.process.languages) for it in lines}
    return Counter(meeting for (meeting, _), present in there.items() if languages[meeting] - present)


def _of_closed(session: Session, lines: Sequence[MeetingLine]) -> list[Need]:
    """What is left to the Office when a meeting is over, too."""
    return _counted("publish", lines, queries.unpublished(session, [it.meeting.id for it in lines]))


def _of_chair(session: Session, lines: Sequence[MeetingLine]) -> list[Need]:
    meetings = [it.meeting.id for it in lines]
    drafts = {it.draft.id: (line, it.draft) for line in lines for it in line.drafts if it.draft.phase == "negotiation"}
    unruled = queries.unruled(session, list(drafts))
    return [
        *_counted("give the floor", lines, queries.asking(session, meetings)),
        *_counted("decide on attendance", lines, queries.undecided_admissions(session, meetings)),
        *(
            Need("rule on proposals", unruled[number], line.process, line.meeting, draft)
            for number, (line, draft) in drafts.items()
            if number in unruled
        ),
    ]


def _of_delegation(session: Session, lines: Sequence[MeetingLine]) -> list[Need]:
    meetings = [it.meeting.id for it in lines]
    parties = {party for it in lines for party in it.actor.seats()}
    missing = Counter(
        row[0]
        for row in queries.without_text(session, meetings, parties)
        if any(row[0] == it.meeting.id and row[1] in it.actor.seats() for it in lines)
    )
    named = queries.named(session, meetings, parties)
    unnamed = Counter(
        {it.meeting.id: sum((it.meeting.id, party) not in named for party in _spoken_for(it)) for it in lines}
    )
    return [
        *_counted("name delegation", lines, unnamed),
        *_counted("give statement", lines, missing),
    ]


def _of_copies(session: Session, lines: Sequence[MeetingLine]) -> list[Need]:
    """A delegation is told of its own copies alone, the Office of what it received."""
    found = queries.copies(
        session, [it.draft.id for line in lines for it in line.drafts if it.draft.phase == "negotiation"]
    )
    counts: Counter[tuple[int, bool, int | None]] = Counter()
    for it in found:
        counts[it.draft, it.by_office, None if it.by_office else it.party] += it.number
    return [
        Need(kind, count, line.process, line.meeting, it.draft)
        for line in lines
        for it in line.drafts
        for kind, count in (
            ("received copies", counts[it.draft.id, True, None] if line.actor.holds("support") else 0),
            ("own copies", counts[it.draft.id, False, line.actor.delegation()] if line.actor.delegation() else 0),
        )
        if count
    ]


def _spoken_for(line: MeetingLine) -> set[int]:
    """The parties that this person names the delegation of."""
    return {it.party for it in line.actor.capacities if it.role in BINDING_ROLES and it.party is not None}


def _of_person(session: Session, lines: Sequence[MeetingLine], *, person_id: int) -> list[Need]:
    meetings = [it.meeting.id for it in lines]
    readers = {it.meeting.id: reader_of(it.actor) for it in lines}
    unread = Counter(
        meeting
        for meeting, of_class, owner in queries.unopened(session, person_id, list(readers))
        if access.admits(of_class, readers[meeting], owner)
    )
    entries = Counter(queries.own_entries(session, person_id, meetings))
    return [*_counted("enter oneself", lines, entries), *_counted("read", lines, unread)]


def _of_processes(session: Session, lines: Sequence[MeetingLine], whole: Sequence[Process]) -> list[Need]:
    ids = [it.id for it in whole]
    processes = {it.id: it for it in (*(line.process for line in lines), *whole)}
    own = {party for it in lines for party in _spoken_for(it)}
    counts = (
        ("carry out instructions", queries.undone_instructions(session, ids) if ids else {}),
        ("find coordinators", queries.without_coordinator(session, ids) if ids else {}),
        ("report", queries.unreported(session, own) if own else {}),
    )
    return [Need(kind, count, processes[process]) for kind, found in counts for process, count in sorted(found.items())]


def warnings(
    session: Session, lines: Iterable[MeetingLine], processes: Iterable[ProcessLine], now: datetime
) -> tuple[tuple[Process, Due], ...]:
    """What falls due in the Processes that the person directs, be it for one meeting; the most pressing first."""
    held = [*((it.process, it.actor) for it in lines), *((it.process, it.actor) for it in processes)]
    directed = {process.id: process for process, actor in held if actor.holds("chair", "support")}
    found = [(it, due) for it in directed.values() for due in periodicity.warnings(session, it, today(it, now))]
    return tuple(sorted(found, key=lambda it: it[1].standing.days))
