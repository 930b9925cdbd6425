"""The hidden bookmarks by which the paragraphs of a copy are known again, and what programs make of them.

LibreOffice numbers the second bearer of a name, in a language of its own; in a Word file it writes no spaces.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from drafting.domain.returned import Came

_NAME = re.compile(r"_para_(\d{1,18})([ _].*)?")


class Anchor(NamedTuple):
    """paragraph: its id in the draft; is_copy: whether the bookmark is a second bearer of the name."""

    paragraph: int
    is_copy: bool


def anchor_of(name: str) -> Anchor | None:
    """name: of a bookmark; None for one that is not ours."""
    named = _NAME.fullmatch(name)
    return Anchor(int(named[1]), bool(named[2])) if named else None


def own_anchors(names: Iterable[str]) -> set[int]:
    """The ids whose own bookmark, no copy of it, is among these names."""
    return {it.paragraph for name in names if (it := anchor_of(name)) and not it.is_copy}


def without_copies(paragraphs: Collection[Came]) -> Iterator[Came]:
    """New words that were copied took the anchor along, which is not theirs."""
    bearers = Counter(anchor for it in paragraphs for anchor in it.anchors)
    for it in paragraphs:
        if it.anchors and it.words and it.words[0].inserted:
            yield replace(it, anchors=tuple(anchor for anchor in it.anchors if bearers[anchor] == 1))
        else:
            yield it
