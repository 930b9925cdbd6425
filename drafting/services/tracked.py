"""A draft with what is on the table tracked in it: who would insert and delete what, and what is said beside it.

Taking every change gives the text as if the Chair had accepted every proposal, in the order of their numbers; taking
none gives the text as it stands. What is not on the table as it reads here (an observer's suggestion, a proposal that
collides with a newer wording or stands in it already) is said in a comment. Source: practice.md section 9.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import cast

from sqlalchemy.orm import Session

from drafting.documents.tree import Block, Kind, PrintedBlock, Remark, Span
from drafting.domain import tracked
from drafting.persistence.queries import consensus, drafts
from drafting.persistence.records import Party
from drafting.services import seats
from drafting.services.draft_page import DraftPage, ParagraphView, ProposalView
from drafting.services.scope import DraftScope

# These stand in nobody's way, so that they are told together.
AGREEING = ("agrees", "agrees ad referendum", "no objection")
# Word keeps no longer name of an author.
_LONGEST_NAME = 255


@dataclass(frozen=True)
class Words:
    """party: its name; what: what a proposal does; position: what a party says of a paragraph, also on an earlier
    wording; office: who says what nobody says alone."""

    party: Callable[[Party], str]
    what: Callable[[ProposalView, ParagraphView], str]
    position: Callable[[str, bool], str]
    office: str


@dataclass(frozen=True)
class Tracked:
    """blocks: of the text, in order; notes: key → the note with what would become of it."""

    blocks: tuple[PrintedBlock, ...]
    notes: Mapping[str, PrintedBlock]


def tracked_text(session: Session, scope: DraftScope, page: DraftPage, words: Words) -> Tracked:
    """page: with everybody's proposals, as somebody without a delegation reads it."""
    names = {it.id: words.party(it) for it in scope.parties.values()}
    hands = _Hands(scope.parties, names, words, _statements(session, scope.draft.id))
    standing = {it.id: hands.block(it) for it in page.paragraphs if it.state != "deleted"}
    rows = drafts.places_and_labels(session, scope.draft.id)
    places = {it.id: it.place for it in rows}
    proposed = [(one, it) for it in page.paragraphs for one in it.proposals]
    ordered = sorted(proposed, key=lambda it: it[0].number or 0)
    found = inserted(rows, ordered, scope.draft.language)
    new = [(place, hands.new(proposal, block)) for proposal, place, block in found]
    body = [(places[it.id], standing[it.id]) for it in page.paragraphs if it.id in standing and it.kind != "note"]
    blocks = _moved([block for _, block in sorted([*body, *new], key=lambda it: it[0])])
    notes = {it.label: standing[it.id] for it in page.paragraphs if it.id in standing and it.kind == "note"}
    return Tracked(
        tuple(blocks), {**notes, **{key: it for key, it in hands.new_notes(page).items() if key not in notes}}
    )


def plain(it: ParagraphView) -> Block:
    return Block(cast("Kind", it.kind), it.text, it.label, it.level)


def _statements(session: Session, draft_id: int) -> dict[tuple[int, int], str]:
    rows = consensus.statements(session, draft_id)
    return {(paragraph, party): statement for paragraph, party, statement in rows}


