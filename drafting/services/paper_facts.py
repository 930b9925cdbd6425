"""Everything that the papers of a meeting are drawn up from, read once and told in each language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from drafting import world
from drafting.documents.papers import values
from drafting.documents.tree import Block, Kind
from drafting.domain import agenda, participants
from drafting.domain.participation_report import Reported, english, russian
from drafting.persistence.queries import delegations as delegation_queries
from drafting.persistence.queries import groups as group_queries
from drafting.persistence.queries import papers as queries
from drafting.persistence.queries import processes
from drafting.persistence.records import Delegate, Document, DocumentVersion, Draft, Participation, Party, Speech
from drafting.services import groups
from drafting.services.participation import stated
from drafting.services.scope import MeetingScope


@dataclass(frozen=True)
class Told:
    """What only the pages know how to say, in a language that is not the reader's.

    until: the day or hour until which a State in brackets is awaited (instant, zone, language); addressed: to whom a
    recommendation is made (view, language).
    """

    until: Callable[[datetime, str, str], str]
    addressed: Callable[[groups.View, str], str]


@dataclass(frozen=True)
class Source:
    """The rows, read in a fixed number of queries. texts: draft -> its blocks; papers: those edited as drafts, by
    kind, not withdrawn."""

    scope: MeetingScope
    rows: queries.Rows
    parties: Mapping[int, Party]
    decided: Mapping[int, str]
    groups: tuple[groups.Group, ...]
    participation: Mapping[int, Mapping[int, Participation]]
    texts: Mapping[int, tuple[Block, ...]]
    papers: Mapping[str, Document]
    versions: tuple[DocumentVersion, ...]


def read(session: Session, scope: MeetingScope) -> Source:
    rows = queries.rows(session, scope.meeting)
    versions = tuple(queries.versions(session, scope.meeting.id))
    edited = {it.document_id for it in versions if it.draft_id}
    documents = queries.documents(session, scope.meeting.id)
    # A file that somebody distributed under the same kind is a paper of its own.
    papers = {it.kind: it for it in documents if it.withdrawn_at is None and it.id in edited}
    of = {it.id for it in rows.adopted}
    summary = papers.get("summary")
    wanted = of | {it.draft_id for it in versions if summary and it.document_id == summary.id and it.draft_id}
    parties = groups.in_order(processes.parties(session, scope.process.id))
    return Source(
        scope=scope,
        rows=rows,
        parties={it.id: it for it in parties},
        decided=delegation_queries.decided(session, scope.meeting.id),
        groups=tuple(_groups(session, scope, parties)),
        participation=queries.participation(session, of),
        texts={key: tuple(map(_block, lines)) for key, lines in queries.lines(session, wanted).items()},
        papers=papers,
        versions=versions,
    )


def _groups(session: Session, scope: MeetingScope, parties: list[Party]) -> Iterable[groups.Group]:
    own = [scope.meeting.id]
    rows = group_queries.recommendations(session, own)
    views = groups.views_of(rows, group_queries.addressees(session, own), parties)
    for it in group_queries.groups(session, own):
        yield groups.Group(it, tuple(view for view in views if view.row.group_id == it.id))


def _block(it: queries.Line) -> Block:
    return Block(cast("Kind", it.kind), it.text, it.label, it.level)


def facts(source: Source, language: str, told: Told, symbol: str = "") -> values.Facts:
    """symbol: of the paper that is drawn up from them."""
    return values.Facts(
        occasion=_occasion(source, language, symbol),
        agenda=tuple(_agenda(source, language)),
        attendees=tuple(_attendees(source, language)),
        parties=tuple(_represented(source, language)),
        planned=tuple(_speech(source, it, language) for it in source.rows.speeches if it.state in _PLANNED),
        given=tuple(_given(source, language)),
        themes=tuple(_theme(it, language, told) for it in source.groups),
        adopted=tuple(_adopted(source, language, told)),
        elected=tuple(_elected(source, language)),
        summary=_summary(source, language),
    )


_PLANNED = frozenset({"listed", "speaking", "given"})


def named(row: object, what: str, language: str) -> str:
    """A name of a row in a language, in the other one where it has none."""
    other = "en" if language == "ru" else "ru"
    return str(getattr(row, f"{what}_{language}") or getattr(row, f"{what}_{other}"))


def _occasion(source: Source, language: str, symbol: str) -> values.Occasion:
    meeting, process = source.scope.meeting, source.scope.process
    terms = [it for it in source.rows.terms if it.starts_on <= meeting.starts_on < it.ends_on]
    # Who is elected at a meeting takes the chair after it, unless nobody was in it before.
    term = min(terms, key=lambda it: it.meeting_id == meeting.id, default=None)
    texts = {it: named(meeting, it, language) for it in ("title", "theme", "venue", "host", "organisers", "funders")}
    return values.Occasion(
        language=language,
        process=named(process, "name", language),
        kind=meeting.kind,
        first=meeting.starts_on,
        last=meeting.ends_on,
        city=named(meeting, "city", language),
        zone=meeting.zone,
        symbol=symbol,
        chair=named(source.parties[term.party_id], "name", language) if term else "",
        chairing=_joined(term, ("representative", "position"), language) if term else "",
        sittings=sum(it.opened_at is not None for it in source.rows.sittings),
        **texts,
    )


def _joined(row: object, what: Iterable[str], language: str) -> str:
    return ", ".join(said for it in what if (said := named(row, it, language)))


def _agenda(source: Source, language: str) -> Iterable[values.Item]:
    """Sitting by sitting with the planned hours; what stands in no sitting comes last, without an hour."""
    items = source.rows.items
    order = {it.id: at for at, it in enumerate(source.rows.sittings)}
    ranked = sorted(items, key=lambda it: (order.get(it.sitting_id or 0, len(order)), it.place, it.id))
    plain = {it.id: agenda.Item(it.id, it.kind, it.minutes, it.starts_at, it.label) for it in items}
    labels = agenda.numbers(plain[it.id] for it in ranked)
    slots = {
        slot.item.id: slot
        for sitting in source.rows.sittings
        for slot in agenda.schedule(
            [plain[it.id] for it in ranked if it.sitting_id == sitting.id],
            agenda.Sitting(sitting.id, sitting.starts_at, sitting.ends_at),
        )
    }
    people = {it.id: it for it in source.rows.delegates}
    zone = ZoneInfo(source.scope.meeting.zone)
    for it in ranked:
        slot = slots.get(it.id)
        spoken = [row for row in source.rows.speakers if row.item_id == it.id]
        yield values.Item(
            id=it.id,
            label=labels[it.id],
            kind=it.kind,
            title=named(it, "title", language),
            note=named(it, "note", language),
            starts=slot.starts.astimezone(zone) if slot else None,
            ends=slot.ends.astimezone(zone) if slot else None,
            speakers=tuple((row.role, _speaker(row, people, language)) for row in spoken),
        )


def _speaker(row: Any, people: Mapping[int, Delegate], language: str) -> str:
    return _person(people[row.delegate_id], language) if row.delegate_id else named(row, "name", language)


def _person(it: Delegate, language: str) -> str:
    """ "H.E. Ms Ingrith Solveng, Minister"."""
    titled = " ".join(part for part in (named(it, "title", language), named(it, "name", language)) if part)
    position = named(it, "position", language)
    return f"{titled}, {position}" if position else titled


def _category(party: Party) -> participants.Category:
    return participants.category_of(party.kind, party.category, party.status)


def _attendees(source: Source, language: str) -> Iterable[values.Attendee]:
    """Those whom the Office confirmed."""
    rows = {it.id: it for it in source.rows.delegates if it.state == "confirmed"}
    sections = participants.numbered(_participant(it, source.parties[it.party_id]) for it in rows.values())
    for section in sections:
        for entry in section.entries:
            it = rows[entry.participant.id]
            party = _party(source, source.parties[it.party_id], language)
            yield values.Attendee(entry.number, section.category, party, _person(it, language), it.is_head)


def _participant(it: Delegate, party: Party) -> participants.Participant:
    category = participants.category_of_member(_category(party), it.badge, is_head=it.is_head)
    name = party.sort_key or party.name_en
    return participants.Participant(it.id, party.id, name, category, it.is_head, it.place)


def _party(source: Source, party: Party, language: str) -> str:
    """The name of a delegation; an organization of civil society with its country, as the register names it."""
    code = party.country if party.kind != "state" else ""
    own = (it for it in source.parties.values() if it.code == code and it.kind == "state")
    country = next(own, None) or (world.find(code) if code else None)
    name = named(party, "name", language)
    return f"{name} ({named(country, 'name', language)})" if country else name


def _represented(source: Source, language: str) -> Iterable[values.Represented]:
    """The parties that the meeting is open to, each once; where attendance was noted, it says who came."""
    noted = source.rows.attended
    came = {it.party_id for it in source.rows.delegates if (it.id in noted if noted else it.state == "confirmed")}
    for it in source.parties.values():
        if it.id in came or participants.attends(it.status, source.decided.get(it.id, "")):
            genitive = _genitive(it) if language == "ru" else ""
            yield values.Represented(_category(it), _party(source, it, language), genitive, it.id in came)


def _genitive(party: Party) -> str:
    """Of the Russian long name: as the register has it, else as the table of the world's States."""
    known = world.find(party.iso2 or party.code) if party.kind == "state" else None
    agrees = known is not None and party.long_ru == known.long_ru
    return party.long_ru_genitive or (known.long_ru_gen if known and agrees else "")


