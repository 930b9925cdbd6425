"""Bracket pairs whose two signs come or go while the words inside them stay: brackets lifted, brackets put round."""

from collections.abc import Iterable, Sequence

from drafting.domain.brackets import Bracket, read


def pairs_that_go(text: str, changed: Sequence[bool]) -> list[Bracket]:
    """Return the pairs of one side of a change whose signs change while all the words inside them stay.

    changed: for each sign of `text` whether it goes (or comes, when `text` is the new side).
    """
    return [
        it
        for it in read(text).brackets
        if it.end is not None
        and it.kind != "note"
        and changed[it.start]
        and changed[it.end - 1]
        and _words_stay(text[it.start : it.end], changed[it.start : it.end])
    ]


def without(text: str, pairs: Iterable[Bracket]) -> str:
    """Return the text without the two signs of each pair."""
    signs = {at for pair in pairs for at in signs_of(pair)}
    return "".join(sign for at, sign in enumerate(text) if at not in signs)


def inside(text: str, pair: Bracket) -> str:
    """Return the words between the two signs, without the space around them."""
    first, last = signs_of(pair)
    return text[first + 1 : last].strip()


def signs_of(pair: Bracket) -> tuple[int, int]:
    """Offsets of the two signs of a pair that is closed in its paragraph."""
    return pair.start, (pair.end or 0) - 1


def _words_stay(words: str, changed: Sequence[bool]) -> bool:
    letters = [gone for sign, gone in zip(words, changed, strict=True) if sign.isalnum()]
    return bool(letters) and not any(letters)
