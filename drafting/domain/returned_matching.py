"""Which paragraph of the draft each paragraph of a copy's base is: by its anchor, by its words, by words like them.

An anchor is a strong hint and no proof: a new paragraph begun in front of an old one takes the old one's bookmark, and
other programs drop it.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from drafting.domain.comparison import Paragraph, Passage, compare
from drafting.domain.likeness import shingles, similarity
from drafting.domain.returned import Matched

_NEAR = 0.5  # and above: an anchor is believed at once
_FAR = 0.3  # and above: it is believed where nothing speaks against it
_ANCHORED, _ANCHORED_ALONE, _TWICE = 0.95, 0.6, 0.9


class Old(NamedTuple):
    """A paragraph of the draft. anchor: its id; text: as it would come back unchanged."""

    anchor: int
    text: str


class New(NamedTuple):
    """A paragraph of the copy's base. anchors: the ids whose bookmarks begin in it."""

    anchors: tuple[int, ...]
    text: str


class Match(NamedTuple):
    """olds, news: indexes that belong together, one of each but where a paragraph was split or joined."""

    olds: tuple[int, ...]
    news: tuple[int, ...]
    matched: Matched
    confidence: float


def matches(olds: Sequence[Old], news: Sequence[New]) -> tuple[Match, ...]:
    """Each index of either side is in one match at most."""
    if [it.text for it in olds] == [it.text for it in news]:
        hints = (_hint(old, new) for old, new in zip(olds, news, strict=True))
        return tuple(Match((at,), (at,), hint, 1.0) for at, hint in enumerate(hints))
    pinned = _pinned(olds, news)
    by_new = {j: i for i, j in pinned.items()}
    # What an anchor has settled is the same text to the comparison, which then need not read it.
    before = [Paragraph("", "", f"\0{i}" if i in pinned else it.text) for i, it in enumerate(olds)]
    after = [Paragraph("", "", f"\0{by_new[j]}" if j in by_new else it.text) for j, it in enumerate(news)]
    passages = [it for it in compare(before, after) if it.old and it.new]
    often = _repeated(olds)
    found = [_match(it, olds, news, often) for it in passages]
    return (*found, *_by_anchor_alone(olds, news, found))


def _hint(old: Old, new: New) -> Matched:
    return "anchor" if old.anchor in new.anchors else "words"


def _repeated(olds: Sequence[Old]) -> set[str]:
    return {text for text, count in Counter(it.text for it in olds).items() if count > 1}


def _pinned(olds: Sequence[Old], news: Sequence[New]) -> dict[int, int]:
    """Old index → new index where the anchor and the words say the same."""
    bearers = _bearers(news)
    texts = {it.text for it in news}
    found: dict[int, int] = {}
    taken: set[int] = set()
    for i, old in enumerate(olds):
        j = bearers.get(old.anchor, -1)
        if j < 0 or j in taken:
            continue
        same = old.text == news[j].text
        # Where the very words stand elsewhere, or a neighbour may have a part of them, all is to be compared.
        alone = same or (
            old.text not in texts and _has_anchored_neighbours(news, j) and _has_neighbours(olds, i, bearers)
        )
        if alone and (same or similarity(shingles(old.text), shingles(news[j].text)) >= _NEAR):
            found[i] = j
            taken.add(j)
    return found


def _bearers(news: Sequence[New]) -> dict[int, int]:
    """Anchor → the one paragraph that bears it; the first, should a file bear it twice."""
    return {anchor: j for j in reversed(range(len(news))) for anchor in news[j].anchors}


def _has_anchored_neighbours(news: Sequence[New], j: int) -> bool:
    return all(news[at].anchors for at in (j - 1, j + 1) if 0 <= at < len(news))


def _has_neighbours(olds: Sequence[Old], i: int, bearers: Mapping[int, int]) -> bool:
    return all(olds[at].anchor in bearers for at in (i - 1, i + 1) if 0 <= at < len(olds))


def _match(it: Passage, olds: Sequence[Old], news: Sequence[New], often: Collection[str]) -> Match:
    first, other = olds[it.old[0]], news[it.new[0]]
    anchored = any(olds[i].anchor in news[j].anchors for i in it.old for j in it.new)
    same = first.text == other.text
    near = 1.0 if same else similarity(shingles(first.text), shingles(other.text))
    if anchored and (same or near >= _FAR):
        return Match(it.old, it.new, "anchor", 1.0 if same else _ANCHORED)
    if same:
        return Match(it.old, it.new, "words", _TWICE if first.text in often else 1.0)
    sure = round((1 + max(near, it.similarity)) / 2, 2)
    return Match(it.old, it.new, "likeness" if it.similarity >= _NEAR else "place", sure)


def _by_anchor_alone(olds: Sequence[Old], news: Sequence[New], found: Sequence[Match]) -> list[Match]:
    """Paragraphs written anew from the first word to the last, known by nothing but their anchors."""
    had = {i for it in found for i in it.olds}
    used = {j for it in found for j in it.news}
    bearers = _bearers(news)
    left = []
    for i, old in enumerate(olds):
        j = bearers.get(old.anchor, -1) if i not in had else -1
        if j >= 0 and j not in used:
            used.add(j)
            left.append(Match((i,), (j,), "anchor", _ANCHORED_ALONE))
    return left
