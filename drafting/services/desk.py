"""The Chair's desk, as data: one paragraph with all that bears on a ruling, and the way to the next open one.

The desk is thrown on a wall: whatever is private to a delegation stays out of it, the Chair's own delegation included.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from drafting.domain import consensus
from drafting.domain.losses import Loss
from drafting.persistence.queries import outline as queries
from drafting.persistence.queries.outline import Line
from drafting.persistence.records import Party
from drafting.services import losses, rulings
from drafting.services.draft_page import PositionView, ProposalView
from drafting.services.outline import spoken_labels
from drafting.services.paragraph_page import ParagraphPage, paragraph_page
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Desk:
    """page: the paragraph; proposals: those on the table and the suggestions, in the order of their numbers.

    events: the rulings that its state allows (`consensus.TRANSITIONS`); bracketed: what putting it into brackets
    would give; progress: counts over the whole draft; next_open: the next paragraph that awaits a ruling, round the
    end to the beginning, None when no other does; open_left: how many await one, this one included; labels: id ->
    label as it is said, a note's by its number; asked: as `losses.asked`; askers: as `losses.askers`;
    lone: as `losses.lone`.
    """

    page: ParagraphPage
    proposals: tuple[ProposalView, ...]
    events: frozenset[str]
    bracketed: str
    progress: Mapping[str, int]
    next_open: Line | None
    open_left: int
    labels: Mapping[int, str]
    asked: Sequence[tuple[str, str]]
    askers: Mapping[str, losses.Asker]
    lone: frozenset[str]

    def of_wording(self, text: str) -> tuple[Loss, ...]:
        """The loss list of a new wording of the paragraph."""
        return losses.between(self.page.paragraph.text, text, tuple(self.asked), self.lone)

    def of_taking(self, it: ProposalView, text: str) -> tuple[Loss, ...]:
        """The loss list of a proposal taken with these words."""
        return losses.of_new(text, it.ref, it.text) if it.kind.startswith("insert") else self.of_wording(text)

    def of_accepting(self, it: ProposalView) -> tuple[Loss, ...]:
        """The loss list of a proposal as it stands; () where it can change nothing."""
        is_idle = it.kind == "replace" and it.outcome != "applies"
        return () if is_idle else self.of_taking(it, it.text)

    def heard(self, kind: str) -> tuple[PositionView, ...]:
        """Who holds a position of this kind on the wording as it stands."""
        return tuple(it for it in self.page.paragraph.positions if it.kind == kind and not it.outdated)

    def outdated(self) -> tuple[PositionView, ...]:
        """Positions given on an earlier wording: to be asked again."""
        return tuple(it for it in self.page.paragraph.positions if it.outdated)

    def silent(self) -> tuple[Party, ...]:
        """Participating States that never spoke on this paragraph."""
        spoken = {it.party.id for it in self.page.paragraph.positions}
        return tuple(it for it in self.page.awaiting if it.id not in spoken)

    @property
    def mergeable(self) -> int:
        """How many changes of its words are on the table."""
        return sum(it.kind == "replace" and it.status == "tabled" for it in self.proposals)

    def may_close(self) -> bool:
        return bool(self.events & {"close", "close ad referendum"})


def desk(session: Session, scope: DraftScope, paragraph_id: int | None = None) -> Desk:
    """The desk with this paragraph, or with the first that awaits a ruling. Raises NotAllowed, NotFound."""
    scope.require("rule")
    lines = queries.outline(session, scope.draft.id)
    awaiting = awaiting_ruling(lines, queries.with_open_proposals(session, scope.draft.id))
    chosen = paragraph_id if paragraph_id is not None else _first(lines, awaiting)
    page = paragraph_page(session, scope, chosen)
    return Desk(
        page=page,
        proposals=tuple(it for it in page.paragraph.proposals if it.status in ("tabled", "suggested")),
        events=consensus.rulings_on(page.paragraph.kind, page.paragraph.state),
        bracketed=rulings.bracketed_text(session, scope, chosen),
        progress=consensus.progress((it.kind, it.state) for it in lines),
        next_open=_following(lines, awaiting, chosen),
        open_left=len(awaiting),
        labels=spoken_labels(lines, page.note_numbers),
        asked=losses.asked(session, scope, page.current),
        askers=losses.askers(session, scope, chosen),
        lone=losses.lone(session, scope, page.current),
    )


def awaiting_ruling(lines: Sequence[Line], proposed: Collection[int]) -> list[Line]:
    """The paragraphs that the Chair has still to go through, in order.

    proposed: ids of those with a tabled proposal. A title or heading waits only while something is open on it.
    """
    return [
        it
        for it in lines
        if it.id in proposed
        or it.state == "bracketed"
        or (consensus.needs_ruling(it.kind) and it.state in ("open", "deferred"))
    ]


def _first(lines: Sequence[Line], awaiting: Sequence[Line]) -> int:
    # An empty text is never imported, so there is always one.
    return next(it.id for it in [*awaiting, *(it for it in lines if consensus.needs_ruling(it.kind)), *lines])


def _following(lines: Sequence[Line], awaiting: Collection[Line], here: int) -> Line | None:
    at = next(i for i, it in enumerate(lines) if it.id == here)
    return next((it for it in [*lines[at + 1 :], *lines[:at]] if it in awaiting), None)
