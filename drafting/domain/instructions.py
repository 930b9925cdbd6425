"""The classical note of a proposal, as data: replace 'should' with 'shall'; after 'refugees' insert 'and others'.

Source: practice.md section 4. The web and the documents put it into words of a language.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from drafting.domain.bracket_pairs import inside, pairs_that_go, without
from drafting.domain.diff import Change, changes, hunks, phrases
from drafting.domain.edits import Edit, Links, places, widened
from drafting.domain.words import pieces, tokens


@dataclass(frozen=True, slots=True)
class Instruction:
    """What to do with the text, without the space around the words.

    old: words of the base, "" for an insertion; new: words of the proposal, "" for a deletion.
    after: the few words of the base before an insertion, as many as it takes to be found once, "" at the beginning;
    also before old words that occur more than once, "" otherwise.
    "replace all": old and new are the whole texts. "lift", "bracket": the brackets round `old` go, those round `new`
    come; the instructions after a "lift" read the base without these signs.
    """

    action: Literal["replace", "insert", "delete", "replace all", "lift", "bracket"]
    old: str
    new: str
    after: str


def instructions(base: str, proposed: str) -> tuple[Instruction, ...]:
    """Return what turns `base` into `proposed`, in reading order; () when nothing does.

    When more than two thirds of the words changed, a list would be no help: one "replace all".
    """
    found = changes(base, proposed)
    if base and proposed and _share_of_words_changed(found) > _TOO_MUCH:
        return (Instruction("replace all", base, proposed, ""),)
    lifted = pairs_that_go(base, _changed(found, "delete"))
    added = pairs_that_go(proposed, _changed(found, "insert"))
    if not lifted and not added:
        return tuple(_instructions(base, proposed))
    freed, unbracketed = without(base, lifted), without(proposed, added)
    return (
        *(Instruction("lift", inside(base, pair), "", "") for pair in lifted),
        *_instructions(freed, unbracketed),
        *(Instruction("bracket", "", inside(proposed, pair), "") for pair in added),
    )


def _changed(found: Sequence[Change], op: Literal["delete", "insert"]) -> list[bool]:
    """For each sign of the old text ("delete") or of the new one ("insert") whether it changed."""
    return [change.op == op for change in found if change.op in (op, "equal") for _ in change.text]


_TOO_MUCH = 2 / 3
# Words before a place that a reader is asked to look for, at most.
_LEAD = 5


def _share_of_words_changed(found: Sequence[Change]) -> float:
    changed = sum(_words(change.text) for change in found if change.op != "equal")
    kept = sum(_words(change.text) for change in found if change.op == "equal")
    return changed / ((changed + 2 * kept) or 1)


def _words(text: str) -> int:
    return sum(token.kind in ("word", "number") for token in tokens(text))


def _instructions(base: str, proposed: str) -> Iterator[Instruction]:
    """One for each change, none of which parts the two signs of a bracket or of emphasis."""
    bases, news = pieces(base), pieces(proposed)
    made = [
        Edit(it.start, it.end, tuple(news[it.new_start : it.new_end]), 0) for it in phrases(bases, hunks(bases, news))
    ]
    links = Links(bases)
    links.gather(news, made)
    offsets = [0, *accumulate(map(len, bases))]
    for place in widened(places(made), bases, links, lambda _: True):
        (new,) = place.wordings(bases)
        yield _instruction(base, offsets[place.start], "".join(bases[place.start : place.end]), new)


def _instruction(base: str, at: int, old: str, new: str) -> Instruction:
    said, wanted = old.strip(" ") or old, new.strip(" ") or new
    if not old:
        return Instruction("insert", "", wanted, _lead(base, at))
    lead = _lead(base, at) if _occurrences(said, base) > 1 else ""
    return Instruction("replace", said, wanted, lead) if new else Instruction("delete", said, "", lead)


def _lead(base: str, at: int) -> str:
    """Return the fewest whole words before an offset that occur once in the base."""
    units = pieces(base[:at].rstrip())
    words = 0
    for start in range(len(units) - 1, -1, -1):
        words += _words(units[start])
        phrase = "".join(units[start:])
        if words == _LEAD or (_words(units[start]) and _occurrences(phrase, base) == 1):
            return phrase
    return "".join(units).lstrip()


def _occurrences(phrase: str, text: str) -> int:
    """Count overlapping ones, too: "a a" is twice in "a a a"."""
    return len(re.findall(f"(?={re.escape(phrase)})", text))
