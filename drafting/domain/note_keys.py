"""The same note under the same key in two versions of a document.

A file counts its notes anew, so a key says nothing across versions: one note put before the others would change the
marks of all of them. Source: practice.md section 2 (one note is one note, wherever it is marked).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from drafting.domain import notes
from drafting.domain.comparison import Paragraph, compare


def numbered(version: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The version with each note under the number that it is displayed with; one that is marked nowhere keeps its key.

    version: every paragraph in order, notes with their keys as labels.
    """
    body = (it.text for it in version if it.kind != "note")
    return _renamed(version, {key: str(number) for key, number in notes.numbers(body).items()})


def aligned(olds: Sequence[Paragraph], news: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The new version with each note that the old one has, as `compare` finds it by its words, under its old key.

    A note that came keeps its key unless another bears it.
    """
    before, after = ([it for it in version if it.kind == "note"] for version in (olds, news))
    pairs = {
        after[passage.new[0]].label: before[passage.old[0]].label
        for passage in compare(before, after)
        if len(passage.old) == len(passage.new) == 1
    }
    return _renamed(news, pairs)


def _renamed(version: Sequence[Paragraph], names: Mapping[str, str]) -> tuple[Paragraph, ...]:
    keys = dict.fromkeys(it.label for it in version if it.kind == "note")
    keys |= dict.fromkeys(key for it in version for key in notes.marks(it.text))
    every = _named(keys, names)
    return tuple(
        replace(it, label=every[it.label] if it.kind == "note" else it.label, text=notes.renamed(it.text, every))
        for it in version
    )


def _named(keys: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Each key with its name; a key without one keeps itself, or itself with a number behind it that is free."""
    keys = list(keys)
    found = {key: names[key] for key in keys if key in names}
    taken = set(found.values())
    for key in keys:
        if key not in found:
            name, count = key, 1
            while name in taken:
                count += 1
                name = f"{key}-{count}"
            found[key] = name
            taken.add(name)
    return found
