"""Deadlines over several drafts at once, as plain values, in a fixed number of queries."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drafting.domain.silence import ACTIVE
from drafting.persistence.records import (
    Paragraph,
    Participation,
    Party,
    SilenceAnswer,
    SilenceEligible,
    SilenceParagraph,
    SilenceRun,
)


class Run(NamedTuple):
    """A run without what belongs to it."""

    id: int
    draft_id: int
    number: int
    subject: str
    party_id: int | None
    meaning: str
    state: str
    opens_at: datetime
    ends_at: datetime
    zone: str
    city: str
    end_of_day: bool


_RUNS = select(
    SilenceRun.id,
    SilenceRun.draft_id,
    SilenceRun.number,
    SilenceRun.subject,
    SilenceRun.party_id,
    SilenceRun.meaning,
    SilenceRun.state,
    SilenceRun.opens_at,
    SilenceRun.ends_at,
    SilenceRun.zone,
    SilenceRun.city,
    SilenceRun.end_of_day,
)


def under_way(session: Session, draft_ids: Collection[int]) -> list[Run]:
    """Those that are not over and those still prepared, the soonest deadline first."""
    where = SilenceRun.draft_id.in_(draft_ids), SilenceRun.state.in_(sorted({*ACTIVE, "draft"}))
    return _found(session, _RUNS.where(*where).order_by(SilenceRun.ends_at, SilenceRun.id))


def over(session: Session, draft_ids: Collection[int], limit: int) -> list[Run]:
    """Those that are over, the newest first, at most so many."""
    where = SilenceRun.draft_id.in_(draft_ids), SilenceRun.state.not_in(sorted({*ACTIVE, "draft"}))
    return _found(session, _RUNS.where(*where).order_by(SilenceRun.ended_at.desc(), SilenceRun.id.desc()).limit(limit))


def _found(session: Session, query: Select[*tuple[Any, ...]]) -> list[Run]:
    return [Run._make(row) for row in session.execute(query)]


def labels(session: Session, run_ids: Collection[int]) -> list[tuple[int, str, str]]:
    """(run id, kind, label) of the paragraphs in runs on chosen ones, in the order of the draft."""
    rows = session.execute(
        select(SilenceParagraph.run_id, Paragraph.kind, Paragraph.label)
        .join(Paragraph, Paragraph.id == SilenceParagraph.paragraph_id)
        .join(SilenceRun, SilenceRun.id == SilenceParagraph.run_id)
        .where(SilenceParagraph.run_id.in_(run_ids), SilenceRun.subject == "paragraphs")
        .order_by(SilenceParagraph.run_id, Paragraph.place)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def asked(session: Session, run_ids: Collection[int], party_ids: Collection[int]) -> set[tuple[int, int]]:
    """(run id, party id) where one of these parties may break silence."""
    rows = session.execute(
        select(SilenceEligible.run_id, SilenceEligible.party_id).where(
            SilenceEligible.run_id.in_(run_ids), SilenceEligible.party_id.in_(party_ids)
        )
    )
    return {(row[0], row[1]) for row in rows}


def answered(session: Session, run_ids: Collection[int], party_ids: Collection[int]) -> set[tuple[int, int]]:
    """(run id, party id) where one of these parties has said anything."""
    rows = session.execute(
        select(SilenceAnswer.run_id, SilenceAnswer.party_id).where(
            SilenceAnswer.run_id.in_(run_ids), SilenceAnswer.party_id.in_(party_ids)
        )
    )
    return {(row[0], row[1]) for row in rows}


class Awaited(NamedTuple):
    """A State in brackets with the day until which it is awaited."""

    draft_id: int
    party: Party
    meaning: str
    answer_by: datetime
    zone: str


def awaited(session: Session, draft_ids: Collection[int]) -> list[Awaited]:
    """The soonest first."""
    rows = session.execute(
        select(Participation.draft_id, Party, Participation.meaning, Participation.answer_by, Participation.zone)
        .join(Party, Party.id == Participation.party_id)
        .where(
            Participation.draft_id.in_(draft_ids),
            Participation.status == "bracketed",
            Participation.answer_by.is_not(None),
        )
        .order_by(Participation.answer_by, Party.id)
    )
    return [Awaited._make(row) for row in rows]


def notes_awaited(session: Session, draft_ids: Collection[int]) -> list[tuple[Participation, Party]]:
    """Of which States a note verbale is awaited, who has waited longest first."""
    rows = session.execute(
        select(Participation, Party)
        .join(Party, Party.id == Participation.party_id)
        .where(Participation.draft_id.in_(draft_ids), Participation.awaited_since.is_not(None))
        .order_by(Participation.awaited_since, Participation.draft_id, Party.id)
    )
    return [(row[0], row[1]) for row in rows]


def parties(session: Session, ids: Collection[int]) -> dict[int, Party]:
    return {it.id: it for it in session.scalars(select(Party).where(Party.id.in_(ids)))}
