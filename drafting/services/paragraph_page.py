"""One paragraph with everything on it, as data: opened in the text, on a page of its own, or on the Chair's desk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from drafting.domain import consensus
from drafting.domain.bracket_rulings import Ruled
from drafting.domain.bracket_signs import OPENERS
from drafting.domain.errors import NotFound
from drafting.persistence.queries import consensus as position_queries
from drafting.persistence.queries import drafts
from drafting.persistence.queries import proposals as queries
from drafting.persistence.queries import record as record_queries
from drafting.persistence.records import Party, Position
from drafting.services import bracket_count, remarks, ruled_brackets
from drafting.services.draft_page import (
    LIVE,
    Mention,
    ParagraphView,
    Part,
    PositionView,
    ProposalView,
    note_numbers,
    paragraph_view,
    views_of,
)
from drafting.services.scope import DraftScope
from drafting.services.standing import assembled, disputed_words


@dataclass(frozen=True)
class ParagraphPage:
    """lines: every paragraph of the draft in order, none when this one is shown alone; awaiting: participating States
    without a position on this wording, in English alphabetical order; note_numbers: key -> displayed number; notes:
    key -> text; rulings: paragraph id -> those in force on its brackets, none when it is shown alone."""

    scope: DraftScope
    current: drafts.Text
    lines: Sequence[drafts.Line]
    paragraph: ParagraphView
    tabled: Sequence[queries.Shown]
    held: Sequence[Position]
    awaiting: tuple[Party, ...]
    note_numbers: Mapping[str, int]
    notes: Mapping[str, str]
    rulings: Mapping[int, tuple[Ruled, ...]]

    @property
    def position(self) -> int:
        """Where the paragraph stands in the draft, from 1."""
        return 1 + next((at for at, it in enumerate(self.lines) if it.id == self.paragraph.id), 0)

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def previous(self) -> int | None:
        """The id of the paragraph before it."""
        return self.lines[self.position - 2].id if self.position > 1 else None

    @property
    def following(self) -> int | None:
        """The id of the paragraph after it."""
        return self.lines[self.position].id if self.position < self.total else None

    @cached_property
    def open_brackets(self) -> int:
        """How many stand in the way of consensus, over the whole draft."""
        return bracket_count.open_brackets(self.scope, self.lines, self.rulings)

    @cached_property
    def standing_obstacles(self) -> tuple[consensus.Obstacle, ...]:
        """What stands in the way of closing it; a bracket may have been opened before it and closed after it."""
        rows = [it for it in self.lines if it.state != "deleted" or it.id == self.paragraph.id]
        rulings = [self.rulings.get(it.id, ()) for it in rows]
        disputed = disputed_words([(it.kind, it.text) for it in rows], self.scope, rulings)
        own = dict(zip((it.id for it in rows), disputed, strict=True)).get(self.paragraph.id)
        standing = assembled(self.scope, self.current, self.tabled, self.held, own)
        return consensus.in_the_way_of_closing(standing, scrutiny_blocks=self.scope.process.scrutiny_blocks)


def paragraph_page(session: Session, scope: DraftScope, paragraph_id: int, *, alone: bool = False) -> ParagraphPage:
    """alone: without the rest of the draft, and without the notes unless it has to do with one. Raises NotFound."""
    draft = scope.draft
    current = drafts.text(session, draft.id, paragraph_id, draft.language)
    if current is None:
        raise NotFound
    proposals = queries.of_paragraph(session, draft.id, paragraph_id, scope.actor.delegation())
    held = position_queries.positions(session, draft.id, paragraph_id)
    rulings = {} if alone else ruled_brackets.of_draft(session, scope)
    own = _own_rulings(session, scope, current) if alone else rulings.get(paragraph_id, ())
    paragraph = _paragraph(session, scope, current.line(), proposals, held, own)
    given = {it.party.id for it in paragraph.positions if not it.outdated}
    lines = [] if alone else drafts.lines(session, draft.id, draft.language)
    has_notes = paragraph.kind == "note" or "[^" in paragraph.text
    noted = drafts.with_notes(session, draft.id, draft.language) if alone and has_notes else lines
    return ParagraphPage(
        scope=scope,
        current=current,
        lines=lines,
        paragraph=paragraph,
        tabled=[it for it in proposals if it.status == "tabled"],
        held=held,
        awaiting=tuple(it for it in scope.participating() if it.id not in given),
        note_numbers=note_numbers(noted),
        notes={it.label: it.text for it in noted if it.kind == "note"},
        rulings=rulings,
    )


def _own_rulings(session: Session, scope: DraftScope, current: drafts.Text) -> tuple[Ruled, ...]:
    """Those on the brackets of a paragraph that is shown alone; one without brackets is not asked for."""
    has_signs = any(sign in current.revision.text for sign in OPENERS)
    return ruled_brackets.of(session, scope, current.paragraph.id) if has_signs else ()


def _paragraph(
    session: Session,
    scope: DraftScope,
    current: drafts.Line,
    proposals: Sequence[queries.Shown],
    held: Iterable[Position],
    rulings: Iterable[Ruled],
) -> ParagraphView:
    sponsors = queries.sponsors(session, scope.draft.id, current.id) if proposals else ()
    views = views_of(session, scope, {current.id: current}, proposals, sponsors).get(current.id, [])
    if any(it.status == "taken" for it in views):
        views = _with_parts(session, scope, current.id, views)
    mentions = [Mention(it.ref, it.party, it.status) for it in views if it.status in LIVE]
    by_party = {it.party_id: it for it in held}
    positions = [_position(it, by_party[it.id], current) for it in scope.parties.values() if it.id in by_party]
    said = remarks.of_draft(session, scope, {current.id: current.wording}, current.id).get(current.id, ())
    participating = len(scope.participating())
    return paragraph_view(current, mentions, positions, views, rulings, participating=participating, said=said)


def _with_parts(
    session: Session, scope: DraftScope, paragraph_id: int, views: Iterable[ProposalView]
) -> list[ProposalView]:
    """The same, each with what the merge desk took of it and what it did not."""
    decided = record_queries.of_kind(session, scope.draft.id, "proposal decided", paragraph_id)
    parts = {it.payload["proposal"]: parts_of(it.payload) for it in decided}
    return [replace(it, parts=parts.get(it.ref, ())) for it in views]


def parts_of(payload: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts of a proposal that an entry "proposal decided" tells; () where the merge desk did not settle it."""
    return tuple(Part(**it) for it in payload.get("parts", ()))


def _position(party: Party, held: Position, current: drafts.Line) -> PositionView:
    return PositionView(party, held.kind, held.wording != current.wording, held.statement, held.at)
