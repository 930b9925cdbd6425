"""Two versions of a whole document: which paragraphs stayed, changed, came, went, moved, were split or joined.

Equal paragraphs are found by their text alone. What is left is compared through an index of words and neighbouring
pairs of words, of which only the rarest are looked up: the work grows with the texts and not with their product.
Source: practice.md section 4 (no silent deletion: a list of additions, deletions, moves).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple

from drafting.domain.likeness import Bag, Pair, candidates, common, shingles, similarity

Outcome = Literal["unchanged", "relabelled", "changed", "moved", "split", "joined", "inserted", "deleted"]

# Shares of words and pairs of words, 0 to 1. Unrelated paragraphs of one negotiation have 0.1 to 0.2 in common.
_MOVED = 0.5  # and above: the same paragraph wherever it stands
_CHANGED = 0.3  # and above: the same paragraph where it stands between the same others and is of the same kind
_PART = 0.6  # of a part stands in the whole, and of the whole in its parts
_FEWEST = 2  # words of a part


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a version. kind and label: as in the document tree; text: with its inline markup."""

    kind: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of one paragraph, or of several that were split or joined.

    old, new: indexes in the two versions; one of them is empty for "inserted" and "deleted".
    similarity: share of the words and neighbouring pairs of words in common, 0 to 1; 1 also where only
    punctuation, markup or capitals differ.
    "relabelled": same text, same place, other label or kind. "moved": of another order than what stayed, its text
    equal or changed a little; split and joined paragraphs are called so wherever they stand.
    """

    outcome: Outcome
    old: tuple[int, ...]
    new: tuple[int, ...]
    similarity: float


class _Link(NamedTuple):
    old: tuple[int, ...]
    new: tuple[int, ...]
    similarity: float


def compare(olds: Sequence[Paragraph], news: Sequence[Paragraph]) -> tuple[Passage, ...]:
    """How one version became the other, in the reading order of the new one; a deletion stands where the text stood.

    Every index of either version occurs in exactly one passage. The same versions give the same answer, and
    exchanged they give its mirror: inserted for deleted, split for joined.
    """
    # Which of two exchanged paragraphs moved is a matter of taste; sorting the versions makes it one taste.
    turned = _sortable(news) < _sortable(olds)
    first, second = (news, olds) if turned else (olds, news)
    stayed, elsewhere = _links(first, second)
    if turned:
        stayed, elsewhere = [_mirrored(link) for link in stayed], [_mirrored(link) for link in elsewhere]
    named = [Passage(_outcome(link, olds, news), *link) for link in stayed]
    named += [Passage(_regrouping(link) or "moved", *link) for link in elsewhere]
    return tuple(_in_reading_order(named, stayed, len(olds), len(news)))


def _sortable(version: Sequence[Paragraph]) -> list[tuple[str, str, str]]:
    return [(it.text, it.label, it.kind) for it in version]


def _mirrored(link: _Link) -> _Link:
    return _Link(link.new, link.old, link.similarity)


def _regrouping(link: _Link) -> Outcome | None:
    if len(link.new) > 1:
        return "split"
    return "joined" if len(link.old) > 1 else None


def _outcome(link: _Link, olds: Sequence[Paragraph], news: Sequence[Paragraph]) -> Outcome:
    """What became of paragraphs that stayed in their place."""
    if regrouping := _regrouping(link):
        return regrouping
    old, new = olds[link.old[0]], news[link.new[0]]
    if old == new:
        return "unchanged"
    return "relabelled" if old.text == new.text else "changed"


def _in_reading_order(named: list[Passage], stayed: list[_Link], olds: int, news: int) -> Iterator[Passage]:
    begins = {it.new[0]: it for it in named}
    linked_old = set(chain.from_iterable(it.old for it in named))
    linked_new = set(chain.from_iterable(it.new for it in named))
    marks = sorted(link.old[0] for link in stayed)
    gone: defaultdict[int, list[Passage]] = defaultdict(list)
    for i in range(olds):
        if i not in linked_old:
            gone[bisect_left(marks, i)].append(Passage("deleted", (i,), (), 0.0))
    yield from gone[0]
    after = {link.new[0]: count for count, link in enumerate(sorted(stayed), start=1)}
    for j in range(news):
        if j in begins:
            yield begins[j]
        elif j not in linked_new:
            yield Passage("inserted", (), (j,), 0.0)
        yield from gone[after[j]] if j in after else ()


def _links(olds: Sequence[Paragraph], news: Sequence[Paragraph]) -> tuple[list[_Link], list[_Link]]:
    """(what stayed in order, what stands elsewhere)."""
    equal = _equal([it.text for it in olds], [it.text for it in news])
    links = [_Link((i,), (j,), 1.0) for i, j in equal.items()]
    left = {i: shingles(it.text) for i, it in enumerate(olds) if i not in equal}
    taken = set(equal.values())
    came = {j: shingles(it.text) for j, it in enumerate(news) if j not in taken}
    due = _due(equal, came)
    likely = candidates(left, came, due)
    links += [_Link((i,), run, near) for i, run, near in _regrouped(left, came, likely)]
    turned = [(j, i) for i, j in likely]
    links += [_Link(run, (j,), near) for j, run, near in _regrouped(came, left, turned)]
    near = _near(left, came, likely, due)
    links += _best(pair for pair in near if pair[0] >= _MOVED)
    stayed = _rising(links)
    kept = set(stayed)
    elsewhere = [link for link in links if link not in kept]
    of_one_kind = (pair for pair in near if olds[pair[1]].kind == news[pair[2]].kind)
    return _rising([*stayed, *_rewritten(of_one_kind, stayed, links)]), elsewhere


def _equal(olds: Sequence[str], news: Sequence[str]) -> dict[int, int]:
    """Old index → new index of paragraphs with the same text.

    A text that stands once in each version is certain; one that stands several times follows its neighbours, and
    the rest of its places are taken in order.
    """
    old_places, new_places = _places(olds), _places(news)
    found = {
        old_places[text][0]: places[0]
        for text, places in new_places.items()
        if len(places) == 1 and len(old_places.get(text, ())) == 1
    }
    taken = set(found.values())
    for step, start in ((1, (-1, -1)), (-1, (len(olds), len(news)))):
        for at in [start, *found.items()]:
            i, j = at[0] + step, at[1] + step
            while 0 <= i < len(olds) and 0 <= j < len(news) and olds[i] == news[j]:
                if i in found or j in taken:
                    break
                found[i] = j
                taken.add(j)
                i, j = i + step, j + step
    for text, places in new_places.items():
        rest = [i for i in old_places.get(text, ()) if i not in found]
        found |= dict(zip(rest, [j for j in places if j not in taken], strict=False))
    return found


def _places(texts: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        places.setdefault(text, []).append(index)
    return places


def _due(equal: Mapping[int, int], came: Iterable[int]) -> dict[int, int]:
    """For each new paragraph the old index at the same distance from the last paragraph that both versions have."""
    back = sorted((j, i) for i, j in equal.items())
    marks = [(-1, -1), *back]
    return {j: marks[at][1] + j - marks[at][0] for j in came for at in (bisect_left(back, (j, 0)),)}


def _regrouped(
    wholes: dict[int, Bag], parts: dict[int, Bag], likely: Iterable[Pair]
) -> Iterator[tuple[int, tuple[int, ...], float]]:
    """(whole, its neighbouring parts, similarity); what is found leaves both dictionaries.

    likely: (whole, part). Around the part that has most of the whole, neighbours are taken while they consist of
    words that the whole still has to give, so that words are never counted twice.
    """
    offered: defaultdict[int, list[int]] = defaultdict(list)
    for whole, part in likely:
        offered[whole].append(part)
    for whole, seeds in sorted(offered.items()):
        # A part without a neighbour to be found is no part of anything.
        free = [part for part in seeds if part in parts and (part - 1 in parts or part + 1 in parts)]
        if whole not in wholes or not free:
            continue
        bag = wholes[whole]
        run = _run(bag, max(free, key=lambda part: common(bag, parts[part])), parts)
        if not run[1:]:
            continue
        together = sum((parts[part] for part in run), Bag())
        if common(bag, together) >= _PART * bag.total():
            yield whole, tuple(run), similarity(bag, together)
            del wholes[whole]
            for part in run:
                del parts[part]


def _run(whole: Bag, seed: int, parts: Mapping[int, Bag]) -> range:
    """The neighbouring parts around a seed that belong to the whole; empty where there are none."""
    if not _is_part(parts[seed], whole):
        return range(seed, seed)
    rest = whole - parts[seed]
    ends = []
    for step in (1, -1):
        at = seed + step
        while at in parts and _is_part(parts[at], rest):
            rest -= parts[at]
            at += step
        ends.append(at)
    return range(ends[1] + 1, ends[0])


def _is_part(part: Bag, rest: Bag) -> bool:
    # So many words make one pair less.
    return part.total() >= 2 * _FEWEST - 1 and common(part, rest) >= _PART * part.total()


def _near(
    left: Mapping[int, Bag], came: Mapping[int, Bag], likely: Iterable[Pair], due: Mapping[int, int]
) -> list[tuple[float, int, int]]:
    """(similarity, old, new) of those still free, the most similar first, of like ones the nearest."""
    scored = [(similarity(left[i], came[j]), i, j) for i, j in likely if i in left and j in came]
    return sorted(scored, key=lambda it: (-it[0], abs(it[1] - due[it[2]]), it[1]))


def _best(ranked: Iterable[tuple[float, int, int]], links: Collection[_Link] = ()) -> list[_Link]:
    """One link for each paragraph, the first come first; links: whose paragraphs have one already."""
    olds = set(chain.from_iterable(link.old for link in links))
    news = set(chain.from_iterable(link.new for link in links))
    found: list[_Link] = []
    for near, i, j in ranked:
        if i not in olds and j not in news:
            olds.add(i)
            news.add(j)
            found.append(_Link((i,), (j,), near))
    return found


def _rewritten(
    ranked: Iterable[tuple[float, int, int]], stayed: Sequence[_Link], links: Collection[_Link]
) -> list[_Link]:
    """Links of paragraphs that have less in common but stand between the same paragraphs that stayed."""
    old_marks = sorted(link.old[0] for link in stayed)
    new_marks = sorted(link.new[0] for link in stayed)
    return _best(
        (
            (near, i, j)
            for near, i, j in ranked
            if near >= _CHANGED and bisect_right(old_marks, i) == bisect_right(new_marks, j)
        ),
        links,
    )


def _rising(links: Iterable[_Link]) -> list[_Link]:
    """The longest run of links that is in order in both versions."""
    ordered = sorted(links)
    # Patience: the smallest end of a rising run of each length, and the link before each link.
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, link in enumerate(ordered):
        pile = bisect_left(ends, link.new[0])
        before.append(tops[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [link.new[0]]
        tops[pile : pile + 1] = [index]
    run: list[_Link] = []
    index = tops[-1] if tops else -1
    while index >= 0:
        run.append(ordered[index])
        index = before[index]
    return run[::-1]
