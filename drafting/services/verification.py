"""Double-entry book-keeping: recompute the chain, replay the record, compare it with the tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import record as books
from drafting.domain.errors import NotFound, WrongState
from drafting.persistence.queries import consensus, drafts, proposals
from drafting.persistence.queries import record as queries
from drafting.persistence.records import Draft, Entry
from drafting.services import participation, ruled_brackets, silence_books
from drafting.services.adoption import adopted_hash
from drafting.services.record import facts

MISSING = "is missing"
UNCHAINED = "does not follow from the entry before it"
CHANGED = "was changed after it was written"
UNREADABLE = "cannot be replayed"
UNTOLD = "is in no entry of the record"
GONE = "stands in the record but not in the table"
DIFFERS = "differs from the record"
FALSE_HASH = "does not give its hash"


@dataclass(frozen=True)
class Finding:
    """One disagreement.

    where: the table, or "entry" for the record itself; name: which row, or which field of the draft; problem: one of
    the sentences above.
    """

    where: str
    name: str
    problem: str


@dataclass(frozen=True)
class Verdict:
    """head: hash of the newest entry; findings: none when the chain is intact and the books agree."""

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
    findings = [*_chain(located.draft, entries), *_books(session, located.draft, entries)]
    head = entries[-1].hash if entries else ""
    return Verdict(draft_id, located.draft.title, len(entries), head, tuple(findings))


def all_drafts(session: Session) -> list[int]:
    """Numbers of every draft of the installation."""
    return drafts.all_ids(session)


def _chain(draft: Draft, entries: list[Entry]) -> Iterator[Finding]:
    expected, previous = 1, books.FIRST
    for row in entries:
        yield from _gap(expected, row.seq - 1)
        # Behind a gap nothing can be said about what came before.
        if row.seq == expected and row.previous != previous:
            yield Finding("entry", str(row.seq), UNCHAINED)
        if books.entry_hash(facts(row)) != row.hash:
            yield Finding("entry", str(row.seq), CHANGED)
        expected, previous = row.seq + 1, row.hash
    yield from _gap(expected, draft.seq)
    newest = entries[-1] if entries else None
    if newest and (newest.seq > draft.seq or newest.hash != draft.head_hash or newest.at != draft.changed_at):
        yield Finding("draft", "newest entry", DIFFERS)


def _gap(first: int, last: int) -> Iterator[Finding]:
    if first <= last:
        yield Finding("entry", str(first) if first == last else f"{first}–{last}", MISSING)


def _books(session: Session, draft: Draft, entries: list[Entry]) -> list[Finding]:
    read: list[Entry] = []

    def told() -> Iterator[books.Told]:
        for it in entries:
            read.append(it)
            yield it.kind, it.party_id, it.paragraph_id, it.payload

    try:
        book = books.replay(told())
    except (AttributeError, KeyError, TypeError, WrongState):
        # A payload of another shape than its kind has: nothing after it can be compared.
        return [Finding("entry", str(read[-1].seq), UNREADABLE)]
    return [
        *_compare_draft(session, draft, book, entries),
        *_compare_paragraphs(session, draft, book),
        *_compare_texts(session, draft, book),
        *_compare_proposals(session, draft, book),
        *_compare_positions(session, draft, book),
        *_compare_rulings(session, draft, book),
        *_differs("silence_run", silence_books.tables(session, draft.id, book.runs), dict(book.runs)),
    ]


def _compare_draft(session: Session, draft: Draft, book: books.Book, entries: list[Entry]) -> Iterator[Finding]:
    adoption = next((it for it in entries if it.kind == "draft adopted"), None)
    newest = next((it for it in reversed(entries) if it.kind in ("draft adopted", "draft reissued")), None)
    for name, here, there in (
        ("title", draft.title, book.title),
        ("symbol", draft.symbol, book.symbol),
        ("language", draft.language, book.language),
        ("kind", draft.kind, book.kind),
        ("phase", draft.phase, book.phase),
        ("revision", draft.revision, book.revision),
        ("number of proposals", draft.proposals_tabled, len(book.proposals)),
        ("time of adoption", draft.adopted_at, adoption.at if adoption else None),
        ("hash of the adopted text", draft.adopted_hash, book.adopted_hash),
        ("number of reissues", draft.reissues, book.reissues),
    ):
        if here != there:
            yield Finding("draft", name, DIFFERS)
    # What was adopted stands in the record; what is in force now is what was issued last.
    if newest and adopted_hash(session, draft, newest.payload.get("participation")) != book.adopted_hash:
        yield Finding("draft", "adopted text", FALSE_HASH)


def _differs(where: str, here: Mapping[Any, object], there: Mapping[Any, object]) -> list[Finding]:
    found = []
    for key in sorted(here.keys() | there.keys(), key=str):
        if key not in there:
            found.append(Finding(where, str(key), UNTOLD))
        elif key not in here:
            found.append(Finding(where, str(key), GONE))
        elif here[key] != there[key]:
            found.append(Finding(where, str(key), DIFFERS))
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
    rows = {f"{it.paragraph_id}/{it.language}/{it.number}": it for it in drafts.revisions(session, draft.id)}
    found = [Finding("revision", key, FALSE_HASH) for key, it in rows.items() if books.text_hash(it.text) != it.hash]
    written = {key: it.text for key, it in rows.items()}
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
    rows = proposals.public(session, draft.id)
    bases = drafts.revision_texts(session, [it.base_revision_id for it in rows])
    here: Mapping[Any, object] = {
        it.ref: books.ProposalBook(
            number=it.number or 0,
            kind=it.kind,
            paragraph=it.paragraph_id,
            party=it.party_id,
            language=it.language,
            base=bases[it.base_revision_id],
            text=it.text,
            reason=it.reason,
            status=it.status,
            decision=it.decision,
            received=it.received,
            notes=it.new_notes,
            sponsors=sponsors.get(it.id, set()),
        )
        for it in rows
    }
    return _differs("proposal", here, dict(book.proposals))


def _compare_positions(session: Session, draft: Draft, book: books.Book) -> list[Finding]:
    held: Mapping[Any, object] = {
        f"{it.paragraph_id}/{it.party_id}": (it.kind, it.statement, it.wording)
        for it in consensus.positions(session, draft.id)
    }
    told: Mapping[Any, object] = {f"{key[0]}/{key[1]}": it for key, it in book.positions.items()}
    stated: Mapping[Any, object] = {
        it.party_id: (participation.stated(it), it.reminded) for it in consensus.participation(session, draft.id)
    }
    told_of: Mapping[Any, object] = {key: (it, book.reminded.get(key, 0)) for key, it in book.participation.items()}
    return _differs("position", held, told) + _differs("participation", stated, told_of)


def _compare_rulings(session: Session, draft: Draft, book: books.Book) -> list[Finding]:
    """Those on the brackets of a paragraph, as one: of the rulings in force each must stand where its bracket does."""
    in_force = ruled_brackets.in_force(session, draft.id).items()
    here: Mapping[Any, object] = {f"{paragraph}/{language}": rulings for (paragraph, language), rulings in in_force}
    there: Mapping[Any, object] = {f"{key[0]}/{key[1]}": rulings for key, rulings in book.rulings.items() if rulings}
    return _differs("bracket_ruling", here, there)
