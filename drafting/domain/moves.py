"""Runs of words that went from one place of a text and stand identically among what came at another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens of one side that share a fate. hunk: index of their change; tokens: indexes, rising."""

    hunk: int
    tokens: tuple[int, ...]


def is_word(token: str) -> bool:
    return any(sign.isalnum() for sign in token)


def is_ordinary_space(token: str) -> bool:
    """Whether nobody could miss the token: a no-break space or a line break is not one."""
    return not token.strip(" ")


def says_something(tokens: Sequence[str], run: Sequence[int]) -> bool:
    """Whether a run is more than ordinary spaces."""
    return not all(is_ordinary_space(tokens[at]) for at in run)


# Of two words at least, or a long one. Within a longer run it takes more, or every "of the" of a new sentence would
# hide that words went.
_WORDS, _SIGNS, _WORDS_WITHIN = 2, 12, 4
_EDGES = frozenset(",;،，、；")


def without_moves(
    olds: Sequence[str], news: Sequence[str], gone: Sequence[Run], come: Sequence[Run]
) -> tuple[list[Run], list[Run], list[Run]]:
    """Return what is left of the runs that went and of those that came, and the runs of the old text that moved.

    Spaces and commas at the ends of a run go along where both places have the same ones.
    """
    left: list[Run] = []
    waiting = [_core(news, run) for run in come]
    moved: list[Run] = []
    for run in gone:
        mine = _core(olds, run)
        met = _met(mine, waiting) if mine.count >= _WORDS or len("".join(mine.words)) >= _SIGNS else None
        if met is None:
            left.append(run)
            continue
        index, core, there = met
        old_rest, new_rest = _rest(olds, run, core), _rest(news, waiting[index].run, there)
        if _signs(olds, old_rest) == _signs(news, new_rest):
            core, old_rest, new_rest = _stripped(olds, run.tokens, frozenset()), [], []
        moved.append(Run(run.hunk, core))
        left += old_rest
        waiting[index : index + 1] = [_core(news, rest) for rest in new_rest]
    return left, [it.run for it in waiting], moved


@dataclass(frozen=True, slots=True)
class _Core:
    """A run with its tokens inside the spaces and commas at its ends; count: how many of them are words."""

    run: Run
    tokens: tuple[int, ...]
    words: list[str]
    count: int


def _core(tokens: Sequence[str], run: Run) -> _Core:
    core = _stripped(tokens, run.tokens, _EDGES)
    words = [tokens[at] for at in core]
    return _Core(run, core, words, sum(map(is_word, words)))


def _met(mine: _Core, waiting: Sequence[_Core]) -> tuple[int, tuple[int, ...], tuple[int, ...]] | None:
    """Index of the run that this one moved to, and the tokens of both that are the same: all, or all of one."""
    for index, there in enumerate(waiting):
        if there.words == mine.words:
            return index, mine.tokens, there.tokens
    for index, there in enumerate(waiting):
        if min(mine.count, there.count) < _WORDS_WITHIN:
            continue
        if (at := _place(mine.words, there.words)) is not None:
            return index, mine.tokens, there.tokens[at : at + len(mine.tokens)]
        if (at := _place(there.words, mine.words)) is not None:
            return index, mine.tokens[at : at + len(there.tokens)], there.tokens
    return None


def _place(part: Sequence[str], whole: Sequence[str]) -> int | None:
    return next((at for at in range(len(whole) - len(part) + 1) if whole[at : at + len(part)] == part), None)


def _stripped(tokens: Sequence[str], run: Sequence[int], edges: frozenset[str]) -> tuple[int, ...]:
    """The tokens of a run without the spaces, and the signs of `edges`, at both ends."""
    kept = [at for at, token in enumerate(run) if not is_ordinary_space(tokens[token]) and tokens[token] not in edges]
    return tuple(run[kept[0] : kept[-1] + 1]) if kept else ()


def _rest(tokens: Sequence[str], run: Run, core: Sequence[int]) -> list[Run]:
    before = tuple(at for at in run.tokens if at < core[0])
    after = tuple(at for at in run.tokens if at > core[-1])
    return [Run(run.hunk, rest) for rest in (before, after) if says_something(tokens, rest)]


def _signs(tokens: Sequence[str], runs: Sequence[Run]) -> list[str]:
    return sorted(tokens[at] for at in chain.from_iterable(run.tokens for run in runs) if tokens[at].strip(" "))
