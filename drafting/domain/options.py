"""Option sets: `Option 1: … Option 2: …`, «Вариант 1», `[A] or [B]`; one of them may be "No text".

Source: practice.md section 3.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest
from typing import NamedTuple

from drafting.domain.attribution import words_from
from drafting.domain.bracket_signs import scan
from drafting.domain.brackets import Bracket, read
from drafting.domain.label_forms import candidates


@dataclass(frozen=True, slots=True)
class Option:
    """One option; `texts[paragraph][start:end]` is what it covers there, its label and its brackets included.

    label: as printed ("Option 1", «Вариант 1», "Option (a)"), "" for a bare `[A]` of `[A] or [B]`;
    is_no_text: the option is to say nothing; words_from, words_to: its own words in that paragraph. A label that
    stands alone heads what follows, up to the next option of its set: where the last one ends nobody can say.
    """

    paragraph: int
    start: int
    end: int
    label: str
    is_no_text: bool
    words_from: int
    words_to: int


@dataclass(frozen=True, slots=True)
class OptionSet:
    """Two options or more, in order."""

    options: tuple[Option, ...]


def option_sets(texts: Sequence[str], headings: Collection[int] = ()) -> tuple[OptionSet, ...]:
    """Return the option sets of paragraphs in order, by the place of their first option.

    headings: indexes of the paragraphs over which no set reaches. A label goes on with the nearest set that waits for
    its number; sets may hold others; a label without a partner is no set.
    """
    found: list[list[_Labelled]] = []
    waiting: list[list[_Labelled]] = []
    for paragraph, text in enumerate(texts):
        if paragraph in headings:
            waiting.clear()
        for labelled in _labelled(paragraph, text):
            _place(labelled, waiting, found)
    sets = [OptionSet(tuple(_heading_no_text(it.option, texts) for it in each)) for each in found if len(each) > 1]
    sets += [bare for paragraph, text in enumerate(texts) for bare in _bare(paragraph, text)]
    return tuple(sorted(sets, key=lambda each: (each.options[0].paragraph, each.options[0].start)))


class _Labelled(NamedTuple):
    """An option by its label. word: "option"; numbers: by style of the list, each way it may be read."""

    option: Option
    word: str
    numbers: dict[str, int]

    def goes_on(self, before: "_Labelled") -> bool:
        return self.word == before.word and any(
            before.numbers.get(style) == number - 1 for style, number in self.numbers.items()
        )


def _place(labelled: _Labelled, waiting: list[list[_Labelled]], found: list[list[_Labelled]]) -> None:
    """Put a labelled option into the nearest set that waits for it, or let it begin one."""
    for depth in reversed(range(len(waiting))):
        if labelled.goes_on(waiting[depth][-1]):
            waiting[depth].append(labelled)
            del waiting[depth + 1 :]
            return
    if 1 in labelled.numbers.values():
        found.append([labelled])
        waiting.append(found[-1])
        del waiting[:-_DEEPEST]


class _Frame(NamedTuple):
    """Where a label's option begins and how far it may reach; end: of the bracket that holds this option alone."""

    start: int
    limit: int
    end: int | None


def _labelled(paragraph: int, text: str) -> Iterator[_Labelled]:
    labels = [it for it in _LABEL.finditer(text) if it["colon"] or _LEAD.fullmatch(text, 0, it.start())]
    frames = _frames(text, [label.start() for label in labels])
    for label, frame, after in zip_longest(labels, frames, frames[1:]):
        limit = frame.limit if after is None or frame.end else min(frame.limit, after.start)
        first, last = label.end(), words_end(text, label.end(), limit)
        is_no_text = bool(_NO_TEXT.fullmatch(text[first:last]))
        option = Option(paragraph, frame.start, frame.end or last, label["label"], is_no_text, first, last)
        numbers = {it.style: it.number for it in candidates(label["number"])}
        yield _Labelled(option, label["word"].casefold(), numbers)


def _frames(text: str, labels: Sequence[int]) -> list[_Frame]:
    pairs = _around(text, labels)
    count = Counter(pairs)
    frames: list[_Frame] = []
    for start, pair in zip(labels, pairs, strict=True):
        if pair is None:
            frames.append(_Frame(start, len(text), None))
        elif count[pair] == 1 and not text[pair[0] + 1 : start].strip(" *"):
            frames.append(_Frame(pair[0], pair[1], pair[1] + 1))
        else:
            frames.append(_Frame(start, pair[1], None))
    return frames


