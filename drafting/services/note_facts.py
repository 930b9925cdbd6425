"""What a reminder of an awaited note verbale tells: since when and on what basis the note is awaited."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting.domain.participation import retold
from drafting.persistence.queries import drafts
from drafting.persistence.queries import note_reminders as queries
from drafting.persistence.queries import notices as notice_queries
from drafting.persistence.records import Draft, Meeting, Notice, Participation, Party, Person, Process
from drafting.services import note_reminders
from drafting.services.scope import ordered_parties


@dataclass(frozen=True)
class AwaitedNote:
    """Everything that the words of one reminder are made of.

    state: whose note is awaited; since, basis: as it was stated last before this reminder; number: how often the State
    was reminded, this time included; told: those who answer for it and were reminded; is_overtaken: the note came
    meanwhile, or something else was stated.
    """

    notice: Notice
    draft: Draft
    meeting: Meeting
    process: Process
    state: Party
    since: date
    basis: str
    number: int
    told: tuple[Person, ...]
    is_overtaken: bool


def gather(session: Session, notice: Notice) -> AwaitedNote:
    """Read what this reminder is about, in a fixed number of queries."""
    located = drafts.locate(session, notice.draft_id, lock=False)
    if located is None:  # pragma: no cover - a notice refers to its draft
        raise LookupError(notice.draft_id)
    entry = notice_queries.entry(session, notice.draft_id, notice.seq)
    party: int = entry.payload["party"]
    said = note_reminders.statement(session, notice.draft_id, party, until=notice.seq)
    row = session.get_one(Participation, (notice.draft_id, party))
    stated = retold(said.payload)
    return AwaitedNote(
        notice=notice,
        draft=located.draft,
        meeting=located.meeting,
        process=located.process,
        state=ordered_parties(session, located.process.id)[party],
        since=stated.since or _day(said.at, located.meeting.zone),
        basis=stated.basis,
        number=entry.payload["number"],
        told=tuple(queries.told(session, notice.draft_id, notice.seq)),
        is_overtaken=row.awaited_since is None,
    )


def _day(at: datetime, zone: str) -> date:
    """Entries of before there was a day say when they were written."""
    return at.astimezone(ZoneInfo(zone)).date()
