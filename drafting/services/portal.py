"""The pages of the public archive, as far as their reader is admitted. What is not the reader's is not there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import membership, notes
from drafting.domain.errors import NotFound
from drafting.domain.order import english_key
from drafting.domain.readership import Readership
from drafting.persistence.queries import portal as queries
from drafting.persistence.records import (
    AgendaItem,
    Document,
    DocumentVersion,
    Instrument,
    Meeting,
    Membership,
    Party,
    PartyName,
    Process,
    Publication,
)


@dataclass(frozen=True)
class Member:
    """A party on a day. group: of `membership.GROUPS`; names: of that day; since: None where it is not told."""

    group: str
    names: membership.Names
    since: date | None


@dataclass(frozen=True)
class Text:
    """An adopted document. issues: its newest issue in each language."""

    document: Document
    issues: tuple[Publication, ...]


@dataclass(frozen=True)
class ProcessPage:
    """members: by group, each in English alphabetical order; chair: of today; on: the day that the members are of."""

    process: Process
    instruments: tuple[Instrument, ...]
    chair: queries.Term | None
    on: date
    members: Mapping[str, tuple[Member, ...]]
    meetings: tuple[Meeting, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Files:
    """A paper with its newest file in each language."""

    document: Document
    files: tuple[DocumentVersion, ...]


@dataclass(frozen=True)
class MeetingPage:
    """papers: by item of the agenda, None for those of no item; advice: by theme."""

    process: Process
    meeting: Meeting
    papers: tuple[tuple[AgendaItem | None, tuple[Files, ...]], ...]
    texts: tuple[Text, ...]
    advice: Mapping[int, tuple[queries.Advice, ...]]


@dataclass(frozen=True)
class DocumentPage:
    """One issue of an adopted document. meeting: that adopted it, if the reader may know of it; newer: the newest issue
    in this language where it is another one; issues: every one, by version; note_numbers: as displayed, by key."""

    process: Process
    document: Document
    meeting: Meeting | None
    issue: Publication
    newer: Publication | None
    issues: tuple[Publication, ...]
    blocks: tuple[dict[str, Any], ...]
    note_numbers: Mapping[str, int]

    @property
    def earlier(self) -> list[Publication]:
        own = [it for it in self.issues if it.language == self.issue.language and it.version < self.issue.version]
        return own[::-1]


def processes(session: Session, who: Readership) -> list[Process]:
    return sorted(queries.processes(session, who), key=lambda it: english_key(it.name_en))


def process(session: Session, who: Readership, slug: str) -> Process:
    """Raises NotFound."""
    found = queries.process(session, who, slug)
    if found is None:
        raise NotFound
    return found


def process_page(session: Session, who: Readership, slug: str, *, today: date, on: date) -> ProcessPage:
    """Raises NotFound."""
    it = process(session, who, slug)
    return ProcessPage(
        process=it,
        instruments=tuple(queries.instruments(session, it.id)),
        chair=queries.chair(session, it.id, today),
        on=on,
        members=_by_group(_members(session, it.id, on)),
        meetings=tuple(queries.meetings(session, who, it.id)),
        texts=_texts(queries.publications(session, who, it.id)),
    )


def _members(session: Session, process_id: int, on: date) -> list[tuple[str, Member]]:
    """(what it sorts by, member) of everybody who belonged to the Process on a day, as it was called then."""
    parties = queries.parties(session, process_id)
    memberships = queries.memberships(session, process_id)
    names = queries.former_names(session, process_id)
    return [row for it in parties for row in _on(it, memberships, names, on)]


def _on(
    party: Party, memberships: Sequence[Membership], names: Sequence[PartyName], on: date
) -> Iterator[tuple[str, Member]]:
    spells = [membership.Spell(it.status, it.since, it.until) for it in memberships if it.party_id == party.id]
    # Of a party without a history only today is known.
    spell = membership.spell_on(spells, on) if spells else membership.Spell(party.status, None)
    if spell is None or spell.status not in ("participating", "observer"):
        return
    former = [membership.Former(_names(it), it.since, it.until) for it in names if it.party_id == party.id]
    called = membership.names_on(_names(party), former, on)
    key = party.sort_key if party.sort_key and called.name_en == party.name_en else called.name_en
    yield english_key(key), Member(membership.group_of(spell.status, party.category), called, spell.since)


def _names(it: Party | PartyName) -> membership.Names:
    return membership.Names(it.name_en, it.name_ru, it.long_en, it.long_ru)


def _by_group(members: Iterable[tuple[str, Member]]) -> dict[str, tuple[Member, ...]]:
    ordered = [it for _, it in sorted(members, key=lambda row: row[0])]
    groups = {group: tuple(it for it in ordered if it.group == group) for group in membership.GROUPS}
    return {group: found for group, found in groups.items() if found}


def _texts(issued: Iterable[queries.Issued]) -> tuple[Text, ...]:
    found: dict[int, list[queries.Issued]] = {}
    for it in issued:
        found.setdefault(it.document.id, []).append(it)
    return tuple(Text(rows[0].document, tuple(it.publication for it in rows)) for rows in found.values())


def meeting_page(session: Session, who: Readership, process_slug: str, slug: str) -> MeetingPage:
    """Raises NotFound."""
    of = process(session, who, process_slug)
    meeting = queries.meeting(session, who, of.id, slug=slug)
    if meeting is None:
        raise NotFound
    advice: dict[int, list[queries.Advice]] = {}
    for it in queries.advice(session, meeting.id):
        advice.setdefault(it.group.id, []).append(it)
    return MeetingPage(
        process=of,
        meeting=meeting,
        papers=_papers(session, who, meeting.id),
        texts=_texts(queries.publications(session, who, of.id, meeting_id=meeting.id)),
        advice={key: tuple(rows) for key, rows in advice.items()},
    )


def _papers(
    session: Session, who: Readership, meeting_id: int
) -> tuple[tuple[AgendaItem | None, tuple[Files, ...]], ...]:
    rows = queries.papers(session, who, meeting_id)
    newest = {(it.document_id, it.language): it for it in queries.files(session, [row.document.id for row in rows])}
    items: dict[int | None, tuple[AgendaItem | None, list[Files]]] = {}
    for document, item in rows:
        files = tuple(it for (key, _), it in newest.items() if key == document.id)
        _, papers = items.setdefault(item.id if item else None, (item, []))
        papers.append(Files(document, files))
    return tuple((item, tuple(papers)) for item, papers in items.values())


def meetings(session: Session, who: Readership, slug: str) -> tuple[Process, list[Meeting]]:
    """A Process with its meetings, the newest first. Raises NotFound."""
    of = process(session, who, slug)
    return of, queries.meetings(session, who, of.id)


@dataclass(frozen=True)
class Addresses:
    """Everything in the archive that has a page: Processes, their meetings, every issue of their documents."""

    processes: tuple[Process, ...]
    meetings: tuple[tuple[Process, Meeting], ...]
    issues: tuple[queries.Issued, ...]


def addresses(session: Session, who: Readership) -> Addresses:
    return Addresses(
        tuple(queries.processes(session, who)),
        tuple(queries.every_meeting(session, who)),
        tuple(queries.every_issue(session, who)),
    )


def document_page(
    session: Session, who: Readership, process_slug: str, slug: str, *, language: str, version: int | None = None
) -> DocumentPage:
    """A version of an adopted document, the newest if none is named; in another language where there is none in this.

    Raises NotFound.
    """
    of = process(session, who, process_slug)
    issued = queries.issues(session, who, of.id, slug)
    found = [it for it in issued if version in (None, it.publication.version)]
    if not found:
        raise NotFound
    own = [it for it in found if it.publication.language == language] or found
    issue, document = own[-1].publication, own[-1].document
    blocks = queries.blocks(session, issue.id)
    issues = tuple(it.publication for it in issued)
    newest = [it for it in issues if it.language == issue.language][-1]
    return DocumentPage(
        process=of,
        document=document,
        meeting=queries.meeting(session, who, of.id, number=issue.meeting_id),
        issue=issue,
        newer=newest if newest.id != issue.id else None,
        issues=issues,
        blocks=tuple(blocks),
        note_numbers=notes.numbers(it["text"] for it in blocks if it["kind"] != "note"),
    )


def paper_file(
    session: Session, who: Readership, process_slug: str, document_id: int, language: str
) -> tuple[str, str, bytes]:
    """(name, media type, bytes) of a paper. Raises NotFound."""
    of = process(session, who, process_slug)
    document = queries.paper(session, who, of.id, document_id)
    found = queries.file(session, document.id, language) if document else None
    if found is None:
        raise NotFound
    return found
