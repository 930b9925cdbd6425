"""Lifting, striking and choosing where the words stand in several paragraphs: what becomes of each of them.

Source: practice.md section 3: what stands outside stays byte for byte; no word goes that the deed does not name.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from drafting.domain.bracket_signs import without
from drafting.domain.bracket_spans import Spanning
from drafting.domain.errors import BadText
from drafting.domain.options import BETWEEN, Option, words_end

# Index of a paragraph -> its words afterwards, None where it goes. Those whose words stay are named too.
Outcome = Mapping[int, str | None]
# (index of a paragraph, offset in it)
Place = tuple[int, int]
# Index of a paragraph -> the offsets in it that go.
_Gone = dict[int, set[int]]


def lift(texts: Sequence[str], it: Spanning) -> Outcome:
    """Drop both signs of a bracket; a paragraph of nothing else goes.

    Raises BadText: "unclosed", "joins-note".
    """
    signs = {at: {offset for here, offset in _signs(it) if here == at} for at, _ in _signs(it)}
    # What was in dispute is kept, be it a dash.
    return {at: text if text.strip() else None for at, text in _cut(texts, signs).items()}


def strike(texts: Sequence[str], found: Sequence[Spanning], it: Spanning) -> Outcome:
    """Drop a bracket with its words; a paragraph that is left without words goes.

    found: all brackets of the texts, this one among them. Raises BadText: "unclosed" when nobody can say where its
    words end; "joins-note".
    """
    first, (last, sign) = _signs(it)
    return _left(texts, found, _stretch(texts, first, (last, sign + 1)))


def choose(
    texts: Sequence[str], found: Sequence[Spanning], options: Sequence[Option], chosen: int | None, until: int
) -> Outcome:
    """Keep the words of one option, without its label, and strike the others of its set.

    options: one whole set; chosen: an index in it, None for none of them, and "No text" is none; until: index of the
    paragraph in which the last one ends, which nobody can read off the text. An option reaches to the next label. A
    bracket that opens before a label of the set and closes in the set goes with the choice. Raises BadText:
    "not-a-member"; "unknown-end"; "cuts-bracket" when one sign of another bracket would go alone; "joins-note".
    """
    if chosen is not None and not 0 <= chosen < len(options):
        raise BadText("not-a-member", at=chosen)
    last = options[-1]
    if not last.paragraph <= until < len(texts):
        raise BadText("unknown-end", at=until)
    end = (until, len(texts[until])) if until > last.paragraph else (until, last.end)
    gone: _Gone = {at: set() for at in range(options[0].paragraph, until + 1)}
    for index, (first, behind) in enumerate(pairwise([*((it.paragraph, it.start) for it in options), end])):
        stays = index == chosen and not options[index].is_no_text
        leads_on = options[index] is not last
        taken = _beside(texts, options[index], behind, leads_on=leads_on) if stays else _stretch(texts, first, behind)
        for at, offsets in taken.items():
            gone[at] |= offsets
    pairs = [it for it in found if it.end is not None and not it.is_lone]
    for it in pairs:
        if _is_own(texts, it, options, end):
            for at, offset in _signs(it):
                gone[at].add(offset)
    for it in pairs:
        if len({offset in gone.get(at, ()) for at, offset in _signs(it)}) > 1:
            raise BadText("cuts-bracket", at=it.start)
    return _left(texts, found, gone)


def has_words(text: str) -> bool:
    """Whether a paragraph says anything; signs alone say nothing."""
    return bool(_WORD.search(text))


def _signs(it: Spanning) -> tuple[Place, Place]:
    if it.end is None:
        raise BadText("unclosed", at=it.start)
    return (it.paragraph, it.start), (it.last, it.end - 1)


def _stretch(texts: Sequence[str], first: Place, end: Place) -> _Gone:
    """All from one place to another."""
    return {
        at: set(range(first[1] if at == first[0] else 0, end[1] if at == end[0] else len(texts[at])))
        for at in range(first[0], end[0] + 1)
    }


def _beside(texts: Sequence[str], option: Option, end: Place, *, leads_on: bool) -> _Gone:
    """What stands round the words of an option that reaches to a place: label, signs, an "or" that leads on."""
    gone: _Gone = defaultdict(set)
    own, text = gone[option.paragraph], texts[option.paragraph]
    own |= {*range(option.start, option.words_from), *range(option.words_to, option.end)}
    behind = end[1] if end[0] == option.paragraph else len(text)
    if BETWEEN.fullmatch(text, option.end, behind):
        own |= {*range(option.end, behind)}
    before = end[0] - 1
    if leads_on and before > option.paragraph:
        words = texts[before]
        # The "or" may fill a paragraph of its own.
        last = 0 if BETWEEN.fullmatch(words) else words_end(words, 0, len(words))
        gone[before] |= {*range(last, len(words))} if words[last:].strip() else set()
    return gone


def _is_own(texts: Sequence[str], it: Spanning, options: Sequence[Option], end: Place) -> bool:
    """Whether a bracket opens before a label of the set and closes in the set."""
    is_before = any(
        it.paragraph == option.paragraph
        and it.start <= option.start
        and not texts[it.paragraph][it.start : option.start].strip(_BEFORE_LABEL)
        for option in options
    )
    return is_before and (it.last, it.end or 0) <= end


def _left(texts: Sequence[str], found: Sequence[Spanning], gone: _Gone) -> Outcome:
    """The words that are left. A sign alone keeps its paragraph while its partner stands in another."""
    across = [_signs(it) for it in found if it.last != it.paragraph and it.end is not None]
    held = {
        at for signs in across if all(offset not in gone.get(here, ()) for here, offset in signs) for at, _ in signs
    }
    return {at: text if has_words(text) or at in held else None for at, text in _cut(texts, gone).items()}


def _cut(texts: Sequence[str], gone: _Gone) -> dict[int, str]:
    return {at: without(texts[at], *_runs(offsets)) for at, offsets in gone.items()}


def _runs(offsets: set[int]) -> list[tuple[int, int]]:
    """The spans that these offsets make, in order."""
    starts = sorted(at for at in offsets if at - 1 not in offsets)
    ends = sorted(at + 1 for at in offsets if at + 1 not in offsets)
    return list(zip(starts, ends, strict=True))


_WORD = re.compile(r"\w")
# What may stand between an opening sign and the label it is for.
_BEFORE_LABEL = " \u00a0*[【［"
