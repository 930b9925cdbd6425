"""What becomes of a text when a State's participation changes: offered as a visible change, never made silently.

Source: practice.md sections 1 and 3: when a State formalises, its brackets go, and with the last one the shared note;
when it becomes an observer or withdraws, its name leaves the lists, with commas and conjunctions repaired.
"""

import itertools
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from drafting.domain.anchors import Span
from drafting.domain.bracket_repairs import count_words, strike_and_repair
from drafting.domain.bracket_signs import without
from drafting.domain.errors import BadText
from drafting.domain.mentions import Mention, article, end, lists
from drafting.domain.participation import LEAVING


@dataclass(frozen=True, slots=True)
class Offer:
    """What a text would become. alone: the name stands in no list, so that the sentence round it needs a look; counts:
    the words of the new text that count States, which may be wrong now."""

    text: str
    alone: bool = False
    counts: tuple[str, ...] = ()


def offered(text: str, found: Sequence[Mention], party: int, status: str, *, shared: Collection[str]) -> Offer | None:
    """What follows for a text from a State's new status; None where nothing does.

    found: the States named in it; shared: keys of the notes that say why States stand in brackets. What follows from a
    note verbale, nobody has laid down.
    """
    runs = lists(text, found)
    if status == "adopting":
        made = _formalised(text, runs, party, shared)
        return Offer(made) if made != text else None
    if status == "bracketed":
        made = _bracketed(text, runs, party, shared)
        return Offer(made) if made != text else None
    return _left(text, runs, party, shared) if status in LEAVING else None


def _formalised(text: str, runs: Iterable[Sequence[Mention]], party: int, shared: Collection[str]) -> str:
    """Without the brackets round the name; its note mark goes too, unless another State in brackets needs it."""
    gone: set[Span] = set()
    for run in runs:
        for it in run:
            if it.party == party and it.bracket:
                first, stop = it.bracket
                gone |= {(first, first + 1), (stop - 1, stop)}
                gone |= {_with_space(text, mark) for mark in _released(run, party, shared) if mark in it.marks}
        if any(it.party == party and it.bracket for it in run) and not _others(run, party):
            gone |= {_with_space(text, mark) for it in run for mark in it.marks if mark[2] in shared}
    try:
        return without(text, *sorted(gone))
    except BadText:
        return text  # What is left would read as the mark of a note: a person edits the words.


def _others(run: Iterable[Mention], party: int) -> list[Mention]:
    """The other States in brackets of a list."""
    return [it for it in run if it.bracket and it.party != party]


def _released(run: Sequence[Mention], party: int, shared: Collection[str]) -> list[tuple[int, int, str]]:
    """The State's own marks of a shared note that no other State in brackets is left without."""
    others = _others(run, party)
    borne = {key for it in others for _, _, key in it.marks}
    own = [mark for it in run if it.party == party for mark in it.marks if mark[2] in shared]
    return [mark for mark in own if not others or mark[2] in borne]


def _with_space(text: str, mark: tuple[int, int, str]) -> Span:
    start, stop, _ = mark
    return (start - 1 if text[start - 1 : start].isspace() else start, stop)


def _bracketed(text: str, runs: Iterable[Sequence[Mention]], party: int, shared: Collection[str]) -> str:
    """With brackets round the name in every list, and the mark of the shared note where the list has none yet."""
    note = f"[^{next(iter(shared))}]" if shared else ""
    for run in reversed([run for run in runs if len({it.party for it in run}) > 1]):
        marked = any(key in shared for it in run for _, _, key in it.marks)
        for it in reversed([it for it in run if it.party == party and not it.bracket]):
            name = text[it.start : it.stop]
            text = f"{text[: it.start]}[{name}]{'' if marked else note}{text[it.stop :]}"
            marked = True
    return text


