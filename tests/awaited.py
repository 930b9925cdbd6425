"""Awaited notes verbales in the small conference of `tests/factories.py`: stated, reminded of, registered, told."""

from datetime import date, timedelta

from sqlalchemy import select, update

from drafting.persistence.records import Notice, Participation, Process
from drafting.services import note_reminders, notes_verbales, participation, silence_clock
from drafting.services.scope import meeting_scope
from tests import acts, rulings, silence
from tests.factories import NOW, World

DAY = timedelta(days=1)
FORTNIGHT = timedelta(days=14)
HOUR = timedelta(hours=1)


def row(it: World, code: str) -> Participation:
    with it.database.reading() as session:
        return session.get_one(Participation, (it.draft, it.parties[code]))


def reminded(it: World) -> list[tuple[str, int, str]]:
    """(code, number, capacity) of each reminder in the record."""
    codes = {party: code for code, party in it.parties.items()}
    found = rulings.entries(it, "note awaited")
    return [(codes[entry.payload["party"]], entry.payload["number"], entry.capacity) for entry in found]


def told(it: World) -> list[tuple[str | None, str]]:
    """(code of the State, e-mail) of each notice that belongs to no run, in the order of the entries."""
    codes = {party: code for code, party in it.parties.items()}
    with it.database.reading() as session:
        query = select(Notice).where(Notice.run_id.is_(None)).order_by(Notice.seq, Notice.id)
        return [(codes.get(found.party_id), found.email) for found in session.scalars(query)]


def strike(it: World, now, limit: int = 50) -> int:
    return silence.clock_strikes(it, now, limit)


def next_due(it: World):
    with it.database.reading() as session:
        return silence_clock.next_due(session)


def remind(it: World, code: str = "ZAB", *, who: str = "office", now=NOW, form: str = "") -> None:
    party = it.parties[code]
    facts = {"token": form or acts.token(), "now": now}
    acts.act(it, who, lambda session, scope: note_reminders.remind(session, scope, party, **facts), now)


def enter(it: World, code: str = "ZAB", *, now=NOW, draft: bool = True, run: int | None = None) -> None:
    paper = notes_verbales.Paper(
        party=it.parties[code],
        reference="No. 17/2026",
        dated=date(2026, 6, 4),
        received_at=now,
        zone="Asia/Almaty",
        about="The Ministry joins.",
        draft=it.draft if draft else None,
        run=run,
        answer="no objection" if run else "",
    )
    with it.database.writing() as session:
        scope = meeting_scope(session, it.people["office"], it.meeting, now)
        notes_verbales.register(session, scope, paper, token=acts.token(), now=now)


def stated(session, scope, party, facts):
    participation.state_participation(session, scope, party, **facts)


def days(it: World, number: int) -> None:
    with it.database.writing() as session:
        session.execute(update(Process).values(note_reminder_days=number))
