"""The draft page and a paragraph of it, as data: what each view shows, to whom.

Everything is read in a fixed number of queries, whatever the length of the draft.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from drafting.domain import consensus, notes
from drafting.domain.errors import NotFound
from drafting.domain.merge import carry
from drafting.persistence.queries import consensus as position_queries
from drafting.persistence.queries import drafts
from drafting.persistence.queries import proposals as queries
from drafting.persistence.records import Party, Position, Proposal
from drafting.services.scope import DraftScope
from drafting.services.standing import standing

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


@dataclass(frozen=True)
class PositionView:
    """outdated: given on an earlier wording."""

    party: Party
    kind: str
    outdated: bool
    statement: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class ProposalView:
    """A proposal as this viewer may see it.

    base: the text it is compared with; text: what it would make of it; outcome: "applies" when it stands on the
    current wording or could be carried to it, else "already there" or "collides", and then base is the earlier wording.
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

    @property
    def private(self) -> bool:
        return self.number is None


@dataclass(frozen=True)
class Mention:
    """A proposal on the text view: only whose it is and whether it is private."""

    ref: str
    party: Party
    status: str


@dataclass(frozen=True)
class ParagraphView:
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
    proposals: tuple[ProposalView, ...] = ()

    @property
    def ruled(self) -> bool:
        return consensus.needs_ruling(self.kind)

    @property
    def tabled(self) -> tuple[Mention, ...]:
        return tuple(it for it in self.mentions if it.status == "tabled")

    def held_by(self, party: int | None) -> PositionView | None:
        return next((it for it in self.positions if it.party.id == party), None)

    def to_ask_again(self) -> tuple[Party, ...]:
        return tuple(it.party for it in self.positions if it.outdated)


@dataclass(frozen=True)
class DraftPage:
    """paragraphs: those shown, in order, notes among them last; progress: counts over the whole draft; next_open: id
    of the first ruled paragraph that is not closed, over the whole draft; note_numbers: key -> displayed number."""

    scope: DraftScope
    view: View
    filters: Filters
    paragraphs: tuple[ParagraphView, ...]
    formal: tuple[ParagraphView, ...]
    total: int
    progress: Mapping[str, int]
    open_ids: tuple[int, ...]
    note_numbers: Mapping[str, int]

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


def fingerprint(session: Session, scope: DraftScope) -> tuple[int, tuple[int, int]]:
    """What changes whenever this viewer's page does: the record's newest number and the own private texts."""
    party = scope.actor.delegation()
    return scope.draft.seq, queries.private_mark(session, scope.draft.id, party) if party is not None else (0, 0)


def draft_page(session: Session, scope: DraftScope, view: View = "text", filters: Filters = Filters()) -> DraftPage:
    """The whole page; texts of proposals are read only for the views that show them."""
    rows = drafts.texts(session, scope.draft.id, scope.draft.language)
    mentions = _mentions(session, scope)
    positions = _position_summary(session, scope, {it.paragraph.id: it.paragraph.wording for it in rows})
    proposals = _proposals(session, scope, rows) if view != "text" else {}
    whole = [
        _paragraph(it, mentions.get(it.paragraph.id, ()), positions.get(it.paragraph.id, ()), proposals) for it in rows
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
        note_numbers=notes.numbers(it.text for it in whole if it.kind != "note" and it.state != "deleted"),
    )


