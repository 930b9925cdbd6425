"""What a copy that came back changes in the draft as it stands now, change by change, before anything is made of it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy.orm import Session

from drafting.domain import record as books
from drafting.domain import returned, returned_findings
from drafting.domain.returned import Copy, Finding, Standing
from drafting.persistence.queries import drafts, outline, proposals
from drafting.persistence.queries import record as record_queries
from drafting.persistence.queries import returned_copies as queries
from drafting.persistence.records import Entry, Party, Proposal, ReturnedCopy
from drafting.services import copy_authors, remarks
from drafting.services.draft_page import LIVE, note_numbers
from drafting.services.outline import spoken_labels
from drafting.services.scope import DraftScope

# Whose an author's changes are when they are left out, and when they are those of each delegation that the name lists.
NOBODY, EACH = 0, -1


@dataclass(frozen=True)
class Change:
    """A change that the copy makes, and what may become of it.

    key: names it in forms as long as the copy says the same; party: whose it would be, None until somebody says; seat:
    the paragraph as it stands now, with its label as it is said; made: the proposal that was made of it; said: the
    entry of the remark that was made of it; became: what became of either as far as this viewer may know it, "" for
    neither; parted: whether what it was one act with cannot be proposed; twin: a proposal of the same party that asks
    for the same.
    """

    key: str
    finding: Finding
    party: Party | None
    seat: drafts.Line
    made: Proposal | None = None
    said: Entry | None = None
    became: str = ""
    parted: bool = False
    twin: proposals.Shown | None = None

    @property
    def is_done(self) -> bool:
        """Whether it became a proposal or a remark."""
        return self.made is not None or self.said is not None

    @property
    def is_remark(self) -> bool:
        """Whether it is a comment that changes no words: a remark to be made, or nothing."""
        return self.finding.kind == "comment"

    @property
    def is_open(self) -> bool:
        """Whether a proposal, or a remark, can be made of it now."""
        return not self.is_done and not self.finding.refused and not self.parted

    @property
    def is_offered(self) -> bool:
        """Whether its box is ticked when the page opens: nothing about it needs a second look."""
        return self.is_open and self.finding.is_clear and self.twin is None

    @property
    def before(self) -> str:
        """What its words are compared with: the text as it is now, nothing for a new paragraph."""
        return self.finding.base if self.finding.kind == "label" else self.finding.now


@dataclass(frozen=True)
class Author:
    """Somebody who wrote in the file. changes: how many paragraphs bear the name; whose: id of the party that they are
    taken for, `NOBODY`, `EACH`, None for the party of the whole copy; guess: the same by what the name says, while
    nobody has said anything; is_list: whether the name lists delegations."""

    name: str
    changes: int
    whose: int | None
    guess: int | None = None
    is_list: bool = False

    @property
    def chosen(self) -> str:
        """As a form says it: "" for the whole file, "each", else a number."""
        chosen = self.whose if self.guess is None else self.guess
        return "" if chosen is None else "each" if chosen == EACH else str(chosen)


@dataclass(frozen=True)
class Preview:
    """A copy as it is looked at. changes: in the order of the draft; seal: of everything that the page shows; carried:
    whether the draft moved on since the copy was taken; other_party: the delegation that took it, where it is not the
    one whose changes it is said to hold; is_whole: whether all of it is shown, as its name may be then."""

    row: ReturnedCopy
    copy: Copy
    party: Party | None
    changes: tuple[Change, ...]
    authors: tuple[Author, ...]
    carried: bool
    other_party: Party | None = None
    is_whole: bool = True

    @cached_property
    def seal(self) -> str:
        shown = [
            (*_act(it), it.key, it.finding.text, it.finding.refused, it.seat.number, it.seat.state, it.became)
            for it in self.changes
        ]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:24]

    @property
    def noticed(self) -> tuple[tuple[str, str], ...]:
        """What stands beside the text: (code, detail). The header and footer of a copy that was taken here are ours."""
        if not self.is_whole:
            return ()  # Nobody knows whose words they are.
        ours = ("header-left-out", "footer-left-out") if self.copy.stamp else ()
        return tuple(it for it in self.copy.noticed if it[0] not in ours)

    def with_it(self, change: Change) -> tuple[Change, ...]:
        """What was one act with this change: the other halves of a move, a splitting, a joining."""
        return tuple(it for it in self._acts.get(_act(change), ()) if it is not change)

    @cached_property
    def _acts(self) -> Mapping[tuple[int, int], Sequence[Change]]:
        found: dict[tuple[int, int], list[Change]] = defaultdict(list)
        for it in self.changes:
            if it.finding.together:
                found[_act(it)].append(it)
        return found

    @property
    def open(self) -> tuple[Change, ...]:
        return tuple(it for it in self.changes if it.is_open)

    @property
    def made(self) -> tuple[Change, ...]:
        return tuple(it for it in self.changes if it.is_done)

    @property
    def refused(self) -> tuple[Change, ...]:
        return tuple(it for it in self.changes if not (it.is_done or it.is_open))


def preview(session: Session, scope: DraftScope, row: ReturnedCopy) -> Preview:
    """row: one that was read, as `returned_copies.find` gives it."""
    copy = returned.from_data(row.found)
    made = {it.token: it for it in queries.made_of(session, [row.id])}
    said = remarks.of_copies(session, scope, [row.ref])
    whole = is_whole(scope, row, [*(it.party_id for it in made.values()), *(it.party_id for it in said.values())])
    changes = tuple(_changes(session, scope, row, copy, made, said))
    return Preview(
        row=row,
        copy=copy,
        party=scope.parties.get(row.party_id or 0),
        changes=changes,
        authors=_authors(session, scope, row, copy) if not row.by_office or scope.actor.holds("support") else (),
        carried=bool(row.seq) and any(it.finding.carried != "same" for it in changes),
        other_party=_taken_by_another(scope, row, copy) if whole else None,
        is_whole=whole,
    )


def _changes(
    session: Session,
    scope: DraftScope,
    row: ReturnedCopy,
    copy: Copy,
    made: Mapping[str, Proposal],
    said: Mapping[str, Entry],
) -> Iterator[Change]:
    """Those that this viewer may see. made, said: what came of changes, by their tokens."""
    lines = {it.id: it for it in drafts.lines(session, scope.draft.id, scope.draft.language)}
    asked = _asked(session, scope)
    pairs = _found(session, scope, row, copy, lines)
    broken = _broken(pairs)
    labels = spoken_labels(outline.outline(session, scope.draft.id), note_numbers(lines.values()))
    for key, (party, it) in zip(_keys(row, pairs), pairs, strict=True):
        proposal, remark = made.get(token(row, key)), said.get(token(row, key))
        # What was made for one party stays its own, whoever the rest is given to since.
        whose = proposal.party_id if proposal else remark.party_id if remark else party
        if _is_shown(scope, row, whose):
            yield Change(
                key=key,
                finding=it,
                party=scope.parties.get(whose or 0),
                seat=lines[it.paragraph]._replace(label=labels[it.paragraph]),
                made=proposal,
                said=remark,
                became=_became(scope, proposal) if remark is None else "remark",
                parted=(party, it.together) in broken and not it.refused,
                twin=asked.get((party, it.paragraph, it.kind, it.text)),
            )


def is_whole(scope: DraftScope, row: ReturnedCopy, parties: Iterable[int | None]) -> bool:
    """Whether this viewer may know all that a copy holds: of a file that several wrote in, each gets its own part.

    parties: for whom something was made of this copy.
    """
    if not row.by_office or scope.actor.holds("support"):
        return True
    return not row.authors and all(it == row.party_id for it in parties)


def _became(scope: DraftScope, made: Proposal | None) -> str:
    """What becomes of a private text is its delegation's alone, whoever gave it to the delegation."""
    if made is None:
        return ""
    return made.status if made.number is not None or made.party_id == scope.actor.delegation() else "private"