def _left(text: str, runs: Sequence[Sequence[Mention]], party: int, shared: Collection[str]) -> Offer | None:
    """Without the name in every list, and without its brackets wherever they stand."""
    after, alone = text, False
    for run in reversed(runs):
        here = [it for it in run if it.party == party]
        if here and len(here) < len(run):
            after = _rebuilt(after, run, party, shared)
        else:
            for it in reversed([it for it in here if it.bracket]):
                after, alone = _struck(after, it, shared), True
    if after == text:
        return None
    return Offer(after, alone, tuple(after[slice(*it)] for it in count_words(after)))


def _struck(text: str, it: Mention, shared: Collection[str]) -> str:
    """Without a name that stands in no list, as a bracket is struck."""
    start, stop = article(text, it), it.outer[1]
    marked = max([stop, *(last for _, last, _ in it.marks)])
    behind = _unmarked(text[stop:marked], shared) + text[marked:]
    try:
        return strike_and_repair(f"{text[:start]}[{text[it.start : it.stop]}]{behind}", start)
    except BadText:
        return text  # As above.


def _rebuilt(text: str, run: Sequence[Mention], party: int, shared: Collection[str]) -> str:
    """The list written anew without the State, everything else of it sign for sign."""
    items = [text[article(text, it) : end(it)] for it in run]
    gaps = [text[end(one) : article(text, two)] for one, two in itertools.pairwise(run)]
    tail = text[end(run[-1]) :]
    stays = _to_keep(run, party, shared)
    others = [at for at, it in enumerate(run) if it.bracket and it.party != party]
    if stays and others:
        items[others[-1]] += stays
    elif not others:
        # Nobody in brackets is left, so nobody is led to the note from here.
        items = [_unmarked(it, shared) for it in items]
        behind = max((mark[1] for mark in run[-1].marks), default=end(run[-1])) - end(run[-1])
        tail = _unmarked(tail[: max(behind, 0)], shared) + tail[max(behind, 0) :]
    for at in reversed([at for at, it in enumerate(run) if it.party == party]):
        _take_out(items, gaps, at)
    return text[: article(text, run[0])] + _joined(items, gaps) + tail


def _to_keep(run: Sequence[Mention], party: int, shared: Collection[str]) -> str:
    """The marks that go with the name though another State in brackets has none of its own."""
    others = {key for it in run if it.party != party for _, _, key in it.marks}
    own = [(it, mark) for it in run if it.party == party for mark in it.marks if mark[2] in shared]
    # A mark behind a comma stays where it is, at the end of the list.
    return "".join(dict.fromkeys(f"[^{key}]" for it, (first, _, key) in own if key not in others and first < end(it)))


def _unmarked(words: str, shared: Collection[str]) -> str:
    return _MARK.sub(lambda found: "" if found["key"] in shared else found.group(), words)


def _take_out(items: list[str], gaps: list[str], at: int) -> None:
    """The separator that goes with a name is the one before it, or behind it where that one is but a comma."""
    del items[at]
    if at == 0:
        del gaps[0]
    elif at == len(items):
        last = gaps.pop()
        if gaps and not _is_conjunction(gaps[-1]) and _is_conjunction(last):
            gaps[-1] = last
    else:
        del gaps[at if _is_conjunction(gaps[at - 1]) and not _is_conjunction(gaps[at]) else at - 1]


def _is_conjunction(gap: str) -> bool:
    return any(sign.isalpha() for sign in gap)


def _joined(items: Sequence[str], gaps: Sequence[str]) -> str:
    """Two names alone are joined by the conjunction without its comma."""
    if len(gaps) == 1 and _SERIAL.fullmatch(gaps[0]):
        gaps = [gaps[0].lstrip(",")]
    return "".join(piece for pair in zip(items, [*gaps, ""], strict=True) for piece in pair)


_MARK = re.compile(r"\s?\[\^(?P<key>[\w-]+)\]")
_SERIAL = re.compile(r",\s+(?:and|or|и|или)\s+")