def _given(source: Source, language: str) -> Iterable[values.Speech]:
    """In the order in which they were given."""
    given = [it for it in source.rows.speeches if it.state == "given" and it.started_at]
    return [_speech(source, it, language, given=True) for it in sorted(given, key=lambda it: (it.started_at, it.id))]


def _speech(source: Source, it: Speech, language: str, *, given: bool = False) -> values.Speech:
    people = {row.id: row for row in source.rows.delegates}
    at = it.started_at.astimezone(ZoneInfo(source.scope.meeting.zone)) if given and it.started_at else None
    person = _person(people[it.delegate_id], language) if it.delegate_id in people else ""
    party = _party(source, source.parties[it.party_id], language)
    return values.Speech(it.item_id, party, person, it.spoken if given else it.seconds, at)


def _theme(it: groups.Group, language: str, told: Told) -> values.Theme:
    asked = tuple(
        values.Asked(view.label, named(view.row, "text", language), told.addressed(view, language))
        for view in it.recommendations
    )
    return values.Theme(named(it.row, "theme", language), named(it.row, "rapporteur", language), asked)


def _adopted(source: Source, language: str, told: Told) -> Iterable[values.Adopted]:
    """Every adopted text once: in the language of the report where it was adopted in several, else in its own."""
    document = {it.draft_id: it.document_id for it in source.versions if it.draft_id}
    lists = {it.id for kind, it in source.papers.items() if kind in _OF_THE_MEETING}
    together: dict[object, list[Draft]] = {}
    for it in source.rows.adopted:
        if document.get(it.id) in lists:
            continue
        together.setdefault(document.get(it.id, f"draft {it.id}"), []).append(it)
    for drafts in together.values():
        it = next((one for one in drafts if one.language == language), drafts[0])
        kind = "mechanism" if _is_mechanism(it.title) else ""
        said = tuple(_sentences(source, it, language, told))
        yield values.Adopted(it.title, it.symbol, kind, it.language, said, source.texts.get(it.id, ()))


