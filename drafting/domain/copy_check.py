"""Whether two texts are word for word the same, however they are laid out.

Compared are the words with their punctuation and numbering, in order, footnotes last; spaces, line breaks, emphasis and
where a footnote is marked are not.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from drafting.domain import inline, notes
from drafting.domain.comparison import Paragraph


def stream(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The words of a document in order. Notes follow in the order of their first marks, those without one last."""
    whole = list(paragraphs)
    numbers = notes.numbers(it.text for it in whole if it.kind != "note")
    foot = [it for it in whole if it.kind == "note"]
    foot.sort(key=lambda it: numbers.get(it.label, len(numbers) + 1))
    body = [f"{it.label} {inline.plain(it.text)}" for it in whole if it.kind != "note"]
    return " ".join([*body, *(inline.plain(it.text) for it in foot)]).split()


def without_header(words: Sequence[str], header: Sequence[str]) -> list[str]:
    """The words without the lines that a file of ours prints above the text, where they stand there whole."""
    said = [it for line in header for it in line.split() if it != "·"]
    at = 0
    for word in said:
        # Some forms put a sign between the lines.
        while at < len(words) and words[at] == "·":
            at += 1
        if at >= len(words) or words[at] != word:
            return list(words)
        at += 1
    return list(words[at:])


def likeness(first: Counter[str], second: Counter[str]) -> float:
    """The share of words in common, 0 to 1, in any order."""
    both = first.total() + second.total()
    return 2 * (first & second).total() / both if both else 1.0
