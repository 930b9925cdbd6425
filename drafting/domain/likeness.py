"""How much two texts have in common: their words and their pairs of neighbouring words, which keep the order.

Whoever is like whom among many is found through the rarest of these, so that the work grows with the texts and not
with their product.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import chain, pairwise

from drafting.domain.words import pieces

Bag = Counter[str]
Pair = tuple[int, int]

# What is looked up for one paragraph: so many of its rarest shingles, each in at most so many paragraphs.
_RAREST, _CROWD, _CANDIDATES = 16, 32, 3


def shingles(text: str) -> Bag:
    """The words of a text and the pairs of neighbouring words, each as often as it occurs."""
    words = [piece for piece in pieces(text.casefold()) if piece[0].isalnum()]
    return Counter(chain(words, map(" ".join, pairwise(words))))


def candidates(left: Mapping[int, Bag], came: Mapping[int, Bag], due: Mapping[int, int]) -> list[Pair]:
    """(old, new) of texts that may be like each other: a few for each new one, of equally likely ones the nearest.

    left, came: the shingles of old and new texts by their indexes; due: for each new one the old index that its
    place suggests. Likely is what shares most of the rarest shingles of the new text. The one that is due stands
    among them, as there is nothing rare in a text that comes forty times.
    """
    index: defaultdict[str, list[int]] = defaultdict(list)
    for i, bag in left.items():
        for shingle in bag:
            index[shingle].append(i)
    found: list[Pair] = []
    for j, bag in came.items():
        known = sorted((index[shingle] for shingle in bag if shingle in index), key=len)[:_RAREST]
        votes = Counter(chain.from_iterable(places for places in known if len(places) <= _CROWD))
        best = sorted((-count, abs(i - due[j]), i) for i, count in votes.items())[:_CANDIDATES]
        likely = dict.fromkeys(i for count, _, i in best if 2 * count < best[0][0])
        found += [(i, j) for i in likely | ({due[j]: None} if due[j] in left else {})]
    return found


def common(one: Bag, two: Bag) -> int:
    """How many shingles both have, a repeated one as often as both have it."""
    shared = one.keys() & two.keys()
    return sum(map(min, map(one.__getitem__, shared), map(two.__getitem__, shared)))


def similarity(one: Bag, two: Bag) -> float:
    """The share of both that they have in common, 0 to 1; 0 where there is no word at all."""
    total = one.total() + two.total()
    return 2 * common(one, two) / total if total else 0.0
