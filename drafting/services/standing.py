"""What stands on a paragraph at this moment: brackets, open proposals, positions, as the domain wants to see it."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import Session

from drafting.domain import brackets, consensus
from drafting.persistence.queries import consensus as positions_queries
from drafting.persistence.queries import drafts
from drafting.persistence.queries import proposals as proposal_queries
from drafting.persistence.records import Position, Proposal
from drafting.services.scope import DraftScope


def standing(session: Session, scope: DraftScope, current: drafts.Text) -> consensus.Standing:
    paragraph_id = current.paragraph.id
    return assembled(
        scope,
        current,
        proposal_queries.on_the_table(session, scope.draft.id, paragraph_id),
        positions_queries.positions(session, scope.draft.id, paragraph_id),
    )


def whole(session: Session, scope: DraftScope) -> list[consensus.Standing]:
    """Every paragraph of the draft, in order."""
    tabled: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in proposal_queries.on_the_table(session, scope.draft.id):
        tabled[proposal.paragraph_id].append(proposal)
    held: dict[int, list[Position]] = defaultdict(list)
    for position in positions_queries.positions(session, scope.draft.id):
        held[position.paragraph_id].append(position)
    rows = drafts.texts(session, scope.draft.id, scope.draft.language)
    return [assembled(scope, it, tabled[it.paragraph.id], held[it.paragraph.id]) for it in rows]


def assembled(
    scope: DraftScope,
    current: drafts.Text,
    tabled: Sequence[Proposal] | Sequence[proposal_queries.Shown],
    held: Sequence[Position],
) -> consensus.Standing:
    """The same from what is loaded already. tabled, held: those of this paragraph."""
    text = current.revision.text
    names = scope.state_names()
    return consensus.Standing(
        paragraph=current.paragraph.id,
        kind=current.paragraph.kind,
        state=current.paragraph.state,
        wording=current.paragraph.wording,
        brackets=[text[it.start : it.end] for it in brackets.open_brackets(text, names)],
        placeholders=[text[it.start : it.end] for it in brackets.placeholders(text)],
        proposals=[(it.party_id, str(it.number)) for it in tabled],
        positions=[
            consensus.Held(it.party_id, it.kind, it.statement, it.wording)
            for it in held
            if scope.parties[it.party_id].status == "participating"
        ],
    )
