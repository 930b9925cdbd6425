"""Where a text names States: each mention with its brackets, its note marks, and the list that it stands in.

Source: practice.md section 3: a bracketed name of a State is its participation, no dispute about words. Nothing of the
text is changed or lost: a mention is a pair of offsets.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafting.domain.anchors import Span
from drafting.domain.bracket_signs import scan
from drafting.domain.state_names import Names, forms

# (key of a State, its names), in English alphabetical order.
States = tuple[tuple[int, Names], ...]
# The key of whoever is not spoken of here: its names are known only to be told from those that they contain, as the
# Democratic Republic of the Congo is not the Congo.
OTHER = -1


@dataclass(frozen=True, slots=True)
class Mention:
    """A State named in a text. start, stop: of the name itself; party: the State's key.

    bracket: the bracket round just this name, None without one; marks: (start, stop, key) of the note marks that adjoin
    it, inside its bracket or behind it, a comma or a closing bracket between them allowed.
    """

    start: int
    stop: int
    party: int
    bracket: Span | None
    marks: tuple[tuple[int, int, str], ...]

    @property
    def outer(self) -> Span:
        return self.bracket or (self.start, self.stop)


class Lexicon:
    """Finds names, the longest first, never inside another word."""

    def __init__(self, states: States) -> None:
        self._by_first: dict[str, list[tuple[str, re.Pattern[str], int]]] = {}
        for key, names in states:
            for form in forms(names):
                first = _WORD.search(form)
                if first:
                    self._by_first.setdefault(first.group(), []).append((form, _pattern(form), key))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda it: (-len(it[0]), it[2] == OTHER, it[2]))

    def names(self, text: str) -> Iterator[tuple[int, int, int]]:
        """(start, stop, key) of each name, in order; they do not overlap. Those of OTHER are among them."""
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end or word.group() not in self._by_first or _is_compound(text, word.start()):
                continue
            for _, pattern, key in self._by_first[word.group()]:
                found = pattern.match(text, word.start())
                if found:
                    end = found.end()
                    yield word.start(), end, key
                    break


@lru_cache(maxsize=32)
def lexicon(states: States) -> Lexicon:
    """Made once for the States of a Process."""
    return Lexicon(states)


@lru_cache(maxsize=4096)
def mentions(text: str, states: States) -> tuple[Mention, ...]:
    """The States named in a text, in order; never OTHER."""
    found = [it for it in lexicon(states).names(text) if it[2] != OTHER]
    if not found:
        return ()
    pairs = scan(text).pairs
    return tuple(_mention(text, pairs, *it) for it in found)


def heard(
    text: str, states: States, *, confirmed: Iterable[tuple[Span, int]] = (), refused: Collection[Span] = ()
) -> tuple[Mention, ...]:
    """The same as people have confirmed it.

    confirmed: (bracket, State) of those that a person said are about its participation, whatever words they hold;
    refused: brackets that a person said are about words.
    """
    found = [it for it in mentions(text, states) if it.bracket not in refused]
    known = {it.bracket for it in found}
    # A sign without a partner holds no name.
    said = [_of_bracket(text, span, party) for span, party in confirmed if span not in known and span[1] - span[0] > 1]
    outside = [it for it in found if not any(one.start <= it.start < one.stop for one in said)]
    return tuple(sorted([*outside, *said], key=lambda it: it.start))


def _of_bracket(text: str, span: Span, party: int) -> Mention:
    """What a bracket holds is the name, up to its note marks."""
    first, last = span[0] + 1, span[1] - 1
    mark = _MARK.search(text, first, last)
    behind = _BEHIND.match(text, span[1])
    after = _marks(text, behind.start(), behind.end()) if behind else ()
    return Mention(first, mark.start() if mark else last, party, span, (*_marks(text, first, last), *after))


def _mention(text: str, pairs: Sequence[Span], start: int, stop: int, key: int) -> Mention:
    bracket = next(
        (
            (first, last + 1)
            for first, last in pairs
            if first < start and stop <= last and _is_before(text[first + 1 : start]) and _is_behind(text[stop:last])
        ),
        None,
    )
    inside = _marks(text, stop, bracket[1] - 1) if bracket else ()
    behind = _BEHIND.match(text, bracket[1] if bracket else stop)
    after = _marks(text, behind.start(), behind.end()) if behind else ()
    return Mention(start, stop, key, bracket, (*inside, *after))


def _marks(text: str, start: int, stop: int) -> tuple[tuple[int, int, str], ...]:
    return tuple((it.start(), it.end(), it["key"]) for it in _MARK.finditer(text, start, stop))


def _is_before(words: str) -> bool:
    return bool(_ARTICLE.fullmatch(words))


def _is_behind(words: str) -> bool:
    return not _MARK.sub("", words).strip(" *\u00a0\u202f")


def article(text: str, mention: Mention) -> int:
    """Where the mention begins, its article with it: "the [State of Jelbar]"."""
    start = mention.outer[0]
    found = _ARTICLE_BEFORE.search(text, 0, start)
    return found.start("article") if found else start


def lists(text: str, found: Iterable[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """The mentions in runs that only commas, conjunctions and articles part; one that stands alone is a run of one."""
    runs: list[list[Mention]] = []
    for it in found:
        if runs and _BETWEEN.fullmatch(text, end(runs[-1][-1]), it.outer[0]):
            runs[-1].append(it)
        else:
            runs.append([it])
    return tuple(tuple(run) for run in runs)


def end(mention: Mention) -> int:
    """Where the mention ends, with the marks that stand right behind it."""
    stop = mention.outer[1]
    for first, last, _ in mention.marks:
        stop = last if first == stop else stop
    return stop


def shared_notes(found: Iterable[tuple[str, Sequence[Mention]]]) -> tuple[str, ...]:
    """The keys of the notes marked at States in brackets, the one marked most often first.

    found: each text with its mentions. A mark behind a list belongs to the whole of it; it counts where no State in
    brackets bears a mark of its own.
    """
    own: Counter[str] = Counter()
    listed: Counter[str] = Counter()
    for text, here in found:
        for run in lists(text, here):
            if any(it.bracket for it in run):
                listed.update(key for it in run for _, _, key in it.marks)
                own.update(key for it in run if it.bracket for _, _, key in it.marks)
    return tuple(key for key, _ in (own or listed).most_common())


def _pattern(form: str) -> re.Pattern[str]:
    """The form with any space between its words; no word and no part of a compound goes on behind it."""
    words = r"[\s\u00a0\u202f]+".join(re.escape(it) for it in form.split())
    return re.compile(rf"{words}(?!\w)(?![-\u2010\u2011]\w)")


def _is_compound(text: str, start: int) -> bool:
    return text[start - 1 : start] in _HYPHENS and text[start - 2 : start - 1].isalnum()


_WORD = re.compile(r"\w+")
_HYPHENS = frozenset("-\u2010\u2011")
_MARK = re.compile(r"\[\^(?P<key>[\w-]+)\]")
_BEHIND = re.compile(r"[,)]{0,2}(?:\s?\[\^[\w-]+\])+")
_ARTICLE = re.compile(r"[\s*]*(?:[Tt]he\s)?[\s*]*")
_ARTICLE_BEFORE = re.compile(r"(?<!\w)(?P<article>[Tt]he\s)$")
_AND = r"(?:as\s+well\s+as|together\s+with|and|or|а\s+также|и|или)"
_BETWEEN = re.compile(rf"(?:\s*[,;](?:\s?\[\^[\w-]+\])*\s*(?:{_AND}\s+)?|\s+{_AND}\s+|\s*/\s*)(?:the\s)?")
