"""Changes between two texts, word by word, exact on both sides.

The tokens of both texts are mapped to characters for diff-match-patch; its search is replaced by one that is
exact, needs no clock (the same texts always give the same changes) and is bounded. Source: design.md "The text".
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple

from diff_match_patch import diff_match_patch

from drafting.domain.words import pieces

Op = Literal["equal", "delete", "insert"]


@dataclass(frozen=True, slots=True)
class Change:
    """A run of text. number: 1, 2, … in reading order; a deletion and what replaces it share it; 0 when equal."""

    op: Op
    text: str
    number: int = 0


class Hunk(NamedTuple):
    """Tokens `start:end` of the old text became tokens `new_start:new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return how `old` became `new`, in reading order, a deletion before what replaces it.

    Never inside a word or a number. An unchanged space alone between two changes that together delete and insert is
    marked with them, so that replaced words read as one phrase; nothing else unchanged is ever marked.
    """
    olds, news = pieces(old), pieces(new)
    found = phrases(olds, hunks(olds, news))
    return tuple(change for change in _changes(olds, news, found) if change.text)


def old_text(found: Sequence[Change]) -> str:
    """Return the text before the changes."""
    return "".join(change.text for change in found if change.op != "insert")


def new_text(found: Sequence[Change]) -> str:
    """Return the text after the changes."""
    return "".join(change.text for change in found if change.op != "delete")


def hunks(olds: Sequence[str], news: Sequence[str]) -> list[Hunk]:
    """Return the differing stretches of two lists of tokens, in order, each where a reader expects it."""
    coded = _coded(olds, news)
    if coded is None:
        return [Hunk(0, len(olds), 0, len(news))]
    return _placed(olds, news, _stretches(_ENGINE.diff_main(*coded, checklines=False)))


def phrases(olds: Sequence[str], found: Sequence[Hunk]) -> list[Hunk]:
    """Join hunks that only a space parts, where together they both delete and insert."""
    joined: list[Hunk] = []
    for hunk in found:
        last = joined[-1] if joined else None
        if last and olds[last.end : hunk.start] == [" "]:
            both = Hunk(last.start, hunk.end, last.new_start, hunk.new_end)
            if both.end - both.start > 1 and both.new_end - both.new_start > 1:
                joined[-1] = both
                continue
        joined.append(hunk)
    return joined


def _changes(olds: Sequence[str], news: Sequence[str], found: Sequence[Hunk]) -> Iterator[Change]:
    at = 0
    for number, hunk in enumerate(found, start=1):
        yield Change("equal", "".join(olds[at : hunk.start]))
        yield Change("delete", "".join(olds[hunk.start : hunk.end]), number)
        yield Change("insert", "".join(news[hunk.new_start : hunk.new_end]), number)
        at = hunk.end
    yield Change("equal", "".join(olds[at:]))


_SURROGATES = range(0xD800, 0xE000)
_AVAILABLE = 0x110000 - len(_SURROGATES)


def _coded(olds: Sequence[str], news: Sequence[str]) -> tuple[str, str] | None:
    """Both lists as strings of one character per token, or None when there are more tokens than characters."""
    distinct = dict.fromkeys(chain(olds, news))
    if len(distinct) > _AVAILABLE:
        return None
    # A surrogate is not a character: it would break at the first encoding.
    codes = {
        token: chr(code if code < _SURROGATES.start else code + len(_SURROGATES)) for code, token in enumerate(distinct)
    }
    return "".join([codes[token] for token in olds]), "".join([codes[token] for token in news])


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


# Products of two lengths in tokens. Up to EXACT (texts of some 9,000 characters) the search is exact and takes
# milliseconds; above it the text is first cut at words that occur once on each side; a cut that is still above
# LIMIT (some 60,000 characters without one such word) is replaced as a whole.
_EXACT = 10_000_000
_LIMIT = 400_000_000


class _Engine(diff_match_patch):  # type: ignore[misc] # the library is untyped
    """diff-match-patch, which trims and merges, with a search of our own: its own is bounded by a clock only."""

    def __init__(self) -> None:
        super().__init__()
        self.Diff_Timeout = 0

    def diff_bisect(self, text1: str, text2: str, deadline: float) -> list[tuple[int, str]]:  # noqa: ARG002
        if len(text1) * len(text2) <= _EXACT:
            return _aligned(text1, text2, _common(text1, text2))
        diffs: list[tuple[int, str]] = []
        x = y = 0
        for i, j in [*_anchors(text1, text2), (len(text1), len(text2))]:
            diffs += _between(text1[x:i], text2[y:j])
            diffs.append((self.DIFF_EQUAL, text1[i : i + 1]))
            x, y = i + 1, j + 1
        return diffs


def _between(text1: str, text2: str) -> list[tuple[int, str]]:
    if text1 == text2:
        return [(diff_match_patch.DIFF_EQUAL, text1)]
    pairs = _common(text1, text2) if len(text1) * len(text2) <= _LIMIT else []
    return _aligned(text1, text2, pairs)


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


def _common(text1: str, text2: str) -> list[tuple[int, int]]:
    """Return the positions of a longest common subsequence, in order.

    Hyyrö's bit-vector form ("Bit-parallel LCS-length computation revisited", 2004): one addition of whole
    integers per character of text2 in place of one step per pair of characters.
    """
    masks: dict[str, int] = {}
    for i, char in enumerate(text1):
        masks[char] = masks.get(char, 0) | 1 << i
    row = full = (1 << len(text1)) - 1
    rows: list[int] = []
    for char in text2:
        same = row & masks.get(char, 0)
        row = ((row + same) | (row - same)) & full
        rows.append(row)
    pairs: list[tuple[int, int]] = []
    i, j = len(text1), len(text2)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
        elif j > 1 and not rows[j - 2] >> (i - 1) & 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _aligned(text1: str, text2: str, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, str]]:
    """Return what lies between and on matching positions as diff-match-patch's list."""
    diffs: list[tuple[int, str]] = []
    x = y = 0
    for i, j in [*pairs, (len(text1), len(text2))]:
        if (i, j) != (x, y):
            diffs.append((diff_match_patch.DIFF_DELETE, text1[x:i]))
            diffs.append((diff_match_patch.DIFF_INSERT, text2[y:j]))
        diffs.append((diff_match_patch.DIFF_EQUAL, text1[i : i + 1]))
        x, y = i + 1, j + 1
    return diffs


_ENGINE = _Engine()

# How far a deletion or insertion is moved, in tokens, to stand where a reader expects it.
_REACH = 64
_SENTENCE_ENDS = frozenset(".;:!?…。；：！？؟؛")
_SEPARATORS = frozenset(" ,;،，、")
_PAIRED = {"]": "[", ")": "(", "}": "{", "】": "【", "］": "［", "»": "«", "”": "“"}
_OPENERS = frozenset(_PAIRED.values())


def _placed(olds: Sequence[str], news: Sequence[str], found: Sequence[Hunk]) -> list[Hunk]:
    """Move each pure deletion or insertion among the places that give the same texts to the most readable one."""
    placed: list[Hunk] = []
    for index, hunk in enumerate(found):
        # One unchanged token at least stays on either side, or hunks would run together.
        floor = placed[-1].end + 1 if placed else 0
        roof = found[index + 1].start - 1 if index + 1 < len(found) else len(olds)
        places = _places(olds, news, hunk, floor, roof)
        placed.append(max(places, key=lambda place: _readable(olds, news, place)) if places[1:] else hunk)
    return placed


def _places(olds: Sequence[str], news: Sequence[str], hunk: Hunk, floor: int, roof: int) -> list[Hunk]:
    """Every place of a hunk within the unchanged tokens around it, leftmost first."""
    if hunk.end > hunk.start and hunk.new_end > hunk.new_start:
        return [hunk]
    tokens, first, last = (
        (olds, hunk.start, hunk.end) if hunk.end > hunk.start else (news, hunk.new_start, hunk.new_end)
    )
    left = right = 0
    most = min(_REACH, hunk.start - floor)
    while left < most and tokens[first - left - 1] == tokens[last - left - 1]:
        left += 1
    most = min(_REACH, roof - hunk.end)
    while right < most and tokens[first + right] == tokens[last + right]:
        right += 1
    return [Hunk(*(at + step for at in hunk)) for step in range(-left, right + 1)]


def _readable(olds: Sequence[str], news: Sequence[str], place: Hunk) -> tuple[bool, bool, bool]:
    """Whole brackets and quotations first, then whole sentences, then words with the space before them."""
    run = olds[place.start : place.end] or news[place.new_start : place.new_end]
    sentences = _last_sign(olds, place.start) in _SENTENCE_ENDS and _last_sign(run, len(run)) in _SENTENCE_ENDS
    phrase = run[0] in _SEPARATORS and run[-1] not in _SEPARATORS
    return _is_balanced(run), sentences, phrase


def _last_sign(tokens: Sequence[str], end: int) -> str:
    """The last token before `end` that is not a space; a text begins as if after a sentence."""
    while end and tokens[end - 1].isspace():
        end -= 1
    return tokens[end - 1] if end else "."


def _is_balanced(run: Sequence[str]) -> bool:
    opened: list[str] = []
    for token in run:
        if token in _OPENERS:
            opened.append(token)
        elif token in _PAIRED and (not opened or opened.pop() != _PAIRED[token]):
            return False
    return not opened and run.count("*") % 2 == 0 and run.count("**") % 2 == 0
