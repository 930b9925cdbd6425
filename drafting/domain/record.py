"""The record of a draft: entries in a hash chain, and the replay of what they say.

Source: design.md "The record": append-only, gapless per draft, a second set of books against which the
tables are checked. Nothing here knows how the services keep their tables.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from drafting.domain import bracket_rulings as on_brackets
from drafting.domain import silence_book
from drafting.domain.participation import Stated, retold

FIRST = "0" * 64


def text_hash(text: str) -> str:
    """SHA-256 of the UTF-8 of a text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def wording_hash(texts: Mapping[str, str]) -> str:
    """Hash of a paragraph's texts in every language; what a position is given on.

    texts: language -> text hash or "" for none; order does not matter.
    """
    return text_hash(json.dumps(dict(sorted(texts.items())), ensure_ascii=False))


@dataclass(frozen=True)
class Entry:
    """One entry. at: aware UTC; person, party: ids or None; payload: JSON values only."""

    draft: int
    seq: int
    kind: str
    person: int
    capacity: str
    party: int | None
    paragraph: int | None
    at: datetime
    payload: Mapping[str, Any]
    previous: str


def entry_hash(entry: Entry) -> str:
    """The entry's own hash, over everything in it and the hash before it."""
    facts = {
        "draft": entry.draft,
        "seq": entry.seq,
        "kind": entry.kind,
        "person": entry.person,
        "capacity": entry.capacity,
        "party": entry.party,
        "paragraph": entry.paragraph,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "payload": entry.payload,
        "previous": entry.previous,
    }
    return text_hash(json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


@dataclass
class ParagraphBook:
    """A paragraph as the record tells it. texts: language -> (number, text)."""

    kind: str
    label: str
    level: int
    place: str
    state: str
    texts: dict[str, tuple[int, str]]

    def wording(self) -> str:
        return wording_hash({language: text_hash(text) for language, (_, text) in self.texts.items()})


@dataclass
class ProposalBook:
    """A tabled proposal as the record tells it. base: the text it was made on; decision: the Chair's reason; received:
    how it came, where the Support Office tabled it for the delegation; notes: key -> text of new footnotes that come
    with its words."""

    number: int
    kind: str
    paragraph: int
    party: int
    language: str
    base: str
    text: str
    reason: str
    status: str
    decision: str = ""
    sponsors: set[int] = field(default_factory=set)
    received: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass
class RemarkBook:
    """A remark as the record tells it, which is the only place where it is kept. wording: of the paragraph then;
    withdrawn: whether its party took it back."""

    paragraph: int
    party: int
    text: str
    wording: str
    withdrawn: bool = False


@dataclass
class Book:
    """The whole draft as the record tells it; the second set of books.

    revisions: (paragraph, language, number) -> text, every one that ever stood; reminded: how often each State was of
    its awaited note verbale; rulings: (paragraph, language) -> those
    in force on its brackets; remarks: by the number of the entry that made it; runs: no-objection runs by number; seq:
    number of the entry read last.
    """

    title: str = ""
    symbol: str = ""
    language: str = ""
    kind: str = "text"
    phase: str = ""
    revision: int = 0
    paragraphs: dict[int, ParagraphBook] = field(default_factory=dict)
    revisions: dict[tuple[int, str, int], str] = field(default_factory=dict)
    proposals: dict[str, ProposalBook] = field(default_factory=dict)
    positions: dict[tuple[int, int], tuple[str, str, str]] = field(default_factory=dict)
    participation: dict[int, Stated] = field(default_factory=dict)
    reminded: dict[int, int] = field(default_factory=dict)
    rulings: dict[tuple[int, str], tuple[on_brackets.Ruled, ...]] = field(default_factory=dict)
    remarks: dict[int, RemarkBook] = field(default_factory=dict)
    runs: silence_book.Runs = field(default_factory=dict)
    adopted_hash: str = ""
    reissues: int = 0
    seq: int = 0


# (kind, party, paragraph, payload) of an entry: all that a replay needs.
Told = tuple[str, int | None, int | None, Mapping[str, Any]]


def replay(entries: Iterable[Told]) -> Book:
    """Rebuild the draft from what its entries tell, in order of seq.

    Raises KeyError for an entry of an unknown kind or one that names what does not exist.
    """
    book = Book()
    for kind, party, paragraph, payload in entries:
        book.seq += 1
        REPLAY[kind](book, party, paragraph, payload)
    return book


Payload = Mapping[str, Any]


def _imported(book: Book, _party: int | None, _paragraph: int | None, payload: Payload) -> None:
    book.title, book.symbol, book.language = payload["title"], payload["symbol"], payload["language"]
    # Entries of before there were decisions say nothing of a kind.
    book.kind = payload.get("kind", "text")
    book.phase = "preparing"
    book.revision = 1
    for row in payload["paragraphs"]:
        _add(book, row)
    book.participation = {row["party"]: retold(row) for row in payload["participation"]}


def _add(book: Book, row: Payload) -> None:
    book.paragraphs[row["id"]] = ParagraphBook(
        kind=row["kind"],
        label=row["label"],
        level=row["level"],
        place=row["place"],
        state=row["state"],
        texts={},
    )
    _set_text(book, row["id"], row["language"], 1, row["text"])


def _set_text(book: Book, paragraph: int, language: str, number: int, text: str) -> None:
    before = book.paragraphs[paragraph].texts.get(language)
    standing = book.rulings.get((paragraph, language))
    if before and standing:
        book.rulings[paragraph, language] = on_brackets.carried(standing, before[1], text)
    book.paragraphs[paragraph].texts[language] = (number, text)
    book.revisions[paragraph, language, number] = text


def _opened(book: Book, _party: int | None, _paragraph: int | None, _payload: Payload) -> None:
    book.phase = "negotiation"


def _tabled(book: Book, party: int | None, paragraph: int | None, payload: Payload) -> None:
    if party is None or paragraph is None:
        raise KeyError("party")
    book.proposals[payload["proposal"]] = ProposalBook(
        number=payload["number"],
        kind=payload["kind"],
        paragraph=paragraph,
        party=party,
        language=payload["language"],
        base=payload["base"],
        text=payload["text"],
        reason=payload["reason"],
        status=payload["status"],
        received=payload.get("received", ""),
        notes=payload.get("notes", {}),
    )


def _sponsored(book: Book, party: int | None, _paragraph: int | None, payload: Payload) -> None:
    if party is None:
        raise KeyError("party")
    proposal = book.proposals[payload["proposal"]]
    proposal.sponsors.add(party)
    # A suggestion of an observer becomes a proposal when a participating State takes it up.
    proposal.status = "tabled"


def _decided(book: Book, _party: int | None, _paragraph: int | None, payload: Payload) -> None:
    proposal = book.proposals[payload["proposal"]]
    proposal.status, proposal.decision = payload["status"], payload.get("reason", "")


def _worded(book: Book, _party: int | None, paragraph: int | None, payload: Payload) -> None:
    before = book.paragraphs[_known(paragraph)].wording()
    _set_text(book, _known(paragraph), payload["language"], payload["number"], payload["text"])
    book.paragraphs[_known(paragraph)].state = payload["state"]
    if "participation" in payload:
        # Words that only follow a State's participation are nobody's to be asked about again.
        _carry_positions(book, _known(paragraph), before)
    _restate(book, payload)
    book.revision += 1


def _restate(book: Book, payload: Payload) -> None:
    """A bracket over several paragraphs that opens or closes anew puts others in dispute, or frees them."""
    for row in payload.get("states", ()):
        book.paragraphs[row["id"]].state = row["state"]


def _added(book: Book, _party: int | None, _paragraph: int | None, payload: Payload) -> None:
    _add(book, payload)
    _restate(book, payload)
    book.revision += 1


def _ruled(book: Book, _party: int | None, paragraph: int | None, payload: Payload) -> None:
    it = book.paragraphs[_known(paragraph)]
    if "deleted" in (it.state, payload["state"]):
        book.revision += 1
    it.state = payload["state"]
    _restate(book, payload)


def _positioned(book: Book, party: int | None, paragraph: int | None, payload: Payload) -> None:
    key = (_known(paragraph), _known(party))
    book.positions[key] = (payload["position"], payload["statement"], payload["wording"])


def _remarked(book: Book, party: int | None, paragraph: int | None, payload: Payload) -> None:
    said = RemarkBook(_known(paragraph), _known(party), payload["text"], payload["wording"])
    _ = book.paragraphs[said.paragraph]
    book.remarks[book.seq] = said


def _remark_withdrawn(book: Book, _party: int | None, _paragraph: int | None, payload: Payload) -> None:
    book.remarks[payload["remark"]].withdrawn = True


def _participates(book: Book, _party: int | None, _paragraph: int | None, payload: Payload) -> None:
    book.participation[payload["party"]] = retold(payload)


def _reminded(book: Book, _party: int | None, _paragraph: int | None, payload: Payload) -> None:
    """Only of whom something is stated a note can be awaited. Raises KeyError."""
    _ = book.participation[payload["party"]]
    book.reminded[payload["party"]] = payload["number"]


def _bracket_ruled(book: Book, _party: int | None, paragraph: int | None, payload: Payload) -> None:
    key = (_known(paragraph), payload["language"])
    places = [(start, stop) for start, stop in payload["places"]]
    parties = tuple(payload["parties"])
    before = book.rulings.get(key, ())
    book.rulings[key] = on_brackets.ruled(before, payload["ruling"], places, parties=parties, seq=book.seq)
    _restate(book, payload)


def _renumbered(book: Book, _party: int | None, _paragraph: int | None, payload: Payload) -> None:
    for row in payload["labels"]:
        book.paragraphs[row["id"]].label = row["label"]
    for row in payload["texts"]:
        before = book.paragraphs[row["id"]].wording()
        _set_text(book, row["id"], row["language"], row["number"], row["text"])
        _carry_positions(book, row["id"], before)
    book.revision += 1


def _carry_positions(book: Book, paragraph: int, before: str) -> None:
    """New numbers in its references, and names that lose their brackets, are no new wording: who spoke about the
    paragraph is not asked again."""
    after = book.paragraphs[paragraph].wording()
    for key, (position, statement, wording) in book.positions.items():
        if key[0] == paragraph and wording == before:
            book.positions[key] = (position, statement, after)


def _adopted(book: Book, _party: int | None, _paragraph: int | None, payload: Payload) -> None:
    book.phase = "adopted"
    book.adopted_hash = payload["hash"]


def _reissued(book: Book, _party: int | None, _paragraph: int | None, payload: Payload) -> None:
    for row in payload["texts"]:
        before = book.paragraphs[row["id"]].wording()
        _set_text(book, row["id"], row["language"], row["number"], row["text"])
        _carry_positions(book, row["id"], before)
    for row in payload["died"]:
        book.paragraphs[row["id"]].state = "deleted"
    book.reissues, book.adopted_hash = payload["number"], payload["hash"]
    book.revision += 1


def _answered(book: Book, party: int | None, _paragraph: int | None, payload: Payload) -> None:
    silence_book.answered(book.runs, book.seq, _known(party), payload)


def _of_run(act: Callable[[silence_book.Runs, Payload], None]) -> Callable[..., None]:
    def replayed(book: Book, _party: int | None, _paragraph: int | None, payload: Payload) -> None:
        act(book.runs, payload)

    return replayed


def _known(value: int | None) -> int:
    if value is None:
        raise KeyError("the entry names nothing")
    return value


REPLAY = {
    "draft imported": _imported,
    "draft opened": _opened,
    "proposal tabled": _tabled,
    "proposal sponsored": _sponsored,
    "proposal decided": _decided,
    "wording changed": _worded,
    "paragraph added": _added,
    "paragraph ruled": _ruled,
    "bracket ruled": _bracket_ruled,
    "position given": _positioned,
    "remark made": _remarked,
    "remark withdrawn": _remark_withdrawn,
    "participation stated": _participates,
    "note awaited": _reminded,
    "text renumbered": _renumbered,
    "draft adopted": _adopted,
    "draft reissued": _reissued,
    "silence answered": _answered,
    **{kind: _of_run(act) for kind, act in silence_book.REPLAY.items()},
}


def document_hash(paragraphs: Iterable[tuple[str, str, Mapping[str, str]]], participation: Any) -> str:
    """Hash of an adopted document: (kind, label, {language: text}) in order, and its table of participation."""
    facts = [[kind, label, dict(sorted(texts.items()))] for kind, label, texts in paragraphs]
    return text_hash(json.dumps([facts, participation], ensure_ascii=False, sort_keys=True))
