"""What became of each token between two texts: gone, come, moved, or a bracket sign lifted or put.

Every token that `drafting.domain.diff` marks has exactly one fate, save an ordinary space left over beside a lifted
bracket or a moved run, which goes with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from drafting.domain.bracket_pairs import inside, pairs_that_go, signs_of
from drafting.domain.diff import Hunk, hunks, phrases
from drafting.domain.moves import Run, is_word, says_something, without_moves
from drafting.domain.words import pieces


@dataclass(frozen=True, slots=True)
class Pair:
    """Brackets lifted or put. at: index of the first sign's token on its side; words: what stands inside."""

    hunk: int
    at: int
    words: str


@dataclass(frozen=True, slots=True)
class Fates:
    """gone, moved, lifted: by tokens of `olds`; come, added: by tokens of `news`; each in reading order.

    words_before: for each offset in tokens of `olds`, its end included, how many words stand before it; all_gone,
    all_moved: the tokens of these runs together.
    """

    olds: Sequence[str]
    news: Sequence[str]
    hunks: Sequence[Hunk]
    gone: tuple[Run, ...]
    come: tuple[Run, ...]
    moved: tuple[Run, ...]
    lifted: tuple[Pair, ...]
    added: tuple[Pair, ...]
    words_before: Sequence[int]
    all_gone: frozenset[int]
    all_moved: frozenset[int]


# Texts never change, so neither does what became of one in another; each is asked for beside many others.
@lru_cache(maxsize=1024)
def fates(old: str, new: str) -> Fates:
    """Return what became of `old` in `new`. The same texts always give the same answer."""
    olds, news = pieces(old), pieces(new)
    found = phrases(olds, hunks(olds, news))
    gone, lifted = _side(old, olds, [(it.start, it.end) for it in found])
    come, added = _side(new, news, [(it.new_start, it.new_end) for it in found])
    gone, come, moved = without_moves(olds, news, gone, come)
    return Fates(
        olds=olds,
        news=news,
        hunks=found,
        gone=tuple(gone),
        come=tuple(come),
        moved=tuple(moved),
        lifted=tuple(lifted),
        added=tuple(added),
        words_before=tuple(accumulate(map(is_word, olds), initial=0)),
        all_gone=frozenset(at for run in gone for at in run.tokens),
        all_moved=frozenset(at for run in moved for at in run.tokens),
    )


def _side(text: str, tokens: Sequence[str], spans: Sequence[tuple[int, int]]) -> tuple[list[Run], list[Pair]]:
    """The changed tokens of one side by hunk, and apart from them the bracket pairs whose words stay."""
    hunk_of = {at: index for index, (start, end) in enumerate(spans) for at in range(start, end)}
    changed = [at in hunk_of for at, token in enumerate(tokens) for _ in token]
    starts = {start: at for at, start in enumerate(accumulate(map(len, tokens), initial=0))}
    pairs: list[Pair] = []
    signs: set[int] = set()
    for it in pairs_that_go(text, changed):
        first, last = (starts[sign] for sign in signs_of(it))
        pairs.append(Pair(hunk_of[first], first, inside(text, it)))
        signs |= {first, last}
    runs: list[Run] = []
    for index, (start, end) in enumerate(spans):
        run = tuple(at for at in range(start, end) if at not in signs)
        if len(run) == end - start or says_something(tokens, run):
            runs.append(Run(index, run))
    return [run for run in runs if run.tokens], pairs
