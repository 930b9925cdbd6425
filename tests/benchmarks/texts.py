"""The text engine alone: diffs, carrying, combining and compiling, brackets."""

import difflib
import random
from collections.abc import Callable, Sequence
from functools import partial

from drafting.documents import reading
from drafting.domain import brackets, words
from drafting.domain.diff import changes
from drafting.domain.merge import carry, combined, compile_text, compiled, merge
from drafting.domain.options import option_sets
from drafting.domain.overlay import overlay
from drafting.domain.words import pieces
from tests.benchmarks.documents import largest
from tests.benchmarks.measure import alone, ms, say, seconds, table
from tests.benchmarks.world import STATES, VOCABULARY, edited, sentence
from tests.yardstick import in_common

ROUNDS = 9
SCATTERED = ((2_000, 10), (20_000, 10), (20_000, 100))
GROWING = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
PER_EDIT = 200  # characters, in the texts that grow
MANY = (50, 200, 400)  # proposals on one paragraph


def run() -> None:
    say("texts: diffs")
    _diffs()
    say("texts: growth")
    _growth()
    say("texts: merging")
    _merging()
    say("texts: brackets")
    _brackets()


def _diffs() -> None:
    rows = []
    for language in VOCABULARY:
        draw = random.Random(language)  # noqa: S311 - the same texts each time
        for length, edits in SCATTERED:
            old = sentence(draw, length, language)
            what = f"{length:,} characters, {edits} edits, {language}"
            rows.append(_beside(what, old, edited(draw, old, edits, language)))
        old, new = sentence(draw, 20_000, language), sentence(draw, 20_000, language)
        rows.append(_beside(f"20,000 characters, unrelated, {language}", old, new))
    columns = ("texts", "ms", "first time ms", "tokens marked", "minimum", "difflib ms", "times faster")
    note = "First time: with no word of any text seen before. Minimum: tokens outside a longest common subsequence."
    table("Diffs, word by word", columns, rows, f"{note} difflib: over the same words.")


def _beside(what: str, old: str, new: str) -> tuple[object, ...]:
    olds, news = pieces(old), pieces(new)
    took = alone(partial(changes, old, new), ROUNDS)
    matcher = partial(difflib.SequenceMatcher, None, olds, news, autojunk=False)
    peer = alone(lambda: matcher().get_opcodes(), 1)
    marked = sum(len(pieces(it.text)) for it in changes(old, new) if it.op != "equal")
    fewest = len(olds) + len(news) - 2 * in_common(olds, news)
    return what, ms(took), ms(_first_time(partial(changes, old, new))), marked, fewest, ms(peer), f"{peer / took:.0f}"


def _first_time(act: Callable[[], object]) -> float:
    words._CUTS.clear()
    return seconds(act)


def _growth() -> None:
    rows = []
    draw = random.Random("growth")  # noqa: S311 - the same texts each time
    for length in GROWING:
        old = sentence(draw, length)
        new, other = edited(draw, old, length // PER_EDIT), sentence(draw, length)
        revised, unrelated = alone(partial(changes, old, new), 3), alone(partial(changes, old, other), 3)
        rows.append((f"{length:,}", length // PER_EDIT, ms(revised), f"{revised / length * 1e9:,.0f}", ms(unrelated)))
    columns = ("characters", "edits", "ms", "ns a character", "unrelated ms")
    table("Growth of a diff", columns, rows)


def _merging() -> None:
    draw = random.Random("merging")  # noqa: S311 - the same texts each time
    base = sentence(draw, 2_000)
    rows = []
    for count in MANY:
        offered = [(STATES[it % len(STATES)], edited(draw, base, 3)) for it in range(count)]
        merged = merge(base, offered)
        split = alone(lambda texts=offered: [pieces(text) for _, text in texts], ROUNDS)  # type: ignore[misc]
        for what, act in (
            ("combined, compiled", partial(_combined_and_compiled, base, offered)),
            ("every change bracketed", partial(compile_text, base, offered)),
            ("laid over the base", partial(overlay, base, offered)),
        ):
            took = alone(act, ROUNDS)
            rows.append((f"{count} proposals, {what}", len(merged.stretches), ms(took), ms(split)))
    columns = ("on a paragraph of 2,000 characters", "stretches", "ms", "split ms")
    table("Many proposals on one paragraph", columns, rows, "Three edits each. Split: their words cut once.")
    current, proposal = edited(draw, base, 10), edited(draw, base, 10)
    took, split = alone(partial(carry, base, current, proposal), ROUNDS), alone(partial(pieces, base), ROUNDS)
    rows = [("2,000 characters, 10 edits on each side", ms(took), ms(split), f"{took / split:.1f}")]
    table("A proposal carried to a newer wording", ("texts", "ms", "split ms", "times"), rows)


def _combined_and_compiled(base: str, offered: Sequence[tuple[str, str]]) -> tuple[str | None, str]:
    merged = merge(base, offered)
    return combined(merged), compiled(merged)


def _brackets() -> None:
    name, data = largest()
    texts = [it.text for it in reading.read(data, "draft.md").blocks]
    split = alone(partial(words.tokens, "\n".join(texts)), ROUNDS)
    rows = []
    for what, act in (
        ("brackets of the whole", partial(brackets.read_all, texts)),
        ("option sets of the whole", partial(option_sets, texts)),
    ):
        took = alone(act, ROUNDS)
        rows.append((what, ms(took), ms(split), f"{took / split:.1f}"))
    table(f"Brackets of {name}, {len(data):,} bytes", ("what", "ms", "tokens ms", "times"), rows)
