"""Two versions of a document told paragraph by paragraph: in lines for people, as data for scripts."""

import unicodedata
from collections.abc import Iterator, Sequence

from drafting.documents.tree import Block
from drafting.domain.comparison import Paragraph, Passage, compare
from drafting.domain.diff import Change, changes

_MARKS = {"equal": "{}", "insert": "{{+{}+}}", "delete": "[-{}-]"}
_CONTEXT = 4  # unchanged words shown on either side of a change
# A hyphen that looks like any other.
_NAMED = "\u2011"


def lines(olds: Sequence[Block], news: Sequence[Block]) -> Iterator[str]:
    """One line for each passage that is not unchanged, in the reading order of the new version.

    The words that went stand in [-…-], the words that came in {+…+}, with a few unchanged ones around them; signs that
    cannot be seen are named.
    """
    for passage in compare(_paragraphs(olds), _paragraphs(news)):
        if passage.outcome != "unchanged":
            old, new = [olds[i] for i in passage.old], [news[j] for j in passage.new]
            place = _place(news, passage) if passage.outcome in {"moved", "inserted"} else ""
            line = f"{passage.outcome} {_names(old, new)}{place}: {_words(changes(_text(old), _text(new)))}"
            yield line.replace("\n", " ⏎ ")


def to_json(olds: Sequence[Block], news: Sequence[Block]) -> dict[str, object]:
    """Plain data for `drafting compare OLD NEW --json`: both versions, and every passage by its indexes."""
    return {
        "old": [_plain(block) for block in olds],
        "new": [_plain(block) for block in news],
        "changes": [
            {
                "outcome": it.outcome,
                "old": it.old,
                "new": it.new,
                "similarity": round(it.similarity, 3),
                "words": [
                    {"op": change.op, "text": change.text}
                    for change in changes(_text([olds[i] for i in it.old]), _text([news[j] for j in it.new]))
                ],
            }
            for it in compare(_paragraphs(olds), _paragraphs(news))
        ],
    }


def _plain(block: Block) -> dict[str, str]:
    return {"kind": block.kind, "label": block.label, "text": block.text}


def _paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    return [Paragraph(block.kind, block.label, block.text) for block in blocks]


def _text(blocks: Sequence[Block]) -> str:
    """The words of a passage: what was split or joined reads on as one text."""
    return " ".join(block.text for block in blocks)


def _names(old: Sequence[Block], new: Sequence[Block]) -> str:
    before, after = (", ".join(map(_name, blocks)) for blocks in (old, new))
    return " → ".join(dict.fromkeys(names for names in (before, after) if names))


def _name(block: Block) -> str:
    if block.kind == "note":
        return f"note {block.label}"
    return block.label or block.kind


def _place(news: Sequence[Block], passage: Passage) -> str:
    at = passage.new[0]
    if not at:
        return " at the beginning"
    before = news[at - 1]
    return f" after {_name(before) if before.label else _beginning(before.text)}"


def _words(found: Sequence[Change]) -> str:
    last = len(found) - 1
    return "".join(
        _shortened(change.text, is_first=not index, is_last=index == last)
        if change.op == "equal"
        else _MARKS[change.op].format("".join(map(_seen, change.text)))
        for index, change in enumerate(found)
    )


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    if is_first and is_last:  # Nothing changed: the paragraph is known by how it begins.
        return _beginning(text)
    if len(text.split(None, 2 * _CONTEXT)) <= 2 * _CONTEXT:
        return text
    rest, before = text.split(None, _CONTEXT)[-1], text.rsplit(None, _CONTEXT)[0]
    opening, ending = text[: -len(rest)], text[len(before) :]
    return f"{'' if is_first else opening}…{'' if is_last else ending}"


def _beginning(text: str) -> str:
    words = text.split(None, 2 * _CONTEXT)
    return f"{text[: -len(words[-1])]}…" if len(words) > 2 * _CONTEXT else text


def _seen(sign: str) -> str:
    if sign == "\n" or (sign.isprintable() and sign not in _NAMED):
        return sign
    return f"<{unicodedata.name(sign, '').lower() or f'U+{ord(sign):04X}'}>"
