"""The loss list of a new wording: additions, deletions, moves, brackets lifted or put, and who asked for each.

Source: practice.md section 10, "nothing disappears silently". Made by the machine from the two texts alone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from drafting.domain import notes
from drafting.domain.diff import Change, Hunk, changes, hunks
from drafting.domain.fates import Fates, Pair, fates
from drafting.domain.merge import carry
from drafting.domain.moves import Run, is_ordinary_space, is_word

Kind = Literal["addition", "deletion", "move", "brackets lifted", "brackets added", "last mark"]


@dataclass(frozen=True, slots=True)
class Loss:
    """One line of the list.

    words: exactly as in the text, spaces included; of brackets what stands inside them, of a note its last mark.
    number: 1, 2, … in reading order, notes behind the rest. asked_by: the proposals that would do the same to these
    very words, in the order in which they were given; a deletion with () is one that no proposal asked for.
    """

    kind: Kind
    words: str
    number: int
    asked_by: tuple[str, ...]


def losses(old: str, new: str, asked: Sequence[tuple[str, str]] = (), lone: Collection[str] = ()) -> tuple[Loss, ...]:
    """Return what becomes of `old` in `new`, in reading order; () when nothing does.

    lone: keys of the notes that no other text marks, so that each dies with its mark here (practice.md section 3).
    asked: (name of a proposal, its whole text made on `old`, "" when it would delete all). A deletion that no proposal
    asked for as a whole is cut where the askers change, so the words in one with no asker are deleted by nobody else.
    """
    made = fates(old, new)
    wanted = [(name, fates(old, text)) for name, text in asked]
    lines = sorted(
        [
            *_deletions(made, wanted),
            *_additions(made, wanted),
            *_moves(made, wanted),
            *_brackets("brackets lifted", made.lifted, wanted, 0, _is_lifted_by),
            *_brackets("brackets added", made.added, wanted, 1, lambda pair, other: _is_put_by(made, pair, other)),
        ]
    )
    said = [(it.kind, it.words, it.by) for it in lines] + [
        ("last mark", f"[^{key}]", tuple(name for name, text in asked if key not in notes.marks(text)))
        for key in notes.died([old], [new])
        if key in lone
    ]
    return tuple(Loss(kind, words, number, by) for number, (kind, words, by) in enumerate(said, start=1))


def asked_of(base: str, current: str, proposal: str) -> str:
    """Return what a proposal made on `base` asks of a newer text: itself carried, or those changes that still apply."""
    whole = carry(base, current, proposal).text
    if whole is not None:
        return whole
    found = changes(base, proposal)
    kept: set[int] = set()
    standing = current
    for number in dict.fromkeys(it.number for it in found if it.number):
        text = carry(base, current, _with(found, {*kept, number})).text
        if text is not None:
            kept.add(number)
            standing = text
    return standing


def _with(found: Sequence[Change], numbers: Collection[int]) -> str:
    """The old text with only these of its changes made."""
    return "".join(it.text for it in found if it.op == "equal" or (it.op == "insert") == (it.number in numbers))


_Wanted = Sequence[tuple[str, Fates]]


class _Line(NamedTuple):
    """hunk, side, at: where it stands in the reading; side: 0 for the old text, 1 for the new."""

    hunk: int
    side: int
    at: int
    kind: Kind
    words: str
    by: tuple[str, ...]


def _deletions(made: Fates, wanted: _Wanted) -> Iterator[_Line]:
    asking = [(name, it.all_gone) for name, it in wanted]
    for run in made.gone:
        for part, by in _split(made.olds, run.tokens, asking):
            yield _Line(run.hunk, 0, part[0], "deletion", _joined(made.olds, part), by)


def _additions(made: Fates, wanted: _Wanted) -> Iterator[_Line]:
    """A run that several proposals make up together is cut between them; one with other words in it is left whole."""
    for run in made.come:
        needed = _needed(made.news, run.tokens)
        asking = [(name, _brought(made, run, needed, it)) for name, it in wanted]
        is_all_asked = needed <= frozenset[int]().union(*(have for _, have in asking))
        parts = _split(made.news, run.tokens, asking) if is_all_asked else [(run.tokens, ())]
        for part, by in parts:
            yield _Line(run.hunk, 1, part[0], "addition", _joined(made.news, part), by)


def _moves(made: Fates, wanted: _Wanted) -> Iterator[_Line]:
    asking = [(name, it.all_moved) for name, it in wanted]
    for run in made.moved:
        by = _whole(_needed(made.olds, run.tokens), asking)
        yield _Line(run.hunk, 0, run.tokens[0], "move", _joined(made.olds, run.tokens), by)


def _brackets(
    kind: Kind, pairs: Iterable[Pair], wanted: _Wanted, side: int, does: Callable[[Pair, Fates], bool]
) -> Iterator[_Line]:
    for pair in pairs:
        by = tuple(name for name, other in wanted if does(pair, other))
        yield _Line(pair.hunk, side, pair.at, kind, pair.words, by)


def _is_lifted_by(pair: Pair, other: Fates) -> bool:
    return any(it.at == pair.at for it in other.lifted)


def _is_put_by(made: Fates, pair: Pair, other: Fates) -> bool:
    place = made.hunks[pair.hunk]
    return any(it.words == pair.words and _touch(made, place, other.hunks[it.hunk]) for it in other.added)


_Asking = Sequence[tuple[str, frozenset[int]]]


def _split(tokens: Sequence[str], run: Sequence[int], asking: _Asking) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """A run with those who ask for all of it, or its parts with those who ask for each; signs go with words."""
    needed = _needed(tokens, run)
    whole = _whole(needed, asking)
    if whole:
        return [(tuple(run), whole)]
    by = [tuple(name for name, have in asking if at in have) for at in run]
    last = next(by[index] for index, at in enumerate(run) if at in needed)
    for index, at in enumerate(run):
        by[index] = last = by[index] if at in needed else last
    for index in reversed(range(len(run) - 1)):
        if tokens[run[index]] in _OPENING:
            by[index] = by[index + 1]
    parts = groupby(zip(run, by, strict=True), lambda it: it[1])
    return [(tuple(at for at, _ in part), names) for names, part in parts]


_OPENING = frozenset("[(«“„")


def _whole(needed: frozenset[int], asking: _Asking) -> tuple[str, ...]:
    return tuple(name for name, have in asking if needed <= have)


def _needed(tokens: Sequence[str], run: Sequence[int]) -> frozenset[int]:
    """What makes two runs the same to a reader: their words; without any, their signs; without any, their spaces."""
    words = frozenset(at for at in run if is_word(tokens[at]))
    return words or frozenset(at for at in run if not is_ordinary_space(tokens[at])) or frozenset(run)


def _brought(made: Fates, run: Run, needed: frozenset[int], other: Fates) -> frozenset[int]:
    """The tokens of a run that came which the other text brings too, at the same place of the old text."""
    place = made.hunks[run.hunk]
    found: set[int] = set()
    for it in other.come:
        # The comparison costs more than both questions before it, and hundreds of proposals may be on the table.
        if not _touch(made, place, other.hunks[it.hunk]):
            continue
        theirs = [other.news[at] for at in it.tokens]
        if any(made.news[at] in theirs for at in needed):
            mine = [made.news[at] for at in run.tokens]
            changed = {at for hunk in hunks(theirs, mine) for at in range(hunk.new_start, hunk.new_end)}
            found |= {token for at, token in enumerate(run.tokens) if at not in changed}
    return frozenset(found)


def _touch(made: Fates, one: Hunk, two: Hunk) -> bool:
    """Whether no word of the old text stands between two stretches of it."""
    words = made.words_before
    return words[one.start] <= words[two.end] and words[two.start] <= words[one.end]


def _joined(tokens: Sequence[str], run: Iterable[int]) -> str:
    return "".join(tokens[at] for at in run)
