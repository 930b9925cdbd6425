"""No-objection runs and everything that belongs to one."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from drafting.domain.silence import ACTIVE
from drafting.persistence.records import (
    Draft,
    Meeting,
    NoteVerbale,
    Paragraph,
    Revision,
    SilenceAnswer,
    SilenceContact,
    SilenceEligible,
    SilenceParagraph,
    SilenceRun,
)


def run(session: Session, draft_id: int, number: int) -> SilenceRun | None:
    return session.scalar(select(SilenceRun).where(SilenceRun.draft_id == draft_id, SilenceRun.number == number))


def runs(session: Session, draft_id: int) -> list[SilenceRun]:
    query = select(SilenceRun).where(SilenceRun.draft_id == draft_id).order_by(SilenceRun.number)
    return list(session.scalars(query))


class Glance(NamedTuple):
    """A run as a line on the page of its draft. paragraph_id: one of those that it asks about, None when it is about
    something whole or is over."""

    number: int
    subject: str
    state: str
    party_id: int | None
    opens_at: datetime
    ends_at: datetime
    zone: str
    city: str
    end_of_day: bool
    paragraph_id: int | None


_GLANCES = (
    select(
        SilenceRun.number,
        SilenceRun.subject,
        SilenceRun.state,
        SilenceRun.party_id,
        SilenceRun.opens_at,
        SilenceRun.ends_at,
        SilenceRun.zone,
        SilenceRun.city,
        SilenceRun.end_of_day,
        SilenceParagraph.paragraph_id,
    )
    .outerjoin(
        SilenceParagraph,
        (SilenceParagraph.run_id == SilenceRun.id)
        & (SilenceRun.subject == "paragraphs")
        & SilenceRun.state.in_(sorted(ACTIVE)),
    )
    .where(SilenceRun.draft_id == bindparam("draft_id"))
    .order_by(SilenceRun.number)
)


def glances(session: Session, draft_id: int) -> list[Glance]:
    """Every run of a draft, and for each active one a row for each of its paragraphs."""
    return [Glance._make(row) for row in session.execute(_GLANCES, {"draft_id": draft_id})]


def active(session: Session, draft_id: int) -> list[SilenceRun]:
    """Announced and not yet over, in order."""
    query = select(SilenceRun).where(SilenceRun.draft_id == draft_id, SilenceRun.state.in_(sorted(ACTIVE)))
    return list(session.scalars(query.order_by(SilenceRun.number)))


def by_token(session: Session, draft_id: int, token: str) -> SilenceRun | None:
    return session.scalar(select(SilenceRun).where(SilenceRun.draft_id == draft_id, SilenceRun.token == token))


def newest_number(session: Session, draft_id: int) -> int:
    return session.scalar(select(func.max(SilenceRun.number)).where(SilenceRun.draft_id == draft_id)) or 0


def paragraphs(session: Session, run_ids: Collection[int]) -> list[SilenceParagraph]:
    """Of several runs, in the order of the draft."""
    query = (
        select(SilenceParagraph)
        .join(Paragraph, Paragraph.id == SilenceParagraph.paragraph_id)
        .where(SilenceParagraph.run_id.in_(run_ids))
        .order_by(SilenceParagraph.run_id, Paragraph.place)
    )
    return list(session.scalars(query))


class Circulated(NamedTuple):
    """A paragraph with the revision that was sent round."""

    paragraph: Paragraph
    revision: Revision


def circulated(session: Session, run_id: int) -> list[Circulated]:
    query = (
        select(Paragraph, Revision)
        .join(SilenceParagraph, SilenceParagraph.paragraph_id == Paragraph.id)
        .join(Revision, Revision.id == SilenceParagraph.revision_id)
        .where(SilenceParagraph.run_id == run_id)
        .order_by(Paragraph.place)
    )
    return [Circulated(*row) for row in session.execute(query)]


def eligible(session: Session, run_ids: Collection[int]) -> list[SilenceEligible]:
    return list(session.scalars(select(SilenceEligible).where(SilenceEligible.run_id.in_(run_ids))))


def contacts(session: Session, run_id: int) -> list[SilenceContact]:
    query = select(SilenceContact).where(SilenceContact.run_id == run_id).order_by(SilenceContact.id)
    return list(session.scalars(query))


def answers(session: Session, run_ids: Collection[int]) -> list[SilenceAnswer]:
    """Of several runs, in the order of their entries."""
    query = select(SilenceAnswer).where(SilenceAnswer.run_id.in_(run_ids))
    return list(session.scalars(query.order_by(SilenceAnswer.run_id, SilenceAnswer.seq)))


def note_numbers(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Of paper notes, by id, as the register counts them."""
    query = select(NoteVerbale.id, NoteVerbale.number).where(NoteVerbale.id.in_(ids))
    return {row.id: row.number for row in session.execute(query)}


def next_due(session: Session) -> datetime | None:
    """When time alone brings something next, in the whole installation."""
    return session.scalar(select(func.min(SilenceRun.next_at)))


def lock_due(session: Session, now: datetime, limit: int) -> list[Draft]:
    """Take the locks of drafts with something due, at most so many, leaving out those that somebody holds."""
    due = select(SilenceRun.draft_id).where(SilenceRun.next_at <= now).order_by(SilenceRun.next_at).limit(limit)
    query = select(Draft).where(Draft.id.in_(due)).order_by(Draft.id).with_for_update(skip_locked=True)
    return list(session.scalars(query))


def due(session: Session, draft_ids: Sequence[int], now: datetime) -> list[SilenceRun]:
    """Read after the locks were taken: what another process recorded meanwhile is due no more."""
    query = select(SilenceRun).where(SilenceRun.draft_id.in_(draft_ids), SilenceRun.next_at <= now)
    return list(session.scalars(query.order_by(SilenceRun.draft_id, SilenceRun.number)))


def active_in_meeting(session: Session, meeting_id: int) -> list[int]:
    """Ids of the meeting's drafts that have a run which is not over, in order."""
    query = (
        select(Draft.id)
        .join(Meeting, Meeting.id == Draft.meeting_id)
        .join(SilenceRun, SilenceRun.draft_id == Draft.id)
        .where(Meeting.id == meeting_id, SilenceRun.state.in_(sorted(ACTIVE)))
        .distinct()
        .order_by(Draft.id)
    )
    return list(session.scalars(query))


def active_with_drafts(session: Session, meeting_id: int) -> list[tuple[Draft, SilenceRun]]:
    """The meeting's runs that are not over."""
    query = (
        select(Draft, SilenceRun)
        .join(SilenceRun, SilenceRun.draft_id == Draft.id)
        .where(Draft.meeting_id == meeting_id, SilenceRun.state.in_(sorted(ACTIVE)))
        .order_by(SilenceRun.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]
