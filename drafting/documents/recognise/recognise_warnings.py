"""What a person should look at before saving: jumps in the count, brackets, notes.

Details: gap-in-numbering "label expected → label printed"; duplicate-label the label; unbalanced-bracket the words
round the sign; mark-without-note, note-without-mark the key; similar-notes "key, key";
sign-of-a-font the signs.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice

from drafting.documents import symbol_fonts, tree
from drafting.documents.tree import Block
from drafting.domain import inline, labels, notes


def warnings_about(blocks: Sequence[Block]) -> list[tree.Warning]:
    """Warnings that follow from the blocks alone."""
    unbalanced = islice(_brackets(blocks), MOST_UNBALANCED)
    return [*_numbering(blocks), *unbalanced, *_notes(blocks), *_similar_notes(blocks), *_signs_of_fonts(blocks)]


# Who has looked at so many knows that the brackets of the file are in disorder.
MOST_UNBALANCED = 500


def _numbering(blocks: Sequence[Block]) -> Iterator[tree.Warning]:
    for indexes in _lists(blocks):
        printed = [blocks[index].label for index in indexes]
        jumps = {place: (expected, found) for place, expected, found in labels.gaps(printed)}
        met: set[str] = set()
        for place, label in enumerate(printed):
            if _number(label) == 1:
                met = set()
            if place in jumps:
                expected, found = jumps[place]
                if found in met:
                    yield tree.Warning("duplicate-label", indexes[place], found)
                else:
                    yield tree.Warning("gap-in-numbering", indexes[place], f"{expected} → {found}")
            met.add(label)


def _signs_of_fonts(blocks: Sequence[Block]) -> Iterator[tree.Warning]:
    for index, block in enumerate(blocks):
        if signs := symbol_fonts.unknown(block.text):
            yield tree.Warning("sign-of-a-font", index, signs)


def _number(label: str) -> int:
    said = labels.parse(label)
    return said.number if said else 0


def _lists(blocks: Sequence[Block]) -> list[list[int]]:
    """The indexes of labelled blocks, list by list: by kind and level, points under their parent."""
    found: dict[tuple[str, int, tuple[int, ...]], list[int]] = {}
    parents = [-1]
    for index, block in enumerate(blocks):
        if block.kind == "note":
            continue
        if block.kind == "point":
            parents = parents[: block.level]
        elif block.kind in {"recital", "operative", "heading"}:
            parents = [index]
        if block.label:
            under = tuple(parents) if block.kind == "point" else ()
            found.setdefault((block.kind, block.level, under), []).append(index)
        if block.kind == "point":
            parents = [*parents, index]
    return list(found.values())


def _brackets(blocks: Sequence[Block]) -> Iterator[tree.Warning]:
    """Unmatched brackets, counted over a stretch of paragraphs up to a heading."""
    open_at: list[tuple[int, int]] = []
    texts = [inline.plain(block.text) for block in blocks]
    for index, block in enumerate(blocks):
        if block.kind in {"title", "heading", "note"}:
            yield from (_unbalanced(at, texts, place) for at, place in open_at)
            open_at = []
        for place, sign in enumerate(texts[index]):
            if sign == "[":
                open_at.append((index, place))
            elif sign == "]" and open_at:
                open_at.pop()
            elif sign == "]":
                yield _unbalanced(index, texts, place)
    yield from (_unbalanced(at, texts, place) for at, place in open_at)


def _unbalanced(index: int, texts: Sequence[str], place: int) -> tree.Warning:
    return tree.Warning("unbalanced-bracket", index, texts[index][max(0, place - 30) : place + 30])


def _notes(blocks: Sequence[Block]) -> Iterator[tree.Warning]:
    keys = {block.label: index for index, block in enumerate(blocks) if block.kind == "note"}
    without_note, without_mark = notes.orphans([block.text for block in blocks], keys)
    first = {key: index for index, block in reversed(list(enumerate(blocks))) for key in notes.marks(block.text)}
    for key in without_note:
        yield tree.Warning("mark-without-note", first[key], key)
    for key in without_mark:
        yield tree.Warning("note-without-mark", keys[key], key)


_SAME_NOTE = 0.9
_LONG_ENOUGH_TO_COMPARE = 40
_MOST_NOTES_COMPARED = 100


def _similar_notes(blocks: Sequence[Block]) -> Iterator[tree.Warning]:
    """Notes with nearly one wording: probably one note printed twice, perhaps with a misprint."""
    worded = [
        (index, block.label, inline.plain(block.text))
        for index, block in enumerate(blocks)
        if block.kind == "note" and len(block.text) >= _LONG_ENOUGH_TO_COMPARE
    ]
    match = SequenceMatcher(autojunk=False)
    for place, (index, second, words) in enumerate(worded[:_MOST_NOTES_COMPARED]):
        match.set_seq2(words)
        for _, first, others in worded[:place]:
            match.set_seq1(others)
            if min(match.real_quick_ratio(), match.quick_ratio()) > _SAME_NOTE and match.ratio() > _SAME_NOTE:
                yield tree.Warning("similar-notes", index, f"{first}, {second}")
