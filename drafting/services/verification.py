"""Double-entry book-keeping: recompute the chain, replay the record, compare it with the tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import record as books
from drafting.domain.errors import NotFound
from drafting.persistence.queries import consensus, drafts, proposals
from drafting.persistence.queries import record as queries
from drafting.persistence.records import Draft, Entry


@dataclass(frozen=True)
class Finding:
    """One disagreement. where: the table or the record; name: which row; problem: a short stable name."""

    where: str
    name: str
    problem: str


@dataclass(frozen=True)
class Verdict:
    draft: int
    title: str
    entries: int
    head: str
    findings: tuple[Finding, ...]


def verify(session: Session, draft_id: int) -> Verdict:
    """Check one draft. Raises NotFound."""
    located = drafts.locate(session, draft_id, lock=False)
    if located is None:
        raise NotFound
    entries = queries.entries(session, draft_id)
    findings = list(_chain(located.draft, entries))
    try:
        book = books.replay((it.kind, it.party_id, it.paragraph_id, it.payload) for it in entries)
    except (KeyError, TypeError) as err:
        findings.append(Finding("entry", str(err), "cannot be replayed"))
    else:
        findings += _compare(session, located.draft, book)
    head = entries[-1].hash if entries else ""
    return Verdict(draft_id, located.draft.title, len(entries), head, tuple(findings))


def all_drafts(session: Session) -> list[int]:
    """Numbers of every draft of the installation."""
    return drafts.all_ids(session)


def _chain(draft: Draft, entries: list[Entry]) -> Iterable[Finding]:
    previous = books.FIRST
    for expected, row in enumerate(entries, start=1):
        name = f"{row.seq}"
        if row.seq != expected:
            yield Finding("entry", name, f"number {expected} is missing")
            return
        facts = books.Entry(
            draft=row.draft_id,
            seq=row.seq,
            kind=row.kind,
            person=row.person_id,
            capacity=row.capacity,
            party=row.party_id,
            paragraph=row.paragraph_id,
            at=row.at,
            payload=row.payload,
            previous=row.previous,
        )
        if row.previous != previous:
            yield Finding("entry", name, "does not follow from the entry before it")
        if books.entry_hash(facts) != row.hash:
            yield Finding("entry", name, "was changed after it was written")
        previous = row.hash
    if draft.seq != len(entries):
        yield Finding("draft", str(draft.id), f"counts {draft.seq} entries, the record has {len(entries)}")
    if entries and draft.head_hash != previous:
        yield Finding("draft", str(draft.id), "names another newest entry than the record")


def _compare(session: Session, draft: Draft, book: books.Book) -> list[Finding]:
    found = [
        Finding("draft", str(draft.id), f"{name} is {here!r}, the record says {there!r}")
        for name, here, there in (
            ("title", draft.title, book.title),
            ("phase", draft.phase, book.phase),
            ("revision", draft.revision, book.revision),
            ("adopted hash", draft.adopted_hash, book.adopted_hash),
        )
        if here != there
    ]
    found += _compare_paragraphs(session, draft, book)
    found += _compare_texts(session, draft, book)
    found += _compare_proposals(session, draft, book)
    found += _compare_positions(session, draft, book)
    return found


def _differs(where: str, here: Mapping[Any, object], there: Mapping[Any, object]) -> list[Finding]:
    found = []
    for key in sorted(here.keys() | there.keys(), key=str):
        if key not in there:
            found.append(Finding(where, str(key), "is in no entry of the record"))
        elif key not in here:
            found.append(Finding(where, str(key), "stands in the record but not in the table"))
        elif here[key] != there[key]:
            found.append(Finding(where, str(key), "differs from the record"))
    return found


def _compare_paragraphs(session: Session, draft: Draft, book: books.Book) -> list[Finding]:
    rows = drafts.texts(session, draft.id, draft.language)
    here: Mapping[Any, object] = {
        it.paragraph.id: (
            it.paragraph.kind,
            it.paragraph.label,
            it.paragraph.level,
            it.paragraph.place,
            it.paragraph.state,
            it.paragraph.wording,
        )
        for it in rows
    }
    there: Mapping[Any, object] = {
        key: (it.kind, it.label, it.level, it.place, it.state, it.wording()) for key, it in book.paragraphs.items()
    }
    return _differs("paragraph", here, there)


def _compare_texts(session: Session, draft: Draft, book: books.Book) -> list[Finding]:
    found = [
        Finding("revision", f"{it.paragraph_id}/{it.language}/{it.number}", "its text does not give its hash")
        for it in drafts.revisions(session, draft.id)
        if books.text_hash(it.text) != it.hash
    ]
    written = {f"{it.paragraph_id}/{it.language}/{it.number}": it.text for it in drafts.revisions(session, draft.id)}
    told = {f"{key[0]}/{key[1]}/{key[2]}": text for key, text in book.revisions.items()}
    current = {
        f"{paragraph}/{language}": (it.number, it.text)
        for paragraph, language, it in drafts.all_current(session, draft.id)
    }
    standing = {
        f"{paragraph}/{language}": text
        for paragraph, it in book.paragraphs.items()
        for language, text in it.texts.items()
    }
    return found + _differs("revision", written, told) + _differs("current_text", current, standing)


def _compare_proposals(session: Session, draft: Draft, book: books.Book) -> list[Finding]:
    sponsors: dict[int, set[int]] = {}
    for proposal_id, party_id in proposals.sponsors(session, draft.id):
        sponsors.setdefault(proposal_id, set()).add(party_id)
    here: Mapping[Any, object] = {
        it.ref: books.ProposalBook(
            number=it.number or 0,
            kind=it.kind,
            paragraph=it.paragraph_id,
            party=it.party_id,
            text=it.text,
            reason=it.reason,
            status=it.status,
            sponsors=sponsors.get(it.id, set()),
        )
        for it in proposals.public(session, draft.id)
    }
    return _differs("proposal", here, dict(book.proposals))


def _compare_positions(session: Session, draft: Draft, book: books.Book) -> list[Finding]:
    held: Mapping[Any, object] = {
        f"{it.paragraph_id}/{it.party_id}": (it.kind, it.statement, it.wording)
        for it in consensus.positions(session, draft.id)
    }
    told: Mapping[Any, object] = {f"{key[0]}/{key[1]}": it for key, it in book.positions.items()}
    stated: Mapping[Any, object] = {
        it.party_id: (it.status, it.note) for it in consensus.participation(session, draft.id)
    }
    participation: Mapping[Any, object] = dict(book.participation)
    return _differs("position", held, told) + _differs("participation", stated, participation)
