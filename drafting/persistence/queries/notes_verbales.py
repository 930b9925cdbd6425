"""The register of notes verbales, and what a note may be about."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drafting.persistence.records import Draft, NoteVerbale, Participation, Person, SilenceRun

# Delegations are not shown a text that is still prepared, so no note can be about one.
_CIRCULATED = Draft.phase != "preparing"


class Registered(NamedTuple):
    """A note with the person who entered it, and the draft and the run it is about."""

    note: NoteVerbale
    person: Person
    draft: Draft | None
    run: SilenceRun | None


class Awaited(NamedTuple):
    """A party of which a note verbale about the draft is awaited, as it is stated."""

    draft: Draft
    row: Participation


def by_token(session: Session, meeting_id: int, token: str) -> NoteVerbale | None:
    return session.scalar(select(NoteVerbale).where(NoteVerbale.meeting_id == meeting_id, NoteVerbale.token == token))


def newest_number(session: Session, meeting_id: int) -> int:
    """0 while the register is empty."""
    return session.scalar(select(func.max(NoteVerbale.number)).where(NoteVerbale.meeting_id == meeting_id)) or 0


def register(session: Session, meeting_id: int, parties: Collection[int] | None = None) -> list[Registered]:
    """In order of number, without the scans; parties: only theirs, None for everybody's."""
    query = (
        select(NoteVerbale, Person, Draft, SilenceRun)
        .join(Person, Person.id == NoteVerbale.person_id)
        .outerjoin(Draft, Draft.id == NoteVerbale.draft_id)
        .outerjoin(SilenceRun, SilenceRun.id == NoteVerbale.run_id)
        .where(NoteVerbale.meeting_id == meeting_id)
        .order_by(NoteVerbale.number)
    )
    if parties is not None:
        query = query.where(NoteVerbale.party_id.in_(parties))
    return [Registered(*row) for row in session.execute(query)]


def note(session: Session, meeting_id: int, number: int) -> NoteVerbale | None:
    return session.scalar(select(NoteVerbale).where(NoteVerbale.meeting_id == meeting_id, NoteVerbale.number == number))


def scan(session: Session, note_id: int) -> bytes | None:
    return session.scalar(select(NoteVerbale.scan).where(NoteVerbale.id == note_id))


def drafts(session: Session, meeting_id: int) -> list[Draft]:
    """What a note may be about: every draft that delegations have seen."""
    return list(session.scalars(select(Draft).where(Draft.meeting_id == meeting_id, _CIRCULATED).order_by(Draft.id)))


def runs(session: Session, draft_ids: Collection[int], gone: Collection[str]) -> list[SilenceRun]:
    """The runs of these drafts in another state than `gone`; one that is over still gets late answers."""
    query = select(SilenceRun).where(SilenceRun.draft_id.in_(draft_ids), SilenceRun.state.not_in(gone))
    return list(session.scalars(query.order_by(SilenceRun.draft_id, SilenceRun.number)))


def awaited(session: Session, meeting_id: int) -> list[Awaited]:
    """Parties recorded as answering by note verbale of which no note about the draft was registered since."""
    query = (
        select(Draft, Participation)
        .join(Participation, Participation.draft_id == Draft.id)
        .where(Draft.meeting_id == meeting_id, _CIRCULATED, Participation.awaited_since.is_not(None))
        .order_by(Draft.id)
    )
    return [Awaited(*row) for row in session.execute(query)]
