"""How many brackets of a draft stand in the way of consensus: the number beside the link to the board."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from drafting.domain.anchors import Span
from drafting.domain.bracket_rulings import Ruled, excused, refused, runs_on
from drafting.domain.bracket_signs import CLOSERS
from drafting.domain.bracket_spans import BOUNDS, accused, spanning
from drafting.domain.brackets import read_all
from drafting.persistence.queries.drafts import Line
from drafting.services.scope import DraftScope


def open_brackets(scope: DraftScope, lines: Iterable[Line], rulings: Mapping[int, Iterable[Ruled]]) -> int:
    """lines: every paragraph of the draft in order; rulings: those in force, by paragraph id."""
    standing = [(it, tuple(rulings.get(it.id, ()))) for it in lines if it.state != "deleted"]
    return _counted(
        tuple(it.text for it, _ in standing),
        tuple(at for at, (it, said) in enumerate(standing) if it.kind in BOUNDS and not runs_on(said)),
        scope.state_names(),
        frozenset((at, anchor) for at, (_, said) in enumerate(standing) for anchor in excused(said)),
        frozenset((at, anchor) for at, (_, said) in enumerate(standing) for anchor in refused(said)),
    )


# Texts never change, so neither does the number of their brackets; the page of a draft asks for it each time.
@lru_cache(maxsize=64)
def _counted(
    texts: tuple[str, ...],
    bounds: tuple[int, ...],
    names: tuple[str, ...],
    settled: frozenset[tuple[int, Span]],
    about_words: frozenset[tuple[int, Span]],
) -> int:
    found = accused(spanning(texts, read_all(texts, bounds, names)), about_words)
    # A closing sign without a partner holds no words.
    own = (it for it in found if it.kind == "dispute" and texts[it.paragraph][it.start] not in CLOSERS)
    return sum((it.paragraph, it.anchor) not in settled for it in own)
