"""The brackets of a whole draft, each once, also those that open in one paragraph and close in a later one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from drafting.domain.anchors import Span
from drafting.domain.bracket_kinds import Kind
from drafting.domain.bracket_signs import CLOSERS
from drafting.domain.brackets import Reading

# A bracket does not reach over one of these, unless a person says so (practice.md section 3).
BOUNDS = frozenset({"title", "heading", "note"})


@dataclass(frozen=True, slots=True)
class Spanning:
    """A bracket. paragraph: index of the one it opens in, at offset start; last: index of the one it closes in, where
    end is the offset after its last sign, None when nothing closes it; kind, depth, group: as `brackets.Bracket`;
    is_lone: a sign without a partner anywhere.
    """

    paragraph: int
    start: int
    last: int
    end: int | None
    kind: Kind
    depth: int
    group: int | None
    is_lone: bool = False

    @property
    def anchor(self) -> Span:
        """Its place in the paragraph it opens in, as `anchors.spans` has it."""
        return self.start, self.end if self.end is not None and self.last == self.paragraph else self.start + 1

    def within(self, paragraph: int) -> slice:
        """What it covers of one of its paragraphs."""
        return slice(self.start if paragraph == self.paragraph else 0, self.end if paragraph == self.last else None)


def spanning(texts: Sequence[str], readings: Sequence[Reading]) -> tuple[Spanning, ...]:
    """Return the brackets of paragraphs in order, from what `brackets.read_all` says of them."""
    found: list[Spanning] = []
    pending: list[int] = []  # Which of them are open across the paragraphs, the outermost first.
    for here, (text, reading) in enumerate(zip(texts, readings, strict=True)):
        faults = {it.at for it in reading.diagnostics}
        # A reading begins with what covers its paragraph from before, the outermost first.
        for index, cover in zip(pending, reading.brackets, strict=False):
            found[index] = replace(found[index], last=here, end=cover.end)
        own = reading.brackets[len(pending) :]
        pending = [index for index in pending if found[index].end is None]
        for it in own:
            is_lone = it.end is None and it.start in faults
            if it.end is None and not is_lone:
                pending.append(len(found))
            found.append(Spanning(here, it.start, here, it.end, it.kind, it.depth, it.group, is_lone))
        ends = {it.end - 1 for it in reading.brackets if it.end is not None}
        strays = sorted(at for at in faults - ends if text[at] in CLOSERS)
        found += [Spanning(here, at, here, at + 1, "dispute", 1, None, is_lone=True) for at in strays]
    return tuple(found)


def accused(found: Sequence[Spanning], refused: Collection[tuple[int, Span]]) -> tuple[Spanning, ...]:
    """The same brackets, those round a name of a State as disputes where a person ruled that they are about words.

    refused: (index of the paragraph, anchor).
    """
    return tuple(
        replace(it, kind="dispute") if it.kind == "state" and (it.paragraph, it.anchor) in refused else it
        for it in found
    )


def disputed(
    texts: Sequence[str], found: Sequence[Spanning], excused: Collection[tuple[int, Span]] = ()
) -> list[list[str]]:
    """Return, for each paragraph, the words in brackets that stand in the way of consensus on it.

    excused: (index of the paragraph, anchor) of brackets that a person ruled no dispute.
    """
    words: list[list[tuple[int, str]]] = [[] for _ in texts]
    for it in found:
        if it.kind == "dispute" and (it.paragraph, it.anchor) not in excused:
            for here in range(it.paragraph, it.last + 1):
                part = it.within(here)
                words[here].append((part.start, texts[here][part]))
    return [[said for _, said in sorted(row, key=lambda it: it[0])] for row in words]