def _asked(session: Session, scope: DraftScope) -> dict[tuple[int | None, int, str, str], proposals.Shown]:
    """What is proposed already, as far as this viewer may see it: (party, paragraph, kind, text)."""
    live = {it.id: it for it in proposals.of_draft(session, scope.draft.id, scope.actor.delegation(), statuses=LIVE)}
    together = [(party, live[it]) for it, party in proposals.sponsors(session, scope.draft.id) if it in live]
    pairs = [*together, *((it.party_id, it) for it in live.values())]
    return {(party, it.paragraph_id, it.kind, it.text): it for party, it in pairs}


def _is_shown(scope: DraftScope, row: ReturnedCopy, party: int | None) -> bool:
    """What others wrote into a received file is not shown to the delegation that the rest of it is given to."""
    return not row.by_office or scope.actor.holds("support") or party == scope.actor.delegation()


def _taken_by_another(scope: DraftScope, row: ReturnedCopy, copy: Copy) -> Party | None:
    code = copy.stamp.party if copy.stamp else ""
    return next((it for it in scope.parties.values() if it.code == code and it.id != row.party_id), None)


def _act(it: Change) -> tuple[int, int]:
    return it.finding.together, it.party.id if it.party else 0


def token(row: ReturnedCopy, key: str) -> str:
    """Names the proposal made of a change, so that however often it is asked for it is made once."""
    return f"{row.ref}-{key}"