def _paragraph(
    it: drafts.Text,
    mentions: Iterable[Mention],
    positions: Iterable[PositionView],
    proposals: Mapping[int, list[ProposalView]],
) -> ParagraphView:
    return ParagraphView(
        id=it.paragraph.id,
        kind=it.paragraph.kind,
        label=it.paragraph.label,
        level=it.paragraph.level,
        state=it.paragraph.state,
        text=it.revision.text,
        revision=it.revision.number,
        changed_seq=it.paragraph.changed_seq,
        mentions=tuple(mentions),
        positions=tuple(positions),
        proposals=tuple(proposals.get(it.paragraph.id, ())),
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


def _mentions(session: Session, scope: DraftScope) -> dict[int, list[Mention]]:
    found: dict[int, list[Mention]] = defaultdict(list)
    for paragraph, party, status, ref in queries.live_summary(session, scope.draft.id, scope.actor.delegation()):
        found[paragraph].append(Mention(ref, scope.parties[party], status))
    return found


def _position_summary(
    session: Session, scope: DraftScope, wordings: Mapping[int, str]
) -> dict[int, list[PositionView]]:
    held: dict[int, dict[int, PositionView]] = defaultdict(dict)
    for paragraph, party, kind, wording in position_queries.position_summary(session, scope.draft.id):
        held[paragraph][party] = PositionView(scope.parties[party], kind, wording != wordings[paragraph])
    ranks = {party: rank for rank, party in enumerate(scope.parties)}
    return {key: sorted(it.values(), key=lambda view: ranks[view.party.id]) for key, it in held.items()}


def _proposals(session: Session, scope: DraftScope, rows: Iterable[drafts.Text]) -> dict[int, list[ProposalView]]:
    live = queries.of_draft(
        session, scope.draft.id, scope.actor.delegation(), statuses=("tabled", "suggested", "private")
    )
    return _views(session, scope, {it.paragraph.id: it for it in rows}, live)


def _views(
    session: Session, scope: DraftScope, texts: Mapping[int, drafts.Text], proposals: Iterable[Proposal]
) -> dict[int, list[ProposalView]]:
    proposals = list(proposals)
    sponsors: dict[int, list[Party]] = defaultdict(list)
    for proposal_id, party_id in queries.sponsors(session, scope.draft.id):
        sponsors[proposal_id].append(scope.parties[party_id])
    bases = drafts.revision_texts(session, {it.base_revision_id for it in proposals})
    found: dict[int, list[ProposalView]] = defaultdict(list)
    for it in proposals:
        view = _view(it, scope, texts[it.paragraph_id], bases[it.base_revision_id], tuple(sponsors[it.id]))
        found[it.paragraph_id].append(view)
    return found


def _view(
    it: Proposal, scope: DraftScope, current: drafts.Text, based: str, sponsors: tuple[Party, ...]
) -> ProposalView:
    base, text, outcome = based, it.text, "applies"
    live = it.status in ("private", "suggested", "tabled")
    if it.kind == "delete":
        base, text = (current.revision.text if live else based), ""
    elif it.kind != "replace":
        base = ""
    elif live and it.base_revision_id != current.revision.id:
        carried = carry(based, current.revision.text, it.text)
        outcome = carried.outcome
        if carried.outcome == "applies" and carried.text is not None:
            base, text = current.revision.text, carried.text
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
    )


@dataclass(frozen=True)
class ParagraphPage:
    """One paragraph with everything on it. previous, next: neighbours' ids; awaiting: participating States without a
    position on this wording, in English alphabetical order."""

    scope: DraftScope
    paragraph: ParagraphView
    wording: str
    standing_obstacles: tuple[consensus.Obstacle, ...]
    awaiting: tuple[Party, ...]
    previous: int | None
    following: int | None
    position: int
    total: int
    note_numbers: Mapping[str, int]
    notes: Mapping[str, str]


def paragraph_page(session: Session, scope: DraftScope, paragraph_id: int) -> ParagraphPage:
    """Raises NotFound."""
    rows = drafts.texts(session, scope.draft.id, scope.draft.language)
    index = next((i for i, row in enumerate(rows) if row.paragraph.id == paragraph_id), None)
    if index is None:
        raise NotFound
    current = rows[index]
    paragraph = _full_paragraph(session, scope, current)
    given = {it.party.id for it in paragraph.positions if not it.outdated}
    return ParagraphPage(
        scope=scope,
        paragraph=paragraph,
        wording=current.paragraph.wording,
        standing_obstacles=_obstacles(session, scope, current),
        awaiting=tuple(it for it in scope.participating() if it.id not in given),
        previous=rows[index - 1].paragraph.id if index else None,
        following=rows[index + 1].paragraph.id if index + 1 < len(rows) else None,
        position=index + 1,
        total=len(rows),
        note_numbers=notes.numbers(it.revision.text for it in rows if it.paragraph.kind != "note"),
        notes={it.paragraph.label: it.revision.text for it in rows if it.paragraph.kind == "note"},
    )


def _full_paragraph(session: Session, scope: DraftScope, current: drafts.Text) -> ParagraphView:
    paragraph_id = current.paragraph.id
    party = scope.actor.delegation()
    proposals = queries.of_paragraph(session, scope.draft.id, paragraph_id, party)
    views = _views(session, scope, {paragraph_id: current}, proposals)
    mentions = [
        Mention(it.ref, it.party, it.status)
        for it in views.get(paragraph_id, [])
        if it.status in ("tabled", "suggested", "private")
    ]
    held = {it.party_id: it for it in position_queries.positions(session, scope.draft.id, paragraph_id)}
    positions = [_position(party, held[party.id], current) for party in scope.parties.values() if party.id in held]
    return _paragraph(current, mentions, positions, views)


def _position(party: Party, held: Position, current: drafts.Text) -> PositionView:
    return PositionView(party, held.kind, held.wording != current.paragraph.wording, held.statement, held.at)


def _obstacles(session: Session, scope: DraftScope, current: drafts.Text) -> tuple[consensus.Obstacle, ...]:
    return consensus.in_the_way_of_closing(
        standing(session, scope, current), scrutiny_blocks=scope.process.scrutiny_blocks
    )
