"""What a search looks for, and where it stands in a text. Total: any words at all are a query.

ё is written and looked for as е; capitals, punctuation and soft hyphens do not count; words in quotation marks stand
together, and so do the parts of a symbol ("Process/03/01/2026").
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

LONGEST_QUERY = 300  # signs; what is longer is cut
MOST_TERMS = 16
LONGEST_WORD = 60
AROUND = 14  # words shown before the first hit
SHOWN = 44  # words of a snippet
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]*)[\"“”»]|(\S+)")
# A phrase of one word or more, in order.
Term = tuple[str, ...]
Stem = Callable[[str], str]


@dataclass(frozen=True)
class Part:
    """A run of a snippet. found: whether the search found it."""

    text: str
    found: bool = False


def words(text: str) -> list[str]:
    """The words of a text in order, as they are compared."""
    flat = unicodedata.normalize("NFC", text.replace("\u00ad", "")).casefold().replace("ё", "е")
    return [it[:LONGEST_WORD] for it in _WORD.findall(flat)]


def terms(query: str) -> tuple[Term, ...]:
    """What is looked for: every one of these must be found. Empty where a query holds no word."""
    found = _QUOTED.finditer(query[:LONGEST_QUERY])
    phrases = dict.fromkeys(tuple(words(it[1] if it[1] is not None else it[2])) for it in found)
    return tuple(it for it in phrases if it)[:MOST_TERMS]


def snippet(text: str, sought: Collection[str], stem: Stem) -> tuple[Part, ...]:
    """The words round the first hit, what was found marked; the beginning where nothing is. sought: stems."""
    places = [it.span() for it in _WORD.finditer(text)]
    beginnings = {it[:2] for it in sought}
    hits = set(_hits(text, places, beginnings, sought, stem))
    first = max(min(hits, default=0) - AROUND, 0)
    shown = range(first, min(first + SHOWN, len(places)))
    if not shown:
        return ()
    opening = "… " if first else ""
    closing = " …" if shown[-1] + 1 < len(places) else ""
    end = places[shown[-1]][1] if closing else len(text)
    return tuple(_marked(text, [places[it] for it in shown if it in hits], places[first][0], end, opening, closing))


def _hits(
    text: str, places: list[tuple[int, int]], beginnings: set[str], sought: Collection[str], stem: Stem
) -> Iterator[int]:
    for index, (start, end) in enumerate(places):
        for word in words(text[start:end]):
            # A stem keeps its first letters, so that most words need not be asked for theirs.
            if word[:2] in beginnings and stem(word) in sought:
                yield index


def _marked(text: str, hits: list[tuple[int, int]], start: int, end: int, opening: str, closing: str) -> Iterator[Part]:
    at, before = start, opening
    for first, last in hits:
        if before or first > at:
            yield Part(before + text[at:first])
        yield Part(text[first:last], found=True)
        at, before = last, ""
    rest = before + text[at:end] + closing
    if rest:
        yield Part(rest)
