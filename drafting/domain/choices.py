"""A choice among wordings side by side: the words of one stay, the others go with what stood between them.

Source: practice.md section 3: text outside the touched span stays byte for byte.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from drafting.domain.attribution import claims_to, words_from
from drafting.domain.bracket_signs import scan, without
from drafting.domain.errors import BadText
from drafting.domain.options import BETWEEN, Option


def choose(text: str, members: Sequence[int], chosen: int | None, names: Mapping[str, str] = {}) -> str:
    """Keep the words of one bracket, without its signs and its attribution, and strike its neighbours.

    members: offset of the first sign of each bracket of the group; chosen: one of them, None for none of them.
    names: as `attribution`. Raises BadText: "no-bracket", "unclosed"; "not-a-member"; "not-a-group" when words stand
    between the brackets, which nobody asked to strike; "joins-note" when what is left would become a note mark.
    """
    spans = _members(text, members)
    if chosen is not None and chosen not in dict(spans):
        raise BadText("not-a-member", at=chosen)
    ends = [claims_to(text, end, names) for _, end in spans]
    for end, (following, _) in zip(ends, spans[1:], strict=False):
        if not BETWEEN.fullmatch(text, end, following):
            raise BadText("not-a-group", at=end)
    first, last = spans[0][0], ends[-1]
    if chosen is None:
        return without(text, (first, last))
    end = dict(spans)[chosen]
    return without(text, (first, words_from(text, chosen, end, names)), (end - 1, last))


def choose_option(text: str, options: Sequence[Option], chosen: int | None) -> str:
    """Keep the words of one option of a set, without its label, and strike the others with what parts them.

    options: one whole set as `options.option_sets` finds it, standing in this one paragraph; chosen: an index in it,
    None for none of them. The words of "No text" are none. Raises BadText: "several-paragraphs"; "not-a-member";
    "not-a-group" when words that belong to no option stand between; "joins-note".
    """
    if len({option.paragraph for option in options}) != 1:
        raise BadText("several-paragraphs")
    for one, other in pairwise(options):
        if not BETWEEN.fullmatch(text, one.end, other.start):
            raise BadText("not-a-group", at=one.end)
    first, last = options[0].start, options[-1].end
    if chosen is None:
        return without(text, (first, last))
    if not 0 <= chosen < len(options):
        raise BadText("not-a-member", at=chosen)
    kept = options[chosen]
    if kept.is_no_text:
        return without(text, (first, last))
    return without(text, (first, kept.words_from), (kept.words_to, last))


def _members(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    signs = scan(text)
    pairs = dict(signs.pairs)
    for start in starts:
        if start not in pairs:
            raise BadText("unclosed" if start in signs.openers else "no-bracket", at=start)
    if not starts:
        raise BadText("no-bracket", at=0)
    return [(start, pairs[start] + 1) for start in sorted(set(starts))]