def resemblance(session: Session, scope: DraftScope, copy: Copy) -> float:
    """How much a file without a stamp has in common with the draft as it stands, 0 to 1."""
    lines = {it.id: it for it in drafts.lines(session, scope.draft.id, scope.draft.language)}
    return returned_findings.resemblance(copy, stood(session, scope, 0, lines))


def count(session: Session, scope: DraftScope, row: ReturnedCopy, copy: Copy) -> dict[str, int]:
    """How many changes of a copy can be proposed ("open"), how many of its comments can be remarks ("remarks"), and how
    many of both can be neither ("refused")."""
    lines = {it.id: it for it in drafts.lines(session, scope.draft.id, scope.draft.language)}
    pairs = _found(session, scope, row, copy, lines)
    broken = _broken(pairs)
    taken = [it for party, it in pairs if not it.refused and (party, it.together) not in broken]
    comments = sum(it.kind == "comment" for it in taken)
    return {"open": len(taken) - comments, "remarks": comments, "refused": len(pairs) - len(taken)}


# A finding with the id of the party whose it would be.
Pair = tuple[int | None, Finding]


def _found(
    session: Session, scope: DraftScope, row: ReturnedCopy, copy: Copy, lines: Mapping[int, drafts.Line]
) -> list[Pair]:
    """Of each party by itself: what several wrote into one paragraph are proposals of their own."""
    standing = stood(session, scope, row.seq, lines)
    found: list[Pair] = []
    for party, authors in _shares(scope, row, copy):
        found += [(party, it) for it in returned_findings.findings(_said_by(copy, authors), standing, authors)]
    places = {it: rank for rank, it in enumerate(lines)}
    in_order = sorted(found, key=lambda it: (places[it[1].paragraph], it[1].number))
    return list(_without_those_there(in_order, standing, lines))


def _without_those_there(
    pairs: Iterable[Pair], standing: Iterable[Standing], lines: Mapping[int, drafts.Line]
) -> Iterator[Pair]:
    """New paragraphs that came into the draft since the copy was taken, by this copy or another one, are refused."""
    known = {it.id for it in standing}
    since = Counter(it.text for it in lines.values() if it.id not in known and it.state != "deleted")
    for party, it in pairs:
        is_there = it.kind in ("insert before", "insert after") and since[it.text] > 0
        since[it.text] -= is_there
        yield party, replace(it, refused="already-there") if is_there and not it.refused else it


def _broken(pairs: Sequence[Pair]) -> set[tuple[int | None, int]]:
    """(party, number of an act) of the acts of which a part is refused."""
    return {(party, it.together) for party, it in pairs if it.together and it.refused}


