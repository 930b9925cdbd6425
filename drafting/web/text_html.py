"""A text as HTML: emphasis, note marks, brackets, and the marks of a change. Escaped here, once.

Texts are immutable, so what was rendered is kept; the keys are the texts themselves and nobody's name.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from drafting.domain import brackets, inline, notes
from drafting.domain.diff import changes
from drafting.domain.marked import Op, Run, runs
from drafting.domain.overlay import overlay
from drafting.web import signs

# In the language of the page, which need not be that of the text.
_SETTLED = Markup('<span class="visually-hidden" lang="{}"> ({}) </span>')
_NO_NUMBERS: Mapping[str, int] = MappingProxyType({})
INSERTED, DELETED = Markup("<ins>{}</ins>"), Markup("<del>{}</del>")


def words(text: str, numbers: tuple[tuple[str, int], ...] = (), settled: tuple[int, ...] = ()) -> Markup:
    """The text as it reads.

    numbers: (key, displayed number) of the notes marked in it; settled: offsets of the brackets that a person ruled no
    dispute, which are drawn more quietly, and said so to who listens.
    """
    return _words(text, numbers, settled, str(get_locale()) if settled else "")


@lru_cache(maxsize=8192)
def _words(text: str, numbers: tuple[tuple[str, int], ...], settled: tuple[int, ...], locale: str) -> Markup:
    return Markup("").join(_pieces(text, _bracket_signs(text, settled, locale), dict(numbers)))


def _bracket_signs(text: str, settled: Collection[int], locale: str) -> dict[int, Markup]:
    """Offset -> the bracket's sign as HTML. Pairs nest, so their elements do; a lone sign gets no element."""
    framed: dict[int, Markup] = {}
    for it in brackets.read(text).brackets:
        if it.end is not None and it.kind != "note":
            is_settled = it.start in settled
            kind = f"{it.kind} settled" if is_settled else it.kind
            said = _SETTLED.format(locale, _("ruled not a dispute")) if is_settled else ""
            framed[it.start] = Markup('<span class="bracket {}"><b>{}</b>{}').format(kind, text[it.start], said)
            framed[it.end - 1] = Markup("<b>{}</b></span>").format(text[it.end - 1])
    return framed


def _pieces(text: str, framed: Mapping[int, Markup], numbers: Mapping[str, int]) -> Iterator[Markup]:
    for start, piece in inline.placed(text):
        if piece.note:
            yield _mark(piece.note, numbers)
            continue
        plain_from = start
        # A literal sign stands at its backslash, where no bracket is read.
        for at in range(start, start + len(piece.text)):
            if at in framed and text[start] != "\\":
                yield _styled(text[plain_from:at], piece)
                yield framed[at]
                plain_from = at + 1
        yield _styled(piece.text[plain_from - start :], piece)


def _styled(signs: str, piece: inline.Piece) -> Markup:
    return _emphasised(_lines(signs, "equal"), piece) if signs else Markup("")


def _emphasised(made: Markup, style: inline.Piece | Run) -> Markup:
    if style.italic:
        made = Markup("<em>{}</em>").format(made)
    return Markup("<strong>{}</strong>").format(made) if style.bold else made


def _mark(key: str, numbers: Mapping[str, int]) -> Markup:
    """A link to the note; where the page has no numbers it has no notes, and nothing to lead to."""
    if key in numbers:
        return Markup('<a class="note-mark" href="#note-{0}">{0}</a>').format(numbers[key])
    # It has a number when its proposal is taken; until then its words stand with the proposal.
    return Markup('<span class="note-mark">{}</span>').format(notes.NEW_NOTE if notes.is_new(key) else key)


def marked(old: str, new: str, numbers: Mapping[str, int] = _NO_NUMBERS) -> Markup:
    """What changed from one text to the other, in style; several changes are numbered, so that one can be named.

    numbers: key -> displayed number of the notes that stand on the page.
    """
    return _marked(old, new, _those_of(numbers, old, new), str(get_locale()))


def _those_of(numbers: Mapping[str, int], *texts: str) -> tuple[tuple[str, int], ...]:
    """What is kept of texts without notes stays the same when notes elsewhere are numbered anew."""
    return tuple(numbers.items()) if any("[^" in it for it in texts) else ()


@lru_cache(maxsize=8192)
def _marked(old: str, new: str, numbers: tuple[tuple[str, int], ...], _locale: str) -> Markup:
    found = changes(old, new)
    last = max((it.number for it in found), default=0)
    shown: list[Markup] = []
    said = 0
    for op, made, part in _runs([(it.text, it.op) for it in found], dict(numbers)):
        if last > 1 and found[part].number > said:
            said = found[part].number
            shown.append(Markup('<span class="nth" data-nth="{}"></span>').format(said))
        shown.append(_change(op, made))
    return Markup("").join(shown)


def attributed(base: str, offered: Sequence[tuple[str, str]], numbers: Mapping[str, int] = _NO_NUMBERS) -> Markup:
    """A text with the changes of several delegations in it, each followed by the codes of who wants it.

    offered: (code, the text as this delegation would have it); numbers: as for `marked`.
    """
    known = _those_of(numbers, base, *(text for _, text in offered))
    return _attributed(base, offered, known, str(get_locale()))


@lru_cache(maxsize=8192)
def _attributed(
    base: str, offered: Sequence[tuple[str, str]], numbers: tuple[tuple[str, int], ...], _locale: str
) -> Markup:
    segments = overlay(base, offered)
    shown = parts([(it.text, it.op) for it in segments], dict(numbers))
    return Markup("").join(made + sponsored(it.by) for made, it in zip(shown, segments, strict=True))


def sponsored(codes: Sequence[str]) -> Markup:
    """The codes of who wants a change, behind it; nothing where nobody is named."""
    return Markup('<span class="by">{}</span>').format(" ".join(codes)) if codes else Markup("")


def parts(spans: Sequence[tuple[str, Op]], numbers: Mapping[str, int] = _NO_NUMBERS) -> tuple[Markup, ...]:
    """Each span of a marked text as HTML, in the style that it has in the whole. numbers: as for `marked`."""
    shown: dict[int, Markup] = {}
    for op, made, part in _runs(spans, numbers):
        shown[part] = shown.get(part, Markup("")) + _change(op, made)
    return tuple(shown.get(part, Markup("")) for part in range(len(spans)))


def _runs(spans: Sequence[tuple[str, Op]], numbers: Mapping[str, int]) -> Iterator[tuple[Op, Markup, int]]:
    """What happens to each run, the run as HTML, and the index of its span."""
    for run in runs(spans):
        made = _mark(run.note, numbers) if run.note else _emphasised(_lines(run.text, run.op), run)
        yield run.op, made, run.part


def _lines(text: str, op: Op) -> Markup:
    if op == "equal":
        return Markup("<br>").join(escape(line) for line in text.split("\n"))
    return signs.shown(text)


def _change(op: Op, made: Markup) -> Markup:
    return made if op == "equal" else (INSERTED if op == "insert" else DELETED).format(made)
