"""What stands on a paragraph at this moment: brackets, open proposals, positions, as the domain wants to see it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from drafting.domain import brackets, consensus, notes
from drafting.domain.bracket_rulings import Ruled, excused, refused, runs_on
from drafting.domain.bracket_spans import BOUNDS, accused, disputed, spanning
from drafting.persistence.queries import consensus as positions_queries
from drafting.persistence.queries import drafts
from drafting.persistence.queries import proposals as proposal_queries
from drafting.persistence.records import Position, Proposal
from drafting.services import ruled_brackets
from drafting.services.scope import DraftScope


def standing(session: Session, scope: DraftScope, current: drafts.Text) -> consensus.Standing:
    """One paragraph, read beside the others: a bracket may have been opened before it and closed after it."""
    paragraph_id = current.paragraph.id
    rows = [
        it
        for it in drafts.texts(session, scope.draft.id, scope.draft.language)
        if it.paragraph.state != "deleted" or it.paragraph.id == paragraph_id
    ]
    index = next(i for i, row in enumerate(rows) if row.paragraph.id == paragraph_id)
    return assembled(
        scope,
        current,
        proposal_queries.on_the_table(session, scope.draft.id, paragraph_id),
        positions_queries.positions(session, scope.draft.id, paragraph_id),
        disputed_words(
            [(it.paragraph.kind, it.revision.text) for it in rows],
            scope,
            ruled_brackets.of_each(session, scope, [it.paragraph.id for it in rows]),
        )[index],
    )


def disputed_words(
    blocks: Sequence[tuple[str, str]], scope: DraftScope, rulings: Sequence[Sequence[Ruled]] = ()
) -> list[list[str]]:
    """The words in open brackets of each block, without those that a person ruled no dispute.

    blocks: (kind, text) of the whole draft in order; rulings: those in force on each, where there are any.
    """
    kept = [text for _, text in blocks]
    said = rulings or [()] * len(blocks)
    bounds = [index for index, (kind, _) in enumerate(blocks) if kind in BOUNDS and not runs_on(said[index])]
    about_words = {(index, anchor) for index, it in enumerate(said) for anchor in refused(it)}
    found = accused(spanning(kept, brackets.read_all(kept, bounds, scope.state_names())), about_words)
    return disputed(kept, found, {(index, anchor) for index, it in enumerate(said) for anchor in excused(it)})


def whole(session: Session, scope: DraftScope) -> list[consensus.Standing]:
    """Every paragraph of the draft, in order."""
    tabled: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in proposal_queries.on_the_table(session, scope.draft.id):
        tabled[proposal.paragraph_id].append(proposal)
    held: dict[int, list[Position]] = defaultdict(list)
    for position in positions_queries.positions(session, scope.draft.id):
        held[position.paragraph_id].append(position)
    rows = drafts.texts(session, scope.draft.id, scope.draft.language)
    standing_rows = [it for it in rows if it.paragraph.state != "deleted"]
    ids = [it.paragraph.id for it in standing_rows]
    blocks = [(it.paragraph.kind, it.revision.text) for it in standing_rows]
    keys = {it.paragraph.label for it in standing_rows if it.paragraph.kind == "note"}
    words = dict(zip(ids, disputed_words(blocks, scope, ruled_brackets.of_each(session, scope, ids)), strict=True))
    return [
        replace(
            assembled(scope, it, tabled[it.paragraph.id], held[it.paragraph.id], words.get(it.paragraph.id)),
            marks=notes.adrift(it.revision.text, keys),
        )
        for it in rows
    ]


def assembled(
    scope: DraftScope,
    current: drafts.Text,
    tabled: Sequence[Proposal] | Sequence[proposal_queries.Shown],
    held: Sequence[Position],
    disputed: Sequence[str] | None = None,
) -> consensus.Standing:
    """The same from what is loaded already.

    tabled, held: those of this paragraph; disputed: its words in open brackets, read from it alone when not given.
    """
    text, order = current.revision.text, list(scope.parties)  # Objections are read out in the order of States.
    if disputed is None:
        disputed = disputed_words([(current.paragraph.kind, text)], scope)[0]
    return consensus.Standing(
        paragraph=current.paragraph.id,
        kind=current.paragraph.kind,
        state=current.paragraph.state,
        wording=current.paragraph.wording,
        brackets=disputed,
        placeholders=[text[it.start : it.end] for it in brackets.placeholders(text)],
        proposals=[(it.party_id, str(it.number)) for it in tabled],
        positions=[
            consensus.Held(it.party_id, it.kind, it.statement, it.wording)
            for it in sorted(held, key=lambda it: order.index(it.party_id))
            if scope.parties[it.party_id].status == "participating"
        ],
    )