def _shares(scope: DraftScope, row: ReturnedCopy, copy: Copy) -> Sequence[tuple[int | None, frozenset[str] | None]]:
    """Whose changes are whose: (party, its authors); None for the authors of a copy that is one party's altogether."""
    everybody = writers(copy)
    apart = {name: whose for name, whose in row.authors.items() if name in everybody}
    if not apart:
        return [(row.party_id, None)]
    rest = frozenset({returned.UNTRACKED, *everybody}) - apart.keys()
    shares: dict[int | None, frozenset[str]] = {row.party_id: rest}
    for name, whose in apart.items():
        for party in copy_authors.listed(scope, name) if whose == EACH else [whose]:
            if party != NOBODY:
                shares[party] = shares.get(party, frozenset()) | {name}
    return list(shares.items())


def _said_by(copy: Copy, authors: frozenset[str] | None) -> Copy:
    """The copy without the comments of anybody else: they would become reasons of this party."""
    if authors is None:
        return copy
    paragraphs = (replace(it, remarks=tuple(one for one in it.remarks if one.by in authors)) for it in copy.paragraphs)
    return replace(copy, paragraphs=tuple(paragraphs))


def stood(session: Session, scope: DraftScope, seq: int, lines: Mapping[int, drafts.Line]) -> list[Standing]:
    """The draft as it stood when the copy was taken, rebuilt from the record; as now, where nothing happened since or
    the file says no time."""
    if seq in (0, scope.draft.seq):
        return _in_order(
            Standing(it.id, it.kind, it.label, it.level, it.text, it.text, it.state)
            for it in lines.values()
            if it.state != "deleted"
        )
    entries = record_queries.entries(session, scope.draft.id, up_to=seq)
    book = books.replay((it.kind, it.party_id, it.paragraph_id, it.payload) for it in entries)
    in_order = sorted(book.paragraphs.items(), key=lambda it: it[1].place)
    return _in_order(
        Standing(
            id=key,
            kind=it.kind,
            label=it.label,
            level=it.level,
            text=it.texts[book.language][1],
            now=lines[key].text,
            state=lines[key].state,
        )
        for key, it in in_order
        if it.state != "deleted"
    )


def _in_order(found: Iterable[Standing]) -> list[Standing]:
    return sorted(found, key=lambda it: it.kind == "note")


def _keys(row: ReturnedCopy, pairs: Sequence[Pair]) -> list[str]:
    """A name for each change, made of what the copy says alone: it stays when the draft moves on."""
    seen: Counter[str] = Counter()
    keys = []
    for party, it in pairs:
        # A copy that is given to another delegation is still the same copy; an author's share is another thing.
        apart = party if party != row.party_id else None
        said = hashlib.sha256(repr((apart, it.kind, it.paragraph, it.came)).encode()).hexdigest()[:16]
        seen[said] += 1
        keys.append(f"{said}{seen[said]}")
    return keys


def writers(copy: Copy) -> tuple[str, ...]:
    """Who changed words or wrote comments in the file, sorted."""
    return tuple(sorted({*copy.authors, *copy.commenters} - {""}))


def _authors(session: Session, scope: DraftScope, row: ReturnedCopy, copy: Copy) -> tuple[Author, ...]:
    counted = Counter(name for it in copy.paragraphs for name in _wrote(it))
    names = writers(copy)
    lists = {it for it in names if row.by_office and copy_authors.listed(scope, it)}
    is_unsaid = row.by_office and not row.authors and row.party_id is None
    speaking_of = copy_authors.parties_of(session, scope, names) if is_unsaid else {}
    guessed = {it: EACH if it in lists else copy_authors.only(found) for it, found in speaking_of.items()}
    return tuple(Author(it, counted[it], row.authors.get(it), guessed.get(it), it in lists) for it in names)


def _wrote(it: returned.Came) -> set[str]:
    """Who did anything to a paragraph."""
    changed = {by for words in (*it.words, it.ends) for by in (words.inserted, words.deleted)}
    return (changed | {remark.by for remark in it.remarks}) - {""}
