"""What time alone brings: a run opens, its reminders go out, its period ends. Recorded once, by whoever comes first.

Source: practice.md section 6: expiry is evaluated on reading and by a job, both idempotent, exactly once even with many
servers. Recording takes the draft's lock and looks again, so a second recorder finds nothing left to do.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from drafting.domain import permissions, silence
from drafting.persistence.queries import silence as queries
from drafting.persistence.records import Draft, SilenceRun
from drafting.services import note_reminders, outbox, record
from drafting.services.silence_state import reminders, schedule, step, timed

ENTRIES = {"open": "silence opened", "expire": "silence expired"}


def of(draft: Draft, row: SilenceRun) -> record.Clock:
    """What happens to a run without being anybody's act; its entries name the person who announced it."""
    return record.Clock(draft, permissions.Actor(row.prepared_by))


def next_due(session: Session) -> datetime | None:
    """When there is something to record next; None when nothing waits for time to pass."""
    return min(filter(None, (queries.next_due(session), note_reminders.next_due(session))), default=None)


def record_due(session: Session, now: datetime, limit: int = 50) -> int:
    """Record what is due on at most so many drafts, and answer on how many runs and of how many awaited notes; 0 when
    nothing is left to do.

    Drafts on which somebody acts at this moment are left for the next time.
    """
    drafts = {it.id: it for it in queries.lock_due(session, now, limit)}
    rows = queries.due(session, list(drafts), now)
    # All in one statement, because a thousand runs may end in the same second.
    told = [it for row in rows for it in _recorded(session, drafts[row.draft_id], row, now)]
    outbox.queue_all(session, told, now)
    return len(rows) + note_reminders.record_due(session, now, limit)


def catch_up(session: Session, draft: Draft, row: SilenceRun, now: datetime) -> None:
    """Record everything that time has brought to one run by now. The caller holds the draft's lock."""
    told = _recorded(session, draft, row, now)
    if told:
        outbox.queue_all(session, told, now)


def _recorded(session: Session, draft: Draft, row: SilenceRun, now: datetime) -> list[outbox.Telling]:
    """Write the entries, and answer what people are told of them."""
    if row.next_at is not None and now < row.next_at:
        # Nothing is due; to plan again would bring a reminder back for a request that set out before it.
        return []
    clock, told = of(draft, row), []
    while event := silence.due(timed(row), now):
        step(row, event)
        payload = {"run": row.number}
        entry = record.append(session, clock, ENTRIES[event], capacity="clock", now=now, payload=payload)
        if event == "expire":
            told.append(outbox.Telling(row, entry.seq, "expired"))
    told += _reminders(session, clock, row, now)
    schedule(row, now)
    return told


def _reminders(session: Session, clock: record.Clock, row: SilenceRun, now: datetime) -> list[outbox.Telling]:
    """The newest of the reminders that are due: after a pause of the job nobody is reminded twice at once."""
    if row.state != "running" or row.next_at is None:
        return []
    passed = [it for it in reminders(row) if row.next_at <= it <= now]
    if not passed:
        return []
    hours = (row.ends_at - passed[-1]) // timedelta(hours=1)
    payload = {"run": row.number, "hours": hours, "ends": row.ends_at.isoformat()}
    entry = record.append(session, clock, "silence reminded", capacity="clock", now=now, payload=payload)
    return [outbox.Telling(row, entry.seq, "reminder", f"{hours}h {row.ends_at:%Y%m%dT%H%M%S}")]
