"""The register of notes verbales as each viewer may read it, and what the form to enter a note needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from drafting.domain.errors import NotFound
from drafting.persistence.queries import notes_verbales as queries
from drafting.persistence.queries import silence as silence_queries
from drafting.persistence.records import Draft, NoteVerbale, Participation, Party, Person, SilenceRun
from drafting.services import silence_state
from drafting.services.scope import DraftScope, MeetingScope
from drafting.services.silence_answers import GONE


@dataclass(frozen=True)
class Line:
    """A note of the register. party: whose; None where this viewer is not told who answered the run, and then only
    number, draft and run are to be shown; opens: whether the viewer may open the scan."""

    note: NoteVerbale
    party: Party | None
    person: Person
    draft: Draft | None
    run: SilenceRun | None
    opens: bool


@dataclass(frozen=True)
class Awaited:
    """A draft, and the parties that said they will answer by note verbale and have sent none about it since, in order,
    each with the row that says since when and how often it was reminded."""

    draft: Draft
    waits: tuple[tuple[Party, Participation], ...]

    @property
    def parties(self) -> tuple[Party, ...]:
        return tuple(party for party, _ in self.waits)


@dataclass(frozen=True)
class Register:
    """lines: in order of number; senders: the parties whose notes this viewer sees, in order; party: the one that the
    lines are of, None for all; total: lines before that choice."""

    lines: tuple[Line, ...]
    awaited: tuple[Awaited, ...]
    senders: tuple[Party, ...]
    party: Party | None
    total: int


def register(session: Session, scope: MeetingScope, code: str = "") -> Register:
    """The Chair, the Office and the rapporteur read all of it, a delegation its own notes. code: of the party whose
    notes are wanted, "" or an unknown one for all. Raises NotAllowed.
    """
    scope.require("see notes")
    whose = None if scope.may("see all notes") else scope.actor.seats()
    lines = [_line(scope, it) for it in queries.register(session, scope.meeting.id, whose)]
    senders = {it.party.id for it in lines if it.party}
    party = next((it for it in scope.parties.values() if it.code == code), None)
    return Register(
        lines=tuple(it for it in lines if party is None or it.party is party),
        awaited=_awaited(scope, queries.awaited(session, scope.meeting.id), whose),
        senders=tuple(it for it in scope.parties.values() if it.id in senders),
        party=party,
        total=len(lines),
    )


def _line(scope: MeetingScope, it: queries.Registered) -> Line:
    party = scope.parties[it.note.party_id]
    if it.run is not None and it.draft is not None and party.id not in scope.actor.seats():
        inside = DraftScope(scope.meeting, scope.process, scope.actor, scope.parties, it.draft)
        if not silence_state.names_shown(inside, it.run):
            return Line(it.note, None, it.person, it.draft, it.run, opens=False)
    opens = bool(it.note.scan_sha256) and scope.may("see scan", party.id)
    return Line(it.note, party, it.person, it.draft, it.run, opens)


def _awaited(
    scope: MeetingScope, found: Iterable[queries.Awaited], whose: frozenset[int] | None
) -> tuple[Awaited, ...]:
    ranks = {party: rank for rank, party in enumerate(scope.parties)}
    seen = [it for it in found if whose is None or it.row.party_id in whose]
    seen.sort(key=lambda it: (it.draft.id, ranks[it.row.party_id]))
    return tuple(
        Awaited(draft, tuple((scope.parties[it.row.party_id], it.row) for it in of_draft))
        for draft, of_draft in groupby(seen, key=lambda it: it.draft)
    )


@dataclass(frozen=True)
class Opened:
    """A scan for who may open it. type: of `scans.ENDINGS`, told by the bytes when it was stored."""

    number: int
    type: str
    data: bytes


def scan(session: Session, scope: MeetingScope, number: int) -> Opened:
    """Raises NotFound where there is none, or it is not this person's to see; NotAllowed without any part in notes."""
    scope.require("see notes")
    note = queries.note(session, scope.meeting.id, number)
    if note is None or not scope.may("see scan", note.party_id):
        raise NotFound
    data = queries.scan(session, note.id)
    if data is None:
        raise NotFound
    return Opened(note.number, note.scan_type, data)


@dataclass(frozen=True)
class Subject:
    """What a note may be about: a draft, or a run on it."""

    draft: Draft
    run: SilenceRun | None = None


def subjects(session: Session, scope: MeetingScope) -> tuple[Subject, ...]:
    """Each draft that delegations have seen, followed by its runs that may be answered. Raises NotAllowed."""
    scope.require("register note")
    drafts = queries.drafts(session, scope.meeting.id)
    runs = queries.runs(session, [it.id for it in drafts], GONE)
    return tuple(
        subject
        for draft in drafts
        for subject in (Subject(draft), *(Subject(draft, run) for run in runs if run.draft_id == draft.id))
    )


def circulated(session: Session, run: SilenceRun) -> list[silence_queries.Circulated]:
    """The paragraphs of a run as they were sent round, in order."""
    return silence_queries.circulated(session, run.id)