# An agenda that was adopted is still the agenda, and no outcome.
_OF_THE_MEETING = frozenset({"agenda", "participants", "speakers", "report", "transmittal"})


def _is_mechanism(title: str) -> bool:
    """Whether a text is the rule book of the Process, by its title."""
    return "mechanism" in title.lower() or "механизм" in title.lower()


def _sentences(source: Source, draft: Draft, language: str, told: Told) -> tuple[str, ...]:
    held = source.participation.get(draft.id, {})
    reported = [
        _reported(party, held[party.id], language, told) for party in source.parties.values() if party.id in held
    ]
    return (english if language == "en" else russian)(draft.title, reported)


def _reported(party: Party, row: Participation, language: str, told: Told) -> Reported:
    it = stated(row)
    until = told.until(it.answer_by, it.zone, language) if it.answer_by else ""
    return Reported(named(party, "name", language), it.status, until, it.meaning)


def _elected(source: Source, language: str) -> Iterable[values.Elected]:
    for it in source.rows.terms:
        if it.meeting_id == source.scope.meeting.id:
            last: date = it.ends_on - timedelta(days=1)
            yield values.Elected(named(source.parties[it.party_id], "name", language), it.starts_on, last)


def _summary(source: Source, language: str) -> tuple[Block, ...]:
    """The Chair's summary as it stands."""
    paper = source.papers.get("summary")
    found = [it.draft_id for it in source.versions if paper and it.document_id == paper.id and it.language == language]
    return source.texts.get(found[-1] or 0, ()) if found else ()
