"""Two versions of a whole document, paragraph by paragraph, beside the mere cutting of both into words."""

import random
from collections.abc import Iterator
from functools import partial

from drafting.domain.comparison import Paragraph, compare
from drafting.domain.words import pieces
from tests.benchmarks.measure import alone, ms, say, table
from tests.benchmarks.world import LENGTH, VOCABULARY, edited, sentence

ROUNDS = 5
SIZES = (300, 1_000, 5_000)
ACTS = ("same", "changed", "deleted", "split", "new", "moved")
# Of a hundred paragraphs: after a quiet round and after a busy one.
ROUNDS_OF_DRAFTING = {"a quiet round": (92, 4, 1, 1, 1, 1), "a busy round": (55, 24, 6, 6, 6, 3)}


def run() -> None:
    rows = []
    for language in VOCABULARY:
        for size in SIZES:
            say(f"revisions: {size} paragraphs, {language}")
            draw = random.Random(f"{size} {language}")  # noqa: S311 - the same texts each time
            old = list(_version(draw, size, language))
            for name, weights in ROUNDS_OF_DRAFTING.items():
                new = list(_revision(draw, old, language, weights))
                rows.append(_beside(f"{size:,} paragraphs, {language}, after {name}", old, new))
            other = list(_version(draw, size, language))
            rows.append(_beside(f"{size:,} paragraphs, {language}, and unrelated ones", old, other))
    note = "Split: every paragraph of both versions cut into words once."
    table("Versions of a document", ("texts", "ms", "split ms", "µs a paragraph"), rows, note)


def _beside(what: str, old: list[Paragraph], new: list[Paragraph]) -> tuple[object, ...]:
    took = alone(partial(compare, old, new), ROUNDS)
    split = alone(lambda: [pieces(it.text) for it in (*old, *new)], ROUNDS)
    return what, ms(took), ms(split), f"{took / len(old) * 1e6:,.0f}"


def _version(draw: random.Random, size: int, language: str) -> Iterator[Paragraph]:
    for number in range(1, size + 1):
        yield Paragraph("operative", f"{number}.", sentence(draw, LENGTH, language))


def _revision(
    draw: random.Random, version: list[Paragraph], language: str, weights: tuple[int, ...]
) -> Iterator[Paragraph]:
    """The version after one round; weights: how often each of the acts; what moved stands at the end."""
    moved: list[Paragraph] = []
    for it in version:
        words = it.text.split(" ")
        match draw.choices(ACTS, weights)[0]:
            case "changed":
                yield Paragraph(it.kind, it.label, edited(draw, it.text, 4, language))
            case "split":
                yield Paragraph(it.kind, it.label, " ".join(words[: len(words) // 2]))
                yield Paragraph(it.kind, "", " ".join(words[len(words) // 2 :]))
            case "new":
                yield it
                yield Paragraph(it.kind, f"{it.label} bis", sentence(draw, LENGTH, language))
            case "moved":
                moved.append(it)
            case "same":
                yield it
    yield from moved
