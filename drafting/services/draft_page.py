"""The draft page and a paragraph of it, as data: what each view shows, to whom.

Everything is read in a fixed number of queries, whatever the length of the draft.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from sqlalchemy.orm import Session

from drafting.domain import consensus, notes
from drafting.domain.bracket_rulings import Ruled, settled
from drafting.domain.merge import carry
from drafting.persistence.queries import consensus as position_queries
from drafting.persistence.queries import drafts, marks
from drafting.persistence.queries import proposals as queries
from drafting.persistence.records import Entry, Party
from drafting.services import bracket_count, reissue, remarks, ruled_brackets
from drafting.services.participation_mentions import unconfirmed
from drafting.services.remarks import RemarkView
from drafting.services.scope import Admission, DraftScope

View = Literal["text", "changes", "compilation"]
VIEWS: tuple[View, ...] = ("text", "changes", "compilation")


@dataclass(frozen=True)
class Filters:
    """state: a paragraph state or ""; party: a party's code or ""; mine: what awaits or belongs to the own State."""

    state: str = ""
    party: str = ""
    mine: bool = False

    def any(self) -> bool:
        return bool(self.state or self.party or self.mine)


class PositionView(NamedTuple):
    """outdated: given on an earlier wording."""

    party: Party
    kind: str
    outdated: bool
    statement: str = ""
    at: datetime | None = None


class Part(NamedTuple):
    """One change of a proposal that the merge desk settled, with how it stands in the new wording.

    how: taken, reworded, bracketed or left (`domain/picks.py`); base, words: "" for an insertion or a deletion.
    """

    change: int
    how: str
    base: str
    words: str


@dataclass(frozen=True)
class ProposalView:
    """A proposal as this viewer may see it.

    base: the text it is compared with; text: what it would make of it; outcome: "applies" when it stands on the
    current wording or could be carried to it, else "already there" or "collides", and then base is the earlier wording;
    parts: what the merge desk took and did not take, where it was settled there and its paragraph is read alone;
    received: how it came to the Support Office, where that tabled it for the delegation; new_notes: key -> text of the
    footnotes that come with its words.
    """

    ref: str
    number: int | None
    kind: str
    status: str
    party: Party
    sponsors: tuple[Party, ...]
    base: str
    text: str
    reason: str
    decision: str
    outcome: str
    version: int
    made_at: datetime
    tabled_at: datetime | None
    decided_at: datetime | None
    parts: tuple[Part, ...] = ()
    received: str = ""
    new_notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        return self.number is None


class Mention(NamedTuple):
    """A proposal on the text view: only whose it is and whether it is private."""

    ref: str
    party: Party
    status: str


@dataclass(frozen=True)
class ParagraphView:
    """silent: how many participating States have given no position; settled: offsets of the brackets in its text that a
    person ruled no dispute."""

    id: int
    kind: str
    label: str
    level: int
    state: str
    text: str
    revision: int
    changed_seq: int
    mentions: tuple[Mention, ...]
    positions: tuple[PositionView, ...]
    silent: int
    proposals: tuple[ProposalView, ...] = ()
    settled: tuple[int, ...] = ()
    remarks: tuple[RemarkView, ...] = ()

    @property
    def ruled(self) -> bool:
        return consensus.needs_ruling(self.kind)

    def held_by(self, party: int | None) -> PositionView | None:
        return next((it for it in self.positions if it.party.id == party), None)

    def to_ask_again(self) -> tuple[Party, ...]:
        return tuple(it.party for it in self.positions if it.outdated)


@dataclass(frozen=True)
class DraftPage:
    """paragraphs: those shown, in order, notes among them last; progress: counts over the whole draft; next_open: id
    of the first ruled paragraph that is not closed, over the whole draft; note_numbers: key -> displayed number;
    open_brackets: how many stand in the way of consensus, over the whole draft; unconfirmed: how many States in
    brackets wait for the word of who may say it; issues: the adoption and the reissues of a text issued anew."""

    scope: DraftScope
    view: View
    filters: Filters
    paragraphs: tuple[ParagraphView, ...]
    formal: tuple[ParagraphView, ...]
    total: int
    progress: Mapping[str, int]
    open_ids: tuple[int, ...]
    note_numbers: Mapping[str, int]
    open_brackets: int
    unconfirmed: int = 0
    issues: tuple[Entry, ...] = ()

    @property
    def title_id(self) -> int | None:
        """The paragraph that serves as the page's heading: the first title."""
        return next((it.id for it in self.formal if it.kind == "title"), None)

    @property
    def body(self) -> tuple[ParagraphView, ...]:
        """The text without notes. A formal line that somebody would change stands here too, with its proposals."""
        quiet = {it.id for it in self.formal if not it.mentions}
        return tuple(it for it in self.paragraphs if it.kind != "note" and it.id not in quiet)

    @property
    def notes(self) -> tuple[ParagraphView, ...]:
        return tuple(it for it in self.paragraphs if it.kind == "note")


