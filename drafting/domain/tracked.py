"""Many proposals on one paragraph as one sequence of words that stay, go and come, each change with those who want it.

Rejecting all gives the base, taking one hand's changes alone exactly its proposal, and taking all of them every
wording: where wordings collide, the base's words go once and all of them come, side by side. Markup is read in each
text as it stands whole, so that no sign of one hand changes what another hand wrote. Source: practice.md section 9.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from drafting.domain import inline
from drafting.domain.diff import Op
from drafting.domain.inline import Piece
from drafting.domain.merge import Merge, merge


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one fate, their markup whole by itself. by: the proposals that want it, as indexes, rising; () equal.

    move: 1, 2, … on words that the same hands take away here and put there; 0 on all else.
    """

    text: str
    op: Op = "equal"
    by: tuple[int, ...] = ()
    move: int = 0


def laid(base: str, proposals: Sequence[str]) -> tuple[Part, ...]:
    """Return the base with the proposals, whole texts, in it; "" would delete all of it."""
    written = _Styled if any(sign in text for text in (base, *proposals) for sign in _MARKUP) else _Plain
    merged = merge(base, [(f"{by:06}", text) for by, text in enumerate(proposals)])
    parts = [part for it in _stretches(merged, proposals, written.read) for part in _fates(*it, written.write)]
    return tuple(_moved(_joined(parts)))


def accepted(parts: Iterable[Part]) -> str:
    """Return the text with every change taken."""
    return _text(it.text for it in parts if it.op != "delete")


def rejected(parts: Iterable[Part]) -> str:
    """Return the text with no change taken."""
    return _text(it.text for it in parts if it.op != "insert")


def alone(parts: Iterable[Part], by: int) -> str:
    """Return the text with the changes of one proposal and of no other."""
    return _text(it.text for it in parts if it.op == "equal" or (it.op == "insert") == (by in it.by))


def _text(texts: Iterable[str]) -> str:
    return inline.write(piece for text in texts for piece in inline.pieces(text))


# Without one of these, a text is plain words: most are.
_MARKUP = ("*", "\\", "[^")
# A text as a sequence with one item for each of its signs.
_Signs = Sequence[Any]
_Read = Callable[[str], _Signs]


class _Plain:
    @staticmethod
    def read(text: str) -> _Signs:
        return text

    @staticmethod
    def write(signs: _Signs) -> str:
        return str(signs)


# Italic, bold, the key of a note.
_Style = tuple[bool, bool, str]


class _Styled:
    """Each sign with its style as the whole text gives it; None for markup."""

    @staticmethod
    def read(text: str) -> _Signs:
        signs: list[tuple[str, _Style] | None] = [None] * len(text)
        for start, it in inline.placed(text):
            style = it.italic, it.bold, it.note
            signs[start : start + (len(it.text) or 1)] = [(sign, style) for sign in it.text or " "]
        return signs

    @staticmethod
    def write(signs: _Signs) -> str:
        said = groupby((it for it in signs if it), lambda it: it[1])
        return inline.write(piece for style, group in said for piece in _pieces([it[0] for it in group], *style))


def _pieces(signs: list[str], italic: bool, bold: bool, note: str) -> list[Piece]:  # noqa: FBT001 - a style
    return [Piece("", italic, bold, note)] * len(signs) if note else [Piece("".join(signs), italic, bold)]


# Signs of the base, and those of each proposal in their place, in the order in which they shall come.
_Stretch = tuple[_Signs, dict[int, _Signs]]


def _stretches(merged: Merge, proposals: Sequence[str], read: _Read) -> Iterator[_Stretch]:
    """The whole base in reading order."""
    base, texts = read(merged.base), [read(text) for text in proposals]
    at, ats = 0, [0] * len(texts)
    for it in merged.stretches:
        kept = it.start - at
        yield from _kept(base[at : it.start], [text[here : here + kept] for text, here in zip(texts, ats, strict=True)])
        wordings = {int(by): wording.text for wording in it.wordings for by in wording.by}
        starts = [here + kept for here in ats]
        ats = [here + len(wordings.get(by, it.base)) for by, here in enumerate(starts)]
        hands = dict.fromkeys([*wordings, *range(len(texts))])
        yield base[it.start : it.end], {by: texts[by][starts[by] : ats[by]] for by in hands}
        at = it.end
    yield from _kept(base[at:], [text[here:] for text, here in zip(texts, ats, strict=True)])


def _kept(old: _Signs, news: Sequence[_Signs]) -> Iterator[_Stretch]:
    """Words that nobody touches, parted where the hands change that set them in another style."""
    others = {by: new for by, new in enumerate(news) if new != old}
    ends = []
    if others:
        restyled = [tuple(by for by, new in others.items() if new[at] != sign) for at, sign in enumerate(old)]
        ends = [at for at, (one, other) in enumerate(pairwise(restyled), start=1) if one != other]
    for start, end in pairwise([0, *ends, len(old)]):
        yield old[start:end], {by: new[start:end] for by, new in others.items()}


def _fates(old: _Signs, news: Mapping[int, _Signs], write: Callable[[_Signs], str]) -> Iterator[Part]:
    """What becomes of a stretch: equal wishes are one, with all who have them."""
    was = write(old)
    wishes: dict[str, list[int]] = {}
    for by, new in news.items():
        if new != old and (text := write(new)) != was:
            wishes.setdefault(text, []).append(by)
    if was:
        hands = tuple(sorted(by for wish in wishes.values() for by in wish))
        yield Part(was, "delete" if hands else "equal", hands)
    yield from (Part(text, "insert", tuple(sorted(hands))) for text, hands in wishes.items() if text)


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    for op, group in groupby(parts, lambda it: it.op):
        same = list(group)
        yield from [Part(_text(it.text for it in same))] if op == "equal" and len(same) > 1 else same


# Of two words at least, or a long one: "of the" that goes here and comes there has not moved.
_WORDS, _LONG, _EDGES = 2, 12, " ,;،，；"


def _moved(parts: Iterable[Part]) -> Iterator[Part]:
    """The same parts, the spaces and commas round words that moved apart from them."""
    parts = list(parts)
    come: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for at, it in enumerate(parts):
        if it.op == "insert" and _is_phrase(it.text):
            come.setdefault((it.text.strip(_EDGES), it.by), []).append(at)
    moves: dict[int, int] = {}
    for at, it in enumerate(parts):
        there = come.get((it.text.strip(_EDGES), it.by)) if it.op == "delete" else None
        if there:
            moves[at] = moves[there.pop(0)] = len(moves) // 2 + 1
    for at, it in enumerate(parts):
        yield from _parted(it, moves[at]) if at in moves else (it,)


def _is_phrase(text: str) -> bool:
    words = inline.plain(text).split()
    return len(words) >= _WORDS or len("".join(words)) >= _LONG


def _parted(part: Part, move: int) -> Iterator[Part]:
    core = part.text.strip(_EDGES)
    before, after = part.text.split(core, 1)
    for text, number in ((before, 0), (core, move), (after, 0)):
        if text:
            yield replace(part, text=text, move=number)
