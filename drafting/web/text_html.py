"""A text as HTML: emphasis, note marks, brackets, and the marks of a change. Escaped here, once.

Texts are immutable, so what was rendered is kept; the keys are the texts themselves and nobody's name.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from drafting.domain import brackets, inline
from drafting.domain.diff import Change, changes
from drafting.domain.overlay import Segment, overlay

# Signs that a reader could not see in a change are named in it (a changed no-break space is a change).
UNSEEN = {"\u00a0": "⍽", "\u00ad": "‐", "\u202f": "⍽", "\u2011": "‑", "\n": "↵\n"}
INSERTED, DELETED = Markup("<ins>{}</ins>"), Markup("<del>{}</del>")


@lru_cache(maxsize=8192)
def words(text: str, numbers: tuple[tuple[str, int], ...] = ()) -> Markup:
    """The text as it reads. numbers: (key, displayed number) of the notes marked in it."""
    signs = _bracket_signs(text)
    return Markup("").join(_pieces(text, signs, dict(numbers)))


def _bracket_signs(text: str) -> dict[int, Markup]:
    """Offset -> the bracket's sign as HTML. Pairs nest, so their elements do; a lone sign gets no element."""
    signs: dict[int, Markup] = {}
    for it in brackets.read(text).brackets:
        if it.end is not None and it.kind != "note":
            signs[it.start] = Markup('<span class="bracket {}"><b>{}</b>').format(it.kind, text[it.start])
            signs[it.end - 1] = Markup("<b>{}</b></span>").format(text[it.end - 1])
    return signs


def _pieces(text: str, signs: Mapping[int, Markup], numbers: Mapping[str, int]) -> Iterator[Markup]:
    for start, piece in inline.placed(text):
        if piece.note:
            yield _mark(piece.note, numbers)
            continue
        plain_from = start
        # A literal sign stands at its backslash, where no bracket is read.
        for at in range(start, start + len(piece.text)):
            if at in signs and text[start] != "\\":
                yield _styled(text[plain_from:at], piece)
                yield signs[at]
                plain_from = at + 1
        yield _styled(piece.text[plain_from - start :], piece)


def _styled(signs: str, piece: inline.Piece) -> Markup:
    made = Markup("<br>").join(escape(line) for line in signs.split("\n"))
    if not signs:
        return made
    if piece.italic:
        made = Markup("<em>{}</em>").format(made)
    return Markup("<strong>{}</strong>").format(made) if piece.bold else made


def _mark(key: str, numbers: Mapping[str, int]) -> Markup:
    number = numbers.get(key, key)
    return Markup('<a class="note-mark" href="#note-{0}">{0}</a>').format(number)


@lru_cache(maxsize=8192)
def marked(old: str, new: str) -> Markup:
    """What changed from one text to the other; markup signs are shown, because they may be what changed."""
    return Markup("").join(_change(it) for it in cached_changes(old, new))


@lru_cache(maxsize=8192)
def cached_changes(old: str, new: str) -> tuple[Change, ...]:
    return changes(old, new)


def _change(it: Change) -> Markup:
    if it.op == "equal":
        return Markup("<br>").join(escape(line) for line in it.text.split("\n"))
    visible = "".join(UNSEEN.get(sign, sign) for sign in it.text)
    return (INSERTED if it.op == "insert" else DELETED).format(visible)


@lru_cache(maxsize=8192)
def attributed(base: str, offered: Sequence[tuple[str, str]]) -> Markup:
    """A text with the changes of several delegations in it, each followed by the codes of who wants it.

    offered: (code, the text as this delegation would have it).
    """
    return Markup("").join(_segment(it) for it in overlay(base, offered))


def _segment(it: Segment) -> Markup:
    if it.op == "equal":
        return _change(Change("equal", it.text))
    made = _change(Change(it.op, it.text))
    return Markup('{}<span class="by">{}</span>').format(made, " ".join(it.by))