FORMAL = frozenset({"symbol", "title", "date", "place"})
LIVE = ("tabled", "suggested", "private")


def fingerprint(session: Session, admission: Admission, now: datetime) -> tuple[object, ...]:
    """What changes whenever this viewer's page does: the record's newest number, the own private texts, the runs that
    are still prepared for those who see them, and whether time has brought something to one that nobody has recorded
    yet."""
    draft, actor = admission.located.draft, admission.actor
    found = marks.mark(session, draft.id, actor.delegation())
    is_due = found.next_at is not None and found.next_at <= now
    prepared = (found.prepared, found.revised) if actor.holds("chair", "support") else ()
    return draft.seq, found.private, found.saved, is_due, prepared


def draft_page(session: Session, scope: DraftScope, view: View = "text", filters: Filters = Filters()) -> DraftPage:
    """The whole page; texts of proposals are read only for the views that show them."""
    lines = drafts.lines(session, scope.draft.id, scope.draft.language)
    positions = _positions(session, scope)
    # Whoever reads the texts of the proposals knows whose they are, too.
    live = queries.of_draft(session, scope.draft.id, scope.actor.delegation(), statuses=LIVE) if view != "text" else ()
    proposals = _proposals(session, scope, lines, live) if live else {}
    summary = live if view != "text" else queries.live_summary(session, scope.draft.id, scope.actor.delegation())
    mentions = _mentions(scope, summary)
    participating = len(scope.participating())
    rulings = ruled_brackets.of_draft(session, scope)
    said = remarks.of_draft(session, scope, {it.id: it.wording for it in lines})
    whole = [
        paragraph_view(
            it,
            mentions.get(it.id, ()),
            positions.get(it.id, ()),
            proposals.get(it.id, ()),
            rulings.get(it.id, ()),
            participating=participating,
            said=said.get(it.id, ()),
        )
        for it in lines
    ]
    return DraftPage(
        scope=scope,
        view=view,
        filters=filters,
        paragraphs=tuple(it for it in whole if _passes(it, filters, scope)),
        formal=tuple(it for it in whole if it.kind in FORMAL and it.state != "deleted"),
        total=len(whole),
        progress=consensus.progress((it.kind, it.state) for it in whole),
        open_ids=tuple(it.id for it in whole if it.ruled and it.state in ("open", "bracketed", "deferred")),
        note_numbers=note_numbers(whole),
        open_brackets=bracket_count.open_brackets(scope, lines, rulings),
        unconfirmed=unconfirmed(scope, lines, rulings) if scope.may("rule on brackets") else 0,
        issues=tuple(reissue.issues(session, scope)) if scope.draft.reissues else (),
    )


def paragraph_view(
    it: drafts.Line,
    mentions: Iterable[Mention],
    positions: Iterable[PositionView],
    proposals: Iterable[ProposalView],
    rulings: Iterable[Ruled],
    *,
    participating: int,
    said: Iterable[RemarkView] = (),
) -> ParagraphView:
    positions = tuple(positions)
    return ParagraphView(
        id=it.id,
        kind=it.kind,
        label=it.label,
        level=it.level,
        state=it.state,
        text=it.text,
        revision=it.number,
        changed_seq=it.changed_seq,
        mentions=tuple(mentions),
        positions=positions,
        silent=participating - len(positions),
        proposals=tuple(proposals),
        settled=settled(rulings),
        remarks=tuple(said),
    )


def _passes(it: ParagraphView, filters: Filters, scope: DraftScope) -> bool:
    if filters.state and it.state != filters.state:
        return False
    if filters.party and filters.party not in {mention.party.code for mention in it.mentions}:
        return False
    return not filters.mine or _mine(it, scope)


