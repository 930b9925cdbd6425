"""A text as HTML: emphasis, note marks, brackets, and the marks of a change. Escaped here, once.

Texts are immutable, so what was rendered is kept; the keys are the texts themselves and nobody's name.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from drafting.domain import brackets, inline
from drafting.domain.diff import Change, changes
from drafting.domain.overlay import Segment

# Signs that a reader could not see in a change are named in it (a changed no-break space is a change).
UNSEEN = {"\u00a0": "⍽", "\u00ad": "‐", "\u202f": "⍽", "\u2011": "‑", "\n": "↵\n"}


@lru_cache(maxsize=8192)
def words(text: str, numbers: tuple[tuple[str, int], ...] = ()) -> Markup:
    """The text as it reads. numbers: (key, displayed number) of the notes marked in it."""
    reading = brackets.read(text)
    opens = {it.start: it.kind for it in reading.brackets if it.end is not None and it.kind != "note"}
    closes = {it.end - 1 for it in reading.brackets if it.end is not None and it.kind != "note"}
    shown = dict(numbers)
    return Markup("").join(_pieces(text, opens, closes, shown))


def _pieces(
    text: str, opens: Mapping[int, str], closes: set[int], numbers: Mapping[str, int]
) -> Iterator[Markup]:
    for start, piece in inline.placed(text):
        if piece.note:
            yield _mark(piece.note, numbers)
            continue
        literal = text[start] == "\\" and len(piece.text) == 1
        for kind, run in groupby(enumerate(piece.text, start), lambda it: _role(it[0], it[1], literal, opens, closes)):
            signs = "".join(sign for _, sign in run)
            if kind == "open":
                for offset in range(len(signs)):
                    yield Markup('<span class="bracket {}"><b>{}</b>').format(opens.get(start, ""), signs[offset])
            elif kind == "close":
                for sign in signs:
                    yield Markup("<b>{}</b></span>").format(sign)
            else:
                yield _styled(signs, piece)


def _role(at: int, sign: str, literal: bool, opens: Mapping[int, str], closes: set[int]) -> str:
    if literal:
        return "words"
    return "open" if at in opens else "close" if at in closes else "words"


def _styled(signs: str, piece: inline.Piece) -> Markup:
    made = Markup("<br>").join(escape(line) for line in signs.split("\n"))
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
    tag = "ins" if it.op == "insert" else "del"
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), visible)


def attributed(segments: Sequence[Segment]) -> Markup:
    """A text with the changes of several delegations in it, each followed by the codes of who wants it."""
    return Markup("").join(_segment(it) for it in segments)


def _segment(it: Segment) -> Markup:
    if it.op == "equal":
        return _change(Change("equal", it.text))
    made = _change(Change(it.op, it.text))
    return Markup('{}<span class="by">{}</span>').format(made, " ".join(it.by))