@dataclass(frozen=True)
class _Hands:
    """Writes down who wants what. parties, names: by id; statements: by paragraph and party."""

    parties: Mapping[int, Party]
    names: Mapping[int, str]
    words: Words
    statements: Mapping[tuple[int, int], str]

    def block(self, it: ParagraphView) -> PrintedBlock:
        """A paragraph that stands, with what would become of it."""
        laid = [one for one in it.proposals if _is_laid(one)]
        parts = tracked.laid(it.text, [one.text for one in laid]) if laid else ()
        spans = tuple(self._span(part, laid, it.id) for part in parts)
        is_gone = bool(spans) and all(span.change == "delete" for span in spans)
        return PrintedBlock(
            plain(it),
            tracked=spans,
            mark=replace(spans[0], text="", move="") if is_gone else Span(""),
            remarks=(*self._told(it), *self._positions(it), *self._said(it)),
            anchor=str(it.id),
        )

    def new(self, proposal: ProposalView, block: Block) -> PrintedBlock:
        """A paragraph that somebody would insert."""
        mark = Span("", "insert", self._by([proposal]), _at([proposal]))
        said = [self._remark(proposal, proposal.reason)] if proposal.reason else []
        return PrintedBlock(block, tracked=(replace(mark, text=block.text),), mark=mark, remarks=tuple(said))

    def new_notes(self, page: DraftPage) -> dict[str, PrintedBlock]:
        """The footnotes that would come with words that are on the table."""
        found: dict[str, PrintedBlock] = {}
        for proposal in (one for it in page.paragraphs for one in it.proposals):
            if _is_laid(proposal) or _is_new(proposal):
                mark = Span("", "insert", self._by([proposal]), _at([proposal]))
                for key, text in proposal.new_notes.items():
                    note = Block("note", text, key)
                    found.setdefault(key, PrintedBlock(note, tracked=(replace(mark, text=text),), mark=mark))
        return found

    def _span(self, part: tracked.Part, laid: Sequence[ProposalView], paragraph: int) -> Span:
        who = [laid[by] for by in part.by]
        move = f"move{paragraph}_{part.move}" if part.move else ""
        return Span(part.text, part.op, self._by(who), _at(who), move)

    def _told(self, it: ParagraphView) -> Iterable[Remark]:
        """Reasons, and in words what is not tracked."""
        for proposal in it.proposals:
            if not (_is_laid(proposal) or _is_new(proposal)):
                said = [self.words.what(proposal, it), proposal.reason]
                yield self._remark(proposal, "\n".join(line for line in said if line))
            elif proposal.reason and not _is_new(proposal):
                yield self._remark(proposal, proposal.reason)

    def _positions(self, it: ParagraphView) -> Iterable[Remark]:
        """What stands in the way, or is joined with a word of its own, by each party; those who agree together."""
        agreeing: dict[str, list[str]] = defaultdict(list)
        for held in it.positions:
            said = self.words.position(held.kind, held.outdated)
            statement = self.statements.get((it.id, held.party.id), "")
            if held.kind in AGREEING and not statement:
                agreeing[said].append(self.names[held.party.id])
            else:
                lines = "\n".join(line for line in (said, statement) if line)
                yield Remark(self.names[held.party.id], held.party.code, lines)
        if agreeing:
            lines = "\n".join(f"{said}: {', '.join(names)}" for said, names in agreeing.items())
            yield Remark(self.words.office, "", lines)

    def _said(self, it: ParagraphView) -> Iterable[Remark]:
        """Remarks of delegations, each as its own comment."""
        for said in it.remarks:
            yield Remark(self.names[said.party.id], said.party.code, said.text, iso(said.at))

    def _remark(self, proposal: ProposalView, text: str) -> Remark:
        return Remark(self._by([proposal]), proposal.party.code, text, _at([proposal]))

    def _by(self, proposals: Iterable[ProposalView]) -> str:
        """The delegations behind a change, in the order of States."""
        theirs = {it.id for proposal in proposals for it in (proposal.party, *proposal.sponsors)}
        parties = [it for id_, it in self.parties.items() if id_ in theirs]
        names = ", ".join(self.names[it.id] for it in parties)
        return names if len(names) <= _LONGEST_NAME else ", ".join(it.code for it in parties)


def _is_laid(proposal: ProposalView) -> bool:
    return proposal.status == "tabled" and proposal.outcome == "applies" and not _is_new(proposal)


def _is_new(proposal: ProposalView) -> bool:
    return proposal.status == "tabled" and proposal.kind.startswith("insert")


def _at(proposals: Iterable[ProposalView]) -> str:
    """When the first of them was tabled; "" for nobody's."""
    first = min((it.tabled_at for it in proposals if it.tabled_at), default=None)
    return iso(first) if first else ""


def iso(instant: datetime) -> str:
    """As Word keeps it, in UTC."""
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")


def inserted(
    every: Iterable[drafts.Seat], proposed: Iterable[tuple[ProposalView, ParagraphView]], language: str
) -> Iterator[tuple[ProposalView, str, Block]]:
    """The new paragraphs that somebody would insert: (proposal, place, paragraph), each where the Chair's ruling would
    put it. proposed: with the paragraphs that they are about, in order of their numbers."""
    rows = list(every)
    by_id = {it.id: it for it in rows}
    for proposal, on in proposed:
        if _is_new(proposal):
            beside = by_id[on.id]
            place, label = seats.seat(rows, beside, language, after=proposal.kind == "insert after")
            kind, level = seats.kind_beside(beside)
            insort(rows, drafts.Seat(0, place, label, kind, level, beside.id), key=attrgetter("place"))
            yield proposal, place, Block(cast("Kind", kind), proposal.text, label, level)


def _moved(blocks: Sequence[PrintedBlock]) -> list[PrintedBlock]:
    """The same paragraphs; where the same hands delete one and insert its words elsewhere, it moves."""
    come: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, it in enumerate(blocks):
        if it.mark.change == "insert":
            come[it.mark.by, it.block.text].append(at)
    made = list(blocks)
    for at, it in enumerate(blocks):
        there = come.get((it.mark.by, it.block.text)) if it.mark.change == "delete" else None
        if there:
            for end in (at, there.pop(0)):
                made[end] = _moving(made[end], f"move{it.anchor}")
    return made


def _moving(it: PrintedBlock, move: str) -> PrintedBlock:
    return replace(it, mark=replace(it.mark, move=move), tracked=tuple(replace(span, move=move) for span in it.tracked))