def _mine(it: ParagraphView, scope: DraftScope) -> bool:
    """What concerns the own State: its proposals, and for those who bind it the paragraphs that await its position."""
    party = scope.actor.delegation()
    if any(mention.party.id == party for mention in it.mentions):
        return True
    if scope.actor.binds() is None or not it.ruled or it.state in consensus.CLOSED or it.state == "deleted":
        return False
    held = it.held_by(scope.actor.binds())
    return held is None or held.outdated


def _mentions(scope: DraftScope, live: Iterable[Any]) -> dict[int, list[Mention]]:
    """live: rows with paragraph_id, party_id, status, ref."""
    found: dict[int, list[Mention]] = defaultdict(list)
    for it in live:
        found[it.paragraph_id].append(Mention(it.ref, scope.parties[it.party_id], it.status))
    return found


def _positions(session: Session, scope: DraftScope) -> dict[int, list[PositionView]]:
    """Paragraph id -> positions in the order of States."""
    rows = position_queries.glances(session, scope.draft.id)
    ranks = {party: rank for rank, party in enumerate(scope.parties)}
    rows.sort(key=lambda it: ranks[it.party_id])
    found: dict[int, list[PositionView]] = defaultdict(list)
    for paragraph, party, kind, outdated in rows:
        found[paragraph].append(PositionView(scope.parties[party], kind, outdated))
    return found


def _proposals(
    session: Session, scope: DraftScope, lines: Iterable[drafts.Line], live: Sequence[queries.Shown]
) -> dict[int, list[ProposalView]]:
    sponsors = queries.sponsors(session, scope.draft.id)
    return views_of(session, scope, {it.id: it for it in lines}, live, sponsors)


def views_of(
    session: Session,
    scope: DraftScope,
    lines: Mapping[int, drafts.Line],
    proposals: Iterable[queries.Shown],
    sponsors: Iterable[tuple[int, int]],
) -> dict[int, list[ProposalView]]:
    together: dict[int, list[Party]] = defaultdict(list)
    for proposal_id, party_id in sponsors:
        together[proposal_id].append(scope.parties[party_id])
    bases = {it.revision_id: it.text for it in lines.values()}
    earlier = {it.base_revision_id for it in proposals} - bases.keys()
    if earlier:
        bases |= drafts.revision_texts(session, earlier)
    found: dict[int, list[ProposalView]] = defaultdict(list)
    for it in proposals:
        view = _view(it, scope, lines[it.paragraph_id], bases[it.base_revision_id], tuple(together[it.id]))
        found[it.paragraph_id].append(view)
    return found


def _view(
    it: queries.Shown, scope: DraftScope, current: drafts.Line, based: str, sponsors: tuple[Party, ...]
) -> ProposalView:
    base, text, outcome = based, it.text, "applies"
    live = it.status in LIVE
    if it.kind == "delete":
        base, text = (current.text if live else based), ""
    elif it.kind != "replace":
        base = ""
    elif live and it.base_revision_id != current.revision_id:
        carried = _carried(based, current.text, it.text)
        outcome = carried.outcome
        if carried.outcome == "applies" and carried.text is not None:
            base, text = current.text, carried.text
    return ProposalView(
        ref=it.ref,
        number=it.number,
        kind=it.kind,
        status=it.status,
        party=scope.parties[it.party_id],
        sponsors=sponsors,
        base=base,
        text=text,
        reason=it.reason,
        decision=it.decision,
        outcome=outcome,
        version=it.version,
        made_at=it.made_at,
        tabled_at=it.tabled_at,
        decided_at=it.decided_at,
        received=it.received,
        new_notes=it.new_notes,
    )


def note_numbers(rows: Iterable[Any]) -> Mapping[str, int]:
    """Key -> displayed number; a mark in deleted words counts for nothing. rows: what has a kind, state and text."""
    return _numbered(tuple(it.text for it in rows if "[^" in it.text and it.kind != "note" and it.state != "deleted"))


# Texts never change, so neither does what becomes of one on another, nor which notes they mark.
_carried = lru_cache(maxsize=4096)(carry)
_numbered = lru_cache(maxsize=256)(notes.numbers)
