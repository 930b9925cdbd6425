"""The agenda of a meeting as a page: day by day, with hours, speakers, documents and what does not fit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from drafting.domain import agenda, papers, permissions
from drafting.domain.agenda import Caution
from drafting.persistence.queries import agenda as queries
from drafting.persistence.records import AgendaItem, AgendaSpeaker, Delegate, Document, Draft, Sitting
from drafting.services import delegations, sitting_plan
from drafting.services.agenda import columns
from drafting.services.matters import seal
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Speaker:
    """delegate: where the speaker is one; then the row has no name of its own."""

    row: AgendaSpeaker
    delegate: Delegate | None


@dataclass(frozen=True)
class Line:
    """An item as the reader may see it. slot: None for an item in no sitting; number: "" for a break.

    statements: how many are listed; draft: None too where the reader may not see it; cautions, seal: empty for those
    who do not keep the agenda.
    """

    item: AgendaItem
    number: str
    slot: agenda.Slot | None
    speakers: tuple[Speaker, ...]
    documents: tuple[Document, ...]
    draft: Draft | None
    statements: int
    cautions: tuple[Caution, ...]
    seal: str


@dataclass(frozen=True)
class Part:
    """A sitting with its items."""

    sitting: Sitting
    lines: tuple[Line, ...]
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class Day:
    day: date
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Page:
    """outside: items in no sitting; cautions: about the agenda as a whole; drafts: id -> draft, of those it names."""

    days: tuple[Day, ...]
    outside: tuple[Line, ...]
    cautions: tuple[Caution, ...]
    drafts: Mapping[int, Draft]


@dataclass(frozen=True)
class _Material:
    """Everything that stands beside the items, read at once."""

    sittings: Sequence[Sitting]
    rows: Sequence[tuple[int | None, Sequence[AgendaItem]]]
    speakers: Mapping[int, Sequence[Speaker]]
    documents: Mapping[int, Sequence[Document]]
    drafts: Mapping[int, Draft]
    statements: Mapping[int, queries.Statements]
    kept: bool


def page(session: Session, scope: MeetingScope) -> Page:
    """The whole agenda, in a number of queries that does not grow with it."""
    it = _material(session, scope)
    values = [(sitting, [_value(row, it) for row in rows]) for sitting, rows in it.rows]
    everything = [item for _, items in values for item in items]
    numbers = agenda.numbers(everything)
    by_sitting = {one.id: _sitting(one) for one in it.sittings}
    found: dict[int | None, tuple[Line, ...]] = {}
    for (sitting, items), (_, rows) in zip(values, it.rows, strict=True):
        slots = agenda.schedule(items, by_sitting[sitting]) if sitting is not None else [None] * len(items)
        told = agenda.cautions(items, by_sitting[sitting]) if sitting is not None else _outside(items)
        found[sitting] = tuple(
            _line(row, numbers[row.id], slot, it, told) for row, slot in zip(rows, slots, strict=True)
        )
    cautions = _cautions(session, scope, it, everything) if it.kept else ()
    parts = [
        Part(one, found[one.id], tuple(caution for caution in cautions if caution.sitting == one.id))
        for one in it.sittings
    ]
    days = groupby(parts, key=lambda part: sitting_plan.day_of(part.sitting, scope))
    return Page(
        days=tuple(Day(day, tuple(group)) for day, group in days),
        outside=found[None],
        cautions=tuple(caution for caution in cautions if caution.sitting is None),
        drafts=it.drafts,
    )


def ordered_items(session: Session, meeting_id: int) -> list[tuple[AgendaItem, str]]:
    """Every item in its order with its number as printed, "" for a break."""
    rows = columns(queries.sittings(session, meeting_id), queries.items(session, meeting_id))
    items = [it for _, inside in rows for it in inside]
    found = agenda.numbers(agenda.Item(it.id, it.kind, label=it.label) for it in items)
    return [(it, found[it.id]) for it in items]


def numbers(session: Session, meeting_id: int) -> dict[int, str]:
    """Item -> its number as printed, for other pages that name items."""
    return {it.id: number for it, number in ordered_items(session, meeting_id)}


def _material(session: Session, scope: MeetingScope) -> _Material:
    meeting, reader = scope.meeting.id, scope.reader()
    speakers: dict[int, list[Speaker]] = defaultdict(list)
    for row, delegate in queries.speakers(session, meeting):
        if delegate is None or delegations.is_told_of(scope, delegate):
            speakers[row.item_id].append(Speaker(row, delegate))
    documents: dict[int, list[Document]] = defaultdict(list)
    for it in queries.documents(session, meeting):
        withdrawn = it.withdrawn_at is not None
        if it.item_id and not withdrawn and papers.is_shown(reader, it.access, it.party_id, withdrawn=False):
            documents[it.item_id].append(it)
    sittings = queries.sittings(session, meeting)
    return _Material(
        sittings=sittings,
        rows=columns(sittings, queries.items(session, meeting)),
        speakers=speakers,
        documents=documents,
        drafts={it.id: it for it in queries.drafts(session, meeting) if _is_seen(scope, it)},
        statements=queries.statements(session, meeting),
        kept=scope.may("keep agenda"),
    )


def _is_seen(scope: MeetingScope, draft: Draft) -> bool:
    return permissions.may(scope.actor, "see draft", permissions.Subject(phase=draft.phase))


def _value(row: AgendaItem, it: _Material) -> agenda.Item:
    listed = it.statements.get(row.id)
    return agenda.Item(
        id=row.id,
        kind=row.kind,
        minutes=row.minutes,
        fixed=row.starts_at,
        label=row.label,
        draft=row.draft_id,
        papers=len(it.documents.get(row.id, ())),
        seconds=listed.seconds if listed else 0,
    )


def _sitting(row: Sitting) -> agenda.Sitting:
    return agenda.Sitting(row.id, row.starts_at, row.ends_at)


def _outside(items: Sequence[agenda.Item]) -> tuple[Caution, ...]:
    return tuple(caution for it in items for caution in (Caution("outside", it.id), *agenda.of_item(it)))


def _line(row: AgendaItem, number: str, slot: agenda.Slot | None, it: _Material, told: Sequence[Caution]) -> Line:
    listed = it.statements.get(row.id)
    return Line(
        item=row,
        number=number,
        slot=slot,
        speakers=tuple(it.speakers.get(row.id, ())),
        documents=tuple(it.documents.get(row.id, ())),
        draft=it.drafts.get(row.draft_id or 0),
        statements=listed.listed if listed else 0,
        cautions=tuple(one for one in told if one.item == row.id) if it.kept else (),
        seal=seal(row) if it.kept else "",
    )


def _cautions(
    session: Session, scope: MeetingScope, it: _Material, items: Sequence[agenda.Item]
) -> tuple[Caution, ...]:
    """About the sittings, and about the agenda as a whole."""
    meeting = scope.meeting
    negotiated = [one.id for one in it.drafts.values() if one.kind == "text" and one.phase == "negotiation"]
    days = [(one.id, sitting_plan.day_of(one, scope)) for one in it.sittings]
    term = queries.last_term_ends(session, scope.process.id)
    following = queries.next_meeting_on(session, meeting)
    return (
        *agenda.of_sittings([_sitting(one) for one in it.sittings], days, meeting.starts_on, meeting.ends_on),
        *agenda.of_meeting(items, negotiated),
        *agenda.of_election(items, term, following),
    )