def _around(text: str, places: Sequence[int]) -> list[tuple[int, int] | None]:
    """The innermost pair of signs round each place, the places in order."""
    pairs = sorted(scan(text).pairs, reverse=True) if places else []
    opened: list[tuple[int, int]] = []
    around: list[tuple[int, int] | None] = []
    for place in places:
        while pairs and pairs[-1][0] < place:
            opened.append(pairs.pop())
        while opened and opened[-1][1] < place:
            opened.pop()
        around.append(opened[-1] if opened else None)
    return around


def words_end(text: str, start: int, end: int) -> int:
    """Where the words of an option in `text[start:end]` end, without what leads to the next one."""
    words = text[start:end].rstrip()
    return start + len(_LEADING_ON.sub("", words[-_SHORT:]).rstrip()) + len(words[:-_SHORT])


def _heading_no_text(option: Option, texts: Sequence[str]) -> Option:
    """The same option, with "No text" seen in the paragraph below a label that stands alone."""
    below = option.paragraph + 1
    if option.words_from < option.words_to or below >= len(texts) or not _NO_TEXT.fullmatch(texts[below]):
        return option
    return replace(option, is_no_text=True)


def _bare(paragraph: int, text: str) -> Iterator[OptionSet]:
    """`[A]/[B]`, `[A] or [B]`: brackets side by side, each parted from the next by a slash or an "or"."""
    grouped = sorted((it for it in read(text).brackets if it.group), key=lambda it: it.group or 0)
    for _, group in groupby(grouped, key=lambda it: it.group):
        members = tuple(_bare_option(paragraph, text, it) for it in group)
        if all(_OR.fullmatch(text, one.end, other.start) for one, other in pairwise(members)) and not any(
            _LABEL.match(text, it.start + 1) for it in members
        ):
            yield OptionSet(members)


def _bare_option(paragraph: int, text: str, bracket: Bracket) -> Option:
    # A bracket that nothing closes ends with the paragraph, without a sign of its own.
    end, last = (len(text), len(text)) if bracket.end is None else (bracket.end, bracket.end - 1)
    first = words_from(text, bracket.start, end)
    is_no_text = bool(_NO_TEXT.fullmatch(text[first:last]))
    return Option(paragraph, bracket.start, end, "", is_no_text, first, last)


# What may stand between one option and the next, and goes with them.
BETWEEN = re.compile(r"\s*(?:(?:/|[,;]?\s*(?:or|или|либо)\b)\s*)?")
# Sets stand within sets, but not for ever: reading stays linear.
_DEEPEST = 8
_SHORT = 12
_SPACE = r"[ \t\u00a0\u202f]"
_LABEL = re.compile(
    r"(?<!\w)(?P<emphasis>\*{0,3})"
    r"(?P<label>(?P<word>[Oo]ption|[Aa]lternative|[Vv]ariant|[Вв]ариант|[Аа]льтернатива)"
    rf"{_SPACE}?(?P<number>\((?:\d{{1,2}}|[^\W\d_]{{1,4}})\)|\d{{1,2}}|(?<={_SPACE})(?:[IVX]{{1,4}}|[^\W\d_])))(?!\w)"
    rf"(?:(?P<colon>{_SPACE}?:(?P=emphasis)|(?P=emphasis){_SPACE}?:)|[.)](?P=emphasis)|(?P=emphasis)(?:[.)—–]|(?=\s*(?:[\[【［]|$))))"
    r"\s*"
)
# What may stand before the label of a paragraph: its own number or bullet, and an opening bracket.
_LEAD = re.compile(rf"\s*(?:(?:[-–—•*]|\(?\w{{1,4}}(?:\.\w{{1,3}})*[.)]){_SPACE}+)?[\[【［\s]*")
_LEADING_ON = re.compile(r"(?:\s*/|[\s,;]+(?:or|или|либо))$")
_OR = re.compile(r"\s*(?:/|or\b|или\b)\s*")
_ABOUT = r"(?: (?:on|for|additional to|needed|required)\b(?:[^.;\[\]]|\.(?=\d)){0,80})?"
_NO_TEXT = re.compile(
    rf"(?i)[\s*\[]*(?:no (?:additional )?(?:text|provisions?){_ABOUT}|(?:без|нет) текста|текст отсутствует)"
    r"[\s*.;\]]*(?:[({][^(){}]*[)}])?[\s*.;\]]*"
)
