"""The brackets of a whole draft as they stand, read with the rulings that bear on where they end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from drafting.domain.bracket_rulings import Ruled, refused, runs_on
from drafting.domain.bracket_spans import BOUNDS, Spanning, accused, spanning
from drafting.domain.brackets import Reading, read_all
from drafting.persistence.queries import drafts
from drafting.services import ruled_brackets
from drafting.services.scope import DraftScope


@dataclass(frozen=True)
class Whole:
    """lines: the paragraphs that stand, in order; rulings: by paragraph id; bounds: indexes of the lines before which
    brackets end; readings: of each line; found: each bracket once."""

    lines: Sequence[drafts.Line]
    rulings: Mapping[int, tuple[Ruled, ...]]
    bounds: Sequence[int]
    readings: Sequence[Reading]
    found: Sequence[Spanning]


def whole(session: Session, scope: DraftScope) -> Whole:
    """Read in two queries."""
    lines = [it for it in drafts.lines(session, scope.draft.id, scope.draft.language) if it.state != "deleted"]
    rulings = ruled_brackets.of_draft(session, scope)
    texts = [it.text for it in lines]
    bounds = [at for at, it in enumerate(lines) if it.kind in BOUNDS and not runs_on(rulings.get(it.id, ()))]
    readings = read_all(texts, bounds, scope.state_names())
    about_words = {(at, anchor) for at, it in enumerate(lines) for anchor in refused(rulings.get(it.id, ()))}
    return Whole(lines, rulings, bounds, readings, accused(spanning(texts, readings), about_words))
