"""The labels of a document: gaps, new paragraphs, renumbering on adoption.

While a text is negotiated a new paragraph after 3 is `3 bis`, so that the others keep their numbers; on
adoption the text is renumbered once. Source: practice.md section 2.
Reading one label is in `label_forms.py`, cross-references are in `label_references.py`; both are offered here.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from drafting.domain.label_forms import (
    BEFORE,
    BEFORE_CYRILLIC,
    CYRILLIC_SUFFIXES,
    LATIN_SUFFIXES,
    Form,
    Label,
    form,
    parse,
    sequence,
    split,
    written,
)
from drafting.domain.label_references import Rewritten, references

__all__ = [
    "Label",
    "Rewritten",
    "following",
    "gaps",
    "parse",
    "preceding",
    "references",
    "renumber",
    "sequence",
    "split",
]

_CYRILLIC_LETTER = re.compile("[а-яё]", re.IGNORECASE)


def gaps(labels: Sequence[str]) -> tuple[tuple[int, str, str], ...]:
    """Where the count of a list jumps: (index, label expected, label found).

    labels: those of one level, in order; lists of different style may follow each other or mix.
    A list may begin again at 1; a paragraph with a suffix (3 bis) is never a jump. One strange number between
    its right neighbours (18, 29, 20) is one jump, and so is a number that comes twice (5, 5).
    """
    found = []
    last: dict[str, int] = {}
    read = sequence(labels)
    ahead = _numbers_ahead(read)
    for index, label in enumerate(read):
        if label is None or label.suffix:
            continue
        expected = last.get(label.style, 0) + 1
        strayed = label.number not in {1, expected}
        if strayed:
            found.append((index, written(label.style, expected), labels[index]))
        resumed = strayed and ahead[index] == expected + 1
        last[label.style] = expected if resumed else label.number
    return tuple(found)


def _numbers_ahead(labels: Sequence[Label | None]) -> list[int]:
    """For each label the number of the next one of its style that has no suffix; 0 for none."""
    ahead = [0] * len(labels)
    later: dict[str, int] = {}
    for index in reversed(range(len(labels))):
        label = labels[index]
        if label is not None and not label.suffix:
            ahead[index] = later.get(label.style, 0)
            later[label.style] = label.number
    return ahead


def following(label: str, taken: Collection[str], *, cyrillic: bool = False) -> str:
    """The label of a new paragraph after this one: `3.` → `3 bis.`, then `3 ter.`; «3 бис.» in Russian.

    taken: the labels of the document. cyrillic: whether the text is Russian; a label with Cyrillic letters says
    so itself. The next free word is taken, also after `3 bis` when `3 ter` stands already, so that no
    printed label ever changes. A bullet or an empty label is repeated: there is nothing to count.
    """
    shape = form(label)
    if shape is None:
        return label
    russian = cyrillic or bool(_CYRILLIC_LETTER.search(label))
    words = CYRILLIC_SUFFIXES if russian else LATIN_SUFFIXES
    many = (f"{words[0]} {count}" for count in range(len(words) + 2, 100))
    return _first_free(shape, [*words, *many], taken)


def preceding(label: str, taken: Collection[str], *, cyrillic: bool = False) -> str:
    """The label of a new paragraph before the first: `1.` → `1 ante.`, then `1 ante 2.`; «1 анте.» in Russian.

    "ante" is used and not 0, because roman numerals and letters have no nought.
    """
    shape = form(label)
    if shape is None:
        return label
    word = BEFORE_CYRILLIC if cyrillic or _CYRILLIC_LETTER.search(label) else BEFORE
    return _first_free(shape, [word, *(f"{word} {count}" for count in range(2, 100))], taken)


def _first_free(shape: Form, words: Sequence[str], taken: Collection[str]) -> str:
    # The sign between number and word is the one that the label at hand uses: "2bis" is followed by "2ter".
    between = re.match(r"[ \u00a0\u202f\u2010\u2011-]?", shape.suffix) if shape.suffix else None
    sign = between[0] if between else " "
    used = {_without_signs(label) for label in taken} | {_without_signs("".join(vars(shape).values()))}
    made = (f"{shape.opening}{shape.core}{sign}{word}{shape.closing}" for word in words)
    return next(label for label in made if _without_signs(label) not in used)


def _without_signs(label: str) -> str:
    return re.sub(r"[^\w(]", "", label).lower()


@dataclass
class _List:
    """A list under way: its style, how far it has counted, the numbers printed since it began."""

    style: str
    count: int = 0
    printed: set[int] = field(default_factory=set)
    interrupted: bool = False


def renumber(items: Sequence[tuple[str, int, str]]) -> tuple[str, ...]:
    """The labels after adoption: every list counted once, without bis and ter, in its own style.

    items: (kind, level, label as it stands) of each block in order, kinds as in the document tree.
    Points begin again under each parent. A list begins again where its printed numbers did: at a number it had
    already, or at 1, after something else stood in between. Unlabelled blocks, bullets and notes stay.
    Renumbering a text without gaps and suffixes changes nothing; twice is the same as once.
    """
    labels = tuple(label for _, _, label in items)
    # A letter that two alphabets share may be read otherwise beside the new labels: count until nothing changes.
    seen: set[tuple[str, ...]] = set()
    while labels not in seen:
        seen.add(labels)
        labels = _counted([(kind, level, label) for (kind, level, _), label in zip(items, labels, strict=True)])
    return labels


def _counted(items: Sequence[tuple[str, int, str]]) -> tuple[str, ...]:
    read = _read_by_list(items)
    ahead = _next_in_list(read, items)
    lists: dict[tuple[str, int, str], _List] = {}
    renumbered = []
    for index, (kind, level, label) in enumerate(items):
        said = read[index]
        _enter(lists, kind, level, _family(said.style) if said else "")
        if said is None:
            renumbered.append(label)
            continue
        key = (kind, level, _family(said.style))
        under_way = lists.get(key)
        if under_way is None or _begins_again(under_way, said, ahead[index]):
            under_way = lists[key] = _List(said.style)
        under_way.count += 1
        under_way.interrupted = False
        if not said.suffix:
            under_way.printed.add(said.number)
        renumbered.append(written(under_way.style, under_way.count))
    return tuple(renumbered)


def _read_by_list(items: Sequence[tuple[str, int, str]]) -> list[Label | None]:
    """What each label says, read beside the others of its kind and level."""
    read: list[Label | None] = [None] * len(items)
    for place in {(kind, level) for kind, level, _ in items if kind != "note"}:
        indexes = [index for index, item in enumerate(items) if item[:2] == place]
        for index, label in zip(indexes, sequence([items[index][2] for index in indexes]), strict=True):
            read[index] = label
    return read


def _family(style: str) -> str:
    """What two labels of one list have in common even where their punctuation differs: "1", "i", "а", "PP1"."""
    return re.sub(r"[().:\s]*$|^\(", "", style)


def _enter(lists: dict[tuple[str, int, str], _List], kind: str, level: int, family: str) -> None:
    """Ends the lists that this block ends, and notes that it stands between the items of the others."""
    for key, under_way in list(lists.items()):
        other_kind, other_level, other_family = key
        below = other_kind == kind and other_level > level
        under = other_kind == "point" and kind in {"operative", "recital", "heading"}
        if below or under:
            del lists[key]
        elif (other_kind, other_level, other_family) != (kind, level, family):
            under_way.interrupted = under_way.interrupted or kind != "point" or other_kind == "point"


def _next_in_list(read: Sequence[Label | None], items: Sequence[tuple[str, int, str]]) -> list[Label | None]:
    """For each label the next one of the same kind, level and family."""
    found: list[Label | None] = [None] * len(items)
    later: dict[tuple[str, int, str], Label] = {}
    for index in reversed(range(len(items))):
        said = read[index]
        if said is not None:
            key = (*items[index][:2], _family(said.style))
            found[index] = later.get(key)
            later[key] = said
    return found


def _begins_again(under_way: _List, said: Label, after: Label | None) -> bool:
    opens = not said.suffix or said.suffix.startswith((BEFORE, BEFORE_CYRILLIC))
    if not under_way.interrupted or not opens:
        return False
    # A paragraph 1 that was moved down is followed by the number that its new neighbours expect.
    moved = after is not None and after.number == max(under_way.printed, default=0) + 1
    return said.number in under_way.printed or (said.number == 1 and not moved)
