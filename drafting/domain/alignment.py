"""Which tokens two texts have in common, in order: as many as possible, exactly and in bounded time.

The tokens of both texts are mapped to characters for diff-match-patch; its search, which a clock bounds, is replaced
by one that is exact and always gives the same answer: the longest common subsequence of rapidfuzz. Where as many tokens
can stay equal in several ways, words stay rather than spaces.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, cast

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import LCSseq


class Hunk(NamedTuple):
    """Tokens `start:end` of the old text became tokens `new_start:new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


class Base:
    """A text as tokens, to be compared with one text or with many."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self._codes = _Codes()
        self._coded = self._as_characters(tokens)

    def differing(self, news: Sequence[str]) -> list[Hunk]:
        """Return the stretches between the tokens that both texts have in common, in order."""
        coded = self._as_characters(news)
        if self._coded is None or coded is None:
            return [Hunk(0, len(self.tokens), 0, len(news))]
        found = _stretches(_ENGINE.diff_main(self._coded, coded, checklines=False))
        return [it for run in _runs(self._coded, found, self._codes.spaces) for it in self._worded(coded, run)]

    def _worded(self, coded: str, run: list[Hunk]) -> list[Hunk]:
        """Keep the words that both sides of a run have, where as many tokens stay equal as with its spaces alone."""
        first, last = run[0], run[-1]
        old, new = cast("str", self._coded)[first.start : last.end], coded[first.new_start : last.new_end]
        if len(run) == 1 or len(old) * len(new) > _LIMIT:
            return run
        diffs = _around_words(old, new, self._codes.spaces)
        kept = sum(len(text) for op, text in diffs if op == diff_match_patch.DIFF_EQUAL)
        if kept < sum(then.start - it.end for it, then in pairwise(run)):
            return run
        return [
            Hunk(first.start + start, first.start + end, first.new_start + new_start, first.new_start + new_end)
            for start, end, new_start, new_end in _stretches(diffs)
        ]

    def _as_characters(self, tokens: Sequence[str]) -> str | None:
        """One character for each token, None when there are more tokens than characters."""
        if len(self._codes) + len(tokens) > _AVAILABLE and len({*self._codes, *tokens}) > _AVAILABLE:
            return None
        return "".join(map(self._codes.__getitem__, tokens))


class _Codes(dict[str, str]):
    """A character for each distinct token, given when the token is first seen. spaces: those of white space."""

    def __init__(self) -> None:
        super().__init__()
        self.spaces: set[str] = set()

    def __missing__(self, token: str) -> str:
        code = len(self)
        # A surrogate is not a character: it would break at the first encoding.
        char = self[token] = chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
        if token.isspace():
            self.spaces.add(char)
        return char


_SURROGATES = range(0xD800, 0xE000)
_AVAILABLE = 0x110000 - len(_SURROGATES)


def _stretches(diffs: Sequence[tuple[int, str]]) -> list[Hunk]:
    found: list[Hunk] = []
    old = new = 0
    for op, text in diffs:
        if op == diff_match_patch.DIFF_EQUAL:
            old, new = old + len(text), new + len(text)
            continue
        adjoins = found and (found[-1].end, found[-1].new_end) == (old, new)
        begun = found.pop() if adjoins else Hunk(old, old, new, new)
        if op == diff_match_patch.DIFF_DELETE:
            old += len(text)
        else:
            new += len(text)
        found.append(Hunk(begun.start, old, begun.new_start, new))
    return found


def _runs(coded: str, found: Sequence[Hunk], spaces: set[str]) -> Iterator[list[Hunk]]:
    """Gather the hunks that nothing but white space parts."""
    run: list[Hunk] = []
    for hunk in found:
        if run and not spaces.issuperset(coded[run[-1].end : hunk.start]):
            yield run
            run = []
        run.append(hunk)
    if run:
        yield run


def _around_words(old: str, new: str, spaces: set[str]) -> list[tuple[int, str]]:
    """Return the differences of two strings with as many equal words as possible, and then spaces."""
    words, others = ([(at, sign) for at, sign in enumerate(side) if sign not in spaces] for side in (old, new))
    same = LCSseq.opcodes(*("".join(sign for _, sign in side) for side in (words, others)))
    pairs = [
        (one[0], other[0])
        for step in same
        if step.tag == "equal"
        for one, other in zip(
            words[step.src_start : step.src_end], others[step.dest_start : step.dest_end], strict=True
        )
    ]
    return _split_at(pairs, old, new, _searched) if pairs else []


# Products of two lengths in tokens up to which the search is exact: texts of some 60,000 characters, 50 MB and some
# 20 ms. Above it the text is first cut at words that occur once on each side; what is still above it after that
# is replaced as a whole.
_LIMIT = 400_000_000


class _Engine(diff_match_patch):  # type: ignore[misc] # the library is untyped
    """diff-match-patch, which trims and merges, with a search of our own."""

    def __init__(self) -> None:
        super().__init__()
        self.Diff_Timeout = 0

    def diff_bisect(self, text1: str, text2: str, deadline: float) -> list[tuple[int, str]]:  # noqa: ARG002
        if len(text1) * len(text2) <= _LIMIT:
            return _searched(text1, text2)
        return _split_at(_anchors(text1, text2), text1, text2, _between)


def _split_at(
    pairs: Sequence[tuple[int, int]], text1: str, text2: str, between: Callable[[str, str], list[tuple[int, str]]]
) -> list[tuple[int, str]]:
    """Return the differences of two strings that have the signs of each pair of positions in common."""
    diffs: list[tuple[int, str]] = []
    x = y = 0
    for i, j in [*pairs, (len(text1), len(text2))]:
        diffs += between(text1[x:i], text2[y:j])
        diffs.append((diff_match_patch.DIFF_EQUAL, text1[i : i + 1]))
        x, y = i + 1, j + 1
    return diffs


def _between(text1: str, text2: str) -> list[tuple[int, str]]:
    if len(text1) * len(text2) <= _LIMIT:
        return _searched(text1, text2)
    if text1 == text2:
        return [(diff_match_patch.DIFF_EQUAL, text1)]
    return [(diff_match_patch.DIFF_DELETE, text1), (diff_match_patch.DIFF_INSERT, text2)]


def _searched(text1: str, text2: str) -> list[tuple[int, str]]:
    """Return the differences of two strings as diff-match-patch has them, with as many equal signs as possible."""
    diffs: list[tuple[int, str]] = []
    for step in LCSseq.opcodes(text1, text2):
        mine = text1[step.src_start : step.src_end]
        if step.tag == "equal":
            diffs.append((diff_match_patch.DIFF_EQUAL, mine))
        else:
            diffs.append((diff_match_patch.DIFF_DELETE, mine))
            diffs.append((diff_match_patch.DIFF_INSERT, text2[step.dest_start : step.dest_end]))
    return diffs


def _anchors(text1: str, text2: str) -> list[tuple[int, int]]:
    """Return the longest rising run of positions whose character occurs once in each text."""
    once = {char for char, count in Counter(text2).items() if count == 1}
    places = {char: j for j, char in enumerate(text2) if char in once}
    counts = Counter(text1)
    pairs = [(i, places[char]) for i, char in enumerate(text1) if char in places and counts[char] == 1]
    # Patience: the smallest end of a rising run of each length, and the pair before each pair.
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        pile = bisect_left(ends, j)
        before.append(tops[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [j]
        tops[pile : pile + 1] = [index]
    run: list[tuple[int, int]] = []
    index = tops[-1] if tops else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


_ENGINE = _Engine()
